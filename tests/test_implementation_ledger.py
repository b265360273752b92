"""工作落实 as the tasks themselves tell it on a day: villages, campaigns, plans, what is overdue."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators import dashboards
from indicators.dashboards import Basis

from . import implementation_cast
from .campaigns_cast import build_branch, build_campaign, launch, milestone
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

LAST = date(2012, 3, 31)
LATER = date(2012, 7, 5)


@pytest.fixture
def office(areas, settings, tmp_path):
    implementation_cast.load_catalogue(tmp_path, areas)
    implementation_cast.build_quarter(areas)
    return Office(areas, settings)


@pytest.fixture
def look(areas, settings):
    """`look("一村")` at 2012Q1, long after unless another day is given."""

    def ask(name="测试市", today=LATER, period="2012Q1"):
        settings.TODAY = today
        choices = dashboards.period_choices(areas[name])
        return dashboards.implementation_page(areas[name], dashboards.choose(choices, period), Basis.APPROVED)

    return ask


def measures(page):
    return {one.key: (one.figure.text, one.figure.parts) if one.figure else one.why for one in page.measures}


def finish(office, task, on=date(2012, 3, 20), **facts):
    office.report(task, on, **facts)
    office.accept(task, on)


# a village, and the villages of a township ------------------------------------------------
def test_a_village_is_measured_by_its_tasks(office, look):
    outcome = {"outcome_measure": "增收", "outcome_stated": Decimal(500)}
    in_time, late = office.one("一村", 20, **outcome), office.one("一村", **outcome)
    office.one("一村")
    office.one("一村", due=date(2012, 9, 1))  # ripe since 9 February, and nothing told
    office.one("二村")
    for day, quantity, kind in [(20, 8, "meeting"), (25, 2, "action"), (28, 0, "document")]:
        office.tell(in_time, date(2012, 1, day), quantity, kind=kind, evidence="照片")
    office.tell(in_time, date(2012, 3, 1), 4)
    finish(office, in_time, outcome_reached=Decimal(500))
    finish(office, late, date(2012, 3, 30), outcome_reached=Decimal(499))
    page = look("一村")
    assert page.is_live
    assert page.trend == ()
    found = measures(page)
    assert found["done_rate"] == ("66.7%", "2项 / 3项")
    assert found["ontime_rate"] == ("33.3%", "1项 / 3项")
    assert found["evidence_rate"] == ("100.0%", "2项 / 2项")
    assert found["stalled_rate"] == ("100.0%", "2项 / 2项")
    assert found["tailoff"] == ("60.0%", "40% / 100%")  # 10 and 4 of 10 in either half
    assert found["paper_ratio"] == ("2.00", "2次 / 1次")
    assert found["effect_rate"] == ("50.0%", "1项 / 2项")
    assert found["overdue_median"] == ("11", "")  # due 20 March
    assert found["return_rate"] == "报表按县区统计，乡镇和村不单列"


def test_a_village_without_tasks_has_reasons(office, look):
    page = look("三村")
    assert [one.why for one in page.measures][:5] == [
        "没有应办结的任务",
        "没有应办结的任务",
        "本年没有报办结的任务",
        "没有部署满停滞天数的在办任务",
        "本年还没有到期的计划",
    ]


def test_a_township_shows_itself_and_its_villages_with_tasks(office, look):
    finish(office, office.one("二村"))
    for name in ("二村", "东镇", "西镇"):
        office.one(name)
    units = look("东镇").units
    place = units.keys.index("done_rate")
    assert [(row.name, row.is_own, row.figures[place].parts, row.overdue) for row in units.rows] == [
        ("乡镇本级", True, "0项 / 1项", 1),
        ("二村", False, "1项 / 2项", 1),
    ]
    assert (units.total.figures[place].parts, units.total.overdue) == ("1项 / 3项", 2)
    assert units.total.figures[units.keys.index("overdue_median")].value == 11


# what is overdue --------------------------------------------------------------------------
def test_the_median_of_days_overdue_is_that_of_the_periods_last_day(office, look, areas):
    for name, due in [("东镇", 21), ("西镇", 1), ("一村", 31), ("四村", 10)]:
        office.one(name, due=date(2012, 3, due))
    office.one("甲县", due=date(2012, 3, 30), by="测试市")
    page = look()  # 1, 10, 21 and 30 days; 一村 is not yet late
    assert page.day == LAST
    assert (page.overdue, page.measures[-1].figure.value) == (4, Decimal("15.5"))
    assert page.measures[-1].figure.text == "15.5"
    assert (page.measures[-1].figure.standing.value, page.measures[-1].sense) == ("bad", "拖得久，须逐项催办")
    county = look().units
    median = county.keys.index("overdue_median")
    assert [(row.name, row.overdue, row.figures[median].value) for row in county.rows] == [
        ("甲县", 4, Decimal("15.5")),
        ("乙区", 0, None),
    ]
    towns = look("甲县").units  # 东镇 10; 西镇 30 and, of 四村, 21; the county's own is in no row
    assert [(row.overdue, row.figures[median - 2].value) for row in towns.rows] == [
        (1, Decimal(10)),
        (2, Decimal("25.5")),
    ]
    assert (towns.total.overdue, towns.total.figures[median - 2].value) == (3, Decimal(21))


def test_while_the_period_runs_the_day_is_today(office, look, areas):
    implementation_cast.cast.build_period("2012Q2")
    office.one("东镇", due=date(2012, 3, 21))
    page = look("东镇", today=date(2012, 4, 4), period="2012Q2")
    assert (page.day, page.measures[-1].figure.value) == (date(2012, 4, 4), 14)
    assert look("东镇", today=LATER, period="2012Q2").day == date(2012, 6, 30)


# campaigns --------------------------------------------------------------------------------
def test_a_campaign_is_told_from_launch_to_effect(office, look, areas):
    campaign = build_campaign(areas)
    branches = {name: build_branch(areas[name]) for name in ("一村", "二村", "四村", "五村")}
    launch(campaign, branches["一村"])
    launch(campaign, branches["四村"], date(2012, 4, 1))  # after the period
    milestone(campaign, areas["东镇"], date(2011, 5, 1), date(2011, 6, 1))
    milestone(campaign, areas["西镇"], date(2012, 3, 1))
    milestone(campaign, areas["西镇"], date(2012, 6, 1))
    facts = {"programme": None, "campaign": campaign, "outcome_measure": "达标", "outcome_stated": Decimal(1)}
    faded, other = office.one("东镇", 20, **facts), office.one("西镇", 30, **facts)
    office.tell(faded, date(2012, 1, 20), 8, evidence="照片")
    office.tell(faded, date(2012, 3, 10), 1, kind="document")
    office.tell(other, date(2012, 1, 20), 12, kind="meeting")
    office.tell(other, date(2012, 3, 10), 4, kind="meeting")
    finish(office, faded, outcome_reached=Decimal(1))
    office.one("东镇")  # of a programme
    [row] = look().campaigns
    assert (row.reach.launched, row.reach.eligible, row.reach.steps_met, row.reach.steps_due) == (1, 3, 1, 2)
    assert (row.due, row.accepted, row.ontime) == (2, 1, 1)
    assert row.reading.halves.rates == (80, 20)  # 20 and 5 of 25
    assert (row.figures["tailoff"].value, row.faded) == (75, True)
    assert row.figures["paper_ratio"].value == 3
    assert (row.figures["effect_rate"].value, row.figures["done_rate"].value) == (100, 50)
    [east] = look("东镇").campaigns
    assert (east.due, east.reach.launched, east.reach.eligible) == (1, 1, 2)
    assert (east.reach.steps_due, east.figures["tailoff"].value) == (1, Decimal("87.5"))
    assert look("乙区").campaigns == ()


def test_a_campaign_with_little_planned_says_why_there_is_no_tail_off(office, look, areas):
    campaign = build_campaign(areas)
    office.one("东镇", 9, programme=None, campaign=campaign)
    [row] = look().campaigns
    assert (row.figures["tailoff"].value, row.why) == (None, "计划不足5项，不计算")


def test_campaigns_of_villages_count_villages(office, look, areas):
    campaign = build_campaign(areas, area=areas["测试市"], participants="villages")
    launch(campaign, areas["五村"])
    [city], [county] = look().campaigns, look("甲县").campaigns
    assert (city.reach.launched, city.reach.eligible) == (1, 6)
    assert (county.reach.launched, county.reach.eligible) == (0, 4)
    [village] = look("五村").campaigns
    assert (village.reach.launched, village.reach.eligible) == (1, 1)


def test_campaigns_that_are_over_stay_while_their_tasks_wait(office, look, areas):
    over = build_campaign(areas, ends_on=date(2011, 12, 1))
    build_campaign(areas, name="好班子", ends_on=date(2011, 12, 1))
    office.one("东镇", on=date(2011, 9, 1), due=date(2011, 11, 1), programme=None, campaign=over)
    assert [row.campaign.name for row in look().campaigns] == ["堡垒工程"]


# plans ------------------------------------------------------------------------------------
def test_each_plan_has_its_own_halves_the_worst_first(office, look, areas):
    even = office.arrange({"东镇": 10, "西镇": 10}, title="甲")
    fading = office.arrange({"东镇": 20, "四村": 20}, title="乙")
    office.arrange({"东镇": 4, "西镇": 5}, title="丙")
    office.arrange({"东镇": 20}, title="丁", due=date(2012, 4, 1))  # still running
    office.arrange({"东镇": None}, title="戊")
    gone = office.arrange({"东镇": 20}, title="己")[0]
    office.cancel(gone, date(2012, 3, 1))
    for task, first, second in [(even[0], 5, 5), (even[1], 3, 3), (fading[0], 10, 4), (fading[1], 10, 0)]:
        office.tell(task, date(2012, 1, 20), first)
        office.tell(task, date(2012, 3, 10), second)
    plans = look().plans
    assert [(one.title, one.units, one.planned, one.figure.value) for one in plans.listed] == [
        ("乙", 2, 40, 80),  # 20 and 4 of 20
        ("甲", 2, 20, 0),
        ("丙", 2, 9, None),
    ]
    assert (plans.all, plans.faded, plans.unjudged) == (3, 1, 1)
    assert plans.listed[2].halves.missing == "计划不足5项，不计算"
    [east] = [one for one in look("东镇").plans.listed if one.title == "乙"]
    assert (east.units, east.figure.value) == (1, 60)


def test_only_the_worst_twenty_plans_are_listed(office, look):
    for _ in range(21):
        office.arrange({"东镇": 20})
    plans = look().plans
    assert (len(plans.listed), plans.all) == (20, 21)


# the page ---------------------------------------------------------------------------------
def test_the_page_says_what_faded_and_why_others_are_not_judged(office, look, areas, client):
    campaign = build_campaign(areas)
    task = office.one("东镇", 20, programme=None, campaign=campaign)
    office.tell(task, date(2012, 1, 20), 10)
    office.one("西镇", 9, title="小计划")
    office.settings.TODAY = LATER
    client.force_login(office.county)
    text = client.get(reverse("implementation-page"), {"period": "2012Q1"}).content.decode()
    assert "1 项前紧后松" in text
    assert "计划不足5项，不计算" in text
    assert reverse("campaign-page", args=[campaign.pk]) in text
    assert reverse("task-batch", args=[task.batch]) in text
