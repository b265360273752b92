"""How far a year has come: units with their steps, and subjects one by one."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import Sector, User
from indicators import assessing
from indicators.models import Assessment, RubricKind

from .creation_cast import State, build_assessment, build_branch, build_rubric, build_scores

pytestmark = pytest.mark.django_db
DAY = date(2012, 7, 5)


@pytest.fixture
def rubric(areas):
    return build_rubric(areas["测试市"])


@pytest.fixture
def year(areas, rubric):
    """一村 decided 五个好, 二村 lost it, 四村 is checked, 五村 scored, 六村 not begun."""
    lost = {"lost_on": date(2012, 7, 1), "lost_reason": "账目不实"}
    build_assessment(rubric, areas["一村"], 2012, State.DECIDED, "五个好")
    build_assessment(rubric, areas["二村"], 2012, State.LOST, "五个好", **lost)
    build_assessment(rubric, areas["三村"], 2012)
    build_assessment(rubric, areas["四村"], 2012, State.CHECKED)
    build_assessment(rubric, areas["五村"], 2012, State.SCORED)
    build_assessment(rubric, areas["六村"], 2011, State.DECIDED, "标兵")  # of another year
    return rubric


def steps(one):
    return (one.due, one.started, one.scored, one.checked, one.decided, one.lost, one.titles)


def test_the_steps_of_each_unit_and_of_all_together(areas, year):
    rows = assessing.progress(areas["测试市"], RubricKind.VILLAGE, 2012, DAY)
    assert {row.name: steps(row) for row in rows} == {"甲县": (4, 1, 0, 1, 1, 1, 1), "乙区": (2, 0, 1, 0, 0, 0, 0)}
    total = assessing.summed(rows, "合计")
    assert steps(total) == (6, 1, 1, 1, 1, 1, 1)
    assert (total.taking_part, total.not_started) == (5, 1)
    assert (total.past_score, total.past_check, total.final, total.share) == (4, 3, 2, 50)


def test_without_a_decision_there_is_no_share(areas, rubric):
    [row, _] = assessing.progress(areas["测试市"], RubricKind.VILLAGE, 2012, DAY)
    assert (row.share, row.not_started) == (None, 4)


def test_as_it_stood_on_a_day(areas, year):
    """Started on 1 March, scored 1 April, checked 1 May, decided 1 June, lost 1 July."""

    def on(*day):
        return steps(assessing.total_progress(areas["测试市"], RubricKind.VILLAGE, 2012, date(2012, *day)))

    assert on(2, 29) == (6, 0, 0, 0, 0, 0, 0)
    assert on(3, 31) == (6, 5, 0, 0, 0, 0, 0)
    assert on(4, 1) == (6, 1, 4, 0, 0, 0, 0)
    assert on(5, 31) == (6, 1, 1, 3, 0, 0, 0)
    assert on(6, 30) == (6, 1, 1, 1, 2, 0, 2)
    assert on(7, 5) == (6, 1, 1, 1, 1, 1, 1)


def test_the_queries_do_not_grow_with_the_units(areas, year, django_assert_num_queries):
    with django_assert_num_queries(5):
        assessing.progress(areas["测试市"], RubricKind.VILLAGE, 2012, DAY)


@pytest.mark.parametrize(
    ("area", "kind", "counts"),
    [
        ("测试市", "village", True),
        ("甲县", "village", True),
        ("东镇", "village", False),
        ("测试市", "township", True),
        ("甲县", "township", False),
        ("测试市", "county", False),
        ("甲县", "city_sector", True),
        ("东镇", "city_sector", False),
    ],
)
def test_units_are_counted_until_the_subjects_are_few(areas, area, kind, counts):
    assert assessing.lists_units(areas[area], kind) is counts


# the page ---------------------------------------------------------------------------
def read(client, **query):
    return client.get(reverse("assessment-list", query=query)).content.decode()


def test_a_city_sees_its_counties_and_a_township_its_villages(client, areas, users, year):
    client.force_login(users["leader"])
    page = read(client, year=2012)
    assert "授予称号 <strong>1</strong>（占已评定 50.0%）" in page
    assert f"?area={areas['甲县'].code}&amp;kind=village&amp;year=2012" in page
    page = read(client, year=2012, area=areas["东镇"].code)
    assert [name in page for name in ("一村", "二村", "三村", "四村")] == [True, True, True, False]
    assert "已摘牌" in page


def test_a_state_narrows_the_list_and_nonsense_falls_back(client, areas, users, year):
    client.force_login(users["clerk"])
    page = read(client, year=2012, state="lost")
    assert (">二村</a>" in page, ">一村</a>" in page) == (True, False)
    page = read(client, year="x", kind="horse", state="y")
    assert ">一村</a>" in page


def test_totals_show_only_when_every_item_is_scored(client, areas, users, rubric):
    row = build_assessment(rubric, areas["一村"], 2012, State.CHECKED)
    build_scores(row, own=(50, 30.5), checked=(45, 30))
    half = build_assessment(rubric, areas["二村"], 2012)
    build_scores(half, own=(50, 30))
    half.scores.filter(item__number=2).update(own_score=None)
    totals = {
        one.area.name: (one.own_total, one.checked_total, one.decided_total)
        for one in Assessment.objects.with_totals()
    }
    assert totals == {"一村": (80.5, 75, None), "二村": (None, None, None)}
    client.force_login(users["clerk"])
    assert "<td>80.5</td><td>75</td><td>—</td>" in read(client, year=2012)


def test_the_list_costs_the_same_for_many_subjects(client, areas, users, rubric, django_assert_max_num_queries):
    for name in ("一村", "二村", "三村"):
        build_assessment(rubric, areas[name], 2012, State.SCORED)
    client.force_login(users["clerk"])
    with django_assert_max_num_queries(13):
        read(client, year=2012)


def test_everybody_is_offered_the_steps_of_their_own(client, areas, users, rubric):
    for name, state in (("一村", State.STARTED), ("二村", State.SCORED), ("三村", State.CHECKED)):
        build_assessment(rubric, areas[name], 2012, state)

    def offered(user):
        client.force_login(users[user])
        page = read(client, year=2012, area=areas["东镇"].code)
        return [word for word in ("提交自评所选", "核定所选", "评定所选") if f">{word}…<" in page]

    assert offered("clerk") == ["提交自评所选", "核定所选"]
    assert offered("reviewer") == ["核定所选", "评定所选"]
    assert offered("leader") == []


def test_a_county_may_decide_all_that_wait_at_once(client, areas, users, rubric):
    build_assessment(rubric, areas["一村"], 2012, State.CHECKED)
    client.force_login(users["reviewer"])
    assert "评定全部（1个）…" in read(client, year=2012)
    client.force_login(users["leader"])
    assert "评定全部" not in read(client, year=2012)


def test_before_anything_is_started_the_page_says_what_to_do(client, areas, users, rubric):
    client.force_login(users["reviewer"])
    page = read(client)
    assert "2012年还没有启动“五个好村党组织”评定" in page
    assert "启动年度评定…" in page
    client.force_login(users["clerk"])
    page = read(client)
    assert "县区启动本年度评定后" in page
    assert "启动年度评定…" not in page


def test_only_kinds_with_a_rubric_are_offered_and_all_while_there_is_none(areas):
    assert len(assessing.kinds_below(areas["测试市"], 2012)) == 5
    assert RubricKind.COUNTY not in assessing.kinds_below(areas["东镇"], 2012)
    build_rubric(areas["测试市"])
    build_rubric(areas["测试市"], RubricKind.COUNTY)
    assert assessing.kinds_below(areas["测试市"], 2012) == [RubricKind.VILLAGE, RubricKind.COUNTY]


@pytest.mark.parametrize("route", ["assessment-list", "assessment-moves", "assessment-sectors"])
def test_before_there_are_areas_the_page_says_so(route, client, db):
    client.force_login(User.objects.create_superuser("root", "known-password-1"))
    response = client.get(reverse(route))
    assert response.status_code == 200
    assert "区划" in response.content.decode()


# sectors ----------------------------------------------------------------------------
@pytest.fixture
def city_year(areas):
    """东镇: a firm with the title, a school not started. 南乡: a firm that was dissolved."""
    rubric = build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector=Sector.ENTERPRISE)
    firm = build_branch(areas["东镇"], name="甲厂支部")
    build_assessment(rubric, areas["东镇"], 2012, State.DECIDED, "五个好", branch=firm)
    build_branch(areas["东镇"], Sector.SCHOOL, "一中支部")
    build_branch(areas["南乡"], name="旧厂支部", dissolved_on=date(2012, 1, 1))


def test_each_sector_has_its_own_line(areas, city_year):
    rows = assessing.sectors(areas["测试市"], 2012, DAY)
    assert {row.name: steps(row) for row in rows} == {"企业": (1, 0, 0, 0, 1, 0, 1), "学校": (1, 0, 0, 0, 0, 0, 0)}
    assert assessing.sectors(areas["乙区"], 2012, DAY) == []


def test_the_page_of_sectors_lists_the_organisations_of_one(client, areas, users, city_year):
    client.force_login(users["clerk"])
    page = client.get(reverse("assessment-sectors", query={"year": 2012})).content.decode()
    assert ">甲厂支部</a>" in page
    page = client.get(reverse("assessment-sectors", query={"year": 2012, "sector": "school"})).content.decode()
    assert ">甲厂支部</a>" not in page
    assert "学校党组织" in page


def test_a_place_without_organisations_says_what_to_do(client, areas, users):
    client.force_login(users["leader"])
    page = client.get(reverse("assessment-sectors")).content.decode()
    assert "这里没有城市各行业的党组织" in page
