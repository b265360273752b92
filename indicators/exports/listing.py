"""A list as a sheet: lines above it, a head that stays in sight and repeats on paper, one row each.

Text is written as text and numbers as numbers with the places that they have; nothing becomes a formula or a link.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter

from branches.sheets.out import finish_list, pattern, safe_name

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
Column = tuple[str, int]  # heading, width in characters
Cell = str | int | Decimal | None  # None and "" are blank


def open_book(file: BinaryIO) -> xlsxwriter.Workbook:
    """A context manager; its sheets are written one after the other, each from the top down."""
    return xlsxwriter.Workbook(file, OPTIONS)


def write_list(
    book: xlsxwriter.Workbook,
    name: str,
    above: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    frozen: int = 0,
) -> int:
    """Add a sheet, and say how many rows it has. `above` are lines over the table, the first of them its title;
    `frozen` columns stay in sight."""
    sheet = book.add_worksheet(safe_name(name))
    formats = Formats(book)
    for row, line in enumerate(above):
        sheet.write_string(row, 0, line, formats.title if row == 0 else None)
    head = len(above)
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, heading, formats.head)
    number = 0
    for number, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            write_cell(sheet, head + number, column, cell, formats)
    sheet.freeze_panes(head + 1, frozen)
    finish_list(sheet, head, head + number, len(columns) - 1)
    return number


def write_cell(sheet, row: int, column: int, cell: Cell, formats: "Formats") -> None:
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, formats.text)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, formats.text)
    else:
        sheet.write_number(row, column, float(cell), formats.number(cell))


class Formats:
    """The formats of a book, one for every number of places."""

    def __init__(self, book: xlsxwriter.Workbook):
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({"bold": True, "border": 1, "bg_color": "#F4F5F7"})
        self.text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        self._numbers: dict[int, object] = {}

    def number(self, value: int | Decimal):
        places = max(0, -value.as_tuple().exponent) if isinstance(value, Decimal) else 0
        if places not in self._numbers:
            look = {"border": 1, "valign": "top", "num_format": pattern(places)}
            self._numbers[places] = self.book.add_format(look)
        return self._numbers[places]
