"""The papers of the demonstration's programmes: the city's scheme, and what some counties made of it."""

from collections.abc import Sequence
from datetime import date
from random import Random

from branches.models import Area, Level

from ..models import Programme, ProgrammeDocument
from .accounts import Staff
from .allotment import VillagePlan
from .rows import CITY, SEED

OWN_RULES_PERCENT = 60  # of the counties, for a programme


def write_documents(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/documents")  # noqa: S311
    city = Area.objects.get(code=CITY)
    counties = list(Area.objects.at(Level.COUNTY).order_by("sort_order", "code"))
    rows = []
    for number, programme in enumerate(Programme.objects.all(), 1):
        rows.append(
            paper(programme, city, f"关于实施{programme.name}的意见", f"漯组示〔2009〕{number}号", 2009, rng)
        )
        for county in counties:
            if rng.randrange(100) < OWN_RULES_PERCENT:
                title = f"{county.name}{programme.name}工作实施办法"
                rows.append(paper(programme, county, title, f"{county.name}组示〔2010〕{number}号", 2010, rng))
    ProgrammeDocument.objects.bulk_create(rows)


def paper(programme: Programme, area: Area, title: str, number: str, year: int, rng: Random) -> ProgrammeDocument:
    """示 in the number marks it as made up."""
    day = date(year, rng.randint(2, 11), rng.randint(1, 28))
    return ProgrammeDocument(
        programme=programme, area=area, title=title, number=number, issued_on=day, kept_at="办公室档案柜"
    )
