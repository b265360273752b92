"""What to push as a workbook: one task a row, the longest first, room to note what came of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO

import xlsxwriter

from ..dashboards import Push

COLUMNS = [  # heading, width in characters
    ("序号", 6),
    ("县区", 14),
    ("乡镇", 16),
    ("责任单位", 18),
    ("事项", 36),
    ("工程或活动", 22),
    ("类型", 11),
    ("逾期天数", 9),
    ("停滞天数", 9),
    ("办结期限", 12),
    ("最近进展", 12),
    ("部署单位", 14),
    ("部署日期", 12),
    ("催办情况", 24),
]
NUMBERS = {0, 7, 8}
HEAD = 4  # rows above the first task


def write_pushing(file: BinaryIO, title: str, rows: Iterable[Push], marks: Sequence[str]) -> int:
    """How many tasks were written. `marks` are lines above the table: place, day, filter, 演示数据."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("催办清单")
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#F4F5F7"})
        text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for row, line in enumerate([title, *marks][: HEAD - 1]):
            sheet.write_string(row, 0, line)
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD - 1, column, name, head)
        written = 0
        for written, one in enumerate(rows, 1):
            for column, value in enumerate(cells(written, one)):
                if column in NUMBERS and value:
                    sheet.write_number(HEAD - 1 + written, column, value, text)
                else:
                    sheet.write_string(HEAD - 1 + written, column, str(value or ""), text)
        sheet.freeze_panes(HEAD, 0)
        sheet.autofilter(HEAD - 1, 0, HEAD - 1 + written, len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD - 1)
    return written


def cells(number: int, one: Push) -> list:
    task = one.task
    return [
        number,
        one.county,
        one.township,
        one.unit.name,
        task.title,
        str(task.under),
        one.kind_word,
        one.late,
        one.silent,
        written(task.due_on),
        written(task.latest),
        task.arranged_by.name,
        written(task.arranged_on),
        "",
    ]


def written(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
