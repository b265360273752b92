"""The comparison: figures on every edge of the table, places, sorting, short trends.

All figures are worked out by hand from tests/dashboard_cast.py.
"""

import re
from html import unescape

import pytest
from django.urls import reverse

from branches.models import Area, Level
from indicators.models import Indicator, Period, Status
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
