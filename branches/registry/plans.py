"""What becomes of each row of an imported sheet."""

from dataclasses import dataclass, field

from django.db.models import Model

from .sheet_in import Row

NEW, CHANGED, SAME, FAULTY, DOUBTFUL, SKIPPED = "new", "changed", "same", "faulty", "doubtful", "skipped"
SKIP = "skip"  # picked instead of a candidate: leave this row out
LONGEST_NUMBER = 18


@dataclass
class Plan:
    """What becomes of one row, in words that the preview shows and JSON keeps."""

    line: int
    kind: str = NEW
    title: str = ""
    pk: int | None = None
    changes: list[list[str]] = field(default_factory=list)  # [label, old, new]
    errors: list[list[str]] = field(default_factory=list)  # [heading, why]
    doubts: list[dict] = field(default_factory=list)  # {field, heading, why, candidates: [[pk, words]]}


@dataclass
class Reading:
    """A row on its way: what its cells mean, and the record that it is about."""

    row: Row
    plan: Plan
    sent: dict = field(default_factory=dict)
    record: Model | None = None
