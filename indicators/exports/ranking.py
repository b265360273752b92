"""One indicator's units as a workbook: place, names, value and what it is made of."""

from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO

from ..dashboards import IndicatorPage
from ..dashboards.indicator import Unit
from ..wording import fixed
from .listing import Cell, open_book, write_list

COLUMNS = [
    ("位次", 6),
    ("区划代码", 15),
    ("县区", 14),
    ("乡镇", 16),
    ("单位", 18),
    ("数值", 12),
    ("分子", 12),
    ("分母", 12),
    ("目标", 10),
    ("对照目标", 10),
    ("较总体", 12),
]


def write_ranking(file: BinaryIO, page: IndicatorPage, marks: Sequence[str]) -> None:
    """`marks` are lines above the table: what it is, on which day, and whether the data are a demonstration's."""
    spec = page.current.spec
    with open_book(file) as book:
        rows = (cells(unit, spec.decimals) for unit in page.units)
        write_list(book, spec.short_name or "指标", [spec.name, *marks], COLUMNS, rows)


def cells(unit: Unit, decimals: int) -> list[Cell]:
    figure = unit.figure
    value = None if figure.value is None else Decimal(fixed(figure.value, decimals))
    return [
        unit.place,
        unit.code,
        unit.county,
        unit.township,
        unit.name,
        value,
        figure.numerator,
        figure.denominator,
        None if figure.green is None else figure.green.normalize(),
        figure.standing.word,
        unit.chance_word,
    ]
