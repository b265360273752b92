"""What the pipeline reads: people counted by list and unit, places, and the indicators that judge them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from branches.models import STEP, Area, Level

from ..figures import IndicatorSpec
from ..models import (
    STEPS,
    TRACKS,
    Cultivation,
    CultivationList,
    Indicator,
    KeyListQuota,
    MeasureKind,
    Target,
    at_start,
    converted,
    delivered,
    in_force,
)
from ..registers.cultivation import STEP_SOURCES, TRACK_SOURCES
from ..registers.source import inside, reports
from .frame import SPEC_COLUMNS, indicator_spec

INDICATORS = {  # list: the indicator that judges it
    CultivationList.STEP_1: "fc1_to_member",
    CultivationList.STEP_2: "fc2_to_able",
    CultivationList.STEP_3: "fc3_to_cadre",
    CultivationList.STEP_4: "fc4_to_secretary",
    CultivationList.KEY_SECRETARY: "th_secretary",
    CultivationList.KEY_HEAD: "th_head",
    CultivationList.KEY_MEMBER: "th_member",
}
MEASURES = "th_measure_rate"
Line = tuple[Decimal | None, Decimal | None]  # green, amber


Counts = dict[str, dict[str, int]]  # {list: {what: number}}


def indicators(area: Area, day: date) -> dict[str, tuple[IndicatorSpec, Line]]:
    """{code: (indicator as of the day, line of the nearest area at or above)}."""
    around = Target.objects.filter(
        indicator=OuterRef("pk"), year=day.year, area__path__in=[area.path, *area.ancestor_paths]
    ).order_by("-area__path")
    rows = Indicator.objects.in_force(day).filter(code__in=[*INDICATORS.values(), MEASURES])
    rows = rows.annotate(green=Subquery(around.values("green")[:1]), amber=Subquery(around.values("amber")[:1]))
    columns = (*SPEC_COLUMNS, "programme__name", "programme__code", "green", "amber")
    found = {}
    for *row, green, amber in rows.values_list(*columns):
        spec = indicator_spec(tuple(row))
        found[spec.code] = spec, (green, amber)
    return found


def lines_below(area: Area, year: int) -> dict[tuple[str, int], Line]:
    """{(indicator code, child id): line} where a child has one of its own."""
    rows = Target.objects.filter(
        area__parent=area, year=year, indicator__code__in=[*INDICATORS.values(), MEASURES]
    )
    found = rows.values_list("indicator__code", "area_id", "green", "amber")
    return {(code, child): (green, amber) for code, child, green, amber in found}


def counted(area: Area, day: date, depth: int) -> dict[str, Counts]:
    """{path of a unit at the depth: {list: numbers}} of everybody on a list in the area."""
    numbers = {
        "listed": Count("pk", filter=at_start(day.year)),
        "converted": Count("pk", filter=at_start(day.year) & converted(date(day.year, 1, 1), day)),
        "active": Count("pk", filter=in_force(day)),
        "promoted": Count("pk", filter=converted(date(day.year, 1, 1), day)),
        "promoted_ever": Count("pk", filter=converted(date.min, day)),
    } | {kind: Count("pk", filter=Q(in_force(day), delivered(kind, day))) for kind in MeasureKind.values}
    rows = listed_by(day).filter(inside(area, "village"))
    found: dict[str, Counts] = {}
    groups = rows.annotate(unit=Substr("village__path", 1, depth * STEP)).order_by().values("unit", "on_list")
    for group in groups.annotate(**numbers):
        found.setdefault(group.pop("unit"), {})[group.pop("on_list")] = group
    return found


def listed_by(day: date) -> QuerySet[Cultivation]:
    """The step lists of the year in villages that report, as the catalogue has them; all years' key lists."""
    steps = Q(reports("village", day), on_list__in=STEPS, listed_on__year=day.year)
    return Cultivation.objects.filter(steps | Q(on_list__in=TRACKS), listed_on__lte=day)


def quotas(area: Area, day: date) -> dict[tuple[str, str], int]:
    """{(county's path, list): places} of the counties in the area."""
    rows = KeyListQuota.objects.within(area).in_force_on(day).order_by()
    return {
        (path, on_list): places for path, on_list, places in rows.values_list("county__path", "on_list", "quota")
    }


def below(area: Area) -> Q:
    """The children that can have lists: of a township the villages that report."""
    if area.level == Level.TOWNSHIP:
        return Q(parent=area, village__is_rural_unit=True)
    return Q(parent=area)


# adding up ---------------------------------------------------------------------------
def added(units: Iterable[Counts]) -> Counts:
    total: Counts = {}
    for unit in units:
        for on_list, numbers in unit.items():
            into = total.setdefault(on_list, {})
            for name, number in numbers.items():
                into[name] = into.get(name, 0) + number
    return total


def added_quotas(places: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """{list: places}, with 0 for a list without places where another has some; empty where none has."""
    numbers = dict.fromkeys(TRACKS if places else (), 0)
    for (_, on_list), number in places.items():
        numbers[on_list] += number
    return numbers


def values_of(counts: Counts, places: Mapping[str, int]) -> dict[str, Decimal]:
    """The elements of the catalogue that the counts answer, flows for the year to date."""
    values = {}
    for step, (listed, done) in STEP_SOURCES.items():
        mine = counts.get(step, {})
        values[listed], values[done] = Decimal(mine.get("listed", 0)), Decimal(mine.get("converted", 0))
    for track, (quota, active) in TRACK_SOURCES.items():
        if track in places:
            values[quota] = Decimal(places[track])
        values[active] = Decimal(counts.get(track, {}).get("active", 0))
    values["th_measures_delivered"] = Decimal(
        sum(counts.get(track, {}).get(kind, 0) for track in TRACKS for kind in MeasureKind.values)
    )
    return values
