"""What the tasks (督办) come to: due, accepted, in time, stalled, their outcome, and how their halves compare.

A task counts at the level of the unit that carries it out: those of a township and its villages in the
township, those of a county itself in the county. Sums are as of the last day of the quarter. Due are the
tasks whose day fell within the year so far, and those of earlier years that nobody had accepted when it
began: the new year forgets nothing.
"""

from datetime import date

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Sum

from branches.models import Area, Level

from ..models import Task, TaskEntry, TaskEvent, TaskStandard, TaskState, TaskVerb
from ..models.task import OUTCOME_MET, is_ripe, is_stalled
from ..models.task_log import EVIDENCED_ACTION, PAPER
from ..quarters import Quarter
from .source import Counts, by_unit, register

CARRIED_OUT_BY = {Level.TOWNSHIP: [Level.TOWNSHIP, Level.VILLAGE], Level.COUNTY: [Level.COUNTY]}
PREFIX = {Level.TOWNSHIP: "town", Level.COUNTY: "county"}
NUMBERS = [
    *("tasks_due", "tasks_accepted", "tasks_ontime", "tasks_reported", "tasks_evidenced"),
    *("tasks_ripe", "tasks_stalled", "tasks_outcome_stated", "tasks_outcome_met"),
    *("task_papers", "task_actions"),
    *("plan_first_half", "plan_second_half", "done_first_half", "done_second_half"),
]
SCALE = 10  # halves of a plan have one decimal


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
    numbers = standings(area, quarter, level) | entries(area, quarter, level)
    planned = numbers.pop("planned_quantity")
    halves = {unit: number * SCALE // 2 for unit, number in planned.items()}
    numbers |= {"plan_first_half": halves, "plan_second_half": dict(halves)}
    for half in ("done_first_half", "done_second_half"):
        numbers[half] = {unit: max(0, number) * SCALE for unit, number in numbers[half].items()}
    return {f"{PREFIX[level]}_{name}": numbers[name] for name in NUMBERS}


def standings(area: Area, quarter: Quarter, level: Level) -> dict[str, Counts]:
    """Counts of tasks, and the quantity planned in all plans that ended."""
    day, new_year = quarter.last_day, date(quarter.year, 1, 1)
    days = TaskStandard.objects.on(day).stalled_days
    accepted = Q(standing=TaskState.ACCEPTED)
    cancelled = Q(standing=TaskState.CANCELLED)
    of_this_year = Q(due_on__gte=new_year) | Q(accepted_on__isnull=True) | Q(accepted_on__gte=new_year)
    due = Q(due_on__lte=day) & of_this_year & ~cancelled
    reports = TaskEvent.objects.filter(task=OuterRef("pk"), verb=TaskVerb.REPORT, on__range=(new_year, day))
    reported = Q(Exists(reports)) & ~cancelled
    this_year = accepted & Q(accepted_on__gte=new_year) & ~Q(outcome_measure="")
    return by_unit(
        Task.objects.standing_on(day).filter(area__level__in=CARRIED_OUT_BY[level]),
        "area",
        area,
        level,
        tasks_due=Count("pk", filter=due),
        tasks_accepted=Count("pk", filter=due & accepted),
        tasks_ontime=Count("pk", filter=due & accepted & Q(done_on__lte=F("due_on"))),
        tasks_reported=Count("pk", filter=reported),
        tasks_evidenced=Count("pk", filter=reported & accepted & ~Q(evidence="")),
        tasks_ripe=Count("pk", filter=is_ripe(day, days)),
        tasks_stalled=Count("pk", filter=is_stalled(day, days)),
        tasks_outcome_stated=Count("pk", filter=this_year),
        tasks_outcome_met=Count("pk", filter=this_year & OUTCOME_MET),
        planned_quantity=Sum("planned", filter=Q(due_on__range=(new_year, day)) & ~cancelled),
    )


def entries(area: Area, quarter: Quarter, level: Level) -> dict[str, Counts]:
    """Papers and evidenced actions of the quarter; what plans that ended had done in either half of their life."""
    first, day, new_year = quarter.first_day, quarter.last_day, date(quarter.year, 1, 1)
    rows = TaskEntry.objects.known_on(day).filter(task__area__level__in=CARRIED_OUT_BY[level])
    rows = rows.annotate(
        gone=ExpressionWrapper(F("on") - F("task__arranged_on"), DurationField()),
        left=ExpressionWrapper(F("task__due_on") - F("on"), DurationField()),
    )
    now = Q(on__gte=first)
    standing = Q(task__cancelled_on__isnull=True) | Q(task__cancelled_on__gt=day)
    ended = standing & Q(
        task__due_on__range=(new_year, day), task__planned__isnull=False, on__lte=F("task__due_on")
    )
    return by_unit(
        rows,
        "task__area",
        area,
        level,
        task_papers=Count("pk", filter=now & PAPER),
        task_actions=Count("pk", filter=now & EVIDENCED_ACTION),
        done_first_half=Sum("quantity", filter=ended & Q(gone__lte=F("left"))),
        done_second_half=Sum("quantity", filter=ended & Q(gone__gt=F("left"))),
    )
