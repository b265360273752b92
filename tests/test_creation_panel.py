"""The programme page of 三级联创: plain values as of the last day of the quarter, from registers alone."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.dashboards import creation_of
from indicators.models import (
    Aspect,
    CreationImprovement,
    Mechanism,
    Programme,
    Rectification,
    RubricKind,
    Satisfaction,
    SupervisionVisit,
    WeakSituation,
)
from indicators.quarters import Quarter

from .creation_cast import State, build_assessment, build_rubric

pytestmark = pytest.mark.django_db
Q1 = Quarter(2012, 1)


def test_the_year_stands_as_it_stood_on_the_last_day(areas):
    rubric = build_rubric(areas["测试市"])
    build_assessment(rubric, areas["一村"], 2012, State.DECIDED, "五个好")  # started in March, decided in June
    build_assessment(rubric, areas["二村"], 2011, State.DECIDED, "达标")
    build_assessment(rubric, areas["二村"], 2010, State.DECIDED, "五个好")
    panel = creation_of(areas["测试市"], Q1)
    [year] = panel.years
    assert (year.kind, year.progress.due, year.progress.taking_part, year.progress.final) == (
        RubricKind.VILLAGE, 6, 1, 0,
    )  # fmt: skip
    assert (panel.changes.year, dict(panel.changes.counts)) == (2011, {"晋级": 0, "降级": 1, "摘牌": 0})
    later = creation_of(areas["测试市"], Quarter(2012, 2))
    assert (later.years[0].progress.final, later.changes.year) == (1, 2012)


def test_without_any_decision_there_are_no_changes(areas):
    assert creation_of(areas["测试市"], Q1).changes is None


def test_weak_organisations_are_counted_and_the_longest_overdue_named(areas):
    situation = WeakSituation.objects.create(code="01", name="不团结", effective_from=date(2009, 1, 1))
    for name, listed_on, measures in [
        ("一村", date(2011, 3, 1), "调整班子"),
        ("四村", date(2011, 2, 1), ""),
        ("五村", date(2011, 9, 1), "调整班子"),
    ]:
        Rectification.objects.create(
            village=areas[name], situation=situation, problem="不团结", listed_on=listed_on, measures=measures
        )
    weak = creation_of(areas["测试市"], Q1).weak
    assert (weak.listed, weak.overdue, weak.idle) == (3, 2, 1)
    assert [(one.above, one.name, one.words) for one in weak.longest] == [
        ("西镇", "四村", "逾期59天"),
        ("东镇", "一村", "逾期30天"),
    ]
    assert creation_of(areas["乙区"], Q1).weak.listed == 1


def test_each_county_is_told_what_its_mechanisms_lack(areas):
    whole = {"document": "1号", "owner": "组织科", "in_force_from": date(2009, 1, 1)}
    Mechanism.objects.create(
        area=areas["甲县"], kind="training", name="办法", reviewed_on=date(2011, 6, 1), **whole
    )
    Mechanism.objects.create(area=areas["甲县"], kind="cadres", name="办法", **whole)
    Mechanism.objects.create(
        area=areas["甲县"], kind="leadership", name="办法", in_force_from=date(2011, 6, 1), owner="组织科"
    )
    for aspect, day in ((Aspect.STANDARD, date(2011, 6, 1)), (Aspect.RESULT, date(2011, 3, 31))):
        CreationImprovement.objects.create(
            area=areas["甲县"], aspect=aspect, improved_on=day, content="改", evidence="简报"
        )
    [county] = creation_of(areas["甲县"], Q1).counties
    assert dict(county.mechanisms) == {
        "教育培训机制": "",
        "农村干部规范化管理机制": "缺年度检视",
        "基层组织动态管理机制": "未建立",
        "领导责任机制": "缺文件",
    }
    assert (county.improved, county.missing_aspects) == (1, ("范围", "内涵", "载体", "机制", "实效"))
    assert [one.name for one in creation_of(areas["测试市"], Q1).counties] == ["甲县", "乙区"]
    assert [one.name for one in creation_of(areas["一村"], Q1).counties] == ["甲县"]


def test_visits_and_what_waits_to_be_put_right(areas):
    for name, day, findings in [
        ("一村", date(2011, 5, 1), "台账不全"),
        ("一村", date(2012, 1, 5), ""),
        ("二村", date(2011, 3, 31), "公开不及时"),
    ]:
        SupervisionVisit.objects.create(
            area=areas[name], visited_on=day, visited_by="督查组", findings=findings, evidence="记录"
        )
    visits = creation_of(areas["测试市"], Q1).visits
    assert (visits.villages, visits.visited, visits.unvisited) == (6, 1, 5)
    assert (visits.waiting, visits.oldest) == (2, date(2011, 3, 31))


def test_units_below_the_line_of_alert_come_lowest_first(areas):
    for name, valid, satisfied in [("一村", 100, 59), ("四村", 100, 40), ("五村", 100, 60), ("六村", 29, 1)]:
        Satisfaction.objects.create(
            area=areas[name],
            year=2011,
            surveyed_on=date(2011, 10, 1),
            valid=valid,
            satisfied=satisfied,
            evidence="报告",
        )
    assert [(one.name, one.words) for one in creation_of(areas["测试市"], Q1).unhappy] == [
        ("四村", "40.0%"),
        ("一村", "59.0%"),
    ]


def test_the_queries_do_not_grow_with_the_area(areas, django_assert_num_queries):
    rubric = build_rubric(areas["测试市"])
    for name in ("一村", "二村", "五村"):
        build_assessment(rubric, areas[name], 2011, State.DECIDED, "五个好")
    for name in ("甲县", "测试市"):
        with django_assert_num_queries(16):
            creation_of(areas[name], Q1)


def test_the_page_shows_it_beside_the_figures(client, areas, period, users):
    Programme.objects.create(code="mechanisms", name="三级联创与工作机制")
    build_assessment(build_rubric(areas["测试市"]), areas["一村"], 2012)
    client.force_login(users["leader"])
    page = client.get(reverse("programme-page", args=["mechanisms"])).content.decode()
    assert "年度评定" in page
    assert reverse("assessment-list") in page
    assert "12个月内没有督查到的村 6 / 6 个" in page
    assert "评分细则" in page  # settings that belong to no area are linked as well
