"""Weak organisations, visits and satisfaction: who counts, on which day, over which twelve months."""

from datetime import date

import pytest

from branches.models import NewOrgKind, NewOrgUnit, OrgType, Sector
from indicators.models import (
    CreationStandard,
    Rectification,
    Satisfaction,
    SupervisionVisit,
    WeakSituation,
)
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from .creation_cast import build_branch

pytestmark = pytest.mark.django_db
Q1 = Quarter(2012, 1)
SOURCES = [
    "weak_villages", "weak_due", "weak_fixed", "weak_relisted", "supervised_villages", "town_orgs",
    "supervised_orgs", "so_with_org", "so_supervised", "satisfaction_valid", "satisfaction_satisfied",
]  # fmt: skip


@pytest.fixture
def count(areas):
    """`count("weak_villages")` is the answer for the whole city, by name, without the zeros."""

    def ask(source, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[source](areas[area], quarter).items() if n}

    return ask


@pytest.fixture
def listed(areas):
    """Put a village on the list: `listed("一村", date(2011, 4, 1))`."""
    situation = WeakSituation.objects.create(code="01", name="班子不团结", effective_from=date(2009, 1, 1))

    def put(village, listed_on, accepted_on=None, **fields):
        done = {"measures": "调整班子", "accepted_by": "县委组织部"} if accepted_on else {}
        return Rectification.objects.create(
            village=areas[village],
            situation=situation,
            problem="班子不团结",
            listed_on=listed_on,
            accepted_on=accepted_on,
            **(done | fields),
        )

    return put


# weak organisations ---------------------------------------------------------------
def test_a_village_is_on_the_list_until_the_day_it_is_accepted(listed, count):
    listed("一村", date(2012, 3, 31))
    listed("二村", date(2012, 4, 1))
    listed("三村", date(2011, 4, 1), date(2012, 3, 31))
    listed("四村", date(2011, 4, 1), date(2012, 4, 1))
    assert count("weak_villages") == {"一村": 1, "四村": 1}


def test_of_those_whose_year_ran_out_the_ones_accepted_in_time_count(listed, count):
    listed("一村", date(2010, 4, 1), date(2011, 4, 1))  # due 2011-04-01, accepted on that day
    listed("二村", date(2010, 4, 1), date(2011, 4, 2))  # one day late
    listed("三村", date(2010, 4, 1))  # never
    listed("四村", date(2010, 3, 31), date(2011, 1, 1))  # due 2011-03-31: more than twelve months ago
    listed("五村", date(2011, 3, 31), date(2011, 12, 1))  # due on the last day
    listed("六村", date(2011, 4, 1), date(2011, 12, 1))  # not yet due
    assert count("weak_due") == {"一村": 1, "二村": 1, "三村": 1, "五村": 1}
    assert count("weak_fixed") == {"一村": 1, "五村": 1}


def test_a_shorter_term_counts_as_it_was_set(listed, count):
    listed("一村", date(2011, 10, 1), date(2012, 3, 1), due_on=date(2012, 2, 1))
    assert count("weak_due") == {"一村": 1}
    assert count("weak_fixed") == {}


def test_listed_again_within_three_years_is_told_apart(listed, count):
    listed("一村", date(2008, 1, 1), date(2009, 4, 2))
    listed("一村", date(2012, 4, 1))  # not yet
    listed("二村", date(2008, 1, 1), date(2009, 2, 2))
    listed("二村", date(2012, 2, 1))
    listed("三村", date(2008, 1, 1), date(2009, 2, 1))
    listed("三村", date(2012, 2, 1))  # three years to the day
    listed("四村", date(2012, 2, 1))
    assert count("weak_relisted") == {"二村": 1}
    assert count("weak_relisted", quarter=Quarter(2012, 2)) == {"一村": 1, "二村": 1}


def test_what_was_accepted_again_is_listed_no_more(listed, count):
    listed("一村", date(2010, 1, 1), date(2010, 10, 1))
    listed("一村", date(2011, 1, 1), date(2012, 3, 1))
    assert count("weak_relisted") == count("weak_villages") == {}


# visits -------------------------------------------------------------------------------
def visit(area, day, **subject):
    return SupervisionVisit.objects.create(
        area=area, visited_on=day, visited_by="县委组织部督查组", evidence="记录1", **subject
    )


def test_a_village_counts_once_for_all_visits_of_twelve_months(areas, count):
    visit(areas["一村"], date(2011, 4, 1))
    visit(areas["一村"], date(2012, 3, 31))
    visit(areas["二村"], date(2011, 3, 31))
    visit(areas["三村"], date(2012, 4, 1))
    visit(areas["东镇"], date(2012, 1, 5))  # the township, not its villages
    visit(areas["四村"], date(2012, 1, 5), branch=build_branch(areas["四村"], Sector.VILLAGE, "四村支部"))
    assert count("supervised_villages") == {"一村": 1, "四村": 1}


def test_other_organisations_of_a_township_are_counted_beside_the_villages(areas, count):
    firm = build_branch(areas["东镇"])
    school = build_branch(areas["一村"], Sector.SCHOOL, "一村小学支部")
    build_branch(areas["西镇"], Sector.PUBLIC_INSTITUTION, "西镇农技站支部")
    build_branch(areas["东镇"], Sector.VILLAGE, "一村支部")
    build_branch(areas["东镇"], Sector.COMMUNITY, "街道工委", org_type=OrgType.WORKING_COMMITTEE)
    build_branch(areas["甲县"], Sector.GOVERNMENT, "县直机关支部")  # above the townships
    build_branch(areas["南乡"], name="旧厂支部", dissolved_on=date(2012, 3, 31))
    visit(areas["东镇"], date(2012, 1, 5), branch=firm)
    visit(areas["东镇"], date(2012, 2, 5), branch=firm)
    visit(areas["一村"], date(2012, 2, 5), branch=school)
    assert count("town_orgs") == {"东镇": 2, "西镇": 1}
    assert count("supervised_orgs") == {"东镇": 2}


def test_social_organisations_under_an_organisation_count_when_visited_within_half_a_year(areas, count):
    branch = build_branch(areas["东镇"], Sector.SOCIAL_ORG, "协会支部")

    def unit(name, **fields):
        fields = {"branch": branch, "setup_mode": "joint", "kind": NewOrgKind.SOCIAL_ORG} | fields
        return NewOrgUnit.objects.create(name=name, area=areas["东镇"], **fields)

    first, second, third = (unit(name) for name in ("甲协会", "乙协会", "丙协会"))
    unit("企业", kind=NewOrgKind.NON_PUBLIC_ENTERPRISE)
    unit("无组织", branch=None, setup_mode="")
    unit("空壳", operation="shell", exclusion_reason="长期无业务")
    visit(areas["东镇"], date(2011, 10, 1), unit=first)
    visit(areas["东镇"], date(2011, 9, 30), unit=second)
    visit(areas["东镇"], date(2012, 4, 1), unit=third)
    assert count("so_with_org") == {"甲县": 3}
    assert count("so_supervised") == {"甲县": 1}
    visit(areas["东镇"], date(2012, 3, 31), branch=branch)  # the organisation that they all belong to
    assert count("so_supervised") == {"甲县": 3}


# satisfaction -----------------------------------------------------------------------------
def survey(area, day, valid, satisfied, year=None):
    return Satisfaction.objects.create(
        area=area, year=year or day.year, surveyed_on=day, valid=valid, satisfied=satisfied, evidence="报告"
    )


def test_the_answers_of_villages_are_pooled_in_their_township(areas, count):
    survey(areas["一村"], date(2011, 4, 1), 20, 15)
    survey(areas["二村"], date(2012, 3, 31), 15, 12)
    survey(areas["三村"], date(2011, 3, 31), 90, 90)  # too long ago
    survey(areas["南乡"], date(2011, 10, 1), 100, 86)
    assert count("satisfaction_valid") == {"东镇": 35, "南乡": 100}
    assert count("satisfaction_satisfied") == {"东镇": 27, "南乡": 86}


def test_too_few_answers_say_nothing(areas, count):
    survey(areas["一村"], date(2011, 10, 1), 29, 1)
    survey(areas["四村"], date(2011, 10, 1), 30, 27)
    assert count("satisfaction_valid") == {"西镇": 30}
    known = derive(areas["测试市"], Q1, ["satisfaction_valid", "town_orgs"])
    assert known[areas["东镇"].pk] == {"town_orgs": 0}  # no answer at all, and not 0


def test_how_few_is_too_few_is_set_by_the_nearest_area_and_the_day(areas, count):
    survey(areas["一村"], date(2011, 10, 1), 29, 20)
    survey(areas["五村"], date(2011, 10, 1), 29, 20)
    CreationStandard.objects.create(area=areas["甲县"], effective_from=date(2012, 3, 31), least_answers=20)
    CreationStandard.objects.create(area=areas["测试市"], effective_from=date(2012, 4, 1), least_answers=10)
    assert count("satisfaction_valid") == {"东镇": 29}
    assert count("satisfaction_valid", quarter=Quarter(2012, 2)) == {"东镇": 29, "南乡": 29}


def test_of_two_surveys_within_twelve_months_the_later_counts(areas, count):
    survey(areas["东镇"], date(2011, 4, 20), 50, 30, year=2010)
    survey(areas["东镇"], date(2011, 11, 20), 60, 54)
    assert count("satisfaction_valid") == {"东镇": 60}


# everything -----------------------------------------------------------------------------------
def test_the_city_is_the_sum_of_its_counties(areas, listed):
    listed("一村", date(2011, 6, 1))
    visit(areas["五村"], date(2012, 1, 5))
    survey(areas["西镇"], date(2011, 10, 1), 40, 30)
    city = derive(areas["测试市"], Q1, SOURCES)
    parts = [derive(areas[name], Q1, SOURCES) for name in ("甲县", "乙区")]
    assert city == parts[0] | parts[1]


def test_the_queries_do_not_grow_with_the_villages(areas, listed, django_assert_num_queries):
    listed("一村", date(2011, 6, 1))
    survey(areas["西镇"], date(2011, 10, 1), 40, 30)
    with django_assert_num_queries(17):
        derive(areas["测试市"], Q1, SOURCES)
    for name in ("二村", "三村", "四村", "五村", "六村"):
        listed(name, date(2011, 6, 1))
        visit(areas[name], date(2012, 1, 5))
    survey(areas["东镇"], date(2011, 10, 1), 40, 30)
    with django_assert_num_queries(17):
        derive(areas["测试市"], Q1, SOURCES)
