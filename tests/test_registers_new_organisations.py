"""What the register of enterprises and social organisations counts: units at work on the quarter's last day."""

from datetime import date

import pytest

from branches.coverage import COUNTED, unit_conditions
from branches.models import Branch, Level, NewOrgUnit, OrganisationStandard
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

Q1 = Quarter(2012, 1)
LAST, AFTER = date(2012, 3, 31), date(2012, 4, 1)


@pytest.fixture
def unit(areas):
    """`unit("东镇", full_members=3)`: an enterprise at work."""

    def make(place="东镇", **fields):
        defaults = {"name": f"示例企业{NewOrgUnit.objects.count()}", "kind": "non_public_enterprise"}
        return NewOrgUnit.objects.create(area=areas[place], **(defaults | fields))

    return make


@pytest.fixture
def branch(areas):
    return lambda place="东镇", **fields: Branch.objects.create(name="支部", area=areas[place], **fields)


@pytest.fixture
def count(areas):
    """The answer for the whole city, by township name, without the zeros."""

    def ask(code, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[code](areas[area], quarter).items() if n}

    return ask


def test_every_counted_code_has_its_condition_and_its_source():
    assert set(COUNTED) == set(unit_conditions(OrganisationStandard(), LAST))
    assert {REGISTERS[code].level for code in COUNTED} == {Level.TOWNSHIP}


def test_a_unit_in_a_village_counts_in_its_township_and_a_township_without_any_has_zero(areas, unit):
    unit("一村")
    unit("西镇", kind="social_org")
    got = derive(areas["测试市"], Q1, ["np_operating", "so_operating"])
    assert got == {
        areas["东镇"].pk: {"np_operating": 1, "so_operating": 0},
        areas["西镇"].pk: {"np_operating": 0, "so_operating": 1},
        areas["南乡"].pk: {"np_operating": 0, "so_operating": 0},
    }


def test_a_unit_counts_from_its_registration_until_the_day_before_it_is_closed(unit, count):
    unit("东镇", registered_on=LAST, closed_on=AFTER)
    unit("西镇", registered_on=AFTER)
    unit("南乡", closed_on=LAST)
    assert count("np_operating") == {"东镇": 1}


def test_what_stopped_is_left_out_from_that_day_and_counts_in_earlier_quarters(unit, count):
    unit("东镇", operation="suspended", exclusion_reason="停产", excluded_on=LAST)
    unit("西镇", operation="shell", exclusion_reason="空壳", excluded_on=AFTER)
    unit("南乡", operation="dormant", exclusion_reason="长期无业务")
    assert count("np_operating") == {"西镇": 1}
    assert count("np_operating", quarter=Q1.previous) == {"东镇": 1, "西镇": 1}


def test_covered_is_a_standing_organisation_of_its_own_or_joint_from_the_day_it_was_set_up(unit, branch, count):
    unit(branch=branch(), setup_mode="solo", covered_from=LAST)
    unit(branch=branch(), setup_mode="joint", covered_from=LAST)
    unit(branch=branch(), setup_mode="solo", covered_from=AFTER)
    unit(branch=branch(dissolved_on=LAST), setup_mode="solo")
    unit(branch=branch(founded_on=AFTER), setup_mode="solo")
    unit(branch=branch(), setup_mode="affiliated", covered_from=LAST)
    unit(branch=branch(), setup_mode="regional", covered_from=LAST)
    unit()
    assert count("np_covered") == {"东镇": 2}
    assert count("np_solo") == {"东镇": 1}
    modes = {code: count(code) for code in ("mode_solo", "mode_joint", "mode_affiliated", "mode_regional")}
    assert list(modes.values()) == [{"东镇": 1}] * 4
    assert count("mode_none") == {"东镇": 4}


def test_the_modes_that_count_are_those_of_the_standard_in_force_on_the_day(unit, branch, count):
    unit(branch=branch(), setup_mode="affiliated")
    unit(branch=branch(), setup_mode="regional")
    OrganisationStandard.objects.create(effective_from=date(2010, 1, 1), counts_regional=True)
    OrganisationStandard.objects.create(effective_from=AFTER, counts_affiliated=True)
    assert count("np_covered") == {"东镇": 1}
    assert count("np_covered", quarter=Q1.next) == {"东镇": 1}
    OrganisationStandard.objects.filter(effective_from=AFTER).update(counts_regional=True)
    assert count("np_covered", quarter=Q1.next) == {"东镇": 2}
    assert count("np_covered", quarter=Quarter(2009, 4)) == {}


def test_eligible_is_three_full_members_or_what_the_standard_says(unit, branch, count):
    for members in (None, 0, 2, 3, 5):
        unit(full_members=members, staff=None if members is None else 20)
    unit(full_members=4, staff=20, branch=branch(), setup_mode="solo")
    assert count("np_eligible") == {"东镇": 3}
    assert count("np_eligible_covered") == {"东镇": 1}
    OrganisationStandard.objects.create(effective_from=LAST, eligible_members=5)
    assert count("np_eligible") == {"东镇": 1}
    assert count("np_eligible_covered") == {}


def test_work_is_covered_by_an_organisation_or_by_somebody_who_carries_it_from_that_day(unit, branch, count):
    both = {"work_carrier": "instructor", "work_from": date(2011, 1, 1)}
    unit(branch=branch(), setup_mode="solo", **both)
    unit(branch=branch(), setup_mode="affiliated")
    unit(work_carrier="union")
    unit(work_carrier="youth_league", work_from=LAST)
    unit(work_carrier="liaison", work_from=AFTER)
    unit()
    assert count("np_work_covered") == {"东镇": 4}


def test_enterprises_are_split_by_kind_and_by_scale(unit, branch, count):
    unit(sub_kind="individual")
    unit(sub_kind="private", branch=branch(), setup_mode="solo", above_scale=True)
    unit(sub_kind="private", above_scale=True)
    unit(sub_kind="foreign")
    unit()
    split = {code: count(code) for code in COUNTED if code.startswith(("np_operating_", "np_covered_"))}
    assert split == {
        "np_operating_individual": {"东镇": 1}, "np_covered_individual": {},
        "np_operating_private": {"东镇": 2}, "np_covered_private": {"东镇": 1},
        "np_operating_foreign": {"东镇": 1}, "np_covered_foreign": {},
    }  # fmt: skip
    assert count("np_operating") == {"东镇": 5}
    assert count("np_scale") == {"东镇": 2}
    assert count("np_scale_covered") == {"东镇": 1}


def test_social_organisations_are_counted_apart(unit, branch, count):
    unit(kind="social_org", full_members=3, staff=9, branch=branch(), setup_mode="joint")
    unit(kind="social_org", full_members=3, staff=9)
    unit(kind="social_org")
    assert [count(f"so_{what}") for what in ("operating", "covered", "eligible", "eligible_covered")] == [
        {"东镇": 3}, {"东镇": 1}, {"东镇": 2}, {"东镇": 1},
    ]  # fmt: skip
    assert count("np_operating") == {}


def test_people_without_a_member_are_ten_staff_and_nobody_not_even_probationary(unit, count):
    unit(staff=10, full_members=0)
    unit(staff=10, full_members=0, probationary_members=0, kind="social_org")
    unit(staff=10, full_members=0, probationary_members=1)
    unit(staff=10)  # members not known
    unit(staff=9, full_members=0)
    unit(full_members=0)  # staff not known
    assert count("gap_crowd_units") == {"东镇": 4}
    assert count("gap_crowd_no_member") == {"东镇": 2}


def test_a_member_without_organisation_is_one_under_no_organisation_of_any_mode(unit, branch, count):
    unit(staff=9, full_members=1)
    unit(staff=9, full_members=0, probationary_members=1)
    unit(staff=9, full_members=1, branch=branch(), setup_mode="regional")
    unit(staff=9, full_members=1, branch=branch(), setup_mode="affiliated", covered_from=AFTER)
    unit(staff=9, full_members=0)
    assert count("gap_member_units") == {"东镇": 4}
    assert count("gap_member_no_org") == {"东镇": 3}


@pytest.mark.parametrize("number", [1, 12])
def test_three_queries_and_the_units_whatever_the_area(areas, unit, django_assert_num_queries, number):
    for _ in range(number):
        unit("一村")
        unit("南乡")
    for name in ("测试市", "东镇"):
        with django_assert_num_queries(4):  # the standard, the townships, the units; and the reporting units
            derive(areas[name], Q1, COUNTED)
