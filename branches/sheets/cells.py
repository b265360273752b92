"""Cells of a spreadsheet as texts, and where they stand."""

import unicodedata
from decimal import Decimal

from .reading import Cell

CODE_LENGTH = 12


def code_text(cell: Cell) -> str:
    """An area code; a sheet that turned the text into a number has lost nothing with 12 digits."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = f"{Decimal(cell):f}".partition(".")[0].zfill(CODE_LENGTH)
    return str(cell or "").strip()


def row_of(rows: list[list[Cell]], index: int) -> list[Cell]:
    return rows[index] if index < len(rows) else []


def at(row: list, index: int) -> Cell:
    return row[index] if index < len(row) else None


def squeezed(text: Cell) -> str:
    """Without spaces, full-width letters and digits as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", str("" if text is None else text)).split())


def letters(column: int) -> str:
    """The name of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
