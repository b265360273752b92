"""Units by indicators: number, numerator and denominator side by side, the sum of the area below."""

from collections.abc import Sequence
from dataclasses import dataclass

from branches.models import Level

from ...dashboards import Child, Summary
from ...figures import Figure, IndicatorSpec
from ...wording import rounded
from .paper import HEAD, Book, unit_of, value_name, write_number, write_part, write_value

FIRST = HEAD + 2  # the first unit's row
TOTAL = "合计"
SUBTOTAL = "小计"
NAMES = {Level.CITY: "各市", Level.COUNTY: "县区", Level.TOWNSHIP: "乡镇", Level.VILLAGE: "各村"}
MOST_ON_PAPER = 30  # columns that stay readable across A4
A_PAGE = 21
SCALE = 70


@dataclass(frozen=True)
class Lead:
    """A column before the figures."""

    name: str
    width: float


@dataclass(frozen=True)
class Line:
    """One row: texts and numbers of the leading columns, then the figures."""

    lead: tuple[str | int | float | None, ...]
    figures: Sequence[Figure]
    total: bool = False


def write_tables(book: Book, summary: Summary) -> int:
    """The children's sheet and, where there is one, that of the level below them; answers the units."""
    page = summary.page
    leads = [Lead("序号", 6), Lead("区划代码", 15), Lead(page.below.label, 14), *reporting(page.below)]
    lines = [
        Line((number, child.code, child.name, *reported(child, page.below)), child.figures)
        for number, child in enumerate(page.children, 1)
    ]
    lines.append(Line(("", "", TOTAL, *total_reported(page)), page.summary, total=True))
    write_table(book, page, page.below, leads, page.columns, lines)
    if summary.deeper is None:
        return len(page.children)
    deeper = list(deeper_lines(summary))
    leads = [Lead("序号", 6), Lead(page.below.label, 12), Lead("区划代码", 15), Lead(summary.deeper.label, 14)]
    leads += reporting(summary.deeper)
    write_table(book, page, summary.deeper, leads, summary.columns, deeper)
    return len(page.children) + sum(len(group.units) for group in summary.groups)


def deeper_lines(summary: Summary):
    """Each child's units, then the child's own figures, at the end those of the area."""
    page, level, number = summary.page, summary.deeper, 0
    own = {figure.indicator_code: figure for figure in page.summary}
    for group in summary.groups:
        for unit in group.units:
            number += 1
            yield Line((number, group.name, unit.code, unit.name, *reported(unit, level)), unit.figures)
        if group.child is not None:
            known = {figure.indicator_code: figure for figure in group.child.figures}
            figures = [known[column.code] for column in summary.columns]
            coverage = group.child.coverage
            yield Line(("", group.name, "", SUBTOTAL, *sums(coverage, level)), figures, total=True)
    figures = [own[column.code] for column in summary.columns]
    yield Line(("", "", "", TOTAL, *sums(page.coverage, level)), figures, total=True)


def reporting(level: Level) -> list[Lead]:
    if level == Level.VILLAGE:
        return [Lead("状态", 9)]
    return [Lead("应报村", 8), Lead("已报村", 8), Lead("填报率（%）", 9)]


def reported(unit: Child, level: Level) -> tuple:
    return (unit.status_word,) if level == Level.VILLAGE else sums(unit.coverage, level)


def sums(coverage, level: Level) -> tuple:
    if level == Level.VILLAGE:
        return (f"{coverage.arrived}/{coverage.due}",)
    rate = None if coverage.rate is None else rounded(coverage.rate, 1)
    return coverage.due, coverage.arrived, rate


def total_reported(page) -> tuple:
    return sums(page.coverage, page.below)


def write_table(
    book: Book, page, level: Level, leads: list[Lead], columns: Sequence[IndicatorSpec], lines
) -> None:
    name = f"{NAMES[level]}汇总表"
    last = len(leads) + sum(map(width, columns)) - 1
    sheet = book.sheet(name, f"{page.area}{page.period.label}基层党建工作指标汇总表（{level.label}）", last)
    write_head(sheet, book, leads, columns)
    for row, line in enumerate(lines, FIRST):
        write_line(sheet, book, row, line)
    sheet.freeze_panes(FIRST, len(leads) if level == Level.VILLAGE else len(leads) - 3)
    sheet.repeat_rows(HEAD, HEAD + 1)
    lay_on_paper(sheet, len(leads), last)


def width(spec: IndicatorSpec) -> int:
    """Columns of an indicator: a count stands alone, a rate with its parts."""
    return 1 if spec.denominator is None else 3


def write_head(sheet, book: Book, leads: list[Lead], columns: Sequence[IndicatorSpec]) -> None:
    head = book.look("head")
    for column, lead in enumerate(leads):
        sheet.merge_range(HEAD, column, HEAD + 1, column, lead.name, head)
        sheet.set_column(column, column, lead.width)
    column = len(leads)
    for spec in columns:
        if width(spec) == 1:
            sheet.merge_range(HEAD, column, HEAD + 1, column, "", head)
            sheet.write_string(HEAD, column, spec.name + unit_of(spec), head)
        else:
            sheet.merge_range(HEAD, column, HEAD, column + 2, "", head)
            sheet.write_string(HEAD, column, spec.name, head)
            count = f"（{spec.count_unit}）" if spec.count_unit else ""
            for place, word in enumerate((value_name(spec), f"分子{count}", f"分母{count}")):
                sheet.write_string(HEAD + 1, column + place, word, head)
        sheet.set_column(column, column + width(spec) - 1, 10)
        column += width(spec)
    sheet.set_row(HEAD, 30)
    sheet.set_row(HEAD + 1, 30)


def write_line(sheet, book: Book, row: int, line: Line) -> None:
    look, text = ("total", "total text") if line.total else ("number", "text")
    for column, value in enumerate(line.lead):
        if value == "":
            sheet.write_blank(row, column, None, book.look(text))
        elif isinstance(value, str):
            sheet.write_string(row, column, value, book.look(text))
        else:
            decimals = 0 if isinstance(value, int) else 1
            write_number(sheet, row, column, value, book, look, decimals)
    column = len(line.lead)
    for figure in line.figures:
        write_value(sheet, row, column, figure, book, look)
        if width(figure.indicator) == 3:
            write_part(sheet, row, column + 1, figure.numerator, book, look)
            write_part(sheet, row, column + 2, figure.denominator, book, look)
        column += width(figure.indicator)


def lay_on_paper(sheet, leads: int, last: int) -> None:
    """One page across; where that would be too small to read, several, with the names on each."""
    if last < MOST_ON_PAPER:
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(SCALE)
    sheet.set_v_pagebreaks(list(range(leads + A_PAGE - A_PAGE % 3, last, A_PAGE)))
    sheet.repeat_columns(0, leads - 1)
