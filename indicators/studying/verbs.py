"""The one writer of studies: reads an area's villages, works out what they show, keeps it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone

from branches.clock import today
from branches.models import Area, Level

from ..models import EconomyStudy, VillageEconomyYear
from ..models.economy_study import WORKING_AT_MOST
from .findings import VillageYear, findings
from .stamps import Stamp, stamp
from .villages import villages_of

GROUPS = {  # what the villages of an area are grouped by: strata of the gap, units of the points
    Level.PROVINCE: ("county", "county"),
    Level.CITY: ("county", "township"),
    Level.COUNTY: ("township", "township"),
    Level.TOWNSHIP: ("", ""),
}
Counties = Mapping[str, list[VillageYear]]  # by the county's code
MOST_LISTED = 1000  # villages a quadrant; beyond that a reader goes to the counties


class Refused(Exception):
    """Nothing was computed; the message says why in Chinese."""


def study(area: Area, year: int) -> EconomyStudy:
    """Compute and keep the study of one area and year. Raises ValueError for a village, which has none."""
    if area.level not in GROUPS:
        raise ValueError(f"no study of a {area.level}")
    made_of, day = stamp(), today()
    return keep(area, year, by_county(villages_of(around(area), year, day)), made_of, day)


def study_below(area: Area, year: int, day: date | None = None) -> int:
    """The studies of an area and of every unit below it above the village, out of one reading, with what was
    audited by a day (today unless told); how many."""
    made_of, day = stamp(), day or today()
    counties = by_county(villages_of(around(area), year, day))
    units = list(Area.objects.within(area).filter(level__in=GROUPS).select_related("parent").order_by("path"))
    for unit in units:
        keep(unit, year, counties, made_of, day)
    return len(units)


def around(area: Area) -> Area:
    """A township's villages are held against the medians of its county."""
    return area.parent if area.level == Level.TOWNSHIP else area


def by_county(villages: Iterable[VillageYear]) -> Counties:
    found: dict[str, list[VillageYear]] = defaultdict(list)
    for village in villages:
        found[village.county].append(village)
    return found


def keep(area: Area, year: int, counties: Counties, made_of: Stamp, day: date) -> EconomyStudy:
    """Store what the villages of the area show. `counties` may reach beyond the area, not less than whole ones."""
    strata, units = GROUPS[Level(area.level)]
    found = asdict(findings(*parts_of(area, counties), year, strata, units))
    lists = {name: rows[:MOST_LISTED] for name, rows in found.pop("lists").items()}
    row, _ = EconomyStudy.objects.get_or_create(area=area, year=year)
    EconomyStudy.objects.filter(pk=row.pk).update(
        villages=found["values"]["villages"],
        settled_on=settled_on(area, year, day),
        as_of=day,
        computed_at=timezone.now(),
        working_since=None,
        version=F("version") + 1,
        made_of=made_of,
        results=found,
        lists=lists,
    )
    row.refresh_from_db()
    return row


def parts_of(area: Area, counties: Counties) -> tuple[list[VillageYear], list[VillageYear]]:
    """The area's villages, and all villages of the counties that they lie in."""
    if area.level == Level.TOWNSHIP:
        county = counties.get(area.parent.code, [])
        return [village for village in county if village.township == area.code], county
    if area.level == Level.COUNTY:
        codes = [area.code]
    else:
        codes = Area.objects.within(area).at(Level.COUNTY).order_by("path").values_list("code", flat=True)
    own = [village for code in codes for village in counties.get(code, [])]
    return own, own


def settled_on(area: Area, year: int, day: date) -> date | None:
    """The day by which half of the year's accounts were audited."""
    rows = VillageEconomyYear.objects.within(area).filter(year=year).audited_by(day)
    days = sorted(rows.order_by().values_list("audited_on", flat=True))
    return days[(len(days) - 1) // 2] if days else None


def study_anew(area: Area, year: int, seen: int) -> EconomyStudy:
    """What the button does: compute unless the version seen has gone by. `seen` is 0 where none was shown.

    A second click finds the first at work and does nothing: the claim is one conditional update. Raises
    Refused then, for a unit too large to wait for, and for a year without audited accounts.
    """
    if area.level in (Level.PROVINCE, Level.VILLAGE):
        raise Refused(f"{Level(area.level).label}一级不在页面上计算；全省由管理员运行 study_economy。")
    if not VillageEconomyYear.objects.within(area).filter(year=year).audited_by(today()).exists():
        raise Refused(f"{area}没有{year}年度经审核的村集体经济账，没有可算的数。")
    row, _ = EconomyStudy.objects.get_or_create(area=area, year=year)
    broken_off = timezone.now() - timedelta(seconds=WORKING_AT_MOST)
    free = Q(working_since__isnull=True) | Q(working_since__lt=broken_off)
    mine = EconomyStudy.objects.filter(free, pk=row.pk, version=seen).update(working_since=timezone.now())
    if not mine:
        raise Refused("这项分析正在计算，或刚刚已经重新计算，没有再算一遍。")
    try:
        return study(area, year)
    finally:
        EconomyStudy.objects.filter(pk=row.pk).update(working_since=None)


def audited_years(area: Area) -> list[int]:
    """Years of which the area has audited accounts, the newest first."""
    rows = VillageEconomyYear.objects.within(area).audited_by(today()).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())
