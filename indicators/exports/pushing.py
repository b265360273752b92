"""What to push as a workbook: one task a row, the longest first, room to note what came of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import BinaryIO

from ..dashboards import Push
from .listing import Cell, open_book, write_list

COLUMNS = [
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


def write_pushing(file: BinaryIO, title: str, rows: Iterable[Push], marks: Sequence[str]) -> int:
    """How many tasks were written. `marks` are lines above the table: place, day, filter, 演示数据."""
    with open_book(file) as book:
        return write_list(
            book, "催办清单", [title, *marks], COLUMNS, (cells(*each) for each in enumerate(rows, 1))
        )


def cells(number: int, one: Push) -> list[Cell]:
    task = one.task
    return [
        number,
        one.county,
        one.township,
        one.unit.name,
        task.title,
        str(task.under),
        one.kind_word,
        one.late or None,
        one.silent or None,
        written(task.due_on),
        written(task.latest),
        task.arranged_by.name,
        written(task.arranged_on),
        "",
    ]


def written(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
