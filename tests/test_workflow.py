"""Every verb from every status, what it asks for, and what it leaves behind."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from branches.models import AppendOnlyError, Cadre, Level, Person, Role
from indicators import workflow
from indicators.entry import CellError
from indicators.models import How, Period, Report, ReviewEvent, Revision, Rule, Status, Total, Verb
from indicators.workflow import TRANSITIONS, StaleReport, WorkflowError

from .cast import build_element, build_period, build_report, build_user

pytestmark = pytest.mark.django_db

ALLOWED = {  # the transition table, read aloud once more by hand
    ("empty", "save"): "draft",
    ("draft", "save"): "draft",
    ("returned", "save"): "returned",
    ("empty", "submit"): "submitted",
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "withdraw"): "draft",
    ("submitted", "start"): "submitted",
    ("submitted", "approve"): "approved",
    ("submitted", "return"): "returned",
    ("approved", "return"): "returned",
    ("empty", "waive"): "waived",
    ("draft", "waive"): "waived",
    ("returned", "waive"): "waived",
    ("waived", "reopen"): "draft",
    ("approved", "correct"): "approved",
}


@pytest.fixture
def element(db):
    return build_element("a", name="党员数")


def act(verb, report, users):
    clerk, reviewer = users["clerk"], users["reviewer"]
    return {
        Verb.SAVE: lambda: workflow.save_values(report, {"a": 5}, clerk),
        Verb.SUBMIT: lambda: workflow.submit([report], clerk),
        Verb.WITHDRAW: lambda: workflow.withdraw([report], clerk),
        Verb.START: lambda: workflow.start_review([report], reviewer),
        Verb.APPROVE: lambda: workflow.approve([report], reviewer),
        Verb.RETURN: lambda: workflow.return_reports([report], reviewer, "数字有误", ["a"]),
        Verb.WAIVE: lambda: workflow.waive([report], reviewer, "整村搬迁"),
        Verb.REOPEN: lambda: workflow.reopen([report], reviewer, "误办免报"),
        Verb.CORRECT: lambda: workflow.correct(report, {"a": 5}, reviewer, "核实"),
    }[verb]()


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("status", list(Status))
def test_the_transition_table(verb, status, areas, period, users, element):
    report = build_report(areas["一村"], period, status, a=3)
    expected = ALLOWED.get((status, verb))
    assert TRANSITIONS[verb].get(status) == expected
    if expected is None:
        with pytest.raises(WorkflowError, match="不能"):
            act(verb, report, users)
        assert Report.objects.get().status == status
        assert not ReviewEvent.objects.exists()
    else:
        act(verb, report, users)
        assert Report.objects.get().status == expected
        assert ReviewEvent.objects.count() == (0 if verb == Verb.SAVE and status == expected else 1)


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what(verb, role, areas, period, element):
    status = next(iter(TRANSITIONS[verb]))
    report = build_report(areas["一村"], period, status, a=3)
    user = build_user("somebody", areas["甲县"], role)
    enters = verb in {Verb.SAVE, Verb.SUBMIT, Verb.WITHDRAW}
    needed = Role.CLERK if enters else Role.REVIEWER
    people = {"clerk": user, "reviewer": user}
    if role == needed:
        act(verb, report, people)
    else:
        with pytest.raises(PermissionDenied, match="一村"):
            act(verb, report, people)
        assert Report.objects.get().status == status


def test_nobody_acts_outside_the_scope(areas, period, users, element):
    report = build_report(areas["五村"], period, "submitted", a=3)
    with pytest.raises(PermissionDenied):
        workflow.approve([report], users["reviewer"])
    with pytest.raises(PermissionDenied):
        workflow.withdraw([report], users["clerk"])


@pytest.mark.parametrize("verb", [Verb.RETURN, Verb.WAIVE, Verb.REOPEN])
def test_a_reason_is_needed(verb, areas, period, users, element):
    report = build_report(areas["一村"], period, next(iter(TRANSITIONS[verb])), a=3)
    with pytest.raises(WorkflowError, match="须填写原因"):
        {
            Verb.RETURN: lambda: workflow.return_reports([report], users["reviewer"], "  "),
            Verb.WAIVE: lambda: workflow.waive([report], users["reviewer"], ""),
            Verb.REOPEN: lambda: workflow.reopen([report], users["reviewer"], ""),
        }[verb]()


def test_saving_logs_each_changed_cell_once(areas, period, users, element):
    build_element("b")
    report = build_report(areas["一村"], period, a=3)
    workflow.save_values(report, {"a": 4, "b": None}, users["clerk"], how=How.PASTE)
    [revision] = Revision.objects.all()
    assert (revision.element.code, revision.old, revision.new, revision.how) == ("a", 3, 4, "paste")
    assert revision.who == users["clerk"]
    workflow.save_values(report, {"a": 4}, users["clerk"])
    assert Revision.objects.count() == 1


def test_a_stale_version_is_refused_and_nothing_is_stored(areas, period, users, element):
    report = build_report(areas["一村"], period)
    workflow.save_values(report, {"a": 1}, users["clerk"], version=0)
    with pytest.raises(StaleReport, match="他人修改"):
        workflow.save_values(report, {"a": 2}, users["clerk"], version=0)
    assert Report.objects.get().values == {"a": 1}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nothing": 1}, "没有“nothing”"),
        ({"known": 1}, "由台账提取"),
        ({"yearly": 1}, "年报，本期不填"),
        ({"a": -1}, "不小于0"),
        ({"a": 10**16}, "不能过大"),
        ({"a": True}, "不小于0"),
        ({"town": 1}, "没有“town”"),
    ],
)
def test_cells_that_cannot_be_stored_are_named_and_nothing_is_stored(changes, said, areas, period, users, element):
    build_element("known", name="支书数", source="secretaries")
    build_element("yearly", name="年收入", frequency=1)
    build_element("town", level=Level.TOWNSHIP)
    report = build_report(areas["一村"], period, a=3)
    with pytest.raises(CellError, match=said):
        workflow.save_values(report, {"a": 9} | changes, users["clerk"])
    assert Report.objects.get().values == {"a": 3}


def test_clean_reports_go_and_faulty_ones_stay_with_their_findings(areas, period, users, element):
    clean = build_report(areas["一村"], period, "draft", a=3)
    faulty = build_report(areas["二村"], period, "draft")
    outcome = workflow.submit([clean, faulty], users["clerk"])
    assert [report.area.name for report in outcome.done] == ["一村"]
    assert [finding.cells for finding in outcome.held[faulty.pk]] == [("a",)]
    assert dict(Report.objects.values_list("area__name", "status")) == {"一村": "submitted", "二村": "draft"}
    assert Total.objects.get(area=areas["东镇"]).reported == {"a": [3, 1]}


def test_a_broken_rule_holds_a_report_back_and_says_both_numbers(areas, period, users, element):
    build_element("b", name="双强党员数")
    Rule.objects.create(
        code="r", programme=element.programme, left="b", comparison="<=", right="a", message="双强党员多于党员"
    )
    report = build_report(areas["一村"], period, "draft", a=3, b=4)
    [finding] = workflow.submit([report], users["clerk"]).held[report.pk]
    assert set(finding.cells) == {"a", "b"}
    assert "3" in finding.message
    assert "4" in finding.message


def test_submitting_takes_the_registers_once_more(areas, period, users, element):
    build_element("secretaries", name="支书数", source="secretaries")
    report = build_report(areas["一村"], period, "draft", a=3, secretaries=0)
    person = Person.objects.create(name="甲一", sex="1", area=areas["一村"])
    Cadre.objects.create(person=person, village=areas["一村"], post="party_secretary", started_on="2011-01-01")
    workflow.submit([report], users["clerk"])
    assert Report.objects.get().values == {"a": 3, "secretaries": 1}
    revision = Revision.objects.get()
    assert (revision.how, revision.old, revision.new) == ("register", 0, 1)


def test_a_correction_changes_the_total_and_keeps_reason_and_old_value(areas, period, users, element):
    report = build_report(areas["一村"], period, "draft", a=3)
    workflow.submit([report], users["clerk"])
    workflow.approve([report], users["reviewer"])
    workflow.correct(report, {"a": 8}, users["reviewer"], "村里重新核对")
    assert Total.objects.get(area=areas["测试市"]).approved == {"a": [8, 1]}
    revision = Revision.objects.get(how="correction")
    assert (revision.old, revision.new, revision.why) == (3, 8, "村里重新核对")


def test_a_correction_may_not_leave_the_report_faulty(areas, period, users, element):
    report = build_report(areas["一村"], period, "approved", a=3)
    with pytest.raises(CellError):
        workflow.correct(report, {"a": None}, users["reviewer"], "清空")
    assert Report.objects.get().values == {"a": 3}


def test_a_corrected_stock_value_reaches_the_quarters_that_carry_it(areas, period, users, element):
    """2012Q2 carries a=3; 2012Q3 has a=9 of its own and is left alone."""
    second, third = build_period("2012Q2"), build_period("2012Q3")
    report = build_report(areas["一村"], period, "approved", a=3)
    carrying = build_report(areas["一村"], second, "approved", a=3)
    Report.objects.filter(pk=carrying.pk).update(carried=["a"])
    build_report(areas["一村"], third, "approved", a=9)
    workflow.correct(report, {"a": 5}, users["reviewer"], "核实")
    values = dict(Report.objects.values_list("period__code", "values"))
    assert values == {"2012Q1": {"a": 5}, "2012Q2": {"a": 5}, "2012Q3": {"a": 9}}
    assert Total.objects.get(area=areas["测试市"], period=second).approved == {"a": [5, 1]}
    assert Revision.objects.get(how="carry").report == carrying


def test_a_saved_carried_cell_is_confirmed(areas, period, users, element):
    report = build_report(areas["一村"], period, a=3)
    Report.objects.update(carried=["a"])
    workflow.save_values(report, {"a": 3}, users["clerk"])
    assert Report.objects.get().carried == []


def test_the_log_can_neither_be_changed_nor_deleted(areas, period, users, element):
    report = build_report(areas["一村"], period)
    workflow.save_values(report, {"a": 1}, users["clerk"])
    for row in [ReviewEvent.objects.get(), Revision.objects.get()]:
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()
        with pytest.raises(AppendOnlyError):
            type(row).objects.all().delete()
        with pytest.raises(AppendOnlyError):
            type(row).objects.update(who=None)


def test_what_the_reviewer_has_opened_cannot_be_withdrawn(areas, period, users, element):
    report = build_report(areas["一村"], period, "submitted", a=3)
    workflow.start_review([report], users["reviewer"])
    with pytest.raises(WorkflowError, match="已开始审核"):
        workflow.withdraw([report], users["clerk"])
    workflow.return_reports([report], users["reviewer"], "数字有误")
    workflow.submit([report], users["clerk"])
    workflow.withdraw([report], users["clerk"])
    assert Report.objects.get().status == "draft"


def test_a_warning_holds_until_it_is_explained_for_these_very_numbers(areas, period, users, element):
    """Members rise from 20 to 40: +100% and more than five."""
    second = build_period("2012Q2")
    build_report(areas["一村"], period, "approved", a=20)
    report = build_report(areas["一村"], second, "draft", a=40)
    [finding] = workflow.submit([report], users["clerk"]).held[report.pk]
    assert finding.message == "党员数较上期 20人 增至 40人（+100%），请核实或说明"
    workflow.explain(report, finding.rule, finding.message, "两村党员合并计算", users["clerk"])
    assert workflow.submit([report], users["clerk"]).done == [report]


def test_what_begins_anew_is_not_questioned_in_the_first_quarter(areas, users, element):
    element.restarts = True
    element.save()
    for code, now, held in (("2011Q4", 60, False), ("2012Q1", 20, False), ("2012Q2", 60, True)):
        report = build_report(areas["一村"], build_period(code), "draft", a=now)
        assert bool(workflow.submit([report], users["clerk"]).held) is held


def test_an_explanation_of_other_numbers_does_not_count(areas, period, users, element):
    second = build_period("2012Q2")
    build_report(areas["一村"], period, "approved", a=20)
    report = build_report(areas["一村"], second, "draft", a=40)
    workflow.explain(report, "change", "党员数较上期 20人 增至 39人（+95%），请核实或说明", "说明", users["clerk"])
    assert report.pk in workflow.submit([report], users["clerk"]).held


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2012, 3, 30), "自2012-03-31开始填报"),
        (date(2012, 5, 1), "补报已于2012-04-30截止"),
        (date(2012, 6, 1), "已于2012-05-30关闭"),
    ],
)
def test_outside_the_window_nothing_is_entered(day, said, areas, period, users, element, settings):
    Period.objects.update(late_until=date(2012, 4, 30), closes_on=date(2012, 5, 30))
    settings.TODAY = day
    report = build_report(areas["一村"], period, "draft", a=3)
    for attempt in [
        lambda: workflow.save_values(report, {"a": 4}, users["clerk"]),
        lambda: workflow.submit([report], users["clerk"]),
    ]:
        with pytest.raises(WorkflowError, match=said):
            attempt()


def test_a_returned_report_may_be_mended_until_the_period_closes(areas, period, users, element, settings):
    Period.objects.update(late_until=date(2012, 4, 30), closes_on=date(2012, 5, 30))
    settings.TODAY = date(2012, 5, 15)
    report = build_report(areas["一村"], period, "returned", a=3)
    workflow.save_values(report, {"a": 4}, users["clerk"])
    workflow.submit([report], users["clerk"])
    assert Report.objects.get().status == "submitted"
