"""One indicator on a ground: the area's figure, its children's, and how they stand to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..analysis.disparity import Disparity, Flag, disparity
from ..dashboards.comparison import judge, parts_of, places
from ..dashboards.rows import Timeline
from ..figures import Figure, IndicatorSpec
from ..quarters import Quarter
from .ground import Ground

FEWEST_PERSONS = 5  # a share of fewer persons tells about single ones
PERSONS = ("名", "人")


@dataclass(frozen=True)
class Unit:
    """A child with its figure and its place among the children; `hidden` where the share is of too few persons."""

    name: str
    figure: Figure
    place: int | None
    z: Decimal | None
    flag: Flag
    hidden: bool

    @property
    def known(self) -> bool:
        return self.figure.value is not None and not self.hidden

    @property
    def better(self) -> bool:
        """Beyond what chance does, on the good side."""
        lower = self.figure.indicator.direction == "lower"
        return self.flag is not Flag.NONE and (self.z < 0) == lower

    @property
    def worse(self) -> bool:
        return self.flag is not Flag.NONE and not self.better


def too_few(figure: Figure) -> bool:
    """A share of fewer than five persons, which is not written into a document."""
    spec = figure.indicator
    parts = figure.denominator
    return bool(spec.is_percent and spec.count_unit in PERSONS and parts and parts < FEWEST_PERSONS)


def hidden_among(figures: Sequence[Figure]) -> list[bool]:
    """Which shares stay out. Where one alone would, the next smallest goes too, or a subtraction shows it."""
    hidden = [too_few(figure) for figure in figures]
    if sum(hidden) == 1:
        others = [n for n, figure in enumerate(figures) if not hidden[n] and figure.denominator]
        if others:
            hidden[min(others, key=lambda n: figures[n].denominator)] = True
    return hidden


class Measured:
    """Made once an indicator and ground; everything in memory, out of what the ground has read."""

    def __init__(self, ground: Ground, spec: IndicatorSpec):
        self.ground, self.spec = ground, spec

    @cached_property
    def own(self) -> Figure:
        return self.ground.own_figures([self.spec])[self.spec.code]

    @cached_property
    def units(self) -> list[Unit]:
        """The children in official order."""
        figures = self.figures(self.ground.children)
        hidden = hidden_among(figures)
        return [
            Unit(timeline.name, figure, found["place"], found["z"], found["flag"], hides)
            for timeline, figure, found, hides in zip(
                self.ground.children, figures, judge(figures, self.own), hidden, strict=True
            )
        ]

    @property
    def known_units(self) -> list[Unit]:
        return [unit for unit in self.units if unit.known]

    @cached_property
    def disparity(self) -> Disparity | None:
        return self._spread(self.ground.quarter)

    @cached_property
    def disparity_year_ago(self) -> Disparity | None:
        return self._spread(self.ground.quarter.year_ago)

    @cached_property
    def rank(self) -> tuple[int | None, int]:
        """The area's place among the units under the same parent, and how many of them have a figure."""
        figures = self.figures(self.ground.siblings)
        found = dict(zip((f.area_code for f in figures), places(figures), strict=True))
        return found.get(self.ground.area.code), sum(place is not None for place in found.values())

    def figures(self, units: Sequence[Timeline], quarter: Quarter | None = None) -> list[Figure]:
        return [self.ground.figures_of(unit, [self.spec], quarter)[self.spec.code] for unit in units]

    def trend(self, quarters: Sequence[Quarter]) -> list[Figure]:
        return [self.figures([self.ground.own], quarter)[0] for quarter in quarters]

    def _spread(self, quarter: Quarter) -> Disparity | None:
        figures = self.figures(self.ground.children, quarter)
        return disparity(parts_of(figures), is_rate=self.spec.is_percent)
