"""The pipeline of the four cultivations: its plain values, and the page that shows them."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import AccessRecord, Person
from indicators.catalogue import read
from indicators.dashboards.pipeline import expected, pipeline, pipelines
from indicators.models import Indicator, Programme, Target
from indicators.quarters import Quarter

from .cast import build_period
from .cultivation_cast import (
    KEY_HEAD,
    KEY_MEMBER,
    NEW_YEAR,
    STEP_1,
    STEP_2,
    STEP_3,
    STEP_4,
    Villagers,
    dropped,
    listed,
    measured,
    promoted,
)

Q1, Q2 = Quarter(2012, 1), Quarter(2012, 2)
COLUMNS = ("code", "name", "short_name", "numerator", "denominator", "count_unit", "direction")


@pytest.fixture
def people(areas):
    return Villagers(areas)


@pytest.fixture
def catalogue(areas):
    """The shipped indicators of the programme with their lines for the city in 2012."""
    programme = Programme.objects.create(code="four_cultivations", name="四个培养与三百强")
    shipped = read(settings.BASE_DIR / "fixtures" / "catalogue").indicators
    for entry in shipped:
        if entry.values["programme"] == "four_cultivations" and entry.values["denominator"]:
            fields = {name: entry.values[name] for name in COLUMNS}
            one = Indicator.objects.create(programme=programme, effective_from=date(2009, 1, 1), **fields)
            if entry.values["target"]:
                green, amber = entry.values["target"]
                Target.objects.create(indicator=one, area=areas["测试市"], year=2012, green=green, amber=amber)


def step(made, number):
    return made.steps[number - 1]


# plain values -----------------------------------------------------------------------------
def test_a_step_is_listed_converted_and_divided(people, areas, catalogue):
    """Of ten on the list at New Year two were converted; one came later, one was dropped."""
    for _ in range(7):
        listed(people.person(), STEP_2)
    promoted(people.person(), STEP_2, date(2012, 2, 1))
    promoted(people.person("五村"), STEP_2, date(2012, 3, 31))
    dropped(people.person("五村"), STEP_2, date(2012, 2, 1))
    listed(people.person(), STEP_2, date(2012, 2, 1))
    promoted(people.person(), STEP_2, date(2012, 3, 1), date(2012, 2, 1))
    made = step(pipeline(areas["测试市"], Q1), 2)
    assert (made.listed, made.converted, made.active) == (10, 2, 8)
    assert (made.figure.text, made.figure.parts, made.figure.green_text) == ("20.0%", "2人 / 10人", "25%")
    assert made.figure.standing.word == "接近"
    assert step(pipeline(areas["测试市"], Q1), 1).figure.text == "—"


def test_conversions_add_up_over_the_year(people, areas, catalogue):
    for day in (date(2012, 3, 31), date(2012, 4, 1), date(2012, 7, 1)):
        promoted(people.person(), STEP_3, day)
    assert step(pipeline(areas["测试市"], Q1), 3).converted == 1
    assert step(pipeline(areas["测试市"], Q2), 3).converted == 2
    now = pipeline(areas["测试市"], Quarter(2012, 3), date(2012, 7, 5))
    assert (step(now, 3).converted, now.day) == (3, date(2012, 7, 5))
    assert step(pipeline(areas["测试市"], Quarter(2011, 4)), 3).converted == 0


def test_the_part_of_the_line_that_belongs_to_the_time_gone_by(areas, catalogue, people):
    """91 of 366 days of 15 % are 3.73 %; 182 of them 7.46 %."""
    for _ in range(24):
        listed(people.able(), STEP_3)
    promoted(people.able(), STEP_3, date(2012, 3, 1))
    made = step(pipeline(areas["测试市"], Q1), 3)
    assert round(made.expected, 2) == Decimal("3.73")
    assert (made.figure.text, made.keeps_pace) == ("4.0%", True)
    later = step(pipeline(areas["测试市"], Q2), 3)
    assert (round(later.expected, 2), later.keeps_pace) == (Decimal("7.46"), False)
    assert expected(made.figure, date(2011, 12, 31)) == 15


def test_a_handful_of_people_is_not_judged_by_time(areas, catalogue, people):
    for _ in range(4):
        listed(people.person(), STEP_2)
    assert step(pipeline(areas["测试市"], Q1), 2).keeps_pace is None
    listed(people.person(), STEP_2)
    assert step(pipeline(areas["测试市"], Q1), 2).keeps_pace is False


def test_a_track_tells_places_people_promotions_and_measures(people, areas, catalogue):
    people.quota(4)
    rows = [listed(people.person(village), KEY_MEMBER) for village in ("一村", "一村", "四村")]
    promoted(people.person(), KEY_MEMBER, date(2012, 2, 1))
    promoted(people.person(), KEY_MEMBER, date(2011, 6, 1), date(2011, 1, 1))
    measured(rows[0], "training")
    measured(rows[1], "training")
    measured(rows[1], "support")
    made = pipeline(areas["甲县"], Q1)
    track = made.tracks[2]
    assert (track.quota, track.active, track.promoted, track.promoted_ever) == (4, 3, 1, 2)
    assert track.measures == [("training", 2, 1), ("support", 1, 2), ("post", 0, 3), ("reward", 0, 3)]
    assert (track.done, track.due, track.rate_text) == (3, 12, "25.0%")
    assert (track.figure.text, made.measures.text, made.measures.parts) == ("75.0%", "25.0%", "3人项 / 12人项")
    assert made.key_people == 3


def test_below_the_county_a_track_has_people_and_no_places(people, areas, catalogue):
    people.quota(4)
    measured(listed(people.person(), KEY_MEMBER), "post")
    made = pipeline(areas["东镇"], Q1)
    assert (made.tracks[2].quota, made.tracks[2].active) == (None, 1)
    assert made.tracks[2].figure.value is None
    assert made.measures.text == "25.0%"


def test_without_a_quota_there_are_no_key_lists(areas, catalogue):
    made = pipeline(areas["乙区"], Q1)
    assert not made.has_key_lists
    assert made.measures.value is None


def test_the_children_add_up_to_the_area_and_have_lines_of_their_own(people, areas, catalogue):
    people.quota(5)
    people.quota(7, KEY_HEAD, county="乙区")
    for village in ("一村", "四村", "五村", "五村"):
        listed(people.outsider(village), STEP_1)
        listed(people.person(village), KEY_MEMBER)
    one = Indicator.objects.get(code="fc1_to_member")
    Target.objects.create(indicator=one, area=areas["乙区"], year=2012, green=12, amber=6)
    own, children = pipelines(areas["测试市"], Q1)
    assert [child.area.name for child in children] == ["甲县", "乙区"]
    assert [step(child, 1).listed for child in children] == [2, 2]
    assert step(own, 1).listed == 4
    assert [step(child, 1).figure.green for child in children] == [20, 12]
    assert [[track.quota for track in child.tracks] for child in children] == [[0, 0, 5], [0, 7, 0]]
    assert [track.quota for track in own.tracks] == [0, 7, 5]


def test_the_villages_of_a_township_are_those_that_report(people, areas):
    areas["二村"].village.is_rural_unit = False
    areas["二村"].village.save()
    _, children = pipelines(areas["东镇"], Q1)
    assert [child.area.name for child in children] == ["一村", "三村"]
    assert pipelines(areas["一村"], Q1)[1] == []


def test_without_a_catalogue_the_counts_still_stand(people, areas):
    promoted(people.person(), STEP_4, date(2012, 2, 1))
    made = step(pipeline(areas["测试市"], Q1), 4)
    assert (made.listed, made.converted, made.figure, made.keeps_pace) == (1, 1, None, None)


def test_whoever_left_the_party_is_no_longer_counted_on_the_list(people, areas):
    who = people.person()
    listed(who, STEP_2)
    Person.objects.filter(pk=who.pk).update(political_status="13")
    assert step(pipeline(areas["测试市"], Q1), 2).active == 0


@pytest.mark.parametrize("area", ["测试市", "东镇", "一村"])
def test_three_queries_for_an_area_and_five_with_its_children(
    people, areas, catalogue, django_assert_num_queries, area
):
    people.quota(9)
    for village in ("一村", "二村", "四村", "五村"):
        measured(listed(people.person(village), KEY_MEMBER), "post")
    with django_assert_num_queries(3):
        pipeline(areas[area], Q1)
    with django_assert_num_queries(5):
        pipelines(areas[area], Q1)


# the page -----------------------------------------------------------------------------------
@pytest.fixture
def opened(client, users, areas):
    """`opened("leader", "甲县")` is the page as a role sees it."""

    def open_page(role="leader", area="测试市", **query):
        client.force_login(users[role])
        return client.get(reverse("cultivation-pipeline", args=[areas[area].code]), query)

    return open_page


def test_the_page_stands_for_today_and_can_look_back(opened, people, catalogue):
    build_period("2012Q1")
    promoted(people.person(), STEP_2, date(2012, 7, 1))
    promoted(people.person(), STEP_2, date(2012, 3, 1))
    now, then = opened(), opened(period="2012Q1")
    assert (step(now.context["own"], 2).converted, step(then.context["own"], 2).converted) == (2, 1)
    assert "截至2012年7月5日" in now.text
    assert "截至2012年3月31日" in then.text
    assert [moment.label for moment in now.context["moments"]] == ["至今（2012-07-05）", "2012年第一季度"]


def test_an_unknown_period_leads_back_with_a_word(opened, areas):
    response = opened(period="2012Q9")
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("cultivation-pipeline", args=[areas["测试市"].code]),
    )


def test_every_count_leads_to_its_names_and_the_page_itself_names_nobody(opened, people, areas, catalogue):
    people.quota(3)
    listed(people.person(name="赵福根"), KEY_MEMBER)
    promoted(people.person(name="钱喜收"), STEP_2, date(2012, 3, 1))
    page = opened(area="甲县").text
    names = reverse("cultivation-names", args=[areas["甲县"].code])
    assert f'href="{names}?state=converted&amp;list=step_2">1</a>' in page
    assert f'href="{names}?list=key_member&amp;missing=post">缺1</a>' in page
    assert "赵福根" not in page
    assert "钱喜收" not in page
    assert AccessRecord.objects.count() == 0


def test_figures_carry_their_parts_for_tools(opened, people, catalogue):
    promoted(people.person(), STEP_2, date(2012, 3, 1))
    listed(people.person(), STEP_2)
    assert (
        'data-indicator="fc2_to_able" data-numerator="1" data-denominator="2" data-value="50.0"' in opened().text
    )


def test_what_somebody_has_to_see_to_stands_on_top(opened, people, areas):
    people.quota(3)
    listed(people.person(), KEY_MEMBER)
    listed(people.person(), STEP_2, date(2011, 1, 1))
    keeper, leader = opened("reviewer", "甲县"), opened("leader", "甲县")
    found = [(state.code, number) for state, number in keeper.context["faults"]]
    assert found == [("unmeasured", 1), ("unmentored", 1)]
    carry = reverse("cultivation-carry", args=[areas["甲县"].code])
    assert keeper.context["waiting"] == 1
    assert carry in keeper.text
    assert "名单尚未结转" in leader.text
    assert carry not in leader.text


def test_an_empty_register_still_makes_a_page(opened):
    response = opened(area="一村")
    assert response.status_code == 200
    assert "三百强名单和措施表" not in response.text


def test_the_page_costs_the_same_whatever_stands_below(client, users, areas, people):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("cultivation-pipeline", args=[areas["测试市"].code]))
        return len(asked)

    build_period("2012Q1")
    people.quota(9)
    client.force_login(users["leader"])
    listed(people.person(), KEY_MEMBER)
    cost()  # the first page of a session also marks it
    one = cost()
    for village in ("一村", "二村", "三村", "四村", "五村", "六村"):
        listed(people.person(village), KEY_MEMBER)
        listed(people.person(village), STEP_2, NEW_YEAR)
    assert cost() == one
