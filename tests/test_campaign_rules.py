"""What may be written about a campaign, and what is refused beside which field."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from branches.models import OrgType, Role, Sector
from indicators.models import Campaign, CampaignLaunch, CampaignMeasure, CampaignResult, Milestone
from indicators.models.aim import met

from . import cast
from .campaigns_cast import build_branch, build_campaign, launch, milestone

pytestmark = pytest.mark.django_db

DAY = date(2012, 3, 1)


def refused(record) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as wrong:
        record.full_clean()
    return wrong.value.message_dict


def test_a_campaign_says_what_it_is_about_and_ends_after_it_began(areas):
    build_campaign(areas, ends_on=date(2010, 5, 2)).full_clean()
    for wrong in ({"ends_on": date(2010, 5, 1)}, {"definition": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            build_campaign(areas, **wrong)


def test_it_runs_from_its_first_day_and_not_on_the_day_it_ends(areas):
    build_campaign(areas, starts_on=date(2012, 1, 1), ends_on=date(2012, 2, 1))
    days = [date(2011, 12, 31), date(2012, 1, 1), date(2012, 1, 31), date(2012, 2, 1)]
    assert [Campaign.objects.running_on(day).count() for day in days] == [0, 1, 1, 0]


def test_a_campaign_touches_those_above_and_below_and_nobody_beside(areas):
    build_campaign(areas)
    touched = {
        name for name in ("测试市", "甲县", "东镇", "一村", "乙区") if Campaign.objects.touching(areas[name])
    }
    assert touched == {"测试市", "甲县", "东镇", "一村"}


def test_five_measures_are_the_most(areas):
    campaign = build_campaign(areas)
    for number in range(5):
        CampaignMeasure.objects.create(campaign=campaign, name=f"指标{number}", unit="%")
    assert refused(CampaignMeasure(campaign=campaign, name="指标6", unit="%")) == {
        "campaign": ["每项活动设2—5个指标，已有5个。"]
    }
    campaign.measures.first().full_clean()  # one that stands may be changed


@pytest.mark.parametrize(
    ("aim", "reached", "expected"),
    [
        ("at_least", 80, True),
        ("at_least", 79, False),
        ("at_most", 80, True),
        ("at_most", 81, False),
        ("at_most", None, None),
    ],
)
def test_a_value_meets_its_aim_at_the_line_itself(aim, reached, expected):
    assert met(aim, reached, 80) is expected


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"area": "南乡"}, "area", "“堡垒工程”由甲县开展，南乡不在其中。"),
        ({"as_of": date(2010, 4, 30)}, "as_of", "活动自2010-05-01开始"),
        ({"as_of": date(2012, 7, 6)}, "as_of", "日期不能晚于今天。"),
        ({"evidence": ""}, "evidence", "此字段不能为空。"),
    ],
)
def test_a_result_lies_where_and_when_the_campaign_is_run(areas, change, field, said):
    measure = CampaignMeasure.objects.create(campaign=build_campaign(areas), name="达标村", unit="%")
    facts = {"area": "东镇", "as_of": DAY, "evidence": "统计表"} | change
    wrong = refused(CampaignResult(measure=measure, value=1, **facts | {"area": areas[facts["area"]]}))
    assert said in wrong[field][0]


# launches ---------------------------------------------------------------------------------
def test_an_organisation_begins_once_and_in_its_own_place(areas):
    campaign, branch = build_campaign(areas), build_branch(areas["一村"])
    right = {"campaign": campaign, "area": areas["一村"], "branch": branch, "launched_on": DAY, "evidence": "方案"}
    CampaignLaunch(**right).full_clean()
    for change, field, said in [
        ({"area": areas["二村"]}, "branch", "在一村，不在二村"),
        ({"branch": None}, "branch", "以党组织为单位开展"),
        ({"launched_on": date(2010, 4, 30)}, "launched_on", "不能早于活动开始（2010-05-01）"),
        ({"launched_on": date(2012, 7, 6)}, "launched_on", "日期不能晚于今天"),
        ({"area": areas["五村"]}, "area", "五村不在其中"),
    ]:
        assert said in refused(CampaignLaunch(**right | change))[field][0]
    launch(campaign, branch)
    assert refused(CampaignLaunch(**right)) == {"__all__": ["这个党组织已登记启动这项活动。"]}


def test_an_organisation_of_another_sector_does_not_take_part(areas):
    firm = build_branch(areas["一村"], sector=Sector.ENTERPRISE)
    row = {"area": areas["一村"], "branch": firm, "launched_on": DAY, "evidence": "方案"}
    wrong = refused(CampaignLaunch(campaign=build_campaign(areas), **row))
    assert wrong["branch"] == [f"这项活动在农村开展，“{firm}”属企业。"]
    CampaignLaunch(campaign=build_campaign(areas, participants="all"), **row).full_clean()


def test_a_campaign_by_villages_names_villages_alone(areas):
    campaign = build_campaign(areas, participants="villages")
    row = {"campaign": campaign, "launched_on": DAY, "evidence": "方案"}
    CampaignLaunch(area=areas["一村"], **row).full_clean()
    branch = build_branch(areas["一村"], org_type=OrgType.BRANCH)
    assert refused(CampaignLaunch(area=areas["一村"], branch=branch, **row))["branch"] == [
        "这项活动以村为单位开展，不填党组织。"
    ]
    assert refused(CampaignLaunch(area=areas["东镇"], **row))["area"] == ["这项活动以村为单位开展，请填村。"]


# milestones --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"done_on": DAY}, "完成的节点须填写佐证"),
        ({"cancelled_on": DAY}, "取消节点须填写取消原因"),
        (
            {"done_on": DAY, "evidence": "x", "cancelled_on": DAY, "cancelled_reason": "x"},
            "一个节点不能既完成又取消",
        ),
        ({"due_on": date(2010, 4, 30)}, "不能早于活动开始（2010-05-01）"),
        ({"done_on": date(2012, 7, 6), "evidence": "x"}, "日期不能晚于今天"),
        ({"area": "南乡"}, "南乡不在其中"),
    ],
)
def test_a_milestone_is_done_with_proof_or_cancelled_with_a_reason(areas, change, said):
    facts = {"area": "甲县", "due_on": DAY} | change
    wrong = refused(
        Milestone(campaign=build_campaign(areas), title="节点", **facts | {"area": areas[facts["area"]]})
    )
    assert any(said in message for messages in wrong.values() for message in messages)


def test_a_milestone_stands_as_it_was_known_on_the_day(areas):
    one = milestone(build_campaign(areas), areas["甲县"], DAY, date(2012, 3, 5))
    words = [one.standing(day).word for day in (date(2012, 2, 29), DAY, date(2012, 3, 4), date(2012, 3, 5))]
    assert words == ["剩1天", "今天到期", "逾期3天", "迟4天完成"]


def test_a_clerk_finishes_the_milestone_of_the_township_by_form(client, areas):
    one = milestone(build_campaign(areas), areas["东镇"], DAY)
    client.force_login(cast.build_user("east", areas["东镇"], Role.CLERK))
    address = reverse("register-edit", args=["milestones", one.pk])
    opened = client.get(address)
    sent = {name: opened.context["form"][name].value() or "" for name in opened.context["form"].fields}
    sent |= {
        "campaign": one.campaign_id,
        "seen": opened.context["seen"],
        "done_on": "2012-07-01",
        "due_on": "2012-03-01",
    }
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "完成的节点须填写佐证，只有汇报、没有佐证的不算完成。" in answer.content.decode()
    assert client.post(address, sent | {"evidence": "验收单1号"}).status_code == 302
    one.refresh_from_db()
    assert (one.done_on, one.evidence) == (date(2012, 7, 1), "验收单1号")


def test_the_list_of_milestones_is_narrowed_by_how_they_stand(client, areas):
    campaign = build_campaign(areas)
    for due, done in [(date(2012, 7, 4), None), (date(2012, 7, 5), None), (DAY, DAY)]:
        milestone(campaign, areas["甲县"], due, done)
    client.force_login(cast.build_user("county", areas["甲县"], Role.REVIEWER))
    address = reverse("register-list", args=["milestones"])
    found = {
        value: [row.record.due_on.day for row in client.get(address, {"standing": value}).context["table"].page]
        for value in ("overdue", "open", "done", "cancelled")
    }
    assert found == {"overdue": [4], "open": [5], "done": [1], "cancelled": []}


def test_a_campaign_of_the_city_is_listed_and_used_below_but_not_changed_there(client, areas):
    campaign = build_campaign(areas, area=areas["测试市"])
    client.force_login(cast.build_user("county", areas["甲县"], Role.REVIEWER))
    page = client.get(reverse("register-list", args=["campaigns"]))
    assert [row.record for row in page.context["table"].page] == [campaign]
    assert client.get(reverse("register-edit", args=["campaigns", campaign.pk])).status_code == 403
    form = client.get(reverse("register-add", args=["milestones"])).context["form"]
    assert f"{campaign}（测试市）" in str(form["campaign"])
