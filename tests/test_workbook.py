"""The form as a spreadsheet: layout, locks, rules, marks, nothing live."""

import zipfile
from io import BytesIO

import pytest

from branches.sheets import reading
from indicators.exports import form
from indicators.exports.form import form_of
from indicators.models import Element, Rule

from .cast import build_element
from .sheets_cast import OWN, SHEET, build_form, download, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast_form(areas):
    return build_form(areas)


@pytest.fixture
def book(areas, cast_form):
    return opened(download(areas["东镇"], cast_form[0]))


def test_a_township_has_a_sheet_of_villages_one_of_its_own_and_a_hidden_one(book):
    assert book.sheetnames == [SHEET, OWN, "_form"]
    assert book["_form"].sheet_state == "veryHidden"


def test_a_county_has_a_sheet_a_township_and_a_city_none_for_villages(areas, cast_form):
    period, _ = cast_form
    county = opened(download(areas["甲县"], period))
    assert county.sheetnames == ["东镇", "西镇", OWN, "_form"]
    assert county["西镇"]["B8"].value == "四村"
    assert form_of(areas["测试市"], period).sheets == []


def test_the_head_says_what_form_it_is(book):
    page = book[SHEET]
    assert page["A1"].value == "东镇基层党建工作指标季报表（各村）"
    assert page["A2"].value == "填报单位：甲县东镇（章）"
    assert page["D2"].value == "报告期：2012年第二季度"
    assert page["G2"].value == "计量单位：见各栏"
    assert [cell.value for cell in page[4][3:7]] == ["党员总数", "集体收入", "村干部数", "年末数"]
    assert [cell.value for cell in page[5][3:7]] == ["人", "万元", "人", "人"]
    assert [cell.value for cell in page[6][0:7]] == ["甲", "乙", "丙", "1", "2", "3", "4"]
    assert page["D3"].value == "测试"
    assert page["E3"].value == "经济"
    assert "E3:G3" in {str(merged) for merged in page.merged_cells.ranges}
    assert page["D4"].comment.text.startswith("期末组织关系在本村的党员。")
    assert "由台账提取，不用填" in page["F4"].comment.text


def test_the_foot_has_the_lines_to_sign(book):
    page = book[SHEET]
    assert page["C12"].value.startswith("单位负责人：")
    assert "填表人" in page["C12"].value
    assert "报出时间" in page["C12"].value


def test_values_are_numbers_in_natural_units_and_codes_are_texts(book):
    page = book[SHEET]
    assert [cell.value for cell in page[8]] == ["990101100201", "一村", "填报中", 40, 12.5, 5, None]
    assert page["A8"].data_type == "s"
    assert page["A8"].number_format == "@"
    assert page["E8"].number_format == "0.00"


def test_only_what_is_filled_in_here_is_unlocked(book):
    page = book[SHEET]
    assert page.protection.sheet
    assert not page.protection.password
    locked = {cell.coordinate: cell.protection.locked for cell in page[8]}
    assert locked == {"A8": True, "B8": True, "C8": True, "D8": False, "E8": False, "F8": True, "G8": True}
    assert page["D4"].protection.locked


def test_a_report_that_was_handed_in_is_locked(areas, cast_form):
    period, reports = cast_form
    reports["一村"].status = "submitted"
    reports["一村"].save()
    page = opened(download(areas["东镇"], period))[SHEET]
    assert page["D8"].protection.locked
    assert not page["D9"].protection.locked
    assert page["C8"].value == "已上报"


def test_carried_values_are_marked(book):
    page = book[SHEET]
    assert page["D9"].fill.fgColor.rgb == "FFFDF1DC"
    assert page["D9"].font.italic
    assert page["D8"].fill.fgColor.rgb != "FFFDF1DC"
    assert "黄底斜体" in page["C13"].value


def test_number_rules_stand_on_the_columns_to_fill_in(book):
    rules = {str(rule.sqref): rule for rule in book[SHEET].data_validations.dataValidation}
    assert set(rules) == {"D8:D10", "E8:E10"}
    assert (rules["D8:D10"].type, rules["D8:D10"].formula1) == ("whole", "0")
    assert rules["E8:E10"].type == "decimal"


def test_what_a_village_has_or_has_not_is_chosen_from_a_list(areas, cast_form):
    programme = Element.objects.get(code="members").programme
    Rule.objects.create(
        code="r", programme=programme, left="members", comparison="<=", right="villages", message="每村计1"
    )
    page = opened(download(areas["东镇"], cast_form[0]))[SHEET]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    assert (rules["D8:D10"].type, rules["D8:D10"].formula1) == ("list", '"0,1,不适用"')
    assert rules["E8:E10"].type == "decimal"


def test_it_prints_on_a4_across_with_the_head_on_every_page(book):
    page = book[SHEET]
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)  # one page wide is what a sheet without a number means
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$1:$6"
    assert page.freeze_panes == "D8"
    assert page.row_dimensions[7].hidden


def test_more_columns_than_a_page_holds_are_broken_over_pages_with_a_title_each(areas, cast_form):
    for number in range(20):  # 24 columns with the four of the cast: D to N, O to Y, Z to AA
        build_element(f"more{number:02}", sort_order=10 + number)
    page = opened(download(areas["东镇"], cast_form[0]))[SHEET]
    assert [stop.id for stop in page.col_breaks.brk] == [14, 25]
    assert page["A1"].value == page["O1"].value == page["Z1"].value
    assert page.print_title_cols == "$A:$B"
    assert not page.sheet_properties.pageSetUpPr.fitToPage
    assert {"D3:N3", "O3:X3", "Z3:AA3"} <= {str(merged) for merged in page.merged_cells.ranges}


def test_not_applicable_is_a_word_and_blank_is_blank(areas, cast_form):
    period, reports = cast_form
    reports["三村"].not_applicable = ["members"]
    reports["三村"].save()
    page = opened(download(areas["东镇"], period))[SHEET]
    assert page["D10"].value == "不适用"
    assert page["E10"].value is None


def test_nothing_in_the_file_is_live(areas, cast_form):
    areas["一村"].name = "=1+2"
    areas["一村"].save()
    Element.objects.filter(code="members").update(name='=HYPERLINK("http://x")', definition="=1+1")
    data = download(areas["东镇"], cast_form[0])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in page or b"<hyperlink" in page for page in pages)
    assert opened(data)[SHEET]["B8"].data_type == "s"


def test_the_digest_follows_the_catalogue(areas, cast_form):
    before = form_of(areas["东镇"], cast_form[0]).digest
    assert form_of(areas["东镇"], cast_form[0]).digest == before
    Element.objects.filter(code="members").update(unit="名")
    assert form_of(areas["东镇"], cast_form[0]).digest != before


def test_two_townships_of_one_name_get_two_sheets(areas, cast_form):
    areas["西镇"].name = "东镇"
    areas["西镇"].save()
    names = [sheet.name for sheet in form_of(areas["甲县"], cast_form[0]).sheets]
    assert names == ["东镇", "东镇2", OWN]


def test_a_name_that_a_sheet_cannot_have_is_cleaned():
    assert form.unique("北/南[街]:道", []) == "北南街道"
    assert form.unique("一" * 40, []) == "一" * 28
    assert form.unique("", []) == "表"


def test_own_report_and_hidden_sheet_read_back(areas, cast_form):
    period, _ = cast_form
    sheets = reading.read(download(areas["东镇"], period))
    assert sheets[OWN][7][:4] == ["990101100000", "东镇", "未填报", None]
    assert sheets["_form"][0][:4] == ["partybuild-form", "1", "990101100000", "2012Q2"]
    assert ["base", "990101100201", "40", "1250", "5"] in [row[:5] for row in sheets["_form"]]
