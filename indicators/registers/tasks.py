"""What the tasks (督办) come to: due, accepted, in time, stalled, their outcome, and how their halves compare.

A task counts at the level of the unit that carries it out: those of a township and its villages in the
township, those of a county itself in the county. Sums are as of the last day of the quarter. Due are the
tasks whose day fell within the year so far, and those of earlier years that nobody had accepted when it
began: the new year forgets nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)

from branches.models import Area, Level

from ..models import Task, TaskEntry, TaskEvent, TaskStandard, TaskState, TaskVerb
from ..models.task import OUTCOME_MET, is_ripe, is_stalled
from ..models.task_log import EVIDENCED_ACTION, PAPER
from ..quarters import Quarter
from .source import Counts, by_unit, inside, register

CARRIED_OUT_BY = {Level.TOWNSHIP: [Level.TOWNSHIP, Level.VILLAGE], Level.COUNTY: [Level.COUNTY]}
PREFIX = {Level.TOWNSHIP: "town", Level.COUNTY: "county"}
NUMBERS = [
    *("tasks_due", "tasks_accepted", "tasks_ontime", "tasks_reported", "tasks_evidenced"),
    *("tasks_ripe", "tasks_stalled", "tasks_outcome_stated", "tasks_outcome_met"),
    *("task_papers", "task_actions"),
    *("plan_first_half", "plan_second_half", "done_first_half", "done_second_half"),
]
SCALE = 10  # halves of a plan have one decimal

Grouping = Callable[..., dict[str, Counts]]  # (rows, what leads to their task, **aggregates) -> {name: {group: n}}


def codes(level: Level) -> list[str]:
    return [f"{PREFIX[level]}_{number}" for number in NUMBERS]


@register(*codes(Level.TOWNSHIP), level=Level.TOWNSHIP, kept_in="tasks")
def township_tasks(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Tasks of the townships and of their villages."""
    return counted(area, quarter, Level.TOWNSHIP)


@register(*codes(Level.COUNTY), level=Level.COUNTY, kept_in="tasks")
def county_tasks(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Tasks that the counties carry out themselves."""
    return counted(area, quarter, Level.COUNTY)


def counted(area: Area, quarter: Quarter, level: Level) -> dict[str, Counts]:
    """Five queries, whatever the number of tasks."""
    group = of_units(area, level, CARRIED_OUT_BY[level])
    days = TaskStandard.objects.on(quarter.last_day).stalled_days
    found = numbers(group, quarter.first_day, quarter.last_day, days)
    return {f"{PREFIX[level]}_{name}": found[name] for name in NUMBERS}


def of_units(area: Area, level: Level, carried_out_by: Iterable[Level]) -> Grouping:
    """Group by the units of `level` at or below an area, of tasks that units of some levels carry out."""

    def group(rows: QuerySet, to_task: str, **aggregates) -> dict[str, Counts]:
        rows = rows.filter(**{f"{to_task}area__level__in": list(carried_out_by)})
        return by_unit(rows, f"{to_task}area", area, level, **aggregates)

    return group


def of_column(area: Area, column: str) -> Grouping:
    """Group the tasks at or below an area by one of their columns: campaign, batch. Null is no group."""

    def group(rows: QuerySet, to_task: str, **aggregates) -> dict[str, Counts]:
        key = f"{to_task}{column}"
        rows = rows.filter(inside(area, f"{to_task}area"), **{f"{key}__isnull": False}).order_by()
        found: dict[str, Counts] = {name: {} for name in aggregates}
        for one, *values in rows.values(key).annotate(**aggregates).values_list(key, *aggregates):
            for name, value in zip(aggregates, values, strict=True):
                found[name][one] = value or 0
        return found

    return group


def numbers(group: Grouping, since: date, day: date, stalled_days: int) -> dict[str, Counts]:
    """Every number of NUMBERS by group, as they stand on a day; papers and actions from `since` on."""
    tasks = Task.objects.standing_on(day)
    entries = TaskEntry.objects.known_on(day).annotate(
        gone=ExpressionWrapper(F("on") - F("task__arranged_on"), DurationField()),
        left=ExpressionWrapper(F("task__due_on") - F("on"), DurationField()),
    )
    found = group(tasks, "", **standings(day, stalled_days)) | group(entries, "task__", **progress(since, day))
    planned = found.pop("planned_quantity")
    halves = {one: number * SCALE // 2 for one, number in planned.items()}
    found |= {"plan_first_half": halves, "plan_second_half": dict(halves)}
    for half in ("done_first_half", "done_second_half"):
        found[half] = {one: max(0, number) * SCALE for one, number in found[half].items()}
    return found


def standings(day: date, stalled_days: int) -> dict[str, Aggregate]:
    """Counts of tasks with `standing`, and the quantity planned in all plans of the year that ended."""
    new_year = date(day.year, 1, 1)
    accepted = Q(standing=TaskState.ACCEPTED)
    cancelled = Q(standing=TaskState.CANCELLED)
    of_this_year = Q(due_on__gte=new_year) | Q(accepted_on__isnull=True) | Q(accepted_on__gte=new_year)
    due = Q(due_on__lte=day) & of_this_year & ~cancelled
    reports = TaskEvent.objects.filter(task=OuterRef("pk"), verb=TaskVerb.REPORT, on__range=(new_year, day))
    reported = Q(Exists(reports)) & ~cancelled
    this_year = accepted & Q(accepted_on__gte=new_year) & ~Q(outcome_measure="")
    return {
        "tasks_due": Count("pk", filter=due),
        "tasks_accepted": Count("pk", filter=due & accepted),
        "tasks_ontime": Count("pk", filter=due & accepted & Q(done_on__lte=F("due_on"))),
        "tasks_reported": Count("pk", filter=reported),
        "tasks_evidenced": Count("pk", filter=reported & accepted & ~Q(evidence="")),
        "tasks_ripe": Count("pk", filter=is_ripe(day, stalled_days)),
        "tasks_stalled": Count("pk", filter=is_stalled(day, stalled_days)),
        "tasks_outcome_stated": Count("pk", filter=this_year),
        "tasks_outcome_met": Count("pk", filter=this_year & OUTCOME_MET),
        "planned_quantity": Sum("planned", filter=Q(due_on__range=(new_year, day)) & ~cancelled),
    }


def progress(since: date, day: date) -> dict[str, Aggregate]:
    """Papers and evidenced actions since a day; what plans that ended had done in either half of their life."""
    now = Q(on__gte=since)
    standing = Q(task__cancelled_on__isnull=True) | Q(task__cancelled_on__gt=day)
    ended = standing & Q(
        task__due_on__range=(date(day.year, 1, 1), day), task__planned__isnull=False, on__lte=F("task__due_on")
    )
    return {
        "task_papers": Count("pk", filter=now & PAPER),
        "task_actions": Count("pk", filter=now & EVIDENCED_ACTION),
        "done_first_half": Sum("quantity", filter=ended & Q(gone__lte=F("left"))),
        "done_second_half": Sum("quantity", filter=ended & Q(gone__gt=F("left"))),
    }
