"""How training stands: tiers against plan and time, hours, courses, ways, volumes, bases, reach."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from branches.models import VillagePost
from indicators.dashboards.training import TierProgress, share_of_year, tier_progress
from indicators.dashboards.training_page import training_page
from indicators.models import (
    HourGroup,
    HoursReview,
    Status,
    Tier,
    Total,
    TrainingBase,
    TrainingMode,
    TrainingPlan,
)
from indicators.quarters import Quarter
from indicators.training_charts import payload, segments

from .cast import build_period, build_report
from .training_cast import away, batch, enrol, lead, line, person, serve

TODAY = date(2012, 7, 5)
FEBRUARY, MAY = date(2012, 2, 10), date(2012, 5, 10)


@pytest.fixture
def plans(areas):
    """甲县 and 乙区 train 6 and 4 of the thousand, 甲县 alone 2 of the ten."""
    for county, tier, quota in [("甲县", Tier.THOUSAND, 6), ("乙区", Tier.THOUSAND, 4), ("甲县", Tier.TEN, 2)]:
        TrainingPlan.objects.create(area=areas[county], year=2012, tier=tier, quota=quota)


@pytest.fixture
def figures(areas):
    return lambda area="测试市", year=2012: training_page(areas[area], year, TODAY)


# the time elapsed -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2012, 3, 31), 25),
        (date(2012, 6, 30), 50),
        (date(2012, 12, 31), 100),
        (date(2012, 2, 29), Decimal(50) / 3),
    ],
)
def test_a_month_is_a_twelfth_of_the_year(day, share):
    assert share_of_year(day) == share


@pytest.mark.parametrize(
    ("done", "quota", "word", "standing"),
    [
        (100, 100, "已完成", "good"),
        (120, 100, "已完成", "good"),
        (56, 100, "超前", "good"),
        (55, 100, "同步", "near"),
        (45, 100, "同步", "near"),
        (44, 100, "滞后", "bad"),
        (0, 100, "滞后", "bad"),
        (5, None, "未下达名额", ""),
        (5, 0, "未下达名额", ""),
    ],
)
def test_five_points_around_the_time_elapsed_are_neither_ahead_nor_behind(done, quota, word, standing):
    tier = TierProgress(Tier.THOUSAND, done, quota, Decimal(50))
    assert (tier.word, tier.standing) == (word, standing)


def test_the_three_tiers_of_an_area_and_a_quarter_in_two_queries(areas, plans, django_assert_num_queries):
    who = [person(areas[village]) for village in ("一村", "四村", "五村")]
    enrol(batch(areas["测试市"], FEBRUARY, tier=Tier.THOUSAND), *who[:2])
    enrol(batch(areas["测试市"], MAY, tier=Tier.THOUSAND), *who)  # two of them for the second time
    enrol(batch(areas["测试市"], date(2012, 7, 5), tier=Tier.TEN), who[0])
    enrol(batch(areas["测试市"], date(2012, 7, 6), tier=Tier.TEN), who[1])
    with django_assert_num_queries(2):
        ten, hundred, thousand = tier_progress(areas["测试市"], Quarter(2012, 2))
    assert (thousand.done, thousand.quota, thousand.rate_text, thousand.word) == (3, 10, "30.0%", "滞后")
    assert (ten.done, ten.quota, hundred.quota, thousand.elapsed) == (0, 2, None, 50)
    assert tier_progress(areas["甲县"], Quarter(2012, 1))[2].parts == "2 / 6 人"
    # the third quarter still runs: today counts, tomorrow does not
    ten, *_ = tier_progress(areas["甲县"], Quarter(2012, 3))
    assert (ten.done, ten.elapsed) == (1, Decimal(6 + Decimal(5) / 31) * 100 / 12)


# the page's values ------------------------------------------------------------------
def test_units_below_are_told_by_their_people_and_by_their_own_batches(areas, plans, figures):
    enrol(batch(areas["测试市"], MAY, tier=Tier.THOUSAND), *(person(areas["一村"]) for _ in range(4)))
    enrol(batch(areas["南乡"], MAY, hours=8), person(areas["五村"]), hours=5)
    rows = {row.name: row for row in figures().children}
    assert [row.tiers[2].parts for row in rows.values()] == ["4 / 6 人", "0 / 4 人"]
    assert [(row.held, row.attended, row.completed_text) for row in rows.values()] == [(0, 0, "—"), (1, 1, "0.0%")]
    below = {row.name: row.tiers[2] for row in figures("甲县").children}
    assert [(tier.done, tier.quota) for tier in below.values()] == [(4, None), (0, None)]
    assert [row.tiers[2].done for row in figures("东镇").children] == [4, 0, 0]
    assert figures("一村").children == ()


def test_the_trend_adds_up_the_quarters_so_far(areas, plans, figures):
    who = [person(areas["一村"]) for _ in range(3)]
    enrol(batch(areas["测试市"], FEBRUARY, tier=Tier.THOUSAND), who[0])
    enrol(batch(areas["测试市"], MAY, tier=Tier.THOUSAND), *who)
    assert dict(figures().trend) == {"十": (0, 0, 0), "百": (None, None, None), "千": (10, 30, 30)}
    assert [quarter.code for quarter in figures().quarters] == ["2012Q1", "2012Q2", "2012Q3"]
    assert len(figures(year=2011).quarters) == 4
    chart = payload(figures(), Tier.THOUSAND)
    assert chart["trend"]["lines"][-1] == {"label": "时间进度", "values": [25.0, 50.0, 51.3]}
    assert chart["ranking"]["labels"] == ["甲县", "乙区"]
    assert chart["ranking"]["values"] == [50.0, 0.0]
    assert payload(figures(), Tier.TEN)["ranking"]["labels"] == ["甲县"]
    assert payload(figures("东镇"), Tier.TEN) == {"ranking": None, "trend": None}


def test_township_courses_by_host_city_this_year_and_ever(areas, figures):
    course = {"tier": Tier.TOWNSHIP_COURSE, "mode": TrainingMode.ONSITE_EMBEDDED}
    one, two, other = person(areas["东镇"]), person(areas["西镇"]), person(areas["南乡"])
    enrol(batch(areas["测试市"], date(2011, 5, 1), **away(), **course), one, two, other)
    enrol(batch(areas["测试市"], MAY, **away(), **course), one)
    enrol(batch(areas["测试市"], FEBRUARY, **away("青岛", "山东"), **course), other)
    found = [(h.city, h.batches, h.people, h.batches_ever, h.people_ever, h.last) for h in figures().hosts]
    assert found == [("苏州", 1, 1, 2, 3, MAY), ("青岛", 1, 1, 1, 1, FEBRUARY)]
    assert [(h.city, h.people_ever) for h in figures("乙区").hosts] == [("苏州", 1), ("青岛", 1)]
    assert [(h.city, h.people, h.batches_ever) for h in figures("甲县", 2011).hosts] == [("苏州", 2, 1)]


def test_hours_are_held_against_the_line_in_force_on_the_day(areas, figures):
    for group, hours, days in [(HourGroup.MEMBER, 16, None), (HourGroup.LEADER, 24, None)]:
        line(group, hours, days)
    for village, due, met in [("一村", 30, 9), ("五村", 20, 1)]:
        for day, less in [(FEBRUARY, 1), (date(2012, 6, 30), 0), (date(2011, 12, 31), -5)]:
            HoursReview.objects.create(
                area=areas[village],
                as_of=day,
                members_due=due,
                members_met=met - less,
                members_trained=met,
                evidence="会",
            )
    first, second = person(areas["一村"]), person(areas["五村"])
    serve(first, areas["一村"])
    serve(first, areas["二村"], VillagePost.BRANCH_COMMITTEE)
    serve(second, areas["五村"], VillagePost.VILLAGE_HEAD)
    lead(person(areas["东镇"]), areas["东镇"])
    enrol(batch(areas["甲县"], MAY, hours=24), first, second)
    member, leader, town = figures().hours
    assert (member.met, member.of, member.rate_text) == (10, 50, "20.0%")
    assert member.note == "2 个村已核定，4 个村今年未核定"
    assert (leader.met, leader.of, leader.rate_text) == (1, 1, "100.0%")
    assert (town.line, town.of, town.rate_text) == (None, 1, "—")
    assert [row.met for row in figures(year=2011).hours[:2]] == [20, 0]


def test_ways_of_training_are_parts_of_a_hundred(areas, figures):
    enrol(batch(areas["甲县"], MAY), *(person(areas["一村"]) for _ in range(3)))
    enrol(batch(areas["测试市"], MAY, **away(mode=TrainingMode.VISIT)), person(areas["五村"]))
    modes = {mode.mode: (mode.people, mode.share_text) for mode in figures().modes if mode.people}
    assert modes == {TrainingMode.VISIT: (1, "25.0%"), TrainingMode.LOCAL: (3, "75.0%")}
    assert [(one.start, one.width) for one in segments(figures().modes)][1:5:3] == [
        ("0.0%", "25.0%"),
        ("25.0%", "75.0%"),
    ]
    assert figures("甲县").modes[1].people == 0
    assert figures(year=2011).modes == ()


def test_volumes_by_the_level_of_the_organiser(areas, figures):
    who = person(areas["一村"])
    enrol(batch(areas["甲县"], FEBRUARY, seats=4), who, person(areas["二村"]))
    enrol(batch(areas["甲县"], MAY, seats=4), who)
    enrol(batch(areas["东镇"], MAY, seats=2, hours=8), who, hours=4)
    county, township = figures().held
    assert (county.label, county.batches, county.seats, county.attended, county.people) == ("县区主办", 2, 8, 3, 2)
    assert (county.fill_text, county.completed_text) == ("37.5%", "100.0%")
    assert (township.batches, township.completed_text) == (1, "0.0%")
    assert [row.label for row in figures("东镇").held] == ["乡镇主办"]


def test_bases_that_held_nothing_this_year_come_first(areas, figures):
    for place, name, closed in [("东镇", "甲", None), ("南乡", "乙", None), ("南乡", "丙", date(2012, 1, 1))]:
        TrainingBase.objects.create(
            area=areas[place], name=name, kind="agri_park", accredited_on=date(2010, 1, 1), closed_on=closed
        )
    batch(areas["甲县"], MAY, base=TrainingBase.objects.get(name="甲"))
    bases = figures().bases
    assert [(base.name, base.held) for base in bases.rows] == [("乙", 0), ("甲", 1)]
    assert (bases.used, bases.rate_text) == (1, "50.0%")


def test_reach_holds_the_quota_against_all_members_of_the_latest_complete_quarter(areas, plans, figures):
    quarter = build_period("2012Q1")
    values = {"secretaries": [50, 6], "rural_members": [428, 6]}
    build_report(areas["一村"], quarter, Status.APPROVED)
    Total.objects.create(
        area=areas["测试市"],
        period=quarter,
        depth=1,
        approved=values,
        reported=values,
        counts={"village.approved": 6},
    )
    ten, thousand = figures().reach
    assert (ten.quota, ten.total, ten.share_text, ten.years) == (2, 50, "4.0%", "25")
    assert (thousand.share_text, thousand.years) == ("2.3%", "43")  # 42.8 years
    assert figures("甲县").reach == ()


# the page itself --------------------------------------------------------------------
def open_page(client, user, area, **data):
    client.force_login(user)
    return client.get(reverse("training-progress", args=[area.code]), data)


def test_the_page_says_behind_in_words_and_links_to_names(client, users, areas, plans):
    enrol(batch(areas["测试市"], MAY, tier=Tier.THOUSAND), person(areas["一村"]))
    text = open_page(client, users["leader"], areas["测试市"]).content.decode()
    assert 'data-tier="thousand" data-done="1" data-quota="10"' in text
    assert "滞后" in text
    assert "全年时间已过 51%" in text
    assert reverse("training-trainees", args=[areas["测试市"].code]) + "?year=2012&amp;tier=thousand" in text


def test_below_the_counties_no_quota_is_missed(client, users, areas, plans):
    text = open_page(client, users["clerk"], areas["东镇"]).content.decode()
    assert "名额分到县区，此处只列完成人数" in text
    assert "未下达名额" not in text


@pytest.mark.parametrize(
    ("asked", "shown"), [("2011", "2011年"), ("1999", "2012年"), ("2013", "2012年"), ("x", "2012年")]
)
def test_a_year_that_cannot_be_is_this_year(client, users, areas, asked, shown):
    response = open_page(client, users["leader"], areas["测试市"], year=asked)
    assert f"<small>测试市 · {shown}</small>" in response.content.decode()


@pytest.mark.parametrize(("area", "queries"), [("测试市", 23), ("甲县", 23), ("东镇", 19), ("一村", 14)])
def test_the_number_of_queries_depends_on_the_level_alone(areas, plans, area, queries, django_assert_num_queries):
    for group in HourGroup:
        line(group, 8)
    for _ in range(3):
        with django_assert_num_queries(queries):
            training_page(areas[area], 2012, TODAY)
        course = batch(areas["甲县"], MAY, tier=Tier.THOUSAND)
        enrol(course, *(person(areas[village]) for village in ("一村", "二村", "四村")))
        serve(person(areas["一村"]), areas["一村"], VillagePost.BRANCH_COMMITTEE)
