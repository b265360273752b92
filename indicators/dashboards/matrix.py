"""A cube as a table: two of area, indicator and period become rows and columns, the third stacks groups.

Places and heat compare like with like, always within one indicator: the units in one quarter where
units stand on an edge of the table, else the quarters of one unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import product

from ..figures import Figure, IndicatorSpec
from ..quarters import Quarter
from .comparison import heats, places
from .cube import Cube
from .depth import Placed


class Axis(StrEnum):
    AREA = "area"
    INDICATOR = "indicator"
    PERIOD = "period"


@dataclass(frozen=True)
class Head:
    """What a row, a column or a group is about: a unit (`whole` for the area that they lie in), an
    indicator or a quarter, whichever the axis says."""

    axis: Axis
    code: str
    unit: Placed | None = None
    indicator: IndicatorSpec | None = None
    quarter: Quarter | None = None
    whole: bool = False

    @property
    def name(self) -> str:
        if self.unit:
            return self.unit.timeline.name + ("（整体）" if self.whole else "")
        return self.indicator.name if self.indicator else self.quarter.label

    @property
    def short(self) -> str:
        """For a column: 双强支书, 任村干部（人）, 12Q1."""
        if self.unit:
            return self.name
        if self.quarter:
            return self.quarter.short_label
        spec = self.indicator
        return spec.short_name if spec.is_percent else f"{spec.short_name}（{spec.unit}）"

    @property
    def where(self) -> str:
        """The names that a unit stands under: 甲县 东镇."""
        return " ".join(filter(None, (self.unit.county, self.unit.township))) if self.unit else ""


@dataclass(frozen=True)
class Cell:
    """`place` None where unknown or nothing is better; `heat` as in `comparison.with_heat`."""

    figure: Figure
    place: int | None = None
    heat: int = 0


@dataclass(frozen=True)
class Line:
    """One row. `trend_of` is (area, indicator) of its short trend, None where it has none."""

    head: Head
    cells: tuple[Cell, ...]
    trend_of: tuple[str, str] | None = None


@dataclass(frozen=True)
class Group:
    """`head` is what all its cells are of; `whole` the row of the area that the units lie in."""

    head: Head
    lines: tuple[Line, ...]
    whole: Line | None = None


@dataclass(frozen=True)
class Matrix:
    rows: Axis
    columns: tuple[Head, ...]
    groups: tuple[Group, ...]
    compared: Axis | None  # what places are among; None where there is nothing to compare
    trend: tuple[Placed | None, IndicatorSpec | None]  # what all short trends are of, None where they differ

    @property
    def length(self) -> int:
        """Rows of a group."""
        return len(self.groups[0].lines) if self.groups else 0

    def part(self, start: int, end: int) -> "Matrix":
        return replace(self, groups=tuple(replace(g, lines=g.lines[start:end]) for g in self.groups))


def matrix(of: Cube, rows: Axis, columns: Axis, sort: str = "") -> Matrix:
    """`sort` is the code of a column, with "-" before it from the highest down; unknown values come last.
    Anything else leaves the official order."""
    third = next(axis for axis in Axis if axis not in (rows, columns))
    across = heads(of, columns)
    if columns is Axis.AREA and of.whole:
        across.append(whole_head(of))
    stack = heads(of, third, stacked=True)
    compared = compared_axis(of, third)
    judged = judge(of, compared)
    lead = next((h.indicator for h in across if h.indicator and h.code == sort.lstrip("-")), None)

    def line(head: Head, group: Head) -> Line:
        cells = tuple(cell(of, judged, (head, group, column)) for column in across)
        return Line(head, cells, trend_of(of, head, group, lead))

    groups = []
    for head in stack:
        lines = ordered([line(row, head) for row in heads(of, rows)], across, sort)
        whole = line(whole_head(of), head) if rows is Axis.AREA and of.whole else None
        groups.append(Group(head, tuple(lines), whole))
    return Matrix(rows, tuple(across), tuple(groups), compared, common_trend(of, groups))


def heads(of: Cube, axis: Axis, *, stacked: bool = False) -> list[Head]:
    """In official order; quarters as time goes by, stacked ones the newest first."""
    if axis is Axis.AREA:
        return [Head(axis, one.timeline.code, unit=one) for one in of.units]
    if axis is Axis.INDICATOR:
        return [Head(axis, spec.code, indicator=spec) for spec in of.indicators]
    return [Head(axis, q.code, quarter=q) for q in sorted(of.quarters, reverse=stacked)]


def whole_head(of: Cube) -> Head:
    return Head(Axis.AREA, of.whole.timeline.code, unit=of.whole, whole=True)


def key(heads_of_cell: Sequence[Head]) -> tuple[str, str, str]:
    codes = {head.axis: head.code for head in heads_of_cell}
    return codes[Axis.AREA], codes[Axis.INDICATOR], codes[Axis.PERIOD]


def cell(of: Cube, judged: dict, heads_of_cell: Sequence[Head]) -> Cell:
    where = key(heads_of_cell)
    whole = any(head.whole for head in heads_of_cell)
    return Cell(of.figures[where], *(() if whole else judged.get(where, ())))


def compared_axis(of: Cube, third: Axis) -> Axis | None:
    if third is not Axis.AREA and len(of.units) > 1:
        return Axis.AREA
    return Axis.PERIOD if len(of.quarters) > 1 else None


def judge(of: Cube, compared: Axis | None) -> dict[tuple, tuple[int | None, int]]:
    """{cell: (place, heat)} of everything that is compared and has a better side."""
    units = [one.timeline.code for one in of.units]
    periods = [quarter.code for quarter in of.quarters]
    specs = [spec for spec in of.indicators if spec.direction != "context"]
    if compared is Axis.AREA:
        rivals = [(s, [(unit, s.code, period) for unit in units]) for s, period in product(specs, periods)]
    elif compared is Axis.PERIOD:
        rivals = [(s, [(unit, s.code, period) for period in periods]) for s, unit in product(specs, units)]
    else:
        rivals = []
    found = {}
    for spec, keys in rivals:
        figures = [of.figures[one] for one in keys]
        if sum(figure.value is not None for figure in figures) < 2:
            continue  # nobody is first of one
        found |= zip(keys, zip(places(figures), heats(figures, spec), strict=True), strict=True)
    return found


def trend_of(of: Cube, head: Head, group: Head, lead: IndicatorSpec | None) -> tuple[str, str] | None:
    """A row of a unit trends by the group's indicator, else by that of the sorting, else by the first;
    a row of an indicator by the group's unit, else by the whole area."""
    by_axis = {head.axis: head, group.axis: group}
    if head.axis is Axis.PERIOD:
        return None
    indicator = by_axis.get(Axis.INDICATOR)
    area = by_axis.get(Axis.AREA)
    code = indicator.code if indicator else (lead or of.indicators[0]).code
    return (area.code if area else (of.whole or of.units[0]).timeline.code), code


def common_trend(of: Cube, groups: Sequence[Group]) -> tuple[Placed | None, IndicatorSpec | None]:
    """(unit, indicator) that the short trends of all rows have in common."""
    pairs = [line.trend_of for group in groups for line in group.lines if line.trend_of]
    areas, codes = ({pair[side] for pair in pairs} for side in (0, 1))
    unit = of.by_code[areas.pop()] if len(areas) == 1 else None
    spec = next((s for s in of.indicators if {s.code} == codes), None)
    return unit, spec


def ordered(lines: list[Line], across: Sequence[Head], sort: str) -> list[Line]:
    at = next((place for place, head in enumerate(across) if head.code == sort.lstrip("-")), None)
    if at is None or not sort:
        return lines

    def value(line: Line) -> Decimal | None:
        return line.cells[at].figure.value

    known = [line for line in lines if value(line) is not None]
    unknown = [line for line in lines if value(line) is None]
    return sorted(known, key=value, reverse=sort.startswith("-")) + unknown
