"""Cells of a spreadsheet as values of a report, and as words."""

from decimal import Decimal

from ..entry import Value
from ..models import Element
from ..typed import NOT_APPLICABLE, NotANumber, read_cell
from .reading import Cell

CODE_LENGTH = 12
MOST_DIGITS = 18


def value_of(cell: Cell, element: Element) -> Value:
    """A cell as a scaled integer, None or NOT_APPLICABLE. Raises NotANumber."""
    if isinstance(cell, dict):
        raise NotANumber(
            f"是日期“{cell['date'][:10]}”，应填数" if "date" in cell else "公式出错或没有结果，请改填数"
        )
    if isinstance(cell, bool):
        raise NotANumber("是逻辑值，应填数")
    if isinstance(cell, int | float):  # 15 digits, as many as a spreadsheet shows
        cell = f"{Decimal(format(cell, '.15g')):f}"
    return read_cell(cell or "", element.decimals, element.unit)


def stored(text: Cell) -> Value:
    """A value of the hidden sheet."""
    if not text:
        return None
    plain = str(text)[:MOST_DIGITS]
    return int(plain) if plain.isdecimal() else NOT_APPLICABLE


def spoken(value: Value, element: Element) -> str:
    if value is None:
        return "空白"
    if value == NOT_APPLICABLE:
        return "“不适用”"
    return f"{Decimal(value).scaleb(-element.decimals):,.{element.decimals}f}{element.unit}"


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
    return "".join(str(text or "").split())


def letters(column: int) -> str:
    """The name of a column counted from 0: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
