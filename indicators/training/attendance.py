"""Hours of everybody on a batch's list, entered on one page and stored together or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from branches.clock import today
from branches.models import User

from ..models import BatchState, Enrolment, Grade, TrainingBatch, completes
from ..typed import NotANumber, read_number

FIELDS = ("hours", "leave", "grade")
COLUMNS = ["hours_attended", "leave_hours", "grade"]
LARGEST = 999


@dataclass
class Entry:
    """One trainee's line: what is stored (`was`), what was typed, and what is wrong with it."""

    row: Enrolment
    typed: dict[str, str]
    errors: list[str] = field(default_factory=list)

    @property
    def was(self) -> str:
        return stored(self.row)

    @property
    def outcome(self) -> str:
        return self.row.outcome


def stored(row: Enrolment) -> str:
    """What is stored of a trainee, in a shape that travels through the page."""
    hours = "" if row.hours_attended is None else row.hours_attended
    return f"{hours}/{row.leave_hours}/{row.grade}"


def entries_of(batch: TrainingBatch, data: Mapping[str, str] | None = None) -> list[Entry]:
    """Everybody on the list; with `data` as it was typed, else as it is stored."""
    rows = batch.enrolments.select_related("person__area__parent", "batch").order_by("person__area__path", "pk")
    return [Entry(row, typed_of(row, data)) for row in rows]


def refusal(batch: TrainingBatch) -> str:
    """Why nobody can have hours in the batch yet; empty when they can."""
    if batch.state == BatchState.CANCELLED:
        return "班次已取消，没有学时可登记。"
    if batch.starts_on > today():
        return f"{batch.starts_on:%Y-%m-%d}才开班，开班后再登记学时。"
    return ""


def typed_of(row: Enrolment, data: Mapping[str, str] | None) -> dict[str, str]:
    if data is None or f"was-{row.pk}" not in data:  # nobody was shown this line
        return dict(zip(FIELDS, stored(row).split("/"), strict=True))
    return {name: data.get(f"{name}-{row.pk}", "").strip() for name in FIELDS}


@transaction.atomic
def save(batch: TrainingBatch, who: User, data: Mapping[str, str], *, fill: bool) -> tuple[list[Entry], int]:
    """Store what was typed; answers the lines and how many changed, -1 when something is wrong.

    `fill` gives everybody without hours the whole length of the batch, less the leave. A line that
    somebody else changed since the page was opened is refused, not written over.
    """
    batch = TrainingBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    entries = entries_of(batch, data)
    changed = []
    for entry in entries:
        before = entry.was
        wanted = read(entry, batch, fill)
        if entry.errors or wanted == before:
            continue
        if data.get(f"was-{entry.row.pk}", before) != before:
            entry.errors.append(f"他人刚把这一行改为“{spoken(entry.row)}”，请核对后再存。")
            continue
        changed.append((entry.row, wanted))
    if any(entry.errors for entry in entries):
        return entries, -1
    for row, wanted in changed:
        hours, leave, grade = wanted.split("/")
        row.hours_attended, row.leave_hours, row.grade = int(hours) if hours else None, int(leave), grade
    if changed:
        bulk_update_with_history([row for row, _ in changed], Enrolment, COLUMNS, default_user=who)
    return entries, len(changed)


def read(entry: Entry, batch: TrainingBatch, fill: bool) -> str:
    """What the line says, in the shape of `stored`; what cannot be is added to its errors."""
    hours = number(entry, "hours", "实到学时")
    leave = number(entry, "leave", "请假学时") or 0
    grade = entry.typed["grade"]
    if grade and grade not in Grade.values:
        entry.errors.append("没有这种考核结果，请重新选择。")
    if hours is None and fill and not entry.errors:
        hours = max(batch.hours - leave, 0)
    if hours is not None and hours > batch.hours:
        entry.errors.append(f"本班共{batch.hours}学时，实到{hours}学时超过了。")
    elif (hours or 0) + leave > batch.hours:
        entry.errors.append(f"本班共{batch.hours}学时，实到与请假合计超过了。")
    return f"{'' if hours is None else hours}/{leave}/{grade}"


def number(entry: Entry, name: str, label: str) -> int | None:
    try:
        value = read_number(entry.typed[name], 0, "学时")
    except NotANumber as error:
        entry.errors.append(f"{label}{error}。")
        return None
    if value is not None and value > LARGEST:
        entry.errors.append(f"{label}过大。")
        return None
    return value


def spoken(row: Enrolment) -> str:
    hours = "未登记" if row.hours_attended is None else f"实到{row.hours_attended}学时"
    return f"{hours}，请假{row.leave_hours}学时"


def tally(entries: list[Entry], batch: TrainingBatch) -> dict[str, int]:
    """How many have hours, came, and completed, of those stored."""
    known = [entry.row.hours_attended for entry in entries if entry.row.hours_attended is not None]
    return {
        "listed": len(entries),
        "known": len(known),
        "attended": sum(hours > 0 for hours in known),
        "completed": sum(completes(batch.hours, hours) for hours in known),
    }
