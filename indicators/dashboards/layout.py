"""What a dashboard of a level shows, in which order: as arranged, else the featured indicators and all panels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from branches.models import Level

from ..figures import IndicatorSpec
from ..models import Arrangement, Panel
from .frame import Catalogue

TILES = 4  # where nothing is arranged
EVENNESS_LINES = 6
TREND_LINES = 4


@dataclass(frozen=True)
class Layout:
    """`columns` are those of the table of children: the reader's own choice, else the arranged ones."""

    tiles: tuple[IndicatorSpec, ...]
    columns: tuple[IndicatorSpec, ...]
    evenness: tuple[IndicatorSpec, ...]
    trend: tuple[IndicatorSpec, ...]
    panels: tuple[Panel, ...]


def layout_of(known: Catalogue, level: str, chosen: Sequence[str] = ()) -> Layout:
    """One query. `chosen` are the codes of the reader's own columns. Codes that the catalogue lacks on
    its day, or that the level does not answer, are passed over."""
    arranged = Arrangement.objects.filter(level=level).first() or Arrangement(level=level)
    below = level_below(level)
    featured = known.featured
    tiles = known.pick(arranged.tiles, level)
    columns = known.pick(arranged.columns, below) or known.at(below) if below else ()
    return Layout(
        tiles=tiles or featured[:TILES],
        columns=(known.pick(chosen, below) or columns) if below else (),
        evenness=rates(known.pick(arranged.evenness, below)) or rates(columns)[:EVENNESS_LINES],
        trend=percents(tiles or featured)[:TREND_LINES],
        panels=panels_of(arranged.panels),
    )


def level_below(level: str) -> Level | None:
    """The level of the children; None below a village."""
    return None if level == Level.VILLAGE else list(Level)[Level(level).rank + 1]


def rates(indicators: Iterable[IndicatorSpec]) -> tuple[IndicatorSpec, ...]:
    """Those that divide: an amount lies unevenly wherever units differ in size."""
    return tuple(indicator for indicator in indicators if indicator.denominator is not None)


def percents(indicators: Iterable[IndicatorSpec]) -> tuple[IndicatorSpec, ...]:
    return tuple(indicator for indicator in indicators if indicator.is_percent)


def panels_of(names: Sequence[str]) -> tuple[Panel, ...]:
    """The named panels; all of them for no names. A name that is no panel any more is passed over."""
    return tuple(Panel(name) for name in names if name in Panel.values) or tuple(Panel)
