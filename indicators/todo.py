"""What waits for a clerk or a reviewer, period by period, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from branches.models import Area, Level
from branches.scope import TOP_LEVELS

from . import deadlines
from .entry import elements_of
from .models import Period, Publication, Report, Status
from .reviewing import Counts, CountyState, QueueRow, Step, counties, last_returns, own_state, unit_rows

PERIODS_AT_MOST = 4


@dataclass
class Task:
    """One period that runs, or in which something still waits. `days` to the due date, negative when past."""

    period: Period
    stage: str
    time_left: str
    days: int
    counts: Counts = field(default_factory=Counts)


@dataclass
class ClerkTask(Task):
    """`returned` came back (with reason and cells), `left` are not sent yet, each (report, step or None)."""

    returned: list[tuple[Report, Step | None]] = field(default_factory=list)
    left: list[Report] = field(default_factory=list)
    code: str = ""  # of the unit whose grid holds the reports

    @property
    def is_done(self) -> bool:
        return not self.returned and not self.left


@dataclass
class ReviewerTask(Task):
    """`waiting` are units with reports to review; `own` the report that the reviewer enters, if any."""

    waiting: list[QueueRow] = field(default_factory=list)
    own: Report | None = None
    own_returned: Step | None = None
    state: CountyState | None = None
    missing: list[CountyState] = field(default_factory=list)
    published: bool = False

    @property
    def may_hand_over(self) -> bool:
        return self.state is not None and self.state.ready and self.state.total > 0

    @property
    def owes_own(self) -> bool:
        return self.own is not None and self.own.status in (Status.EMPTY, Status.DRAFT, Status.RETURNED)


def live_periods(area: Area, today: date) -> list[Period]:
    """Periods that run today, and older ones in which something inside the area waits for review."""
    waiting = Report.objects.filter(period=OuterRef("pk"), status=Status.SUBMITTED).within(area)
    begun = Period.objects.filter(opens_on__lte=today)
    return list(begun.filter(Q(closes_on__gte=today) | Exists(waiting)).order_by("-ordinal")[:PERIODS_AT_MOST])


def frame(period: Period, today: date) -> dict:
    return {
        "period": period,
        "stage": deadlines.stage(period, today),
        "time_left": deadlines.time_left(period, today),
        "days": deadlines.days_left(period, today),
    }


def clerk_tasks(area: Area, today: date) -> list[ClerkTask]:
    """What the clerk of a township owes: four queries a period, whatever the number of villages."""
    return [clerk_task(area, period, today) for period in live_periods(area, today)]


def clerk_task(area: Area, period: Period, today: date) -> ClerkTask:
    rows = Report.objects.filter(period=period).within(area).select_related("area", "counted_in")
    reports = sorted(rows, key=lambda report: (len(report.area.path), report.area.sort_order, report.area.code))
    returned = [report for report in reports if report.status == Status.RETURNED]
    steps = last_returns(returned, {e.code: e for e in elements_of(period)})
    return ClerkTask(
        **frame(period, today),
        counts=counted(reports),
        returned=[(report, steps.get(report.pk)) for report in returned],
        left=[report for report in reports if report.status in (Status.EMPTY, Status.DRAFT)],
        code=reports[0].counted_in.code if reports else area.code,
    )


def counted(reports: Iterable[Report]) -> Counts:
    counts = Counts()
    for report in reports:
        setattr(counts, report.status, getattr(counts, report.status) + 1)
    return counts


def reviewer_tasks(area: Area, today: date) -> list[ReviewerTask]:
    """What the reviewer of a county or city has before them."""
    return [reviewer_task(area, period, today) for period in live_periods(area, today)]


def reviewer_task(area: Area, period: Period, today: date) -> ReviewerTask:
    rows = unit_rows(area, period)
    above = {area.pk} if area.level not in TOP_LEVELS else set()  # reviewed by the level above
    waiting = [row for row in rows if row.counts.submitted and row.area.pk not in above]
    task = ReviewerTask(**frame(period, today), waiting=waiting)
    for row in rows:
        task.counts.add(row.counts)
    task.own = Report.objects.filter(period=period, area=area).select_related("area").first()
    if task.own and task.own.status == Status.RETURNED:
        steps = last_returns([task.own], {e.code: e for e in elements_of(period)})
        task.own_returned = steps.get(task.own.pk)
    paths = [*area.ancestor_paths, area.path]
    task.published = Publication.objects.filter(period=period, area__path__in=paths).exists()
    if area.level == Level.COUNTY and not task.published:
        task.state = own_state(area, period)
    elif area.level == Level.CITY and not task.published:
        task.missing = [state for state in counties(area, period) if state.sent is None]
    return task
