"""Alerts as a workbook: one a row, gravest first, with the number that each is about."""

from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO

from ..alerting import Alert
from ..wording import fixed
from .listing import Cell, open_book, write_list

COLUMNS = [
    ("序号", 6),
    ("程度", 8),
    ("类别", 12),
    ("区划代码", 15),
    ("上级", 24),
    ("单位", 18),
    ("情况", 60),
    ("天数", 8),
    ("指标", 24),
    ("数值", 12),
    ("分子", 12),
    ("分母", 12),
]


def write_alerts(file: BinaryIO, title: str, marks: Sequence[str], alerts: Sequence[Alert]) -> None:
    """`marks` are lines above the table: on which day and period, and whether the data are a demonstration's."""
    with open_book(file) as book:
        write_list(book, "预警", [title, *marks], COLUMNS, (cells(*each) for each in enumerate(alerts, 1)))


def cells(place: int, alert: Alert) -> list[Cell]:
    """Blank is what the alert has not."""
    finding, figure = alert.finding, alert.finding.figure
    about: list[Cell] = [None] * 4
    if figure is not None:
        value = Decimal(fixed(figure.value, figure.indicator.decimals))
        about = [figure.indicator.name, value, figure.numerator, figure.denominator]
    return [
        place,
        alert.severity.word,
        alert.kind.word,
        alert.code,
        alert.within,
        alert.name,
        finding.words,
        finding.days,
        *about,
    ]
