"""Tables of a document: indicators of an area, of its units, their ranking, their reports."""

from collections.abc import Sequence
from decimal import Decimal

from .. import wording
from ..dashboards import Coverage, answers
from ..figures import Figure
from .document import Table
from .gathering import Gathering
from .indicator_facts import Missing, known
from .measured import Measured, Unit

AHEAD, BEHIND = "先进", "后进"
NOTE = "未填报、分母为零的不列数；人数过少的比率不予显示"


def cell(figure: Figure, hidden: bool = False) -> str:
    """As a table shows it, with its unit in the heading; "—" where there is nothing to show."""
    if hidden:
        return wording.MISSING
    try:
        return known(figure).text
    except Missing:
        return wording.MISSING


def headed(measured: Measured) -> str:
    """The short name with the unit that the cells leave out."""
    spec = measured.spec
    return spec.short_name if spec.is_percent or not spec.unit else f"{spec.short_name}（{spec.unit}）"


def key(figure: Figure) -> str:
    """Which figure a cell shows, as Source.key has it."""
    return f"{figure.indicator_code}@{figure.area_code}"


def of_units(gathering: Gathering, columns: Sequence[Measured], title: str) -> Table | None:
    """One row a child and the whole last; None where there are no children or nothing to show of them."""
    children = gathering.ground.children
    columns = [column for column in columns if children and answers(column.spec, children[0].level)]
    if not columns:
        return None
    rows, cells = [], []
    for place, unit in enumerate(children):
        shown = [column.units[place] for column in columns]
        rows.append((unit.name, *(cell(each.figure, each.hidden) for each in shown)))
        cells.append(("", *("" if each.hidden else key(each.figure) for each in shown)))
    rows.append(("合计", *(cell(column.own) for column in columns)))
    cells.append(("", *(key(column.own) for column in columns)))
    return Table(title, ("单位", *map(headed, columns)), tuple(rows), total=True, cells=tuple(cells))


def ranking(measured: Measured, title: str) -> Table | None:
    """Best first; 先进 and 后进 stand only where the distance is beyond chance. None where all are alike."""
    shown = sorted(measured.known_units, key=lambda unit: unit.place)
    if not shown or shown[-1].place == 1 or measured.spec.direction == "context":
        return None  # nobody is ahead of anybody
    rows = tuple(
        (
            str(unit.place),
            unit.name,
            unit.figure.text,
            wording.natural(unit.figure.numerator),
            wording.natural(unit.figure.denominator),
            unit.figure.standing.word or wording.MISSING,
            mark(unit),
        )
        for unit in shown
    )
    cells = tuple(("", "", key(unit.figure), "", "", "", "") for unit in shown)
    columns = ("名次", "单位", headed(measured), "分子", "分母", "对照目标", "评定")
    text_columns = frozenset({1, 5, 6})
    return Table(title, columns, rows, measured.spec.count_unit, text_columns=text_columns, cells=cells)


def mark(unit: Unit) -> str:
    return AHEAD if unit.better else BEHIND if unit.worse else ""


def of_area(columns: Sequence[Measured], title: str) -> Table | None:
    """The area's own figures with their changes and lines."""
    if not columns:
        return None
    rows = tuple(
        (
            measured.spec.name,
            cell(measured.own) + ("" if measured.spec.is_percent else measured.spec.unit),
            measured.own.previous_text,
            measured.own.year_text,
            measured.own.green_text or wording.MISSING,
            measured.own.standing.word or wording.MISSING,
        )
        for measured in columns
    )
    cells = tuple(("", key(measured.own), "", "", "", "") for measured in columns)
    headings = ("指标", "本期", "比上季度", "比上年同期", "目标", "对照目标")
    return Table(title, headings, rows, text_columns=frozenset({0, 5}), cells=cells)


def of_reports(gathering: Gathering, title: str) -> Table | None:
    """How many reports each child owes and has had approved."""
    ground = gathering.ground
    if not ground.children or ground.row is None:
        return None
    counted = [(unit.name, Coverage.of(unit.at(ground.quarter).counts)) for unit in ground.children]
    counted.append(("合计", Coverage.of(ground.row.counts)))
    rows = tuple(
        (name, str(one.due), str(one.arrived), str(one.approved), share(one.approved, one.due))
        for name, one in counted
    )
    return Table(title, ("单位", "应报", "已报", "已审核", "审核率"), rows, "份", total=True)


def share(part: int, whole: int) -> str:
    return wording.percent(Decimal(part * 100) / whole if whole else None)
