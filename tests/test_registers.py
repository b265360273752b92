"""What the registers count: people, once each, on the last day of the quarter."""

from datetime import date

import pytest

from branches.models import (
    Area,
    Cadre,
    CertificationReview,
    DoubleStrongCertification,
    OrganisationStandard,
    Person,
    Village,
    VillagePost,
)
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from . import cast

Q1 = Quarter(2012, 1)
PEOPLE = [
    "villages", "villages_with_secretary", "secretaries", "ds_secretaries", "cadres", "ds_cadres",
    "ds_members", "ds_certified", "ds_reviewed", "ds_households_led", "returnee_cadres",
    "ds_promoted", "new_cadres", "new_returnee_cadres", "villages_long_vacant", "secretaries_members",
    "member_cadres",
]  # fmt: skip
SECRETARY, HEAD = VillagePost.PARTY_SECRETARY, VillagePost.VILLAGE_HEAD
MEMBER_OF_COMMITTEE = VillagePost.VILLAGE_COMMITTEE
LONG_AGO = date(2009, 1, 10)


@pytest.fixture
def person(areas):
    """Make a person on the roll of a village: `person("一村")`."""
    return lambda village, **fields: Person.objects.create(
        name="测试", sex="1", area=areas[village], **({"political_status": "01"} | fields)
    )


@pytest.fixture
def serve(areas):
    """Give a person a post in a village."""

    def give(who, village, post=MEMBER_OF_COMMITTEE, started_on=LONG_AGO, **fields):
        return Cadre.objects.create(person=who, village=areas[village], post=post, started_on=started_on, **fields)

    return give


def certify(who, certified_on=LONG_AGO, reviewed_on=None, **fields):
    title = DoubleStrongCertification.objects.create(
        person=who, standard=cast.build_standard(), certified_on=certified_on, **fields
    )
    if reviewed_on:
        CertificationReview.objects.create(certification=title, reviewed_on=reviewed_on)
    return title


@pytest.fixture
def count(areas):
    """`count("cadres")` is the answer for the whole city, by village name, without the zeros."""

    def ask(element, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[element](areas[area], quarter).items()}

    return ask


def test_every_register_function_answers_to_the_name_of_its_element():
    assert set(PEOPLE) <= set(REGISTERS)
    assert all(REGISTERS[code].code == code for code in REGISTERS)


def test_the_register_knows_so_a_village_without_anybody_has_zero(areas, person, serve):
    serve(person("一村"), "一村", SECRETARY)
    got = derive(areas["东镇"], Q1, ["villages", "secretaries"])
    assert got == {
        areas["一村"].pk: {"villages": 1, "secretaries": 1},
        areas["二村"].pk: {"villages": 1, "secretaries": 0},
        areas["三村"].pk: {"villages": 1, "secretaries": 0},
    }


def test_an_unknown_source_is_refused_by_name(areas):
    with pytest.raises(LookupError, match="没有这样的台账来源：horses"):
        derive(areas["东镇"], Q1, ["cadres", "horses"])


def test_only_rural_units_that_exist_on_the_day_report(areas, count):
    areas["二村"].village.is_rural_unit = False
    areas["二村"].village.save()
    Area.objects.filter(pk=areas["三村"].pk).update(closed_on=date(2012, 3, 31))
    Area.objects.filter(pk=areas["四村"].pk).update(opened_on=date(2012, 4, 1))
    assert count("villages") == {"一村": 1, "五村": 1, "六村": 1}


def test_a_person_with_two_posts_counts_once(person, serve, count):
    both = person("一村")
    serve(both, "一村", HEAD, date(2008, 1, 1))
    serve(both, "一村", SECRETARY)
    assert count("cadres") == {"一村": 1}
    assert count("secretaries") == {"一村": 1}


def test_a_person_serving_in_two_villages_counts_where_the_higher_post_is(person, serve, count):
    shared = person("一村")
    serve(shared, "一村", MEMBER_OF_COMMITTEE, date(2005, 1, 1))
    serve(shared, "五村", SECRETARY, date(2011, 1, 1))
    assert count("cadres") == {"五村": 1}


def test_among_equal_posts_the_older_tenure_decides_and_then_the_older_row(person, serve, count):
    older, same_day = person("一村"), person("一村")
    serve(older, "一村", started_on=date(2010, 1, 2))
    serve(older, "二村", started_on=date(2010, 1, 1))
    serve(same_day, "四村")
    serve(same_day, "三村")
    assert count("cadres") == {"二村": 1, "四村": 1}


def test_a_shared_secretary_fills_both_villages_but_is_one_person(person, serve, count):
    shared = person("一村")
    serve(shared, "一村", SECRETARY)
    serve(shared, "二村", SECRETARY, date(2011, 1, 1))
    certify(shared)
    assert count("villages_with_secretary") == {"一村": 1, "二村": 1}
    assert count("secretaries") == count("ds_secretaries") == count("ds_cadres") == {"一村": 1}


def test_where_a_person_counts_does_not_depend_on_the_area_asked_for(areas, person, serve):
    shared = person("五村")
    serve(shared, "二村", HEAD)
    serve(shared, "五村", SECRETARY)
    serve(person("四村"), "四村", SECRETARY)
    assert REGISTERS["cadres"](areas["甲县"], Q1) == {areas["四村"].pk: 1}
    assert REGISTERS["cadres"](areas["东镇"], Q1) == {}
    every = PEOPLE
    city = derive(areas["测试市"], Q1, every)
    parts = [derive(areas[name], Q1, every) for name in ("东镇", "西镇", "南乡")]
    assert city == parts[0] | parts[1] | parts[2]


def test_a_post_in_a_unit_that_does_not_report_does_not_swallow_the_person(areas, person, serve, count):
    areas["六村"].village.is_rural_unit = False
    areas["六村"].village.save()
    shared = person("五村")
    serve(shared, "六村", SECRETARY)
    serve(shared, "五村")
    assert count("cadres") == {"五村": 1}
    assert count("secretaries") == {}


def test_the_day_of_leaving_is_no_longer_served(person, serve, count):
    serve(person("一村"), "一村", SECRETARY, ended_on=date(2012, 3, 31))
    serve(person("二村"), "二村", SECRETARY, ended_on=date(2012, 4, 1))
    serve(person("三村"), "三村", SECRETARY, date(2012, 3, 31))
    serve(person("四村"), "四村", SECRETARY, date(2012, 4, 1))
    assert count("secretaries") == count("villages_with_secretary") == {"二村": 1, "三村": 1}


def test_people_who_are_sent_or_in_reserve_are_no_cadres(person, serve, count):
    for post in (VillagePost.FIRST_SECRETARY, VillagePost.GRADUATE_OFFICIAL, VillagePost.RESERVE_CADRE):
        serve(person("一村"), "一村", post)
    assert count("cadres") == {}


def test_a_certification_counts_from_its_day_through_its_last_and_until_revoked(person, count):
    certify(person("一村"), date(2012, 3, 31))
    certify(person("二村"), date(2012, 4, 1))
    certify(person("三村"), valid_until=date(2012, 3, 31))
    certify(person("四村"), valid_until=date(2012, 3, 30))
    certify(person("五村"), revoked_on=date(2012, 3, 31), revoked_reason="复核不合格")
    certify(person("六村"), revoked_on=date(2012, 4, 1), revoked_reason="复核不合格")
    assert count("ds_certified") == {"一村": 1, "三村": 1, "六村": 1}


def test_two_valid_certifications_are_one_person_and_the_newer_one_tells_the_households(person, count):
    who = person("一村")
    certify(who, date(2009, 5, 1), households_led=3)
    certify(who, date(2011, 5, 1), households_led=8)
    certify(who, date(2011, 6, 1), households_led=90, revoked_on=date(2011, 7, 1), revoked_reason="错录")
    certify(person("一村"), households_led=5)
    assert count("ds_certified") == {"一村": 2}
    assert count("ds_households_led") == {"一村": 13}


def test_members_are_full_and_probationary_and_count_on_their_roll(person, serve, count):
    elsewhere = person("一村")
    serve(elsewhere, "五村", SECRETARY)
    for who in (elsewhere, person("一村", political_status="02"), person("一村", political_status="13")):
        certify(who)
    assert count("ds_members") == {"一村": 2}
    assert count("ds_certified") == {"一村": 3}
    assert count("ds_secretaries") == {"五村": 1}


def test_a_certification_is_fresh_for_two_years_after_it_was_given_or_reviewed(person, count):
    certify(person("一村"), date(2010, 4, 1))
    certify(person("二村"), date(2010, 3, 31))
    certify(person("三村"), date(2009, 1, 1), reviewed_on=date(2010, 4, 1))
    certify(person("四村"), date(2009, 1, 1), reviewed_on=date(2010, 3, 31))
    certify(person("五村"), date(2009, 1, 1), reviewed_on=date(2012, 4, 1))  # not yet reviewed on the day
    twice = certify(person("六村"), date(2009, 1, 1), reviewed_on=date(2011, 1, 1))
    CertificationReview.objects.create(certification=twice, reviewed_on=date(2012, 5, 1))  # hides nothing before
    assert count("ds_reviewed") == {"一村": 1, "三村": 1, "六村": 1}


def test_who_has_gone_is_in_no_number_from_the_day_of_going(person, serve, count):
    """The row of the post or title may still stand open: the person decides."""
    gone = {"left_how": "deceased"}
    for village, left_on in [("一村", date(2012, 3, 31)), ("二村", date(2012, 4, 1))]:
        who = person(village, left_on=left_on, **gone)
        serve(who, village, SECRETARY)
        certify(who)
    for code in (
        "secretaries",
        "cadres",
        "ds_secretaries",
        "ds_members",
        "ds_certified",
        "villages_with_secretary",
    ):
        assert count(code) == {"二村": 1}, code


def test_a_post_vacant_for_more_than_ninety_days_is_called_out(areas, person, serve, count):
    serve(person("一村"), "一村", SECRETARY, ended_on=date(2012, 1, 1))  # 90 days on 31 March
    serve(person("二村"), "二村", SECRETARY, ended_on=date(2011, 12, 31))
    serve(person("四村"), "四村", SECRETARY)
    serve(person("五村"), "五村", SECRETARY, date(2012, 4, 1))  # not yet, and nobody before
    Village.objects.filter(area=areas["六村"]).update(is_rural_unit=False)
    Area.objects.filter(pk=areas["三村"].pk).update(opened_on=date(2012, 1, 1))  # open for ninety days
    assert count("villages_long_vacant") == {"二村": 1, "五村": 1}
    Area.objects.filter(pk=areas["三村"].pk).update(opened_on=date(2011, 12, 31))
    assert count("villages_long_vacant") == {"二村": 1, "三村": 1, "五村": 1}


def test_how_long_a_post_may_be_vacant_is_a_dated_line(areas, person, serve, count):
    for village in ("二村", "三村", "四村", "五村", "六村"):
        serve(person(village), village, SECRETARY)
    serve(person("一村"), "一村", SECRETARY, ended_on=date(2012, 1, 15))  # 76 days on 31 March
    OrganisationStandard.objects.create(effective_from=date(2012, 4, 1), vacancy_days=10)
    assert count("villages_long_vacant") == {}
    OrganisationStandard.objects.create(effective_from=date(2012, 3, 31), vacancy_days=75)
    assert count("villages_long_vacant") == {"一村": 1}


def test_who_is_gone_leaves_the_post_vacant_even_where_the_tenure_stands(areas, person, serve, count):
    for village in ("二村", "三村", "四村", "五村", "六村"):
        serve(person(village), village, SECRETARY)
    gone = person("一村")
    serve(gone, "一村", SECRETARY)
    Person.objects.filter(pk=gone.pk).update(left_on=date(2011, 12, 31), left_how="deceased")
    assert count("villages_long_vacant") == {"一村": 1}


def test_secretaries_are_held_against_those_who_are_members(person, serve, count):
    serve(person("一村"), "一村", SECRETARY)
    serve(person("二村", political_status="02"), "二村", SECRETARY)
    serve(person("三村", political_status="13"), "三村", SECRETARY)
    assert count("secretaries") == {"一村": 1, "二村": 1, "三村": 1}
    assert count("secretaries_members") == {"一村": 1, "二村": 1}


def test_members_in_post_count_on_their_own_roll(person, serve, count):
    elsewhere = person("一村")
    serve(elsewhere, "五村", SECRETARY)
    serve(elsewhere, "六村")
    serve(person("一村", political_status="13"), "一村")
    assert count("member_cadres") == {"一村": 1}
    assert count("cadres") == {"一村": 1, "五村": 1}


def test_a_cadre_is_returned_talent_when_any_of_the_posts_is_held_so(person, serve, count):
    who = person("一村")
    serve(who, "一村", SECRETARY)
    serve(who, "一村", HEAD, source="returned")
    serve(person("二村"), "二村", source="grown")
    assert count("returnee_cadres") == {"一村": 1}


def test_coming_into_post_counts_in_its_quarter_and_moving_on_does_not(person, serve, count):
    serve(person("一村"), "一村", started_on=date(2012, 1, 1), source="returned")
    serve(person("二村"), "二村", started_on=date(2011, 12, 31), source="returned")
    moved_on = person("三村")
    serve(moved_on, "三村", started_on=LONG_AGO, ended_on=date(2012, 2, 1))
    serve(moved_on, "三村", SECRETARY, date(2012, 2, 1), source="returned")
    came_back = person("四村")
    serve(came_back, "四村", started_on=LONG_AGO, ended_on=date(2012, 1, 31))
    serve(came_back, "四村", HEAD, date(2012, 2, 1))
    assert count("new_cadres") == {"一村": 1, "四村": 1}
    assert count("new_returnee_cadres") == {"一村": 1}


def test_a_newcomer_to_two_posts_is_one_newcomer_and_a_post_never_served_is_none(person, serve, count):
    both = person("一村")
    serve(both, "一村", SECRETARY, date(2012, 2, 1))
    serve(both, "二村", HEAD, date(2012, 2, 1))
    serve(person("三村"), "三村", started_on=date(2012, 2, 1), ended_on=date(2012, 2, 1))
    assert count("new_cadres") == {"一村": 1}


def test_promoted_is_a_double_strong_member_whose_first_post_starts_in_the_quarter(person, serve, count):
    start = date(2012, 2, 1)
    promoted = person("一村")
    not_yet_certified, not_a_member, served_before = (
        person("二村"),
        person("三村", political_status="13"),
        person("四村"),
    )
    certify(promoted, date(2012, 2, 1))
    certify(not_yet_certified, date(2012, 2, 2))
    certify(not_a_member)
    certify(served_before)
    serve(served_before, "四村", started_on=date(2003, 1, 1), ended_on=date(2006, 1, 1))
    for who, village in ((promoted, "一村"), (not_yet_certified, "二村"), (not_a_member, "三村")):
        serve(who, village, started_on=start)
    serve(served_before, "四村", SECRETARY, start)
    serve(promoted, "五村", MEMBER_OF_COMMITTEE, date(2012, 3, 1))
    assert count("ds_promoted") == {"一村": 1}
    assert count("ds_promoted", quarter=Quarter(2012, 2)) == {}


def test_one_query_an_element_whatever_the_area(areas, django_assert_num_queries):
    for name in ("测试市", "东镇"):
        with django_assert_num_queries(len(PEOPLE) + 2):  # and one each for the units and the standard
            derive(areas[name], Q1, PEOPLE)
