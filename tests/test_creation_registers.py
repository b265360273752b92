"""The registers of creation and economy: what their lists show, what their forms let through."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from branches.models import Level
from branches.registry import REGISTERS
from indicators.models import (
    InnovationProject,
    Rectification,
    Satisfaction,
    SupervisionVisit,
    VillageEconomyYear,
    WeakSituation,
)

from .creation_cast import State, build_assessment, build_rubric, build_scores

pytestmark = pytest.mark.django_db
DAY = date(2012, 7, 5)


def read(client, user, key, **query):
    client.force_login(user)
    return client.get(reverse("register-list", args=[key], query=query))


def test_settings_are_seen_by_all_and_kept_at_the_top_alone(client, areas, users):
    build_rubric(areas["测试市"])
    assert "评分细则" in read(client, users["clerk"], "rubrics").content.decode()
    for role, status in (("clerk", 403), ("reviewer", 403), ("administrator", 200)):
        client.force_login(users[role])
        assert client.get(reverse("register-add", args=["rubrics"])).status_code == status


def test_a_rubric_that_cannot_be_used_yet_is_marked(client, areas, users):
    build_rubric(areas["测试市"], points={"班子": 90})
    assert "还不完整" in read(client, users["leader"], "rubrics").content.decode()


# assessments and scores ---------------------------------------------------------------
@pytest.fixture
def score(areas):
    """A score of 一村's sheet: its own 50 of 60 points, while it still scores itself."""
    row = build_assessment(build_rubric(areas["测试市"]), areas["一村"])
    build_scores(row, own=(50, 30))
    return row.scores.get(item__number=1)


def test_an_assessment_is_read_here_and_decided_on_its_sheet(client, users, score):
    client.force_login(users["reviewer"])
    page = client.get(reverse("register-record", args=["assessments", score.assessment_id])).content.decode()
    assert reverse("assessment-sheet", args=[score.assessment_id]) in page
    assert client.get(reverse("register-edit", args=["assessments", score.assessment_id])).status_code == 403
    assert client.get(reverse("register-add", args=["assessments"])).status_code == 404
    page = read(client, users["reviewer"], "assessments").content.decode()
    assert ">80.0<" in page  # the total of the own scores
    assert ">2012<" in page  # a year is not grouped


def change(client, user, score, own):
    client.force_login(user)
    address = reverse("register-edit", args=["item-scores", score.pk])
    page = client.get(address)
    if page.status_code != 200:
        return page
    seen = page.context["seen"]
    return client.post(address, {"own_score": own, "note": "", "seen": seen})


def test_own_scores_may_come_by_form_while_the_subject_scores_itself(client, users, score):
    assert change(client, users["clerk"], score, "55.5").status_code == 302
    score.refresh_from_db()
    assert score.own_score == Decimal("55.5")
    score.assessment.refresh_from_db()
    assert score.assessment.version == 3  # an open page of the sheet is stale now


def test_a_score_above_the_items_points_is_refused_beside_it(client, users, score):
    response = change(client, users["clerk"], score, "60.5")
    assert response.status_code == 422
    assert "领导班子好满分60分。" in response.content.decode()


def test_after_handing_on_the_own_score_stands(client, users, score):
    type(score.assessment).objects.update(state=State.SCORED, scored_on=date(2012, 4, 1))
    response = change(client, users["clerk"], score, "55")
    assert response.status_code == 422
    assert "一村 2012年为“待核定”，自评分不能再改。" in response.content.decode()
    score.refresh_from_db()
    assert score.own_score == 50


def test_a_reviewer_has_a_column_of_his_own(client, users, score):
    for role in ("reviewer", "leader"):
        assert change(client, users[role], score, "55").status_code == 403
    assert change(client, users["administrator"], score, "55").status_code == 302  # corrects a mistake


# lists ----------------------------------------------------------------------------------
def shown(key, **query):
    """The rows that a choice of the register keeps."""
    register = REGISTERS[key]
    rows = register.rows(register.model.objects.all(), DAY)
    [(name, value)] = query.items()
    choice = next(one for one in register.filters if getattr(one, "name", one) == name)
    return [str(register.area_of(row)) for row in choice.narrow(rows, value, DAY).order_by("pk")]


def test_rectifications_are_found_by_what_needs_attention(areas):
    situation = WeakSituation.objects.create(code="01", name="不团结", effective_from=date(2009, 1, 1))

    def put(name, listed_on, **fields):
        given = {"situation": situation, "problem": "不团结", "measures": "调整班子"}
        Rectification.objects.create(village=areas[name], listed_on=listed_on, **(given | fields))

    put("一村", date(2011, 7, 4))  # due on 4 July, today is the 5th
    put("二村", date(2011, 7, 5))
    put("三村", date(2012, 1, 1), measures="")
    put("四村", date(2010, 1, 1), accepted_on=date(2010, 9, 1), accepted_by="县委组织部")
    put("四村", date(2012, 1, 1))
    assert shown("rectifications", outcome="overdue") == ["一村"]
    assert shown("rectifications", outcome="idle") == ["三村"]
    assert shown("rectifications", outcome="again") == ["四村"]


def test_visits_are_found_by_what_waits(areas):
    for name, findings, done in [
        ("一村", "台账不全", None),
        ("二村", "台账不全", date(2012, 4, 1)),
        ("三村", "", None),
    ]:
        SupervisionVisit.objects.create(
            area=areas[name],
            visited_on=date(2012, 3, 1),
            visited_by="督查组",
            findings=findings,
            follow_up="已补齐" if done else "",
            followed_up_on=done,
            evidence="记录",
        )
    assert shown("supervision-visits", follow_up="waiting") == ["一村"]
    assert shown("supervision-visits", follow_up="done") == ["二村"]


def test_projects_are_found_by_goal_and_result(areas):
    goal = {"has_economic_goal": True, "economic_goal": "增收2万元"}
    for name, fields in [
        ("一村", goal | {"result": "2.1万元", "measured_on": date(2012, 6, 1)}),
        ("二村", goal),
        ("三村", {}),
    ]:
        InnovationProject.objects.create(area=areas[name], title="示范园", started_on=date(2012, 1, 5), **fields)
    assert shown("innovation-projects", goal="measured") == ["一村"]
    assert shown("innovation-projects", goal="unmeasured") == ["二村"]
    assert shown("innovation-projects", goal="none") == ["三村"]


def test_accounts_are_found_by_audit(areas):
    for name, audited_on in [("一村", date(2012, 7, 5)), ("二村", date(2012, 7, 6)), ("三村", None)]:
        VillageEconomyYear.objects.create(
            village=areas[name], year=2011, income=4, audited_on=audited_on, audited_by="农经站"
        )
    assert shown("village-economy", audit="yes") == ["一村"]
    assert shown("village-economy", audit="no") == ["二村", "三村"]


def test_a_low_satisfaction_catches_the_eye_unless_too_few_answered(client, areas, users):
    for name, valid, satisfied in [("一村", 100, 59), ("二村", 100, 60), ("三村", 29, 1)]:
        Satisfaction.objects.create(
            area=areas[name],
            year=2011,
            surveyed_on=date(2011, 10, 1),
            valid=valid,
            satisfied=satisfied,
            evidence="报告",
        )
    page = read(client, users["leader"], "satisfactions").content.decode()
    assert page.count("低于预警线") == 1
    assert "59.0% 低于预警线" in page
    assert "3.4%（不足30票）" in page


def test_amounts_are_typed_in_wan_with_two_decimals(client, areas, users):
    client.force_login(users["clerk"])
    address = reverse("register-add", args=["village-economy"])
    token = client.get(address).context["token"]
    data = {"village": "一村", "year": "2011", "income": "4.135", "token": token}
    response = client.post(address, data)
    assert response.status_code == 422
    assert 'value="4.135"' in response.content.decode()
    assert client.post(address, data | {"income": "4.13"}).status_code == 302
    assert VillageEconomyYear.objects.get().income == Decimal("4.13")


@pytest.mark.parametrize(
    "key",
    [
        "creation-improvements",
        "mechanisms",
        "rectifications",
        "satisfactions",
        "village-economy",
        "innovation-projects",
    ],
)
def test_levels_of_a_register_fit_the_model(key):
    """A row may be kept for every area that the model lets in, and for no other."""
    register = REGISTERS[key]
    limit = register.model._meta.get_field(register.to_area).get_limit_choices_to()
    wanted = limit.get("level__in") or [limit["level"]]
    assert {Level(level) for level in wanted} == {Level(level) for level in register.levels}
