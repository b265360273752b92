"""The life of a task: who arranges, who tells, who judges; which step follows which; what is refused and why."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from branches.models import AppendOnlyError, Role
from branches.scope import Scope
from indicators import tasks
from indicators.models import Task, TaskEntry, TaskEvent, TaskState, TaskVerb
from indicators.tasks import TRANSITIONS, TaskRefused

from . import cast
from .campaigns_cast import build_campaign
from .tasks_cast import ARRANGED, DUE, Office

pytestmark = pytest.mark.django_db

LATER = date(2012, 2, 1)


@pytest.fixture
def office(areas, settings):
    return Office(areas, settings)


def steps(task):
    return list(task.events.order_by("pk").values_list("verb", "from_state", "to_state"))


# arranging ------------------------------------------------------------------------------
def test_one_matter_goes_to_many_units_each_with_its_quantity(office, areas):
    made = office.arrange({"东镇": 30, "西镇": 20, "四村": None})
    assert [(task.area.name, task.planned, task.state) for task in made] == [
        ("东镇", 30, "arranged"),
        ("西镇", 20, "arranged"),
        ("四村", None, "arranged"),
    ]
    assert len({task.batch for task in made}) == 1
    assert {(task.arranged_by, task.due_on, task.unit) for task in made} == {(areas["甲县"], DUE, "户")}
    for task in made:
        assert steps(task) == [("arrange", "", "arranged")]
        assert task.history.get().history_user == office.county
    assert {event.on for event in TaskEvent.objects.all()} == {ARRANGED}


def test_two_arrangements_of_one_title_stay_apart(office):
    assert office.one("东镇").batch != office.one("东镇").batch


@pytest.mark.parametrize("who", ["east", "other", "leader"])
def test_nobody_arranges_in_the_name_of_another_unit(office, areas, who):
    user = cast.build_user("leader", areas["甲县"], Role.LEADER) if who == "leader" else getattr(office, who)
    with pytest.raises(PermissionDenied, match="您不能以甲县的名义部署任务"):
        tasks.arrange(
            areas["甲县"],
            {areas["东镇"]: None},
            user,
            programme=office.programme,
            title="x",
            arranged_on=ARRANGED,
            due_on=DUE,
        )
    assert not Task.objects.exists()


def test_an_administrator_arranges_for_the_units_of_the_own_area(office, areas, settings):
    keeper = cast.build_user("keeper", areas["测试市"], Role.ADMINISTRATOR)
    assert Scope(keeper).may_arrange(areas["测试市"])
    assert Scope(keeper).may_arrange(areas["甲县"])
    assert Scope(office.city).may_arrange(areas["测试市"])
    assert not Scope(office.city).may_arrange(areas["甲县"])  # that is for the county itself


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"shares": {}}, "areas", "请至少选定一个责任单位"),
        ({"shares": {"南乡": None}}, "areas", "南乡不在甲县之下"),
        ({"due": date(2012, 1, 9)}, "due_on", "办结期限不能早于部署日期"),
        ({"shares": {"东镇": 5}, "unit": ""}, "unit", "有计划量的须填写计量单位"),
    ],
)
def test_what_cannot_be_arranged_says_why_and_beside_which_field(office, change, field, said):
    facts = {"shares": {"东镇": None}} | change
    with pytest.raises(TaskRefused, match=said) as refused:
        office.arrange(**facts)
    assert refused.value.field == field
    assert not Task.objects.exists()


def test_a_city_arranges_for_counties_townships_and_villages_not_for_itself(office):
    office.arrange({"甲县": None, "东镇": None, "一村": None}, by="测试市")
    with pytest.raises(TaskRefused, match="测试市是市一级，任务只部署到县区、乡镇和村"):
        office.arrange({"测试市": None}, by="测试市")


def test_arranging_in_the_future_is_refused(office):
    office.on(date(2012, 1, 9))
    with pytest.raises(TaskRefused, match="部署日期不能晚于今天"):
        tasks.arrange(
            office.areas["甲县"],
            {office.areas["东镇"]: None},
            office.county,
            programme=office.programme,
            title="x",
            arranged_on=ARRANGED,
            due_on=DUE,
        )


def test_a_task_of_a_campaign_stays_where_the_campaign_is_run(office, areas):
    campaign = build_campaign(areas)
    [task] = office.arrange({"东镇": None}, programme=None, campaign=campaign)
    assert task.under == campaign
    with pytest.raises(TaskRefused, match="“堡垒工程”由甲县开展，南乡不在其中"):
        office.arrange({"南乡": None}, by="测试市", programme=None, campaign=campaign)


# the way ------------------------------------------------------------------------------------
def test_the_whole_way_is_on_record(office):
    task = office.one("东镇", 30)
    office.tell(task, LATER, 10)
    office.tell(task, date(2012, 2, 10), 20)
    office.report(task, date(2012, 3, 1))
    office.send_back(task, date(2012, 3, 2), "缺花名册")
    office.report(task, date(2012, 3, 5), evidence="花名册")
    task = office.accept(task, date(2012, 3, 6))
    assert steps(task) == [
        ("arrange", "", "arranged"),
        ("progress", "arranged", "underway"),
        ("report", "underway", "reported"),
        ("return", "reported", "underway"),
        ("report", "underway", "reported"),
        ("accept", "reported", "accepted"),
    ]
    task.refresh_from_db()
    assert (task.state, task.done_on, task.evidence) == ("accepted", date(2012, 3, 5), "花名册")
    assert (task.accepted_on, task.accepted_by) == (date(2012, 3, 6), office.county)
    assert [event.why for event in task.events.filter(verb="return")] == ["缺花名册"]
    assert task.history.first().history_user == office.county


def test_a_small_task_may_be_reported_done_without_progress_before(office):
    task = office.report(office.one("东镇"), LATER)
    assert steps(task)[1:] == [("report", "arranged", "reported")]


def test_returned_is_no_longer_done(office):
    task = office.report(office.one("东镇"), LATER)
    assert task.done_on == LATER
    assert office.send_back(task, LATER).done_on is None


OUTCOMES = {
    TaskVerb.PROGRESS: lambda office, task: office.tell(task, LATER),
    TaskVerb.REPORT: lambda office, task: office.report(task, LATER),
    TaskVerb.ACCEPT: lambda office, task: office.accept(task, LATER),
    TaskVerb.RETURN: lambda office, task: office.send_back(task, LATER),
    TaskVerb.ADJUST: lambda office, task: tasks.adjust(
        task, office.county, "延期", due_on=date(2012, 4, 1), planned=None
    ),
    TaskVerb.CANCEL: lambda office, task: office.cancel(task, LATER),
}
WAYS = {
    TaskState.ARRANGED: [],
    TaskState.UNDERWAY: [TaskVerb.PROGRESS],
    TaskState.REPORTED: [TaskVerb.REPORT],
    TaskState.ACCEPTED: [TaskVerb.REPORT, TaskVerb.ACCEPT],
    TaskState.CANCELLED: [TaskVerb.CANCEL],
}


@pytest.mark.parametrize("verb", OUTCOMES)
@pytest.mark.parametrize("state", WAYS)
def test_each_verb_leads_where_the_table_says_and_nowhere_else(office, state, verb):
    task = office.one("东镇")
    for step in WAYS[state]:
        OUTCOMES[step](office, task)
    task.refresh_from_db()
    assert task.state == state
    office.on(LATER)
    if state in TRANSITIONS[verb]:
        OUTCOMES[verb](office, task)
        task.refresh_from_db()
        assert task.state == TRANSITIONS[verb][state]
    else:
        before = steps(task)
        with pytest.raises(TaskRefused, match=f"为“{TaskState(state).label}”，不能{TaskVerb(verb).label}"):
            OUTCOMES[verb](office, task)
        assert steps(task) == before


# who ----------------------------------------------------------------------------------------
def test_only_the_responsible_unit_tells_and_only_the_arranging_one_judges(office, areas):
    township, village = office.one("东镇"), office.one("一村")
    own = office.one("甲县", by="测试市")
    asked = {
        office.east: {township, village},
        office.west: set(),
        office.county: {own},
        office.other: set(),
        office.city: set(),
    }
    for user, told in asked.items():
        for task in (township, village, own):
            assert tasks.may(TaskVerb.PROGRESS, task, Scope(user)) == (task in told), (user, task)
    judged = {office.county: {township, village}, office.city: {own}, office.east: set(), office.other: set()}
    for user, mine in judged.items():
        for task in (township, village, own):
            assert tasks.may(TaskVerb.ACCEPT, task, Scope(user)) == (task in mine), (user, task)


def test_a_verb_of_the_other_side_is_refused_by_name(office):
    task = office.one("东镇")
    office.on(LATER)
    with pytest.raises(PermissionDenied, match="“建档立卡”只能由责任单位（东镇）报进展"):
        tasks.tell_progress(task, office.county, on=LATER, kind="action", text="走访")
    office.report(task, LATER)
    with pytest.raises(PermissionDenied, match="只能由部署单位（甲县）验收"):
        tasks.accept([task], office.east)


def test_the_page_offers_what_role_and_state_allow(office):
    task = office.one("东镇")
    assert tasks.verbs_for(task, Scope(office.east)) == [TaskVerb.PROGRESS, TaskVerb.REPORT]
    assert tasks.verbs_for(task, Scope(office.county)) == [TaskVerb.ADJUST, TaskVerb.CANCEL]
    task = office.report(task, LATER)
    assert tasks.verbs_for(task, Scope(office.east)) == []
    assert tasks.verbs_for(task, Scope(office.county)) == [TaskVerb.ACCEPT, TaskVerb.RETURN, TaskVerb.CANCEL]


# progress -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"on": date(2012, 2, 2)}, "on", "进展日期不能晚于今天"),
        ({"on": date(2012, 1, 9)}, "on", "进展日期不能早于部署日期（2012-01-10）"),
        ({"text": "  "}, "text", "请写明做了什么"),
        ({"quantity": -1}, "quantity", "累计只报过0户，冲减不能超过这个数"),
    ],
)
def test_progress_is_refused_beside_its_field(office, facts, field, said):
    task = office.one("东镇", 30)
    office.on(LATER)
    told = {"on": LATER, "kind": "action", "text": "走访"} | facts
    with pytest.raises(TaskRefused) as refused:
        tasks.tell_progress(task, office.east, **told)
    assert (refused.value.field, said in str(refused.value)) == (field, True)
    assert not TaskEntry.objects.exists()


def test_a_quantity_needs_a_unit_to_be_counted_in(office):
    task = office.one("东镇", unit="")
    with pytest.raises(TaskRefused, match="没有计量单位，不填完成量"):
        office.tell(task, LATER, 5)


def test_too_much_is_taken_back_by_a_later_entry_and_never_below_nothing(office):
    task = office.one("东镇", 30)
    office.tell(task, LATER, 12)
    office.tell(task, date(2012, 2, 2), -2, text="多报2户")
    with pytest.raises(TaskRefused, match="累计只报过10户"):
        office.tell(task, date(2012, 2, 3), -11)
    [row] = Task.objects.with_progress(date(2012, 2, 3))
    assert (row.done, row.latest) == (10, date(2012, 2, 2))
    [row] = Task.objects.with_progress(LATER)
    assert (row.done, row.latest) == (12, LATER)
    [row] = Task.objects.with_progress(ARRANGED)
    assert (row.done, row.latest) == (0, None)


def test_what_was_told_and_what_was_done_stays_as_it_is(office):
    entry = office.tell(office.one("东镇", 30), LATER, 5)
    entry.quantity = 6
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        TaskEntry.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        TaskEvent.objects.update(why="")


# being done ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"evidence": " "}, "evidence", "报办结须写明佐证"),
        ({"done_on": date(2012, 2, 2)}, "done_on", "完成日期不能晚于今天"),
        ({"done_on": date(2012, 1, 9)}, "done_on", "完成日期不能早于部署日期"),
        ({"outcome_reached": Decimal(5)}, "outcome_reached", "部署时没有定成效指标"),
    ],
)
def test_done_needs_evidence_and_a_possible_day(office, facts, field, said):
    task = office.one("东镇")
    with pytest.raises(TaskRefused, match=said) as refused:
        office.report(task, LATER, **facts)
    assert refused.value.field == field


def test_a_stated_outcome_asks_for_what_it_came_to(office):
    task = office.one("东镇", outcome_measure="满意率", outcome_stated=Decimal(80))
    with pytest.raises(TaskRefused, match="部署时定了成效指标“满意率”，请填实际值"):
        office.report(task, LATER)
    assert office.report(task, LATER, outcome_reached=Decimal("80.0")).outcome_met is True


def test_accepting_a_batch_is_all_or_nothing(office):
    done, open_still = office.arrange({"东镇": None, "西镇": None})
    office.report(done, LATER)
    with pytest.raises(TaskRefused, match="西镇的“建档立卡”为“已部署”，不能验收"):
        tasks.accept([done, open_still], office.county)
    done.refresh_from_db()
    assert done.state == TaskState.REPORTED


@pytest.mark.parametrize("verb", ["send_back", "cancel"])
def test_return_and_cancel_need_a_reason(office, verb):
    task = office.report(office.one("东镇"), LATER)
    with pytest.raises(TaskRefused, match="须写明原因") as refused:
        getattr(tasks, verb)([task], office.county, "  ")
    assert refused.value.field == "why"


def test_adjusting_keeps_what_stood_before(office):
    task = office.one("东镇", 30)
    office.on(LATER)
    tasks.adjust(task, office.county, "农忙推迟", due_on=date(2012, 4, 20), planned=25)
    task.refresh_from_db()
    assert (task.due_on, task.planned) == (date(2012, 4, 20), 25)
    event = task.events.get(verb="adjust")
    assert event.why == "办结期限由2012-03-20调整为2012-04-20，计划量由30户调整为25户。农忙推迟"
    with pytest.raises(TaskRefused, match="期限和计划量都没有变"):
        tasks.adjust(task, office.county, "再说", due_on=date(2012, 4, 20), planned=25)
    with pytest.raises(TaskRefused, match="办结期限不能早于部署日期"):
        tasks.adjust(task, office.county, "提前", due_on=date(2012, 1, 9), planned=25)


# days ----------------------------------------------------------------------------------------
def test_a_task_stands_on_any_day_where_its_last_step_had_led(office, settings):
    task = office.one("东镇")
    office.tell(task, LATER)
    office.report(task, date(2012, 2, 10))
    office.send_back(task, date(2012, 2, 20))
    settings.TODAY = date(2012, 7, 5)
    standing = {
        day: [one.standing for one in Task.objects.standing_on(day)]
        for day in (date(2012, 1, 9), ARRANGED, LATER, date(2012, 2, 10), date(2012, 2, 20), date(2012, 7, 5))
    }
    assert list(standing.values()) == [[], ["arranged"], ["underway"], ["reported"], ["underway"], ["underway"]]


# the database ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "wrong",
    [
        {"programme": None},
        {"state": TaskState.REPORTED},
        {"state": TaskState.ACCEPTED, "done_on": LATER, "evidence": "x"},
        {"accepted_on": LATER},
        {"cancelled_on": LATER},
        {"state": TaskState.CANCELLED, "cancelled_on": LATER},
        {"due_on": date(2012, 1, 1)},
        {"planned": 3, "unit": ""},
        {"outcome_measure": "满意率"},
        {"done_on": date(2012, 1, 1)},
    ],
)
def test_the_database_holds_the_rules_too(office, wrong):
    task = office.one("东镇")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**wrong)
