"""Decisions of a reviewer over the pages: preview, deed, refusals, stale pages, double posts."""

import pytest
from django.urls import reverse

from indicators import workflow
from indicators.models import Period, Report, ReviewEvent, Status, Total

from .cast import build_user
from .review_cast import build_quarters, build_reviewers, pick, report_of, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter(areas):
    return build_quarters(areas)


@pytest.fixture
def reviewers(areas):
    return build_reviewers(areas)


@pytest.fixture
def desk(client, areas, quarter, reviewers):
    """`desk(verb, names, **data)` posts a decision about villages of 东镇 as 甲县's reviewer."""
    client.force_login(reviewers["county"])

    def decide(verb, names, town="东镇", **data):
        picks = [pick(report_of(areas[name], quarter)) for name in names]
        return client.post(address(areas, town), {"verb": verb, "pick": picks, **data}, follow=True)

    return decide


def address(areas, town="东镇", name="review-decide"):
    return reverse(name, args=[areas[town].code, "2012Q2"])


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_one_is_approved_and_counts_at_once(desk, areas, quarter):
    response = desk("approve", ["一村"])
    assert response.redirect_chain == [(address(areas, name="review-township"), 302)]
    assert said(response) == ["审核通过：1份报表已办理。"]
    assert statuses(quarter)["一村"] == "approved"
    assert Total.objects.get(area=areas["测试市"], period=quarter).approved == {"a": [47, 2]}


def test_many_go_and_the_one_that_refuses_is_named(desk, quarter):
    response = desk("approve", ["一村", "二村", "三村"])
    assert said(response) == ["审核通过：2份报表已办理。", "三村：现为“未填报”，不能审核通过。"]
    assert [statuses(quarter)[name] for name in ("一村", "二村", "三村")] == ["approved", "approved", "empty"]


def test_a_second_post_of_the_same_form_changes_nothing(desk, client, areas, quarter):
    picks = [pick(report_of(areas["一村"], quarter))]
    data = {"verb": "approve", "pick": picks}
    client.post(address(areas), data)
    again = client.post(address(areas), data, follow=True)
    assert said(again)[-1] == "一村：现为“已审核”，不能审核通过。"
    assert ReviewEvent.objects.filter(verb="approve").count() == 1


def test_a_stale_page_decides_nothing(desk, client, areas, quarter):
    """The report was returned, mended and sent again after the page was opened."""
    report = report_of(areas["一村"], quarter)
    old = pick(report)
    clerk = build_user("entrant", areas["东镇"], "clerk")
    workflow.withdraw([report], clerk)
    workflow.save_values(report, {"a": 20}, clerk)
    workflow.submit([report], clerk)
    response = client.post(address(areas), {"verb": "approve", "pick": [old]}, follow=True)
    assert said(response) == ["一村：您打开页面后又有改动，请看过最新数值再办理。"]
    assert statuses(quarter)["一村"] == "submitted"


def test_a_return_keeps_reason_and_cells(desk, quarter):
    desk("return", ["一村"], why=" 与党内统计不符 ", cells=["a"])
    event = ReviewEvent.objects.get(verb="return")
    assert (event.why, event.cells, event.report.area.name) == ("与党内统计不符", ["a"], "一村")
    assert [statuses(quarter)[name] for name in ("一村", "二村")] == ["returned", "submitted"]


@pytest.mark.parametrize(
    ("verb", "name"), [("return", "一村"), ("return", "四村"), ("waive", "三村"), ("reopen", "三村")]
)
def test_without_a_reason_the_form_comes_back_with_what_was_typed(verb, name, desk, areas, quarter):
    if verb == "reopen":
        Report.objects.filter(area=areas[name], period=quarter).update(status=Status.WAIVED)
    before = statuses(quarter)
    response = desk(verb, [name], town="西镇" if name == "四村" else "东镇", why="  ", cells=["a"])
    assert response.status_code == 422
    assert "请填写原因" in response.content.decode()
    assert statuses(quarter) == before
    if verb == "return":
        assert 'value="a" checked' in response.content.decode()


def test_a_reason_that_is_too_long_is_not_cut(desk, quarter):
    response = desk("return", ["一村"], why="长" * 201)
    assert response.status_code == 422
    assert "最多200字，现有201字" in response.content.decode()
    assert "长" * 201 in response.content.decode()


def test_a_cell_that_does_not_exist_cannot_be_marked(desk, quarter):
    response = desk("return", ["一村"], why="有误", cells=["nothing"])
    assert "没有“nothing”这一项" in response.content.decode()
    assert statuses(quarter)["一村"] == "submitted"


def test_waived_and_made_due_again(desk, quarter):
    desk("waive", ["三村"], why="整村搬迁")
    assert statuses(quarter)["三村"] == "waived"
    desk("reopen", ["三村"], why="仍有党组织")
    assert statuses(quarter)["三村"] == "draft"


def test_the_preview_says_who_goes_and_who_refuses_and_writes_nothing(desk, client, areas, quarter):
    picks = [pick(report_of(areas[name], quarter)) for name in ("一村", "三村")]
    page = client.get(address(areas), {"verb": "return", "pick": picks}).content.decode()
    assert "将退回 1 份" in page
    assert "<strong>三村</strong>：现为“未填报”，不能退回。" in page
    assert 'value="a" checked' in page  # the cell with a finding is marked already
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "请选择要办理的事项。"),
        ({"verb": "approve"}, "还没有选中任何报表，请先勾选。"),
        ({"verb": "destroy", "pick": "1-1"}, "没有这种办理事项。"),
        ({"verb": "approve", "pick": "1"}, "选中的报表无法识别，请返回重新勾选。"),
        ({"verb": "approve", "pick": "x-1"}, "选中的报表无法识别，请返回重新勾选。"),
        ({"verb": "approve", "pick": "9" * 30 + "-1"}, "选中的报表无法识别，请返回重新勾选。"),
    ],
)
def test_a_forged_form_is_told_what_is_wrong(data, told, desk, client, areas, quarter):
    assert told in said(client.post(address(areas), data, follow=True))


def test_reports_of_another_unit_are_not_touched(desk, client, areas, quarter):
    stranger = pick(report_of(areas["五村"], quarter))
    response = client.post(address(areas), {"verb": "waive", "pick": [stranger], "why": "x"}, follow=True)
    assert said(response) == ["1份报表：不是东镇2012年第二季度的报表。"]
    assert statuses(quarter)["五村"] == "empty"


def test_a_county_does_not_review_its_own_report(client, areas, quarter, reviewers):
    own = Report.objects.create(
        area=areas["甲县"], period=quarter, counted_in=areas["甲县"], status=Status.SUBMITTED
    )
    data = {"verb": "approve", "pick": [pick(own)]}
    client.force_login(reviewers["county"])
    assert said(client.post(address(areas, "甲县"), data, follow=True)) == ["甲县：本级报表由上级审核。"]
    client.force_login(reviewers["city"])
    assert said(client.post(address(areas, "甲县"), data, follow=True)) == ["审核通过：1份报表已办理。"]


def test_what_was_handed_over_is_shut(desk, quarter, areas, reviewers):
    quarter.handovers.create(area=areas["甲县"], sent_by=reviewers["county"])
    [told] = said(desk("approve", ["一村"]))
    assert "已由县区报送市级" in told
    assert statuses(quarter)["一村"] == "submitted"


@pytest.mark.parametrize("role", ["clerk", "leader", "administrator"])
def test_no_other_role_decides(role, client, areas, quarter):
    client.force_login(build_user("somebody", areas["甲县"], role))
    data = {"verb": "approve", "pick": [pick(report_of(areas["一村"], quarter))]}
    assert client.post(address(areas), data).status_code == 403
    assert statuses(quarter)["一村"] == "submitted"


def test_another_county_finds_nothing(client, areas, quarter, reviewers):
    client.force_login(reviewers["other"])
    data = {"verb": "approve", "pick": [pick(report_of(areas["一村"], quarter))]}
    assert client.post(address(areas), data).status_code == 404


def test_starting_shuts_the_way_back_and_twice_is_once(desk, client, areas, quarter):
    first = client.post(address(areas, name="review-start"), follow=True)
    second = client.post(address(areas, name="review-start"), follow=True)
    assert said(first) == ["已开始审核2份报表，乡镇不能再撤回。"]
    assert said(second)[-1] == "没有新的待审报表，审核已经开始。"
    assert ReviewEvent.objects.filter(verb="start").count() == 2
    with pytest.raises(workflow.WorkflowError, match="已开始审核"):
        workflow.withdraw([report_of(areas["一村"], quarter)], build_user("entrant", areas["东镇"], "clerk"))


def test_reading_starts_nothing(desk, client, areas, quarter):
    client.get(address(areas, name="review-township"))
    assert Report.objects.filter(review_started_at__isnull=False).count() == 0
    assert client.get(address(areas, name="review-start")).status_code == 405


def test_after_the_closing_day_a_reviewer_still_decides(desk, quarter, settings):
    Period.objects.filter(pk=quarter.pk).update(late_until="2012-07-10", closes_on="2012-07-10")
    settings.TODAY = settings.TODAY.replace(month=12)
    assert said(desk("approve", ["一村"])) == ["审核通过：1份报表已办理。"]
