"""The whole workbook: read once, written sheet by sheet."""

from dataclasses import dataclass
from typing import BinaryIO

import xlsxwriter

from branches.marks import demo_marks
from branches.models import Area
from branches.scope import Scope

from ...dashboards import Basis, PeriodChoice, summary
from .names import named_secretaries, write_names
from .notes import day_text, write_notes
from .paper import OPTIONS, Book
from .pictures import write_pictures
from .tables import write_tables


@dataclass(frozen=True)
class Summarised:
    """What was written: rows of units, rows of people."""

    units: int
    people: int

    @property
    def rows(self) -> int:
        return self.units + self.people


def write_summary(
    file: BinaryIO, area: Area, period: PeriodChoice, basis: Basis, choices: list[PeriodChoice], scope: Scope
) -> Summarised:
    """Write the summary of an area above the village, with names as far as `scope` reads them.

    Nothing in the file is live: every cell is a number, a date or a text.
    """
    found = summary(area, period, basis, choices)
    names = named_secretaries(area, period.quarter, scope) if scope.may_see(area) else []
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        workbook.set_properties({"title": f"{area}{period.label}基层党建工作指标汇总表", "author": str(area)})
        line = f"报告期：{period.label}　口径：{basis.label}　数据截至{day_text(found.page.day)}"
        book = Book(workbook, line, "".join(demo_marks(area)))
        units = write_tables(book, found)
        write_names(book, found.page, names)
        write_pictures(book, found)
        write_notes(book, found, len(names))
    return Summarised(units, len(names))
