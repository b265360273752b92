"""One task: what its page tells, and every verb as a form that keeps what was typed."""

from datetime import date
from decimal import Decimal

import pytest

from branches.models import Role
from indicators.models import TaskEntry, TaskState

from . import cast
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

DAY = date(2012, 2, 14)


@pytest.fixture
def office(areas, settings):
    return Office(areas, settings)


@pytest.fixture
def task(office):
    made = office.one("东镇", 40, requirement="逐户建档", outcome_measure="满意率", outcome_stated=Decimal(80))
    office.on(DAY)
    return made


def act(client, user, task, verb, **typed):
    client.force_login(user)
    return client.post(f"/tasks/{task.pk}/{verb}/", {f"{verb}-{name}": text for name, text in typed.items()})


def page(client, user, task):
    client.force_login(user)
    return client.get(f"/tasks/{task.pk}/")


def forms(response) -> list[str]:
    return [verb.value for verb, _, _ in response.context["acts"]]


def test_the_page_tells_the_task_and_how_far_it_is(client, office, task):
    office.tell(task, DAY, 12, text="核对花名册", evidence="花名册2份")
    response = page(client, office.county, task)
    progress = response.context["progress"]
    assert (progress.time, progress.done, progress.is_behind) == (50, 30, True)  # 35 of 70 days, 12 of 40
    html = response.content.decode()
    for words in ("逐户建档", "满意率不低于80", "慢于时间进度", "+12 户，累计 12", "佐证：花名册2份"):
        assert words in html, words


def test_everything_that_happened_stands_newest_first(client, office, task):
    office.tell(task, date(2012, 2, 15), 30)
    office.tell(task, date(2012, 2, 20), -3, text="冲减")
    office.report(task, date(2012, 2, 21), evidence="验收单", outcome_reached=Decimal(85))
    office.send_back(task, date(2012, 2, 22), "缺照片")
    response = page(client, office.east, task)
    told = [(one.on.day, one.head, one.quantity, one.total) for one in response.context["moments"]]
    assert told == [
        (22, "退回整改", None, None),
        (21, "报办结", None, None),
        (20, "行动", -3, 27),
        (15, "行动", 30, 30),
        (10, "部署", None, None),
    ]
    assert response.context["returned"].text == "缺照片"
    office.report(task, date(2012, 2, 25), outcome_reached=Decimal(85))
    assert page(client, office.east, task).context["returned"] is None


def test_an_action_without_evidence_and_a_late_entry_are_seen_as_such(client, office, task):
    client.force_login(office.east)
    act(client, office.east, task, "progress", on="2012-02-01", kind="action", text="走访")
    html = page(client, office.county, task).content.decode()
    assert "没有佐证" in html
    [moment] = [one for one in page(client, office.county, task).context["moments"] if one.head == "行动"]
    assert moment.told_later  # told on another day than it is about


@pytest.mark.parametrize(
    ("who", "offered"),
    [("east", ["progress", "report"]), ("county", ["adjust", "cancel"]), ("city", []), ("leader", [])],
)
def test_each_reader_finds_the_verbs_of_the_own_side(client, office, task, areas, who, offered):
    user = cast.build_user("leader", areas["甲县"], Role.LEADER) if who == "leader" else getattr(office, who)
    assert forms(page(client, user, task)) == offered


def test_outside_the_scope_there_is_no_task(client, office, task):
    for user in (office.west, office.other):
        assert page(client, user, task).status_code == 404
        assert act(client, user, task, "progress").status_code == 404


@pytest.mark.parametrize(
    ("who", "verb"), [("county", "progress"), ("county", "report"), ("east", "cancel"), ("city", "adjust")]
)
def test_a_verb_of_the_other_side_is_forbidden(client, office, task, who, verb):
    assert act(client, getattr(office, who), task, verb, why="x").status_code == 403


def test_an_unknown_verb_is_not_found(client, office, task):
    assert act(client, office.county, task, "arrange").status_code == 404


def test_progress_is_told_once_though_the_form_was_sent_twice(client, office, task):
    token = page(client, office.east, task).context["token"]
    sent = {
        "token": token,
        "progress-on": "2012-02-10",
        "progress-kind": "meeting",
        "progress-quantity": "5",
        "progress-text": "推进会",
        "progress-evidence": "",
    }
    for _ in range(2):
        answer = client.post(f"/tasks/{task.pk}/progress/", sent)
        assert answer.url == f"/tasks/{task.pk}/"
    [entry] = TaskEntry.objects.all()
    assert (entry.on, entry.kind, entry.quantity, entry.who) == (date(2012, 2, 10), "meeting", 5, office.east)
    task.refresh_from_db()
    assert task.state == TaskState.UNDERWAY


def test_refused_progress_keeps_everything_typed_beside_the_reason(client, office, task):
    answer = act(
        client, office.east, task, "progress", on="2012-02-15", kind="document", quantity="7", text="印发方案"
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    for words in ("进展日期不能晚于今天", 'value="2012-02-15"', 'value="7"', "印发方案", "selected>文件"):
        assert words in html, words
    assert not TaskEntry.objects.exists()


def test_wrong_input_is_explained(client, office, task):
    answer = act(client, office.east, task, "progress", on="明天", kind="action", quantity="五户", text="")
    form = answer.context["acts"][0][1]
    assert form.errors == {
        "on": ["日期应如 2012-07-10。"],
        "quantity": ["本次完成量应为整数。"],
        "text": ["请填写做了什么。"],
    }


def test_a_task_without_a_unit_asks_for_no_quantity(client, office):
    task = office.one("东镇", unit="")
    office.on(DAY)
    form = page(client, office.east, task).context["acts"][0][1]
    assert "quantity" not in form.fields
    act(client, office.east, task, "progress", on="2012-02-10", kind="action", text="走访")
    assert TaskEntry.objects.get().quantity is None


def test_done_is_reported_with_evidence_and_the_outcome(client, office, task):
    missing = act(client, office.east, task, "report", done_on="2012-02-14", evidence="验收单")
    assert missing.status_code == 422
    assert "请填实际值" in missing.content.decode()
    done = act(
        client, office.east, task, "report", done_on="2012-02-14", evidence="验收单", outcome_reached="79.5"
    )
    assert done.status_code == 302
    task.refresh_from_db()
    assert (task.state, task.outcome_reached, task.outcome_met) == ("reported", Decimal("79.5"), False)
    html = page(client, office.county, task).content.decode()
    assert "实际 79.5" in html
    assert "未达到" in html


def test_the_arranging_unit_returns_accepts_adjusts_and_cancels(client, office, task):
    assert (
        act(client, office.county, task, "adjust", due_on="2012-04-01", planned="50", why="扩面").status_code
        == 302
    )
    task.refresh_from_db()
    assert (task.due_on, task.planned) == (date(2012, 4, 1), 50)
    office.report(task, DAY, outcome_reached=Decimal(90))
    act(client, office.county, task, "return", why="缺名册")
    task.refresh_from_db()
    assert task.state == TaskState.UNDERWAY
    office.report(task, DAY, outcome_reached=Decimal(90))
    act(client, office.county, task, "accept")
    task.refresh_from_db()
    assert (task.state, task.accepted_by) == (TaskState.ACCEPTED, office.county)
    other = office.one("西镇")
    act(client, office.county, other, "cancel", why="合并办理")
    other.refresh_from_db()
    assert (other.state, other.cancelled_reason) == (TaskState.CANCELLED, "合并办理")
    assert "合并办理" in page(client, office.west, other).content.decode()


def test_what_somebody_else_did_meanwhile_is_said_and_what_was_typed_stays(client, office, task):
    office.cancel(task, DAY)
    answer = act(client, office.east, task, "progress", on="2012-02-10", kind="action", text="写了很多")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "为“已取消”，不能报进展" in html
    assert "写了很多" in html


def test_the_register_leads_to_the_page(client, office, task):
    client.force_login(office.county)
    assert client.get(f"/registers/tasks/{task.pk}/").url == f"/tasks/{task.pk}/"
    client.force_login(office.other)
    assert client.get(f"/registers/tasks/{task.pk}/").status_code == 404
