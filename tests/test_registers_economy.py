"""Village accounts and innovation projects as the reports take them."""

from datetime import date
from decimal import Decimal

import pytest

from branches.models import Area, Village
from indicators.models import CreationStandard, InnovationProject, VillageEconomyYear
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from .creation_cast import build_branch

pytestmark = pytest.mark.django_db
Q1, Q2 = Quarter(2012, 1), Quarter(2012, 2)
ACCOUNTS = ["econ_accounts", "collective_income", "econ_lt5", "econ_ge10"]
PROJECTS = ["innovation_projects", "innovation_evidenced", "innovation_econ_projects", "innovation_none"]


@pytest.fixture
def count(areas):
    """`count("econ_lt5")` is the answer for the whole city by name, zeros included."""

    def ask(source, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[source](areas[area], quarter).items()}

    return ask


def accounts(area, year, income, audited_on=None):
    return VillageEconomyYear.objects.create(
        village=area,
        year=year,
        income=Decimal(income),
        audited_on=audited_on,
        audited_by="农经站" if audited_on else "",
    )


# collective economy ---------------------------------------------------------------
def test_the_newest_audited_accounts_of_the_day_count(areas, count):
    accounts(areas["一村"], 2010, "3.10", date(2011, 2, 1))
    accounts(areas["一村"], 2011, "4.13", date(2012, 3, 31))
    accounts(areas["二村"], 2010, "3.10", date(2011, 2, 1))
    accounts(areas["二村"], 2011, "9.99", date(2012, 4, 1))
    accounts(areas["三村"], 2011, "7.00")  # not audited
    assert count("collective_income") == {"一村": 413, "二村": 310}  # hundredths of 万元
    assert count("collective_income", quarter=Q2) == {"一村": 413, "二村": 999}
    assert count("econ_accounts") == {"一村": 1, "二村": 1}


def test_accounts_older_than_two_years_say_nothing(areas, count):
    accounts(areas["一村"], 2010, "3.00", date(2011, 2, 1))
    accounts(areas["二村"], 2009, "3.00", date(2010, 2, 1))
    assert count("collective_income") == {"一村": 300}
    assert count("collective_income", quarter=Quarter(2011, 4)) == {"一村": 300, "二村": 300}


def test_below_five_and_from_ten_by_default(areas, count):
    for name, income in [("一村", "4.99"), ("二村", "5.00"), ("三村", "9.99"), ("四村", "10.00"), ("五村", "0")]:
        accounts(areas[name], 2011, income, date(2012, 2, 1))
    assert count("econ_lt5") == {"一村": 1, "二村": 0, "三村": 0, "四村": 0, "五村": 1}
    assert count("econ_ge10") == {"一村": 0, "二村": 0, "三村": 0, "四村": 1, "五村": 0}


def test_the_lines_are_those_of_the_accounts_year_and_of_the_nearest_area(areas, count):
    for name in ("一村", "五村"):
        accounts(areas[name], 2011, "5.50", date(2012, 2, 1))
    accounts(areas["二村"], 2010, "5.50", date(2011, 2, 1))
    CreationStandard.objects.create(
        area=areas["甲县"], effective_from=date(2011, 6, 1), income_low=Decimal(6), income_goal=Decimal(12)
    )
    CreationStandard.objects.create(
        area=areas["测试市"], effective_from=date(2009, 1, 1), income_low=Decimal(3), income_goal=Decimal("5.5")
    )
    assert count("econ_lt5") == {"一村": 1, "二村": 0, "五村": 0}
    assert count("econ_ge10") == {"一村": 0, "二村": 1, "五村": 1}


def test_a_village_without_accounts_has_no_answer_instead_of_nothing(areas):
    accounts(areas["一村"], 2011, "4.13", date(2012, 2, 1))
    known = derive(areas["东镇"], Q1, [*ACCOUNTS, "villages"])
    assert known[areas["一村"].pk] == {
        "villages": 1, "econ_accounts": 1, "collective_income": 413, "econ_lt5": 1, "econ_ge10": 0,
    }  # fmt: skip
    assert known[areas["二村"].pk] == {"villages": 1}


def test_only_rural_units_that_exist_report_accounts(areas, count):
    for name in ("一村", "二村", "三村"):
        accounts(areas[name], 2011, "4", date(2012, 2, 1))
    areas["一村"].village.is_rural_unit = False
    areas["一村"].village.save()
    Area.objects.filter(pk=areas["二村"].pk).update(closed_on=date(2012, 3, 31))
    assert count("econ_accounts") == {"三村": 1}


def test_households_come_from_the_register_of_villages(areas, count):
    Village.objects.filter(area=areas["一村"]).update(households=312)
    assert count("village_households") == {"一村": 312}
    assert count("village_households", "乙区") == {}


# innovation ---------------------------------------------------------------------------
def project(area, started_on, title="党员示范园", **fields):
    goal = {"has_economic_goal": True, "economic_goal": "增收2万元"} if fields.pop("goal", False) else {}
    return InnovationProject.objects.create(area=area, title=title, started_on=started_on, **(goal | fields))


def test_projects_begun_within_twelve_months_count(areas, count):
    project(areas["一村"], date(2011, 4, 1), evidence="立项表1")
    project(areas["一村"], date(2012, 3, 31), evidence="立项表2")
    project(areas["二村"], date(2011, 3, 31), evidence="立项表3")
    project(areas["三村"], date(2012, 4, 1), evidence="立项表4")
    project(areas["四村"], date(2011, 12, 1))
    assert count("innovation_projects") == {"一村": 2, "四村": 1}
    assert count("innovation_evidenced") == {"一村": 2, "四村": 0}
    assert count("innovation_none") == {"二村": 1, "三村": 1, "五村": 1, "六村": 1}


def test_an_economic_effect_needs_a_goal_and_a_result_measured_by_the_day(areas, count):
    measured = {"result": "增收2.1万元", "measured_on": date(2012, 3, 31)}
    project(areas["一村"], date(2011, 6, 1), goal=True, **measured)
    project(areas["二村"], date(2011, 6, 1), goal=True, **(measured | {"measured_on": date(2012, 4, 1)}))
    project(areas["三村"], date(2011, 6, 1), goal=True)
    project(areas["四村"], date(2011, 6, 1), **measured)
    assert count("innovation_econ_projects") == {"一村": 1, "二村": 0, "三村": 0, "四村": 0}


def test_projects_of_townships_and_counties_are_kept_but_are_no_villages(areas, count):
    project(areas["东镇"], date(2012, 1, 5), branch=build_branch(areas["东镇"]))
    project(areas["一村"], date(2012, 1, 5), branch=build_branch(areas["一村"], "village", "合作社支部"))
    assert count("innovation_projects") == {"一村": 1}


# everything ---------------------------------------------------------------------------
def test_the_city_is_the_sum_of_its_counties(areas):
    accounts(areas["一村"], 2011, "4", date(2012, 2, 1))
    project(areas["五村"], date(2012, 1, 5))
    asked = [*ACCOUNTS, *PROJECTS, "village_households"]
    city = derive(areas["测试市"], Q1, asked)
    parts = [derive(areas[name], Q1, asked) for name in ("甲县", "乙区")]
    assert city == parts[0] | parts[1]


def test_the_queries_do_not_grow_with_the_villages(areas, django_assert_num_queries):
    accounts(areas["一村"], 2011, "4", date(2012, 2, 1))
    with django_assert_num_queries(5):
        derive(areas["测试市"], Q1, [*ACCOUNTS, *PROJECTS])
    for name in ("二村", "三村", "四村", "五村", "六村"):
        accounts(areas[name], 2011, "4", date(2012, 2, 1))
        project(areas[name], date(2012, 1, 5))
    with django_assert_num_queries(5):
        derive(areas["测试市"], Q1, [*ACCOUNTS, *PROJECTS])
