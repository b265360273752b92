"""要催办的: open tasks that are overdue or without word, the longest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, DateField, F, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import Coalesce, Least

from branches.models import Area, Level

from ...models import Campaign, Task
from ...models.task import is_overdue, is_stalled


class PushKind(TextChoices):
    OVERDUE = "overdue", "逾期"
    STALLED = "stalled", "停滞"


@dataclass(frozen=True)
class Push:
    """One task with the days that it is late and the days without word, 0 for what it is not."""

    task: Task
    late: int
    silent: int

    @property
    def kind_word(self) -> str:
        return "、".join(word for word, days in (("逾期", self.late), ("停滞", self.silent)) if days)

    @property
    def unit(self) -> Area:
        return self.task.area

    @property
    def township(self) -> str:
        return self.above(Level.TOWNSHIP)

    @property
    def county(self) -> str:
        return self.above(Level.COUNTY)

    def above(self, level: Level) -> str:
        """The name of the unit of a level at or above the responsible one; "" for none."""
        place = self.unit
        while place is not None and place.level != level:
            place = place.parent if Level(place.level).rank > level.rank else None
        return place.name if place else ""


def to_push(area: Area, day: date, stalled_days: int, campaign: Campaign | None = None) -> QuerySet[Task]:
    """Tasks at or below an area that call for a push on the day; `late_since` and `silent_since` are the day
    itself where a task is not late or not silent."""
    stalled = is_stalled(day, stalled_days)
    rows = Task.objects.within(area).standing_on(day).with_progress(day).filter(is_overdue(day) | stalled)
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    late = When(is_overdue(day), then=F("due_on"))
    silent = When(stalled, then=Coalesce("latest", "arranged_on"))
    return rows.annotate(
        late_since=Case(late, default=Value(day), output_field=DateField()),
        silent_since=Case(silent, default=Value(day), output_field=DateField()),
        since=Least("late_since", "silent_since"),
    )


def push_counts(rows: QuerySet[Task], day: date) -> dict[str, int]:
    """{kind: how many}, "" for either, in one query."""
    counted = rows.order_by().aggregate(
        overdue=Count("pk", filter=Q(late_since__lt=day)),
        stalled=Count("pk", filter=Q(silent_since__lt=day)),
        either=Count("pk"),
    )
    return {"": counted.pop("either"), **counted}


def of_kind(rows: QuerySet[Task], kind: str, day: date) -> QuerySet[Task]:
    """Sorted by the days of the kind; of either kind by the larger number of days."""
    since = {PushKind.OVERDUE: "late_since", PushKind.STALLED: "silent_since"}.get(kind, "since")
    rows = rows.filter(**{f"{since}__lt": day}).select_related(
        "area__parent__parent", "arranged_by", "programme", "campaign"
    )
    return rows.order_by(since, "area__path", "pk")


def push(task: Task, day: date) -> Push:
    return Push(task, (day - task.late_since).days, (day - task.silent_since).days)
