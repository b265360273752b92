"""The page of one task: how far it is against the time gone, and everything that happened in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ..models import EntryKind, Task, TaskEntry, TaskEvent, TaskState, TaskVerb

TONES = {
    TaskVerb.RETURN: "bad",
    TaskVerb.ACCEPT: "good",
    TaskVerb.REPORT: "near",
    TaskVerb.CANCEL: "",
}


@dataclass(frozen=True)
class Moment:
    """One thing that happened: a step of the state or a piece of progress."""

    on: date
    at: datetime
    head: str
    who: str
    text: str = ""
    evidence: str = ""
    quantity: int | None = None
    total: int | None = None  # all that was told up to and with this one
    tone: str = ""
    without_evidence: bool = False

    @property
    def told_later(self) -> bool:
        """Entered on another day than the one it is about."""
        return timezone.localdate(self.at) != self.on


@dataclass(frozen=True)
class Progress:
    """Shares in percent, between 0 and 100; `done` None without a planned quantity."""

    time: int
    done: int | None

    @property
    def is_behind(self) -> bool:
        return self.done is not None and self.done < self.time


def progress_of(task: Task, day: date) -> Progress:
    """Against the day, or the day it was done or given up; `task` has `done` as a line has."""
    until = task.done_on or task.cancelled_on or day
    life = (task.due_on - task.arranged_on).days or 1
    gone = max(0, min(100, (until - task.arranged_on).days * 100 // life))
    return Progress(gone, min(100, max(0, task.done * 100 // task.planned)) if task.planned else None)


def timeline(task: Task) -> list[Moment]:
    """Newest first: what happened on one day stands in the order in which it was entered."""
    entries = list(task.entries.select_related("who").order_by("on", "pk"))
    events = task.events.exclude(verb=TaskVerb.PROGRESS).select_related("who")
    moments = [*moments_of(entries, task), *(moment(event) for event in events)]
    return sorted(moments, key=lambda one: (one.on, one.at), reverse=True)


def moments_of(entries: Iterable[TaskEntry], task: Task) -> Iterable[Moment]:
    total = 0
    for entry in entries:
        total += entry.quantity or 0
        yield Moment(
            entry.on,
            entry.at,
            entry.get_kind_display(),
            str(entry.who or "系统"),
            entry.text,
            entry.evidence,
            entry.quantity,
            total if entry.quantity is not None else None,
            without_evidence=entry.kind == EntryKind.ACTION and not entry.evidence,
        )


def moment(event: TaskEvent) -> Moment:
    reported = event.verb == TaskVerb.REPORT
    return Moment(
        event.on,
        event.at,
        event.get_verb_display(),
        str(event.who or "系统"),
        text="" if reported else event.why,
        evidence=event.why if reported else "",
        tone=TONES.get(event.verb, ""),
    )


def last_return(moments: Iterable[Moment], task: Task) -> Moment | None:
    """The reason why it came back, while it has not been reported again."""
    if task.state != TaskState.UNDERWAY:
        return None
    steps = [one for one in moments if one.head in (TaskVerb.RETURN.label, TaskVerb.REPORT.label)]
    return steps[0] if steps and steps[0].head == TaskVerb.RETURN.label else None
