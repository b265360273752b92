"""The comparison: figures on every edge of the table, places, sorting, what an address may name, its workbook.

All figures are worked out by hand from tests/dashboard_cast.py.
"""

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area, Level
from indicators.models import ColumnChoice, Indicator, Period, Status
from indicators.rollup import rebuild

from . import cast, dashboard_cast

RATE, SKILL, PROMOTED = "ds_secretary_rate", "dd_skill_rate", "ds_promoted"
ROW = re.compile(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r'<td class="heat-(\d)" [^>]*data-value="([^"]*)">([^<]*)(.*?)</td>', re.DOTALL)


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def get(client, **query):
    return client.get(reverse("compare"), {"period": "2012Q1"} | query)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def tables(response) -> list[list]:
    """For each table its rows: (name, [(text, place, heat), …])."""
    found = []
    for table in re.findall(r'<table class="num compare">(.*?)</table>', response.content.decode(), re.DOTALL):
        rows = []
        for name, cells in ROW.findall(table):
            shown = [
                (text.strip(), int(re.sub(r"\D", "", plain(place))) if place.strip() else None, int(heat))
                for heat, _, text, place in CELL.findall(cells)
            ]
            rows.append((plain(name), shown))
        found.append(rows)
    return found


def table(response) -> list:
    (only,) = tables(response)
    return only


def values(rows) -> dict[str, list[str]]:
    return {name: [text for text, _, _ in cells] for name, cells in rows}


def headings(response) -> list[str]:
    """Of the first table, without what is for the ear alone."""
    (head, *_) = re.findall(r"<thead>(.*?)</thead>", response.content.decode(), re.DOTALL)
    cells = re.findall(r"<th [^>]*>(.*?)</th>", head, re.DOTALL)
    return [plain(re.sub(r"<span.*?</span>", "", cell)) for cell in cells]


def notes(response) -> list[str]:
    return [
        unescape(text) for text in re.findall(r'<span role="status">(.+?)</span></li>', response.content.decode())
    ]


# six ways to lay it out ------------------------------------------------------------------
def test_counties_by_the_featured_indicators(leader, city):
    response = get(leader)
    assert headings(response) == ["单位", "双强支书", "掌握技术", "任村干部（人）", "近十二期 双强支书"]
    assert table(response) == [
        ("甲县", [("66.7%", 1, 5), ("70.0%", 1, 5), ("6", 1, 5)]),
        ("乙区", [("50.0%", 2, 3), ("50.0%", 2, 3), ("1", 2, 3)]),
        ("测试市（整体）", [("60.0%", None, 0), ("64.3%", None, 0), ("7", None, 0)]),
    ]


def test_counties_by_quarters_one_table_an_indicator(leader, city):
    response = get(leader, layout="area-period", span="8", indicator=[RATE, PROMOTED])
    assert headings(response) == ["单位", "11Q1", "11Q4", "12Q1", "近十二期"]
    rate, promoted = tables(response)
    assert rate == [
        ("甲县", [("0.0%", None, 0), ("25.0%", 2, 3), ("66.7%", 1, 5)]),
        ("乙区", [("—", None, 0), ("33.3%", 1, 5), ("50.0%", 2, 3)]),
        ("测试市（整体）", [("0.0%", None, 0), ("28.6%", None, 0), ("60.0%", None, 0)]),
    ]
    assert values(promoted) == {
        "甲县": ["—", "—", "6"],
        "乙区": ["—", "—", "1"],
        "测试市（整体）": ["—", "—", "7"],
    }


def test_indicators_by_counties_with_the_whole_at_the_end(leader, city):
    response = get(leader, layout="indicator-area")
    assert headings(response) == ["指标", "甲县", "乙区", "测试市（整体）", "近十二期 测试市"]
    assert table(response)[0] == ("双强村支书占比", [("66.7%", 1, 5), ("50.0%", 2, 3), ("60.0%", None, 0)])
    assert table(response)[2] == ("双强党员任村干部 人", [("6", 1, 5), ("1", 2, 3), ("7", None, 0)])


def test_indicators_by_quarters_of_the_area_itself(leader, city):
    """Its quarters are compared with each other: 60.0, 28.6, 0.0."""
    rows = table(get(leader, layout="indicator-period", span="12"))
    assert rows[0] == ("双强村支书占比", [("0.0%", 3, 2), ("28.6%", 2, 4), ("60.0%", 1, 5)])
    assert rows[1] == ("掌握技术率", [("—", None, 0), ("—", None, 0), ("64.3%", None, 0)])


def test_quarters_by_indicators(leader, city):
    response = get(leader, layout="period-indicator", span="8")
    assert headings(response) == ["报告期", "双强支书", "掌握技术", "任村干部（人）"]
    assert values(table(response)) == {
        "2011年第一季度": ["0.0%", "—", "—"],
        "2011年第四季度": ["28.6%", "—", "—"],
        "2012年第一季度": ["60.0%", "64.3%", "7"],
    }


def test_quarters_by_counties(leader, city):
    rows = table(get(leader, layout="period-area", span="4", indicator=RATE))
    assert values(rows) == {
        "2011年第四季度": ["25.0%", "33.3%", "28.6%"],
        "2012年第一季度": ["66.7%", "50.0%", "60.0%"],
    }
    assert [place for _, place, _ in rows[0][1]] == [2, 1, None]


def test_several_quarters_stack_the_newest_first(leader, city):
    response = get(leader, span="4", indicator=RATE)
    newest, before = tables(response)
    assert values(newest)["甲县"] == ["66.7%"]
    assert values(before)["甲县"] == ["25.0%"]
    heads = re.findall(r"<h2>(.*?)</h2>", response.content.decode())
    assert [plain(head) for head in heads] == ["各县区 · 2012年第一季度", "各县区 · 2011年第四季度"]


def test_the_same_quarter_of_every_year(leader, city):
    response = get(leader, layout="area-period", span="year", indicator=RATE)
    assert headings(response)[1:-1] == ["11Q1", "12Q1"]


# units ------------------------------------------------------------------------------------
def test_villages_share_places_and_those_without_a_number_have_none(leader, city):
    rows = table(get(leader, depth="village", indicator=RATE))
    assert rows == [
        ("一村 甲县 东镇", [("100.0%", 1, 5)]),
        ("二村 甲县 东镇", [("0.0%", 4, 2)]),
        ("三村 甲县 东镇", [("—", None, 0)]),
        ("四村 甲县 西镇", [("100.0%", 1, 5)]),
        ("五村 乙区 南乡", [("50.0%", 3, 3)]),
        ("六村 乙区 南乡", [("—", None, 0)]),
        ("测试市（整体）", [("60.0%", None, 0)]),
    ]


def test_where_less_is_better_the_smallest_comes_first(leader, city):
    Indicator.objects.filter(code=RATE).update(direction="lower")
    rows = table(get(leader, indicator=RATE))
    assert [place for _, ((_, place, _),) in rows] == [2, 1, None]


def test_nothing_is_better_where_a_figure_is_context(leader, city):
    Indicator.objects.filter(code=RATE).update(direction="context")
    assert {(place, heat) for _, ((_, place, heat),) in table(get(leader, indicator=RATE))} == {(None, 0)}


def test_picked_units_of_different_levels_stand_together(leader, city):
    picked = [city[name].code for name in ("一村", "西镇", "乙区")]
    rows = table(get(leader, unit=picked, indicator=RATE))
    assert values(rows) == {
        "一村 甲县 东镇": ["100.0%"],
        "西镇 甲县": ["100.0%"],
        "乙区": ["50.0%"],
        "测试市（整体）": ["60.0%"],
    }


def test_the_area_itself_may_be_picked_beside_a_part_of_it(leader, city):
    rows = table(get(leader, unit=[city["测试市"].code, city["甲县"].code], indicator=RATE))
    assert [(name, cells[0][:2]) for name, cells in rows][:2] == [("测试市", ("60.0%", 2)), ("甲县", ("66.7%", 1))]


def test_a_flow_adds_the_year_in_every_quarter(leader, city):
    dashboard_cast.build_quarter(
        city,
        "2012Q2",
        {"一村": (Status.APPROVED, 1, 1, 40, 30, 5), "五村": (Status.APPROVED, 2, 1, 80, 40, 2)},
    )
    rows = table(get(leader, period="2012Q2", layout="area-period", depth="village", span="4", indicator=PROMOTED))
    assert values(rows)["一村 甲县 东镇"] == ["—", "2", "7"]  # 2011Q4, 2, 2 + 5
    assert values(rows)["五村 乙区 南乡"] == ["—", "1", "3"]


def test_what_waits_for_review_counts_on_the_other_basis(leader, city):
    rows = table(get(leader, basis="reported", indicator=RATE))
    assert values(rows)["甲县"] == ["75.0%"]  # 3 of 4


def test_each_quarter_is_read_by_the_definition_of_its_time(leader, city):
    Indicator.objects.filter(code=RATE).update(effective_until="2011-12-31")
    dashboard_cast.build_indicator(RATE, "secretaries", "secretaries", name="新口径", effective_from="2012-01-01")
    response = get(leader, layout="area-period", span="4", indicator=RATE)
    assert values(table(response))["甲县"] == ["25.0%", "100.0%"]
    assert "“新口径”自 2012-01-01 起口径改变" in response.content.decode()
    assert "口径改变处断开" in response.content.decode()


def test_a_quarter_before_the_first_definition_knows_nothing(leader, city):
    Indicator.objects.filter(code=RATE).update(effective_from="2012-01-01")
    assert values(table(get(leader, layout="area-period", span="4", indicator=RATE)))["甲县"] == ["—", "66.7%"]


# sorting ------------------------------------------------------------------------------------
def test_a_column_sorts_both_ways_with_the_unknown_last(leader, city):
    down = table(get(leader, depth="village", indicator=RATE, sort=f"-{RATE}"))
    assert [name[:2] for name, _ in down] == ["一村", "四村", "五村", "二村", "三村", "六村", "测试"]
    up = table(get(leader, depth="village", indicator=RATE, sort=RATE))
    assert [name[:2] for name, _ in up] == ["二村", "五村", "一村", "四村", "三村", "六村", "测试"]


def test_a_quarter_and_a_unit_sort_too(leader, city):
    rows = table(get(leader, layout="area-period", span="4", indicator=RATE, sort="-2011Q4"))
    assert [name for name, _ in rows] == ["乙区", "甲县", "测试市（整体）"]
    rows = table(get(leader, layout="period-area", span="4", indicator=RATE, sort=f"-{city['甲县'].code}"))
    assert [name for name, _ in rows] == ["2012年第一季度", "2011年第四季度"]


def test_headings_lead_from_the_better_side_first_to_the_official_order(leader, city):
    def leads(sort):
        text = get(leader, indicator=RATE, sort=sort).content.decode()
        (head,) = re.findall(r'<th scope="col"([^>]*)><a href="([^"]*)">双强支书', text)
        told = re.search(r'aria-sort="(\w+)"', head[0])
        wanted = re.search(r"sort=([^&]*)", unescape(head[1]))
        return told and told[1], wanted and wanted[1]

    assert leads("") == (None, f"-{RATE}")
    assert leads(f"-{RATE}") == ("descending", RATE)
    assert leads(RATE) == ("ascending", None)


def test_a_column_that_is_not_there_leaves_the_official_order_and_says_so(leader, city):
    response = get(leader, sort="-horses")
    assert notes(response) == ["没有“horses”这一列，已按法定顺序排列。"]
    assert next(name for name, _ in table(response)) == "甲县"
    assert notes(get(leader, sort="-2012Q1")) == []  # of another layout


# short trends -------------------------------------------------------------------------------
def test_a_row_draws_its_last_twelve_quarters_and_says_them(leader, city):
    text = get(leader, indicator=RATE).content.decode()
    assert 'aria-label="近十二期：11Q1 0.0%，11Q4 25.0%，12Q1 66.7%"' in text
    # 09Q2 … 12Q1 from 3 to 93: 11Q4 and 12Q1 are the last two of twelve, 25 and 66.7 of 0 … 66.7
    assert '<polyline points="84.8,14.2 93,3"/>' in text
    assert '<circle cx="60.3" cy="21" r="1.5"/>' in text  # 11Q1 stands alone


def test_a_row_trends_by_the_column_that_sorts(leader, city):
    response = get(leader, sort=f"-{SKILL}")
    assert headings(response)[-1] == "近十二期 掌握技术"
    assert 'aria-label="近十二期：12Q1 70.0%"' in response.content.decode()


# what an address may name ---------------------------------------------------------------------
def test_unknown_names_are_told_and_the_rest_is_shown(leader, city):
    response = get(
        leader, indicator=["horses", RATE, "x\x00y"], at=["2012Q1", "2030Q1"], layout="sideways", depth="moon"
    )
    assert notes(response) == [
        "没有“sideways”这种排法，已按“行为单位，列为指标”显示。",
        "没有“2030Q1”这样的报告期，未列出。",
        "没有“moon”这种单位层级，已按“县区”显示。",
        "没有“horses”“x\x00y”这样的指标，未列出。",
    ]
    assert values(table(response))["甲县"] == ["66.7%"]


def test_an_indicator_that_is_not_in_use_is_told_by_name(leader, city):
    Indicator.objects.filter(code=SKILL).update(effective_until="2011-12-31")
    response = get(leader, indicator=[RATE, SKILL])
    assert notes(response) == ["“掌握技术率”在这一级或这一期没有启用，未列出。"]
    assert headings(response)[1:-1] == ["双强支书"]


def test_an_unknown_period_keeps_the_rest_of_the_address(leader, city):
    response = leader.get(reverse("compare"), {"period": "1999Q9", "indicator": SKILL}, follow=True)
    assert response.redirect_chain == [(f"{reverse('compare')}?indicator={SKILL}", 302)]
    assert "没有“1999Q9”这个报告期" in response.content.decode()
    assert headings(response)[1:-1] == ["掌握技术"]


def test_too_many_indicators_and_quarters_are_cut_with_a_word(leader, city):
    for number in range(13):
        dashboard_cast.build_indicator(f"count_{number}", "secretaries")
        if number:
            cast.build_period(f"{1990 + number}Q2")
    many = [f"count_{number}" for number in range(13)]
    quarters = ["2012Q1", *(f"{1990 + number}Q2" for number in range(1, 13))]
    response = get(leader, indicator=many, at=quarters, layout="indicator-period")
    assert notes(response) == ["一次最多比较12期，已取最近的12期。", "一次最多比较12个指标，已取前12个。"]
    assert headings(response)[1:3] == ["92Q2", "93Q2"]
    assert len(table(response)) == 12


def test_many_units_stand_on_rows_whatever_was_asked(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.comparing.address.MOST_ACROSS", 5)
    response = get(leader, layout="indicator-area", depth="village")
    assert notes(response) == ["列上最多放5个单位，现有6个，已改为行是单位。"]
    assert len(table(response)) == 7
    monkeypatch.setattr("indicators.comparing.address.MOST_GROUPS", 2)
    response = get(leader, layout="indicator-period", depth="township")
    assert notes(response) == ["最多分成2组，现有3个单位，已改为行是单位。"]


def test_a_table_too_large_is_cut_to_its_latest_quarters(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.comparing.address.MOST_CELLS", 13)
    response = get(leader, layout="area-period", depth="village", span="8", indicator=RATE)
    assert headings(response)[1:-1] == ["11Q4", "12Q1"]
    assert "6个单位、1个指标、3期共18格，超过13格" in notes(response)[0]


def test_more_units_than_can_be_read_ask_for_a_smaller_area(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.comparing.address.MOST_UNITS", 5)
    response = get(leader, depth="village")
    assert notes(response) == ["共6个单位，超过5个：请先选下一级区划。现显示本级。"]
    assert [name for name, _ in table(response)] == ["测试市"]


def test_units_outside_the_scope_are_not_there(client, city, users):
    client.force_login(users["clerk"])
    assert get(client, unit=city["一村"].code).status_code == 200
    for code in (city["四村"].code, city["测试市"].code, "000000000000", "一村", "1\x00"):
        assert get(client, unit=code).status_code == 404, code
        assert client.get(reverse("compare-export"), {"unit": code}).status_code == 404
    assert get(client, area=city["西镇"].code).status_code == 404
    assert "四村" not in get(client, depth="village").content.decode()


def test_a_village_stands_alone_and_an_empty_catalogue_says_what_to_do(leader, city):
    assert values(table(get(leader, area=city["一村"].code, indicator=RATE))) == {"一村": ["100.0%"]}
    Indicator.objects.all().delete()
    text = get(leader).content.decode()
    assert "load_catalogue" in text
    assert leader.get(reverse("compare-export"), {"period": "2012Q1"}).status_code == 404


def test_a_quarter_without_reports_below_says_so(leader, city):
    cast.build_period("2012Q2")
    assert "没有下级单位的报表" in get(leader, period="2012Q2").content.decode()


def test_the_address_to_share_says_everything(leader, city, users):
    ColumnChoice.objects.create(who=users["leader"], page="compare", codes=[SKILL])
    text = get(leader).content.decode()
    (shared,) = re.findall(r'data-share="([^"]*)"', text)
    assert unescape(shared) == (
        f"{reverse('compare')}?area={city['测试市'].code}&period=2012Q1&basis=approved"
        f"&layout=area-indicator&depth=county&span=1&indicator={SKILL}"
    )
    ColumnChoice.objects.all().delete()
    assert headings(leader.get(unescape(shared)))[1:-1] == ["掌握技术"]


# what a reader keeps ----------------------------------------------------------------------------
def keep(client, page="compare", **data):
    address = reverse("column-choice", args=[page])
    return client.post(address, {"next": reverse("compare")} | data, follow=True)


def test_kept_indicators_open_the_page_for_their_owner_alone(leader, client, city, users):
    response = keep(leader, indicator=[SKILL, RATE])
    assert "已保存" in response.content.decode()
    assert headings(get(leader))[1:-1] == ["掌握技术", "双强支书"]
    assert headings(get(leader, indicator=PROMOTED))[1:-1] == ["任村干部（人）"]
    client.force_login(users["administrator"])
    assert headings(get(client))[1:-1] == ["双强支书", "掌握技术", "任村干部（人）"]
    client.force_login(users["leader"])
    keep(client, act="reset")
    assert headings(get(client))[1:-1] == ["双强支书", "掌握技术", "任村干部（人）"]


def test_a_kept_indicator_that_is_retired_is_passed_over(leader, city, users):
    keep(leader, indicator=[SKILL, RATE])
    Indicator.objects.filter(code=SKILL).update(effective_until="2011-12-31")
    response = get(leader)
    assert headings(response)[1:-1] == ["双强支书"]
    assert notes(response) == []


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([], "请至少选一个指标"),
        (["horses", RATE], "没有“horses”这样的指标"),
        (["x\x00", RATE], "这样的指标，没有保存"),
        ([f"count_{number}" for number in range(13)], "最多保存12个指标，您选了13个"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_stored(leader, city, codes, told):
    assert told in keep(leader, indicator=codes).content.decode()
    assert not ColumnChoice.objects.exists()


def test_a_choice_leads_back_to_this_site_alone_and_only_by_post(leader, city):
    address = reverse("column-choice", args=["compare"])
    data = {"indicator": RATE, "next": "https://elsewhere.example/"}
    assert leader.post(address, data)["Location"] == reverse("home")
    assert leader.get(address).status_code == 405
    assert leader.post(reverse("column-choice", args=["horses"]), data).status_code == 404


# the workbook -------------------------------------------------------------------------------------
def exported(client, **query):
    answer = client.get(reverse("compare-export"), {"period": "2012Q1"} | query)
    return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active


def test_the_workbook_has_the_figures_of_the_page(leader, city):
    query = {"depth": "village", "sort": f"-{RATE}", "span": "4"}
    sheet = exported(leader, **query)
    lines = [list(row) for row in sheet.iter_rows(min_row=4)]
    titles, found = lines[0], lines[1:]
    assert [cell.value for cell in titles][5:] == [
        "双强支书",
        "位次",
        "掌握技术",
        "位次",
        "任村干部（人）",
        "位次",
    ]
    shown = [(name, cells) for rows in tables(get(leader, **query)) for name, cells in rows]
    assert len(found) == len(shown) == 14  # six villages and the city in two quarters
    for row, (name, cells) in zip(found, shown, strict=True):
        assert row[4].value == name.split()[0]
        for number, (text, place, _) in enumerate(cells):
            value, rank = row[5 + 2 * number], row[6 + 2 * number]
            assert rank.value == place
            if text == "—":
                assert value.value == "—"
            elif value.number_format == "0.0%":
                assert f"{value.value:.1%}" == text
            else:
                assert (value.number_format, f"{value.value:,}") == ("#,##0", text)


def test_the_workbook_holds_all_rows_is_recorded_and_says_what_it_is(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.views.compare.ROWS_A_PAGE", 2)
    Area.objects.update(is_demo=True)
    page = get(leader, depth="village", indicator=RATE)
    assert [name[:2] for name, _ in table(page)] == ["一村", "二村", "测试"]
    assert "第 1 / 3 页，共 6 行" in page.content.decode()
    assert [name[:2] for name, _ in table(get(leader, depth="village", indicator=RATE, page=3))][:2] == [
        "五村",
        "六村",
    ]
    sheet = exported(leader, depth="village", indicator=RATE)
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 5)] == [
        "指标比较",
        "2012年第一季度",
        "测试市 · 已审核 · 截至2012-03-31",
        "演示数据：人员与数字均为虚构",
    ]
    assert [sheet.cell(row, 4).value for row in range(7, 14)] == [
        "一村", "二村", "三村", "四村", "五村", "六村", "测试市（整体）",
    ]  # fmt: skip
    record = AccessRecord.objects.get(action="export")
    assert (record.rows, record.area.name) == (6, "测试市")


def test_rows_of_indicators_and_quarters_are_exported_too(leader, city):
    sheet = exported(leader, layout="indicator-period", span="4")
    assert [cell.value for cell in sheet[5]] == [
        "指标代码", "指标", "单位", "11Q4", "位次", "12Q1", "位次",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[6]] == [RATE, "双强村支书占比", "%", 0.286, 2, 0.6, 1]
    sheet = exported(leader, layout="period-area", span="4", indicator=RATE)
    assert [cell.value for cell in sheet[6]][:3] == ["2011年第四季度", 0.25, 2]


# what it costs ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"depth": "village"}, 15),
        ({"depth": "county", "span": "8"}, 14),
        ({"layout": "indicator-period", "span": "8"}, 12),
    ],
)
def test_the_queries_do_not_grow_with_the_rows(leader, city, query, number, django_assert_num_queries):
    get(leader)
    with django_assert_num_queries(number):
        get(leader, **query)
    period = Period.objects.get(code="2012Q1")
    for place in range(30):
        area = Area.objects.create(
            code=f"9901011003{place:02d}",
            name=f"新{place}村",
            level=Level.VILLAGE,
            parent=city["东镇"],
            path=f"000100010001{place + 10:04d}",
        )
        cast.build_report(area, period, Status.APPROVED, secretaries=1, ds_secretaries=0)
    rebuild(period)
    with django_assert_num_queries(number):
        get(leader, **query)
