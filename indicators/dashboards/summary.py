"""The quarter's summary of an area: its page, one more level below the children, a ranking an indicator."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from branches.models import Area, Level

from ..figures import Figure, IndicatorSpec
from .comparison import ranked
from .coverage import Coverage
from .depth import units_at
from .frame import Basis, PeriodChoice, catalogue
from .page import dashboard
from .reader import Reader
from .shapes import Child, Dashboard, Ranked


@dataclass(frozen=True)
class Group:
    """A child with the units below it, in official order; the child is None where it has no row of its own."""

    name: str
    child: Child | None
    units: tuple[Child, ...]


@dataclass(frozen=True)
class Summary:
    """`page` is what the dashboard shows; `groups` hold the level below its children, with `columns` of their own.

    `rankings` are the children by each rate, best first. `deeper` is None for a township, or where there
    are too many units below to list.
    """

    page: Dashboard
    rankings: tuple[tuple[Figure, tuple[Ranked, ...]], ...]
    deeper: Level | None
    columns: tuple[IndicatorSpec, ...]
    groups: tuple[Group, ...]


def summary(area: Area, period: PeriodChoice, basis: Basis, choices: list[PeriodChoice]) -> Summary:
    """The summary of an area above the village, in the queries of its page and four more."""
    page = dashboard(area, period.code, basis, choices=choices)
    level = below(page.below)
    columns, groups = deep(page, level) if level else ((), ())
    return Summary(page, tuple(rankings(page)), level if groups else None, columns, groups)


def below(level: Level) -> Level | None:
    levels = list(Level)
    return levels[level.rank + 1] if level.rank + 1 < len(levels) else None


def rankings(page: Dashboard) -> Iterable[tuple[Figure, tuple[Ranked, ...]]]:
    for index, own in enumerate(page.summary):
        if own.indicator.denominator is not None:
            yield own, tuple(ranked([(child, child.figures[index]) for child in page.children], own))


def deep(page: Dashboard, level: Level) -> tuple[tuple[IndicatorSpec, ...], tuple[Group, ...]]:
    """The units of a level with the figures they answer, by the child they stand under; nothing when too many."""
    known = catalogue(page.day, page.area.level)
    columns, reader = known.at(level), Reader(page.area, page.period, page.basis, known)
    flows = any(known.uses_flows(column) for column in columns)
    asked = reader.quarter.year_to_date if flows else [reader.quarter]
    codes = {code for column in columns for code in column.codes}
    try:
        placed = units_at(
            page.area, level, reader.quarter, [quarter.ordinal for quarter in asked], page.basis, codes
        )
    except ValueError:
        return columns, ()
    children = {child.name: child for child in page.children}
    groups = []
    for name, units in groupby(placed, key=lambda unit: unit.county if level == Level.TOWNSHIP else unit.township):
        rows = []
        for unit in units:
            figures = reader.figures_of(unit.timeline, columns)
            row = unit.timeline.at(reader.quarter)
            shown = tuple(figures[column.code] for column in columns)
            coverage = Coverage.of(row.counts) if row else Coverage()
            rows.append(Child(unit.timeline.code, unit.timeline.name, coverage, row.status if row else "", shown))
        groups.append(Group(name, children.get(name), tuple(rows)))
    return columns, tuple(groups)
