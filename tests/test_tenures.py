"""Taking a post, leaving it, changing it: what is done, and what is refused in which words."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from branches import hierarchy
from branches.acts import ActRefused, StaleAct
from branches.models import Area, Cadre, LeaveReason
from branches.tenures import change_post, leave_post, take_post

from . import cast
from .people_cast import BRANCH, CLERK, COMMITTEE, DEPUTY, HEAD, LONG_AGO, RESERVE, SECRETARY, build_person, serve
from .people_cast import tenure as new

TODAY = date(2012, 7, 5)
JUNE = date(2012, 6, 1)


@pytest.fixture
def person(areas):
    return build_person(areas["一村"])


@pytest.fixture
def clerk(users):
    return users["clerk"]


def refusal(act, *args, **kwargs) -> dict[str, list[str]]:
    """What an act is refused for, by field; nothing may have been stored."""
    before = list(Cadre.objects.order_by("pk").values())
    with pytest.raises(ActRefused) as refused:
        act(*args, **kwargs)
    assert list(Cadre.objects.order_by("pk").values()) == before
    return refused.value.faults


# taking -------------------------------------------------------------------------
def test_somebody_takes_a_post_and_history_says_who_did_it(person, clerk, areas):
    made = take_post(new(person, areas["一村"], SECRETARY), clerk)
    assert Cadre.objects.serving_on(JUNE).get() == made
    version = made.history.get()
    assert (version.history_user, version.history_change_reason) == (clerk, "任职")
    person.refresh_from_db()
    assert person.version == 1


def test_who_becomes_a_cadre_leaves_the_reserve_list_on_that_day(person, clerk, areas):
    listed = serve(person, areas["一村"], RESERVE)
    take_post(new(person, areas["一村"], COMMITTEE), clerk)
    listed.refresh_from_db()
    assert (listed.ended_on, listed.leave_reason) == (JUNE, LeaveReason.MOVED)


def test_who_is_put_on_the_reserve_list_is_no_cadre(person, clerk, areas):
    serve(person, areas["一村"], CLERK)
    assert refusal(take_post, new(person, areas["二村"], RESERVE), clerk) == {
        "post": ["此人在一村任村文书，不再列为后备干部。"]
    }


def test_a_village_has_one_serving_secretary(person, clerk, areas):
    serve(build_person(areas["一村"], "李安"), areas["一村"], SECRETARY)
    assert refusal(take_post, new(person, areas["一村"], SECRETARY), clerk) == {
        "post": ["一村已有村党组织书记：李安自2009-01-10起在任，请先办理其离任。"]
    }


def test_a_village_has_one_head(person, clerk, areas):
    serve(build_person(areas["一村"], "李安"), areas["一村"], HEAD)
    assert "一村已有村委会主任" in refusal(take_post, new(person, areas["一村"], HEAD), clerk)["post"][0]


def test_two_secretaries_do_not_overlap_in_the_past_either(person, clerk, areas):
    serve(build_person(areas["一村"], "李安"), areas["一村"], SECRETARY, ended_on=JUNE)
    late = new(person, areas["一村"], SECRETARY, date(2012, 5, 31))
    assert refusal(take_post, late, clerk) == {
        "started_on": ["一村的村党组织书记李安自2009-01-10至2012-06-01在任，日期不能重叠。"]
    }
    take_post(new(person, areas["一村"], SECRETARY, JUNE), clerk)


def test_a_secretary_takes_a_second_village_only_where_that_is_stated(person, clerk, areas):
    serve(person, areas["一村"], SECRETARY)
    assert refusal(take_post, new(person, areas["二村"], SECRETARY), clerk) == {
        "is_shared": ["此人已是东镇一村的党组织书记；确需兼任的，请勾选“跨村兼任书记”。"]
    }
    take_post(new(person, areas["二村"], SECRETARY, is_shared=True), clerk)
    assert Cadre.objects.secretaries().serving_on(JUNE).count() == 2


@pytest.mark.parametrize(
    ("post", "words"),
    [(SECRETARY, "此人没有在其他村任党组织书记，不必勾选。"), (HEAD, "“跨村兼任书记”只用于村党组织书记。")],
)
def test_shared_is_said_of_secretaries_of_two_villages_only(person, clerk, areas, post, words):
    assert refusal(take_post, new(person, areas["一村"], post, is_shared=True), clerk) == {"is_shared": [words]}


@pytest.mark.parametrize("post", [SECRETARY, DEPUTY, BRANCH])
@pytest.mark.parametrize(("status", "word"), [("02", "预备党员"), ("13", "群众")])
def test_posts_of_the_branch_committee_ask_for_full_membership(clerk, areas, post, status, word):
    joined = date(2012, 1, 1) if status == "02" else None
    person = build_person(areas["一村"], political_status=status, joined_on=joined)
    [words] = refusal(take_post, new(person, areas["一村"], post), clerk)["post"]
    assert words.endswith(f"须由正式党员担任，单小红的政治面貌是{word}。")
    take_post(new(person, areas["一村"], HEAD), clerk)


def test_nobody_leads_the_branch_before_joining_the_party(person, clerk, areas):
    early = new(person, areas["一村"], SECRETARY, date(1995, 6, 30))
    assert "不能早于其入党日期1995-07-01" in refusal(take_post, early, clerk)["started_on"][0]


@pytest.mark.parametrize(("day", "fine"), [(date(1988, 3, 31), False), (date(1988, 4, 1), True)])
def test_a_post_asks_for_eighteen_years(person, clerk, areas, day, fine):
    act = new(person, areas["一村"], COMMITTEE, day)
    if fine:
        assert take_post(act, clerk).pk
    else:
        assert "不满18周岁" in refusal(take_post, act, clerk)["started_on"][0]


def test_dates_lie_not_ahead(person, clerk, areas):
    ahead = new(person, areas["一村"], COMMITTEE, date(2012, 7, 6), filed_on=date(2012, 7, 7))
    assert refusal(take_post, ahead, clerk) == {
        "started_on": ["2012-07-06还没有到，请在当日或之后办理。"],
        "filed_on": ["2012-07-07还没有到，请在当日或之后办理。"],
    }
    take_post(new(person, areas["一村"], COMMITTEE, TODAY), clerk)


def test_the_same_post_is_not_held_twice_at_once(person, clerk, areas):
    serve(person, areas["一村"], COMMITTEE, ended_on=JUNE)
    words = refusal(take_post, new(person, areas["一村"], COMMITTEE, date(2012, 5, 31)), clerk)["started_on"]
    assert words == ["此人2009-01-10至2012-06-01任一村村委会委员，与所填日期重叠。"]
    take_post(new(person, areas["一村"], COMMITTEE, JUNE), clerk)
    words = refusal(take_post, new(person, areas["一村"], COMMITTEE, date(2012, 6, 9)), clerk)["started_on"]
    assert words == ["此人2012-06-01起任一村村委会委员，与所填日期重叠；连任的请办理“改任、连任”。"]


def test_a_closed_village_takes_nobody_and_names_its_successor(person, clerk, users, areas):
    Area.objects.filter(pk=areas["三村"].pk).update(closed_on=date(2012, 5, 1))
    areas["三村"].refresh_from_db()
    assert refusal(take_post, new(person, areas["三村"], CLERK), clerk) == {
        "village": ["三村已于2012-05-01撤销。"]
    }
    merged = hierarchy.merge(areas["二村"], areas["一村"], date(2012, 5, 1))
    assert refusal(take_post, new(person, merged, CLERK), clerk) == {
        "village": ["二村已于2012-05-01撤销，并入一村，请在该村办理。"]
    }


def test_a_village_that_was_not_there_yet_takes_nobody(person, clerk, areas):
    Area.objects.filter(pk=areas["三村"].pk).update(opened_on=date(2012, 6, 2))
    areas["三村"].refresh_from_db()
    assert "才设立" in refusal(take_post, new(person, areas["三村"], CLERK), clerk)["started_on"][0]


def test_who_has_gone_takes_no_post(clerk, areas):
    gone = build_person(areas["一村"], left_on=date(2012, 6, 1), left_how="deceased")
    assert refusal(take_post, new(gone, areas["一村"], CLERK), clerk) == {
        "": ["单小红已于2012-06-01去世，不能再任职。"]
    }


def test_how_a_secretary_was_chosen_is_said_and_vetting_is_passed(person, clerk, areas):
    act = new(person, areas["一村"], SECRETARY, election_mode="", vetted=False)
    assert refusal(take_post, act, clerk) == {
        "election_mode": ["请选择书记的产生方式。"],
        "vetted": ["联审未通过，不能任职。"],
    }


# leaving ------------------------------------------------------------------------
def test_somebody_leaves_a_post_for_a_reason(person, clerk, areas):
    held = serve(person, areas["一村"], SECRETARY)
    leave_post(held, JUNE, "resigned", clerk, evidence="会议记录")
    held.refresh_from_db()
    assert (held.ended_on, held.leave_reason, held.leave_evidence) == (JUNE, "resigned", "会议记录")
    assert not Cadre.objects.serving_on(JUNE).exists()
    assert held.history.first().history_user == clerk


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2009, 1, 9), "免职日期不能早于任职日期2009-01-10。"),
        (date(2012, 7, 6), "2012-07-06还没有到，请在当日或之后办理。"),
    ],
)
def test_a_post_is_left_between_its_beginning_and_today(person, clerk, areas, day, words):
    held = serve(person, areas["一村"], SECRETARY)
    assert refusal(leave_post, held, day, "resigned", clerk) == {"ended_on": [words]}


def test_a_post_is_left_once(person, clerk, areas):
    held = serve(person, areas["一村"], SECRETARY)
    leave_post(held, JUNE, "resigned", clerk)
    words = refusal(leave_post, held, date(2012, 6, 2), "age", clerk)[""]
    assert words == ["一村村党组织书记已于2012-06-01离任，不能重复办理。"]


def test_leaving_asks_for_the_reason(person, clerk, areas):
    held = serve(person, areas["一村"], SECRETARY)
    assert refusal(leave_post, held, JUNE, "", clerk) == {"leave_reason": ["请选择离任原因。"]}


# changing -----------------------------------------------------------------------
def test_one_post_ends_where_the_next_begins(person, clerk, areas):
    held = serve(person, areas["一村"], COMMITTEE)
    change_post(held, new(person, areas["二村"], SECRETARY), clerk)
    held.refresh_from_db()
    assert (held.ended_on, held.leave_reason) == (JUNE, LeaveReason.MOVED)
    assert [t.post for t in Cadre.objects.serving_on(JUNE)] == [SECRETARY]
    assert [t.post for t in Cadre.objects.serving_on(date(2012, 5, 31))] == [COMMITTEE]


def test_the_same_post_again_is_a_new_election(person, clerk, areas):
    held = serve(person, areas["一村"], SECRETARY)
    again = change_post(held, new(person, areas["一村"], SECRETARY), clerk)
    held.refresh_from_db()
    assert (held.ended_on, held.leave_reason) == (JUNE, LeaveReason.TERM_OVER)
    assert again.history.get().history_change_reason == "连任"
    assert Cadre.objects.secretaries().serving_on(JUNE).get() == again


def test_a_change_that_is_refused_leaves_the_old_post_as_it_was(person, clerk, areas):
    held = serve(person, areas["一村"], COMMITTEE)
    serve(build_person(areas["二村"], "李安"), areas["二村"], SECRETARY)
    assert "post" in refusal(change_post, held, new(person, areas["二村"], SECRETARY), clerk)
    assert refusal(change_post, held, new(person, areas["二村"], HEAD, LONG_AGO), clerk) == {
        "started_on": ["改任日期须晚于原任职日期2009-01-10。"]
    }


# who ------------------------------------------------------------------------------
def test_a_clerk_acts_in_the_villages_of_the_township_only(person, clerk, users, areas):
    held = serve(person, areas["四村"], CLERK)
    for act in (
        lambda: take_post(new(person, areas["四村"], COMMITTEE), clerk),
        lambda: leave_post(held, JUNE, "resigned", clerk),
        lambda: change_post(held, new(person, areas["一村"], COMMITTEE), clerk),
        lambda: take_post(new(person, areas["一村"], COMMITTEE), users["leader"]),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Cadre.objects.count() == 1


def test_nobody_takes_in_a_person_out_of_sight(clerk, areas):
    stranger = build_person(areas["五村"], "张立新")
    with pytest.raises(PermissionDenied):
        take_post(new(stranger, areas["一村"], COMMITTEE), clerk)


def test_a_reviewer_acts_in_the_whole_county(person, users, areas):
    take_post(new(person, areas["四村"], COMMITTEE), users["reviewer"])
    with pytest.raises(PermissionDenied):
        take_post(new(person, areas["五村"], COMMITTEE), users["reviewer"])


# at the same time -----------------------------------------------------------------
def test_a_page_older_than_the_last_act_does_nothing(person, clerk, areas):
    take_post(new(person, areas["一村"], COMMITTEE), clerk, version=0)
    before = Cadre.objects.count()
    with pytest.raises(StaleAct, match="单小红的记录已有变动"):
        take_post(new(person, areas["一村"], CLERK), clerk, version=0)
    assert Cadre.objects.count() == before
    take_post(new(person, areas["一村"], CLERK), clerk, version=1)


def test_what_only_the_database_knows_is_refused_in_words_as_well(person, clerk, areas, monkeypatch):
    """A tenure that slipped in unseen: the constraint speaks."""
    serve(build_person(areas["一村"], "李安"), areas["一村"], SECRETARY)
    monkeypatch.setattr("branches.tenures.tenure_faults", lambda tenure: {})
    assert refusal(take_post, new(person, areas["一村"], SECRETARY), clerk) == {
        "": ["该村已有在任党组织书记，请先办理免职。"]
    }


def test_a_superuser_without_an_area_acts_everywhere(person, areas):
    root = cast.build_user("root", None, is_superuser=True)
    assert take_post(new(person, areas["五村"], COMMITTEE), root).pk
