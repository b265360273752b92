"""The page of organisation coverage: both denominators by name, the children, the blank spots."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches.models import Branch, NewOrgUnit, OrganisationStandard
from indicators.dashboards import coverage_page

DAY = date(2012, 7, 5)  # today, as tests have it


@pytest.fixture
def units(areas):
    """东镇: five enterprises, three of them with members enough, two covered; 西镇: one social organisation."""
    call_command("load_catalogue", verbosity=0)
    branch = Branch.objects.create(name="企业党支部", area=areas["东镇"], sector="enterprise", full_members=5)

    def make(name, place="东镇", **fields):
        defaults = {"kind": "non_public_enterprise", "staff": 20, "full_members": 0, "probationary_members": 0}
        facts = {"activists": 0, "owner_is_member": False, "surveyed_on": date(2012, 1, 1)}
        return NewOrgUnit.objects.create(name=name, area=areas[place], **(defaults | facts | fields))

    make("甲厂", full_members=4, branch=branch, setup_mode="solo", covered_from=date(2010, 1, 1))
    make("乙厂", full_members=3, branch=branch, setup_mode="joint", covered_from=date(2012, 7, 5))
    make("丙厂", "一村", full_members=3, work_carrier="union", reason_for_none="正在筹建")
    make("丁厂", reason_for_none="没有党员")
    make("戊厂", reason_for_none="没有党员", staff=9)
    make("己会", "西镇", kind="social_org", full_members=None, reason_for_none="正在摸底")
    make("庚厂", operation="shell", exclusion_reason="空壳")
    return areas


@pytest.fixture
def as_(client, users):
    def enter(who):
        client.force_login(users[who])
        return client

    return enter


def address(area, **query):
    return reverse("coverage-page", args=[area.code]) + ("?" + "&".join(f"{k}={v}" for k, v in query.items()))


def rates(page) -> dict[str, str]:
    return {rate.figure.indicator_code: rate.figure.text for _, group in page.groups for rate in group}


def test_the_two_denominators_give_two_rates(units):
    assert rates(coverage_page(units["测试市"], DAY)) == {
        "cov_np_all": "40.0%",  # 2 of 5 at work
        "cov_np_eligible": "66.7%",  # 2 of 3 with three members
        "cov_np_solo": "20.0%",
        "cov_np_work": "60.0%",
        "cov_scale": "—",
        "cov_so_all": "0.0%",
        "cov_so_eligible": "—",
        "gap_people_no_member": "20.0%",  # 丁厂 of five with ten people or more
        "gap_member_no_org": "33.3%",  # 丙厂 of three with members
    }


def test_each_denominator_is_printed_by_its_name(as_, units):
    html = as_("leader").get(address(units["测试市"])).content.decode()
    for words in (
        "非公企业组织覆盖率（全口径）",
        "分母为正常经营的非公企业（全口径）",
        "非公企业应建已建率",
        "分母为正式党员达到应建人数的非公企业（应建）",
        "分母为正常运行的社会组织（全口径）",
        "分母为正式党员达到应建人数的社会组织（应建）",
        "2个 / 5个",
        "2个 / 3个",
    ):
        assert words in html


def test_every_figure_carries_its_parts(as_, units):
    html = as_("leader").get(address(units["甲县"])).content.decode()
    assert (
        'data-area="990101000000" data-period="2012Q3" data-indicator="cov_np_all" '
        'data-numerator="2" data-denominator="5" data-value="40.0"'
    ) in html


def test_the_standard_of_the_day_decides_and_is_named(as_, units):
    NewOrgUnit.objects.filter(name="甲厂").update(setup_mode="regional")
    assert rates(coverage_page(units["东镇"], DAY))["cov_np_all"] == "20.0%"
    OrganisationStandard.objects.create(effective_from=DAY, counts_regional=True, eligible_members=4)
    assert rates(coverage_page(units["东镇"], DAY))["cov_np_all"] == "40.0%"
    html = as_("leader").get(address(units["东镇"])).content.decode()
    assert "单独、联合、区域统筹" in html
    assert "正式党员 <b>4</b> 名以上" in html


def test_another_day_is_read_as_of_that_day(as_, units):
    response = as_("leader").get(address(units["测试市"], on="2012-07-04"))
    assert response.context["page"].day == date(2012, 7, 4)
    assert rates(response.context["page"])["cov_np_all"] == "20.0%"


def test_a_wrong_day_is_said_and_kept_and_today_is_shown(as_, units):
    response = as_("leader").get(address(units["测试市"], on="2012-13-01"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "日期应写成 2012-03-31 的样子。" in html
    assert 'value="2012-13-01"' in html
    assert response.context["page"].day == DAY


def test_the_children_are_listed_with_the_sum_below(units):
    page = coverage_page(units["测试市"], DAY)
    assert [(child.name, child.figures[0].text) for child in page.children] == [("甲县", "40.0%"), ("乙区", "—")]
    assert page.summary[0].parts == "2个 / 5个"
    county = coverage_page(units["甲县"], DAY)
    assert [(child.name, child.figures[0].parts) for child in county.children] == [
        ("东镇", "2个 / 5个"),
        ("西镇", "0个 / 0个"),
    ]


def test_a_township_lists_the_villages_that_have_units_and_its_own(units):
    page = coverage_page(units["东镇"], DAY)
    assert [(child.name, child.figures[0].parts) for child in page.children] == [
        ("乡镇直属", "2个 / 4个"),
        ("一村", "0个 / 1个"),
    ]
    village = coverage_page(units["一村"], DAY)
    assert village.children == ()
    assert rates(village)["cov_np_work"] == "100.0%"


def test_mode_mix_adds_up_and_the_split_leaves_out_what_has_no_kind(units):
    page = coverage_page(units["测试市"], DAY)
    assert [int(figure.numerator) for figure in page.mix] == [1, 1, 0, 0, 4]
    assert {figure.denominator for figure in page.mix} == {6}
    assert [figure.text for figure in page.split] == ["—", "—", "—"]


# alerts --------------------------------------------------------------------------
def numbers(page) -> dict[str, int]:
    return {alert.key: number for alert, number in page.alerts}


def test_every_alert_leads_to_a_list_as_long_as_its_number(as_, units):
    make = Branch.objects.create
    make(name="小支部", area=units["一村"], full_members=2)
    make(name="大支部", area=units["一村"], full_members=48, probationary_members=3)
    make(name="小总支", area=units["二村"], full_members=49, org_type="general_branch")
    make(name="大总支", area=units["二村"], full_members=101, org_type="general_branch")
    make(name="小党委", area=units["东镇"], full_members=99, org_type="committee")
    make(name="大支委会", area=units["三村"], full_members=9, committee_size=8)
    make(name="小支委会", area=units["三村"], full_members=7, committee_size=2)
    make(name="合格支部", area=units["三村"], full_members=6, committee_size=0, term_ends_on=DAY)
    make(name="届满支部", area=units["三村"], full_members=9, term_ends_on=date(2012, 7, 4))
    make(name="撤销支部", area=units["三村"], full_members=1, dissolved_on=DAY)
    joint = make(name="联合支部", area=units["东镇"], full_members=9, setup_mode="joint")
    for number in range(6):
        NewOrgUnit.objects.create(
            name=f"联合单位{number}", kind="social_org", area=units["东镇"], branch=joint, setup_mode="joint"
        )
    response = as_("leader").get(address(units["甲县"]))
    assert numbers(response.context["page"]) == {
        "no-member": 1,
        "no-organisation": 1,
        "unclear": 7,  # six joint units and 己会
        "size": 5,
        "joint": 1,
        "overdue": 1,
        "seats": 2,
    }
    for alert, number, link in response.context["alerts"]:
        assert as_("leader").get(link).context["table"].paginator.count == number, alert.key


def test_a_unit_that_does_not_work_is_no_blank_spot(as_, units):
    NewOrgUnit.objects.filter(name="丁厂").update(operation="shell", exclusion_reason="空壳")
    assert numbers(coverage_page(units["测试市"], DAY))["no-member"] == 0


def test_the_list_says_which_facts_are_missing(as_, units):
    NewOrgUnit.objects.filter(name="戊厂").update(
        surveyed_on=None, staff=None, activists=None, owner_is_member=None, reason_for_none=""
    )
    NewOrgUnit.objects.filter(name="甲厂").update(covered_from=None)
    link = reverse("register-list", args=["new-orgs"]) + "?alert=unclear"
    html = as_("leader").get(link).content.decode()
    assert "经营状况、从业人数、党员情况、出资人是否党员、未建原因" in html
    assert ">党组织组建<" in html
    assert "丁厂" not in html


# who and how much -----------------------------------------------------------------
def test_lists_stay_inside_the_scope(as_, units):
    NewOrgUnit.objects.create(
        name="南乡厂", kind="non_public_enterprise", area=units["南乡"], staff=9, full_members=1
    )
    client = as_("clerk")
    page = client.get(address(units["东镇"]))
    assert numbers(page.context["page"])["no-organisation"] == 1
    _, _, link = page.context["alerts"][1]
    assert "南乡厂" not in client.get(link).content.decode()
    assert client.get(address(units["南乡"])).status_code == 404


def test_without_any_unit_the_page_says_what_to_do(as_, areas):
    call_command("load_catalogue", verbosity=0)
    html = as_("leader").get(address(areas["乙区"])).content.decode()
    assert "这里还没有登记两新组织" in html
    assert not re.search(r"\d%", html)


@pytest.mark.parametrize("name", ["测试市", "甲县", "东镇"])
def test_ten_queries_whatever_lies_below(units, django_assert_num_queries, name):
    if name == "测试市":
        for number in range(20):
            NewOrgUnit.objects.create(name=f"厂{number}", kind="non_public_enterprise", area=units["南乡"])
    with django_assert_num_queries(10 if name != "东镇" else 9):
        coverage_page(units[name], DAY)
