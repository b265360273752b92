"""Tasks (督办): looked at and taken away here, arranged and carried out on pages of their own."""

from django.db.models import Q
from django.urls import reverse

from branches.registry import Choice, Column, Register, Tag, register

from ..models import OPEN_STATES, RESPONSIBLE, Task, TaskEntry, TaskStandard, TaskState
from ..models.task import is_open, is_overdue, is_stalled

GROUP, PROGRAMME = "活动与督办", "implementation"
LINES = ("tail_off_green", "tail_off_amber", "overdue_green", "overdue_amber")
TONES = {TaskState.REPORTED: "near", TaskState.ACCEPTED: "good"}
LEVELS = [(level.value, level.label) for level in RESPONSIBLE]
FOCUS = [("open", "在办"), ("overdue", "逾期"), ("stalled", "停滞"), ("month", "本月到期")]


def state(task: Task, day):
    return Tag(TaskState(task.standing).label, TONES.get(task.standing, ""))


def due(task: Task, day):
    """The due day, or by how much it is past."""
    if task.standing not in OPEN_STATES or task.due_on >= day:
        return task.due_on
    return Tag(f"{task.due_on.isoformat()}（逾期{(day - task.due_on).days}天）", "bad")


def by_focus(rows, value, day):
    """Open tasks: all of them, those past their day, those without word, those due in the month of the day."""
    if value == "overdue":
        return rows.filter(is_overdue(day))
    if value == "stalled":
        return rows.filter(is_stalled(day, TaskStandard.objects.on(day).stalled_days))
    if value == "month":
        return rows.filter(is_open(), due_on__year=day.year, due_on__month=day.month)
    return rows.filter(is_open())


class ByVerbs(Register):
    """Rows that come and change by the verbs of `indicators.tasks` alone: nobody keeps them by form."""

    group = GROUP
    programme = PROGRAMME
    levels = RESPONSIBLE
    adds = False

    def may_keep(self, scope, area):
        return False


@register
class Tasks(ByVerbs):
    key = "tasks"
    model = Task
    title = "督办任务"
    unit = "项"
    states = ("未办结", "已办结或取消")
    description = "向各单位部署的事项：期限、计划量、进展和验收。部署、报进展、验收都在督办页办理。"
    empty = "没有符合条件的任务。请放宽或清除筛选条件，或在督办页部署任务。"
    page = "task-page"
    columns = (
        "title",
        Column("area", "责任单位"),
        Column("standing", "状态", state, ("standing",)),
        Column("due_on", "办结期限", due, ("due_on",)),
        "planned",
        Column("done", "已完成", is_number=True),
        "unit",
        Column("latest", "最近进展", order=("latest",)),
        "arranged_by",
        "arranged_on",
        "document_number",
        "done_on",
        "accepted_on",
        Column("programme", "工程与主题"),
        Column("campaign", "主题活动"),
    )
    filters = (
        Choice("focus", "关注", FOCUS, by_focus),
        Choice("standing", "状态", TaskState.choices, lambda rows, value, day: rows.filter(standing=value)),
        Choice("level", "责任层级", LEVELS, lambda rows, value, day: rows.filter(area__level=value)),
        "arranged_by",
        "programme",
        "campaign",
        "due_on",
    )
    search = ("title", "document_number")
    ordering = ("due_on", "area__path")
    same = ("batch", "area")

    def rows(self, queryset, day):
        """Adds `standing`, `done` and `latest`, as known on the day."""
        return queryset.standing_on(day).with_progress(day)

    def in_force(self, day):
        """Of rows with `standing`: neither accepted nor cancelled."""
        return ~Q(standing__in=[TaskState.ACCEPTED, TaskState.CANCELLED])

    def links(self, scope, record=None):
        return [] if record else [("督办", reverse("task-list"))]


@register
class TaskEntries(ByVerbs):
    key = "task-entries"
    model = TaskEntry
    title = "任务进展"
    description = "责任单位报的每一条进展，登记后不改，多报的以负数冲减。"
    empty = "还没有进展记录。责任单位在任务页上报。"
    to_area = "task__area"
    parent = "task"
    columns = ("on", "task", "kind", "quantity", "text", "evidence", "who", "at")
    filters = ("kind", "on")
    search = ("text", "evidence", "task__title")
    ordering = ("-on",)
    start = "on"
    same = ("task", "on", "text")


@register
class TaskStandards(Register):
    key = "task-standards"
    model = TaskStandard
    title = "督办标准"
    group = GROUP
    programme = PROGRAMME
    description = (
        "在办任务多少天没有进展算停滞，后半程回落、逾期天数怎样算达标，按启用日期分段执行；"
        "没有登记的按30天、10%和25%、0天和15天。"
    )
    to_area = ""
    columns = ("effective_from", "stalled_days", *LINES, "document_number")
    fields = ("effective_from", "stalled_days", *LINES, "document_number")
    ordering = ("-effective_from",)
    start = "effective_from"
    same = ("effective_from",)
