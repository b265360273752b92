"""A list as a sheet: what stands where, numbers with their places, nothing alive in it."""

from decimal import Decimal
from io import BytesIO

import openpyxl

from indicators.exports.listing import open_book, write_list

COLUMNS = [("序号", 6), ("单位", 18), ("数值", 12)]
ROWS = [
    [1, "一村", Decimal("66.7")],
    [2, '=HYPERLINK("http://x")', Decimal("1234.50")],
    [3, "http://x", None],
    [4, "", 1200],
]


def sheet_of(rows=ROWS, above=("标题", "截至2012-03-31"), **more):
    file = BytesIO()
    with open_book(file) as book:
        assert write_list(book, "名单", above, COLUMNS, rows, **more) == len(rows)
    return openpyxl.load_workbook(file).active


def test_title_lines_head_and_rows_follow_one_another():
    sheet = sheet_of()
    assert [row[0].value for row in sheet.iter_rows()] == ["标题", "截至2012-03-31", "序号", 1, 2, 3, 4]
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold, sheet["A3"].font.bold) == (True, False, True)
    assert sheet.column_dimensions["B"].width >= 18


def test_a_number_shows_the_places_that_it_has():
    """And no lone point after a whole one, which #,##0.## leaves."""
    sheet = sheet_of()
    assert [(cell.value, cell.number_format) for cell in sheet["C"][3:]] == [
        (66.7, "#,##0.0"),
        (1234.5, "#,##0.00"),
        (None, "General"),
        (1200, "#,##0"),
    ]


def test_text_is_neither_formula_nor_link():
    sheet = sheet_of()
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in sheet["B"][4:6]] == [
        ('=HYPERLINK("http://x")', "s", None),
        ("http://x", "s", None),
    ]


def test_the_head_stays_in_sight_filters_and_repeats_on_paper():
    sheet = sheet_of(frozen=2)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("C4", "A3:C7", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text


def test_without_rows_the_head_is_there():
    assert [cell.value for cell in sheet_of(rows=[])[3]] == ["序号", "单位", "数值"]


def test_a_second_sheet_has_its_own_rows():
    file = BytesIO()
    with open_book(file) as book:
        write_list(book, "一", ["甲"], COLUMNS, ROWS)
        write_list(book, "二", ["乙"], COLUMNS, ROWS[:1])
    one, two = openpyxl.load_workbook(file)
    assert (one.max_row, two.max_row) == (6, 3)
    assert (one["A1"].value, two["B3"].value) == ("甲", "一村")


def test_a_name_that_no_sheet_may_have_is_made_one():
    file = BytesIO()
    with open_book(file) as book:
        write_list(book, "双强/支书[占比]：" + "长" * 40, ["甲"], COLUMNS, [])
        write_list(book, "[]", ["甲"], COLUMNS, [])
    assert openpyxl.load_workbook(file).sheetnames == ["双强支书占比：" + "长" * 24, "Sheet2"]
