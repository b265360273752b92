"""Writing the form of a unit as an .xlsx file, in the layout that offices fill in by hand.

Nothing in it is live: every value is a number or a text, whatever it looks like. Cells that
nobody fills in here (registers, not asked, handed in) are locked by a protection without a
password. A very hidden sheet says what the file is and which values it was made with, so that
what comes back is held against what went out.
"""

from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.utils import timezone

from branches.marks import demo_marks
from branches.models import Level
from branches.sheets.out import A4

from ..models import Element, Report
from ..typed import NOT_APPLICABLE
from . import form
from .form import Form, Sheet, is_open, place_of

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
BOXED = FONT | {"border": 1}
CENTRED = BOXED | {"align": "center", "text_wrap": True}
FORMATS = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"},
    "line": FONT,
    "line right": FONT | {"align": "right"},
    "head": CENTRED | {"bold": True, "bg_color": "#F3E7E6"},
    "unit": CENTRED | {"font_color": "#59616E"},
    "text": BOXED | {"num_format": "@"},
    "tag": CENTRED,
    "open": BOXED | {"locked": False},
    "carried": BOXED | {"locked": False, "bg_color": "#FDF1DC", "italic": True},
    "closed": BOXED | {"bg_color": "#EEF0F3", "font_color": "#414A57"},
}
LARGEST = 999_999_999_999
INAPPLICABLE = "不适用"
NARROW, MIDDLE, WIDE = 8.5, 12.5, 13.5
A_PAGE = 11  # element columns that stay readable across A4, at this scale
SCALE = 74
LEGEND = [
    "灰底：台账提取、本期不填或已上报，不用填。黄底斜体：下载时为上期结转数，如有变化请直接改。",
    "没有此项的填“不适用”，没有发生的填 0，不清楚的留空。请勿增删行列、改动表头。",
]
SIGNED = "单位负责人：　　　　　　　　　填表人：　　　　　　　　　报出时间：　　　　年　　月　　日"


def write(blank: Form) -> bytes:
    """The form as the bytes of an .xlsx file."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties({"title": f"{blank.area.name}{blank.period}报表"})
    formats = Formats(book)
    for sheet in blank.sheets:
        page = book.add_worksheet(sheet.name)
        write_heading(page, blank, sheet, formats)
        write_programmes(page, sheet, formats)
        write_rows(page, sheet, formats)
        write_footer(page, sheet, formats)
        lay_out(page, sheet)
    write_hidden(book.add_worksheet(form.HIDDEN), blank)
    book.close()
    return stream.getvalue()


class Formats:
    """Each format once in the file, however many cells have it."""

    def __init__(self, book):
        self.book = book
        self.made: dict[tuple[str, int], object] = {}

    def __call__(self, name: str, decimals: int | None = None):
        key = (name, -1 if decimals is None else decimals)
        if key not in self.made:
            number = {} if decimals is None else {"num_format": "0" if not decimals else f"0.{'0' * decimals}"}
            self.made[key] = self.book.add_format(FORMATS[name] | number)
        return self.made[key]


def last_column(sheet: Sheet) -> int:
    return form.CELLS + len(sheet.elements) - 1


def pages_across(sheet: Sheet) -> list[tuple[int, int]]:
    """First and last column of every page of paper; code and name are repeated on each."""
    last = last_column(sheet)
    starts = range(form.CELLS, last + 1, A_PAGE)
    return [(0 if start == form.CELLS else start, min(start + A_PAGE - 1, last)) for start in starts]


def write_heading(page, blank: Form, sheet: Sheet, formats: Formats) -> None:
    """Title and the line under it once a page of paper."""
    kind = "各村" if sheet.level == Level.VILLAGE else "本级"
    title = f"{sheet.area.name}基层党建工作指标季报表（{kind}）"
    page.set_row(form.TITLE, 30)
    for first, last in pages_across(sheet):
        if last > first:
            page.merge_range(form.TITLE, first, form.TITLE, last, title, formats("title"))
        else:
            page.write_string(form.TITLE, first, title, formats("title"))
        page.write_string(form.LINE, max(first, form.CELLS), f"报告期：{blank.period}", formats("line"))
        if last > max(first, form.CELLS):
            page.write_string(form.LINE, last, "计量单位：见各栏", formats("line right"))
    page.write_string(
        form.LINE,
        0,
        "　".join([f"填报单位：{place_of(sheet.area)}（章）", *demo_marks(sheet.area)]),
        formats("line"),
    )
    for column, (name, letter) in enumerate([("区划代码", "甲"), ("单位", "乙"), ("状态", "丙")]):
        page.merge_range(form.PROGRAMMES, column, form.UNITS, column, name, formats("head"))
        page.write_string(form.NUMBERS, column, letter, formats("unit"))


def write_programmes(page, sheet: Sheet, formats: Formats) -> None:
    """Merged programme headings; under each the elements, their units, their numbers and codes."""
    ends = {last for _, last in pages_across(sheet)}
    start = form.CELLS
    for column, element in enumerate(sheet.elements, form.CELLS):
        following = sheet.elements[column - form.CELLS + 1 :]
        if column in ends or following[0].programme_id != element.programme_id:
            write_across(page, start, column, element.programme.name, formats("head"))
            start = column + 1
        page.write_string(form.NAMES, column, element.name, formats("head"))
        page.write_comment(form.NAMES, column, explained(element), {"x_scale": 2, "y_scale": 1.5})
        page.write_string(form.UNITS, column, element.unit, formats("unit"))
        page.write_string(form.NUMBERS, column, str(column - form.CELLS + 1), formats("unit"))
        page.write_string(form.CODES, column, element.code)
    page.set_row(form.NAMES, 62)
    page.set_row(form.CODES, None, None, {"hidden": True})


def write_across(page, first: int, last: int, text: str, style) -> None:
    if last > first:
        page.merge_range(form.PROGRAMMES, first, form.PROGRAMMES, last, text, style)
    else:
        page.write_string(form.PROGRAMMES, first, text, style)


def explained(element: Element) -> str:
    """What a clerk must know of a column: definition, rhythm, who fills it in."""
    who = "由台账提取，不用填" if element.source else "由填报单位填"
    lines = [element.definition, f"{element.get_frequency_display()}，{element.get_nature_display()}，{who}。"]
    return "\n".join(line for line in lines if line)


def write_rows(page, sheet: Sheet, formats: Formats) -> None:
    for row, report in enumerate(sheet.reports, form.FIRST):
        page.write_string(row, form.CODE, report.area.code, formats("text"))
        page.write_string(row, form.NAME, report.area.name, formats("text"))
        page.write_string(row, form.STATUS, report.get_status_display(), formats("tag"))
        for column, element in enumerate(sheet.elements, form.CELLS):
            write_cell(page, row, column, report, element, formats)
    bottom = form.FIRST + len(sheet.reports) - 1
    for column, element in enumerate(sheet.elements, form.CELLS):
        if any(is_open(report, element) for report in sheet.reports):
            rule = choice_rule() if element.code in sheet.yes_no else number_rule(element)
            page.data_validation(form.FIRST, column, bottom, column, rule)


def write_cell(page, row: int, column: int, report: Report, element: Element, formats: Formats) -> None:
    name = "closed"
    if is_open(report, element):
        name = "carried" if element.code in report.carried else "open"
    value, style = report.cell(element.code), formats(name, element.decimals)
    if value is None:
        page.write_blank(row, column, None, style)
    elif value == NOT_APPLICABLE:
        page.write_string(row, column, INAPPLICABLE, style)
    else:
        page.write_number(row, column, float(Decimal(value).scaleb(-element.decimals)), style)


def number_rule(element: Element) -> dict:
    """Numbers from 0 on; a warning and not a wall, because 不适用 is an answer as well."""
    number = f"{element.decimals}位小数以内的数" if element.decimals else "整数"
    return {
        "validate": "decimal" if element.decimals else "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": LARGEST,
        "ignore_blank": True,
        "error_type": "warning",
        "error_title": "请核对",
        "error_message": f"这里应填不小于0的{number}（单位：{element.unit}）；没有此项的填“不适用”。",
    }


def choice_rule() -> dict:
    """A drop-down for what a village either has or has not."""
    return {
        "validate": "list",
        "source": ["0", "1", INAPPLICABLE],
        "ignore_blank": True,
        "error_title": "请核对",
        "error_message": "有填1，没有填0，没有此项的选“不适用”。",
    }


def write_footer(page, sheet: Sheet, formats: Formats) -> None:
    """Beside the columns that every page of paper repeats, so that it is printed once."""
    below = form.FIRST + len(sheet.reports) + 1
    page.write_string(below, form.STATUS, SIGNED, formats("line"))
    for row, sentence in enumerate(LEGEND, below + 1):
        page.write_string(row, form.STATUS, sentence, formats("line"))


def lay_out(page, sheet: Sheet) -> None:
    """Widths, frozen head, protection, and A4 across with the head on every sheet of paper.

    A form with more columns than are readable on one is broken over several sheets.
    """
    last = last_column(sheet)
    page.set_column(form.CODE, form.CODE, WIDE)
    page.set_column(form.NAME, form.NAME, MIDDLE)
    page.set_column(form.STATUS, last, NARROW)
    page.freeze_panes(form.FIRST, form.CELLS)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.set_paper(A4)
    page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    across = pages_across(sheet)
    if len(across) == 1:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(SCALE)
        page.set_v_pagebreaks([first for first, _ in across[1:]])
        page.repeat_columns(form.CODE, form.NAME)
        page.print_across()
    page.repeat_rows(form.TITLE, form.NUMBERS)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.print_area(0, 0, form.FIRST + len(sheet.reports) + len(LEGEND) + 1, last)


def write_hidden(page, blank: Form) -> None:
    """What the file is, then a line a sheet, then a line a report with the values it was made with."""
    marks = [
        form.MARK,
        form.TEMPLATE_VERSION,
        blank.area.code,
        blank.period.code,
        blank.digest,
        f"{timezone.localtime():%Y-%m-%d %H:%M}",
        blank.area.name,
    ]
    lines = [marks]
    lines += [["sheet", sheet.name, sheet.area.code, sheet.level] for sheet in blank.sheets]
    for sheet in blank.sheets:
        for report in sheet.reports:
            values = [report.cell(element.code) for element in sheet.elements]
            lines.append(["base", report.area.code, *("" if value is None else str(value) for value in values)])
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            page.write_string(row, column, text)
    page.very_hidden()
