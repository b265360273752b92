"""What the assessments tell of titles, taking part and moves; mechanisms, improvements, sectors of the city."""

from datetime import date

import pytest

from branches.models import Area, OrgType, Sector
from indicators.models import Aspect, CreationImprovement, Mechanism, MechanismKind, RubricKind
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from .creation_cast import State, build_assessment, build_branch, build_rubric

pytestmark = pytest.mark.django_db
Q1, Q2, Q4 = Quarter(2012, 1), Quarter(2012, 2), Quarter(2012, 4)
SOURCES = [
    "fg_villages", "tlc_villages", "fg_village_ups", "fg_village_downs", "town_committees", "fg_towns",
    "tlc_towns", "fg_town_ups", "fg_town_downs", "county_committees", "fg_counties", "tlc_counties",
    "mech_met", "mech_due", "tlc_aspects", "tlc_aspects_due",
    *(f"{what}_{sector}" for what in ("city_orgs", "city_fg") for sector in (
        "enterprise", "government", "school", "hospital", "community", "social_org")),
]  # fmt: skip


@pytest.fixture
def rubric(areas):
    return build_rubric(areas["测试市"])


@pytest.fixture
def count(areas):
    """`count("fg_villages")` is the answer for the whole city, by name, without the zeros."""

    def ask(source, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[source](areas[area], quarter).items() if n}

    return ask


def decided(rubric, area, year, level, on, state=State.DECIDED, **fields):
    return build_assessment(rubric, area, year, state, level, decided_on=on, **fields)


# titles ---------------------------------------------------------------------------
def test_a_title_stands_from_the_day_it_is_given(areas, rubric, count):
    decided(rubric, areas["一村"], 2011, "五个好", date(2012, 3, 31))
    decided(rubric, areas["二村"], 2011, "五个好", date(2012, 4, 1))
    decided(rubric, areas["三村"], 2011, "达标", date(2012, 1, 5))
    build_assessment(rubric, areas["四村"], 2011, State.CHECKED)
    assert count("fg_villages") == {"一村": 1}
    assert count("fg_villages", quarter=Q2) == {"一村": 1, "二村": 1}


def test_the_newest_year_decides_alone(areas, rubric, count):
    decided(rubric, areas["一村"], 2010, "五个好", date(2010, 12, 20))
    decided(rubric, areas["一村"], 2011, "达标", date(2011, 12, 20))
    decided(rubric, areas["二村"], 2010, "达标", date(2010, 12, 20))
    decided(rubric, areas["二村"], 2011, "标兵", date(2011, 12, 20))
    assert count("fg_villages") == {"二村": 1}
    assert count("fg_villages", quarter=Quarter(2011, 3)) == {"一村": 1}


def test_a_title_taken_away_is_gone_on_that_day(areas, rubric, count):
    lost = {"state": State.LOST, "lost_reason": "账目不实"}
    decided(rubric, areas["一村"], 2011, "五个好", date(2011, 12, 20), lost_on=date(2012, 3, 31), **lost)
    decided(rubric, areas["二村"], 2011, "五个好", date(2011, 12, 20), lost_on=date(2012, 4, 1), **lost)
    assert count("fg_villages") == {"二村": 1}


def test_a_title_runs_out_when_nobody_decides_again(areas, rubric, count):
    decided(rubric, areas["一村"], 2011, "五个好", date(2011, 12, 20))
    decided(rubric, areas["二村"], 2010, "五个好", date(2010, 12, 20))
    assert count("fg_villages") == {"一村": 1}  # holds_years is 1: the year after the assessed one
    assert count("fg_villages", quarter=Quarter(2012, 4)) == {"一村": 1}
    assert count("fg_villages", quarter=Quarter(2013, 1)) == {}


def test_only_rural_units_that_exist_count_and_a_star_branch_counts_as_well(areas, rubric, count):
    stars = build_rubric(areas["测试市"], RubricKind.STAR_BRANCH)
    for name in ("一村", "二村", "三村"):
        decided(rubric, areas[name], 2011, "五个好", date(2011, 12, 20))
    decided(stars, areas["三村"], 2011, "五个好", date(2011, 12, 20))  # one village, counted once
    decided(stars, areas["四村"], 2011, "五个好", date(2011, 12, 20))
    areas["一村"].village.is_rural_unit = False
    areas["一村"].village.save()
    Area.objects.filter(pk=areas["二村"].pk).update(closed_on=date(2012, 3, 31))
    assert count("fg_villages") == {"三村": 1, "四村": 1}


def test_townships_and_counties_hold_titles_of_their_own(areas, count):
    town, county = (build_rubric(areas["测试市"], kind) for kind in (RubricKind.TOWNSHIP, RubricKind.COUNTY))
    decided(town, areas["东镇"], 2011, "五个好", date(2011, 12, 20))
    decided(town, areas["南乡"], 2011, "达标", date(2011, 12, 20))
    decided(county, areas["甲县"], 2011, "标兵", date(2011, 12, 20))
    assert count("fg_towns") == {"东镇": 1}
    assert count("fg_counties") == {"甲县": 1}
    assert count("town_committees") == {"东镇": 1, "西镇": 1, "南乡": 1}
    assert count("county_committees", "甲县") == {"甲县": 1}


def test_taking_part_is_having_started_within_twelve_months(areas, rubric, count):
    build_assessment(rubric, areas["一村"], 2011, started_on=date(2011, 4, 1))
    build_assessment(rubric, areas["二村"], 2011, started_on=date(2011, 3, 31))
    build_assessment(rubric, areas["三村"], 2012, started_on=date(2012, 3, 31))
    build_assessment(rubric, areas["四村"], 2012, started_on=date(2012, 4, 1))
    assert count("tlc_villages") == {"一村": 1, "三村": 1}
    town = build_rubric(areas["测试市"], RubricKind.TOWNSHIP)
    build_assessment(town, areas["东镇"], 2012)
    assert count("tlc_towns") == {"东镇": 1}
    assert count("tlc_counties") == {}


# moves ------------------------------------------------------------------------------
def test_a_move_counts_in_the_quarter_of_the_decision(areas, rubric, count):
    for name, before, now in [
        ("一村", "达标", "五个好"),
        ("二村", "五个好", "达标"),
        ("三村", "五个好", "五个好"),
        ("四村", "", "标兵"),
    ]:
        if before:
            decided(rubric, areas[name], 2010, before, date(2010, 12, 20))
        decided(rubric, areas[name], 2011, now, date(2012, 3, 31))
    assert count("fg_village_ups") == {"一村": 1}  # a first assessment is no move
    assert count("fg_village_downs") == {"二村": 1}
    assert count("fg_village_ups", quarter=Q2) == count("fg_village_downs", quarter=Quarter(2011, 4)) == {}


def test_a_title_taken_away_is_a_move_down_and_won_again_a_move_up(areas, rubric, count):
    lost = {"state": State.LOST, "lost_reason": "账目不实", "lost_on": date(2012, 2, 1)}
    decided(rubric, areas["一村"], 2011, "五个好", date(2011, 12, 20), **lost)
    decided(rubric, areas["一村"], 2012, "五个好", date(2012, 12, 20))
    decided(rubric, areas["二村"], 2011, "五个好", date(2011, 12, 20), **lost)
    decided(rubric, areas["二村"], 2012, "未达标", date(2012, 12, 20))
    assert count("fg_village_downs") == {"一村": 1, "二村": 1}
    assert count("fg_village_ups", quarter=Q4) == {"一村": 1}
    assert count("fg_village_downs", quarter=Q4) == {}  # it cannot fall twice


def test_versions_of_a_rubric_compare_by_rank_and_kinds_do_not_mix(areas, rubric, count):
    old = build_rubric(areas["测试市"], first_year=2008, last_year=2009)
    stars = build_rubric(areas["测试市"], RubricKind.STAR_BRANCH)
    decided(old, areas["一村"], 2009, "达标", date(2009, 12, 20))
    decided(rubric, areas["一村"], 2011, "标兵", date(2012, 1, 20))
    decided(old, areas["二村"], 2009, "达标", date(2009, 12, 20))
    decided(stars, areas["二村"], 2011, "标兵", date(2012, 1, 20))
    assert count("fg_village_ups") == {"一村": 1}


def test_townships_move_as_villages_do(areas, count):
    town = build_rubric(areas["测试市"], RubricKind.TOWNSHIP)
    decided(town, areas["东镇"], 2010, "达标", date(2010, 12, 20))
    decided(town, areas["东镇"], 2011, "五个好", date(2012, 1, 20))
    decided(town, areas["西镇"], 2010, "标兵", date(2010, 12, 20))
    decided(town, areas["西镇"], 2011, "五个好", date(2012, 1, 20))
    assert count("fg_town_ups") == {"东镇": 1}
    assert count("fg_town_downs") == {"西镇": 1}


# sectors of the city --------------------------------------------------------------------
def test_organisations_of_the_city_count_by_sector_in_their_county(areas, count):
    firm = build_branch(areas["东镇"])
    office = build_branch(areas["甲县"], Sector.GOVERNMENT, "机关支部")
    build_branch(areas["南乡"], founded_on=date(2012, 4, 1))
    build_branch(areas["西镇"], dissolved_on=date(2012, 3, 31))
    build_branch(areas["一村"], Sector.VILLAGE, "一村支部")
    build_branch(areas["东镇"], Sector.COMMUNITY, "街道工委", org_type=OrgType.WORKING_COMMITTEE)
    assert count("city_orgs_enterprise") == count("city_orgs_government") == {"甲县": 1}
    assert count("city_orgs_community") == {}
    for branch, sector in ((firm, Sector.ENTERPRISE), (office, Sector.GOVERNMENT)):
        rubric = build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector=sector)
        decided(rubric, branch.area, 2011, "五个好", date(2011, 12, 20), branch=branch)
    assert count("city_fg_enterprise") == count("city_fg_government") == {"甲县": 1}


def test_two_organisations_in_one_place_keep_their_own_titles(areas, count):
    rubric = build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector=Sector.ENTERPRISE)
    first, second = (build_branch(areas["东镇"], name=name) for name in ("甲厂", "乙厂"))
    decided(rubric, areas["东镇"], 2010, "五个好", date(2010, 12, 20), branch=first)
    decided(rubric, areas["东镇"], 2011, "达标", date(2011, 12, 20), branch=second)
    decided(rubric, areas["东镇"], 2011, "五个好", date(2011, 12, 20), branch=first)
    assert count("city_fg_enterprise") == {"甲县": 1}


def test_a_title_of_a_dissolved_organisation_counts_no_more(areas, count):
    rubric = build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector=Sector.ENTERPRISE)
    branch = build_branch(areas["东镇"], dissolved_on=date(2012, 2, 1))
    decided(rubric, areas["东镇"], 2011, "五个好", date(2011, 12, 20), branch=branch)
    assert count("city_fg_enterprise") == {}


# mechanisms and improvements --------------------------------------------------------------
def mechanism(area, kind, start=date(2009, 5, 1), **fields):
    return Mechanism.objects.create(area=area, kind=kind, name=f"{kind}{start}", in_force_from=start, **fields)


def test_a_mechanism_meets_up_to_three_of_twelve(areas, count):
    whole = {"document": "组〔2009〕1号", "owner": "组织科"}
    mechanism(areas["甲县"], MechanismKind.TRAINING, reviewed_on=date(2011, 4, 1), **whole)  # 3
    mechanism(areas["甲县"], MechanismKind.CADRES, reviewed_on=date(2011, 3, 31), **whole)  # 2: too long ago
    mechanism(areas["甲县"], MechanismKind.ORGANISATIONS, owner="组织科")  # 1
    mechanism(areas["甲县"], MechanismKind.LEADERSHIP, reviewed_on=date(2012, 4, 1))  # 0: not yet reviewed
    assert count("mech_met") == {"甲县": 6}
    assert count("mech_due") == {"甲县": 12, "乙区": 12}


def test_one_that_came_into_force_this_year_need_not_be_reviewed(areas, count):
    mechanism(areas["甲县"], MechanismKind.TRAINING, date(2011, 4, 1), document="1号", owner="组织科")
    mechanism(areas["乙区"], MechanismKind.TRAINING, date(2011, 3, 31), document="1号", owner="组织科")
    assert count("mech_met") == {"甲县": 3, "乙区": 2}


def test_two_papers_of_one_mechanism_add_up_to_three_at_most(areas, count):
    mechanism(areas["甲县"], MechanismKind.TRAINING, document="1号")
    mechanism(areas["甲县"], MechanismKind.TRAINING, date(2009, 6, 1), document="2号", owner="组织科")
    mechanism(areas["甲县"], MechanismKind.CADRES, document="3号", ended_on=date(2012, 3, 31))
    mechanism(areas["测试市"], MechanismKind.CADRES, document="市1号")  # the city's own
    assert count("mech_met") == {"甲县": 2}


def test_six_aspects_count_once_each_within_twelve_months(areas, count):
    for area, aspect, day in [
        ("甲县", Aspect.STANDARD, date(2011, 4, 1)),
        ("甲县", Aspect.STANDARD, date(2011, 9, 1)),
        ("甲县", Aspect.RESULT, date(2012, 3, 31)),
        ("甲县", Aspect.SCOPE, date(2011, 3, 31)),
        ("甲县", Aspect.CARRIER, date(2012, 4, 1)),
        ("东镇", Aspect.CONTENT, date(2011, 9, 1)),
    ]:
        CreationImprovement.objects.create(
            area=areas[area], aspect=aspect, improved_on=day, content="改进", evidence="简报1期"
        )
    assert count("tlc_aspects") == {"甲县": 2}
    assert count("tlc_aspects_due", "乙区") == {"乙区": 6}


# everything -----------------------------------------------------------------------------------
def test_the_city_is_the_sum_of_its_counties(areas, rubric):
    decided(rubric, areas["一村"], 2011, "五个好", date(2011, 12, 20))
    build_branch(areas["南乡"])
    city = derive(areas["测试市"], Q1, SOURCES)
    parts = [derive(areas[name], Q1, SOURCES) for name in ("甲县", "乙区")]
    assert city == parts[0] | parts[1]
    assert city[areas["二村"].pk]["fg_villages"] == 0  # the register knows


def test_the_queries_do_not_grow_with_the_villages(areas, rubric, django_assert_num_queries):
    def asked():
        return derive(areas["测试市"], Q1, SOURCES)

    decided(rubric, areas["一村"], 2011, "五个好", date(2011, 12, 20))
    with django_assert_num_queries(27):
        asked()
    for name in ("二村", "三村", "四村", "五村", "六村"):
        decided(rubric, areas[name], 2010, "达标", date(2010, 12, 20))
        decided(rubric, areas[name], 2011, "五个好", date(2011, 12, 20))
    with django_assert_num_queries(27):
        asked()
