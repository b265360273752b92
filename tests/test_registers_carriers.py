"""What households, visits, dedication days, associations, posts and cups count for the report."""

from datetime import date

import pytest

from branches.models import Area
from branches.registry import REGISTERS as PAGES
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from .carriers_cast import LONG_AGO, Q1, Book

LAST_DAY, DAY_AFTER = date(2012, 3, 31), date(2012, 4, 1)
OF_VILLAGES = [
    "demo_households", "demo_villages", "liaison_paired", "dedication_days", "dedication_due",
    "dedication_attended", "assoc_crop", "assoc_livestock", "assoc_sales", "assoc_households",
    "assoc_eligible", "assoc_with_org",
]  # fmt: skip


@pytest.fixture
def book(areas):
    return Book(areas)


def close(area: Area, day: date) -> None:
    Area.objects.filter(pk=area.pk).update(closed_on=day)


# demonstration households -----------------------------------------------------------
def test_a_certificate_counts_from_its_day_through_its_last_and_until_revoked(book):
    book.demo_household("一村", certified_on=LAST_DAY)
    book.demo_household("二村", certified_on=DAY_AFTER)
    book.demo_household("三村", valid_until=LAST_DAY)
    book.demo_household("四村", valid_until=date(2012, 3, 30))
    book.demo_household("五村", revoked_on=LAST_DAY, revoked_reason="外出务工")
    book.demo_household("六村", revoked_on=DAY_AFTER, revoked_reason="外出务工")
    assert book.count("demo_households") == {"一村": 1, "三村": 1, "六村": 1}


def test_a_household_with_two_certificates_is_one_and_a_village_with_several_is_one_village(book):
    renewed = book.member("一村")
    book.demo_household("一村", renewed)
    book.demo_household("一村", renewed, certified_on=date(2011, 6, 1))
    book.demo_household("一村")
    assert book.count("demo_households") == {"一村": 2}
    assert book.count("demo_villages") == {"一村": 1}


# liaison ----------------------------------------------------------------------------
def test_households_count_that_were_visited_in_the_quarter(book):
    paired = book.liaison("一村", 4)
    book.visit(paired, date(2012, 1, 1), 1)
    book.visit(paired, LAST_DAY, 2)
    book.visit(paired, date(2011, 12, 31), 4)
    book.visit(paired, DAY_AFTER, 3)
    book.liaison("二村")  # never visited
    assert book.count("liaison_paired") == {"一村": 3}
    assert book.count("liaison_paired", quarter=Quarter(2012, 2)) == {"一村": 3}
    assert book.count("liaison_paired", quarter=Quarter(2011, 4)) == {"一村": 4}


def test_a_pairing_that_ended_within_the_quarter_no_longer_counts(book):
    for village, ended_on in (("一村", LAST_DAY), ("二村", DAY_AFTER)):
        book.visit(book.liaison(village, ended_on=ended_on), date(2012, 2, 1), 3)
    assert book.count("liaison_paired") == {"二村": 3}


# dedication days --------------------------------------------------------------------
def test_days_and_attendances_of_the_quarter_add_up(book):
    book.dedicate("一村", date(2012, 1, 1), 20, 15)
    book.dedicate("一村", LAST_DAY, 22, 11)
    book.dedicate("一村", date(2011, 12, 31), 30, 30)
    book.dedicate("一村", DAY_AFTER, 30, 30)
    assert book.count("dedication_days") == {"一村": 2}
    assert book.count("dedication_due") == {"一村": 42}
    assert book.count("dedication_attended") == {"一村": 26}


# associations -----------------------------------------------------------------------
def test_associations_count_by_kind_while_they_stand(book):
    book.association("一村", "crop", founded_on=LAST_DAY, households=12)
    book.association("一村", "crop", founded_on=DAY_AFTER, households=90)
    book.association("一村", "livestock", households=8)
    book.association("二村", "sales", dissolved_on=DAY_AFTER, households=5)
    book.association("二村", "sales", dissolved_on=LAST_DAY, households=70)
    assert book.count("assoc_crop") == {"一村": 1, "二村": 0}
    assert book.count("assoc_livestock") == {"一村": 1, "二村": 0}
    assert book.count("assoc_sales") == {"一村": 0, "二村": 1}
    assert book.count("assoc_households") == {"一村": 20, "二村": 5}


def test_an_association_of_three_full_members_should_have_an_organisation(book):
    book.association("一村", "crop", full_members=2, branch=book.branch("一村"))
    book.association("一村", "sales", full_members=3)
    book.association("二村", "crop", full_members=3, branch=book.branch("二村", founded_on=LAST_DAY))
    book.association("三村", "crop", full_members=5, branch=book.branch("三村", dissolved_on=LAST_DAY))
    assert book.count("assoc_eligible") == {"一村": 1, "二村": 1, "三村": 1}
    assert book.count("assoc_with_org") == {"一村": 0, "二村": 1, "三村": 0}


def test_associations_above_the_village_count_for_the_county_alone(book):
    for place in ("甲县", "东镇", "西镇", "一村"):
        book.association(place)
    book.association("甲县", "sales", dissolved_on=LAST_DAY)
    assert book.count("assoc_county") == {"甲县": 3}
    assert book.count("assoc_crop") == {"一村": 1}


# enterprises ------------------------------------------------------------------------
def test_an_enterprise_counts_once_however_many_posts_it_has(book):
    one = book.enterprise("东镇")
    book.post(one, number=4)
    book.post(one, "zone")
    book.enterprise("东镇")
    book.post(book.enterprise("一村"))  # below the township
    assert book.count("ent_with_org") == {"东镇": 3}
    assert book.count("ent_pioneer") == {"东镇": 2}
    assert book.count("ent_zone") == {"东镇": 1}


def test_posts_count_from_their_day_until_they_are_given_up(book):
    for place, dates in (
        ("东镇", {"set_on": LAST_DAY}),
        ("西镇", {"set_on": DAY_AFTER}),
        ("南乡", {"ended_on": LAST_DAY}),
    ):
        book.post(book.enterprise(place), **dates)
    book.post(book.enterprise("南乡"), ended_on=DAY_AFTER)
    assert book.count("ent_pioneer") == {"东镇": 1, "西镇": 0, "南乡": 1}


def test_enterprises_count_that_operate_under_a_standing_organisation(book):
    book.post(book.enterprise("东镇", covered=False))
    book.post(book.enterprise("东镇", operation="shell", exclusion_reason="空壳"))
    book.post(book.enterprise("东镇", branch=book.branch("东镇", dissolved_on=LAST_DAY)))
    book.post(book.enterprise("东镇", branch=book.branch("东镇", founded_on=DAY_AFTER)))
    book.enterprise("东镇", kind="social_org")
    assert book.count("ent_with_org") == {}
    assert book.count("ent_pioneer") == {}


# the pioneer cup --------------------------------------------------------------------
def test_the_cup_is_for_the_standing_organisations_of_its_reach(book):
    book.cup("甲县", reach="rural")
    book.branch("一村")
    book.branch("二村", dissolved_on=LAST_DAY)
    book.branch("三村", founded_on=DAY_AFTER)
    book.branch("四村", org_type="committee")  # a village may have a committee
    book.branch("东镇", org_type="committee")  # leads the cup
    book.branch("东镇", sector="enterprise")
    book.branch("五村")
    assert book.count("pioneer_cup_eligible") == {"甲县": 2}


@pytest.mark.parametrize(
    ("reach", "number"), [("rural", 1), ("rural_community", 2), ("enterprise", 4), ("all", 9)]
)
def test_each_reach_has_its_sectors(book, reach, number):
    for sector, times in (("village", 1), ("community", 1), ("enterprise", 3), ("social_org", 1), ("school", 3)):
        for _ in range(times):
            book.branch("一村", sector=sector)
    book.branch("东镇", sector="community", org_type="working_committee")
    book.cup("甲县", reach=reach)
    assert book.count("pioneer_cup_eligible") == {"甲县": number}


def test_entries_count_up_to_the_day_while_the_organisation_stands(book):
    cup = book.cup("甲县")
    for village, day in (("一村", LAST_DAY), ("二村", DAY_AFTER), ("三村", date(2012, 2, 10))):
        book.enter(cup, book.branch(village), day)
    book.enter(cup, book.branch("四村", dissolved_on=LAST_DAY))
    assert book.count("pioneer_cup_entered") == {"甲县": 2}
    assert book.count("pioneer_cup_entered", quarter=Quarter(2012, 2)) == {"甲县": 3}


def test_a_county_whose_plan_of_the_year_is_not_out_has_no_answer(book, areas):
    book.cup("甲县", 2011, date(2011, 2, 1))
    book.cup("乙区", 2012, DAY_AFTER)
    codes = ["pioneer_cup_eligible", "pioneer_cup_entered"]
    assert derive(areas["测试市"], Q1, codes) == {areas["甲县"].pk: {}, areas["乙区"].pk: {}}
    second = derive(areas["测试市"], Quarter(2012, 2), codes)
    assert second == {areas["甲县"].pk: {}, areas["乙区"].pk: dict.fromkeys(codes, 0)}


# all of them ------------------------------------------------------------------------
def test_villages_without_anything_have_zero_and_those_that_do_not_report_are_left_out(book, areas):
    for village in ("一村", "三村"):
        book.demo_household(village)
        book.visit(book.liaison(village), date(2012, 2, 1), 3)
        book.dedicate(village, date(2012, 2, 1), 20, 15)
        book.association(village)
    areas["一村"].village.is_rural_unit = False
    areas["一村"].village.save()
    close(areas["三村"], LAST_DAY)
    assert derive(areas["东镇"], Q1, OF_VILLAGES) == {areas["二村"].pk: dict.fromkeys(OF_VILLAGES, 0)}
    assert {code: book.count(code) for code in OF_VILLAGES} == {code: {} for code in OF_VILLAGES}


def test_the_area_asked_for_limits_the_answer(book):
    for village in ("一村", "四村", "五村"):
        book.dedicate(village, date(2012, 2, 1), 20, 15)
        book.association(village)
        book.demo_household(village, certified_on=LONG_AGO)
    for code in ("dedication_days", "assoc_crop", "demo_households"):
        assert book.count(code, "甲县") == {"一村": 1, "四村": 1}
        assert book.count(code, "南乡") == {"五村": 1}


def test_each_number_leads_to_the_list_that_it_comes_from():
    """All of the programme's sources, so that the explanation of a figure can link to its rows."""
    mine = {
        code: source.kept_in
        for code, source in REGISTERS.items()
        if source.family.__module__.rpartition(".")[2] in ("carriers", "learning", "helping")
    }
    assert len(mine) == 26
    assert set(mine.values()) <= set(PAGES)
    assert mine["liaison_paired"] == "liaisons"
    assert mine["assoc_county"] == mine["assoc_crop"] == "member-associations"


@pytest.mark.parametrize(
    ("codes", "queries"),
    [
        (OF_VILLAGES, 4),
        (["ent_with_org", "ent_pioneer", "ent_zone"], 2),  # the townships, and the rows
        (["assoc_county"], 2),
        (["pioneer_cup_eligible", "pioneer_cup_entered"], 3),
    ],
)
def test_the_number_of_queries_does_not_depend_on_the_area(book, areas, codes, queries, django_assert_num_queries):
    for village in ("一村", "四村", "六村"):
        book.demo_household(village)
        book.association(village)
    book.cup("甲县")
    book.cup("乙区")
    for name in ("测试市", "甲县"):
        with django_assert_num_queries(queries + 1):  # and one for the units
            derive(areas[name], Q1, codes)
