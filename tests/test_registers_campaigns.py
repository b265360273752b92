"""How far campaigns reach, county by county; a county that does not run one has no number."""

from datetime import date, timedelta

import pytest

from branches.models import OrgType, Sector
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive
from indicators.registers.campaigns import KINDS, REACH, STEPS

from .campaigns_cast import build_branch, build_campaign, launch, milestone

pytestmark = pytest.mark.django_db

Q1 = Quarter(2012, 1)
LAST = date(2012, 3, 31)


@pytest.fixture
def branches(areas):
    """One rural branch a village, by the village's name."""
    return {name: build_branch(areas[name]) for name in ("一村", "二村", "三村", "四村", "五村", "六村")}


@pytest.fixture
def count(areas):
    """`count("eligible", "fortress")`: the answer for the city, by name."""

    def ask(what, kind="fortress", area="测试市", quarter=Q1):
        names = {one.pk: one.name for one in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[f"camp_{what}_{kind}"](areas[area], quarter).items()}

    return ask


def test_every_kind_has_its_four_numbers():
    assert {f"camp_{what}_{kind}" for kind in KINDS for what in (*REACH, *STEPS)} <= REGISTERS.keys()
    assert len(KINDS) == 6


def test_a_county_runs_its_own_campaign_and_the_other_has_no_number(areas, branches, count):
    campaign = build_campaign(areas)
    launch(campaign, branches["一村"])
    launch(campaign, branches["四村"])
    assert count("eligible") == {"甲县": 4}
    assert count("launched") == {"甲县": 2}
    assert count("eligible", area="乙区") == {}
    assert count("eligible", "good_team") == {}


def test_a_campaign_of_the_city_is_run_by_every_county(areas, branches, count):
    campaign = build_campaign(areas, area=areas["测试市"])
    launch(campaign, branches["五村"])
    assert count("eligible") == {"甲县": 4, "乙区": 2}
    assert count("launched") == {"甲县": 0, "乙区": 1}
    assert count("launched", area="乙区") == {"乙区": 1}


def test_it_runs_from_its_first_day_to_the_day_before_it_ends(areas, branches, count):
    campaign = build_campaign(areas, starts_on=LAST, ends_on=LAST + timedelta(days=1))
    assert count("eligible") == {"甲县": 4}
    campaign.starts_on, campaign.ends_on = LAST + timedelta(days=1), None
    campaign.save()
    assert count("eligible") == {}
    campaign.starts_on, campaign.ends_on = date(2010, 1, 1), LAST
    campaign.save()
    assert count("eligible") == {}


def test_a_launch_counts_from_its_day(areas, branches, count):
    campaign = build_campaign(areas)
    launch(campaign, branches["一村"], LAST)
    launch(campaign, branches["二村"], LAST + timedelta(days=1))
    assert count("launched") == {"甲县": 1}


def test_only_standing_organisations_of_the_sector_at_the_base_take_part(areas, branches, count):
    build_branch(areas["东镇"], org_type=OrgType.COMMITTEE)
    build_branch(areas["一村"], sector=Sector.ENTERPRISE)
    build_branch(areas["一村"], founded_on=LAST + timedelta(days=1))
    gone = branches["二村"]
    gone.dissolved_on = LAST
    gone.save()
    campaign = build_campaign(areas)
    launch(campaign, gone)
    assert count("eligible") == {"甲县": 3}
    assert count("launched") == {"甲县": 0}


def test_a_campaign_of_all_sectors_counts_firms_in_townships_but_no_committee_of_a_township(
    areas, branches, count
):
    firm = build_branch(areas["东镇"], sector=Sector.ENTERPRISE)
    build_branch(areas["东镇"], org_type=OrgType.COMMITTEE)
    build_branch(areas["西镇"], org_type=OrgType.WORKING_COMMITTEE, sector=Sector.GOVERNMENT)
    campaign = build_campaign(areas, participants="all")
    launch(campaign, firm)
    assert count("eligible") == {"甲县": 5}
    assert count("launched") == {"甲县": 1}


def test_a_campaign_may_go_by_villages(areas, count):
    areas["三村"].village.is_rural_unit = False
    areas["三村"].village.save()
    campaign = build_campaign(areas, participants="villages")
    for name in ("一村", "三村"):
        launch(campaign, areas[name])
    assert count("eligible") == {"甲县": 3}
    assert count("launched") == {"甲县": 1}


def test_an_organisation_in_two_campaigns_of_a_kind_counts_once(areas, branches, count):
    first = build_campaign(areas)
    second = build_campaign(areas, area=areas["测试市"])
    for campaign in (first, second):
        launch(campaign, branches["一村"])
    assert count("eligible") == {"甲县": 4, "乙区": 2}
    assert count("launched") == {"甲县": 1, "乙区": 0}


def test_milestones_count_when_due_and_done_with_proof_by_the_last_day(areas, count):
    campaign = build_campaign(areas)
    county, town = areas["甲县"], areas["东镇"]
    milestone(campaign, county, date(2012, 1, 1), LAST)
    milestone(campaign, town, LAST, LAST + timedelta(days=1))  # a day too late for this quarter
    milestone(campaign, town, date(2012, 2, 1))
    milestone(campaign, county, date(2011, 12, 31), date(2011, 12, 31))
    milestone(campaign, county, LAST + timedelta(days=1))
    milestone(campaign, county, LAST, cancelled_on=LAST, cancelled_reason="并入另一节点")
    milestone(campaign, county, LAST, cancelled_on=LAST + timedelta(days=1), cancelled_reason="并入另一节点")
    assert count("due") == {"甲县": 4}
    assert count("done") == {"甲县": 1}


def test_milestones_of_a_campaign_that_ended_in_the_quarter_still_count(areas, count):
    campaign = build_campaign(areas, ends_on=date(2012, 2, 1))
    milestone(campaign, areas["甲县"], date(2012, 1, 15), date(2012, 1, 15))
    assert count("eligible") == {}
    assert count("due") == count("done") == {"甲县": 1}
    assert count("due", quarter=Quarter(2012, 2)) == {}


def test_what_is_not_run_stays_blank_in_the_report(areas, branches):
    build_campaign(areas)
    known = derive(areas["测试市"], Q1, ["camp_eligible_fortress", "camp_due_fortress", "camp_eligible_good_team"])
    assert known == {
        areas["甲县"].pk: {"camp_eligible_fortress": 4, "camp_due_fortress": 0},
        areas["乙区"].pk: {},
    }


@pytest.mark.parametrize("number", [1, 4])
def test_queries_do_not_grow_with_campaigns(areas, branches, number, django_assert_num_queries):
    for kind in KINDS[:number]:
        campaign = build_campaign(areas, kind=kind)
        launch(campaign, branches["一村"])
        milestone(campaign, areas["甲县"], LAST)
    every = [f"camp_{what}_{kind}" for kind in KINDS for what in (*REACH, *STEPS)]
    with django_assert_num_queries(15):
        derive(areas["测试市"], Q1, every)
