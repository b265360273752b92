"""Tasks as lists: whose they are, which of them call for attention, and how far each has come."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextChoices

from branches.models import Area, Level, Role
from branches.scope import Scope

from ..models import OPEN_STATES, RESPONSIBLE, Task, TaskEvent, TaskStandard, TaskState, TaskVerb
from ..models.task import is_open, is_overdue, is_stalled

SOON_DAYS = 7
TONES = {TaskState.REPORTED: "near", TaskState.ACCEPTED: "good"}


class Side(TextChoices):
    MINE = "mine", "我要办的"
    ARRANGED = "arranged", "我部署的"
    ALL = "all", "辖区全部"


class Focus(TextChoices):
    OPEN = "open", "在办"
    OVERDUE = "overdue", "逾期"
    STALLED = "stalled", "停滞"
    MONTH = "month", "本月到期"
    REPORTED = "reported", "待验收"
    ACCEPTED = "accepted", "已办结"
    CANCELLED = "cancelled", "已取消"
    ALL = "all", "全部"


def sides(scope: Scope) -> list[Side]:
    """The lists that the user has, the one to open with first."""
    role, area = scope.user.role, scope.area
    if role == Role.CLERK:
        return [Side.MINE]
    if role == Role.REVIEWER and area is not None:
        mine = [Side.MINE] if area.level in RESPONSIBLE else []
        return [Side.ARRANGED, *mine, Side.ALL]
    return [Side.ALL, Side.ARRANGED] if role == Role.ADMINISTRATOR and area is not None else [Side.ALL]


def tasks_of(scope: Scope, side: str) -> QuerySet[Task]:
    """Tasks of a side, always inside the scope."""
    rows = scope.rows(Task.objects.all(), "area__path")
    if side == Side.ARRANGED:
        return rows.filter(arranged_by=scope.area)
    if side == Side.MINE and scope.user.role != Role.CLERK:
        return rows.filter(area=scope.area)
    return rows


@dataclass(frozen=True)
class Watch:
    """The day that tasks are looked at, and after how many days without word they count as stalled."""

    day: date
    stalled_days: int

    @classmethod
    def on(cls, day: date) -> "Watch":
        return cls(day, TaskStandard.objects.on(day).stalled_days)


def conditions(watch: Watch) -> dict[str, Q]:
    """What each focus asks of rows with `standing`."""
    day = watch.day
    return {
        Focus.OPEN: is_open(),
        Focus.OVERDUE: is_overdue(day),
        Focus.STALLED: is_stalled(day, watch.stalled_days),
        Focus.MONTH: is_open() & Q(due_on__year=day.year, due_on__month=day.month),
        Focus.REPORTED: Q(standing=TaskState.REPORTED),
        Focus.ACCEPTED: Q(standing=TaskState.ACCEPTED),
        Focus.CANCELLED: Q(standing=TaskState.CANCELLED),
        Focus.ALL: Q(),
    }


def counted(rows: QuerySet[Task], watch: Watch) -> dict[str, int]:
    """{focus: how many tasks}, in one query."""
    counts = {focus.value: Count("pk", filter=asked) for focus, asked in conditions(watch).items()}
    return rows.standing_on(watch.day).aggregate(**counts)


def focused(rows: QuerySet[Task], focus: str, watch: Watch) -> QuerySet[Task]:
    """The rows of a focus with all that a line shows; what is finished comes newest first."""
    steps = TaskEvent.objects.filter(task=OuterRef("pk")).order_by("-on", "-pk")
    found = (
        rows.standing_on(watch.day)
        .filter(conditions(watch)[focus])
        .with_progress(watch.day)
        .annotate(last_step=Subquery(steps.values("verb")[:1]))
        .select_related("area__parent__parent", "arranged_by", "programme", "campaign")
    )
    finished = focus in (Focus.ACCEPTED, Focus.CANCELLED)
    return found.order_by(*(["-due_on"] if finished else ["due_on"]), "area__path", "pk")


@dataclass(frozen=True)
class Line:
    """One task as a list shows it."""

    task: Task
    watch: Watch

    @property
    def day(self) -> date:
        return self.watch.day

    @property
    def is_open(self) -> bool:
        return self.task.state in OPEN_STATES

    @property
    def place(self) -> str:
        """The unit; a village after its township."""
        area = self.task.area
        return f"{area.parent.name} {area.name}" if area.level == Level.VILLAGE else area.name

    @property
    def overdue(self) -> int:
        """Days past the due day, 0 while there is time or nothing left to do."""
        return max(0, (self.day - self.task.due_on).days) if self.is_open else 0

    @property
    def left(self) -> str:
        """剩5天, 今天到期; nothing for what is past or no longer open."""
        days = (self.task.due_on - self.day).days
        if not self.is_open or days < 0:
            return ""
        return f"剩{days}天" if days else "今天到期"

    @property
    def is_soon(self) -> bool:
        return bool(self.left) and (self.task.due_on - self.day).days <= SOON_DAYS

    @property
    def silent(self) -> int:
        """Days without word of a stalled task, 0 of any other."""
        since = self.task.latest or self.task.arranged_on
        ripe = (self.day - self.task.arranged_on).days >= self.watch.stalled_days
        days = (self.day - since).days
        return days if self.is_open and ripe and days >= self.watch.stalled_days else 0

    @property
    def is_returned(self) -> bool:
        return self.is_open and self.task.last_step == TaskVerb.RETURN

    @property
    def tone(self) -> str:
        return TONES.get(self.task.state, "")


# the first page of clerk and reviewer ------------------------------------------------------
@dataclass(frozen=True)
class Duties:
    """What waits for a user: own tasks that press, how many there are, and what the user has to judge."""

    pressing: list[Line]
    counts: dict[str, int]  # of own tasks
    judged: dict[str, int]  # of tasks that the user's unit has arranged

    @property
    def is_empty(self) -> bool:
        return not self.counts.get(Focus.OPEN) and not any(self.judged.values())


MOST_PRESSING = 6


def duties(scope: Scope, day: date) -> Duties:
    """Own open tasks that are overdue, returned, stalled or due within a week; and what to judge or chase."""
    watch, mine, judged = Watch.on(day), Side.MINE in sides(scope), {}
    pressing: list[Line] = []
    counts: dict[str, int] = {}
    if mine:
        rows = tasks_of(scope, Side.MINE)
        counts = counted(rows, watch)
        soon = Q(due_on__lte=day + timedelta(days=SOON_DAYS)) | Q(last_step=TaskVerb.RETURN)
        found = focused(rows, Focus.OPEN, watch).filter(soon | is_stalled(day, watch.stalled_days))
        pressing = [Line(task, watch) for task in found[:MOST_PRESSING]]
    if Side.ARRANGED in sides(scope):
        known = counted(tasks_of(scope, Side.ARRANGED), watch)
        judged = {focus.value: known[focus] for focus in (Focus.REPORTED, Focus.OVERDUE, Focus.STALLED)}
    return Duties(pressing, counts, judged)


def arranging_area(scope: Scope) -> Area | None:
    """In whose name the user arranges tasks: the own area, for somebody who reaches everything the topmost."""
    if scope.area is not None or not scope.everywhere:
        return scope.area
    return Area.objects.filter(parent__isnull=True).order_by("sort_order", "code").first()
