"""Cells saved by two people at once, several reports in one save, and 不适用 beside 0 and blank."""

import pytest

from indicators import workflow
from indicators.entry import CellError, explained, findings_of, unexplained
from indicators.models import How, Report, Revision, Status
from indicators.opening import prepare
from indicators.typed import NOT_APPLICABLE, read_cell
from indicators.workflow import CellConflict, WorkflowError

from .cast import build_element, build_period, build_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def elements(db):
    return [build_element(code, name=f"{code}项", required=code != "c") for code in ("a", "b", "c")]


def test_different_cells_of_one_report_never_conflict(areas, period, users, elements):
    report = build_report(areas["一村"], period, a=1, b=2)
    workflow.save_cells({report: {"a": 5}}, users["clerk"], base={report.pk: {"a": 1}})
    workflow.save_cells({report: {"b": 6}}, users["clerk"], base={report.pk: {"b": 2}})
    assert Report.objects.get().values == {"a": 5, "b": 6}


def test_a_cell_changed_meanwhile_is_a_conflict_and_nothing_is_stored(areas, period, users, elements):
    first, second = build_report(areas["一村"], period, a=1, b=2), build_report(areas["二村"], period, a=1)
    workflow.save_values(first, {"a": 7}, users["clerk"])
    with pytest.raises(CellConflict) as caught:
        workflow.save_cells(
            {first: {"a": 9, "b": 3}, second: {"a": 4}},
            users["clerk"],
            base={first.pk: {"a": 1, "b": 2}, second.pk: {"a": 1}},
        )
    assert caught.value.theirs == {first.pk: {"a": 7}}
    assert [report.values for report in Report.objects.all()] == [{"a": 7, "b": 2}, {"a": 1}]


def test_wanting_what_already_stands_is_no_conflict(areas, period, users, elements):
    report = build_report(areas["一村"], period, a=1)
    workflow.save_values(report, {"a": 7}, users["clerk"])
    workflow.save_cells({report: {"a": 7}}, users["clerk"], base={report.pk: {"a": 1}})
    assert Revision.objects.count() == 1


def test_a_save_of_several_reports_is_all_or_nothing(areas, period, users, elements):
    first, second = build_report(areas["一村"], period, a=1), build_report(areas["二村"], period, a=1)
    with pytest.raises(CellError) as caught:
        workflow.save_cells({first: {"a": 2}, second: {"nothing": 2}}, users["clerk"])
    assert caught.value.report == second
    assert caught.value.messages == {"nothing": "本表没有“nothing”这一项"}
    Report.objects.filter(pk=second.pk).update(status=Status.SUBMITTED)
    with pytest.raises(WorkflowError, match="二村"):
        workflow.save_cells({first: {"a": 2}, second: {"a": 2}}, users["clerk"])
    assert not Revision.objects.exists()
    Report.objects.filter(pk=second.pk).update(status=Status.EMPTY)
    saved = workflow.save_cells({first: {"a": 2}, second: {"a": 3}}, users["clerk"], how=How.PASTE)
    assert [(r.area.name, r.values, r.status) for r in saved] == [
        ("一村", {"a": 2}, "draft"),
        ("二村", {"a": 3}, "draft"),
    ]
    assert list(Revision.objects.values_list("how", flat=True)) == ["paste", "paste"]


@pytest.mark.parametrize("text", ["不适用", " 无此项 ", "N/A", "Ｎ／Ａ", "na"])
def test_not_applicable_is_read(text):
    assert read_cell(text) == NOT_APPLICABLE


def test_not_applicable_is_neither_zero_nor_blank(areas, period, users, elements):
    report = build_report(areas["一村"], period, a=1, b=0)
    workflow.save_values(report, {"a": NOT_APPLICABLE, "b": 0, "c": None}, users["clerk"])
    report = Report.objects.get()
    assert [report.cell(code) for code in "abc"] == [NOT_APPLICABLE, 0, None]
    assert report.values["a"] is None  # so it adds nothing to any total
    [revision] = Revision.objects.all()
    assert (revision.old, revision.new, revision.not_applicable) == (1, None, True)
    workflow.save_values(report, {"a": None}, users["clerk"])
    assert Report.objects.get().cell("a") is None
    workflow.save_values(report, {"a": NOT_APPLICABLE}, users["clerk"])
    workflow.save_values(report, {"a": 3}, users["clerk"])
    assert Report.objects.get().cell("a") == 3


def test_not_applicable_in_a_required_cell_asks_for_a_word(areas, period, users, elements):
    report = build_report(areas["一村"], period, b=1)
    workflow.save_values(report, {"a": NOT_APPLICABLE, "c": NOT_APPLICABLE}, users["clerk"])
    report = Report.objects.get()
    [(_, [finding])] = findings_of([report])
    assert (finding.severity, finding.message) == ("warning", "a项为必填项，填为不适用，请说明原因")
    assert workflow.submit([report], users["clerk"]).done == []
    workflow.explain(report, finding.rule, finding.message, "本村没有党员", users["clerk"])
    assert unexplained([finding], explained([report])[report.pk]) == []
    assert workflow.submit([report], users["clerk"]).done == [report]


def test_not_applicable_is_carried_to_the_next_quarter_until_confirmed(areas, period, users, elements):
    build_element("flow", nature="flow")
    report = build_report(areas["一村"], period)
    workflow.save_values(report, {"a": NOT_APPLICABLE, "b": 4, "flow": NOT_APPLICABLE}, users["clerk"])
    later = build_period("2012Q2")
    [prepared] = prepare(later, [areas["一村"]])
    assert (prepared.values, prepared.not_applicable, prepared.carried) == ({"b": 4}, ["a"], ["a", "b"])
    prepared.save()
    workflow.save_values(report, {"a": 8}, users["clerk"])  # the later report follows as long as it carries
    prepared.refresh_from_db()
    assert (prepared.cell("a"), prepared.not_applicable, prepared.carried) == (8, [], ["a", "b"])


def test_registers_are_drawn_again_without_a_step(areas, period, users):
    build_element("villages", source="villages")
    build_element("a")
    report = build_report(areas["一村"], period)
    assert workflow.draw_registers([report], users["clerk"]) == [report]
    assert workflow.draw_registers([report], users["clerk"]) == []
    report.refresh_from_db()
    assert (report.values, report.status, report.version) == ({"villages": 1}, Status.EMPTY, 1)
    assert Revision.objects.get().how == How.REGISTER
