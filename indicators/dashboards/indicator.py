"""The page of one indicator: definition and versions, trend, every unit at a chosen depth, evenness."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branches.models import Area, Level

from ..analysis.disparity import Disparity, disparity
from ..analysis.distribution import Bin, Quartiles, histogram, quartiles
from ..figures import Figure, IndicatorSpec
from ..models import Direction, Indicator
from ..quarters import Quarter
from .comparison import best_first, judge, parts_of
from .depth import Placed
from .frame import SPEC_COLUMNS, Basis, Catalogue, PeriodChoice, answers, element_specs, indicator_spec
from .funnel import Funnel, funnel_of
from .inequality import Inequality, inequality_of
from .reader import Reader
from .shapes import Judged
from .shares import Split, split_of
from .unevenness import Unevenness, unevenness_of


@dataclass(frozen=True)
class Version:
    """One definition with the days it holds; `spec` is its formula."""

    spec: IndicatorSpec
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def formula(self) -> str:
        """The formula as it was written: a / b."""
        parts = (self.spec.numerator, self.spec.denominator)
        return " ÷ ".join(f"({part.text})" if len(part.codes) > 1 else part.text for part in parts if part)

    @property
    def direction_word(self) -> str:
        return Direction(self.spec.direction).label

    @property
    def level_word(self) -> str:
        return Level(self.spec.level).label


@dataclass(frozen=True)
class Point:
    """A quarter of the trend by the definition that held at its end; `broken` when that is another
    than the quarter before's."""

    quarter: Quarter
    figure: Figure | None
    broken: bool
    version: Version | None


@dataclass(frozen=True, kw_only=True)
class Unit(Judged):
    """One row of the ranking."""

    name: str
    township: str
    county: str

    @property
    def code(self) -> str:
        return self.figure.area_code


@dataclass(frozen=True)
class IndicatorPage:
    """Plain values of the page. `units` are those at `depth`, best first; `split` says where unevenness lies."""

    area: Area
    period: PeriodChoice
    basis: Basis
    versions: tuple[Version, ...]
    current: Version
    own: Figure
    trend: tuple[Point, ...]
    depth: Level | None
    depths: tuple[Level, ...]
    units: tuple[Unit, ...]
    quartiles: Quartiles | None
    bins: tuple[Bin, ...]
    disparity: Disparity | None
    split: Split | None
    inequality: Inequality | None
    unevenness: Unevenness | None
    funnel: Funnel | None

    @property
    def day(self) -> date:
        return self.period.quarter.last_day


def versions_of(code: str) -> list[Version]:
    """Every definition that the indicator ever had, oldest first, in one query."""
    return versions_by_code([code])[code]


def versions_by_code(codes: Sequence[str]) -> dict[str, list[Version]]:
    """For each of the codes what `versions_of` tells, in one query."""
    found: dict[str, list[Version]] = {code: [] for code in codes}
    rows = Indicator.objects.filter(code__in=found).order_by("effective_from")
    columns = (*SPEC_COLUMNS, "programme__name", "programme__code", "effective_from", "effective_until")
    for *spec, since, until in rows.values_list(*columns):
        version = Version(indicator_spec(tuple(spec)), since, until)
        found[version.spec.code].append(version)
    return found


def indicator_page(
    area: Area, period: PeriodChoice, basis: Basis, versions: Sequence[Version], depth: str = ""
) -> IndicatorPage | None:
    """None when no version holds on the last day of the period. About nine queries."""
    day = period.quarter.last_day
    current = next((version for version in versions if version.holds(day)), None)
    if current is None:
        return None
    known = Catalogue(tuple(version.spec for version in versions), element_specs())
    reader = Reader(area, period, basis, known, ())
    own = reader.own_figures([current.spec])[current.spec.code]
    depths = depths_of(area, current.spec)
    chosen = Level(depth) if depth in depths else next(iter(depths), None)
    units = ranking(reader, current.spec, own, chosen) if chosen else []
    points = trend(reader, versions)
    figures = [unit.figure for unit in units]
    values = [float(figure.value) for figure in figures if figure.value is not None]
    return IndicatorPage(
        area=area,
        period=period,
        basis=basis,
        versions=tuple(versions),
        current=current,
        own=own,
        trend=tuple(points),
        depth=chosen,
        depths=depths,
        units=tuple(units),
        quartiles=quartiles(values),
        bins=tuple(histogram(values)),
        disparity=disparity(parts_of(figures), is_rate=current.spec.is_percent),
        split=split_of(reader, current.spec),
        inequality=inequality_of(area, chosen, current.spec, units),
        unevenness=unevenness_of(reader, current.spec, [p.version is current for p in points]) if depths else None,
        funnel=funnel_of(current.spec, own, units),
    )


def depths_of(area: Area, spec: IndicatorSpec) -> tuple[Level, ...]:
    """The levels below an area that answer the indicator, the next one first."""
    below = list(Level)[Level(area.level).rank + 1 :]
    return tuple(level for level in below if answers(spec, level))


def trend(reader: Reader, versions: Sequence[Version]) -> list[Point]:
    """Each quarter by the definition that held at its end."""
    points, before = [], None
    for quarter in reader.quarters:
        version = next((v for v in versions if v.holds(quarter.last_day)), None)
        figure = None
        if version is not None:
            figure = reader.figures_of(reader.own, [version.spec], quarter)[version.spec.code]
        broken = before is not None and version is not None and version is not before
        points.append(Point(quarter, figure, broken, version))
        before = version or before
    return points


def placed_units(reader: Reader, spec: IndicatorSpec, level: Level) -> list[Placed]:
    """Units of a level; the year's earlier quarters come along where the indicator adds flows."""
    return reader.units_below(level, spec)


def ranking(reader: Reader, spec: IndicatorSpec, own: Figure, level: Level) -> list[Unit]:
    """Every unit of a level, see `best_first`."""
    rows = placed_units(reader, spec, level)
    judged = judge([reader.figures_of(row.timeline, [spec])[spec.code] for row in rows], own)
    return best_first(
        [
            Unit(name=row.timeline.name, township=row.township, county=row.county, **words)
            for row, words in zip(rows, judged, strict=True)
        ]
    )
