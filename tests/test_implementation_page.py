"""工作落实 of any area and period: every measure by hand, its reason where there is none, who may look."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from branches.models import Area
from indicators import dashboards
from indicators.dashboards import Basis
from indicators.models import Report, Status, TaskStandard, Total
from indicators.rollup import rebuild

from . import implementation_cast
from .campaigns_cast import build_campaign
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

ROW = re.compile(r'data-area="(\d+)" data-period="2012Q1" data-indicator="(\w+)"[^>]*data-value="([^"]*)"')


@pytest.fixture
def city(areas, users, tmp_path):
    implementation_cast.load_catalogue(tmp_path, areas)
    implementation_cast.build_quarter(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def page_of(area, period="2012Q1", basis=Basis.APPROVED):
    return dashboards.implementation_page(area, dashboards.choose(dashboards.period_choices(area), period), basis)


def values(page):
    return {one.key: one.figure and one.figure.value and round(one.figure.value, 2) for one in page.measures}


def reasons(page):
    return {one.key: one.why for one in page.measures if one.why}


def senses(page):
    return {one.key: one.sense for one in page.measures if one.sense}


def get(client, **query):
    return client.get(reverse("implementation-page"), {"period": "2012Q1"} | query)


def test_every_measure_of_the_city(city):
    page = page_of(city["测试市"])
    assert values(page) == {
        "done_rate": Decimal(80),  # 18 + 4 + 10 + 3 + 5 of 20 + 10 + 10 + 5 + 5
        "ontime_rate": Decimal(62),  # 12 + 2 + 9 + 3 + 5 of 50
        "evidence_rate": Decimal("90.70"),  # 39 of 43
        "stalled_rate": Decimal("33.33"),  # 5 of 15
        "tailoff": Decimal("61.36"),  # 1 - 17/44: planned is 64 in either half
        "paper_ratio": Decimal("2.5"),  # 60 to 24
        "effect_rate": Decimal(70),  # 7 of 10
        "return_rate": Decimal("12.5"),  # 1 of 8
        "report_ontime_rate": Decimal("83.33"),  # 10 of 12
        "overdue_median": None,
    }
    assert (page.measures[4].figure.denominator, page.measures[4].figure.numerator) == (
        Decimal("68.8"),  # 44 of 64
        Decimal("26.6"),  # 17 of 64
    )
    assert reasons(page) == {"overdue_median": "没有逾期的在办任务"}


def test_each_measure_is_judged_and_says_what_that_means(city):
    page = page_of(city["测试市"])
    assert {one.key: one.figure.standing.value for one in page.measures} == {
        "done_rate": "near",  # 95 and 80
        "ontime_rate": "bad",  # 90 and 75
        "evidence_rate": "near",  # 100 and 90
        "stalled_rate": "bad",  # 5 and 15
        "tailoff": "bad",  # 10 and 25
        "paper_ratio": "none",
        "effect_rate": "good",  # 70 and 50
        "return_rate": "near",  # 5 and 15
        "report_ontime_rate": "bad",  # 100 and 95
        "overdue_median": "none",
    }
    assert senses(page)["tailoff"] == "前紧后松，虎头蛇尾"
    assert senses(page)["stalled_rate"] == "一部署了事，停滞的偏多"
    assert senses(page)["paper_ratio"] == "会议文件多于行动"
    assert "overdue_median" not in senses(page)


def test_a_county_adds_its_townships_and_itself(city):
    found = values(page_of(city["甲县"]))
    assert (found["done_rate"], found["ontime_rate"]) == (Decimal("71.43"), Decimal("48.57"))  # 25 and 17 of 35
    assert found["tailoff"] == Decimal("72.73")  # 1 - 12/44


def test_a_half_that_nothing_was_done_in_gives_no_tail_off(city):
    page = page_of(city["乙区"])
    assert reasons(page) == {
        "stalled_rate": "没有部署满停滞天数的在办任务",
        "tailoff": "前半程没有完成量，不计算",
        "return_rate": "本年没有审核过报表",
        "overdue_median": "没有逾期的在办任务",
    }


def test_a_township_has_its_own_measures_and_none_of_reporting(city):
    page = page_of(city["西镇"])
    found = values(page)
    assert (found["done_rate"], found["evidence_rate"], found["effect_rate"]) == (40, Decimal("66.67"), 0)
    assert reasons(page) == {
        "tailoff": "计划不足5项，不计算",
        "paper_ratio": "本年没有带佐证的行动记录",
        "return_rate": "报表按县区统计，乡镇和村不单列",
        "report_ontime_rate": "报表按县区统计，乡镇和村不单列",
        "overdue_median": "没有逾期的在办任务",
    }


def test_without_reports_of_the_period_it_is_said(city, leader):
    implementation_cast.cast.build_period("2012Q2")
    page = page_of(city["测试市"], "2012Q2")
    assert set(reasons(page).values()) == {"本期没有报表", "没有逾期的在办任务"}
    assert "2012年第二季度还没有报表，比率暂缺" in get(leader, period="2012Q2").content.decode()


def test_what_nobody_has_approved_is_not_counted_until_the_other_basis_is_asked(city):
    Report.objects.update(status=Status.SUBMITTED)
    rebuild(Total.objects.first().period)
    assert reasons(page_of(city["测试市"]))["done_rate"] == "本期没有计入的数"
    assert values(page_of(city["测试市"], basis=Basis.REPORTED))["done_rate"] == 80


def test_a_catalogue_without_the_indicators_gives_a_reason_and_no_error(areas, users, leader, period):
    assert set(reasons(page_of(areas["测试市"])).values()) == {
        "指标目录里没有这个指标",
        "本期没有报表",
        "没有逾期的在办任务",
    }
    assert get(leader).status_code == 200


def test_changes_stand_on_the_last_quarter_and_the_last_year(city, areas):
    """A year before, 东镇 had 15 of 20 done: 37 of 50 in the city; 60 papers to 16 + 14 actions."""
    before = {"东镇": (20, 15, *implementation_cast.REPORTED["东镇"][2:10], 16, 500, 500, 400, 400)}
    implementation_cast.build_quarter(areas, "2011Q1", **before)
    page = page_of(city["测试市"])
    by_key = {one.key: one.figure for one in page.measures}
    assert by_key["done_rate"].change_year == Decimal(6)  # 80 - 74
    assert by_key["paper_ratio"].change_year == Decimal("0.5")  # 2.5 - 2
    assert senses(page)["paper_ratio"] == "比上年同期升，开会发文增多、行动没有跟上"
    # halves then: 44 and 40 + 2 + 5 = 47 of 64, more in the second
    assert round(by_key["tailoff"].change_year, 2) == Decimal("68.18")  # 61.36 - (-6.82)


@pytest.mark.parametrize(
    ("second", "text", "sense"),
    [
        (400, "0.0%", "前后一致"),
        (361, "9.8%", "前后一致"),
        (359, "10.3%", "后程放缓"),
        (299, "25.3%", "前紧后松，虎头蛇尾"),
        (440, "−10.0%", "前后一致"),
        (441, "−10.3%", "前松后紧，后半程做得更多"),
        (900, "−100.0%", "前松后紧，后半程做得更多"),  # never beyond
    ],
)
def test_the_course_of_plans_has_a_word(city, second, text, sense):
    """东镇 had done 40.0 in the first half of its plans."""
    Report.objects.filter(area=city["东镇"]).update(
        values={
            "town_plan_first_half": 500,
            "town_plan_second_half": 500,
            "town_done_first_half": 400,
            "town_done_second_half": second,
        }
    )
    rebuild(Total.objects.first().period)
    tail_off = page_of(city["东镇"]).measures[4]
    assert (tail_off.figure.text, tail_off.sense) == (text, sense)


def test_the_lines_of_tail_off_and_overdue_days_are_dated_settings(city):
    TaskStandard.objects.create(effective_from=date(2012, 3, 1), tail_off_green=60, tail_off_amber=70)
    TaskStandard.objects.create(effective_from=date(2012, 4, 1), tail_off_green=5, tail_off_amber=6)
    tail_off = page_of(city["测试市"]).measures[4].figure
    assert (tail_off.green, tail_off.standing.value) == (60, "near")


def test_children_stand_beside_each_other_with_their_sum(city):
    units = page_of(city["测试市"]).units
    place = units.keys.index("done_rate")
    found = {row.name: (row.figures[place].text, row.heats[place]) for row in units.rows}
    assert found == {"甲县": ("71.4%", 3), "乙区": ("100.0%", 5)}
    assert units.total.figures[place].text == "80.0%"
    assert units.headings[place] == "办结率"
    tail = units.keys.index("tailoff")
    assert [row.figures[tail].text for row in units.rows] == ["72.7%", "—"]


def test_the_sum_of_townships_leaves_out_what_the_county_does_itself(city):
    units = page_of(city["甲县"]).units
    assert [row.name for row in units.rows] == ["东镇", "西镇"]
    assert units.total.figures[0].text == "73.3%"  # 18 + 4 of 30
    assert "return_rate" not in units.keys


def test_done_and_on_time_are_drawn_over_the_quarters(city, areas, leader):
    implementation_cast.build_quarter(areas, "2012Q2")
    page = page_of(city["测试市"], "2012Q2")
    assert [quarter.code for quarter in page.quarters] == ["2012Q1", "2012Q2"]
    assert [[f.value for f in line.figures] for line in page.trend] == [[80, 80], [62, 62]]
    text = get(leader, period="2012Q2").content.decode()
    assert "chart-trend" in text
    assert "data-with-chart" in text


def figures_in(response) -> dict[tuple[str, str], str]:
    names = dict(Area.objects.values_list("code", "name"))
    return {(names[code], indicator): value for code, indicator, value in ROW.findall(response.content.decode())}


def test_the_page_shows_the_figures_with_their_marks(city, leader):
    response = get(leader)
    found = figures_in(response)
    assert found["测试市", "impl_done_rate"] == "80.0"
    assert found["测试市", "impl_tailoff"] == "61.4"
    assert found["甲县", "impl_ontime_rate"] == "48.6"
    text = response.content.decode()
    assert "截至 <b>2012年3月31日</b>" in text
    assert "前紧后松" in text
    assert "1－后半程完成率÷前半程完成率" in text
    assert "没有逾期的在办任务" in text
    assert f"?period=2012Q1&amp;basis=approved&amp;area={city['甲县'].code}" in text


def test_every_figure_of_reports_can_be_explained(city, leader):
    text = get(leader, area=city["东镇"].code).content.decode()
    tags = re.findall(r"<(?:td|article)[^>]*data-indicator=[^>]*>", text.split('id="units-title"')[0])
    codes = {re.search(r'data-indicator="(\w+)"', tag)[1] for tag in tags if "data-live" not in tag}
    assert len(codes) == 6
    for code in codes:
        answer = leader.get(
            reverse("figure-explain", args=[code]), {"area": city["东镇"].code, "period": "2012Q1", "panel": "1"}
        )
        assert answer.status_code == 200
    assert "指标目录里没有" not in text
    live = {re.search(r'data-indicator="(\w+)"', tag)[1] for tag in tags if "data-live" in tag}
    assert live == {"impl_tailoff", "overdue_median"}


def test_the_page_stays_inside_the_scope(client, city, users):
    client.force_login(users["clerk"])
    assert get(client).status_code == 200
    assert get(client, area=city["一村"].code).status_code == 200
    for name in ("西镇", "甲县", "四村"):
        assert get(client, area=city[name].code).status_code == 404
    assert get(client, area="nonsense").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"kind": "horses"}, 404),
        ({"campaign": "x"}, 404),
        ({"campaign": "99999999999999999999"}, 404),
        ({"campaign": "7"}, 404),
        ({"page": "nonsense"}, 200),
        ({"page": "999"}, 200),
        ({"period": "1999Q9"}, 302),
        ({"basis": "horses"}, 302),
    ],
)
def test_junk_is_answered_plainly(leader, city, query, status):
    assert get(leader, **query).status_code == status


def test_the_dashboard_leads_here(leader, city):
    text = leader.get(reverse("area-dashboard", args=[city["甲县"].code]), {"period": "2012Q1"}).content.decode()
    assert (
        f"{reverse('implementation-page')}?period=2012Q1&amp;basis=approved&amp;area={city['甲县'].code}" in text
    )


@pytest.mark.parametrize(("name", "queries"), [("测试市", 30), ("东镇", 31), ("一村", 28)])
def test_queries_do_not_grow_with_units_tasks_or_campaigns(
    city, leader, settings, name, queries, django_assert_num_queries
):
    office = Office(city, settings)
    for number in (1, 6):
        for _ in range(number):
            under = {"programme": None, "campaign": build_campaign(city)}
            for facts in ({}, under):
                for task in office.arrange({"东镇": 5, "西镇": 5, "一村": 5, "二村": 5}, **facts):
                    office.tell(task, date(2012, 1, 20), 2)
        settings.TODAY = date(2012, 7, 5)
        with django_assert_num_queries(queries):
            get(leader, area=city[name].code)


def test_a_green_line_beyond_the_amber_one_is_refused():
    for facts in ({"tail_off_green": 30}, {"overdue_green": 16}):
        with pytest.raises(ValidationError, match="达标线不能高于预警线"):
            TaskStandard(effective_from=date(2012, 1, 1), **facts).full_clean()
