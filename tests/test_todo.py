"""The first page of clerk and reviewer: what is due, what came back and why, what is left, days left."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import Role
from indicators import workflow
from indicators.models import Period, Report, Status

from .cast import build_report, build_user
from .review_cast import build_quarters, build_reviewers, report_of

pytestmark = pytest.mark.django_db

TODO = "/todo/"


@pytest.fixture
def quarter(areas):
    period = build_quarters(areas)
    Period.objects.filter(code="2012Q1").update(late_until="2012-04-20", closes_on="2012-04-30")
    return period


@pytest.fixture
def reviewers(areas):
    return build_reviewers(areas)


@pytest.fixture
def clerk(areas):
    return build_user("entrant", areas["东镇"], Role.CLERK)


def tasks(client, user):
    client.force_login(user)
    return client.get(TODO).context["tasks"]


@pytest.mark.parametrize(
    ("role", "leads_to"), [("clerk", TODO), ("reviewer", TODO), ("leader", None), ("administrator", None)]
)
def test_home_leads_to_the_work_of_the_role(role, leads_to, client, areas):
    client.force_login(build_user("somebody", areas["甲县"], role))
    expected = leads_to or reverse("area-dashboard", args=[areas["甲县"].code])
    assert client.get("/").url == expected


def test_a_clerk_sees_what_is_left_and_the_days(client, areas, quarter, clerk):
    [task] = tasks(client, clerk)
    assert (task.period, task.time_left, task.stage) == (quarter, "剩5天", "填报中")
    assert (task.counts.due, task.counts.arrived) == (3, 2)
    assert [report.area.name for report in task.left] == ["三村"]
    page = client.get(TODO).content.decode()
    assert reverse("entry-grid", args=[areas["东镇"].code, "2012Q2"]) in page


def test_what_came_back_says_why_and_which_cells(client, areas, quarter, clerk, reviewers):
    workflow.return_reports([report_of(areas["一村"], quarter)], reviewers["county"], "与台账不符", ["a"])
    [task] = tasks(client, clerk)
    [(report, step)] = task.returned
    assert (report.area.name, step.why, step.cells) == ("一村", "与台账不符", ("党员数",))
    assert "与台账不符（涉及：党员数）" in client.get(TODO).content.decode()


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2012, 7, 10), "今天截止"), (date(2012, 7, 13), "已过3天")],
)
def test_past_the_due_date_the_days_are_said(day, words, client, quarter, clerk, settings):
    settings.TODAY = day
    assert tasks(client, clerk)[0].time_left == words
    assert words in client.get(TODO).content.decode()


def test_when_all_is_sent_nothing_is_left(client, areas, quarter, clerk):
    Report.objects.filter(area=areas["三村"], period=quarter).update(status=Status.SUBMITTED)
    [task] = tasks(client, clerk)
    assert task.is_done
    assert "已全部上报" in client.get(TODO).content.decode()


def test_without_an_open_period_the_page_says_what_to_do_next(client, areas, reviewers, clerk):
    for user, words in [(clerk, "现在没有要填报的"), (reviewers["county"], "现在没有要审核的")]:
        client.force_login(user)
        assert words in client.get(TODO).content.decode()


def test_a_reviewer_sees_where_reports_wait_and_what_is_missing(client, areas, quarter, reviewers):
    [task] = tasks(client, reviewers["county"])
    assert [(row.area.name, row.counts.submitted, row.counts.explained) for row in task.waiting] == [
        ("东镇", 2, 1)
    ]
    assert task.counts.outstanding == 1
    assert not task.may_hand_over
    page = client.get(TODO).content.decode()
    assert reverse("review-township", args=[areas["东镇"].code, "2012Q2"]) in page


def test_a_closed_quarter_stays_while_something_waits_in_it(client, areas, quarter, reviewers):
    Report.objects.filter(area=areas["一村"], period__code="2012Q1").update(status=Status.SUBMITTED)
    assert [task.period.code for task in tasks(client, reviewers["county"])] == ["2012Q2", "2012Q1"]
    assert [task.period.code for task in tasks(client, reviewers["other"])] == ["2012Q2"]


def test_a_county_that_is_done_may_send_and_is_told_when_it_came_back(client, areas, quarter, reviewers):
    Report.objects.filter(period=quarter).update(status=Status.WAIVED)
    [task] = tasks(client, reviewers["county"])
    assert task.may_hand_over
    handover = quarter.handovers.create(area=areas["甲县"], sent_by=reviewers["county"])
    assert "已报送市级" in client.get(TODO).content.decode()
    handover.sent_back_by, handover.sent_back_at, handover.why = reviewers["city"], handover.sent_at, "数据存疑"
    handover.save()
    assert "数据存疑" in client.get(TODO).content.decode()


def test_a_city_reads_which_counties_are_missing(client, areas, quarter, reviewers):
    [task] = tasks(client, reviewers["city"])
    assert [state.area.name for state in task.missing] == ["甲县", "乙区"]
    assert "甲县、乙区尚未报送" in client.get(TODO).content.decode()


def test_the_own_report_of_a_county_is_work_of_its_reviewer(client, areas, quarter, reviewers):
    own = build_report(areas["甲县"], quarter)
    page = "本级报表还没有上报"
    client.force_login(reviewers["county"])
    assert page in client.get(TODO).content.decode()
    Report.objects.filter(pk=own.pk).update(status=Status.SUBMITTED)
    [task] = tasks(client, reviewers["county"])
    assert not task.owes_own
    assert [row.area.name for row in task.waiting] == ["东镇"]  # the county does not review itself
