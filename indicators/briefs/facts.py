"""What a document may speak of: named facts, each of a kind that says how it can be worded. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a fact is; the word rules that may be put on it follow from this."""

    COUNT = "count"  # whole number of `unit`: 889 名
    PERCENT = "percent"  # 70 means 70%
    POINTS = "points"  # difference of two rates: 1.8 means 1.8个百分点
    CHANGE = "change"  # difference of two counts or amounts, in `unit`
    AMOUNT = "amount"  # number with decimals in `unit`: 4.25 万元
    INDEX = "index"  # number without a unit: a coefficient of variation, a correlation
    DAYS = "days"
    RANK = "rank"  # place from 1 on
    TEXT = "text"
    DATE = "date"
    NAMES = "names"  # a list of names
    PLACES = "places"  # a list of (name, number), the number as `of` says


@dataclass(frozen=True)
class Known:
    """A fact that may be named in a text: what a checker needs to know before there are figures."""

    path: str
    kind: Kind
    label: str
    unit: str = ""
    of: Kind | None = None  # the kind of the numbers of PLACES


Value = Decimal | str | date | tuple[str, ...] | tuple[tuple[str, Decimal], ...] | None


@dataclass(frozen=True)
class Source:
    """Where a figure comes from, for the annex 数据来源表: `as_of` is the day it stands for."""

    indicator: str
    name: str
    area: str
    numerator: Decimal | None
    denominator: Decimal | None
    text: str
    as_of: date
    version: str

    @property
    def key(self) -> str:
        """Which figure it is: indicator@area code."""
        return f"{self.indicator}@{self.area}"


@dataclass(frozen=True)
class Fact:
    """One fact with its value; `value` None means that nothing can be said, and `missing` why not."""

    known: Known
    value: Value
    decimals: int = 0
    missing: str = ""
    source: Source | None = None


Facts = Mapping[str, Fact]  # by path
