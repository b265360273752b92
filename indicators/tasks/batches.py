"""Tasks that were arranged together: one matter, many units, how far each has come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, QuerySet, Sum

from ..models import Task, TaskEntry, TaskState
from .lists import Focus, Watch, conditions


@dataclass(frozen=True)
class Batch:
    """Tasks arranged together: how many units there are and how many stand where."""

    code: str
    title: str
    document_number: str
    arranged_by: str
    arranged_on: date
    first_due: date
    last_due: date
    unit: str
    units: int
    accepted: int
    reported: int
    overdue: int
    stalled: int
    cancelled: int
    planned: int | None
    done: int = 0

    @property
    def bound(self) -> int:
        """Units that still have to get it done or have done it."""
        return self.units - self.cancelled


BATCH_COLUMNS = ("batch", "title", "document_number", "arranged_by__name", "arranged_on", "unit")


def batches(rows: QuerySet[Task], watch: Watch) -> QuerySet:
    """One row of values for each batch, the newest first; `batches_of` reads them."""
    asked = conditions(watch)
    return (
        rows.standing_on(watch.day)
        .order_by()
        .values(*BATCH_COLUMNS)
        .annotate(
            first_due=Min("due_on"),
            last_due=Max("due_on"),
            units=Count("pk"),
            accepted=Count("pk", filter=asked[Focus.ACCEPTED]),
            reported=Count("pk", filter=asked[Focus.REPORTED]),
            overdue=Count("pk", filter=asked[Focus.OVERDUE]),
            stalled=Count("pk", filter=asked[Focus.STALLED]),
            given_up=Count("pk", filter=asked[Focus.CANCELLED]),
            planned_quantity=Sum("planned", filter=~asked[Focus.CANCELLED]),
        )
        .order_by("-arranged_on", "batch")
    )


def batches_of(found, rows: QuerySet[Task], day: date) -> list[Batch]:
    """Batches of the rows of values on a page, with the quantities that their tasks in `rows` told."""
    mine = rows.filter(batch__in=[row["batch"] for row in found]).exclude(state=TaskState.CANCELLED)
    entries = TaskEntry.objects.known_on(day).filter(task__in=mine)
    done = dict(entries.order_by().values_list("task__batch").annotate(n=Sum("quantity")))
    return [batch_of(row, done.get(row["batch"]) or 0) for row in found]


def batch_of(row: dict, done: int) -> Batch:
    renamed = {
        "batch": "code",
        "arranged_by__name": "arranged_by",
        "given_up": "cancelled",
        "planned_quantity": "planned",
    }
    return Batch(done=done, **{renamed.get(name, name): value for name, value in row.items()})
