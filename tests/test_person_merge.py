"""Two records of one person: found, compared, merged with everything they have, or told apart."""

from datetime import date

import pytest
from django.urls import reverse

from branches.acts import ActRefused, StaleAct
from branches.doubles import doubles_of, likely_doubles
from branches.merging import merge, plan_merger, tell_apart
from branches.models import AccessRecord, AppraisalResult, Cadre, Person, PersonMatch
from branches.scope import Scope
from indicators.models import EconomicProject

from . import cast
from .people_cast import CLERK, COMMITTEE, SECRETARY, build_person, certify, serve

JUNE = date(2012, 6, 1)


@pytest.fixture
def pair(areas):
    """The same woman in 一村 and 二村 of 东镇; the second record knows more about her."""
    kept = build_person(areas["一村"], tags=["able"])
    other = build_person(areas["二村"], education="30", tags=["veteran", "able"], joined_on=None)
    return kept, other


@pytest.fixture
def judge(users):
    return users["reviewer"]


# finding --------------------------------------------------------------------------
def found(scope) -> set[frozenset[int]]:
    return {frozenset(person.pk for person in each) for each in likely_doubles(scope)}


def test_alike_are_same_name_sex_and_birth_month_in_one_township(areas, judge, pair):
    one, other = pair
    build_person(areas["四村"])  # another township
    build_person(areas["三村"], birth_month=date(1970, 5, 1))
    build_person(areas["三村"], sex="1")
    build_person(areas["三村"], "李安")
    assert found(Scope(judge)) == {frozenset({one.pk, other.pk})}
    assert doubles_of(one, Scope(judge)) == [other]
    assert doubles_of(other, Scope(judge)) == [one]


def test_without_a_birth_month_only_the_same_village_is_near_enough(areas, judge):
    one = build_person(areas["一村"])
    unknown = build_person(areas["一村"], birth_month=None)
    build_person(areas["二村"], birth_month=None)
    assert found(Scope(judge)) == {frozenset({one.pk, unknown.pk})}


def test_three_alike_are_three_pairs(areas, judge):
    for _ in range(3):
        build_person(areas["一村"])
    assert len(likely_doubles(Scope(judge))) == 3


def test_a_list_ends_where_the_scope_ends(users, areas, pair):
    other = cast.build_user("reviewer-of-yi", areas["乙区"], "reviewer")
    assert likely_doubles(Scope(other)) == []


def test_one_query_and_one_for_the_decisions(judge, pair, django_assert_num_queries):
    scope = Scope(judge)
    with django_assert_num_queries(2):
        likely_doubles(scope)


# merging --------------------------------------------------------------------------
def test_everything_goes_over_blanks_are_filled_and_the_history_stays(pair, judge, areas):
    kept, other = pair
    tenure, title = serve(other, areas["二村"], CLERK), certify(other)
    project = EconomicProject.objects.create(
        person=other, village=areas["二村"], name="大棚", kind="crops", started_on=JUNE, evidence="合同"
    )
    number = other.pk
    merge(kept, other, "核对任职文件", judge)
    for row in (tenure, title, project):
        row.refresh_from_db()
        assert row.person == kept
        assert row.history.first().history_user == judge
    kept.refresh_from_db()
    assert (kept.education, kept.tags, kept.joined_on) == ("30", ["able", "veteran"], date(1995, 7, 1))
    assert not Person.objects.filter(pk=number).exists()
    assert Person.history.filter(id=number).first().history_type == "-"
    match = PersonMatch.objects.get()
    assert (match.kept_id, match.other_id, match.is_same, match.moved, match.who) == (
        kept.pk,
        number,
        True,
        3,
        judge,
    )


def test_a_row_that_both_have_alike_stays_once(pair, judge, areas):
    kept, other = pair
    for person in pair:
        serve(person, areas["一村"], CLERK)
        AppraisalResult.objects.create(person=person, year=2011, grade="competent")
    merge(kept, other, "核对", judge)
    assert Cadre.objects.get().person == AppraisalResult.objects.get().person == kept


def test_a_preview_stores_nothing_and_counts_by_kind(pair, areas):
    kept, other = pair
    for person in pair:
        serve(person, areas["一村"], CLERK)
    serve(other, areas["二村"], COMMITTEE)
    certify(other)
    plan = plan_merger(kept, other)
    assert plan.counted == [("村干部任职", 1, 1), ("双强认定", 1, 0)]
    assert plan.filled == {"education": "30", "tags": ["able", "veteran"]}
    assert other.tenures.count() == 2


def refusal(kept, other, judge) -> list[str]:
    with pytest.raises(ActRefused) as refused:
        merge(kept, other, "核对", judge)
    assert Person.objects.filter(pk=other.pk).exists()
    assert not PersonMatch.objects.exists()
    return refused.value.faults[""]


def test_the_lead_of_two_villages_at_once_is_contradictory(pair, judge, areas):
    kept, other = pair
    serve(kept, areas["一村"], SECRETARY)
    held = serve(other, areas["二村"], SECRETARY)
    words = "两条记录同时任一村和二村的村党组织书记，不能合并；请先更正其中一条任职。"
    assert refusal(kept, other, judge) == [words]
    Cadre.objects.filter(pk=held.pk).update(is_shared=True)
    merge(kept, other, "核对", judge)


def test_posts_one_after_the_other_are_no_contradiction(pair, judge, areas):
    kept, other = pair
    serve(kept, areas["一村"], SECRETARY, ended_on=JUNE)
    serve(other, areas["二村"], SECRETARY, JUNE)
    merge(kept, other, "核对", judge)
    assert kept.tenures.count() == 2


def test_one_seat_told_in_two_ways_is_contradictory(pair, judge, areas):
    kept, other = pair
    serve(kept, areas["一村"], CLERK)
    serve(other, areas["一村"], CLERK, date(2010, 1, 1))
    words = "两条记录同时任一村村文书，但任职内容不一致，不能合并；请先更正其中一条任职。"
    assert words in refusal(kept, other, judge)


def test_different_results_of_one_year_are_refused_in_words(pair, judge):
    kept, other = pair
    AppraisalResult.objects.create(person=kept, year=2011, grade="competent")
    AppraisalResult.objects.create(person=other, year=2011, grade="basic")
    assert refusal(kept, other, judge) == ["年度考核：此人该年度已有考核结果。请先更正其中一条。"]


def test_a_title_that_both_have_with_reviews_below_it_is_not_thrown_away(pair, judge):
    kept, other = pair
    for person in pair:
        certify(person).reviews.create(reviewed_on=JUNE)
    assert refusal(kept, other, judge) == ["两条记录有相同的双强认定，其下都有记录；请先更正其中一条。"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sex": "1"}, "性别不同"),
        ({"birth_month": date(1971, 4, 1)}, "出生年月不同"),
        ({"left_on": JUNE, "left_how": "deceased"}, "有一条已减员"),
    ],
)
def test_people_who_differ_are_not_merged(pair, judge, changed, words):
    kept, other = pair
    Person.objects.filter(pk=other.pk).update(**changed)
    assert words in refusal(kept, other, judge)[0]


def test_a_merge_is_about_the_state_that_was_seen_and_happens_once(pair, judge):
    kept, other = pair
    Person.objects.filter(pk=other.pk).update(version=3)
    with pytest.raises(StaleAct):
        merge(kept, other, "核对", judge, (0, 0))
    merge(kept, other, "核对", judge, (0, 3))
    other.pk = PersonMatch.objects.get().other_id
    with pytest.raises(ActRefused, match="其中一条记录已不存在"):
        merge(kept, other, "核对", judge)


def test_a_chain_of_merges_leaves_no_loose_end(pair, judge, areas):
    kept, other = pair
    third = build_person(areas["三村"])
    serve(third, areas["三村"], CLERK)
    merge(other, third, "核对", judge)
    merge(kept, Person.objects.get(pk=other.pk), "核对", judge)
    assert Cadre.objects.get().person == kept
    assert PersonMatch.objects.count() == 2


# telling apart ----------------------------------------------------------------------
def test_two_people_are_told_apart_once_and_for_all(pair, judge):
    tell_apart(*pair, "双胞胎", judge)
    assert likely_doubles(Scope(judge)) == []
    assert doubles_of(pair[0], Scope(judge)) == []
    assert Person.objects.count() == 2


# pages ------------------------------------------------------------------------------
@pytest.fixture
def as_(client, users):
    def enter(who):
        client.force_login(users[who])
        return client

    return enter


def address(one, other) -> str:
    return reverse("person-merge", args=[one.pk, other.pk])


def test_the_list_and_the_comparison_are_for_judges_and_recorded(as_, pair, users):
    client = as_("reviewer")
    html = client.get(reverse("person-doubles")).content.decode()
    assert address(*pair) in html
    assert "东镇 二村" in html
    html = client.get(address(*pair)).content.decode()
    assert "补入右边的" in html
    assert [(r.who, r.rows) for r in AccessRecord.objects.all()] == [(users["reviewer"], 2)] * 2
    for who in ("clerk", "leader"):
        assert as_(who).get(reverse("person-doubles")).status_code == 403
        assert as_(who).get(address(*pair)).status_code == 403


def test_people_out_of_reach_are_as_good_as_absent(as_, areas, pair):
    stranger = build_person(areas["五村"])
    client = as_("reviewer")
    assert client.get(address(pair[0], stranger)).status_code == 404
    assert client.get(address(stranger, pair[0])).status_code == 404
    assert client.get(address(pair[0], pair[0])).status_code == 404


def test_the_page_merges_and_leads_to_the_kept_record(as_, pair):
    kept, other = pair
    client = as_("reviewer")
    answers = {"same": "yes", "note": "核对任职文件", "kept_version": 0, "other_version": 0}
    response = client.post(address(kept, other), answers)
    assert response.url == reverse("person", args=[kept.pk])
    assert client.post(address(kept, other), answers).status_code == 404  # a second click finds nobody
    assert client.get(reverse("person", args=[other.pk])).url == reverse("person", args=[kept.pk])


def test_the_page_tells_apart(as_, pair):
    client = as_("reviewer")
    answers = {"same": "no", "note": "同名", "kept_version": 0, "other_version": 0}
    assert client.post(address(*pair), answers).status_code == 302
    assert "没有疑似重复的人员" in client.get(reverse("person-doubles")).content.decode()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"note": ""}, "note"),
        ({"same": ""}, "same"),
        ({"same": "x"}, "same"),
        ({"kept_version": "x"}, "kept_version"),
    ],
)
def test_an_incomplete_decision_is_asked_again_with_what_was_typed(as_, pair, answers, field):
    told = {"same": "yes", "note": "核对任职文件", "kept_version": 0, "other_version": 0} | answers
    response = as_("reviewer").post(address(*pair), told)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["note"].value() == told["note"]
    assert Person.objects.count() == 2


def test_what_speaks_against_it_is_told_before_and_after(as_, pair, areas):
    serve(pair[0], areas["一村"], SECRETARY)
    serve(pair[1], areas["二村"], SECRETARY)
    client = as_("reviewer")
    assert "现在还不能合并" in client.get(address(*pair)).content.decode()
    answers = {"same": "yes", "note": "核对", "kept_version": 0, "other_version": 0}
    response = client.post(address(*pair), answers)
    assert response.status_code == 422
    assert "同时任一村和二村的村党组织书记" in response.content.decode()


def test_a_decision_on_an_older_state_is_refused_and_the_next_is_about_the_new_one(as_, pair):
    Person.objects.filter(pk=pair[0].pk).update(version=2)
    client = as_("reviewer")
    answers = {"same": "yes", "note": "核对", "kept_version": 0, "other_version": 0}
    response = client.post(address(*pair), answers)
    assert response.status_code == 422
    assert response.context["form"]["kept_version"].value() == 2
