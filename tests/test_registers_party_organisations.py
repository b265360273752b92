"""What the register of Party organisations counts: by type, size, carrier and sector, on the last day."""

from datetime import date

import pytest

from branches.models import Branch, Level, NewOrgUnit, OrganisationStandard
from indicators.models import MemberScheme, PioneerPost
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive
from indicators.registers.party_organisations import BODIES, CARRIERS, LAYERS, PIONEERS

Q1 = Quarter(2012, 1)
LAST, AFTER = date(2012, 3, 31), date(2012, 4, 1)
LONG_AGO = date(2005, 1, 1)


@pytest.fixture
def branch(areas):
    return lambda place="甲县", **fields: Branch.objects.create(name="党组织", area=areas[place], **fields)


@pytest.fixture
def count(areas):
    """The answer for the whole city, by the name of the unit, without the zeros."""

    def ask(code, area="测试市", quarter=Q1):
        names = {a.pk: a.name for a in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[code](areas[area], quarter).items() if n}

    return ask


def test_a_county_counts_its_own_bodies_and_those_below_and_the_city_its_own_besides(branch, count):
    branch("一村")
    branch("东镇", org_type="committee")
    branch("甲县")
    branch("乙区", org_type="general_branch")
    branch("测试市")
    branch("测试市", org_type="working_committee")
    assert count("org_branches") == {"甲县": 2}
    assert count("org_committees") == {"甲县": 1}
    assert count("org_general_branches") == {"乙区": 1}
    assert count("org_working_committees") == {}
    city = {code: count(f"{code}_city") for code in BODIES[:4]}
    assert city == {
        "org_branches": {"测试市": 3},
        "org_general_branches": {"测试市": 1},
        "org_committees": {"测试市": 1},
        "org_working_committees": {"测试市": 1},
    }


def test_a_body_counts_from_its_founding_until_the_day_before_it_is_dissolved(branch, count):
    branch(founded_on=LAST, dissolved_on=AFTER)
    branch(founded_on=AFTER)
    branch(dissolved_on=LAST)
    assert count("org_branches") == {"甲县": 1}


def test_a_branch_is_too_small_below_three_full_members_and_too_large_above_fifty_with_probationary(branch, count):
    for full, probationary in [(2, 9), (3, 0), (50, 0), (49, 1), (50, 1), (51, None), (None, None)]:
        branch(full_members=full, probationary_members=probationary)
    branch(full_members=2, org_type="general_branch")
    branch(full_members=51, org_type="committee")
    assert count("org_branches") == {"甲县": 7}
    assert [count(code) for code in ("org_sized", "org_small", "org_large")] == [
        {"甲县": 6}, {"甲县": 1}, {"甲县": 2},
    ]  # fmt: skip
    assert count("org_small_city") == {"测试市": 1}


def test_a_branch_that_is_both_is_one_alert(branch, count):
    branch(full_members=2, probationary_members=60)
    assert [count("org_small"), count("org_large")] == [{"甲县": 1}, {}]


def test_the_sizes_are_those_of_the_standard_in_force_on_the_day(areas, branch, count):
    branch(full_members=4)
    branch(full_members=45)
    OrganisationStandard.objects.create(effective_from=LAST, branch_least=5, branch_most=40)
    assert [count("org_small"), count("org_large")] == [{"甲县": 1}, {"甲县": 1}]
    assert [count(code, quarter=Q1.previous) for code in ("org_small", "org_large")] == [{}, {}]


def test_rural_organisations_on_a_new_carrier_are_counted_by_carrier(branch, count):
    for carrier in ("industry_chain", "share_company", "cooperative", "association", "intermediary"):
        branch("一村", carrier=carrier)
    branch("东镇", carrier="central_village")
    branch("乙区", carrier="central_village")
    branch("五村", carrier="cooperative", founded_on=AFTER)
    branch("五村", carrier="cooperative", sector="enterprise")
    branch("五村")
    assert {code: count(code) for code in CARRIERS} == {
        **{code: {"甲县": 1} for code in CARRIERS if code != "carrier_central_village"},
        "carrier_central_village": {"甲县": 1, "乙区": 1},
    }


def test_a_backbone_is_a_committee_of_the_county_for_new_organisations(areas, branch, count):
    branch("甲县", org_type="working_committee", sector="enterprise")
    branch("甲县", org_type="committee", sector="social_org")
    branch("乙区", org_type="committee", sector="government")
    branch("乙区", org_type="branch", sector="enterprise")
    branch("南乡", org_type="working_committee", sector="enterprise")
    one_firm = branch("乙区", org_type="committee", sector="enterprise")
    NewOrgUnit.objects.create(
        name="企业", kind="non_public_enterprise", area=areas["南乡"], branch=one_firm, setup_mode="solo"
    )
    assert count("np_backbone") == {"甲县": 1}
    assert count("counties") == {"甲县": 1, "乙区": 1}


def test_members_are_counted_where_nothing_below_counts_them_again(branch, count):
    general = branch("一村", org_type="general_branch", full_members=60, probationary_members=2)
    branch("一村", parent=general, full_members=40, probationary_members=2)
    branch("一村", parent=general, full_members=20)
    gone = branch("五村", full_members=30)
    branch("五村", parent=gone, full_members=9, dissolved_on=LAST)
    branch("甲县", sector="school", full_members=10)
    branch("乙区", sector="social_org", full_members=4)
    branch("测试市", sector="government", full_members=8)
    branch("东镇", sector="community", full_members=7)
    branch("东镇", sector="community")
    assert {code: count(code) for code in LAYERS} == {
        "layer_farmers": {"甲县": 62, "乙区": 30},
        "layer_government": {"甲县": 10},
        "layer_enterprise": {"乙区": 4},
        "layer_community": {"甲县": 7},
    }
    assert count("layer_government_city") == {"测试市": 18}


def test_the_rolls_of_a_village_stand_beside_its_reported_members_where_they_are_counted(areas, branch):
    branch("一村", full_members=30, probationary_members=1)
    branch("一村", carrier="cooperative", full_members=3)
    branch("二村")
    branch("东镇", full_members=9)
    known = derive(areas["东镇"], Q1, ["villages", "village_branch_members"])
    assert known[areas["一村"].pk] == {"villages": 1, "village_branch_members": 34}
    assert known[areas["二村"].pk] == {"villages": 1}


def test_pioneer_posts_and_zones_are_those_in_force_in_organs_institutions_and_state_firms(areas, branch, count):
    def post(organisation, kind="post", **fields):
        PioneerPost.objects.create(branch=organisation, kind=kind, **({"set_on": LONG_AGO} | fields))

    organ = branch(sector="government", full_members=10, probationary_members=2)
    post(organ)
    post(organ, "zone", members=9)
    school = branch(sector="school", full_members=20)
    post(school, set_on=AFTER)
    post(school, "zone", members=20, ended_on=LAST)
    firm = branch(sector="enterprise", full_members=8)
    post(firm, set_on=LAST)
    post(branch(sector="government"))  # members not known
    post(branch("一村", full_members=9))
    private = branch("东镇", sector="enterprise", full_members=5)
    post(private, "zone", members=5)
    NewOrgUnit.objects.create(
        name="企业", kind="non_public_enterprise", area=areas["东镇"], branch=private, setup_mode="solo"
    )
    post(branch("测试市", sector="hospital", full_members=30), "zone", members=30)
    assert {code: count(code) for code in PIONEERS} == {
        "gov_orgs": {"甲县": 3},
        "gov_pioneer_orgs": {"甲县": 2},
        "gov_members": {"甲县": 40},
        "gov_zone_members": {"甲县": 9},
    }
    assert count("gov_zone_members_city") == {"测试市": 39}


def test_schemes_are_the_groups_with_one_in_force(areas, count):
    def issue(county, group, number, **fields):
        defaults = {"title": "管理办法", "document": f"甲组〔2010〕{number}号", "issued_on": LONG_AGO}
        MemberScheme.objects.create(area=areas[county], group=group, **(defaults | fields))

    issue("甲县", "farmers", 1)
    issue("甲县", "farmers", 2, issued_on=LAST)
    issue("甲县", "retired", 3, repealed_on=AFTER)
    issue("甲县", "enterprise", 4, repealed_on=LAST)
    issue("甲县", "government", 5, issued_on=AFTER)
    issue("乙区", "government", 6)
    assert count("schemes") == {"甲县": 2, "乙区": 1}


def test_the_queries_do_not_grow_with_the_organisations(areas, branch, django_assert_num_queries):
    for _ in range(10):
        branch("一村", full_members=5)
        branch("甲县", sector="government", full_members=5)
    at_county = [*BODIES, *CARRIERS, "counties", "np_backbone", *LAYERS, *PIONEERS, "schemes"]
    assert {REGISTERS[code].level for code in at_county} == {Level.COUNTY}
    with django_assert_num_queries(16):  # seven families of one to four, and the reporting counties
        derive(areas["测试市"], Q1, at_county)
    with django_assert_num_queries(10):
        derive(areas["测试市"], Q1, [f"{code}_city" for code in [*BODIES, *LAYERS, *PIONEERS]])
