"""The carriers' registers on their pages: who keeps what, what a form says, what a list finds."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import AccessRecord
from branches.registry import REGISTERS
from indicators.models import (
    DemoHousehold,
    HelpRecord,
    Liaison,
    LiaisonVisit,
    PersonSkill,
    PioneerCup,
    PioneerCupEntry,
    SkillKind,
    SkillReview,
)

from .carriers_cast import LONG_AGO, PAPER, Book

GROUP = "双学双带"
OF_VILLAGES = [
    "skill-reviews", "theory-studies", "person-skills", "demo-households", "liaisons", "dedication-days",
    "member-associations", "enterprise-posts", "help-records",
]  # fmt: skip
OF_THE_COUNTY = ["pioneer-cups", "pioneer-cup-entries"]


@pytest.fixture
def book(areas):
    return Book(areas)


@pytest.fixture
def as_(client, users):
    def enter(who):
        client.force_login(users[who])
        return client

    return enter


def page(name, key, *args):
    return reverse(f"register-{name}", args=[key, *args])


def send(client, address, form):
    """Post a form as its page was opened."""
    context = client.get(address).context
    return client.post(address, form | {name: context[name] for name in ("token", "seen")})


def errors(response):
    assert response.status_code == 422
    return response.context["form"].errors


def test_the_group_has_these_registers():
    keys = {key for key, register in REGISTERS.items() if register.group == GROUP}
    assert keys == {*OF_VILLAGES, *OF_THE_COUNTY, "skill-kinds", "liaison-visits"}


# who keeps ----------------------------------------------------------------------------
@pytest.mark.parametrize("key", OF_VILLAGES)
def test_clerks_and_those_above_keep_the_registers_of_villages(as_, key):
    answers = {who: as_(who).get(page("add", key)).status_code for who in ("clerk", "reviewer", "administrator")}
    assert set(answers.values()) == {200}
    assert as_("leader").get(page("add", key)).status_code == 403
    assert as_("leader").get(page("list", key)).status_code == 200


@pytest.mark.parametrize("key", OF_THE_COUNTY)
def test_the_cup_is_kept_from_the_county_upwards(as_, key):
    answers = [as_(who).get(page("add", key)).status_code for who in ("clerk", "reviewer", "administrator")]
    assert answers == [403, 200, 200]


def test_the_list_of_skills_is_kept_at_the_top_and_read_by_all(as_, areas):
    SkillKind.objects.create(name="大棚蔬菜", trade="种植", listed_on=LONG_AGO)
    answers = [as_(who).get(page("add", "skill-kinds")).status_code for who in ("clerk", "reviewer")]
    assert answers == [403, 403]
    assert as_("administrator").get(page("add", "skill-kinds")).status_code == 200
    assert "大棚蔬菜" in as_("clerk").get(page("list", "skill-kinds")).content.decode()


def test_a_row_of_another_township_is_as_good_as_absent(as_, book):
    there = book.review("四村", date(2012, 6, 1), one=3)
    client = as_("clerk")
    assert client.get(page("record", "skill-reviews", there.pk)).status_code == 404
    assert "四村" not in client.get(page("list", "skill-reviews")).content.decode()


# forms --------------------------------------------------------------------------------
def test_a_review_is_registered_by_the_name_of_the_village(as_, areas):
    form = {
        "village": "一村",
        "reviewed_on": "2012-06-20",
        "method": "branch_review",
        "with_one": 10,
        "with_two": 4,
        "with_three": 1,
        "households_led": 40,
        "evidence": "评议记录",
    }
    assert send(as_("clerk"), page("add", "skill-reviews"), form).status_code == 302
    review = SkillReview.objects.get()
    assert (review.village, review.skilled, review.skills) == (areas["一村"], 15, 21)


def test_six_households_are_accepted_with_a_reason_and_the_form_keeps_what_was_typed(as_, book):
    book.member("一村", name="单小红")
    client = as_("clerk")
    form = {
        "village": "一村",
        "person": "单小红 一村",
        "households": 6,
        "started_on": "2012-06-01",
        "evidence": "联系户名册",
    }
    refused = send(client, page("add", "liaisons"), form)
    assert list(errors(refused).values()) == [["一名党员一般联系1至5户，超过5户的须说明原因。"]]
    html = refused.content.decode()
    assert 'value="2012-06-01"' in html
    assert 'value="联系户名册"' in html
    assert not Liaison.objects.exists()
    assert send(client, page("add", "liaisons"), form | {"reason_for_more": "党员少"}).status_code == 302
    assert Liaison.objects.get().households == 6


def test_a_visit_is_registered_on_the_page_of_its_pairing(as_, book):
    paired = book.liaison("一村", 3)
    client = as_("clerk")
    address = page("add", "liaison-visits") + f"?liaison={paired.pk}"
    assert address in client.get(page("record", "liaisons", paired.pk)).content.decode()
    form = {"liaison": paired.pk, "visited_on": "2012-07-01", "households": 4, "what": "送农资"}
    assert errors(send(client, address, form)) == {
        "households": ["共联系3户，本季度已走访0户，首次走访的没有这么多。"]
    }
    assert send(client, address, form | {"households": 2}).status_code == 302
    assert "送农资" in client.get(page("record", "liaisons", paired.pk)).content.decode()
    assert LiaisonVisit.objects.get().liaison == paired
    book.visit(book.liaison("二村"), date(2012, 7, 1), 1)
    assert count(client, "liaison-visits") == "2"
    assert count(client, "liaison-visits", liaison=paired.pk) == "1"


def test_a_household_that_stands_is_not_certified_again(as_, book):
    who = book.member("一村", name="单小红")
    book.demo_household("一村", who, certificate_no="旧1号")
    form = {
        "village": "一村",
        "person": "单小红 一村",
        "trade": "大蒜",
        "certificate_no": "新1号",
        "certified_on": "2012-06-01",
        "households_led": 5,
    }
    refused = send(as_("clerk"), page("add", "demo-households"), form)
    assert errors(refused) == {"person": ["此户的证书旧1号在认定日期仍然有效。"]}
    assert DemoHousehold.objects.count() == 1


def test_a_skill_is_chosen_from_the_list_that_the_city_keeps(as_, book):
    kind = SkillKind.objects.create(name="大棚蔬菜", trade="种植", listed_on=LONG_AGO)
    who = book.member("一村", name="单小红")
    form = {"person": "单小红 一村", "kind": kind.pk, "acquired_on": "2012-06-01", "evidence": "证书1号"}
    assert send(as_("clerk"), page("add", "person-skills"), form).status_code == 302
    assert PersonSkill.objects.get().person == who


def test_an_organisation_outside_the_reach_does_not_enter_the_cup(as_, book):
    cup = book.cup("甲县", reach="rural")
    book.branch("一村", name="一村支部")
    company = book.branch("东镇", name="企业支部", sector="enterprise")
    client = as_("reviewer")
    form = {"cup": cup.pk, "branch": company.pk, "entered_on": "2012-03-01", "evidence": "报名表"}
    refused = send(client, page("add", "pioneer-cup-entries"), form)
    assert errors(refused) == {"branch": ["该党组织不在参赛范围（农村）内。"]}
    assert not PioneerCupEntry.objects.exists()


def test_a_cup_is_the_countys_own(as_, book):
    form = {"area": "甲县", "year": 2012, "announced_on": "2012-02-10", "reach": "all", "document": "方案"}
    client = as_("reviewer")
    assert "管辖范围" in str(errors(send(client, page("add", "pioneer-cups"), form | {"area": "乙区"})))
    assert send(client, page("add", "pioneer-cups"), form).status_code == 302
    assert PioneerCup.objects.get().area == book.areas["甲县"]


def test_a_year_is_written_as_a_year(as_, book):
    cup = book.cup("甲县", 2012)
    client = as_("reviewer")
    for address in (page("list", "pioneer-cups"), page("record", "pioneer-cups", cup.pk)):
        html = client.get(address).content.decode()
        assert ">2012<" in html
        assert "2,012" not in html


def test_help_needs_one_helper_and_a_whole_result(as_, book):
    branch = book.branch("一村", name="一村支部")
    client = as_("clerk")
    form = {
        "area": "一村",
        "kind": "laid_off",
        "helper_branch": branch.pk,
        "helped_on": "2012-05-01",
        "helped": 3,
        "content": "培训",
        "with_result": 0,
        "evidence": "协议",
    }
    refused = send(client, page("add", "help-records"), form | {"helper_branch": ""})
    assert "帮扶党组织和帮扶党员须填一项，且只填一项。" in str(errors(refused))
    refused = send(client, page("add", "help-records"), form | {"with_result": 2, "result": "job_found"})
    assert "见效日期" in str(errors(refused))
    assert send(client, page("add", "help-records"), form).status_code == 302
    assert HelpRecord.objects.get().helper_branch == branch


def test_the_same_help_with_a_later_result_is_a_row_of_its_own(as_, book):
    first = book.help("一村", 3, date(2012, 5, 1), result="job_found", result_on=date(2012, 6, 1), with_result=3)
    form = {
        "area": "一村",
        "kind": "laid_off",
        "helper_branch": first.helper_branch_id,
        "helped_on": "2012-05-01",
        "helped": 2,
        "content": "培训",
        "result": "job_found",
        "result_on": "2012-06-20",
        "with_result": 2,
        "evidence": "协议",
    }
    client = as_("clerk")
    assert send(client, page("add", "help-records"), form).status_code == 302
    again = send(client, page("add", "help-records"), form | {"result_on": "2012-06-01"})
    assert "相同的记录" in str(errors(again))


# lists --------------------------------------------------------------------------------
def count(client, key, **asked):
    return client.get(page("list", key), asked).context["table"].count_text


def test_pairings_are_found_by_whether_they_were_visited_in_the_quarter(as_, book):
    book.visit(book.liaison("一村"), date(2012, 7, 1), 3)
    book.visit(book.liaison("二村", 6, reason_for_more="党员少"), date(2012, 6, 30), 3)  # the quarter before
    client = as_("clerk")
    assert count(client, "liaisons") == "2"
    assert count(client, "liaisons", visited="yes") == count(client, "liaisons", visited="no") == "1"
    assert count(client, "liaisons", visited="yes", on="2012-06-30") == "1"
    assert count(client, "liaisons", visited="yes", on="2012-06-29") == "0"  # the day before
    assert "二村" in client.get(page("list", "liaisons"), {"more": "yes"}).content.decode()
    html = client.get(page("list", "liaisons")).content.decode()
    assert "联系户数 <strong>9</strong>，本季度已走访 <strong>3</strong>" in html
    assert "未走访" in html


def test_only_the_newest_review_of_a_village_is_in_force_and_late_ones_are_found(as_, book):
    book.review("一村", date(2011, 12, 20), one=30)
    book.review("一村", date(2012, 6, 20), one=12)
    book.review("二村", date(2011, 12, 20), one=5, led=9)
    client = as_("clerk")
    assert count(client, "skill-reviews") == "2"
    assert count(client, "skill-reviews", state="all") == "3"
    assert count(client, "skill-reviews", due="late") == "1"
    html = client.get(page("list", "skill-reviews")).content.decode()
    assert "掌握技术党员 <strong>17</strong>，带动户数 <strong>9</strong>" in html


def test_a_certificate_that_ran_out_is_said_so(as_, book):
    book.demo_household("一村", valid_until=date(2012, 7, 4))
    book.demo_household("一村", valid_until=date(2012, 7, 5))
    client = as_("clerk")
    assert count(client, "demo-households") == "1"
    assert "2012-07-04到期" in client.get(page("list", "demo-households"), {"state": "ended"}).content.decode()


def test_associations_that_lack_their_organisation_are_found(as_, book):
    book.association("一村", full_members=3, name="大蒜协会")
    book.association("二村", full_members=3, name="辣椒协会", branch=book.branch("二村"))
    book.association("三村", full_members=2, name="蔬菜协会")
    client = as_("clerk")
    html = client.get(page("list", "member-associations"), {"organisation": "missing"}).content.decode()
    assert [name for name in ("大蒜协会", "辣椒协会", "蔬菜协会") if name in html] == ["大蒜协会"]
    assert count(client, "member-associations", organisation="set-up") == "1"


def test_help_is_listed_with_its_measure_and_its_helper(as_, book):
    book.help("一村", 3, date(2012, 5, 1), helper_branch=book.branch("一村", name="一村支部"))
    helper = book.member("一村", name="单小红")
    book.help("一村", 7, date(2012, 5, 2), "poor_household", helper_branch=None, helper_person=helper)
    html = as_("clerk").get(page("list", "help-records")).content.decode()
    for words in ("3人", "7户", "一村支部", "单小红", "下岗职工 <strong>3</strong>，贫困户 <strong>7</strong>"):
        assert words in html
    assert count(as_("clerk"), "help-records", worked="yes") == "0"


@pytest.mark.parametrize("key", ["demo-households", "liaisons", "liaison-visits", "person-skills", "help-records"])
def test_a_look_at_names_is_recorded_and_a_strangers_name_is_masked(as_, book, key):
    stranger = book.member("四村", name="张立新")  # lives elsewhere now
    paired = book.liaison("一村", person=stranger)
    book.visit(paired, date(2012, 7, 1), 1)
    book.demo_household("一村", stranger)
    book.help("一村", 3, date(2012, 5, 1), helper_branch=None, helper_person=stranger)
    kind = SkillKind.objects.create(name="大棚蔬菜", trade="种植", listed_on=LONG_AGO)
    PersonSkill.objects.create(person=stranger, kind=kind, acquired_on=LONG_AGO, evidence=PAPER)
    html = as_("clerk").get(page("list", key)).content.decode()
    assert "张立新" not in html
    assert ("张某" in html) is (key != "person-skills")  # that one lies in the stranger's own village
    assert AccessRecord.objects.count() == 1


def test_the_lists_take_the_same_queries_however_long_they_are(as_, book, django_assert_max_num_queries):
    for number in range(12):
        village = ("一村", "二村", "三村")[number % 3]
        book.liaison(village)
        book.help(village, 3, date(2012, 5, 1 + number))
        book.association(village, branch=book.branch(village))
        book.post(book.enterprise(village))
        book.enter(book.cup("甲县", 2000 + number, LONG_AGO), book.branch(village))
    client = as_("reviewer")
    for key in ("liaisons", "help-records", "member-associations", "enterprise-posts", "pioneer-cup-entries"):
        with django_assert_max_num_queries(8):
            client.get(page("list", key))
