"""What a page reads: an area's own rows and those of its children, as plain sums.

A Total and a village's Report come out in the same shape, so that a level more or less adds no
second way of counting. Reading costs one row a child and quarter, never one a village below.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from branches.models import Area, Level

from ..figures import ElementSpec, Naturals, Sums, natural_values
from ..fold import COUNTED_AS_APPROVED, COUNTED_AS_REPORTED
from ..models import Report, Total
from ..quarters import Quarter
from .frame import Basis

COUNTED = {Basis.APPROVED: COUNTED_AS_APPROVED, Basis.REPORTED: COUNTED_AS_REPORTED}


@dataclass(frozen=True)
class Row:
    """Sums of an area in a quarter; `status` and `carried` codes for a single report only."""

    sums: Sums
    counts: Mapping[str, int] = field(default_factory=dict)
    status: str = ""
    carried: frozenset[str] = frozenset()


@dataclass
class Timeline:
    """The rows of one area by quarter."""

    area_id: int
    code: str
    name: str
    level: str
    rows: dict[int, Row] = field(default_factory=dict)

    def at(self, quarter: Quarter) -> Row | None:
        return self.rows.get(quarter.ordinal)

    def natural(self, elements: Mapping[str, ElementSpec], quarter: Quarter) -> Naturals:
        """Natural values of a quarter, flows over the year to date; nothing without a row for it."""
        if quarter.ordinal not in self.rows:
            return natural_values(elements, [])
        known = [(q.number, self.rows[q.ordinal].sums) for q in quarter.year_to_date if q.ordinal in self.rows]
        return natural_values(elements, known)


def own_timeline(area: Area, ordinals: Iterable[int], basis: Basis) -> Timeline:
    """The area's own rows of some quarters, in one query."""
    timeline = Timeline(area.pk, area.code, area.name, area.level)
    if area.level == Level.VILLAGE:
        reports = Report.objects.filter(area=area, period__ordinal__in=list(ordinals)).order_by()
        for ordinal, status, values, carried in reports.values_list(
            "period__ordinal", "status", "values", "carried"
        ):
            timeline.rows[ordinal] = report_row(status, values, carried, basis)
        return timeline
    totals = Total.objects.filter(area=area, period__ordinal__in=list(ordinals)).order_by()
    for ordinal, sums, counts in totals.values_list("period__ordinal", basis.value, "counts"):
        timeline.rows[ordinal] = Row(sums, counts)
    return timeline


def child_timelines(area: Area, quarter: Quarter, ordinals: Iterable[int], basis: Basis) -> list[Timeline]:
    """The children that the area had in the quarter, in official order, with their rows of some
    quarters (the quarter itself among them), in one query."""
    ordinals = list(ordinals)
    if area.level == Level.VILLAGE:
        return []
    if area.level == Level.TOWNSHIP:
        rows = _village_rows(area, quarter, ordinals, basis)
    else:
        rows = _total_rows(area, quarter, ordinals, basis)
    children: dict[int, Timeline] = {}
    for area_id, code, name, level, ordinal, row in rows:
        child = children.setdefault(area_id, Timeline(area_id, code, name, level))
        child.rows[ordinal] = row
    return list(children.values())


def _total_rows(area: Area, quarter: Quarter, ordinals: list[int], basis: Basis):
    now = Total.objects.filter(parent=area, period__ordinal=quarter.ordinal)
    totals = now
    if len(ordinals) > 1:
        totals = Total.objects.filter(area__in=now.values("area"), period__ordinal__in=ordinals)
    columns = ("area_id", "area__code", "area__name", "area__level", "period__ordinal", basis.value, "counts")
    for *who, ordinal, sums, counts in totals.order_by("area__sort_order", "area__code").values_list(*columns):
        yield *who, ordinal, Row(sums, counts)


def _village_rows(area: Area, quarter: Quarter, ordinals: list[int], basis: Basis):
    now = Report.objects.filter(counted_in=area, period__ordinal=quarter.ordinal, area__level=Level.VILLAGE)
    reports = now
    if len(ordinals) > 1:
        reports = Report.objects.filter(area__in=now.values("area"), period__ordinal__in=ordinals)
    columns = (
        "area_id",
        "area__code",
        "area__name",
        "area__level",
        "period__ordinal",
        "status",
        "values",
        "carried",
    )
    for *who, ordinal, status, values, carried in reports.order_by("area__sort_order", "area__code").values_list(
        *columns
    ):
        yield *who, ordinal, report_row(status, values, carried, basis)


def report_row(status: str, values: Mapping[str, int | None], carried: Iterable[str], basis: Basis) -> Row:
    """One report as sums of one: nothing of it counts unless its status does on this basis."""
    counted = status in COUNTED[basis]
    sums = {code: (value, 1) for code, value in values.items() if value is not None} if counted else {}
    return Row(sums, {f"{Level.VILLAGE}.{status}": 1}, status, frozenset(carried))
