"""Certifying, reviewing and revoking double-strong people: what is done, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from branches.acts import ActRefused, StaleAct
from branches.certifying import certify, review, revoke
from branches.models import AppraisalResult, CertificationReview, DoubleStrongCertification

from . import cast
from .people_cast import CLERK, SECRETARY, build_person, look, serve, title
from .people_cast import certify as certified


@pytest.fixture
def person(areas):
    return build_person(areas["一村"])


@pytest.fixture
def judge(users):
    return users["reviewer"]


def refusal(act, *args, **kwargs) -> dict[str, list[str]]:
    """What an act is refused for, by field; nothing may have been stored."""
    before = list(DoubleStrongCertification.objects.order_by("pk").values())
    with pytest.raises(ActRefused) as refused:
        act(*args, **kwargs)
    assert list(DoubleStrongCertification.objects.order_by("pk").values()) == before
    assert not CertificationReview.objects.filter(households_led=99).exists()
    return refused.value.faults


# certifying -----------------------------------------------------------------------
def test_a_member_is_certified_under_the_standard_of_the_day(person, judge):
    made = certify(title(person), judge)
    assert DoubleStrongCertification.objects.valid_on(date(2010, 6, 1)).get() == made
    assert made.history.get().history_user == judge


@pytest.mark.parametrize(
    ("day", "in_force"),
    [(date(2008, 12, 31), False), (date(2009, 1, 1), True), (date(2010, 12, 31), True), (date(2011, 1, 1), False)],
)
def test_a_standard_certifies_from_its_first_day_until_the_day_before_its_end(person, judge, day, in_force):
    cast.build_standard(version="2011年标准", in_force_from=date(2011, 1, 1), in_force_until=None)
    if in_force:
        assert certify(title(person, day), judge).pk
        return
    [words] = refusal(certify, title(person, day), judge)["standard"]
    assert words.startswith(f"“2009年试行标准”在{day}不在执行期内")
    assert words.endswith("应选“2011年标准”。" if day.year == 2011 else "当日没有执行中的标准，请核对日期。")


@pytest.mark.parametrize(("track", "least"), [("secretary", 10), ("cadre", 5), ("member", 3)])
def test_each_track_leads_so_many_households(person, judge, areas, track, least):
    serve(person, areas["一村"], SECRETARY)
    short = title(person, track=track, households_led=least - 1)
    assert f"至少带动{least}户" in refusal(certify, short, judge)["households_led"][0]
    assert certify(title(person, track=track, households_led=least), judge).pk


def test_a_track_asks_for_the_post_on_that_day_or_for_membership(person, judge, areas):
    serve(person, areas["一村"], CLERK, ended_on=date(2010, 6, 1))
    for track, words in [("secretary", "没有担任村党组织书记"), ("cadre", "没有担任村干部")]:
        assert words in refusal(certify, title(person, track=track, households_led=10), judge)["track"][0]
    assert certify(title(person, date(2010, 5, 31), "cadre", 5), judge).pk
    outsider = build_person(areas["一村"], "李安", political_status="13", joined_on=None)
    assert "不能认定为双强党员" in refusal(certify, title(outsider), judge)["track"][0]


def test_a_valid_title_is_not_given_again(person, judge):
    certified(person)
    assert refusal(certify, title(person), judge) == {
        "certified_on": ["2009-01-10已按“2009年试行标准”认定且仍有效，不必重复认定；可办理复核。"]
    }


def test_a_revoked_title_comes_back_by_a_new_certification_from_that_day_on(person, judge):
    certified(person, revoked_on=date(2010, 6, 2), revoked_reason="不再带动")
    assert refusal(certify, title(person), judge) == {
        "certified_on": ["上一次认定到2010-06-02才取消，新的认定日期不能早于该日。"]
    }
    made = certify(title(person, date(2010, 6, 2)), judge)
    assert list(DoubleStrongCertification.objects.valid_on(date(2010, 6, 2))) == [made]


def test_the_last_appraisal_must_be_good_enough(person, judge):
    AppraisalResult.objects.create(person=person, year=2010, grade="basic")
    AppraisalResult.objects.create(person=person, year=2009, grade="excellent")
    assert refusal(certify, title(person), judge) == {"": ["2010年度考核为“基本称职”，称职以上的才能认定。"]}
    assert certify(title(person, date(2009, 6, 1)), judge).pk


def test_evidence_dates_and_presence_are_asked_for(person, judge, areas):
    assert refusal(certify, title(person, evidence=" "), judge) == {"evidence": ["请写明认定依据。"]}
    backwards = title(person, valid_until=date(2010, 5, 31))
    assert refusal(certify, backwards, judge) == {"valid_until": ["有效期不能早于认定日期2010-06-01。"]}
    cast.build_standard(version="2011年标准", in_force_from=date(2011, 1, 1), in_force_until=None)
    ahead = title(person, date(2012, 7, 6), standard=cast.build_standard(version="2011年标准"))
    assert refusal(certify, ahead, judge) == {"certified_on": ["2012-07-06还没有到，请在当日或之后办理。"]}
    gone = build_person(areas["一村"], "李安", left_on=date(2010, 6, 1), left_how="transferred")
    assert "组织关系转出" in refusal(certify, title(gone), judge)[""][0]


# reviewing ------------------------------------------------------------------------
def test_a_review_keeps_the_title_and_the_number_of_households(person, judge):
    certification = certified(person, households_led=3)
    review(look(certification, households_led=7), judge)
    certification.refresh_from_db()
    assert (certification.households_led, certification.revoked_on) == (7, None)
    assert certification.reviews.get().history.get().history_user == judge


def test_a_review_that_is_not_passed_takes_the_title_away_that_day(person, judge):
    certification = certified(person)
    bad = look(certification, passed=False, households_led=0)
    assert refusal(review, bad, judge) == {"revoked_reason": ["复核不合格的即取消认定，请写明原因。"]}
    review(look(certification, passed=False, households_led=0), judge, reason="不再带动")
    certification.refresh_from_db()
    assert (certification.revoked_on, certification.revoked_reason) == (date(2011, 6, 1), "不再带动")


@pytest.mark.parametrize("day", [date(2009, 1, 9), date(2009, 1, 10)])
def test_a_review_comes_after_the_certification(person, judge, day):
    words = refusal(review, look(certified(person), day), judge)["reviewed_on"]
    assert words == ["复核日期须晚于认定日期2009-01-10。"]


def test_reviews_follow_one_another_and_lie_not_ahead(person, judge):
    certification = certified(person)
    review(look(certification), judge)
    assert refusal(review, look(certification), judge) == {
        "reviewed_on": ["2011-06-01已有复核，复核日期须晚于该日。"]
    }
    ahead = look(certification, date(2012, 7, 6))
    assert refusal(review, ahead, judge) == {"reviewed_on": ["2012-07-06还没有到，请在当日或之后办理。"]}


def test_a_title_that_is_over_is_not_reviewed(person, judge, areas):
    gone = certified(person, revoked_on=date(2011, 1, 1), revoked_reason="不再带动")
    assert refusal(review, look(gone), judge)[""] == [
        "该认定已于2011-01-01取消，不能再复核；符合条件的请重新认定。"
    ]
    expired = certified(build_person(areas["一村"], "李安"), valid_until=date(2011, 5, 31))
    assert refusal(review, look(expired), judge)[""] == [
        "该认定已于2011-05-31到期，不能再复核；符合条件的请重新认定。"
    ]


def test_who_leads_too_few_households_does_not_pass(person, judge):
    words = refusal(review, look(certified(person), households_led=2), judge)["households_led"]
    assert words == ["“2009年试行标准”要求至少带动3户；达不到的请选“不合格”。"]


# revoking -------------------------------------------------------------------------
def test_a_title_is_revoked_from_a_day_for_a_reason(person, judge):
    certification = revoke(certified(person), date(2012, 5, 1), " 不再带动 ", judge)
    assert certification.revoked_reason == "不再带动"
    assert DoubleStrongCertification.objects.valid_on(date(2012, 4, 30)).exists()
    assert not DoubleStrongCertification.objects.valid_on(date(2012, 5, 1)).exists()


def test_revoking_keeps_to_the_order_of_things(person, judge):
    certification = certified(person)
    certification.reviews.create(reviewed_on=date(2011, 6, 1), households_led=3)
    for day, words in [
        (date(2009, 1, 9), "取消日期不能早于认定日期2009-01-10。"),
        (date(2011, 6, 1), "2011-06-01复核合格，取消日期须晚于该日。"),
        (date(2012, 7, 6), "2012-07-06还没有到，请在当日或之后办理。"),
    ]:
        assert words in refusal(revoke, certification, day, "不再带动", judge)["revoked_on"]
    assert refusal(revoke, certification, date(2012, 5, 1), " ", judge) == {"revoked_reason": ["请写明取消原因。"]}
    revoke(certification, date(2012, 5, 1), "不再带动", judge)
    words = refusal(revoke, certification, date(2012, 5, 2), "不再带动", judge)[""]
    assert words == ["该认定已于2012-05-01取消，不能再取消；符合条件的请重新认定。"]


# who and when -----------------------------------------------------------------------
def test_a_clerk_looks_on_and_so_does_a_reviewer_of_another_county(person, users, areas):
    other = cast.build_user("reviewer-of-yi", areas["乙区"], "reviewer")
    certification = certified(person)
    for who in (users["clerk"], users["leader"], other):
        for act in (
            lambda who: certify(title(person, date(2010, 7, 1)), who),
            lambda who: review(look(certification), who),
            lambda who: revoke(certification, date(2012, 5, 1), "不再带动", who),
        ):
            with pytest.raises(PermissionDenied):
                act(who)
    assert DoubleStrongCertification.objects.get().revoked_on is None


def test_either_chain_of_somebody_with_two_villages_may_judge(person, areas):
    serve(person, areas["五村"], SECRETARY)
    other = cast.build_user("reviewer-of-yi", areas["乙区"], "reviewer")
    assert certify(title(person, track="secretary", households_led=10), other).pk


def test_a_page_older_than_the_last_act_does_nothing(person, judge):
    certify(title(person), judge, version=0)
    with pytest.raises(StaleAct):
        certify(title(person, date(2010, 7, 1)), judge, version=0)
    assert DoubleStrongCertification.objects.count() == 1
