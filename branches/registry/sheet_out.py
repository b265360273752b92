"""Writing a register as a workbook: the export of its rows, and the empty template for an import.

Nothing in it is live: every cell is a number, a date or a text, whatever it looks like. Rows are
written one after another, so that memory does not grow with them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from django.db.models import Model

from ..sheets.out import finish_list, safe_name
from .columns import Viewer, value_of, written
from .declaration import Column, Tag
from .layout import NUMBER, Part, SheetColumn, cell_of

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
HIDDEN = "选项"
ROWS_TO_FILL = 500
MOST_ROWS = 200_000


@dataclass(frozen=True)
class Book:
    """What a workbook is made of: lines above the headings, columns to read again, columns to look at."""

    title: str
    lines: Sequence[str]
    columns: Sequence[SheetColumn]
    further: Sequence[Column] = ()


def export(file: BinaryIO, book: Book, rows: Iterable[Model], viewer: Viewer, count: int) -> int:
    """Write rows of a register; returns how many."""
    number = SheetColumn(NUMBER, "", Part.NUMBER, "请勿改动；新增的行留空")
    columns = [*book.columns, number]
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        sheet = Sheet(workbook, book, columns, to_fill=count + ROWS_TO_FILL)
        written_rows = 0
        for record in rows:
            values = [cell_of(column, record, viewer) for column in columns]
            values += [look(column, record, viewer) for column in book.further]
            sheet.row(values)
            written_rows += 1
        sheet.finish()
    return written_rows


def look(column: Column, record: Model, viewer: Viewer):
    value = value_of(column, record, viewer)
    return value.text if isinstance(value, Tag) else written(value, viewer)


def template(file: BinaryIO, book: Book) -> None:
    """Write headings with hints and drop-downs, and room to fill in."""
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        Sheet(workbook, book, list(book.columns), to_fill=ROWS_TO_FILL).finish()


class Sheet:
    """The one page of such a workbook, row after row."""

    def __init__(self, workbook, book: Book, columns: list[SheetColumn], to_fill: int):
        self.workbook, self.columns = workbook, columns
        self.page = workbook.add_worksheet(safe_name(book.title) or "台账")
        self.formats = {
            "title": workbook.add_format({"font_name": "黑体", "font_size": 14}),
            "line": workbook.add_format(FONT | {"font_color": "#59616E"}),
            "head": workbook.add_format(
                FONT | {"bold": True, "border": 1, "bg_color": "#F3E7E6", "align": "center", "text_wrap": True}
            ),
            "text": workbook.add_format(FONT | {"num_format": "@"}),
            "number": workbook.add_format(FONT),
            "date": workbook.add_format(FONT | {"num_format": "yyyy-mm-dd"}),
        }
        headings = [f"{one.heading}{'*' if one.required else ''}" for one in columns]
        headings += [one.heading for one in book.further]
        self.next, self.last = 0, len(headings) - 1
        self.set_widths(headings)
        self.page.write_string(self.take(), 0, book.title, self.formats["title"])
        for line in book.lines:
            self.page.write_string(self.take(), 0, line, self.formats["line"])
        self.head = self.take()
        self.page.set_row(self.head, 30)
        for column, heading in enumerate(headings):
            self.page.write_string(self.head, column, heading, self.formats["head"])
        self.offer(to_fill)
        self.page.freeze_panes(self.head + 1, 1)

    def take(self) -> int:
        """The number of the next free row."""
        self.next += 1
        return self.next - 1

    def set_widths(self, headings: list[str]) -> None:
        for column, heading in enumerate(headings):
            wide = column < len(self.columns) and self.columns[column].part in (Part.CODE, Part.PLACE)
            self.page.set_column(column, column, max(16 if wide else 9, 2 * len(heading) + 2))

    def offer(self, to_fill: int) -> None:
        """Hints as comments, choices as drop-downs over the rows to fill."""
        self.lists: list[tuple[int, tuple[str, ...]]] = []
        for number, column in enumerate(self.columns):
            if column.hint:
                self.page.write_comment(self.head, number, column.hint, {"x_scale": 1.6})
            if column.choices:
                self.lists.append((number, column.choices))
                name = f"list_{len(self.lists)}"
                rule = {
                    "validate": "list",
                    "source": f"={name}",
                    "ignore_blank": True,
                    "error_type": "warning",
                    "error_title": "请核对",
                    "error_message": "请从列表中选择。",
                }
                self.page.data_validation(self.head + 1, number, self.head + to_fill, number, rule)

    def row(self, values: Sequence) -> None:
        """One record; a text stays a text even when it looks like a formula."""
        row = self.take()
        for column, value in enumerate(values):
            if value is None or value == "":
                continue
            if isinstance(value, date):
                self.page.write_datetime(row, column, value, self.formats["date"])
            elif isinstance(value, int | float | Decimal):
                self.page.write_number(row, column, value, self.formats["number"])
            else:
                self.page.write_string(row, column, str(value), self.formats["text"])

    def finish(self) -> None:
        """Paper, filter, and the hidden page with the choices."""
        finish_list(self.page, self.head, self.next - 1, self.last)
        if self.lists:
            self.write_lists()

    def write_lists(self) -> None:
        page = self.workbook.add_worksheet(HIDDEN)
        for row in range(max(len(choices) for _, choices in self.lists)):
            for number, (_, choices) in enumerate(self.lists):
                if row < len(choices):
                    page.write_string(row, number, choices[row])
        for number, (_, choices) in enumerate(self.lists):
            letter = xlsxwriter.utility.xl_col_to_name(number)
            self.workbook.define_name(f"list_{number + 1}", f"='{HIDDEN}'!${letter}$1:${letter}${len(choices)}")
        page.very_hidden()
