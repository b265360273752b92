"""What the registers of organisations refuse, and what they fill in: branches, new organisations, standards."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from branches.credit_code import check_character, validate_credit_code
from branches.dates import months_after, years_after
from branches.models import FACTS, Branch, NewOrgUnit, OrganisationStandard, TermRule

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, users):
    client.force_login(users["clerk"])
    return client


@pytest.fixture
def administrator(client, users):
    client.force_login(users["administrator"])
    return client


def add(client, key, **fields):
    return client.post(reverse("register-add", args=[key]), fields)


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422, response.headers
    return response.context["form"].errors


# the code of a unit ---------------------------------------------------------------
def test_the_check_character_is_that_of_the_standard():
    assert check_character("91350100M000100Y4") == "3"  # the example of GB 32100-2015
    validate_credit_code("91350100M000100Y43")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("91350100M000100Y44", "校验位不对"),
        ("91350100M000100Y34", "校验位不对"),
        ("91350100M000100Y4", "18位"),
        ("91350100m000100y43", "18位"),
        ("9135010OM000100Y43", "不含I、O、S、V、Z"),
    ],
)
def test_a_code_that_cannot_be_is_refused_with_the_reason(code, why):
    with pytest.raises(ValidationError, match=why):
        validate_credit_code(code)


# days ------------------------------------------------------------------------------
def test_months_and_years_on_end_on_the_last_day_of_a_short_month():
    assert months_after(date(2012, 1, 31), 1) == date(2012, 2, 29)
    assert months_after(date(2012, 3, 15), -12) == date(2011, 3, 15)
    assert months_after(date(2012, 12, 1), 1) == date(2013, 1, 1)
    assert years_after(date(2012, 2, 29), 3) == date(2015, 2, 28)


# branches --------------------------------------------------------------------------
BRANCH = {"name": "一村支部", "area": "一村", "org_type": "branch", "setup_mode": "solo", "sector": "village"}


def test_without_an_end_the_rule_of_the_day_gives_it(clerk):
    TermRule.objects.create(years=3, effective_from=date(1990, 1, 1))
    TermRule.objects.create(sector="village", years=5, effective_from=date(2012, 2, 1))
    add(clerk, "branches", **BRANCH, term_started_on="2012-01-31")
    add(clerk, "branches", **BRANCH | {"name": "二村支部", "area": "二村"}, term_started_on="2012-02-01")
    add(clerk, "branches", **BRANCH | {"name": "东镇社区", "sector": "community"}, term_started_on="2012-02-01")
    assert dict(Branch.objects.values_list("name", "term_ends_on")) == {
        "一村支部": date(2015, 1, 31),
        "二村支部": date(2017, 2, 1),
        "东镇社区": date(2015, 2, 1),
    }


def test_a_term_longer_than_the_rule_is_refused_and_a_shorter_one_is_not(clerk):
    TermRule.objects.create(years=3, effective_from=date(1990, 1, 1))
    term = {"term_started_on": "2011-11-01", "term_ends_on": "2014-11-02"}
    response = add(clerk, "branches", **BRANCH, **term)
    assert errors(response)["term_ends_on"] == ["按当时的规定任期为3年，本届届满不应晚于2014-11-01。"]
    assert response.context["form"]["term_ends_on"].value() == "2014-11-02"
    assert add(clerk, "branches", **BRANCH, **term | {"term_ends_on": "2014-10-31"}).status_code == 302


def test_without_a_rule_any_term_stands(clerk):
    assert add(clerk, "branches", **BRANCH, term_started_on="2011-11-01").status_code == 302
    assert Branch.objects.get().term_ends_on is None


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"founded_on": "2012-07-06"}, "founded_on", "日期不能晚于今天。"),
        ({"founded_on": "2011-05-01", "term_started_on": "2011-04-30"}, "term_started_on", "不能早于成立日期"),
        ({"sector": "enterprise", "carrier": "cooperative"}, "carrier", "只有农村党组织填依托载体。"),
        ({"code": "党一"}, "code", "党组织代码只用数字、字母和短横。"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(clerk, fields, field, words):
    assert words in errors(add(clerk, "branches", **BRANCH | fields))[field][0]


def test_a_code_belongs_to_one_organisation(clerk, areas):
    Branch.objects.create(name="甲", area=areas["二村"], code="411121001")
    assert "已有党组织用这个代码" in str(errors(add(clerk, "branches", **BRANCH, code="411121001")))


def edited(client, record, **fields):
    address = reverse("register-edit", args=["branches", record.pk])
    form = client.get(address)
    return client.post(address, BRANCH | {"seen": form.context["seen"]} | fields)


def test_no_organisation_stands_above_itself(clerk, areas):
    top = Branch.objects.create(name="一村支部", area=areas["一村"])
    middle = Branch.objects.create(name="中间支部", area=areas["一村"], parent=top)
    response = edited(clerk, top, parent=str(middle.pk))
    assert errors(response)["parent"] == ["上级党组织不能是自己或自己的下级。"]


def test_what_others_stand_on_is_not_dissolved(clerk, areas):
    top = Branch.objects.create(name="一村支部", area=areas["一村"])
    below = Branch.objects.create(name="下级", area=areas["一村"], parent=top)
    unit = NewOrgUnit.objects.create(
        name="厂", kind="social_org", area=areas["一村"], branch=top, setup_mode="solo"
    )
    wrong = errors(edited(clerk, top, dissolved_on="2012-07-01"))["dissolved_on"]
    assert wrong == ["还有1个下级党组织、1个两新组织归它管理，请先办理调整，再登记撤销。"]
    Branch.objects.filter(pk=below.pk).update(dissolved_on=date(2012, 7, 1))
    NewOrgUnit.objects.filter(pk=unit.pk).update(closed_on=date(2012, 7, 1))
    assert edited(clerk, top, dissolved_on="2012-07-01").status_code == 302


def test_the_list_says_what_is_wrong_with_a_size_by_the_standard_of_the_day(clerk, areas):
    Branch.objects.create(name="小支部", area=areas["一村"], full_members=4)
    OrganisationStandard.objects.create(effective_from=date(2012, 7, 5), branch_least=5)
    page = reverse("register-list", args=["branches"])
    assert "正式党员不足5名" in clerk.get(page).content.decode()
    assert "正式党员不足" not in clerk.get(page + "?on=2012-07-04").content.decode()


# new organisations -----------------------------------------------------------------
UNIT = {"name": "示例厂", "kind": "non_public_enterprise", "area": "东镇", "operation": "operating"}


@pytest.fixture
def branch(areas):
    return Branch.objects.create(name="企业支部", area=areas["东镇"], founded_on=date(2010, 5, 1))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sub_kind": "association"}, "细类与类别不符"),
        ({"operation": "shell"}, "不是正常经营的须填不计入原因"),
        ({"exclusion_reason": "空壳"}, "正常经营的不填停业日期和不计入原因"),
        ({"staff": "5", "full_members": "6"}, "正式党员数不能超过从业人数"),
        ({"covered_from": "2011-01-01"}, "未建的不填组建方式和组织覆盖日期"),
        ({"work_from": "2011-01-01"}, "须填工作覆盖方式"),
        ({"registered_on": "2011-01-02", "closed_on": "2011-01-01"}, "注销日期不能早于登记成立日期"),
        ({"registered_on": "2012-07-06"}, "日期不能晚于今天"),
        ({"credit_code": "91350100M000100Y44"}, "校验位不对"),
    ],
)
def test_a_unit_that_contradicts_itself_is_refused(clerk, fields, words):
    response = add(clerk, "new-orgs", **UNIT | fields)
    assert words in str(errors(response))
    assert response.context["form"]["name"].value() == "示例厂"


def test_an_organisation_covers_nothing_before_it_was_founded(clerk, branch):
    covered = {"branch": str(branch.pk), "setup_mode": "solo"}
    wrong = errors(add(clerk, "new-orgs", **UNIT, **covered, covered_from="2010-04-30"))
    assert wrong["covered_from"] == ["党组织2010-05-01才成立，组织覆盖不能更早。"]
    assert add(clerk, "new-orgs", **UNIT, **covered, covered_from="2010-05-01").status_code == 302


def test_a_dissolved_organisation_covers_nobody(clerk, branch):
    Branch.objects.filter(pk=branch.pk).update(dissolved_on=date(2011, 1, 1))
    wrong = errors(add(clerk, "new-orgs", **UNIT, branch=str(branch.pk), setup_mode="solo"))
    assert wrong["branch"] == ["该党组织已于2011-01-01撤销。"]


def test_the_same_credit_code_is_not_registered_twice(clerk, areas):
    NewOrgUnit.objects.create(name="原厂", kind="social_org", area=areas["西镇"], credit_code="91350100M000100Y43")
    wrong = errors(add(clerk, "new-orgs", **UNIT, credit_code="91350100M000100Y43"))
    assert "已经登记过" in str(wrong)


CLEAR = {
    "surveyed_on": date(2012, 1, 1),
    "staff": 9,
    "full_members": 0,
    "probationary_members": 0,
    "activists": 0,
    "owner_is_member": False,
    "reason_for_none": "没有党员",
}


@pytest.mark.parametrize(
    ("fact", "fields"),
    [
        ("经营状况", {"surveyed_on": None}),
        ("从业人数", {"staff": None}),
        ("党员情况", {"full_members": None}),
        ("党员情况", {"probationary_members": None}),
        ("党员情况", {"activists": None}),
        ("出资人是否党员", {"owner_is_member": None}),
        ("未建原因", {"reason_for_none": ""}),
    ],
)
def test_each_of_the_six_facts_may_be_missing_and_zero_is_an_answer(areas, fact, fields):
    NewOrgUnit.objects.create(name="清楚", kind="social_org", area=areas["东镇"], **CLEAR)
    unclear = NewOrgUnit.objects.create(name="不清", kind="social_org", area=areas["东镇"], **CLEAR | fields)
    found = NewOrgUnit.objects.with_facts()
    assert list(found.unclear()) == [unclear]
    told = found.get(pk=unclear.pk)
    assert [name for number, name in enumerate(FACTS) if getattr(told, f"unclear_{number}")] == [fact]


def test_an_organisation_without_its_day_is_not_clear_either(areas, branch):
    covered = CLEAR | {"branch": branch, "setup_mode": "solo", "reason_for_none": ""}
    dated = {"covered_from": date(2011, 1, 1)}
    NewOrgUnit.objects.create(name="有日期", kind="social_org", area=areas["东镇"], **covered, **dated)
    undated = NewOrgUnit.objects.create(name="无日期", kind="social_org", area=areas["东镇"], **covered)
    assert list(NewOrgUnit.objects.unclear()) == [undated]


# standards -------------------------------------------------------------------------
STANDARD = {
    "effective_from": "2012-07-01", "eligible_members": 3, "crowd_staff": 10, "joint_units_most": 5,
    "branch_least": 3, "branch_most": 50, "general_least": 50, "general_most": 100, "committee_least": 100,
    "seats_from": 7, "seats_least": 3, "seats_most": 7, "activist_months": 12, "probation_months": 12,
    "idle_years": 3, "vacancy_days": 90,
}  # fmt: skip


def test_the_administrator_at_the_top_sets_standards_and_nobody_else(client, users, areas):
    for who, status in (("clerk", 403), ("reviewer", 403), ("leader", 403), ("administrator", 302)):
        client.force_login(users[who])
        assert add(client, "organisation-standards", **STANDARD).status_code == status
        assert client.get(reverse("register-list", args=["organisation-standards"])).status_code == 200
    assert OrganisationStandard.objects.get().basis == ""


def test_a_least_above_its_most_is_refused(administrator):
    wrong = errors(add(administrator, "organisation-standards", **STANDARD | {"branch_least": 51}))
    assert "下限不能大于上限" in str(wrong)


def test_without_a_standard_the_national_rules_hold(areas):
    standard = OrganisationStandard.objects.on(date(2012, 7, 5))
    assert standard.pk is None
    assert (standard.eligible_members, standard.branch_least, standard.branch_most) == (3, 3, 50)
    assert standard.covering_modes == ["solo", "joint"]


def test_the_newest_begun_by_the_day_holds():
    for year in (2009, 2011, 2013):
        OrganisationStandard.objects.create(effective_from=date(year, 1, 1), idle_years=year - 2005)
    on = OrganisationStandard.objects.on
    assert [on(date(*day)).idle_years for day in ((2010, 12, 31), (2011, 1, 1), (2012, 12, 31))] == [4, 6, 6]
