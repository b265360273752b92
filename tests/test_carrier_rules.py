"""What the registers of the carriers refuse, in which words and beside which field."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.models import (
    DedicationDay,
    DemoHousehold,
    EnterprisePost,
    HelpRecord,
    Liaison,
    LiaisonVisit,
    MemberAssociation,
    PersonSkill,
    PioneerCup,
    PioneerCupEntry,
    SkillKind,
    SkillReview,
    TheoryStudy,
)

from .carriers_cast import LONG_AGO, PAPER, Book

TODAY, TOMORROW = date(2012, 7, 5), date(2012, 7, 6)
FUTURE = "日期不能晚于今天。"


@pytest.fixture
def book(areas):
    return Book(areas)


def complaints(record) -> dict[str, list[str]]:
    """{field: messages}, the rules of the database under "__all__"; empty where all is well."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def said(record) -> str:
    """The only complaint."""
    [messages] = complaints(record).values()
    [message] = messages
    return message


# dates --------------------------------------------------------------------------------
def test_nothing_is_dated_after_today_and_today_is_fine(book, areas):
    village = areas["一村"]
    for day, expected in ((TODAY, {}), (TOMORROW, {"reviewed_on": [FUTURE]})):
        review = SkillReview(village=village, reviewed_on=day, method="test", evidence=PAPER)
        assert complaints(review) == expected
    day = DedicationDay(
        village=village, held_on=TOMORROW, theme="植树", able_members=2, attended=1, evidence=PAPER
    )
    assert complaints(day) == {"held_on": [FUTURE]}
    paired = Liaison(village=village, person=book.member(), households=1, started_on=TOMORROW, evidence=PAPER)
    assert complaints(paired) == {"started_on": [FUTURE]}


@pytest.mark.parametrize(
    "model", [SkillReview, TheoryStudy, DedicationDay, Liaison, MemberAssociation, HelpRecord]
)
def test_without_evidence_nothing_is_registered(db, model):
    assert complaints(model())["evidence"] == ["此字段不能为空。"]


# reviews and study ----------------------------------------------------------------------
def test_a_village_is_reviewed_once_a_day(book, areas):
    book.review("一村", date(2012, 6, 1), one=3)
    again = SkillReview(village=areas["一村"], reviewed_on=date(2012, 6, 1), method="test", evidence=PAPER)
    assert said(again) == "该村当日已有评议记录。"
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_study_sessions_only_grow_within_a_year(book, areas):
    book.study("一村", date(2012, 3, 20), 20, sessions=5)

    def check(day, sessions):
        return TheoryStudy(village=areas["一村"], checked_on=day, sessions=sessions, done=1, evidence=PAPER)

    assert complaints(check(date(2012, 6, 20), 4)) == {
        "sessions": ["次数自1月1日起累计，2012-03-20登记的是5次，前后不符。"]
    }
    assert complaints(check(date(2012, 2, 20), 6)) != {}
    assert complaints(check(date(2012, 6, 20), 5)) == {}
    assert complaints(check(date(2011, 12, 20), 9)) == {}


def test_nobody_has_done_the_study_of_a_year_without_sessions(areas):
    check = TheoryStudy(village=areas["一村"], checked_on=TODAY, sessions=0, done=3, evidence=PAPER)
    assert said(check) == "本年没有集中学习的，达标党员数应为0。"


def test_a_personal_skill_is_on_the_list_on_the_day_and_proved_once(book):
    kind = SkillKind.objects.create(
        name="大棚蔬菜", trade="种植", listed_on=date(2010, 1, 1), delisted_on=date(2012, 1, 1)
    )
    who = book.member()

    def skill(day):
        return PersonSkill(person=who, kind=kind, acquired_on=day, evidence=PAPER)

    for day in (date(2009, 12, 31), date(2012, 1, 1)):
        assert said(skill(day)) == "“大棚蔬菜”在该日不在实用技术目录内。"
    skill(date(2011, 12, 31)).save()
    assert said(skill(date(2011, 12, 30))) == "此人已登记这项技术。"


def test_a_skill_that_was_taken_off_the_list_may_come_back(db):
    SkillKind.objects.create(name="蚕桑", trade="种植", listed_on=LONG_AGO, delisted_on=date(2010, 1, 1))
    back = SkillKind(name="蚕桑", trade="种植", listed_on=date(2012, 1, 1))
    assert complaints(back) == {}
    back.save()
    assert said(SkillKind(name="蚕桑", trade="种植", listed_on=TODAY)) == "目录中已有这项技术。"


# demonstration households -----------------------------------------------------------------
def test_a_demonstration_household_is_that_of_a_member_of_the_village(book, areas):
    def household(person):
        return DemoHousehold(
            village=areas["一村"], person=person, trade="大蒜", certificate_no="1号", certified_on=LONG_AGO
        )

    assert complaints(household(book.member("一村", political_status="02"))) == {}
    assert complaints(household(book.member("一村", political_status="13"))) == {
        "person": ["示范户须是党员家庭，此人登记为非党员。"]
    }
    assert complaints(household(book.member("二村"))) == {"person": ["此人登记在二村，不是该村党员。"]}


def test_a_household_is_certified_again_only_when_the_certificate_ran_out(book, areas):
    who = book.member()
    book.demo_household("一村", who, certificate_no="旧1号", valid_until=date(2011, 12, 31))

    def renewal(day):
        return DemoHousehold(
            village=areas["一村"], person=who, trade="大蒜", certificate_no="新1号", certified_on=day
        )

    assert said(renewal(date(2011, 12, 31))) == "此户的证书旧1号在认定日期仍然有效。"
    assert complaints(renewal(date(2012, 1, 1))) == {}


@pytest.mark.parametrize(
    "revoked",
    [
        {"revoked_on": date(2012, 1, 1)},
        {"revoked_reason": "外出务工"},
        {"revoked_on": date(2009, 5, 31), "revoked_reason": "外出务工"},
    ],
)
def test_a_certificate_is_taken_back_with_day_and_reason(book, areas, revoked):
    fields = {"village": areas["一村"], "person": book.member(), "trade": "大蒜", "certificate_no": "1号"}
    household = DemoHousehold(certified_on=LONG_AGO, **fields, **revoked)
    assert said(household) == "取消日期与取消原因须一并填写，且不早于认定日期。"
    with pytest.raises(IntegrityError), transaction.atomic():
        household.save()


# liaison ----------------------------------------------------------------------------------
def test_more_than_five_households_need_a_reason(book, areas):
    def pairing(households, reason=""):
        return Liaison(
            village=areas["一村"],
            person=book.member(),
            households=households,
            reason_for_more=reason,
            started_on=LONG_AGO,
            evidence=PAPER,
        )

    assert complaints(pairing(5)) == complaints(pairing(6, "村内党员少")) == {}
    assert said(pairing(6)) == "一名党员一般联系1至5户，超过5户的须说明原因。"
    assert said(pairing(0)) == "联系户数至少为1户。"


def test_a_member_has_one_pairing_at_a_time_in_the_own_village(book, areas):
    who = book.member()
    standing = book.liaison("一村", person=who)
    again = Liaison(village=areas["一村"], person=who, households=2, started_on=TODAY, evidence=PAPER)
    assert said(again) == "此党员已有在册的联系户，请先结束原来的记录。"
    standing.ended_on = TODAY
    standing.save()
    assert complaints(again) == {}
    again.village = areas["二村"]
    assert complaints(again) == {"person": ["此人登记在一村，不是该村党员。"]}
    stranger = Liaison(
        village=areas["一村"],
        person=book.member(political_status="13"),
        households=2,
        started_on=TODAY,
        evidence=PAPER,
    )
    assert complaints(stranger) == {"person": ["联系户由党员联系，此人登记为非党员。"]}


def test_a_visit_lies_within_the_pairing(book):
    paired = book.liaison("一村", 3, started_on=date(2012, 2, 1), ended_on=date(2012, 5, 1))

    def visit(day):
        return LiaisonVisit(liaison=paired, visited_on=day, households=1, what="送农资")

    assert said(visit(date(2012, 1, 31))) == "走访日期不能早于结对日期（2012-02-01）。"
    assert said(visit(date(2012, 5, 1))) == "联系已于2012-05-01结束。"
    assert complaints(visit(date(2012, 2, 1))) == complaints(visit(date(2012, 4, 30))) == {}


def test_the_first_visits_of_a_quarter_are_not_more_than_the_paired_households(book):
    paired = book.liaison("一村", 3)
    first = book.visit(paired, date(2012, 4, 10), 2)
    more = LiaisonVisit(liaison=paired, visited_on=date(2012, 6, 10), households=2, what="送农资")
    assert said(more) == "共联系3户，本季度已走访2户，首次走访的没有这么多。"
    more.visited_on = date(2012, 3, 31)  # another quarter
    assert complaints(more) == {}
    first.households = 3  # the row itself is not counted twice
    assert complaints(first) == {}


# dedication days, associations, posts --------------------------------------------------------
def test_not_more_come_than_are_able_to(areas):
    day = DedicationDay(
        village=areas["一村"], held_on=TODAY, theme="植树", able_members=20, attended=21, evidence=PAPER
    )
    assert said(day) == "实到党员数不能多于应到党员数。"


def test_an_association_names_a_standing_organisation(book, areas):
    gone = book.branch("一村", dissolved_on=date(2012, 1, 1))
    association = MemberAssociation(
        area=areas["一村"], kind="crop", name="大蒜协会", founded_on=LONG_AGO, branch=gone, evidence=PAPER
    )
    assert complaints(association) == {"branch": ["该党组织已于2012-01-01撤销。"]}
    association.dissolved_on = date(2009, 5, 31)
    assert said(association) == "解散日期不能早于成立日期。"


def test_posts_are_those_of_an_enterprise_one_row_a_kind(book):
    unit = book.enterprise("东镇")
    book.post(unit)
    assert said(EnterprisePost(unit=unit, kind="pioneer_post", set_on=TODAY, evidence=PAPER)) == (
        "该企业已登记此类，请在原记录上改个数。"
    )
    assert complaints(EnterprisePost(unit=unit, kind="zone", set_on=TODAY, evidence=PAPER)) == {}
    society = book.enterprise("东镇", kind="social_org")
    assert [*complaints(EnterprisePost(unit=society, kind="zone", set_on=TODAY, evidence=PAPER))] == ["unit"]


# the cup ------------------------------------------------------------------------------------
def test_a_county_has_one_cup_a_year_announced_within_it(book, areas):
    book.cup("甲县")
    fields = {"area": areas["甲县"], "reach": "all", "document": "方案"}
    assert said(PioneerCup(year=2012, announced_on=TODAY, **fields)) == "该县区当年已有先锋杯。"
    early = PioneerCup(year=2011, announced_on=date(2010, 12, 31), **fields)
    assert complaints(early) == {"announced_on": ["方案印发日期须在当年之内。"]}


def test_an_entry_is_that_of_an_eligible_organisation_after_the_plan(book):
    cup = book.cup("甲县", announced_on=date(2012, 2, 10), reach="rural")

    def entry(branch, day=date(2012, 3, 1)):
        return PioneerCupEntry(cup=cup, branch=branch, entered_on=day, evidence=PAPER)

    own = book.branch("一村")
    assert complaints(entry(own)) == {}
    for day in (date(2012, 2, 9), date(2011, 12, 31)):
        assert complaints(entry(own, day)) == {"entered_on": ["参赛日期须在方案印发之后、当年之内。"]}
    assert complaints(entry(book.branch("五村"))) == {"branch": ["该党组织不在甲县。"]}
    for other in (book.branch("一村", sector="enterprise"), book.branch("东镇", org_type="committee")):
        assert complaints(entry(other)) == {"branch": ["该党组织不在参赛范围（农村）内。"]}


# the two helps --------------------------------------------------------------------------------
def helped(book, **fields):
    defaults = {
        "kind": "laid_off",
        "helped": 5,
        "helped_on": date(2012, 2, 1),
        "content": "培训",
        "evidence": PAPER,
    }
    if not fields.keys() & {"helper_branch", "helper_person"}:
        defaults["helper_branch"] = book.branch("一村")
    return HelpRecord(area=book.areas["一村"], **defaults | fields)


def test_help_has_one_helper_an_organisation_or_a_person(book):
    assert complaints(helped(book)) == complaints(helped(book, helper_person=book.member())) == {}
    message = "帮扶党组织和帮扶党员须填一项，且只填一项。"
    assert said(helped(book, helper_branch=None)) == message
    assert said(helped(book, helper_branch=book.branch("一村"), helper_person=book.member())) == message


@pytest.mark.parametrize(
    "result",
    [
        {"result": "job_found"},
        {"result_on": date(2012, 3, 1)},
        {"with_result": 2},
        {"result": "job_found", "with_result": 2},
        {"result": "job_found", "result_on": date(2012, 3, 1)},
        {"result": "line_crossed", "result_on": date(2012, 3, 1), "with_result": 2},
    ],
)
def test_a_result_has_its_kind_day_and_number_together(book, result):
    record = helped(book, **result)
    assert said(record).startswith("帮扶结果、见效日期、见效人（户）数须一并填写")
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_a_result_comes_not_before_the_help_and_not_for_more_than_were_helped(book):
    result = {"result": "job_found", "result_on": date(2012, 2, 1), "with_result": 5}
    assert complaints(helped(book, **result)) == {}
    assert said(helped(book, **result | {"with_result": 6})) == "见效人（户）数不能多于帮扶人（户）数。"
    early = complaints(helped(book, **result | {"result_on": date(2012, 1, 31)}))
    assert early["result_on"] == ["见效日期不能早于帮扶日期（2012-02-01）。"]
