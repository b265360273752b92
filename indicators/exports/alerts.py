"""Alerts as a workbook: one a row, gravest first, with the number that each is about."""

from collections.abc import Sequence
from typing import BinaryIO

import xlsxwriter

from ..alerting import Alert
from ..wording import fixed

COLUMNS = [  # heading, width in characters
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
HEAD = 4  # rows above the first alert


def write_alerts(file: BinaryIO, title: str, marks: Sequence[str], alerts: Sequence[Alert]) -> None:
    """`marks` are lines above the table: on which day and period, and whether the data are a demonstration's."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("预警")
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#F4F5F7"})
        text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        number = book.add_format({"border": 1, "num_format": "#,##0.##", "valign": "top"})
        for row, line in enumerate([title, *marks][: HEAD - 1]):
            sheet.write_string(row, 0, line)
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD - 1, column, name, head)
        for place, alert in enumerate(alerts):
            for column, value in enumerate(cells(place + 1, alert)):
                if value == "":
                    sheet.write_blank(HEAD + place, column, None, text)
                elif isinstance(value, str):
                    sheet.write_string(HEAD + place, column, value, text)
                else:
                    sheet.write_number(HEAD + place, column, value, number)
        sheet.freeze_panes(HEAD, 0)
        sheet.autofilter(HEAD - 1, 0, HEAD - 1 + len(alerts), len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD - 1)


def cells(place: int, alert: Alert) -> list[str | float]:
    """Numbers as numbers, "" for what the alert has not."""
    finding, figure = alert.finding, alert.finding.figure
    about = ["", "", "", ""]
    if figure is not None:
        value = float(fixed(figure.value, figure.indicator.decimals))
        parts = [figure.numerator, figure.denominator]
        about = [figure.indicator.name, value, *("" if part is None else float(part) for part in parts)]
    return [
        place,
        alert.severity.word,
        alert.kind.word,
        alert.code,
        alert.within,
        alert.name,
        finding.words,
        "" if finding.days is None else finding.days,
        *about,
    ]
