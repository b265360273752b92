"""Villages with accounts, secretaries and scores, in numbers that can be compared: ten and ten."""

from datetime import date
from decimal import Decimal

from branches.models import Area, Level, Village
from indicators.models import Assessment, VillageEconomyYear

from . import creation_cast
from .people_cast import SECRETARY, build_person, certify, serve

YEAR = 2011


def build_village(township: Area, number: int) -> Area:
    """A rural unit 新1村, 新2村 … of a township."""
    village = Area.objects.create(
        code=f"{township.code[:9]}{300 + number}",
        name=f"新{number}村",
        level=Level.VILLAGE,
        parent=township,
        path=f"{township.path}{100 + number:04d}",
        sort_order=100 + number,
    )
    Village.objects.create(area=village, is_rural_unit=True)
    return village


def audit(village: Area, income, year=YEAR, on=None) -> VillageEconomyYear:
    return VillageEconomyYear.objects.create(
        village=village,
        year=year,
        income=Decimal(str(income)),
        audited_on=on or date(year + 1, 2, 1),
        audited_by="农经站",
    )


def lead(village: Area, certified_on=date(2010, 6, 1), started_on=date(2009, 1, 10), **title):
    """A secretary since 2009, certified in June 2010 unless told; without a title for None."""
    person = build_person(village)
    serve(person, village, SECRETARY, started_on)
    if certified_on:
        certify(person, certified_on, track="secretary", **title)
    return person


def score(rubric, village: Area, points, year=YEAR) -> Assessment:
    """An assessment decided in the year with `points` in all, at most 100."""
    row = creation_cast.build_assessment(rubric, village, year, creation_cast.State.DECIDED, "达标")
    creation_cast.build_scores(row, decided=(min(points, 60), max(points - 60, 0)))
    return row


def build_twenty(township: Area) -> list[Area]:
    """Twenty new villages, the first ten so led. Incomes in 万元: led 1, 2 … 10; others 0.5, 1.5 … 9.5."""
    villages = [build_village(township, number) for number in range(1, 21)]
    for place, village in enumerate(villages):
        lead(village, date(2010, 6, 1) if place < 10 else None)
        audit(village, place + 1 if place < 10 else place - 10 + 0.5)
    return villages
