"""One indicator's units as a workbook: place, names, value and what it is made of."""

from typing import BinaryIO

import xlsxwriter

from ..dashboards import IndicatorPage
from ..wording import fixed

COLUMNS = [
    ("位次", 6),
    ("区划代码", 15),
    ("县区", 14),
    ("乡镇", 16),
    ("单位", 18),
    ("数值", 12),
    ("分子", 12),
    ("分母", 12),
]
COLUMNS += [("目标", 10), ("对照目标", 10), ("较总体", 12)]
HEAD = 4  # rows above the first unit


def write_ranking(file: BinaryIO, page: IndicatorPage, marks: list[str]) -> None:
    """`marks` are lines above the table: what it is, on which day, and whether the data are a demonstration's."""
    spec = page.current.spec
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(spec.short_name[:31] or "指标")
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#F4F5F7"})
        text, number = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.##"})
        for row, line in enumerate([spec.name, *marks][: HEAD - 1]):
            sheet.write_string(row, 0, line)
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD - 1, column, name, head)
        for place, unit in enumerate(page.units):
            figure, row = unit.figure, HEAD + place
            for column, word in enumerate(["", unit.code, unit.county, unit.township, unit.name]):
                sheet.write_string(row, column, word, text)
            numbers = {0: unit.place, 6: figure.numerator, 7: figure.denominator, 8: figure.green}
            if figure.value is not None:
                numbers[5] = fixed(figure.value, spec.decimals)
            for column, value in numbers.items():
                if value is not None:
                    sheet.write_number(row, column, float(value), number)
            sheet.write_string(row, 9, figure.standing.word, text)
            sheet.write_string(row, 10, unit.chance_word, text)
        sheet.freeze_panes(HEAD, 0)
        sheet.autofilter(HEAD - 1, 0, HEAD - 1 + len(page.units), len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD - 1)
