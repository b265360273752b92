"""Cells of a spreadsheet as values of a report, and as words."""

from decimal import Decimal

from branches.sheets.reading import Cell

from ..entry import Value
from ..models import Element
from ..typed import NOT_APPLICABLE, NotANumber, read_cell

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
