"""All units of one level below an area with what some indicators need: townships of a city, villages of a county;
or just those that somebody has listed.

Read by key out of the stored sums, so that a row costs the few numbers asked and not the whole form.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.fields.json import KeyTransform

from branches.models import Area, Level

from ..models import Report, Total
from ..quarters import Quarter
from .frame import Basis
from .rows import COUNTED, Row, Timeline

MOST_UNITS = 5000  # beyond that a page asks for a smaller area instead of reading on


@dataclass
class Placed:
    """A unit's rows with the names that it stands under; "" where the area itself is that."""

    timeline: Timeline
    township: str = ""
    county: str = ""


def units_at(
    area: Area, level: Level, quarter: Quarter, ordinals: Iterable[int], basis: Basis, codes: Iterable[str]
) -> list[Placed]:
    """Every unit of `level` that stood below the area in the quarter, in official order, in one query.

    Rows of other quarters come along for the same units. Raises ValueError where there would be
    more than 5,000 of them.
    """
    codes, ordinals = sorted(codes), sorted(set(ordinals))
    to_area = "counted_in" if level == Level.VILLAGE else "area"
    inside = Q(**{f"{to_area}__path__gte": area.path, f"{to_area}__path__lt": area.path_end})
    rows = rows_of(inside, level, ordinals, basis, codes)
    found: dict[int, Placed] = {}
    present: set[int] = set()
    for (area_id, code, name, township, county), ordinal, row in rows:
        placed = found.setdefault(
            area_id, Placed(Timeline(area_id, code, name, level), township or "", county or "")
        )
        placed.timeline.rows[ordinal] = row
        if ordinal == quarter.ordinal:
            present.add(area_id)
        if len(found) > MOST_UNITS:
            raise ValueError(f"more than {MOST_UNITS} units")
    return [placed for area_id, placed in found.items() if area_id in present]


def children_over(area: Area, ordinals: Iterable[int], basis: Basis, codes: Iterable[str]) -> list[Timeline]:
    """The children that the area had in some quarters, each with the rows of just those, in one query."""
    level = list(Level)[Level(area.level).rank + 1]
    children = Q(counted_in=area) if level == Level.VILLAGE else Q(parent=area)
    found: dict[int, Timeline] = {}
    for (area_id, code, name, *_), ordinal, row in rows_of(
        children, level, sorted(set(ordinals)), basis, sorted(codes)
    ):
        found.setdefault(area_id, Timeline(area_id, code, name, level)).rows[ordinal] = row
    return list(found.values())


def rows_of(which: Q, level: Level, ordinals: list[int], basis: Basis, codes: list[str]):
    """((area id, code, name, township, county), ordinal, row) of reports or totals."""
    if level == Level.VILLAGE:
        return villages(which, ordinals, basis, codes)
    return totals(which, level, ordinals, basis, codes)


def fill(timelines: Iterable[Timeline], ordinals: Iterable[int], basis: Basis, codes: Iterable[str]) -> None:
    """Put the rows of some quarters into timelines of any level, in one query for the villages and one
    for all others."""
    codes, ordinals = sorted(codes), sorted(set(ordinals))
    wanted = {timeline.area_id: timeline for timeline in timelines}
    villages = [key for key, timeline in wanted.items() if timeline.level == Level.VILLAGE]
    others = [key for key in wanted if key not in set(villages)]
    if villages:
        cells = picked("values", codes)
        reports = Report.objects.filter(area__in=villages, period__ordinal__in=ordinals).annotate(**cells)
        for key, ordinal, status, *values in reports.order_by().values_list(
            "area_id", "period__ordinal", "status", *cells
        ):
            wanted[key].rows[ordinal] = village_row(codes, values, status, basis)
    if others:
        cells = picked(basis.value, codes)
        totals = Total.objects.filter(area__in=others, period__ordinal__in=ordinals).annotate(**cells)
        for key, ordinal, counts, *sums in totals.order_by().values_list(
            "area_id", "period__ordinal", "counts", *cells
        ):
            known = {code: pair for code, pair in zip(codes, sums, strict=True) if pair}
            wanted[key].rows[ordinal] = Row(known, counts)


def village_row(codes: list[str], values: list, status: str, basis: Basis) -> Row:
    """A report's picked values, where its status counts on the basis."""
    counted = status in COUNTED[basis]
    sums = {c: (v, 1) for c, v in zip(codes, values, strict=True) if v is not None} if counted else {}
    return Row(sums, {f"{Level.VILLAGE}.{status}": 1}, status)


def picked(column: str, codes: list[str]) -> dict[str, KeyTransform]:
    return {f"cell_{number}": KeyTransform(code, column) for number, code in enumerate(codes)}


def totals(which: Q, level: Level, ordinals: list[int], basis: Basis, codes: list[str]):
    """Totals of units; a township's county is the unit above it in that quarter's tree."""
    cells = picked(basis.value, codes)
    rows = (
        Total.objects.filter(which, area__level=level, period__ordinal__in=ordinals)
        .annotate(**cells)
        .order_by("area__path")
    )
    above = F("parent__name") if level == Level.TOWNSHIP else F("area__parent__name")
    columns = ("area_id", "area__code", "area__name", "above", "period__ordinal", "counts", *cells)
    for area_id, code, name, county, ordinal, counts, *sums in rows.annotate(above=above).values_list(*columns):
        known = {key: pair for key, pair in zip(codes, sums, strict=True) if pair}
        yield (area_id, code, name, "", county if level == Level.TOWNSHIP else ""), ordinal, Row(known, counts)


def villages(which: Q, ordinals: list[int], basis: Basis, codes: list[str]):
    """Reports of villages, where they count on the basis."""
    cells = picked("values", codes)
    rows = (
        Report.objects.filter(which, area__level=Level.VILLAGE, period__ordinal__in=ordinals)
        .annotate(**cells)
        .order_by("counted_in__path", "area__path")
    )
    columns = (
        *("area_id", "area__code", "area__name", "counted_in__name", "counted_in__parent__name"),
        *("period__ordinal", "status", *cells),
    )
    for area_id, code, name, township, county, ordinal, status, *values in rows.values_list(*columns):
        row = village_row(codes, values, status, basis)
        yield (area_id, code, name, township, county), ordinal, row
