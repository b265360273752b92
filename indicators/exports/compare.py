"""A comparison as a workbook: the figures of the page as numbers, each with its place."""

from collections.abc import Sequence
from typing import BinaryIO

import xlsxwriter

from branches.sheets.out import finish_list, pattern

from ..comparing import Table
from ..dashboards.matrix import Axis, Cell, Group, Head, Line
from ..figures import Figure
from ..wording import fixed
from .listing import open_book

HEATS = {1: "#FDF5F4", 2: "#FAE8E7", 3: "#F6D8D7", 4: "#F1C6C5", 5: "#EAB2B1"}  # as in tables.css
# What the rows are told by: (heading, width)
LABELS = {
    Axis.AREA: [("区划代码", 15), ("县区", 12), ("乡镇", 14), ("单位", 18)],
    Axis.INDICATOR: [("指标代码", 22), ("指标", 30), ("单位", 8)],
    Axis.PERIOD: [("报告期", 18)],
}


def write_comparison(file: BinaryIO, table: Table, marks: Sequence[str]) -> None:
    """`marks` are lines above the table: where, on which day, whether the data are a demonstration's."""
    with open_book(file) as book:
        Sheet(book, table, marks).write()


class Sheet:
    """One sheet, written from the top down."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table, marks: Sequence[str]):
        self.book, self.table, self.marks = book, table, marks
        self.sheet = book.add_worksheet("指标比较")
        self.formats: dict = {}
        self.grouped = len(table.matrix.groups) > 1
        self.labels = [*([("分组", 20)] if self.grouped else []), *LABELS[table.matrix.rows]]

    def write(self) -> None:
        notes = [f"{spec.name}自{day:%Y-%m-%d}起口径改变，前后不直接可比" for spec, day in self.table.changes]
        one = [] if self.grouped else [group.head.name for group in self.table.matrix.groups]
        above = ["指标比较", *one, *self.marks, *notes]
        for row, line in enumerate(above):
            self.sheet.write_string(row, 0, line)
        row = len(above)
        self.head(row)
        for group in self.table.matrix.groups:
            for line in (*group.lines, *([group.whole] if group.whole else [])):
                row += 1
                self.line(row, group, line)
        last = len(self.labels) + 2 * len(self.table.matrix.columns) - 1
        self.sheet.freeze_panes(len(above) + 1, len(self.labels))
        finish_list(self.sheet, len(above), row, last)

    def head(self, row: int) -> None:
        bold = self.format(bold=True, bg_color="#F4F5F7", text_wrap=True)
        titles = list(self.labels)
        for head in self.table.matrix.columns:
            titles += [(head.short, 14), ("位次", 6)]
        for column, (title, width) in enumerate(titles):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(row, column, title, bold)

    def line(self, row: int, group: Group, line: Line) -> None:
        words = [*([group.head.name] if self.grouped else []), *told(line.head)]
        for column, word in enumerate(words):
            self.sheet.write_string(row, column, word, self.format())
        for number, cell in enumerate(line.cells):
            self.cell(row, len(words) + 2 * number, cell)

    def cell(self, row: int, column: int, cell: Cell) -> None:
        figure = cell.figure
        shade = {"bg_color": HEATS[cell.heat]} if cell.heat else {}
        if figure.value is None:
            self.sheet.write_string(row, column, "—", self.format(align="right"))
        else:
            self.sheet.write_number(row, column, number(figure), self.format(num_format=shape(figure), **shade))
        if cell.place is None:
            self.sheet.write_blank(row, column + 1, None, self.format())
        else:
            self.sheet.write_number(row, column + 1, cell.place, self.format(num_format="0", **shade))

    def format(self, **wanted):
        """One format object a kind: a workbook has room for few."""
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"border": 1} | wanted)
        return self.formats[key]


def told(head: Head) -> list[str]:
    if head.unit:
        return [head.code, head.unit.county, head.unit.township, head.name]
    return [head.code, head.name, head.indicator.unit] if head.indicator else [head.name]


def number(figure: Figure) -> float:
    """As printed on the page; a percentage as a fraction, which the cell's format shows as percent."""
    shown = float(fixed(figure.value, figure.indicator.decimals))
    return round(shown / 100, figure.indicator.decimals + 2) if figure.indicator.is_percent else shown


def shape(figure: Figure) -> str:
    shown = pattern(figure.indicator.decimals)
    return shown.replace("#,##", "") + "%" if figure.indicator.is_percent else shown
