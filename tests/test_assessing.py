"""Every verb of an assessment from every state: who may, what it asks for, what it leaves behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from branches.models import AppendOnlyError, Role
from branches.scope import Scope
from indicators import assessing
from indicators.admission import WorkflowError
from indicators.assessing import TRANSITIONS, Given, ReasonNeeded, ScoreError, StaleAssessment
from indicators.models import Assessment, AssessmentEvent, AssessmentState, AssessmentVerb, RubricKind

from .cast import build_user
from .creation_cast import build_assessment, build_branch, build_rubric, build_scores, columns_of

pytestmark = pytest.mark.django_db
State, Verb = AssessmentState, AssessmentVerb
TODAY = date(2012, 7, 5)

ALLOWED = {  # the transition table, read aloud once more by hand
    ("started", "save"): "started",
    ("scored", "save"): "scored",
    ("checked", "save"): "checked",
    ("started", "score"): "scored",
    ("scored", "check"): "checked",
    ("checked", "decide"): "decided",
    ("scored", "send_back"): "started",
    ("checked", "send_back"): "scored",
    ("decided", "send_back"): "checked",
    ("decided", "take_away"): "lost",
}
FULL = {"own": (50, 30), "checked": (50, 30), "decided": (50, 30)}


@pytest.fixture
def rubric(areas):
    return build_rubric(areas["测试市"])


@pytest.fixture
def people(users):
    return users | {"city": build_user("city", users["leader"].area, Role.REVIEWER)}


def made(rubric, area, state, **columns):
    """An assessment in a state with full scores unless told otherwise."""
    extra = {"level": "五个好"} if state in (State.DECIDED, State.LOST) else {}
    if state == State.LOST:
        extra |= {"lost_on": date(2012, 7, 1), "lost_reason": "账目不实"}
    row = build_assessment(rubric, area, 2012, state, **extra)
    build_scores(row, **(columns or FULL))
    return row


def act(row, verb, who, **more):
    more.setdefault("why", "核实后办理" if verb in (Verb.SEND_BACK, Verb.TAKE_AWAY) else "")
    return assessing.act(row, verb, who, row.version, **more)


def actor(state, people):
    return {"started": people["clerk"], "scored": people["clerk"]}.get(state, people["reviewer"])


@pytest.mark.parametrize("verb", [verb for verb in Verb if verb != Verb.START])
@pytest.mark.parametrize("state", list(State))
def test_the_transition_table(verb, state, areas, rubric, people):
    row = made(rubric, areas["一村"], state)
    expected = ALLOWED.get((state, verb))
    assert TRANSITIONS[verb].get(state) == expected
    if expected is None:
        with pytest.raises(WorkflowError, match="不能"):
            act(row, verb, actor(state, people))
        assert Assessment.objects.get().state == state
        assert not AssessmentEvent.objects.exists()
    else:
        act(row, verb, actor(state, people))
        [event] = AssessmentEvent.objects.all()
        assert Assessment.objects.get().state == expected
        assert (event.verb, event.from_state, event.to_state) == (verb, state, expected)
        assert event.who == actor(state, people)


# who ----------------------------------------------------------------------------
def may(row, people):
    """{state: who may take the next step} of one subject."""
    found = {}
    for state in (State.STARTED, State.SCORED, State.CHECKED, State.DECIDED):
        row.state = state
        verb = Verb.TAKE_AWAY if state == State.DECIDED else Verb.SAVE
        found[state.value] = [name for name, user in people.items() if assessing.may(verb, row, Scope(user))]
    return found


def test_a_village_is_scored_and_checked_in_the_township_and_decided_by_the_county(areas, rubric, people):
    assert may(build_assessment(rubric, areas["一村"]), people) == {
        "started": ["clerk"],
        "scored": ["clerk", "reviewer", "city"],
        "checked": ["reviewer", "city"],
        "decided": ["reviewer", "city"],
    }


def test_a_township_is_checked_and_decided_by_the_county(areas, people):
    rubric = build_rubric(areas["测试市"], RubricKind.TOWNSHIP)
    assert may(build_assessment(rubric, areas["东镇"]), people) == {
        "started": ["clerk"],
        "scored": ["reviewer", "city"],
        "checked": ["reviewer", "city"],
        "decided": ["reviewer", "city"],
    }


def test_a_county_scores_itself_and_is_decided_by_the_city(areas, people):
    rubric = build_rubric(areas["测试市"], RubricKind.COUNTY, decided_at="city")
    assert may(build_assessment(rubric, areas["甲县"]), people) == {
        "started": ["reviewer"],
        "scored": ["city"],
        "checked": ["city"],
        "decided": ["city"],
    }


def test_an_organisation_in_a_county_is_decided_by_that_county(areas, people):
    rubric = build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector="government")
    branch = build_branch(areas["甲县"], "government")
    assert may(build_assessment(rubric, areas["甲县"], branch=branch), people) == {
        "started": ["reviewer"],
        "scored": ["reviewer", "city"],
        "checked": ["reviewer", "city"],
        "decided": ["reviewer", "city"],
    }


def test_outside_the_scope_nobody_acts(areas, rubric, people):
    row = made(rubric, areas["五村"], State.CHECKED)
    with pytest.raises(PermissionDenied, match="五村"):
        act(row, Verb.DECIDE, people["reviewer"])
    assert Assessment.objects.get().state == State.CHECKED


def test_a_clerk_of_a_village_does_not_check_the_own_score(areas, rubric):
    row = made(rubric, areas["一村"], State.SCORED)
    with pytest.raises(PermissionDenied):
        act(row, Verb.CHECK, build_user("village", areas["一村"], Role.CLERK))


# scores ---------------------------------------------------------------------------
def items(rubric):
    return list(rubric.items.order_by("number"))


def test_saving_keeps_a_sheet_half_filled(areas, rubric, people):
    row = build_assessment(rubric, areas["一村"])
    first, second = items(rubric)
    act(row, Verb.SAVE, people["clerk"], given={first.pk: Given(Decimal("55.5")), second.pk: Given(None)})
    row.refresh_from_db()
    assert columns_of(row)["own"][0] == 55.5
    assert row.state == State.STARTED
    with pytest.raises(ScoreError, match="群众反映好还没有打分"):
        act(row, Verb.SCORE, people["clerk"])
    act(row, Verb.SCORE, people["clerk"], given={second.pk: Given(Decimal(0))})  # 0 is a score
    assert columns_of(row)["own"] == [55.5, 0]


@pytest.mark.parametrize("score", ["-0.5", "60.5"])
def test_a_score_lies_between_zero_and_the_items_points(score, areas, rubric, people):
    row = made(rubric, areas["一村"], State.STARTED, own=(50, 30))
    first, second = items(rubric)
    given = {first.pk: Given(Decimal(score)), second.pk: Given(Decimal(40))}
    with pytest.raises(ScoreError) as refused:
        act(row, Verb.SCORE, people["clerk"], given=given)
    assert refused.value.messages == {first.pk: "领导班子好应在0—60分之间。"}
    assert columns_of(row)["own"] == [50, 30]  # nothing of it was kept


def test_an_item_of_another_rubric_is_refused(areas, rubric, people):
    other = build_rubric(areas["甲县"], RubricKind.TOWNSHIP)
    row = made(rubric, areas["一村"], State.STARTED)
    with pytest.raises(ScoreError, match="本细则没有这一项"):
        act(row, Verb.SAVE, people["clerk"], given={items(other)[0].pk: Given(Decimal(1))})


def test_a_step_changes_what_differs_and_takes_over_the_rest(areas, rubric, people):
    row = made(rubric, areas["一村"], State.SCORED, own=(50, 30))
    act(row, Verb.CHECK, people["clerk"], given={items(rubric)[0].pk: Given(Decimal(45), "记录不全")})
    assert columns_of(row) == {"own": [50, 30], "checked": [45, 30], "decided": [None, None]}
    row.refresh_from_db()
    act(row, Verb.DECIDE, people["reviewer"])
    assert columns_of(row) == {"own": [50, 30], "checked": [45, 30], "decided": [45, 30]}
    assert row.scores.get(item__number=1).note == "记录不全"


def test_each_step_is_dated_and_logged_with_its_total(areas, rubric, people):
    row = build_assessment(rubric, areas["一村"], started_on=date(2012, 3, 1))
    first, second = items(rubric)
    given = {first.pk: Given(Decimal(50)), second.pk: Given(Decimal("30.5"))}
    row = act(row, Verb.SCORE, people["clerk"], given=given)
    row = act(row, Verb.CHECK, people["clerk"], given={first.pk: Given(Decimal(49))})
    row = act(row, Verb.DECIDE, people["reviewer"])
    assert (row.scored_on, row.checked_on, row.decided_on) == (TODAY, TODAY, TODAY)
    logged = list(AssessmentEvent.objects.order_by("pk").values_list("verb", "total"))
    assert logged == [("score", Decimal("80.5")), ("check", Decimal("79.5")), ("decide", Decimal("79.5"))]
    assert row.version == 3


def test_the_record_cannot_be_changed(areas, rubric, people):
    act(made(rubric, areas["一村"], State.STARTED), Verb.SCORE, people["clerk"])
    event = AssessmentEvent.objects.get()
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        AssessmentEvent.objects.all().delete()


def test_who_changed_a_score_is_in_its_history(areas, rubric, people):
    row = made(rubric, areas["一村"], State.SCORED, own=(50, 30))
    act(row, Verb.CHECK, people["clerk"], given={items(rubric)[0].pk: Given(Decimal(45))})
    newest = row.scores.get(item__number=1).history.first()
    assert (newest.checked_score, newest.history_user) == (Decimal(45), people["clerk"])


# levels ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("scores", "level"), [((30, 29.5), "未达标"), ((40, 20), "达标"), ((50, 30), "五个好"), ((60, 33), "标兵")]
)
def test_the_total_gives_the_level(scores, level, areas, rubric, people):
    row = act(
        made(rubric, areas["一村"], State.CHECKED, own=scores, checked=scores), Verb.DECIDE, people["reviewer"]
    )
    assert row.level.name == level
    assert row.holds_title == (level in ("五个好", "标兵"))


def test_a_lower_level_needs_a_reason_and_a_higher_one_is_refused(areas, rubric, people):
    row = made(rubric, areas["一村"], State.CHECKED)
    lower, higher = rubric.levels.get(name="达标"), rubric.levels.get(name="标兵")
    with pytest.raises(ReasonNeeded, match=r"80分达到“五个好”，从低评为“达标”须填写原因"):
        act(row, Verb.DECIDE, people["reviewer"], level=lower)
    with pytest.raises(WorkflowError, match=r"80分达到“五个好”，不能评为“标兵”"):
        act(row, Verb.DECIDE, people["reviewer"], level=higher)
    row = act(row, Verb.DECIDE, people["reviewer"], level=lower, why="一票否决")
    assert (row.level, row.note) == (lower, "一票否决")


def test_a_level_of_another_rubric_is_refused(areas, rubric, people):
    other = build_rubric(areas["甲县"], RubricKind.TOWNSHIP).levels.get(name="达标")
    with pytest.raises(WorkflowError, match="不属于本细则"):
        act(made(rubric, areas["一村"], State.CHECKED), Verb.DECIDE, people["reviewer"], level=other)


# back and away -----------------------------------------------------------------------
@pytest.mark.parametrize("verb", [Verb.SEND_BACK, Verb.TAKE_AWAY])
def test_a_reason_is_needed(verb, areas, rubric, people):
    row = made(rubric, areas["一村"], State.DECIDED)
    with pytest.raises(ReasonNeeded, match="须填写原因"):
        act(row, verb, people["reviewer"], why="  ")
    assert Assessment.objects.get().state == State.DECIDED


def test_what_is_sent_back_keeps_the_step_that_is_done_again_and_forgets_the_one_after(areas, rubric, people):
    row = made(rubric, areas["一村"], State.CHECKED, own=(50, 30), checked=(45, 30), decided=(44, 29))
    row = act(row, Verb.SEND_BACK, people["reviewer"], why="请逐项核实")
    assert (row.state, row.checked_on) == (State.SCORED, None)
    assert row.scored_on == date(2012, 4, 1)
    assert columns_of(row) == {"own": [50, 30], "checked": [45, 30], "decided": [None, None]}


def test_a_decision_taken_back_has_no_level_and_keeps_its_scores(areas, rubric, people):
    row = act(made(rubric, areas["一村"], State.DECIDED), Verb.SEND_BACK, people["reviewer"], why="评错")
    assert (row.state, row.level, row.decided_on) == (State.CHECKED, None, None)
    assert columns_of(row)["decided"] == [50, 30]


def test_a_title_taken_away_is_dated_with_its_reason(areas, rubric, people):
    row = act(made(rubric, areas["一村"], State.DECIDED), Verb.TAKE_AWAY, people["reviewer"], why=" 账目不实 ")
    assert (row.lost_on, row.lost_reason, row.level.name) == (TODAY, "账目不实", "五个好")
    assert not row.holds_title


# two at once ---------------------------------------------------------------------------
def test_who_read_an_older_version_is_refused(areas, rubric, people):
    row = made(rubric, areas["一村"], State.STARTED)
    act(row, Verb.SAVE, people["clerk"])
    with pytest.raises(StaleAssessment, match="刚被他人改动"):
        act(row, Verb.SCORE, people["clerk"])
    assert Assessment.objects.get().state == State.STARTED


# many at once --------------------------------------------------------------------------
def picks(*rows):
    return {row.pk: row.version for row in rows}


def test_many_move_on_together_and_the_others_say_why_not(areas, rubric, people):
    ready = made(rubric, areas["一村"], State.CHECKED, own=(50, 30), checked=(50, 30))
    early = made(rubric, areas["二村"], State.SCORED, own=(50, 30))
    gap = made(rubric, areas["三村"], State.CHECKED, own=(50, 30), checked=(50, 30))
    gap.scores.filter(item__number=2).update(checked_score=None)
    beside = made(rubric, areas["五村"], State.CHECKED)
    decision = assessing.act_on_many(Verb.DECIDE, picks(ready, early, gap, beside), people["reviewer"])
    assert [sheet.assessment.subject for sheet in decision.go] == ["一村"]
    assert dict(decision.refused) == {
        "二村": "二村为“待核定”，不能评定。",
        "三村": "还有1项没有打分。",
        "五村": "您不能办理评定。",
    }
    assert dict(Assessment.objects.values_list("area__name", "state")) == {
        "一村": "decided", "二村": "scored", "三村": "checked", "五村": "checked",
    }  # fmt: skip


def test_the_preview_changes_nothing_and_tells_the_levels(areas, rubric, people):
    rows = [
        made(rubric, areas["一村"], State.CHECKED, own=(50, 30), checked=(50, 30)),
        made(rubric, areas["二村"], State.CHECKED, own=(50, 40), checked=(50, 40)),
        made(rubric, areas["三村"], State.CHECKED, own=(60, 40), checked=(60, 40)),
    ]
    decision = assessing.sort_out(Verb.DECIDE, picks(*rows), people["reviewer"])
    assert assessing.levels_of(decision) == [("标兵", 1), ("五个好", 2)]
    assert columns_of(rows[0])["decided"] == [None, None]
    assert not AssessmentEvent.objects.exists()


def test_one_that_changed_meanwhile_is_left_out(areas, rubric, people):
    row = made(rubric, areas["一村"], State.CHECKED)
    decision = assessing.act_on_many(Verb.DECIDE, {row.pk: row.version + 1}, people["reviewer"])
    assert decision.refused == [("一村", "您打开页面后又有改动，请看过最新分数再办理。")]


def test_the_queries_do_not_grow_with_the_picks(areas, rubric, people, django_assert_num_queries):
    for name in ("一村", "二村", "三村", "四村"):
        made(rubric, areas[name], State.CHECKED, own=(50, 30), checked=(50, 30))
    chosen = picks(*Assessment.objects.all())
    with django_assert_num_queries(4):
        assert len(assessing.sort_out(Verb.DECIDE, chosen, people["reviewer"]).go) == 4
