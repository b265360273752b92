"""A list of names under decision: each line with whom it may mean and what was decided about it."""

from dataclasses import dataclass, field

from ..models import TrainingBatch
from .name_list import Line, NameList

SKIP, NEW = "skip", "new"


@dataclass(frozen=True)
class Candidate:
    """A registered person that a line may mean; `refused` says why not, when it cannot be."""

    pk: int
    words: str
    refused: str = ""


@dataclass
class Row:
    """A line with what it may mean and what was decided.

    `state`: sure, likely (the only one, but little was said), doubtful, unknown, enrolled, refused,
    double. `choice`: a candidate's key, NEW, SKIP, or "" while it is open. `typed` holds what was
    entered about a person to be registered.
    """

    line: Line
    state: str
    candidates: list[Candidate] = field(default_factory=list)
    choice: str = ""
    note: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    may_register: bool = False

    @property
    def word(self) -> str:
        return {
            "sure": "已对上",
            "likely": "待确认",
            "doubtful": "待选定",
            "unknown": "未登记",
            "enrolled": "已报名",
            "refused": "不符合",
            "double": "重复",
        }[self.state]

    @property
    def tone(self) -> str:
        if self.state == "sure":
            return "good"
        return "" if self.state in ("enrolled", "double") else "bad" if self.state == "refused" else "near"

    @property
    def is_open(self) -> bool:
        return not self.choice or bool(self.errors)

    @property
    def joins(self) -> bool:
        return self.choice not in ("", SKIP)


@dataclass
class Review:
    """All rows of a list; it can be applied when none is open."""

    batch: TrainingBatch
    names: NameList
    rows: list[Row]

    @property
    def open(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def joining(self) -> int:
        return sum(row.joins for row in self.rows)

    @property
    def likely(self) -> int:
        return sum(row.state == "likely" and not row.choice for row in self.rows)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(word, tone, how many) of each state that there is."""
        found: dict[tuple[str, str], int] = {}
        for row in self.rows:
            found[row.word, row.tone] = found.get((row.word, row.tone), 0) + 1
        return [(word, tone, number) for (word, tone), number in found.items()]
