"""Figures: what one number on a page consists of. No Django.

Sums come in as {element code: [sum of scaled integers, reports added]}, exactly as a Total holds
them; they leave as Decimals, divided last. A stock is the period's own sum. A flow is added over
the year to date. A missing part makes the figure missing; a zero denominator too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from . import wording
from .formula import Formula

Sums = Mapping[str, Sequence[int]]
HUNDRED = Decimal(100)
COMPARABLE = Decimal("0.95")  # share of the year's reports that the latest quarter must reach, see `divided`


class Standing(StrEnum):
    GOOD = "good"
    NEAR = "near"
    BAD = "bad"
    NONE = "none"

    @property
    def word(self) -> str:
        return {"good": "达标", "near": "接近", "bad": "未达标", "none": ""}[self.value]


@dataclass(frozen=True)
class ElementSpec:
    """What the arithmetic needs to know of an element. `frequency` is times a year; a flow is of one quarter,
    a stock of the last day, and one that `restarts` counts from 1 January."""

    code: str
    decimals: int = 0
    is_flow: bool = False
    frequency: int = 4
    restarts: bool = False

    @property
    def is_of_the_year(self) -> bool:
        """Begins at zero on 1 January."""
        return self.is_flow or self.restarts


@dataclass(frozen=True)
class IndicatorSpec:
    """One version of an indicator with its formulas parsed; `denominator` None for a count.

    `display` is percent, ratio or count; `direction` higher, lower or context; `level` the lowest
    level that answers it.
    """

    code: str
    name: str
    short_name: str
    numerator: Formula
    denominator: Formula | None = None
    display: str = "percent"
    unit: str = "%"
    count_unit: str = ""
    decimals: int = 1
    direction: str = "higher"
    definition: str = ""
    level: str = "village"
    programme: str = ""
    programme_code: str = ""
    featured: int | None = None
    pk: int = 0

    @cached_property
    def codes(self) -> tuple[str, ...]:
        more = self.denominator.codes if self.denominator else ()
        return tuple(dict.fromkeys(self.numerator.codes + more))

    @property
    def is_percent(self) -> bool:
        return self.display == "percent"


@dataclass(frozen=True)
class Figure:
    """One number of one area in one period.

    `value` is in the unit shown (70 for 70%), exact; `green` and `amber` are in the same unit;
    changes are 百分点 for percents, else in the unit. `year_green` is the line of the whole year where
    `green` is what the time elapsed asks of it. `reported` of `due` units answered.
    `carried`: part of it stands from an earlier period.
    """

    indicator: IndicatorSpec
    area_code: str = ""
    period_code: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    change_previous: Decimal | None = None
    change_year: Decimal | None = None
    green: Decimal | None = None
    amber: Decimal | None = None
    year_green: Decimal | None = None
    reported: int = 0
    due: int = 0
    carried: bool = False

    @property
    def indicator_code(self) -> str:
        return self.indicator.code

    @property
    def standing(self) -> Standing:
        """Judged by the value as printed: nobody can be told that 80.0% misses a line of 80%."""
        if self.value is None or self.green is None or self.indicator.direction == "context":
            return Standing.NONE
        sign = -1 if self.indicator.direction == "lower" else 1
        shown = wording.rounded(self.value, self.indicator.decimals) * sign
        if shown >= self.green * sign:
            return Standing.GOOD
        if self.amber is not None and shown >= self.amber * sign:
            return Standing.NEAR
        return Standing.BAD

    # as text -----------------------------------------------------------------
    @property
    def number(self) -> str:
        """The value without its unit, for a tile."""
        return wording.in_wan(self.value, self.indicator.decimals)

    @property
    def text(self) -> str:
        """The value for a table: "70.0%", "12,345", "7.60"."""
        if self.indicator.is_percent:
            return wording.percent(self.value, self.indicator.decimals)
        return wording.grouped(self.value, self.indicator.decimals)

    @property
    def data_numerator(self) -> str:
        return wording.plain(self.numerator)

    @property
    def data_denominator(self) -> str:
        return wording.plain(self.denominator)

    @property
    def data_value(self) -> str:
        return wording.fixed(self.value, self.indicator.decimals)

    @property
    def parts(self) -> str:
        """ "889名 / 1,270名", or what the count counts."""
        if self.indicator.denominator is None or self.numerator is self.denominator is None:
            return ""
        parts = (self.numerator, self.denominator)
        unit = self.indicator.count_unit
        return " / ".join(wording.natural(part) + ("" if part is None else unit) for part in parts)

    def change_text(self, change: Decimal | None) -> str:
        if self.indicator.is_percent:
            return wording.change_of_rate(change)
        return wording.change_of_amount(change, self.indicator.decimals, self.indicator.unit)

    @property
    def previous_text(self) -> str:
        return self.change_text(self.change_previous)

    @property
    def year_text(self) -> str:
        return self.change_text(self.change_year)

    @property
    def green_text(self) -> str:
        now, year = (
            "" if line is None else f"{wording.natural(line)}{self.indicator.unit}"
            for line in (self.green, self.year_green)
        )
        if not year:
            return now
        return f"{now}（全年{year}）" if now else f"全年{year}"


class Naturals(NamedTuple):
    """Values in natural units, how many reports stand behind each, and the flows that earlier
    quarters of the year have from clearly more reports than the latest one."""

    values: Mapping[str, Decimal]
    numbers: Mapping[str, int]
    uneven: frozenset[str]


def natural_values(elements: Mapping[str, ElementSpec], year_to_date: Sequence[tuple[int, Sums]]) -> Naturals:
    """The values of a quarter in natural units.

    `year_to_date` holds (quarter number, sums) from the first known quarter of the year to the
    one asked for, which comes last. A flow adds the quarters in which it is asked and is missing
    while the latest of them has no answer; it counts as answered by as many reports as answered
    its least answered quarter.
    """
    values: dict[str, Decimal] = {}
    numbers: dict[str, int] = {}
    uneven = set()
    for code, element in elements.items() if year_to_date else ():
        if element.is_flow:
            asked = [sums.get(code) for number, sums in year_to_date if number % (4 // element.frequency) == 0]
            entries = [entry for entry in asked if entry] if asked and asked[-1] else []
            complete = len(entries) == len(asked)
        else:
            entry = year_to_date[-1][1].get(code)
            entries, complete = ([entry] if entry else []), True
        if entries:
            values[code] = Decimal(sum(entry[0] for entry in entries)).scaleb(-element.decimals)
            numbers[code] = min(entry[1] for entry in entries) if complete else 0
            if entries[-1][1] < COMPARABLE * max(entry[1] for entry in entries):
                uneven.add(code)
    return Naturals(values, numbers, frozenset(uneven))


def figure(
    indicator: IndicatorSpec,
    values: Mapping[str, Decimal],
    numbers: Mapping[str, int] | None = None,
    uneven: frozenset[str] = frozenset(),
    **fields,
) -> Figure:
    """The figure of an indicator over natural values; `fields` are whatever else a Figure holds."""
    numerator = indicator.numerator.evaluate(values)
    denominator = indicator.denominator.evaluate(values) if indicator.denominator else None
    return Figure(
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        value=divided(indicator, numerator, denominator, uneven),
        reported=min([numbers.get(code, 0) for code in indicator.codes], default=0) if numbers else 0,
        **fields,
    )


def divided(
    indicator: IndicatorSpec,
    numerator: Decimal | None,
    denominator: Decimal | None,
    uneven: frozenset[str] = frozenset(),
) -> Decimal | None:
    """The value in the unit shown; None when a part is missing or the denominator is zero.

    None as well while one part adds a year of many reports and the other has those of a quarter
    that few have reported: the two would speak of different units.
    """
    if indicator.denominator is None:
        return numerator
    if numerator is None or not denominator:
        return None
    if uneven and len({code in uneven for code in indicator.codes}) > 1:
        return None
    return numerator * HUNDRED / denominator if indicator.is_percent else numerator / denominator


def value_of(indicator: IndicatorSpec, known: Naturals) -> Decimal | None:
    """The value alone, for comparing with."""
    denominator = indicator.denominator.evaluate(known.values) if indicator.denominator else None
    return divided(indicator, indicator.numerator.evaluate(known.values), denominator, known.uneven)


def compared(now: Figure, previous: Decimal | None, year_ago: Decimal | None) -> Figure:
    """The figure with its changes on earlier values; unknown where either side is."""
    return replace(now, change_previous=_change(now, previous), change_year=_change(now, year_ago))


def _change(now: Figure, before: Decimal | None) -> Decimal | None:
    return None if before is None or now.value is None else now.value - before
