"""The workbook for a round of calls: one unit a row, room to note the answer."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from ..chasing import Call
from .listing import Cell, open_book, write_list

COLUMNS = [
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


def write_calls(file: BinaryIO, title: str, calls: Sequence[Call], day: date, marks: Sequence[str] = ()) -> None:
    """`marks` are lines above the table, after the day and how many units there are."""
    with open_book(file) as book:
        above = [title, f"{day:%Y-%m-%d} 共{len(calls)}个单位", *marks]
        write_list(book, "催报名单", above, COLUMNS, (cells(*each) for each in enumerate(calls, 1)), frozen=5)


def cells(number: int, call: Call) -> list[Cell]:
    return [
        number,
        call.code,
        call.county,
        call.township,
        call.name,
        call.status_word,
        f"{call.due_on:%Y-%m-%d}",
        call.days_word,
        call.why,
        None,
        None,
    ]
