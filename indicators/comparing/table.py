"""The table of a comparison as its page shows it: headings that sort, rows with their short trends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branches.models import Level

from ..dashboards.cube import Cube, Step, cube, trends
from ..dashboards.definitions import Definitions
from ..dashboards.frame import Catalogue
from ..dashboards.indicator import versions_by_code
from ..dashboards.matrix import Axis, Head, Line, Matrix, matrix
from ..figures import IndicatorSpec
from ..sparkline import Sparkline, sparkline
from .choice import Choice

COMPARED = {
    Axis.AREA: "格内小字是位次，底色越深位次越前：同一指标、同一期的各单位相比",
    Axis.PERIOD: "格内小字是位次，底色越深位次越前：同一单位、同一指标的各期相比",
    None: "只有一个单位、一期，没有可比的",
}

ROWS = {Axis.AREA: "单位", Axis.INDICATOR: "指标", Axis.PERIOD: "报告期"}


@dataclass(frozen=True)
class Column:
    """A heading: where a click leads, and how the table is sorted by it now (as `aria-sort` says it)."""

    head: Head
    query: str
    sorted: str
    words: str


@dataclass(frozen=True)
class Spark:
    """A short trend as drawn and in words."""

    drawn: Sparkline | None
    text: str


@dataclass(frozen=True)
class Row:
    """`drill` is the address of the same comparison below the row's unit, "" where there is none."""

    line: Line
    spark: Spark | None
    drill: str


@dataclass(frozen=True)
class Section:
    head: Head
    rows: tuple[Row, ...]
    whole: Row | None


@dataclass(frozen=True)
class Table:
    """Everything of one comparison. `matrix` is whole; `sections` give a part of its rows."""

    choice: Choice
    cube: Cube
    matrix: Matrix
    changes: tuple[tuple[IndicatorSpec, date], ...]

    @property
    def compared(self) -> str:
        return COMPARED[self.matrix.compared]

    @property
    def trend_words(self) -> str:
        """What the short trends are of, as far as the rows do not say it: 近十二期 双强支书."""
        unit, spec = self.matrix.trend
        rows = self.matrix.rows
        words = spec.short_name if rows is Axis.AREA and spec else ""
        if rows is Axis.INDICATOR and unit:
            words = unit.timeline.name
        return f"近十二期 {words}".strip()

    @property
    def of_units(self) -> str:
        """What the units are called together: 各乡镇; "" where they are the groups."""
        choice = self.choice
        if Axis.AREA not in (choice.rows, choice.columns):
            return ""
        return f"各{choice.level.label}" if choice.level else "自选单位" if choice.units else choice.area.name

    @property
    def has_trends(self) -> bool:
        """A row that is a quarter has none."""
        return self.matrix.rows is not Axis.PERIOD

    @property
    def rows_word(self) -> str:
        return ROWS[self.matrix.rows]

    @property
    def restored(self) -> str:
        """The address in the official order."""
        return self.choice.query(sort="")

    @property
    def columns(self) -> list[Column]:
        return [column(self.choice, head) for head in self.matrix.columns]

    def sections(self, start: int, end: int) -> list[Section]:
        """The rows from `start` to before `end` of every group, in two queries at most."""
        groups = self.matrix.part(start, end).groups
        lines = [line for group in groups for line in (*group.lines, *([group.whole] if group.whole else []))]
        pairs = [line.trend_of for line in lines if line.trend_of]
        drawn = {pair: spark(steps) for pair, steps in trends(self.cube, pairs).items()} if pairs else {}

        def row(line: Line | None) -> Row | None:
            return line and Row(line, drawn.get(line.trend_of), drill(self.choice, line.head))

        return [Section(g.head, tuple(row(line) for line in g.lines), row(g.whole)) for g in groups]


def table(choice: Choice, known: Catalogue) -> Table:
    """Four queries at most. Raises ValueError where a level has too many units."""
    versions = versions_by_code([spec.code for spec in choice.indicators])
    definitions = Definitions(choice.indicators, versions, known.elements)
    made = cube(choice.area, choice.quarters, choice.basis, definitions, depth=choice.level, picked=choice.units)
    shown = matrix(made, choice.rows, choice.columns, choice.sort)
    return Table(choice, made, shown, tuple(definitions.changes(choice.quarters)))


def column(choice: Choice, head: Head) -> Column:
    """A click sorts the better side first, the next one the other, the third gives the official order back."""
    lower = head.indicator is not None and head.indicator.direction == "lower"
    turns = ["", head.code, f"-{head.code}"] if lower else ["", f"-{head.code}", head.code]
    now = choice.sort if choice.sort in turns else ""
    then = turns[(turns.index(now) + 1) % len(turns)]
    words = {"": "恢复法定顺序", head.code: "从低到高排列"}.get(then, "从高到低排列")
    shown = {"": "", head.code: "ascending"}.get(now, "descending")
    return Column(head, choice.query(sort=then), shown, words)


def drill(choice: Choice, head: Head) -> str:
    if head.unit is None or head.whole or head.unit.timeline.level == Level.VILLAGE:
        return ""
    return choice.query(area=head.code, depth="", unit="", sort="")


def spark(steps: Sequence[Step]) -> Spark:
    values = [step.figure.value for step in steps]
    told = [f"{step.quarter.short_label} {step.figure.text}" for step in steps if step.figure.value is not None]
    changed = any(step.broken and step.figure.value is not None for step in steps)
    text = "，".join(told) + ("（口径改变处断开）" if changed else "")
    return Spark(sparkline(values, [step.broken for step in steps]), text or "近十二期没有数")
