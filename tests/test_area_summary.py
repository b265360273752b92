"""The quarter's summary tables as a workbook: the page's figures, names in the viewer's chain, nothing live."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area
from branches.scope import Scope
from indicators import dashboards, jobs
from indicators.dashboards import Basis
from indicators.exports.summary import write_summary
from indicators.exports.summary.names import named_secretaries
from indicators.exports.summary.pictures import breaks
from indicators.models import Indicator, Job, JobState, Report, Status
from indicators.quarters import Quarter
from indicators.rollup import rebuild

from . import cast, dashboard_cast
from .people_cast import SECRETARY, build_person, certify, serve

FIRST = 6  # the first unit's row, as a spreadsheet counts
QUARTER = Quarter.parse("2012Q1")


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def address(area, **query):
    return reverse("area-summary", args=[area.code]) + ("?" + "&".join(f"{k}={v}" for k, v in query.items()))


def taken(client, area, **query):
    """The workbook that a user takes away."""
    response = client.get(address(area, **({"period": "2012Q1"} | query)))
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))


def rows(sheet, first=FIRST):
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]


def test_a_city_has_its_counties_with_parts_beside_and_its_own_figures_below(leader, city):
    book = taken(leader, city["测试市"])
    assert book.sheetnames == ["县区汇总表", "乡镇汇总表", "双强书记名单", "图表", "说明"]
    assert rows(book["县区汇总表"]) == [
        # number, code, name, due, arrived, rate | double-strong of secretaries | skilled of members | promoted
        [1, "990101000000", "甲县", 4, 4, 100, 66.7, 2, 3, 70, 140, 200, 6],
        [2, "990102000000", "乙区", 2, 1, 50, 50, 1, 2, 50, 40, 80, 1],
        [None, None, "合计", 6, 5, 83.3, 60, 3, 5, 64.3, 180, 280, 7],
    ]


def test_the_townships_stand_by_county_with_the_countys_own_figures(leader, city):
    book = taken(leader, city["测试市"])
    assert rows(book["乡镇汇总表"]) == [
        [1, "甲县", "990101100000", "东镇", 3, 3, 100, 50, 1, 2, 60, 60, 100, 3],
        [2, "甲县", "990101101000", "西镇", 1, 1, 100, 100, 1, 1, 80, 80, 100, 3],
        [None, "甲县", None, "小计", 4, 4, 100, 66.7, 2, 3, 70, 140, 200, 6],
        [3, "乙区", "990102200000", "南乡", 2, 1, 50, 50, 1, 2, 50, 40, 80, 1],
        [None, "乙区", None, "小计", 2, 1, 50, 50, 1, 2, 50, 40, 80, 1],
        [None, None, None, "合计", 6, 5, 83.3, 60, 3, 5, 64.3, 180, 280, 7],
    ]


def test_a_county_has_townships_and_villages_and_a_township_its_villages(leader, city):
    book = taken(leader, city["甲县"])
    assert book.sheetnames[:2] == ["乡镇汇总表", "各村汇总表"]
    villages = rows(book["各村汇总表"])
    assert villages[0] == [1, "东镇", "990101100201", "一村", "已审核", 100, 1, 1, 75, 30, 40, 2]
    assert villages[2][3:] == ["三村", "已上报", *["—"] * 7]  # waits for review
    assert villages[3] == [None, "东镇", None, "小计", "3/3", 50, 1, 2, 60, 60, 100, 3]
    assert taken(leader, city["东镇"]).sheetnames[:2] == ["各村汇总表", "双强书记名单"]


def test_the_basis_and_the_period_are_those_that_the_page_shows(leader, city):
    both = rows(taken(leader, city["测试市"], basis="reported")["县区汇总表"])
    assert both[2][6:9] == [66.7, 4, 6]  # 三村 counts as well
    before = taken(leader, city["测试市"], period="2011Q4")
    assert rows(before["县区汇总表"])[2][6:9] == [28.6, 2, 7]
    assert before["县区汇总表"]["A2"].value == "报告期：2011年第四季度　口径：已审核　数据截至2011年12月31日"


def test_every_cell_of_the_pages_table_stands_in_the_workbook(leader, city):
    page = leader.get(reverse("area-dashboard", args=[city["测试市"].code]) + "?period=2012Q1").content.decode()
    table = page[page.index("<tbody>", page.index('id="children-title"')) : page.index("</tfoot>")]
    shown = [
        dict(re.findall(r'data-(\w+)="([^"]*)"', cell)) for cell in re.findall(r"<td [^>]*data-area[^>]*>", table)
    ]
    assert len(shown) == 9  # two counties and the city, three indicators
    sheet = rows(taken(leader, city["测试市"])["县区汇总表"])
    places = {"ds_secretary_rate": 6, "dd_skill_rate": 9, "ds_promoted": 12}
    lines = {"990101000000": sheet[0], "990102000000": sheet[1], "990100000000": sheet[2]}
    for cell in shown:
        column, line = places[cell["indicator"]], lines[cell["area"]]
        assert line[column] == float(cell["value"])
        if cell["denominator"]:
            assert line[column + 1 : column + 3] == [float(cell["numerator"]), float(cell["denominator"])]


def test_numbers_are_numbers_with_the_decimals_of_the_page(leader, city):
    sheet = taken(leader, city["测试市"])["县区汇总表"]
    assert (sheet["G6"].data_type, sheet["G6"].number_format) == ("n", "#,##0.0")
    assert (sheet["H6"].data_type, sheet["H6"].number_format) == ("n", "#,##0")
    assert (sheet["B6"].data_type, sheet["B6"].number_format) == ("s", "@")
    assert sheet["G4"].value == "双强村支书占比"
    assert [sheet[f"{column}5"].value for column in "GHI"] == ["比率（%）", "分子（名）", "分母（名）"]
    assert sheet["M4"].value == "双强党员任村干部（人）"


def test_the_sheets_are_laid_out_for_paper(leader, city):
    book = taken(leader, city["测试市"])
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
    table = book["县区汇总表"]
    assert table.print_title_rows == "$4:$5"
    assert table.freeze_panes == "D6"
    assert table.page_setup.fitToHeight == 0


def test_nothing_in_the_file_is_live_whatever_a_unit_is_called(leader, city):
    Area.objects.filter(pk=city["甲县"].pk).update(name="=1+1")
    Indicator.objects.filter(code="ds_secretary_rate").update(name="{=A1}", definition="=cmd|'/c calc'!A1")
    book = taken(leader, city["测试市"])
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert found == []
    assert book["县区汇总表"]["C6"].value == "=1+1"
    assert book["县区汇总表"]["G4"].value == "{=A1}"


# charts ------------------------------------------------------------------------
def test_charts_are_native_and_draw_the_table_beside_them(leader, city):
    sheet = taken(leader, city["测试市"])["图表"]
    assert len(sheet._charts) == 3  # two rates and the trend; a bare count is no ranking
    assert [row[:3] for row in rows(sheet, 4)[:4]] == [
        ["双强村支书占比排名", None, None],
        ["位次", "单位", "比率（%）"],
        ["1", "甲县", 66.7],
        ["2", "乙区", 50],
    ]
    [series] = sheet._charts[0].series
    assert series.val.numRef.f == "图表!$C$6:$C$7"
    assert series.cat.strRef.f == "图表!$B$6:$B$7"


def test_a_quarter_without_a_number_is_an_empty_cell_and_a_gap(leader, city):
    sheet = taken(leader, city["测试市"])["图表"]
    trend = [row for row in rows(sheet, 4) if row[1] in ("11Q1", "11Q2", "11Q3", "11Q4", "12Q1")]
    assert [row[2] for row in trend] == [0, None, None, 28.6, 60]
    assert sheet._charts[2].display_blanks == "gap"


def test_a_page_breaks_between_charts():
    assert breaks([3, 16, 29, 42, 55]) == [29]  # a page holds 40 rows, the third block ends on the 42nd
    assert breaks([3, 80, 90]) == [80]  # a block longer than a page begins on the first one all the same
    assert breaks([3]) == []


# notes -------------------------------------------------------------------------
def test_the_notes_tell_day_basis_coverage_and_definitions(leader, city):
    Indicator.objects.filter(code="ds_secretary_rate").update(definition="双强村支书数÷在任村支书数。")
    words = "\n".join(str(cell) for row in rows(taken(leader, city["测试市"])["说明"], 1) for cell in row if cell)
    assert "数据截至2012年3月31日" in words
    assert "已审核：只计已审核通过的报表" in words
    assert "应报6个村，已报5个（已审核4个，待审核1个），未报1个，填报率83.3%" in words
    assert "双强村支书数÷在任村支书数。" in words
    assert "4/6" in words  # answered for the first indicator


def test_the_mark_of_a_demonstration_stands_on_every_sheet_and_page(leader, city):
    Area.objects.filter(pk=city["测试市"].pk).update(is_demo=True)
    for sheet in taken(leader, city["测试市"]):
        assert sheet["A3"].value.startswith("演示数据")
        assert "演示数据" in sheet.oddHeader.right.text
    Area.objects.filter(pk=city["测试市"].pk).update(is_demo=False)
    for sheet in taken(leader, city["测试市"]):
        assert sheet["A3"].value is None


# names -------------------------------------------------------------------------
@pytest.fixture
def secretaries(city):
    """一村: double-strong. 二村: never. 四村: double-strong, on the roll of 六村. 五村: revoked in the quarter."""
    people = {name: build_person(city[name], f"{name[0]}小红") for name in ("一村", "二村", "五村")}
    people["四村"] = build_person(city["六村"], "四小红")
    for name, person in people.items():
        serve(person, city[name], SECRETARY, date(2010, 3, 1))
    certify(people["一村"], date(2010, 6, 1), track="secretary", households_led=12)
    certify(people["四村"], date(2011, 6, 1), households_led=5, valid_until=date(2013, 5, 31))
    certify(people["五村"], date(2010, 6, 1), revoked_on=date(2012, 3, 1), revoked_reason="查实")
    return people


def test_the_names_are_those_who_hold_on_the_quarters_last_day(leader, city, secretaries):
    listed = rows(taken(leader, city["测试市"])["双强书记名单"], 5)
    assert [row[:6] for row in listed] == [
        [1, "甲县", "东镇", "一村", "一小红", "女"],
        [2, "甲县", "西镇", "四村", "四小红", "女"],
    ]
    assert [cell.date() for cell in listed[0][7:9]] == [date(2010, 3, 1), date(2010, 6, 1)]
    assert (listed[0][9], listed[0][10]) == ("长期", 12)
    assert (listed[1][9].date(), listed[1][10]) == (date(2013, 5, 31), 5)
    before = rows(taken(leader, city["测试市"], period="2011Q4")["双强书记名单"], 5)
    assert [row[3] for row in before] == ["一村", "四村", "五村"]  # not yet revoked


def test_a_name_outside_the_viewers_chain_is_masked(city, users, secretaries):
    """Nobody is led there by a page; the list asks all the same."""
    names = [one.name for one in named_secretaries(city["甲县"], QUARTER, Scope(users["clerk"]))]
    assert names == ["一小红", "四某"]
    guest = [one.name for one in named_secretaries(city["甲县"], QUARTER, Scope(users["reviewer"]))]
    assert guest == ["一小红", "四小红"]  # serves in a village of the county


def test_a_list_without_names_says_so(leader, city):
    assert rows(taken(leader, city["测试市"])["双强书记名单"], 5)[0][0] == "台账中没有有效期内的“双强”书记。"


def test_who_took_it_is_recorded_with_the_rows(leader, city, users, secretaries):
    taken(leader, city["测试市"])
    [record] = AccessRecord.objects.filter(action="export")
    assert (record.who, record.area) == (users["leader"], city["测试市"])
    assert record.what == "测试市2012年第一季度基层党建工作指标汇总表"
    assert record.rows == 2 + 3 + 2  # counties, townships, people


# the way there -------------------------------------------------------------------
@pytest.mark.parametrize("query", [{"period": "1999Q1"}, {"basis": "secret"}])
def test_a_wrong_question_leads_back_to_the_page_with_a_message(leader, city, query):
    response = leader.get(address(city["测试市"], **query), follow=True)
    assert response.redirect_chain == [(reverse("area-dashboard", args=[city["测试市"].code]), 302)]
    assert "没有“" in response.content.decode()


def test_without_a_period_it_is_said_what_to_do_first(leader, areas):
    assert "open_period" in leader.get(address(areas["测试市"])).content.decode()


def test_a_village_has_none(leader, city):
    assert leader.get(address(city["一村"])).status_code == 404


def test_an_empty_quarter_still_makes_a_workbook(leader, city):
    cast.build_period("2012Q2")
    book = taken(leader, city["测试市"], period="2012Q2")
    assert rows(book["县区汇总表"])[-1][2:6] == ["合计", 0, 0, "—"]
    assert book["图表"]["A4"].value != "双强村支书占比排名"


def test_the_page_leads_to_it_and_the_city_to_a_workbook_a_county(leader, city):
    def page(name):
        return leader.get(reverse("area-dashboard", args=[city[name].code]) + "?period=2012Q1").content.decode()

    assert (
        f'href="{reverse("area-summary", args=[city["测试市"].code])}?period=2012Q1&amp;basis=approved"'
        in page("测试市")
    )
    assert 'name="kind" value="summaries"' in page("测试市")
    assert reverse("area-summary", args=[city["甲县"].code]) in page("甲县")
    assert 'name="kind" value="summaries"' not in page("甲县")
    assert "summary.xlsx" not in page("一村")


def test_a_city_packs_its_own_and_one_a_county(city, users):
    period = Report.objects.filter(period__code="2012Q1").first().period
    job, _ = jobs.start(jobs.SUMMARIES, city["测试市"], period, "approved", users["leader"])
    while job.state == JobState.RUNNING:
        job = jobs.step(job)
    assert [part.file_name for part in job.parts.all()] == [
        f"{name}2012年第一季度基层党建工作指标汇总表.xlsx" for name in ("测试市", "甲县", "乙区")
    ]
    county = openpyxl.load_workbook(BytesIO(bytes(job.parts.all()[1].data)))
    assert rows(county["乡镇汇总表"])[2][2:9] == ["合计", 4, 4, 100, 66.7, 2, 3]


def test_a_county_that_the_owner_no_longer_sees_is_not_made(city, users):
    period = Report.objects.filter(period__code="2012Q1").first().period
    job, _ = jobs.start(jobs.SUMMARIES, city["测试市"], period, "approved", users["leader"])
    users["leader"].area = city["乙区"]
    users["leader"].save()
    assert jobs.step(Job.objects.get(pk=job.pk)).state == JobState.FAILED


def test_a_county_is_not_packed(city, users):
    with pytest.raises(ValueError, match="没有下级单位"):
        jobs.start(jobs.SUMMARIES, city["甲县"], Report.objects.first().period, "approved", users["leader"])


def test_writing_costs_the_same_for_many_more_villages(city, users, django_assert_num_queries):
    def write(name):
        area = city[name]
        choices = dashboards.period_choices(area)
        period = dashboards.choose(choices, "2012Q1")
        return write_summary(BytesIO(), area, period, Basis.APPROVED, choices, Scope(users["leader"]))

    with django_assert_num_queries(18):
        write("测试市")
    for number in range(40):
        area = Area.objects.create(
            code=f"9901011003{number:02}",
            name=f"新{number}村",
            level="village",
            parent=city["东镇"],
            path=f"000100010001{number + 100:04}",
        )
        cast.build_report(area, Report.objects.filter(period__code="2012Q1").first().period, Status.EMPTY)
    rebuild(Report.objects.filter(period__code="2012Q1").first().period)
    with django_assert_num_queries(18):
        write("测试市")
    with django_assert_num_queries(18):
        assert write("甲县").units == 2 + 44
