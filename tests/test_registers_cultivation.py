"""What the cultivation registers tell the reports: lists of 1 January, conversions, key lists, cases."""

from datetime import date

import pytest

from branches.models import Area, Person
from branches.registry import REGISTERS as PAGES
from indicators.models import ModelCase
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from .cultivation_cast import (
    HEAD,
    KEY_HEAD,
    KEY_MEMBER,
    KEY_SECRETARY,
    NEW_YEAR,
    SECRETARY,
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
STEPS = [
    "fc1_listed", "fc1_admitted", "fc2_listed", "fc2_able", "fc3_listed", "fc3_took_post", "fc4_listed",
    "fc4_took_post", "fc_listed_villages",
]  # fmt: skip
KEYS = [
    "th_secretary_quota", "th_secretary_active", "th_head_quota", "th_head_active", "th_member_quota",
    "th_member_active", "th_measures_delivered", "th_start", "th_left",
]  # fmt: skip


@pytest.fixture
def people(areas):
    return Villagers(areas)


@pytest.fixture
def count(areas):
    """`count("fc1_listed")` is the answer for the whole city, by name of the unit, without the zeros."""

    def ask(source, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[source](areas[area], quarter).items() if n}

    return ask


# the four steps ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on_list", "source"),
    [(STEP_1, "fc1_listed"), (STEP_2, "fc2_listed"), (STEP_3, "fc3_listed"), (STEP_4, "fc4_listed")],
)
def test_each_step_counts_its_own_list(people, count, on_list, source):
    listed(people.person("一村"), on_list)
    listed(people.person("一村"), on_list)
    listed(people.person("五村"), on_list)
    assert count(source) == {"一村": 2, "五村": 1}
    others = {"fc1_listed", "fc2_listed", "fc3_listed", "fc4_listed"} - {source}
    assert all(count(other) == {} for other in others)


def test_the_list_is_that_of_new_year_and_stands_all_year(people, count):
    listed(people.person("一村"), STEP_2)
    listed(people.person("二村"), STEP_2, date(2012, 1, 2))  # later in the year
    listed(people.person("三村"), STEP_2, date(2011, 1, 1), result="kept", result_on=date(2011, 12, 31))
    dropped(people.person("四村"), STEP_2, date(2012, 2, 1))  # left since, but was there
    dropped(people.person("五村"), STEP_2, NEW_YEAR)  # left on the very day
    for quarter in (Q1, Q2, Quarter(2012, 4)):
        assert count("fc2_listed", quarter=quarter) == {"一村": 1, "四村": 1}
    assert count("fc2_listed", quarter=Quarter(2011, 4)) == {"三村": 1}


@pytest.mark.parametrize(
    ("on_list", "source"),
    [(STEP_1, "fc1_admitted"), (STEP_2, "fc2_able"), (STEP_3, "fc3_took_post"), (STEP_4, "fc4_took_post")],
)
def test_a_conversion_counts_in_its_quarter_among_those_of_new_year(people, count, on_list, source):
    promoted(people.person("一村"), on_list, date(2012, 1, 2))
    promoted(people.person("二村"), on_list, date(2012, 3, 31))
    promoted(people.person("三村"), on_list, date(2012, 4, 1))
    promoted(people.person("四村"), on_list, date(2012, 3, 1), date(2012, 1, 2))  # listed in the year
    dropped(people.person("五村"), on_list, date(2012, 3, 1))
    promoted(people.person("六村"), on_list, date(2011, 12, 31), date(2011, 1, 1))
    assert count(source) == {"一村": 1, "二村": 1}
    assert count(source, quarter=Q2) == {"三村": 1}


def test_a_conversion_counts_by_its_own_day_and_not_by_that_of_the_result(people, count):
    promoted(people.person(), STEP_3, date(2012, 3, 31), result_on=date(2012, 4, 20))
    assert count("fc3_took_post") == {"一村": 1}
    assert count("fc3_took_post", quarter=Q2) == {}


def test_conversions_added_over_the_year_never_pass_the_list(people, areas):
    for day in (date(2012, 1, 5), date(2012, 5, 5), date(2012, 8, 5), date(2012, 11, 5)):
        promoted(people.person(), STEP_2, day)
    year = [derive(areas["一村"], Quarter(2012, n), ["fc2_listed", "fc2_able"]) for n in (1, 2, 3, 4)]
    rows = [known[areas["一村"].pk] for known in year]
    assert [row["fc2_able"] for row in rows] == [1, 1, 1, 1]
    assert {row["fc2_listed"] for row in rows} == {4}


def test_whoever_has_left_the_party_is_in_no_conversion(people, count):
    who = people.person()
    promoted(who, STEP_3, date(2012, 2, 1))
    Person.objects.filter(pk=who.pk).update(political_status="13")
    assert count("fc3_took_post") == {}
    assert count("fc3_listed") == {"一村": 1}


def test_a_village_has_a_list_while_somebody_is_on_one(people, count):
    listed(people.person("一村"), STEP_1)
    listed(people.person("一村"), STEP_2)
    listed(people.person("二村"), STEP_3, date(2012, 3, 31))
    listed(people.person("三村"), STEP_3, date(2012, 4, 1))
    promoted(people.person("四村"), STEP_4, date(2012, 3, 31))
    promoted(people.person("五村"), STEP_4, date(2012, 3, 31), result_on=date(2012, 4, 1))
    listed(people.person("六村"), STEP_2, result="kept", result_on=date(2012, 2, 1))
    assert count("fc_listed_villages") == {"一村": 1, "二村": 1, "五村": 1, "六村": 1}


def test_a_key_list_makes_no_village_of_the_four_steps(people, count):
    listed(people.person(), KEY_MEMBER)
    assert count("fc_listed_villages") == {}


def test_units_that_do_not_report_are_left_out(people, count, areas):
    areas["二村"].village.is_rural_unit = False
    areas["二村"].village.save()
    Area.objects.filter(pk=areas["三村"].pk).update(closed_on=date(2012, 3, 31))
    for village in ("一村", "二村", "三村"):
        promoted(people.person(village), STEP_2, date(2012, 2, 1))
    assert count("fc2_listed") == count("fc2_able") == {"一村": 1}


# the key lists -------------------------------------------------------------------------
def test_a_county_without_a_quota_knows_nothing_of_key_lists(people, areas):
    people.quota(100)
    listed(people.person("一村"), KEY_MEMBER)
    listed(people.person("五村"), KEY_MEMBER)  # a stray row of the other county
    known = derive(areas["测试市"], Q1, KEYS)
    assert known[areas["乙区"].pk] == {}
    assert known[areas["甲县"].pk] == dict.fromkeys(KEYS, 0) | {
        "th_member_quota": 100,
        "th_member_active": 1,
        "th_start": 1,
    }


def test_a_quota_holds_from_its_day_until_the_day_it_ends(people, count):
    people.quota(80, KEY_HEAD, ended_on=date(2012, 3, 31))
    people.quota(90, KEY_HEAD, effective_from=date(2012, 3, 31))
    people.quota(50, KEY_SECRETARY, effective_from=date(2012, 4, 1))
    assert count("th_head_quota") == {"甲县": 90}
    assert count("th_head_quota", quarter=Quarter(2011, 4)) == {"甲县": 80}
    assert count("th_secretary_quota") == {}
    assert count("th_secretary_quota", quarter=Q2) == {"甲县": 50}


@pytest.mark.parametrize(
    ("on_list", "source"),
    [
        (KEY_SECRETARY, "th_secretary_active"),
        (KEY_HEAD, "th_head_active"),
        (KEY_MEMBER, "th_member_active"),
    ],
)
def test_people_stand_on_a_key_list_until_the_day_they_leave_it(people, count, on_list, source):
    people.quota(100, on_list)
    listed(people.person("一村"), on_list)
    listed(people.person("二村"), on_list, date(2012, 3, 31))
    listed(people.person("三村"), on_list, date(2012, 4, 1))
    promoted(people.person("四村"), on_list, date(2012, 3, 31))
    dropped(people.person("一村"), on_list, date(2012, 4, 1))
    listed(people.person("二村"), on_list, date(2011, 1, 1))  # of last year, never carried on
    assert count(source) == {"甲县": 3}


def test_measures_are_pairs_of_somebody_on_the_list_and_a_kind(people, count):
    people.quota(100)
    first, second = listed(people.person(), KEY_MEMBER), listed(people.person("四村"), KEY_MEMBER)
    gone = promoted(people.person(), KEY_MEMBER, date(2012, 3, 1))
    measured(first, "training", NEW_YEAR)
    measured(first, "training", date(2012, 3, 1))  # twice is once
    measured(first, "post", date(2012, 3, 31))
    measured(second, "reward", date(2012, 4, 1))  # after the quarter
    measured(gone, "support", date(2012, 2, 1))  # of somebody who has left
    assert count("th_measures_delivered") == {"甲县": 2}
    assert count("th_measures_delivered", quarter=Q2) == {"甲县": 3}


def test_measures_of_last_year_do_not_count_again(people, count):
    people.quota(100)
    who = people.person()
    before = listed(who, KEY_MEMBER, date(2011, 1, 1), result="kept", result_on=date(2011, 12, 31))
    listed(who, KEY_MEMBER)
    measured(before, "training", date(2011, 12, 31))
    assert count("th_measures_delivered", quarter=Quarter(2011, 4)) == {"甲县": 1}
    assert count("th_measures_delivered") == {}


def test_turnover_is_who_left_in_the_quarter_of_those_of_new_year(people, count):
    people.quota(100)
    listed(people.person(), KEY_MEMBER)
    promoted(people.person(), KEY_MEMBER, date(2012, 3, 31))
    dropped(people.person(), KEY_HEAD, date(2012, 4, 1))
    dropped(people.person(), KEY_MEMBER, date(2012, 3, 20), date(2012, 2, 1))  # came and went
    listed(people.person(), KEY_SECRETARY, result="kept", result_on=date(2012, 2, 1))
    assert count("th_start") == count("th_start", quarter=Q2) == {"甲县": 4}
    assert count("th_left") == {"甲县": 1}
    assert count("th_left", quarter=Q2) == {"甲县": 1}


# cases --------------------------------------------------------------------------------
def test_cases_of_a_county_are_those_of_its_townships_and_villages_too(areas, count):
    for name, day in [
        ("甲县", NEW_YEAR),
        ("东镇", date(2012, 3, 31)),
        ("四村", date(2012, 2, 1)),
        ("一村", date(2011, 12, 31)),
        ("二村", date(2012, 4, 1)),
        ("南乡", date(2012, 2, 2)),
    ]:
        ModelCase.objects.create(
            area=areas[name], title=f"{name}办起合作社", published_on=day, published_in="简报", evidence="1期"
        )
    assert count("model_cases") == {"甲县": 3, "乙区": 1}
    assert count("model_cases", "乙区") == {"乙区": 1}
    assert count("model_cases", quarter=Quarter(2011, 4)) == {"甲县": 1}


def test_the_register_of_cases_knows_that_there_were_none(areas):
    assert derive(areas["测试市"], Q1, ["model_cases"]) == {
        areas["甲县"].pk: {"model_cases": 0},
        areas["乙区"].pk: {"model_cases": 0},
    }


def test_every_number_leads_to_the_register_that_keeps_it():
    kept = {code: REGISTERS[code].kept_in for code in [*STEPS, *KEYS, "model_cases"]}
    assert set(kept.values()) <= set(PAGES)
    assert kept["fc1_admitted"] == kept["th_left"] == "cultivations"
    assert (kept["th_head_quota"], kept["th_measures_delivered"]) == ("key-list-quotas", "cultivation-measures")


# reach and cost -----------------------------------------------------------------------
def test_only_the_units_of_the_area_answer(people, count):
    people.quota(10)
    for village in ("一村", "四村", "五村"):
        listed(people.person(village), STEP_1)
        listed(people.person(village), KEY_MEMBER)
    assert count("fc1_listed", "东镇") == {"一村": 1}
    assert count("fc1_listed", "甲县") == {"一村": 1, "四村": 1}
    assert count("th_member_active", "乙区") == {}
    assert count("th_member_active", "东镇") == {}


def test_a_township_is_asked_nothing_of_its_county(people, areas):
    people.quota(10)
    assert derive(areas["东镇"], Q1, ["th_member_active", "model_cases"]) == {}


@pytest.mark.parametrize("area", ["测试市", "一村"])
def test_a_family_is_one_grouped_query_whatever_the_area(people, areas, django_assert_num_queries, area):
    """The villages; one for the steps. Counties; units and groups of the key lists, quotas, units and
    groups of the cases."""
    people.quota(5)
    for village in ("一村", "二村", "五村"):
        measured(listed(people.person(village), KEY_MEMBER), "training")
        listed(people.serving(village, HEAD), STEP_4)
        listed(people.serving(village, SECRETARY), STEP_2)
    with django_assert_num_queries(2):
        derive(areas[area], Q1, STEPS)
    counties = 6 if area == "测试市" else 4  # below a county the groups need not be asked
    with django_assert_num_queries(counties):
        derive(areas[area], Q1, [*KEYS, "model_cases"])
