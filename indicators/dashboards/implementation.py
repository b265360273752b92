"""落实预警: what was arranged and is not carried out, for the dashboard's panel and the programme's page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db.models import Count, Q

from branches.models import Area, Level

from ..models import OPEN_STATES, Task, TaskStandard, TaskState, TaskVerb
from ..quarters import Quarter

MOST_LISTED = 5
COLUMNS = ("pk", "title", "due_on", "arranged_on", "latest", "area__level", "area__name", "area__parent__name")


@dataclass(frozen=True)
class Late:
    """One task that is overdue, or without word, for so many days; `place` is its unit after its township."""

    pk: int
    place: str
    title: str
    days: int


@dataclass(frozen=True)
class Implementation:
    """Counts of tasks on a day. `accepted` and `reported` are those of the day's quarter; `evidenced` are
    the reported ones that were accepted on their evidence."""

    template: ClassVar[str] = "dashboard/panel_implementation.html"

    day: date
    stalled_days: int
    open: int
    overdue: int
    stalled: int
    accepted: int
    reported: int
    evidenced: int
    most_overdue: tuple[Late, ...]
    longest_stalled: tuple[Late, ...]

    @property
    def evidenced_rate(self) -> Decimal | None:
        """Percent; None when nothing was reported done in the quarter."""
        return Decimal(self.evidenced * 100) / self.reported if self.reported else None


def implementation_of(area: Area, day: date) -> Implementation:
    """How the tasks of an area and of everything below it stand on a day: three queries."""
    stalled_days = TaskStandard.objects.on(day).stalled_days
    known = Task.objects.within(area).standing_on(day)
    waiting = known.filter(standing__in=OPEN_STATES).with_progress(day).order_by("area__path", "pk")
    rows = list(waiting.values_list(*COLUMNS, named=True))
    overdue = [late(row, (day - row.due_on).days) for row in rows if row.due_on < day]
    stalled = [late(row, silent) for row in rows if (silent := days_silent(row, day, stalled_days))]
    first = Quarter.containing(day).first_day
    reported = Q(events__verb=TaskVerb.REPORT, events__on__range=(first, day)) & ~Q(standing=TaskState.CANCELLED)
    accepted = Q(standing=TaskState.ACCEPTED)
    return Implementation(
        day=day,
        stalled_days=stalled_days,
        open=len(rows),
        overdue=len(overdue),
        stalled=len(stalled),
        most_overdue=longest(overdue),
        longest_stalled=longest(stalled),
        **known.aggregate(
            accepted=Count("pk", distinct=True, filter=accepted & Q(accepted_on__range=(first, day))),
            reported=Count("pk", distinct=True, filter=reported),
            evidenced=Count("pk", distinct=True, filter=reported & accepted),
        ),
    )


def late(row, days: int) -> Late:
    in_village = row.area__level == Level.VILLAGE
    return Late(
        row.pk, f"{row.area__parent__name} {row.area__name}" if in_village else row.area__name, row.title, days
    )


def days_silent(row, day: date, stalled_days: int) -> int:
    """Days without word of a stalled task, 0 of any other."""
    silent = (day - (row.latest or row.arranged_on)).days
    ripe = (day - row.arranged_on).days >= stalled_days
    return silent if ripe and silent >= stalled_days else 0


def longest(found: list[Late]) -> tuple[Late, ...]:
    return tuple(sorted(found, key=lambda one: -one.days)[:MOST_LISTED])
