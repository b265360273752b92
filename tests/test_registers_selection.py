"""How cadres were chosen and who they are: every number of the programme, by hand."""

from datetime import date

import pytest

from branches.models import (
    Area,
    Cadre,
    DoubleStrongCertification,
    ElectionTerm,
    Person,
    Village,
    VillagePost,
)
from indicators.models import EconomicProject
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from . import cast

Q1 = Quarter(2012, 1)
SECRETARY, HEAD = VillagePost.PARTY_SECRETARY, VillagePost.VILLAGE_HEAD
MEMBER, DEPUTY = VillagePost.VILLAGE_COMMITTEE, VillagePost.DEPUTY_SECRETARY
RESERVE = VillagePost.RESERVE_CADRE
LONG_AGO = date(2009, 1, 10)
TERM = date(2011, 11, 1)
CODES = [
    "cadres_grown", "cadres_selected_outside", "cadres_sent_down", "cadres_called_back", "cadres_other_source",
    "cadre_age_sum", "cadres_with_age", "cadres_college", "cadres_women", "cross_posting_cadres",
    "cadres_leading_project", "both_posts_secretaries", "new_secretaries", "ds_new_secretaries",
    "secretaries_able", "secretaries_returned", "secretaries_cooperative", "secretaries_veteran",
    "secretaries_graduate_official", "term_secretaries", "term_secretaries_recommended", "term_newcomers",
    "term_newcomers_crossing", "reserve_cadres", "villages_with_reserve",
]  # fmt: skip


@pytest.fixture
def person(areas):
    """Make a person on the roll of a village: `person("一村")`."""
    return lambda village, **fields: Person.objects.create(
        name="测试", sex=fields.pop("sex", "1"), area=areas[village], **fields
    )


@pytest.fixture
def serve(areas, person):
    """Give somebody a post in a village; somebody new of that village when nobody is named."""

    def give(village, post=MEMBER, started_on=LONG_AGO, who=None, **fields):
        who = who or person(village)
        return Cadre.objects.create(person=who, village=areas[village], post=post, started_on=started_on, **fields)

    return give


@pytest.fixture
def count(areas):
    """`count("cadres_grown")` is the answer for the whole city, by village name, without the zeros."""

    def ask(code, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[code](areas[area], quarter).items() if n}

    return ask


@pytest.fixture
def term(db):
    return ElectionTerm.objects.create(name="2011年换届", starts_on=TERM, ends_on=date(2014, 11, 1))


# sources ----------------------------------------------------------------------
def test_each_cadre_has_one_source_that_of_the_first_post(serve, count):
    both = serve("一村", SECRETARY, source="grown").person
    serve("一村", HEAD, who=both, source="returned")
    serve("五村", DEPUTY, who=both, source="sent_down")
    serve("一村", source="selected_outside")
    serve("二村", source="returned")
    serve("三村", source="other")
    serve("三村", ended_on=date(2012, 3, 31))
    assert count("cadres_grown") == {"一村": 1}
    assert count("cadres_selected_outside") == {"一村": 1}
    assert count("cadres_sent_down") == {}
    assert count("cadres_called_back") == {"二村": 1}
    assert count("cadres_other_source") == {"三村": 1}


def test_the_five_sources_add_up_to_the_cadres(areas, serve):
    for number, source in enumerate(["grown", "selected_outside", "sent_down", "returned", "other", "grown"]):
        who = serve(["一村", "四村", "五村"][number % 3], source=source).person
        serve("六村", HEAD, who=who, source="other")
    got = derive(areas["测试市"], Q1, [*CODES[:5], "cadres"])
    for row in got.values():
        assert sum(row[code] for code in CODES[:5]) == row["cadres"]


# structure --------------------------------------------------------------------
def test_age_is_in_full_years_at_the_end_of_the_quarter_and_unknown_age_is_left_out(person, serve, count):
    for month in [date(1970, 3, 1), date(1970, 4, 1), None]:  # 42, 41 until the end of March, unknown
        serve("一村", who=person("一村", birth_month=month))
    assert count("cadre_age_sum") == {"一村": 42 + 41}
    assert count("cadres_with_age") == {"一村": 2}
    assert count("cadre_age_sum", quarter=Quarter(2012, 2)) == {"一村": 42 + 42}


def test_college_counts_full_time_or_later_and_ends_below_code_30(person, serve, count):
    for studies in [{"education": "30"}, {"education": "70", "later_education": "20"}, {"education": "40"}, {}]:
        serve("一村", who=person("一村", **studies))
    assert count("cadres_college") == {"一村": 2}


def test_women_are_counted_as_persons(person, serve, count):
    her = person("一村", sex="2")
    serve("一村", SECRETARY, who=her)
    serve("一村", HEAD, who=her)
    serve("二村")
    assert count("cadres_women") == {"一村": 1}


def test_cross_posting_joins_both_committees_of_one_village(serve, count):
    crossing = serve("一村", DEPUTY).person
    serve("一村", MEMBER, who=crossing)
    two_villages = serve("二村", DEPUTY).person
    serve("三村", MEMBER, who=two_villages)
    clerk = serve("四村", DEPUTY).person
    serve("四村", VillagePost.VILLAGE_CLERK, who=clerk)
    left = serve("五村", DEPUTY).person
    serve("五村", MEMBER, who=left, ended_on=date(2012, 3, 31))
    assert count("cross_posting_cadres") == {"一村": 1}


def test_both_posts_are_those_of_one_village(serve, count):
    both = serve("一村", SECRETARY).person
    serve("一村", HEAD, who=both)
    elsewhere = serve("二村", SECRETARY).person
    serve("三村", HEAD, who=elsewhere)
    assert count("both_posts_secretaries") == {"一村": 1}


def test_a_cadre_leads_while_a_project_runs_and_once_however_many(areas, serve, count):
    def project(who, name, started_on, ended_on=None):
        EconomicProject.objects.create(
            person=who,
            village=areas["一村"],
            name=name,
            kind="crops",
            started_on=started_on,
            ended_on=ended_on,
            evidence="合同",
        )

    two, over, not_yet = (serve(village).person for village in ("一村", "二村", "三村"))
    project(two, "大棚", date(2012, 3, 31))
    project(two, "果园", LONG_AGO)
    project(over, "鱼塘", LONG_AGO, date(2012, 3, 31))
    project(not_yet, "猪场", date(2012, 4, 1))
    assert count("cadres_leading_project") == {"一村": 1}


def test_tags_of_secretaries_are_counted_one_by_one(person, serve, count):
    serve("一村", SECRETARY, who=person("一村", tags=["able", "veteran"]))
    serve("二村", SECRETARY, who=person("二村", tags=["returned"]))
    serve("三村", SECRETARY, who=person("三村", tags=["graduate_official", "cooperative"]))
    serve("四村", MEMBER, who=person("四村", tags=["able"]))
    found = {code: count(code) for code in CODES if code.startswith("secretaries_")}
    assert found == {
        "secretaries_able": {"一村": 1},
        "secretaries_returned": {"二村": 1},
        "secretaries_cooperative": {"三村": 1},
        "secretaries_veteran": {"一村": 1},
        "secretaries_graduate_official": {"三村": 1},
    }


# newcomers --------------------------------------------------------------------
def certify(who, certified_on, **fields):
    DoubleStrongCertification.objects.create(
        person=who, standard=cast.build_standard(), certified_on=certified_on, **fields
    )


def test_a_secretary_is_new_for_twelve_months_and_never_by_being_elected_again(serve, count):
    serve("一村", SECRETARY, date(2011, 4, 1))
    serve("二村", SECRETARY, date(2011, 3, 31))
    again = serve("三村", SECRETARY, LONG_AGO, ended_on=date(2011, 12, 1)).person
    serve("三村", SECRETARY, date(2011, 12, 1), who=again)
    moved = serve("四村", SECRETARY, LONG_AGO, ended_on=date(2012, 1, 5)).person
    serve("五村", SECRETARY, date(2012, 1, 5), who=moved)
    came_back = serve("六村", SECRETARY, LONG_AGO, ended_on=date(2011, 5, 1)).person
    serve("六村", SECRETARY, date(2012, 1, 1), who=came_back)
    assert count("new_secretaries") == {"一村": 1, "六村": 1}


def test_a_new_secretary_is_double_strong_by_a_title_before_or_after_taking_the_post(serve, count):
    for village, certified_on, more in [
        ("一村", date(2010, 1, 1), {}),
        ("二村", date(2012, 3, 31), {}),
        ("三村", date(2012, 4, 1), {}),
        ("四村", date(2010, 1, 1), {"valid_until": date(2012, 3, 30)}),
    ]:
        certify(serve(village, SECRETARY, date(2011, 11, 20)).person, certified_on, **more)
    assert count("ds_new_secretaries") == {"一村": 1, "二村": 1}


# the term ---------------------------------------------------------------------
def test_the_term_counts_who_took_the_post_in_it_and_how(term, serve, count):
    serve("一村", SECRETARY, TERM, election_mode="two_recommend_one_elect")
    serve("二村", SECRETARY, date(2012, 2, 1), election_mode="appointed")
    serve("三村", SECRETARY, date(2011, 10, 31), election_mode="two_recommend_one_elect")  # stays from before
    again = serve("四村", SECRETARY, LONG_AGO, ended_on=date(2011, 12, 1)).person
    serve("四村", SECRETARY, date(2011, 12, 1), who=again, election_mode="two_recommend_one_elect")
    assert count("term_secretaries") == {"一村": 1, "二村": 1, "四村": 1}
    assert count("term_secretaries_recommended") == {"一村": 1, "四村": 1}


def test_villages_without_anybody_of_the_term_have_zero_and_none_has_a_number_without_a_term(areas, term, serve):
    serve("一村", SECRETARY, TERM)
    asked = ["term_secretaries", "term_newcomers"]
    village = areas["二村"].pk
    assert derive(areas["东镇"], Q1, asked)[village] == {"term_secretaries": 0, "term_newcomers": 0}
    assert derive(areas["东镇"], Quarter(2011, 3), asked)[village] == {}


def test_newcomers_of_the_term_came_in_since_it_began_and_serve_still(term, serve, count):
    serve("一村", MEMBER, TERM, crossed="trade")
    serve("一村", MEMBER, date(2011, 10, 31), crossed="trade")
    rose = serve("二村", MEMBER, LONG_AGO, ended_on=date(2011, 12, 1)).person
    serve("二村", SECRETARY, date(2011, 12, 1), who=rose, crossed="identity")
    serve("三村", MEMBER, date(2011, 12, 1), ended_on=date(2012, 3, 31), crossed="region")
    stayed = serve("四村", MEMBER, date(2011, 12, 1), ended_on=date(2012, 2, 1), crossed="ownership").person
    serve("四村", HEAD, date(2012, 2, 1), who=stayed)
    serve("五村", MEMBER, date(2012, 1, 1))
    assert count("term_newcomers") == {"一村": 1, "四村": 1, "五村": 1}
    assert count("term_newcomers_crossing") == {"一村": 1, "四村": 1}


# the reserve ------------------------------------------------------------------
def test_the_reserve_counts_persons_who_are_no_cadres_and_villages_that_have_two(serve, count):
    for _ in range(2):
        serve("一村", RESERVE)
    serve("二村", RESERVE)
    serve("二村", RESERVE, ended_on=date(2012, 3, 31))
    promoted = serve("二村", RESERVE).person
    serve("五村", MEMBER, date(2012, 3, 31), who=promoted)
    assert count("reserve_cadres") == {"一村": 2, "二村": 1}
    assert count("villages_with_reserve") == {"一村": 1}


# all --------------------------------------------------------------------------
def test_only_rural_units_count(areas, term, serve, count):
    Village.objects.filter(area=areas["一村"]).update(is_rural_unit=False)
    Area.objects.filter(pk=areas["二村"].pk).update(closed_on=date(2012, 3, 31))
    for village in ("一村", "二村"):
        serve(village, SECRETARY, TERM, election_mode="two_recommend_one_elect")
        serve(village, RESERVE)
    assert {code: count(code) for code in CODES} == {code: {} for code in CODES}


def test_a_city_is_the_sum_of_its_townships(areas, term, serve):
    shared = serve("二村", HEAD, date(2011, 12, 1)).person
    serve("五村", SECRETARY, date(2012, 1, 1), who=shared)
    serve("四村", SECRETARY, TERM)
    serve("六村", RESERVE)
    city = derive(areas["测试市"], Q1, CODES)
    parts = [derive(areas[name], Q1, CODES) for name in ("东镇", "西镇", "南乡")]
    assert city == parts[0] | parts[1] | parts[2]


def test_a_family_asks_once_whatever_the_area(areas, term, django_assert_num_queries):
    """Five families; two look for the term and for the units; and one query for the units at the end."""
    for name in ("测试市", "东镇"):
        with django_assert_num_queries(5 + 2 * 2 + 1):
            derive(areas[name], Q1, CODES)
