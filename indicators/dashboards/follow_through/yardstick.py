"""Reads figures as measures of carrying out, the tail-off of plans and the days overdue among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ...analysis.follow_through import Halves, overdue_median
from ...figures import Figure, IndicatorSpec, Standing
from ...models import TaskStandard
from ...wording import natural, rounded
from ..frame import Catalogue
from .measures import HALVES, MEASURES, NO_ROW, NOT_COUNTED, OVERDUE, TAIL_OFF, Measure, sense, why_missing

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Reading:
    """Figures by the key of their measure, None where the level has no such indicator."""

    figures: Mapping[str, Figure | None]
    halves: Halves | None

    def value(self, key: str) -> Decimal | None:
        figure = self.figures.get(key)
        return figure.value if figure else None


@dataclass(frozen=True)
class Measured:
    """One measure as the page tells it: its figure, or `why` there is none; `sense` is what it means.
    `is_live`: from the tasks themselves, not from reports."""

    measure: Measure
    spec: IndicatorSpec | None
    figure: Figure | None
    why: str
    sense: str
    is_live: bool

    @property
    def key(self) -> str:
        return self.measure.key

    @property
    def name(self) -> str:
        return self.spec.name if self.spec else self.measure.short

    @property
    def amber_text(self) -> str:
        amber = self.figure.amber if self.figure else None
        return f"{natural(amber)}{self.spec.unit}" if amber is not None else ""

    @property
    def readings(self) -> list[tuple[str, str]]:
        """(达标, what that means) and so on; empty without lines."""
        words = [standing.word for standing in (Standing.GOOD, Standing.NEAR, Standing.BAD)]
        return list(zip(words, self.measure.senses, strict=True)) if any(self.measure.senses) else []


class Yardstick:
    """The measures as units of a level are held against them, on a day's standard."""

    def __init__(self, known: Catalogue, level: str, standard: TaskStandard):
        self.level, self.standard = level, standard
        self.specs = {one.key: known.find(one.code_at(level)) for one in (*MEASURES, *HALVES) if one.code}

    @property
    def asked(self) -> list[IndicatorSpec]:
        """What has to be read of a unit."""
        return [spec for spec in self.specs.values() if spec]

    def read(self, figures: Mapping[str, Figure], area_code: str, period_code: str) -> Reading:
        """From figures by indicator code, of `asked`."""
        found = {key: figures[spec.code] if spec else None for key, spec in self.specs.items()}
        halves = halves_of(found.pop("first_half"), found.pop("second_half"))
        found["tailoff"] = tail_off_figure(halves, self.standard, area_code=area_code, period_code=period_code)
        return Reading(found, halves)

    def overdue(self, due_dates: Iterable[date], day: date, **fields) -> Figure:
        """The median of days overdue as a figure; `fields` are whatever else a Figure holds."""
        days = overdue_median(list(due_dates), day)
        places = 0 if days is None or days == days.to_integral_value() else 1
        lines = {"green": self.standard.overdue_green, "amber": self.standard.overdue_amber}
        return Figure(
            replace(OVERDUE, decimals=places),
            numerator=days,
            value=days,
            **{name: Decimal(line) for name, line in lines.items()},
            **fields,
        )


def halves_of(first: Figure | None, second: Figure | None) -> Halves | None:
    """None unless all four sums are known."""
    if first is None or second is None:
        return None
    planned, done = (first.denominator, second.denominator), (first.numerator, second.numerator)
    return None if None in (*planned, *done) else Halves(planned, done)


def tail_off_figure(halves: Halves | None, standard: TaskStandard, **fields) -> Figure:
    """In percent, over the rates of both halves as its parts; `fields` are whatever else a Figure holds."""
    first, second = halves.rates if halves else (None, None)
    value = halves.tail_off if halves else None
    return Figure(
        TAIL_OFF,
        numerator=second if second is None else rounded(second, 1),
        denominator=first if first is None else rounded(first, 1),
        value=None if value is None else value * HUNDRED,
        green=Decimal(standard.tail_off_green),
        amber=Decimal(standard.tail_off_amber),
        **fields,
    )


def measured(reading: Reading, level: str, has_row: bool, all_live: bool) -> list[Measured]:
    """Every measure in the order of the page, with its reason or its meaning."""
    found = []
    for one in MEASURES:
        figure = reading.figures.get(one.key)
        why = why_missing(one, figure, has_row, level)
        if one.key == "tailoff" and figure.value is None:
            why = reading.halves.missing if reading.halves else NOT_COUNTED if has_row else NO_ROW
        found.append(
            Measured(
                measure=one,
                spec=figure.indicator if figure else None,
                figure=figure,
                why=why,
                sense=sense(one, figure),
                is_live=all_live or not one.code,
            )
        )
    return found
