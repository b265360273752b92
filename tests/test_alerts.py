"""Which alerts an area has: its figures, its children's, vacant posts, late tasks and missing reports."""

from datetime import date, timedelta

import pytest

from branches.models import Area, OrganisationStandard, Village
from indicators.alerting import Kind
from indicators.dashboards import alerts_of, by_child, dashboard, narrowed
from indicators.models import AlertStandard, Report, Status, Target

from . import alerts_cast, cast
from .dashboard_cast import build_indicator
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

DAY = date(2012, 7, 5)


@pytest.fixture
def city(areas):
    """Areas by name, with three quarters and all secretaries."""
    alerts_cast.build_quarters(areas)
    areas["tenures"] = alerts_cast.build_secretaries(areas)
    return areas


def board(area, day=DAY, **more):
    return alerts_of(area, day, "2012Q1", **more)


def told(area, kind, day=DAY):
    """(place, words) of one kind, as listed."""
    return [(one.place, one.finding.words) for one in narrowed(board(area, day), kind).alerts]


def counts(area, day=DAY):
    return {kind.value: number for kind, number in board(area, day).counts if number}


# figures -------------------------------------------------------------------------------------
def test_a_county_is_told_of_its_township_below_the_line_and_of_the_fall(city):
    assert told(city["甲县"], Kind.BELOW) == [("西镇", "掌握技术率50.0%（50名/100名），低于预警线70%，目标85%")]
    assert told(city["甲县"], Kind.FALL) == [
        ("西镇", "掌握技术率50.0%（50名/100名），比上期的70.0%下降20.0个百分点")
    ]
    [below, fall] = board(city["甲县"]).alerts[:2]
    assert (below.severity, below.kind, fall.kind) == ("grave", Kind.BELOW, Kind.FALL)


def test_five_points_are_no_fall_and_a_small_units_fall_may_be_chance(city):
    assert counts(city["测试市"]) == {}  # 甲县 five points down, all above the amber line
    assert counts(city["乙区"]) == {}  # 南乡 78.8% to 77.5%
    assert told(city["南乡"], Kind.FALL) == []  # 六村 7.5 points down: chance


def test_the_lines_are_dated(city):
    AlertStandard.objects.create(effective_from=date(2012, 4, 1), fall_points=1)
    assert counts(city["测试市"]) == {}  # the quarter ended the day before
    AlertStandard.objects.create(effective_from=date(2012, 3, 31), fall_points=4)
    assert told(city["测试市"], Kind.FALL) == []  # 甲县 z = −1.74
    AlertStandard.objects.update(fewest_cases=101)
    assert told(city["甲县"], Kind.BELOW) == []  # 西镇 has a hundred members


def test_a_township_sees_its_villages_by_their_main_indicators(city):
    assert told(city["西镇"], Kind.BELOW) == [
        ("西镇", "掌握技术率50.0%（50名/100名），低于预警线70%，目标85%"),
        ("四村", "掌握技术率50.0%（50名/100名），低于预警线70%，目标85%"),
    ]
    build_indicator("members", "skilled_members", name="技术党员数")  # not featured
    assert [one[0] for one in told(city["西镇"], Kind.FALL)] == ["西镇", "四村"]
    alerts_cast.change_report(city["四村"], "2012Q1", values={"rural_members": 100, "skilled_members": 40})
    assert [words[:5] for place, words in told(city["西镇"], Kind.FALL) if place == "四村"] == ["掌握技术率"]
    assert any("技术党员数40人" in words for _, words in told(city["四村"], Kind.FALL))


def test_a_village_has_its_own_alerts(city):
    assert counts(city["四村"]) == {"below": 1, "fall": 1}
    assert counts(city["一村"]) == {}


def test_no_change_in_two_periods_short_of_the_target(city):
    words = "掌握技术率连续2期没有变化，仍为84.7%（254名/300名），目标85%"
    assert told(city["东镇"], Kind.UNCHANGED) == [("东镇", words)]  # and no single village
    assert told(city["甲县"], Kind.UNCHANGED) == [("东镇", words)]
    alerts_cast.change_report(city["三村"], "2011Q3", values={"rural_members": 100, "skilled_members": 83})
    assert told(city["甲县"], Kind.UNCHANGED) == []


def test_what_is_asked_twice_a_year_is_compared_in_the_quarters_that_ask_it(city):
    element = cast.build_element("half", frequency=2)
    rate = build_indicator("half_rate", "half", "rural_members", name="半年率")
    rate.targets.create(area=city["测试市"], year=2012, green=85, amber=70)
    for report in Report.objects.filter(area=city["四村"]):
        report.values = report.values | {"half": 80}  # carried from the quarter that asked it
        report.save()
    assert element.asked_in(Report.objects.filter(period__code="2012Q1").first().period.quarter) is False
    for period in {report.period for report in Report.objects.select_related("period")}:
        alerts_cast.dashboard_cast.rebuild(period)
    assert not any("半年率" in words for _, words in told(city["甲县"], Kind.UNCHANGED))
    element.frequency = 4
    element.save()
    assert any("半年率" in words for _, words in told(city["甲县"], Kind.UNCHANGED))


def enter(quarters):
    """{quarter: how many per cent of every village's members have entered since January}."""
    for code, entered in quarters.items():
        for report in Report.objects.filter(period__code=code).select_related("area"):
            members = report.values["rural_members"]
            alerts_cast.change_report(
                report.area, code, values=report.values | {"entered": members * entered // 100}
            )


def test_what_begins_anew_in_january_is_compared_with_a_year_ago(city):
    cast.build_element("entered", restarts=True)
    build_indicator("entered_rate", "entered", "rural_members", name="参赛率")
    period = cast.build_period("2011Q1")
    for name, members in alerts_cast.MEMBERS.items():
        cast.build_report(city[name], period, Status.APPROVED, rural_members=members, skilled_members=80)
    enter({"2011Q1": 20, "2011Q3": 60, "2011Q4": 90, "2012Q1": 20})
    assert not any("参赛率" in words for _, words in told(city["测试市"], Kind.FALL))
    enter({"2011Q1": 40})
    [words] = [words for place, words in told(city["测试市"], Kind.FALL) if place == "测试市"]
    assert words == "参赛率20.0%（160名/800名），比上年同期的40.0%下降20.0个百分点"


@pytest.mark.parametrize(("quarters", "still"), [((2, 3, 4), True), ((3, 4, 5), False)])
def test_it_stands_still_within_one_year_only(city, quarters, still):
    """The same 50% three times; the fifth quarter is the first of the next year."""
    cast.build_element("entered", restarts=True)
    spec = build_indicator("entered_rate", "entered", "rural_members", name="参赛率")
    periods = [f"{2011 + (number - 1) // 4}Q{(number - 1) % 4 + 1}" for number in quarters]
    for code in periods:
        if not Report.objects.filter(period__code=code).exists():
            period = cast.build_period(code)
            for name, members in alerts_cast.MEMBERS.items():
                cast.build_report(city[name], period, Status.APPROVED, rural_members=members, skilled_members=80)
    enter(dict.fromkeys(periods, 50))
    Target.objects.create(indicator=spec, area=city["测试市"], year=int(periods[-1][:4]), green=99, amber=98)
    found = alerts_of(city["测试市"], DAY, periods[-1])
    words = [one.finding.words for one in narrowed(found, Kind.UNCHANGED).alerts if one.place == "测试市"]
    assert [text for text in words if "参赛率" in text] == (
        ["参赛率连续2期没有变化，仍为50.0%（400名/800名），目标99%"] if still else []
    )


def test_a_village_that_repeats_its_report_is_told_once_and_not_for_what_it_carries(city):
    AlertStandard.objects.create(effective_from=date(2012, 1, 1), fewest_cases=2)
    words = "填报的2项期末数连续2期全部没有变化，请核实"
    repeated = [one for one in told(city["东镇"], Kind.UNCHANGED) if one[1] == words]
    assert sorted(repeated) == [("一村", words), ("三村", words), ("二村", words)]
    assert told(city["一村"], Kind.UNCHANGED) == [("一村", words)]
    Report.objects.filter(area=city["一村"], period__code="2012Q1").update(carried=["skilled_members"])
    assert told(city["一村"], Kind.UNCHANGED) == []


def test_figures_of_too_few_reports_are_not_judged(city):
    alerts_cast.change_report(city["五村"], "2012Q1", status=Status.SUBMITTED)
    rows = {"rural_members": 200, "skilled_members": 20}
    alerts_cast.change_report(city["六村"], "2012Q1", values=rows)  # 10%
    assert told(city["乙区"], Kind.BELOW) == []  # one report of two
    both = alerts_of(city["乙区"], DAY, "2012Q1", "reported")
    assert [one.place for one in narrowed(both, Kind.BELOW).alerts] == ["乙区", "南乡"]  # 180 of 400


# reports ----------------------------------------------------------------------------------------
def test_too_few_reports_are_in_once_the_due_day_is_over(city):
    alerts_cast.change_report(city["六村"], "2012Q1", status=Status.EMPTY)
    assert told(city["测试市"], Kind.COVERAGE, date(2012, 4, 10)) == []
    assert told(city["测试市"], Kind.COVERAGE, date(2012, 4, 11)) == [
        ("乙区", "2012年第一季度填报率50.0%（1/2），截止已过1天，还差1份"),
        ("测试市", "2012年第一季度填报率83.3%（5/6），截止已过1天，还差1份"),
    ]
    assert told(city["南乡"], Kind.COVERAGE) == [
        ("南乡", "2012年第一季度填报率50.0%（1/2），截止已过86天，还差1份")
    ]
    assert told(city["六村"], Kind.COVERAGE) == [("六村", "2012年第一季度报表未填报，截止已过86天")]
    assert counts(city["五村"]) == {}


def test_a_waived_report_is_not_missing(city):
    alerts_cast.change_report(city["六村"], "2012Q1", status=Status.WAIVED)
    for name in ("测试市", "南乡", "六村"):
        assert told(city[name], Kind.COVERAGE) == []
    assert told(city["六村"], Kind.BELOW) == []


def test_the_reports_of_the_latest_due_period_count_whatever_period_is_shown(city):
    period = cast.build_period("2012Q2")  # due on 10 July
    cast.build_report(city["一村"], period)
    alerts_cast.dashboard_cast.rebuild(period)
    assert told(city["甲县"], Kind.COVERAGE, date(2012, 7, 10)) == []
    [_, (place, words)] = told(city["甲县"], Kind.COVERAGE, date(2012, 7, 11))
    assert (place, words) == ("东镇", "2012年第二季度填报率0.0%（0/1），截止已过1天，还差1份")


# posts ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "vacant"), [(90, False), (91, True)])
def test_a_post_is_vacant_for_long_from_the_ninety_first_day(city, days, vacant):
    alerts_cast.vacate(city["tenures"]["一村"], DAY - timedelta(days=days))
    expected = [("甲县 东镇 一村", f"村党组织书记空缺{days}天")] if vacant else []
    assert told(city["测试市"], Kind.VACANCY) == expected


def test_each_level_names_what_stands_between_and_sees_only_its_own(city):
    alerts_cast.vacate(city["tenures"]["一村"], date(2012, 1, 1))
    alerts_cast.vacate(city["tenures"]["六村"], date(2011, 12, 1))
    places = {name: [place for place, _ in told(city[name], Kind.VACANCY)] for name in ("测试市", "甲县", "东镇")}
    assert places == {"测试市": ["乙区 南乡 六村", "甲县 东镇 一村"], "甲县": ["东镇 一村"], "东镇": ["一村"]}
    assert told(city["西镇"], Kind.VACANCY) == []
    assert told(city["一村"], Kind.VACANCY) == [("一村", "村党组织书记空缺186天")]
    children = [(name, number) for _, name, number, _ in by_child(narrowed(board(city["测试市"]), Kind.VACANCY))]
    assert sorted(children) == [("乙区", 1), ("甲县", 1)]


def test_closed_villages_and_others_that_do_not_report_have_no_vacancy(city):
    for name in ("一村", "二村", "三村"):
        alerts_cast.vacate(city["tenures"][name], date(2012, 1, 1))
    Area.objects.filter(pk=city["一村"].pk).update(closed_on=DAY)
    Village.objects.filter(area=city["二村"]).update(is_rural_unit=False)
    alerts_cast.change_report(city["三村"], "2012Q1", status=Status.WAIVED)  # waived, and yet without anybody
    assert [place for place, _ in told(city["东镇"], Kind.VACANCY)] == ["三村"]


def test_how_long_a_post_may_be_vacant_is_a_dated_line(city):
    alerts_cast.vacate(city["tenures"]["一村"], DAY - timedelta(days=61))
    OrganisationStandard.objects.create(effective_from=DAY + timedelta(days=1), vacancy_days=1)
    assert told(city["东镇"], Kind.VACANCY) == []
    OrganisationStandard.objects.create(effective_from=DAY, vacancy_days=60)
    assert told(city["东镇"], Kind.VACANCY) == [("一村", "村党组织书记空缺61天")]


def test_where_nobody_was_ever_registered_that_is_said(areas):
    assert told(areas["西镇"], Kind.VACANCY) == [("四村", "村党组织书记空缺，台账中没有任职记录")]


# tasks --------------------------------------------------------------------------------------------------
def test_of_more_villages_than_can_be_listed_each_child_says_how_many_are_vacant(city, monkeypatch, settings):
    monkeypatch.setattr("indicators.dashboards.alerts.MOST_UNITS", 5)  # the city has six
    for name, vacant in [("一村", 1), ("二村", 0), ("四村", 1), ("五村", 0)]:
        report = Report.objects.get(area=city[name], period__code="2012Q1")
        alerts_cast.change_report(city[name], "2012Q1", values=report.values | {"villages_long_vacant": vacant})
    assert told(city["测试市"], Kind.VACANCY) == [("甲县", "2012年第一季度末有2个村党组织书记空缺超过90天")]
    assert counts(city["测试市"])["vacancy"] == 2
    [alert] = narrowed(board(city["测试市"]), Kind.VACANCY).alerts
    assert (alert.link.route, alert.link.args) == ("area-alerts", (city["甲县"].code,))
    assert counts(city["甲县"]).get("vacancy") is None  # four villages are looked through, and all are led today


def test_tasks_are_late_from_the_day_after_until_they_are_reported(city, settings):
    office = Office(city, settings)
    late = office.one("一村", title="甲", on=date(2012, 6, 1), due=DAY - timedelta(days=1))
    office.one("东镇", title="乙", on=date(2012, 6, 1), due=DAY)
    office.one("南乡", title="丙", on=date(2012, 6, 1), due=DAY - timedelta(days=30), by="乙区")
    settings.TODAY = DAY
    assert told(city["测试市"], Kind.OVERDUE) == [("乙区 南乡", "“丙”逾期30天"), ("甲县 东镇 一村", "“甲”逾期1天")]
    assert told(city["东镇"], Kind.OVERDUE) == [("一村", "“甲”逾期1天")]
    assert told(city["东镇"], Kind.OVERDUE, DAY + timedelta(days=1)) == [
        ("一村", "“甲”逾期2天"),
        ("东镇", "“乙”逾期1天"),
    ]
    office.report(late, DAY)
    assert told(city["东镇"], Kind.OVERDUE) == []


# what a page holds -----------------------------------------------------------------------------------------
def test_a_board_counts_everything_and_lists_the_worst(city):
    for place, tenure in enumerate(city["tenures"].values()):
        alerts_cast.vacate(tenure, date(2012, 1, 1 + place))
    few = board(city["测试市"], most=2)
    assert dict(few.counts)[Kind.VACANCY] == 6
    assert [one.finding.days for one in few.alerts if one.kind == Kind.VACANCY] == [186, 185]
    assert few.total == 6


def test_an_area_without_any_period_still_has_its_posts_and_tasks(areas):
    plain = alerts_of(areas["测试市"], DAY)
    assert plain.period is None
    assert dict(plain.counts)[Kind.VACANCY] == 6


def test_the_dashboard_has_the_same_board(city):
    shown = dashboard(city["甲县"], "2012Q1", today=DAY).alerts
    assert shown == board(city["甲县"])


@pytest.mark.parametrize(("name", "queries"), [("测试市", 11), ("甲县", 11), ("东镇", 11), ("一村", 10)])
def test_few_queries_whatever_lies_below(city, name, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        board(city[name])
    villages = [
        Area(code=f"9901011003{n:02}", name=f"新{n}村", level="village", parent=city["东镇"],
             path=f"000100010001{n + 100:04}")
        for n in range(30)
    ]  # fmt: skip
    made = Area.objects.bulk_create(villages)
    Village.objects.bulk_create([Village(area=area, is_rural_unit=True) for area in made])
    with django_assert_num_queries(queries):
        found = board(city[name])
    assert dict(found.counts)[Kind.VACANCY] == (0 if name == "一村" else 30)


@pytest.mark.parametrize(("green", "amber", "words"), [(16, 12, []), (40, 32, ["8%，目标10%（全年40%）"])])
def test_the_line_of_the_year_is_cut_once_by_the_time_elapsed(city, green, amber, words):
    """A twentieth of the members of every village: 5%, in a first quarter."""
    cast.build_element("joined", nature="flow")
    spec = build_indicator("joined_rate", "joined", "rural_members", name="入会率")
    Target.objects.create(indicator=spec, area=city["测试市"], year=2012, green=green, amber=amber)
    for report in Report.objects.filter(period__code="2012Q1").select_related("area"):
        joined = report.values["rural_members"] // 20
        alerts_cast.change_report(report.area, "2012Q1", values=report.values | {"joined": joined})
    found = [one[1] for one in told(city["测试市"], Kind.BELOW) if one[0] == "测试市" and "入会率" in one[1]]
    assert [text.split("按时间进度的预警线")[1].split("；")[0] for text in found] == words
