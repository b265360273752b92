"""What the registers of members count: people admitted, in public posts, away from home; each once."""

from datetime import date

import pytest

from branches.models import Cadre, OrganisationStandard, Person
from indicators.models import (
    DevelopmentPlan,
    FloatingContact,
    FloatingMember,
    MemberDevelopment,
    PostAssignment,
    PostReview,
    PublicPost,
)
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive
from indicators.registers.member_body import ADMITTED

Q1 = Quarter(2012, 1)
FIRST, LAST, AFTER = date(2012, 1, 1), date(2012, 3, 31), date(2012, 4, 1)
LONG_AGO = date(2005, 1, 1)


@pytest.fixture
def person(areas):
    return lambda place="一村", **fields: Person.objects.create(
        name="测试", area=areas[place], **({"sex": "1", "political_status": "01"} | fields)
    )


@pytest.fixture
def admit(person):
    """Admit somebody of a place as a probationary member."""

    def make(place="一村", admitted_on=LAST, occupation="farmer", stratum="", **fields):
        return MemberDevelopment.objects.create(
            person=person(place, **fields), admitted_on=admitted_on, occupation=occupation, stratum=stratum
        )

    return make


@pytest.fixture
def count(areas):
    """The answer for the whole city, by the name of the unit, without the zeros."""

    def ask(code, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[code](areas[area], quarter).items() if n}

    return ask


# admission ------------------------------------------------------------------------
def test_the_admitted_of_a_quarter_count_in_their_county_wherever_they_work(admit, count):
    admit("一村", FIRST)
    admit("东镇", LAST)
    admit("甲县")
    admit("六村")
    admit("一村", date(2011, 12, 31))
    admit("一村", AFTER)
    assert count("dev_admitted") == {"甲县": 3, "乙区": 1}
    assert count("dev_admitted", quarter=Q1.previous) == {"甲县": 1}


def test_one_admitted_and_ended_later_was_admitted_all_the_same(admit, count):
    development = admit()
    development.ended_on, development.ended_reason = AFTER, "取消预备党员资格"
    development.save()
    assert count("dev_admitted") == {"甲县": 1}


def test_thirty_five_is_young_through_the_month_before_the_thirty_sixth_birthday(admit, count):
    admit(birth_month=date(1976, 4, 1))  # 35 in March 2012
    admit(birth_month=date(1976, 3, 1))  # 36 from March 2012
    admit("五村", birth_month=date(1990, 1, 1))
    admit("五村")
    assert count("dev_young") == {"甲县": 1, "乙区": 1}


def test_women_college_front_line_and_new_strata(admit, count):
    admit(sex="2", education="30")
    admit(education="10", occupation="specialist")
    admit(education="40", occupation="worker")
    admit(occupation="manager", stratum="owner")
    admit(occupation="specialist", stratum="staff")
    admit(occupation="other", stratum="freelancer")
    admit(occupation="other", stratum="intermediary")
    admit(occupation="official")
    admit(occupation="student")
    assert {code: count(code).get("甲县", 0) for code in ADMITTED} == {
        "dev_admitted": 9, "dev_young": 0, "dev_women": 1, "dev_college": 2, "dev_frontline": 4, "dev_strata": 4,
    }  # fmt: skip


def test_the_plan_is_the_countys_own_of_the_year_and_nothing_where_none_was_set(areas):
    DevelopmentPlan.objects.create(area=areas["甲县"], year=2012, ceiling=40)
    DevelopmentPlan.objects.create(area=areas["东镇"], year=2012, ceiling=25)
    DevelopmentPlan.objects.create(area=areas["乙区"], year=2011, ceiling=30)
    got = derive(areas["测试市"], Q1, ["counties", "dev_plan"])
    assert got == {areas["甲县"].pk: {"counties": 1, "dev_plan": 40}, areas["乙区"].pk: {"counties": 1}}


def test_a_village_is_idle_when_nobody_was_admitted_in_the_three_years_up_to_the_day(admit, count):
    admit("一村", date(2009, 4, 1))
    admit("二村", date(2009, 3, 31))
    admit("三村", LAST)
    admit("四村", AFTER)
    admit("东镇", LAST)
    assert count("dev_idle_villages") == {"二村": 1, "四村": 1}


def test_what_a_register_does_not_reach_back_to_is_not_known(areas, admit):
    admit("一村", date(2009, 3, 31))
    admit("五村", date(2009, 4, 1))
    got = derive(areas["测试市"], Q1, ["dev_idle_villages"])
    assert got[areas["二村"].pk] == {"dev_idle_villages": 1}
    assert got[areas["六村"].pk] == {}
    assert derive(areas["东镇"], Q1, ["dev_idle_villages"])[areas["二村"].pk] == {"dev_idle_villages": 1}


def test_the_years_are_those_of_the_standard(areas, admit, count):
    admit("一村", date(2009, 4, 1))
    OrganisationStandard.objects.create(effective_from=LAST, idle_years=2)
    assert count("dev_idle_villages")["一村"] == 1


# public posts ---------------------------------------------------------------------
@pytest.fixture
def post(areas):
    return PublicPost.objects.create(name="村务监督岗", group="oversight", published_on=LONG_AGO)


@pytest.fixture
def assign(areas, post):
    def make(who, village="一村", assigned_on=LONG_AGO, **fields):
        return PostAssignment.objects.create(
            person=who, village=areas[village], post=post, assigned_on=assigned_on, **fields
        )

    return make


def test_a_member_in_a_post_counts_once_on_the_roll_from_the_day_until_leaving(person, assign, count):
    twice = person("一村")
    assign(twice, "一村")
    assign(twice, "五村")
    assign(person("二村"), "二村", LAST, ended_on=AFTER)
    assign(person("三村"), "三村", AFTER)
    assign(person("四村"), "四村", ended_on=LAST)
    assign(person("六村", political_status="13"), "六村")
    assert count("post_assigned") == {"一村": 1, "二村": 1}


def test_who_holds_an_office_is_not_without_one(areas, person, assign, count):
    def serve(who, village, post="village_committee", **fields):
        Cadre.objects.create(person=who, village=areas[village], post=post, started_on=LONG_AGO, **fields)

    cadre, former, reserve, elsewhere = person("一村"), person("一村"), person("一村"), person("一村")
    serve(cadre, "一村")
    serve(former, "一村", ended_on=LAST)
    serve(reserve, "一村", "reserve_cadre")
    serve(elsewhere, "五村")
    serve(person("二村", political_status="13"), "二村")
    for who in (cadre, former, reserve, elsewhere):
        assign(who)
    assert count("post_assigned") == {"一村": 2}
    assert count("member_cadres") == {"一村": 2}


def test_reviews_count_people_in_the_quarter_of_the_review(person, assign, count):
    def rate(assignment, rating, rated_on=LAST):
        PostReview.objects.create(assignment=assignment, rating=rating, rated_on=rated_on)

    twice = person("一村")
    rate(assign(twice), "good")
    rate(assign(twice, "二村"), "fair")
    rate(assign(person("一村")), "excellent", FIRST)
    rate(assign(person("一村")), "fair")
    rate(assign(person("一村")), "poor")
    rate(assign(person("一村")), "good", AFTER)
    rate(assign(person("一村")), "good", date(2011, 12, 31))
    assert count("post_reviewed") == {"一村": 4}
    assert count("post_rated_good") == {"一村": 2}


# away from home -------------------------------------------------------------------
@pytest.fixture
def away(person):
    def make(place="一村", left_on=LONG_AGO, **fields):
        return FloatingMember.objects.create(person=person(place), left_on=left_on, province="广东", **fields)

    return make


def test_a_member_is_away_from_the_day_of_leaving_until_the_day_before_coming_back(away, count):
    away("一村", LAST, returned_on=AFTER)
    away("二村", AFTER)
    away("三村", returned_on=LAST)
    away("东镇")
    assert count("float_out") == {"一村": 1}


def test_one_contact_in_the_quarter_is_enough_and_two_are_no_more(away, count):
    def contact(absence, *days):
        for number, day in enumerate(days):
            way = ["telephone", "visit"][number]
            FloatingContact.objects.create(floating=absence, contacted_on=day, way=way)

    contact(away("一村"), FIRST, LAST)
    contact(away("二村"), AFTER)
    contact(away("三村"), date(2011, 12, 31))
    contact(away("四村", returned_on=LAST), FIRST)
    assert count("float_contacted") == {"一村": 1}


def test_an_organisation_there_and_a_contribution_count_from_their_day(away, count):
    away("一村", joined_org_on=LAST, receiving_org="某市流动党员支部")
    away("二村", joined_org_on=AFTER, receiving_org="某市流动党员支部")
    away("三村", contribution="project", contributed_on=LAST)
    away("四村", contribution="donation", contributed_on=AFTER)
    assert count("float_in_org") == {"一村": 1}
    assert count("float_role") == {"三村": 1}


def test_the_queries_do_not_grow_with_the_people(areas, person, admit, assign, away, django_assert_num_queries):
    for _ in range(8):
        admit("五村", date(2008, 1, 1))
        assign(person("一村"))
        away("一村")
    villages = [
        "dev_idle_villages", "post_assigned", "member_cadres", "post_reviewed", "post_rated_good", "float_out",
        "float_contacted", "float_in_org", "float_role",
    ]  # fmt: skip
    for name in ("测试市", "一村"):
        with django_assert_num_queries(10):  # idle villages five, four families, and the reporting units
            derive(areas[name], Q1, villages)
    with django_assert_num_queries(5):
        derive(areas["测试市"], Q1, [*ADMITTED, "dev_plan"])
