"""The page of a campaign: definition, measures, launches, milestones, tasks - as far as the reader's units go."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from branches.models import Role
from branches.scope import Scope
from indicators.campaign_page import campaign_page
from indicators.models import CampaignMeasure, CampaignResult

from . import cast
from .campaigns_cast import build_branch, build_campaign, launch, milestone
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

DAY = date(2012, 7, 5)


@pytest.fixture
def campaign(areas):
    """Run by 测试市 for rural organisations, one in each village; 一村, 二村 and 五村 have begun."""
    branches = {name: build_branch(areas[name]) for name in ("一村", "二村", "三村", "四村", "五村", "六村")}
    made = build_campaign(areas, area=areas["测试市"])
    for name in ("一村", "二村", "五村"):
        launch(made, branches[name])
    return made


@pytest.fixture
def measure(campaign):
    return CampaignMeasure.objects.create(campaign=campaign, name="达标村", unit="%", target=80)


def seen(campaign, area, role=Role.LEADER):
    return campaign_page(campaign, Scope(cast.build_user(f"of {area}", area, role)), DAY)


def reach(page):
    return [(one.area.name, one.launched, one.eligible) for one in page.reach]


def test_launches_are_told_unit_by_unit_below_the_reader(campaign, areas):
    city = seen(campaign, areas["测试市"])
    assert reach(city) == [("甲县", 2, 4), ("乙区", 1, 2)]
    assert (city.total.launched, city.total.eligible, city.total.percent) == (3, 6, 50)
    assert reach(seen(campaign, areas["甲县"])) == [("东镇", 2, 3), ("西镇", 0, 1)]
    assert reach(seen(campaign, areas["东镇"])) == [("一村", 1, 1), ("二村", 1, 1), ("三村", 0, 1)]


def test_a_campaign_of_one_county_is_seen_by_the_city_at_that_county(areas):
    build_branch(areas["一村"])
    page = seen(build_campaign(areas), areas["测试市"])
    assert (page.place, reach(page)) == (areas["甲县"], [("东镇", 0, 1)])


def test_the_newest_result_of_each_measure_is_held_against_the_target(campaign, measure, areas):
    for name, day, value in [
        ("甲县", date(2012, 3, 31), 70),
        ("甲县", date(2012, 6, 30), 80),
        ("乙区", date(2012, 6, 30), 79),
        ("东镇", date(2012, 6, 30), 90),
    ]:
        CampaignResult.objects.create(measure=measure, area=areas[name], as_of=day, value=value, evidence="统计表")
    CampaignResult.objects.create(
        measure=measure, area=areas["甲县"], as_of=date(2012, 7, 6), value=99, evidence="统计表"
    )
    rows = [
        (row.area.name, row.results[0].value, row.results[0].is_met)
        for row in seen(campaign, areas["测试市"]).rows
    ]
    assert rows == [("甲县", Decimal(80), True), ("乙区", Decimal(79), False), ("东镇", Decimal(90), True)]
    assert [row.area.name for row in seen(campaign, areas["甲县"]).rows] == ["甲县", "东镇"]


def test_what_is_still_to_be_done_comes_first_and_says_how_late_it_is(campaign, areas):
    county = areas["甲县"]
    late = milestone(campaign, county, date(2012, 6, 5))
    soon = milestone(campaign, county, date(2012, 7, 10))
    kept = milestone(campaign, county, date(2012, 5, 1), date(2012, 5, 1))
    slow = milestone(campaign, areas["西镇"], date(2012, 5, 10), date(2012, 5, 13))
    gone = milestone(campaign, county, date(2012, 4, 1), cancelled_on=date(2012, 3, 1), cancelled_reason="合并")
    page = seen(campaign, areas["甲县"])
    assert [(step.milestone, step.standing.word) for step in page.steps] == [
        (late, "逾期30天"),
        (soon, "剩5天"),
        (slow, "迟3天完成"),
        (kept, "按期完成"),
        (gone, "已取消"),
    ]
    assert page.overdue == 1
    assert (page.total.met, page.total.due) == (2, 3)
    assert [(one.area.name, one.met, one.due) for one in page.reach] == [("东镇", 0, 0), ("西镇", 1, 1)]


def test_the_tasks_of_the_campaign_that_wait_are_listed(campaign, areas, settings):
    office = Office(areas, settings)
    made = office.arrange({"东镇": None, "西镇": None}, programme=None, campaign=campaign)
    office.report(made[0], date(2012, 2, 1))
    office.accept(made[0], date(2012, 2, 2))
    settings.TODAY = DAY
    page = seen(campaign, areas["甲县"])
    assert ([line.task for line in page.tasks], page.all_tasks) == ([made[1]], 2)
    assert seen(campaign, areas["乙区"]).all_tasks == 0


def test_those_who_run_it_and_those_below_open_the_page_and_nobody_beside(client, areas, campaign):
    own = build_campaign(areas, name="本县的")
    for area, city_wide, of_the_county in [
        ("测试市", 200, 200),
        ("甲县", 200, 200),
        ("东镇", 200, 200),
        ("乙区", 200, 404),
    ]:
        client.force_login(cast.build_user(f"reader {area}", areas[area]))
        for one, status in ((campaign, city_wide), (own, of_the_county)):
            assert client.get(reverse("campaign-page", args=[one.pk])).status_code == status, area


def test_the_page_reads_as_one_and_leads_on(client, areas, campaign, measure):
    milestone(campaign, areas["甲县"], date(2012, 6, 5))
    client.force_login(cast.build_user("city", areas["测试市"], Role.REVIEWER))
    html = client.get(reverse("campaign-page", args=[campaign.pk])).content.decode()
    for words in (
        "建强村级班子、阵地和队伍。",
        "3 / 6（50%）",
        "逾期30天",
        "每项活动应设2—5个指标，现有1个",
        "部署任务",
    ):
        assert words in html, words
    assert reverse("register-edit", args=["campaigns", campaign.pk]) in html
    client.force_login(cast.build_user("east", areas["东镇"], Role.CLERK))
    html = client.get(reverse("campaign-page", args=[campaign.pk])).content.decode()
    assert reverse("register-edit", args=["campaigns", campaign.pk]) not in html
    assert reverse("register-add", args=["campaign-launches"]) + f"?campaign={campaign.pk}" in html


def test_the_queries_do_not_grow_with_what_lies_below(
    areas, campaign, measure, settings, django_assert_num_queries
):
    office = Office(areas, settings)
    scope = Scope(office.city)
    settings.TODAY = DAY
    with django_assert_num_queries(11):
        campaign_page(campaign, scope, DAY)
    for name in ("东镇", "西镇", "南乡"):
        milestone(campaign, areas[name], date(2012, 6, 5))
        CampaignResult.objects.create(measure=measure, area=areas[name], as_of=DAY, value=1, evidence="统计表")
    office.arrange({"东镇": 3, "西镇": 3, "南乡": 3}, by="测试市", programme=None, campaign=campaign)
    settings.TODAY = DAY
    with django_assert_num_queries(11):
        campaign_page(campaign, scope, DAY)
