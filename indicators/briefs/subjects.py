"""A fact on its way into a sentence: its value with what is needed to write it. No Django."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .. import wording
from . import words
from .facts import Fact, Kind, Value

PATH = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
NUMBERS = frozenset(
    {Kind.COUNT, Kind.PERCENT, Kind.POINTS, Kind.CHANGE, Kind.AMOUNT, Kind.INDEX, Kind.DAYS, Kind.RANK}
)
LISTS = frozenset({Kind.NAMES, Kind.PLACES})
INDEX_DECIMALS = 2
NO_DATA = "没有数据"
NOBODY = "名单为空"
NOT_OF_KIND = "数值与类别不符"


class Missing(Exception):
    """Nothing can be said; `path` is the fact that lacks, the text says why."""

    def __init__(self, path: str, why: str):
        self.path, self.why = path, why
        super().__init__(f"{path}：{why}")


@dataclass(frozen=True)
class Subject:
    """The value of a fact, never None and never an empty list or text."""

    path: str
    kind: Kind
    value: Value
    unit: str = ""
    of: Kind | None = None
    decimals: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return self.value if self.kind == Kind.NAMES else tuple(name for name, _ in self.value)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return tuple(number for _, number in self.value)

    def number(self, value: Decimal) -> "Subject":
        """One number of a list as a subject of its own."""
        return Subject(self.path, self.of or Kind.INDEX, value, self.unit, None, self.decimals)


def is_path(word: str) -> bool:
    """Whether a parameter of a rule names a fact; other parameters are Chinese words and numbers."""
    return re.fullmatch(PATH, word) is not None


def subject_of(path: str, facts) -> Subject:
    """Raises Missing when the fact is not there, has no value, or a value of another kind."""
    fact: Fact | None = facts.get(path)
    if fact is None:
        raise Missing(path, "没有这一项")
    if fact.value is None or (isinstance(fact.value, str) and not fact.value.strip("。 ")):
        raise Missing(path, fact.missing or NO_DATA)
    if fact.value == ():
        raise Missing(path, fact.missing or NOBODY)
    if not _is_of_kind(fact.known.kind, fact.value):
        raise Missing(path, NOT_OF_KIND)
    known = fact.known
    return Subject(path, known.kind, fact.value, known.unit, known.of, fact.decimals)


def _is_of_kind(kind: Kind, value: Value) -> bool:
    if kind in NUMBERS:
        return isinstance(value, Decimal) and value.is_finite()
    if kind == Kind.TEXT:
        return isinstance(value, str)
    if kind == Kind.DATE:
        return isinstance(value, date)
    if not isinstance(value, tuple):
        return False
    if kind == Kind.NAMES:
        return all(isinstance(name, str) for name in value)
    return all(
        isinstance(place, tuple) and len(place) == 2 and isinstance(place[1], Decimal) and place[1].is_finite()
        for place in value
    )


def decimals_of(subject: Subject) -> int:
    """With how many decimals a number is written, so that it can be judged as it is written."""
    if subject.kind in (Kind.PERCENT, Kind.POINTS, Kind.DAYS):
        return 1
    if subject.kind == Kind.INDEX:
        return subject.decimals or INDEX_DECIMALS
    if subject.kind in (Kind.AMOUNT, Kind.CHANGE):
        return words.decimals_of_amount(subject.unit, subject.decimals)
    return 0


def as_written(subject: Subject) -> Decimal:
    """The number as a reader sees it: 69.97% is written 70% and meets a line of 70%."""
    return wording.rounded(subject.value, decimals_of(subject))


def written(subject: Subject) -> str:
    """The usual wording of its kind; a text goes into a sentence and has no end of its own."""
    value, unit = subject.value, subject.unit
    match subject.kind:
        case Kind.COUNT:
            return words.count(value, unit)
        case Kind.PERCENT:
            return words.percent(value)
        case Kind.POINTS:
            return words.points(value)
        case Kind.AMOUNT | Kind.CHANGE:
            decimals = decimals_of(subject)
            return words.amount(value, unit, decimals) if decimals else words.count(value, unit)
        case Kind.INDEX:
            return words.number(value, decimals_of(subject))
        case Kind.DAYS:
            return words.days(value)
        case Kind.RANK:
            return words.ordinal(value)
        case Kind.DATE:
            return words.day(value)
        case Kind.NAMES:
            return words.listing(value)
        case Kind.PLACES:
            return words.listing([f"{name}（{written(subject.number(number))}）" for name, number in value])
    return value.rstrip("。")
