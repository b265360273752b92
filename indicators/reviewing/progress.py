"""How far each unit of a reviewer's area has come in a period."""

from dataclasses import dataclass, field

from django.db.models import Count

from branches.models import STEP, Area, Level

from ..entry import findings_of
from ..models import Explanation, Period, Report, Status
from ..tally import Tally

CHECKED_AT_MOST = 600  # reports; checking them all takes about a millisecond each


@dataclass
class Counts(Tally):
    """Reports by status; of those that wait for review how many have findings and explanations."""

    empty: int = 0
    draft: int = 0
    submitted: int = 0
    approved: int = 0
    returned: int = 0
    waived: int = 0
    found: int = 0
    explained: int = 0
    started: int = 0

    def add(self, other: "Counts") -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def total(self) -> int:
        return self.due + self.waived

    @property
    def left(self) -> int:
        """What stands between here and a finished unit."""
        return self.outstanding + self.submitted


@dataclass
class QueueRow:
    """A unit that reports are counted in: a township, or a county with its own report."""

    area: Area
    counts: Counts = field(default_factory=Counts)


@dataclass
class Group:
    """A county (or the city itself, for its own report) with the units that lie in it."""

    area: Area
    rows: list[QueueRow]

    @property
    def counts(self) -> Counts:
        sums = Counts()
        for row in self.rows:
            sums.add(row.counts)
        return sums


def queue(area: Area, period: Period) -> list[Group]:
    """Everything at or below an area, county by county in official order.

    The queries do not grow with the units. See `check_waiting` for `Counts.found`.
    """
    groups: dict[int, Group] = {}
    for row in unit_rows(area, period):
        place = row.area.parent if row.area.level == Level.TOWNSHIP and row.area.parent else row.area
        groups.setdefault(place.pk, Group(place, [])).rows.append(row)
    return sorted(groups.values(), key=lambda group: official(group.area))


def official(area: Area) -> tuple:
    """Higher levels first, then parent by parent in the official order."""
    return len(area.path), area.path[:-STEP], area.sort_order, area.code


def check_waiting(groups: list[Group], period: Period) -> bool:
    """Count the waiting reports with findings; False when there are too many to check for one page."""
    rows = {row.area.pk: row for group in groups for row in group.rows}
    if sum(row.counts.submitted for row in rows.values()) > CHECKED_AT_MOST:
        return False
    waiting = Report.objects.filter(period=period, counted_in__in=rows, status=Status.SUBMITTED)
    for report, findings in findings_of(list(waiting.select_related("area", "period"))):
        rows[report.counted_in_id].counts.found += bool(findings)
    return True


def unit_rows(area: Area, period: Period) -> list[QueueRow]:
    """One row for each area that reports of the period are counted in, in official order."""
    reports = Report.objects.filter(
        period=period, counted_in__path__gte=area.path, counted_in__path__lt=area.path_end
    ).order_by()
    counted = list(
        reports.values_list("counted_in_id", "status").annotate(
            number=Count("pk"), started=Count("review_started_at")
        )
    )
    explained = dict(
        Explanation.objects.filter(report__in=reports.filter(status=Status.SUBMITTED))
        .order_by()
        .values_list("report__counted_in")
        .annotate(number=Count("report", distinct=True))
    )
    areas = Area.objects.filter(pk__in={area_id for area_id, *_ in counted}).select_related("parent")
    rows = {one.pk: QueueRow(one, Counts(explained=explained.get(one.pk, 0))) for one in areas}
    for area_id, status, number, started in counted:
        setattr(rows[area_id].counts, status, number)
        if status == Status.SUBMITTED:
            rows[area_id].counts.started = started
    return sorted(rows.values(), key=lambda row: official(row.area))
