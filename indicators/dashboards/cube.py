"""Figures of several units by several indicators in several quarters, each by the definition of its quarter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from branches.models import Area, Level

from ..figures import Figure, IndicatorSpec
from ..quarters import Quarter
from .definitions import Definitions, asked
from .depth import Placed, fill, units_at
from .frame import Basis
from .reader import TREND_QUARTERS
from .rows import Timeline

Key = tuple[str, str, str]  # codes of the area, the indicator and the period


@dataclass(frozen=True)
class Cube:
    """`whole` is the area that the units lie in, None where the area is the only unit itself."""

    units: tuple[Placed, ...]
    whole: Placed | None
    definitions: Definitions
    quarters: tuple[Quarter, ...]
    basis: Basis

    @property
    def indicators(self) -> tuple[IndicatorSpec, ...]:
        return self.definitions.named

    @cached_property
    def by_code(self) -> dict[str, Placed]:
        return {one.timeline.code: one for one in [*([self.whole] if self.whole else []), *self.units]}

    @cached_property
    def figures(self) -> dict[Key, Figure]:
        meanings = [self.definitions.at(quarter) for quarter in self.quarters]
        return {
            (found.area_code, found.indicator_code, found.period_code): found
            for meaning in meanings
            for one in self.by_code.values()
            for found in meaning.figures_of(one.timeline)
        }


def cube(
    area: Area,
    quarters: Sequence[Quarter],
    basis: Basis,
    definitions: Definitions,
    *,
    depth: Level | None = None,
    picked: Sequence[Area] = (),
) -> Cube:
    """Units of a level below the area, or those picked, or (for neither) the area alone. Three queries at
    most. Raises ValueError where a level has too many units, see `units_at`."""
    ordinals, codes = asked(definitions.at(quarter) for quarter in quarters)
    itself = Placed(Timeline(area.pk, area.code, area.name, area.level))
    if depth:
        units, listed = units_at(area, depth, max(quarters), ordinals, basis, codes), [itself]
    else:
        units = [itself if one.pk == area.pk else placed(one) for one in picked] or [itself]
        listed = [itself, *units]
    fill([one.timeline for one in listed], ordinals, basis, codes)
    alone = [one.timeline.area_id for one in units] == [area.pk]
    return Cube(tuple(units), None if alone else itself, definitions, tuple(quarters), basis)


def placed(area: Area) -> Placed:
    """An area with the names of the township and the county that it stands under."""
    names, above = {}, area.parent
    while above is not None and Level(above.level).rank > Level.CITY.rank:
        names[above.level] = above.name
        above = above.parent
    timeline = Timeline(area.pk, area.code, area.name, area.level)
    return Placed(timeline, names.get(Level.TOWNSHIP, ""), names.get(Level.COUNTY, ""))


@dataclass(frozen=True)
class Step:
    """A quarter of a short trend; `broken` where another definition took over."""

    quarter: Quarter
    figure: Figure
    broken: bool


def trends(of: Cube, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[Step, ...]]:
    """{(area, indicator): the twelve quarters up to the latest one shown}. Two queries at most."""
    pairs = list(dict.fromkeys(pairs))
    last = max(of.quarters).ordinal
    quarters = [Quarter.of_ordinal(ordinal) for ordinal in range(last - TREND_QUARTERS + 1, last + 1)]
    meanings = [of.definitions.only(code for _, code in pairs).at(quarter) for quarter in quarters]
    ordinals, codes = asked(meanings)
    lines: dict[str, Timeline] = {}
    for code, _ in pairs:
        one = of.by_code[code].timeline
        lines[code] = Timeline(one.area_id, one.code, one.name, one.level)
    fill(lines.values(), ordinals, of.basis, codes)
    points = {
        code: [{f.indicator_code: f for f in meaning.figures_of(line)} for meaning in meanings]
        for code, line in lines.items()
    }
    return {
        (area, code): tuple(
            Step(meaning.quarter, point[code], broken(meanings, number, code))
            for number, (meaning, point) in enumerate(zip(meanings, points[area], strict=True))
        )
        for area, code in pairs
    }


def broken(meanings: Sequence, number: int, code: str) -> bool:
    """Whether another definition holds than in the quarter before."""
    now = meanings[number].versions[code]
    before = meanings[number - 1].versions[code] if number else None
    return before is not None and now is not None and now is not before
