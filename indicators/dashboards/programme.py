"""The page of one programme: its indicators for an area and a period, and those of the children."""

from dataclasses import dataclass
from datetime import date

from branches.models import Area, Level

from ..figures import Figure, IndicatorSpec, Standing
from ..models import Programme
from ..quarters import Quarter
from .comparison import with_heat
from .coverage import Coverage
from .frame import Basis, PeriodChoice, answers, catalogue
from .reader import Reader
from .shapes import Child, TrendLine

TILES = 4
MOST_COLUMNS = 8  # a wider table cannot be read; the list of indicators has them all


@dataclass(frozen=True)
class ProgrammePage:
    """Plain values of the page; `figures` has every indicator of the programme in official order."""

    area: Area
    period: PeriodChoice
    basis: Basis
    coverage: Coverage
    below: Level | None
    tiles: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    columns: tuple[IndicatorSpec, ...]
    summary: tuple[Figure, ...]
    children: tuple[Child, ...]
    quarters: tuple[Quarter, ...]
    trend: tuple[TrendLine, ...]

    @property
    def day(self) -> date:
        """The day that the figures stand for."""
        return self.period.quarter.last_day

    @property
    def child_level(self) -> str:
        return self.below.label if self.below else ""

    @property
    def chosen(self) -> None:
        """No ranking is drawn here."""
        return


def programme_page(area: Area, period: PeriodChoice, basis: Basis, programme_code: str) -> ProgrammePage:
    """At most five queries, whatever lies below the children."""
    known = catalogue(period.quarter.last_day, area.level)
    mine = tuple(i for i in known.indicators if i.programme_code == programme_code)
    level = Level(area.level)
    below = None if level is Level.VILLAGE else list(Level)[level.rank + 1]
    columns = chosen_columns(mine, below) if below else ()
    reader = Reader(area, period, basis, known, columns)
    own = reader.own_figures(mine)
    tiles = tuple(own[i.code] for i in foremost(mine))
    lines = [figure.indicator for figure in tiles if figure.indicator.is_percent]
    quarters = reader.quarters
    points = [reader.figures_of(reader.own, lines, quarter) for quarter in quarters]
    row = reader.row
    return ProgrammePage(
        area=area,
        period=period,
        basis=basis,
        coverage=Coverage.of(row.counts if row else {}),
        below=below,
        tiles=tiles,
        figures=tuple(own.values()),
        columns=columns,
        summary=tuple(own[column.code] for column in columns),
        children=tuple(with_heat(child_rows(reader, columns), columns)) if below else (),
        quarters=quarters,
        trend=tuple(TrendLine(i, tuple(point[i.code] for point in points)) for i in lines),
    )


def child_rows(reader: Reader, columns: tuple[IndicatorSpec, ...]) -> list[Child]:
    rows = []
    for unit in reader.children:
        found = reader.figures_of(unit, columns)
        row = unit.at(reader.quarter)
        figures = tuple(found[column.code] for column in columns)
        rows.append(Child(unit.code, unit.name, Coverage.of(row.counts), row.status, figures))
    return rows


def foremost(indicators: tuple[IndicatorSpec, ...]) -> list[IndicatorSpec]:
    """The four to show large: featured ones in their order, then those that are judged, then the others."""

    def weight(indicator: IndicatorSpec) -> tuple:
        featured = indicator.featured
        return featured is None, featured or 0, indicator.direction == "context", not indicator.is_percent

    return sorted(indicators, key=weight)[:TILES]


def chosen_columns(indicators: tuple[IndicatorSpec, ...], below: Level) -> tuple[IndicatorSpec, ...]:
    """Up to eight that the children answer: the judged ones before the others, in official order."""
    known = [i for i in indicators if answers(i, below)]
    first = sorted(known, key=lambda i: (i.direction == "context", not i.is_percent))[:MOST_COLUMNS]
    return tuple(i for i in known if i in first)


@dataclass(frozen=True)
class ProgrammeCard:
    """One programme in the overview: its foremost figures, all of them, and how many meet their line."""

    programme: Programme
    figures: tuple[Figure, ...]
    all: tuple[Figure, ...]
    standings: tuple[tuple[Standing, int], ...]
    count: int


def programme_cards(area: Area, period: PeriodChoice, basis: Basis) -> list[ProgrammeCard]:
    """Every programme in official order, in five queries."""
    known = catalogue(period.quarter.last_day, area.level)
    own = Reader(area, period, basis, known).own_figures(known.indicators)
    cards = []
    for programme in Programme.objects.all():
        mine = tuple(i for i in known.indicators if i.programme_code == programme.code)
        judged = [own[i.code].standing for i in mine]
        standings = tuple((s, judged.count(s)) for s in (Standing.GOOD, Standing.NEAR, Standing.BAD))
        first, every = (tuple(own[i.code] for i in some) for some in (foremost(mine), mine))
        cards.append(ProgrammeCard(programme, first, every, standings, len(mine)))
    return cards
