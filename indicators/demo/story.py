"""One task of the demonstration city with what happened to it, in the order of the transition table."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from branches.models import User

from ..models import EntryKind, Task, TaskEntry, TaskEvent, TaskState, TaskVerb
from .matters import ACTIONS, DOCUMENTS, MEETINGS, PROOFS, RETURNED
from .rows import PRETENDED_DAY

TEXTS = {EntryKind.MEETING: MEETINGS, EntryKind.DOCUMENT: DOCUMENTS, EntryKind.ACTION: ACTIONS}
WITH_PROOF = 85  # percent of the actions


@dataclass
class Story:
    """A task, its steps and its progress, unsaved. `who` carries out, `above` has arranged. What would lie
    after the day that the demonstration pretends has not happened."""

    task: Task
    who: User
    above: User
    rng: Random
    events: list[TaskEvent] = field(default_factory=list)
    entries: list[TaskEntry] = field(default_factory=list)

    def step(self, verb: str, to: str, on: date, why: str = "") -> None:
        before, self.task.state = (self.task.state if self.events else ""), to
        who = self.who if verb in (TaskVerb.PROGRESS, TaskVerb.REPORT) else self.above
        self.events.append(
            TaskEvent(verb=verb, from_state=before, to_state=to, on=on, at=self.at(on), who=who, why=why)
        )

    def at(self, on: date) -> datetime:
        moment = datetime.combine(on, time(self.rng.randint(8, 17), self.rng.randint(0, 59)))
        return timezone.make_aware(moment)

    def arrange(self) -> None:
        self.step(TaskVerb.ARRANGE, TaskState.ARRANGED, self.task.arranged_on)

    def tell(self, kind: str, on: date, quantity: int | None = None) -> None:
        if on > PRETENDED_DAY:
            return
        if self.task.state == TaskState.ARRANGED:
            self.step(TaskVerb.PROGRESS, TaskState.UNDERWAY, on)
        proved = kind == EntryKind.ACTION and self.rng.randrange(100) < WITH_PROOF
        self.entries.append(
            TaskEntry(
                on=on,
                at=self.at(on),
                kind=kind,
                quantity=quantity if self.task.unit else None,
                text=self.rng.choice(TEXTS[EntryKind(kind)]),
                evidence=self.rng.choice(PROOFS) if proved else "",
                who=self.who,
            )
        )

    def begin(self) -> None:
        """A meeting and a paper in the first weeks, sooner where there is little time."""
        short = (self.task.due_on - self.task.arranged_on).days < 30
        self.tell(EntryKind.MEETING, self.after(1, 2) if short else self.after(2, 7))
        self.tell(EntryKind.DOCUMENT, self.after(2, 4) if short else self.after(8, 14))

    def after(self, least: int, most: int) -> date:
        return self.task.arranged_on + timedelta(days=self.rng.randint(least, most))

    def work(self, until: date, share: int = 100, fades: bool = False) -> None:
        """Four to seven actions up to a day, together `share` percent of what was planned."""
        number = self.rng.randint(4, 7)
        life = (until - self.task.arranged_on).days
        first = self.task.arranged_on + timedelta(days=min(15, life // 2))
        span = (until - first).days
        whole = (self.task.planned or 0) * share // 100
        for place in range(1, number + 1):
            told = whole * place // number - whole * (place - 1) // number
            at = span * (2 * place - 1) // (2 * number) // (3 if fades and place < number else 1)
            self.tell(EntryKind.ACTION, first + timedelta(days=at), told)
        for percent in (45, 65, 85) if fades else ():  # later there is more talk than work
            self.tell(EntryKind.MEETING, first + timedelta(days=span * percent // 100))

    def report(self, on: date, luck: int, evidence: str) -> bool:
        """Say that it is done; False when that day has not come."""
        task = self.task
        if on > PRETENDED_DAY:
            return False
        task.done_on, task.evidence = on, evidence
        if task.outcome_measure:
            reached = Decimal(task.outcome_stated) * (78 + luck // 3 + self.rng.randint(0, 12)) / 100
            task.outcome_reached = min(reached, Decimal(100)).quantize(Decimal("0.1"))
        self.step(TaskVerb.REPORT, TaskState.REPORTED, on, evidence)
        return True

    def accept(self, on: date) -> None:
        if on <= PRETENDED_DAY:
            self.task.accepted_on, self.task.accepted_by = on, self.above
            self.step(TaskVerb.ACCEPT, TaskState.ACCEPTED, on)

    def send_back(self, on: date) -> bool:
        if on > PRETENDED_DAY:
            return False
        self.task.done_on = None
        self.step(TaskVerb.RETURN, TaskState.UNDERWAY, on, self.rng.choice(RETURNED))
        return True

    def cancel(self, on: date, why: str) -> None:
        self.task.cancelled_on, self.task.cancelled_reason = on, why
        self.step(TaskVerb.CANCEL, TaskState.CANCELLED, on, why)
