"""The scoring sheet: three columns side by side, differences marked, one step at a time."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.models import Assessment, AssessmentEvent

from .creation_cast import State, build_assessment, build_rubric, build_scores, columns_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rubric(areas):
    return build_rubric(areas["测试市"])


@pytest.fixture
def sheet(client, rubric):
    """Reads and posts the sheet of an assessment as a user."""

    class Sheet:
        def __init__(self):
            self.items = list(rubric.items.order_by("number"))

        def get(self, row, user):
            client.force_login(user)
            return client.get(reverse("assessment-sheet", args=[row.pk]))

        def post(self, row, user, verb, scores=(), **more):
            client.force_login(user)
            data = {"verb": verb, "version": row.version} | more
            for item, score in zip(self.items, scores, strict=False):
                data[f"score_{item.pk}"] = score
            return client.post(reverse("assessment-sheet", args=[row.pk]), data)

    return Sheet()


def test_the_three_columns_stand_side_by_side_with_what_differs(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"], 2012, State.DECIDED, "达标")
    build_scores(row, own=(50, 30), checked=(45.5, 30), decided=(45.5, 32))
    page = sheet.get(row, users["leader"]).content.decode()
    for heading in ("自评", "乡镇核定", "县区评定"):
        assert f'<th scope="col">{heading}</th>' in page
    assert '<td class="differs">45.5 <span class="gap">−4.5</span></td>' in page
    assert '<td class="differs">32 <span class="gap">+2.0</span></td>' in page
    assert "<td>80</td>" in page
    assert "<strong>2</strong> 项核定或评定与上一步不同" in page
    assert "办理后留下记录" not in page  # a leader looks on


def test_the_headings_follow_who_does_the_step(areas, users, sheet):
    rubric = build_rubric(areas["测试市"], "county", decided_at="city")
    page = sheet.get(build_assessment(rubric, areas["甲县"]), users["leader"]).content.decode()
    assert '<th scope="col">市核定</th><th scope="col">市评定</th>' in page


def test_only_whoever_is_next_fills_in(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"])
    assert 'data-score=""' in sheet.get(row, users["clerk"]).content.decode()
    assert 'data-score=""' not in sheet.get(row, users["reviewer"]).content.decode()


def test_scores_are_saved_and_then_handed_on(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"])
    assert sheet.post(row, users["clerk"], "save", ("55.5", "")).status_code == 302
    assert columns_of(row)["own"] == [55.5]
    row.refresh_from_db()
    assert sheet.post(row, users["clerk"], "score", ("55.5", "0")).status_code == 302
    row.refresh_from_db()
    assert (row.state, columns_of(row)["own"]) == (State.SCORED, [55.5, 0])


def test_the_checker_starts_from_the_own_scores(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"], 2012, State.SCORED)
    build_scores(row, own=(50, 30.5))
    page = sheet.get(row, users["clerk"]).content.decode()
    assert 'value="50"' in page
    assert 'value="30.5"' in page


def test_a_note_says_why_points_were_taken(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"], 2012, State.SCORED)
    build_scores(row, own=(50, 30))
    first = sheet.items[0]
    sheet.post(row, users["clerk"], "check", ("45", "30"), **{f"note_{first.pk}": " 记录不全 "})
    assert row.scores.get(item=first).note == "记录不全"
    row.refresh_from_db()
    assert "记录不全" in sheet.get(row, users["leader"]).content.decode()


# what is refused --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("scores", "said"),
    [
        (("61", "30"), "领导班子好应在0—60分之间。"),
        (("-1", "30"), "领导班子好应在0—60分之间。"),
        (("5o", "30"), "请填数字，最多一位小数。"),
        (("50.55", "30"), "请填数字，最多一位小数。"),
        (("12345", "30"), "请填数字，最多一位小数。"),
        (("", "30"), "领导班子好还没有打分。"),
    ],
)
def test_what_is_wrong_stands_beside_the_score_and_everything_typed_is_kept(
    scores, said, areas, rubric, users, sheet
):
    row = build_assessment(rubric, areas["一村"])
    response = sheet.post(row, users["clerk"], "score", scores)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'<p class="field-error">{said}</p>' in page
    for score in scores:
        assert f'value="{score}"' in page or score == ""
    assert Assessment.objects.get().state == State.STARTED
    assert columns_of(row)["own"] == []


def test_over_somebody_elses_change_nothing_is_stored_and_the_next_post_is_about_the_newer(
    areas, rubric, users, sheet
):
    row = build_assessment(rubric, areas["一村"])
    sheet.post(row, users["clerk"], "save", ("40", "20"))
    response = sheet.post(row, users["clerk"], "score", ("55", "35"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "刚被他人改动" in page
    assert 'value="55"' in page
    assert 'name="version" value="1"' in page
    assert columns_of(row)["own"] == [40, 20]
    row.refresh_from_db()
    assert sheet.post(row, users["clerk"], "score", ("55", "35")).status_code == 302


def test_a_step_without_its_reason_is_refused_beside_the_reason(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"], 2012, State.DECIDED, "五个好")
    build_scores(row, own=(50, 30), checked=(50, 30), decided=(50, 30))
    response = sheet.post(row, users["reviewer"], "take_away", why="")
    assert '<p class="field-error">摘牌须填写原因。</p>' in response.content.decode()
    assert sheet.post(row, users["reviewer"], "take_away", why="账目不实").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.lost_on) == (State.LOST, date(2012, 7, 5))
    page = sheet.get(row, users["leader"]).content.decode()
    assert "摘牌</strong> 2012-07-05" in page
    assert "账目不实" in page


def test_a_reason_that_is_too_long_is_refused_with_what_was_typed(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"], 2012, State.DECIDED, "五个好")
    response = sheet.post(row, users["reviewer"], "take_away", why="长" * 201)
    assert response.status_code == 422
    assert "长" * 201 in response.content.decode()


def test_a_lower_level_is_given_with_a_reason(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"], 2012, State.CHECKED)
    build_scores(row, own=(50, 30), checked=(50, 30))
    lower = rubric.levels.get(name="达标").pk
    response = sheet.post(row, users["reviewer"], "decide", ("50", "30"), level=lower)
    assert response.status_code == 422
    assert "从低评为“达标”须填写原因" in response.content.decode()
    sheet.post(row, users["reviewer"], "decide", ("50", "30"), level=lower, why="一票否决")
    row.refresh_from_db()
    assert (row.level.name, row.note) == ("达标", "一票否决")


def test_who_is_not_next_may_not_post(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"])
    assert sheet.post(row, users["reviewer"], "save", ("50", "30")).status_code == 403
    assert sheet.post(row, users["leader"], "save", ("50", "30")).status_code == 403
    assert not AssessmentEvent.objects.exists()


def test_a_step_that_is_not_due_is_refused_in_words(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"])
    response = sheet.post(row, users["clerk"], "decide", ("50", "30"))
    assert response.status_code == 422
    assert "这一步已经不能办理" in response.content.decode()


def test_outside_the_scope_there_is_no_sheet(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["五村"])
    for name in ("clerk", "reviewer"):
        assert sheet.get(row, users[name]).status_code == 404
        assert sheet.post(row, users[name], "save").status_code == 404


def test_reading_writes_nothing(areas, rubric, users, sheet):
    row = build_assessment(rubric, areas["一村"])
    before = Assessment.history.count()
    sheet.get(row, users["clerk"])
    row.refresh_from_db()
    assert (Assessment.history.count(), row.version, row.scores.count()) == (before, 0, 0)


def test_earlier_years_stand_beside(areas, rubric, users, sheet):
    build_assessment(rubric, areas["一村"], 2011, State.DECIDED, "标兵")
    build_assessment(rubric, areas["二村"], 2010, State.DECIDED, "未达标")
    page = sheet.get(build_assessment(rubric, areas["一村"]), users["leader"]).content.decode()
    assert ">2011年</a>" in page
    assert ">2010年</a>" not in page
