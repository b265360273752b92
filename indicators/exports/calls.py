"""The workbook for a round of calls: one unit a row, room to note the answer."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

import xlsxwriter

from ..chasing import Call

COLUMNS = [  # heading, width in characters
    ("序号", 6),
    ("区划代码", 15),
    ("县区", 14),
    ("乡镇", 16),
    ("单位", 18),
    ("状态", 9),
    ("截止日期", 12),
    ("距截止", 10),
    ("退回原因", 30),
    ("联系情况", 24),
    ("预计报送时间", 16),
]
HEAD = 3  # rows above the first unit


def write_calls(file: BinaryIO, title: str, calls: Sequence[Call], day: date, marks: Sequence[str] = ()) -> None:
    """Write the list on A4 landscape; every cell is text, so that no cell can be a formula."""
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("催报名单")
        heading = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#F4F5F7"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        big = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title, big)
        sheet.write_string(1, 0, "　".join([f"{day:%Y-%m-%d} 共{len(calls)}个单位", *marks]))
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD - 1, column, name, heading)
        for place, call in enumerate(calls):
            for column, text in enumerate(texts(place + 1, call)):
                sheet.write_string(HEAD + place, column, text, cell)
        sheet.freeze_panes(HEAD, 5)
        sheet.autofilter(HEAD - 1, 0, HEAD - 1 + len(calls), len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD - 1)


def texts(number: int, call: Call) -> list[str]:
    return [
        str(number),
        call.code,
        call.county,
        call.township,
        call.name,
        call.status_word,
        f"{call.due_on:%Y-%m-%d}",
        call.days_word,
        call.why,
        "",
        "",
    ]
