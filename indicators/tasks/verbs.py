"""The life of a task (督办): one transition table and its verbs.

The arranging unit arranges, judges, adjusts and cancels; the responsible unit tells progress and reports
that it is done, with evidence. Every verb locks, checks, changes and logs, in that order, in one transaction.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from branches.clock import today
from branches.models import Area, User
from branches.scope import Scope

from ..admission import WorkflowError
from ..models import RESPONSIBLE, EntryKind, Task, TaskEntry, TaskEvent, TaskState, TaskVerb

# verb: {state before: state after}
TRANSITIONS: dict[str, dict[str, str]] = {
    TaskVerb.PROGRESS: {TaskState.ARRANGED: TaskState.UNDERWAY, TaskState.UNDERWAY: TaskState.UNDERWAY},
    TaskVerb.REPORT: {TaskState.ARRANGED: TaskState.REPORTED, TaskState.UNDERWAY: TaskState.REPORTED},
    TaskVerb.ACCEPT: {TaskState.REPORTED: TaskState.ACCEPTED},
    TaskVerb.RETURN: {TaskState.REPORTED: TaskState.UNDERWAY},
    TaskVerb.ADJUST: {TaskState.ARRANGED: TaskState.ARRANGED, TaskState.UNDERWAY: TaskState.UNDERWAY},
    TaskVerb.CANCEL: {
        TaskState.ARRANGED: TaskState.CANCELLED,
        TaskState.UNDERWAY: TaskState.CANCELLED,
        TaskState.REPORTED: TaskState.CANCELLED,
    },
}
CARRIES_OUT = frozenset({TaskVerb.PROGRESS, TaskVerb.REPORT})  # verbs of the responsible unit
NEEDS_REASON = frozenset({TaskVerb.RETURN, TaskVerb.ADJUST, TaskVerb.CANCEL})
CHANGED = [
    *("state", "due_on", "planned", "done_on", "evidence", "outcome_reached"),
    *("accepted_on", "accepted_by", "cancelled_on", "cancelled_reason"),
]


class TaskRefused(WorkflowError):
    """Why a verb was refused, in Chinese; `field` is the one of the form that it is about, if any."""

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


def may(verb: str, task: Task, scope: Scope) -> bool:
    """Whether the user's role and place allow the verb; the state is asked elsewhere."""
    return scope.may_enter(task.area) if verb in CARRIES_OUT else scope.may_arrange(task.arranged_by)


def verbs_for(task: Task, scope: Scope) -> list[str]:
    """What the user may do with the task as it stands, in the order of the table."""
    return [verb for verb, steps in TRANSITIONS.items() if task.state in steps and may(verb, task, scope)]


# the arranging unit --------------------------------------------------------------------
@transaction.atomic
def arrange(by: Area, shares: Mapping[Area, int | None], who: User, **facts) -> list[Task]:
    """One task for many units at once, in the name of `by`. `shares` is {responsible area: planned quantity
    or None}; `facts` are the other fields of Task."""
    check_order(Task(arranged_by=by, **facts), shares, who)
    batch = f"{facts['arranged_on']:%Y%m%d}-{secrets.token_hex(5)}"
    tasks = [Task(batch=batch, arranged_by=by, area=area, planned=n, **facts) for area, n in shares.items()]
    bulk_create_with_history(tasks, Task, batch_size=200, default_user=who)
    TaskEvent.objects.bulk_create(event(task, TaskVerb.ARRANGE, "", who, on=task.arranged_on) for task in tasks)
    return tasks


def check_order(order: Task, shares: Mapping[Area, int | None], who: User) -> None:
    by, campaign = order.arranged_by, order.campaign
    if not Scope(who).may_arrange(by):
        raise PermissionDenied(f"您不能以{by}的名义部署任务。")
    if not shares:
        raise TaskRefused("请至少选定一个责任单位。", "areas")
    if order.arranged_on > today():
        raise TaskRefused("部署日期不能晚于今天。", "arranged_on")
    if order.due_on < order.arranged_on:
        raise TaskRefused("办结期限不能早于部署日期。", "due_on")
    for area, planned in shares.items():
        if not by.contains(area):
            raise TaskRefused(f"{area}不在{by}之下，不能向其部署。", "areas")
        if area.level not in RESPONSIBLE:
            raise TaskRefused(f"{area}是{area.get_level_display()}一级，任务只部署到县区、乡镇和村。", "areas")
        if campaign and not campaign.area.contains(area):
            raise TaskRefused(f"“{campaign}”由{campaign.area}开展，{area}不在其中。", "campaign")
        if planned is not None and not order.unit:
            raise TaskRefused("有计划量的须填写计量单位。", "unit")


@transaction.atomic
def accept(tasks: Iterable[Task], who: User) -> list[Task]:
    """Take reported tasks as done."""
    locked = lock(tasks, TaskVerb.ACCEPT, who)
    for task in locked:
        task.accepted_on, task.accepted_by = today(), who
    return step(locked, TaskVerb.ACCEPT, who)


@transaction.atomic
def send_back(tasks: Iterable[Task], who: User, why: str) -> list[Task]:
    """Return reported tasks for rework, with a reason."""
    locked = lock(tasks, TaskVerb.RETURN, who, why)
    for task in locked:
        task.done_on = None
    return step(locked, TaskVerb.RETURN, who, why)


@transaction.atomic
def cancel(tasks: Iterable[Task], who: User, why: str) -> list[Task]:
    """Give tasks up, with a reason: they no longer count as due."""
    locked = lock(tasks, TaskVerb.CANCEL, who, why)
    for task in locked:
        task.cancelled_on, task.cancelled_reason = today(), why.strip()
    return step(locked, TaskVerb.CANCEL, who, why)


@transaction.atomic
def adjust(task: Task, who: User, why: str, *, due_on: date, planned: int | None) -> Task:
    """Another due day or planned quantity, with a reason; what stood before is logged."""
    [task] = lock([task], TaskVerb.ADJUST, who, why)
    if due_on < task.arranged_on:
        raise TaskRefused("办结期限不能早于部署日期。", "due_on")
    if planned is not None and not task.unit:
        raise TaskRefused("这项任务没有计量单位，不能定计划量。", "planned")
    changes = []
    if due_on != task.due_on:
        changes.append(f"办结期限由{task.due_on}调整为{due_on}")
    if planned != task.planned:
        changes.append(f"计划量由{spoken(task.planned, task.unit)}调整为{spoken(planned, task.unit)}")
    if not changes:
        raise TaskRefused("期限和计划量都没有变，不必调整。")
    task.due_on, task.planned = due_on, planned
    return step([task], TaskVerb.ADJUST, who, f"{'，'.join(changes)}。{why.strip()}")[0]


def spoken(quantity: int | None, unit: str) -> str:
    return "未定" if quantity is None else f"{quantity}{unit}"


# the responsible unit ---------------------------------------------------------------------
@transaction.atomic
def tell_progress(
    task: Task, who: User, *, on: date, kind: str, text: str, quantity: int | None = None, evidence: str = ""
) -> TaskEntry:
    """Add a piece of progress. All entries together never tell a quantity below zero."""
    [task] = lock([task], TaskVerb.PROGRESS, who)
    check_day(task, on, "on", "进展日期")
    if not text.strip():
        raise TaskRefused("请写明做了什么。", "text")
    if quantity is not None and not task.unit:
        raise TaskRefused("这项任务没有计量单位，不填完成量。", "quantity")
    told = task.entries.aggregate(n=Sum("quantity"))["n"] or 0
    if told + (quantity or 0) < 0:
        raise TaskRefused(f"累计只报过{told}{task.unit}，冲减不能超过这个数。", "quantity")
    entry = TaskEntry.objects.create(
        task=task,
        on=on,
        kind=EntryKind(kind),
        quantity=quantity,
        text=text.strip(),
        evidence=evidence.strip(),
        who=who,
    )
    if task.state != TRANSITIONS[TaskVerb.PROGRESS][task.state]:
        step([task], TaskVerb.PROGRESS, who)
    return entry


@transaction.atomic
def report_done(
    task: Task, who: User, *, done_on: date, evidence: str, outcome_reached: Decimal | None = None
) -> Task:
    """Say that the task is done since a day, with evidence, and what its outcome came to if one was stated."""
    [task] = lock([task], TaskVerb.REPORT, who)
    check_day(task, done_on, "done_on", "完成日期")
    if not evidence.strip():
        raise TaskRefused("报办结须写明佐证：验收单、公示、照片等材料的名称或编号。", "evidence")
    if task.outcome_measure and outcome_reached is None:
        raise TaskRefused(f"部署时定了成效指标“{task.outcome_measure}”，请填实际值。", "outcome_reached")
    if not task.outcome_measure and outcome_reached is not None:
        raise TaskRefused("部署时没有定成效指标，不填实际值。", "outcome_reached")
    task.done_on, task.evidence, task.outcome_reached = done_on, evidence.strip(), outcome_reached
    return step([task], TaskVerb.REPORT, who, evidence)[0]


# the steps that every verb is made of --------------------------------------------------
def lock(tasks: Iterable[Task], verb: str, who: User, why: str = "") -> list[Task]:
    """The tasks, locked and read again, if `who` may do `verb` with each of them."""
    if verb in NEEDS_REASON and not why.strip():
        raise TaskRefused(f"{TaskVerb(verb).label}须写明原因。", "why")
    locked = list(
        Task.objects.select_for_update(of=("self",))
        .filter(pk__in={task.pk for task in tasks})
        .select_related("area", "arranged_by")
        .order_by("pk")
    )
    scope = Scope(who)
    for task in locked:
        if not may(verb, task, scope):
            side = f"责任单位（{task.area}）" if verb in CARRIES_OUT else f"部署单位（{task.arranged_by}）"
            raise PermissionDenied(f"“{task}”只能由{side}{TaskVerb(verb).label}。")
        if task.state not in TRANSITIONS[verb]:
            state = task.get_state_display()
            raise TaskRefused(f"{task.area}的“{task}”为“{state}”，不能{TaskVerb(verb).label}。")
    return locked


def check_day(task: Task, day: date, field: str, name: str) -> None:
    if day > today():
        raise TaskRefused(f"{name}不能晚于今天。", field)
    if day < task.arranged_on:
        raise TaskRefused(f"{name}不能早于部署日期（{task.arranged_on}）。", field)


def step(tasks: list[Task], verb: str, who: User, why: str = "") -> list[Task]:
    """Set the new state, store the tasks with their history, log the step."""
    events = []
    for task in tasks:
        before, task.state = task.state, TRANSITIONS[verb][task.state]
        events.append(event(task, verb, before, who, why))
    bulk_update_with_history(tasks, Task, CHANGED, batch_size=200, default_user=who)
    TaskEvent.objects.bulk_create(events)
    return tasks


def event(task: Task, verb: str, before: str, who: User, why: str = "", on: date | None = None) -> TaskEvent:
    return TaskEvent(
        task=task,
        verb=verb,
        from_state=before,
        to_state=task.state,
        on=on or today(),
        why=why.strip()[:500],
        who=who,
    )
