"""What a condition says of facts, and whether it holds. No Django.

A fact without a value makes what is said of it unknown (None); only 有 and 没有 always know.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ..wording import plain
from .facts import Facts, Kind
from .subjects import NUMBERS, Missing, as_written, subject_of

COMPARISONS: dict[str, Callable] = {
    "≥": operator.ge,
    "≤": operator.le,
    "≠": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


@dataclass(frozen=True)
class Path:
    path: str
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True)
class Number:
    value: Decimal
    percent: bool = False
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{plain(self.value)}{'%' if self.percent else ''}"


@dataclass(frozen=True)
class Text:
    text: str
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"“{self.text}”"


Operand = Path | Number | Text


@dataclass(frozen=True)
class Compare:
    left: Operand
    comparison: str
    right: Operand
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.left} {self.comparison} {self.right}"

    def evaluate(self, facts: Facts) -> bool | None:
        try:
            left, right = (value_of(operand, facts) for operand in (self.left, self.right))
        except Missing:
            return None
        if isinstance(left, str) != isinstance(right, str):
            return None
        return COMPARISONS[self.comparison](left, right)


@dataclass(frozen=True)
class Has:
    path: Path

    def __str__(self) -> str:
        return f"有 {self.path}"

    def evaluate(self, facts: Facts) -> bool:
        try:
            subject_of(self.path.path, facts)
        except Missing:
            return False
        return True


@dataclass(frozen=True)
class Not:
    part: "Condition"

    def __str__(self) -> str:
        return f"非 ({self.part})" if isinstance(self.part, Joined) else f"非 {self.part}"

    def evaluate(self, facts: Facts) -> bool | None:
        known = self.part.evaluate(facts)
        return None if known is None else not known


@dataclass(frozen=True)
class Joined:
    """`word` is 且 or 或; no part is joined by the same word."""

    word: str
    parts: tuple["Condition", ...]

    def __str__(self) -> str:
        return f" {self.word} ".join(f"({part})" if isinstance(part, Joined) else str(part) for part in self.parts)

    def evaluate(self, facts: Facts) -> bool | None:
        decisive = self.word == "或"
        known = {part.evaluate(facts) for part in self.parts}
        if decisive in known:
            return decisive
        return None if None in known else not decisive


Condition = Compare | Has | Not | Joined


def value_of(operand: Operand, facts: Facts) -> Decimal | str:
    """What is compared: a number as it is written. Raises Missing."""
    if isinstance(operand, Number):
        return operand.value
    if isinstance(operand, Text):
        return operand.text
    subject = subject_of(operand.path, facts)
    if subject.kind in NUMBERS:
        return as_written(subject)
    if subject.kind == Kind.TEXT:
        return subject.value
    raise Missing(operand.path, "不能比较")


def walk(condition: Condition) -> Iterator[Compare | Has]:
    """The single statements of a condition, from left to right."""
    if isinstance(condition, Joined):
        for part in condition.parts:
            yield from walk(part)
    elif isinstance(condition, Not):
        yield from walk(condition.part)
    else:
        yield condition


def operands(condition: Condition) -> list[Operand]:
    found: list[Operand] = []
    for one in walk(condition):
        found += [one.path] if isinstance(one, Has) else [one.left, one.right]
    return found
