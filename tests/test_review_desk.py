"""What a reviewer reads about a unit: changes, findings with answers, hints, what was mended."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Area, Village
from indicators import workflow
from indicators.models import Indicator, Programme, Report, Status, Target
from indicators.reviewing import desk, queue

from .cast import build_element, build_period, build_report, build_user
from .review_cast import RISE, build_quarters, build_reviewers, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter(areas):
    return build_quarters(areas)


@pytest.fixture
def reviewers(areas):
    return build_reviewers(areas)


def item_of(areas, quarter, name):
    return next(item for item in desk(areas["东镇"], quarter).waiting if item.report.area.name == name)


def test_changes_are_named_with_both_values(areas, quarter):
    assert [str(change) for change in item_of(areas, quarter, "一村").on_last] == ["党员数 20人 → 40人（+100%）"]
    assert [str(change) for change in item_of(areas, quarter, "二村").on_last] == ["党员数 40人 → 41人（+2%）"]


def test_last_year_is_compared_when_there_was_one(areas, quarter):
    build_report(areas["一村"], build_period("2011Q2"), Status.APPROVED, a=50)
    item = item_of(areas, quarter, "一村")
    assert [str(change) for change in item.on_year_ago] == ["党员数 50人 → 40人（−20%）"]
    assert item_of(areas, quarter, "二村").on_year_ago == []


def test_the_largest_change_comes_first_and_a_blank_is_no_change(areas, quarter):
    """b: 100 → 110 is +10%, c: 4 → 8 is +100%; d was not answered before."""
    for code in "bcd":
        build_element(code, name=code)
    before = Report.objects.get(area=areas["二村"], period__code="2012Q1")
    before.values |= {"b": 100, "c": 4}
    before.save()
    report = report_of(areas["二村"], quarter)
    report.values |= {"b": 110, "c": 8, "d": 5}
    report.save()
    assert [change.code for change in item_of(areas, quarter, "二村").on_last] == ["c", "b", "a"]


def test_a_finding_stands_beside_its_answer(areas, quarter):
    [(finding, answer)] = item_of(areas, quarter, "一村").findings
    assert (finding.message, answer.text) == (RISE, "两村合并后核对")
    assert item_of(areas, quarter, "二村").findings == []


def test_only_a_report_without_findings_that_never_came_back_is_clean(areas, quarter, reviewers):
    assert [item.report.area.name for item in desk(areas["东镇"], quarter).clean] == ["二村"]
    clerk = build_user("entrant", areas["东镇"], "clerk")
    report = report_of(areas["二村"], quarter)
    workflow.return_reports([report], reviewers["county"], "请核对", ["a"])
    workflow.save_values(report, {"a": 42}, clerk)
    workflow.submit([report], clerk)
    seen = desk(areas["东镇"], quarter)
    assert seen.clean == []
    assert [item.report.area.name for item in seen.waiting] == ["二村", "一村"]  # what came back is first


def test_after_a_return_the_reviewer_sees_what_was_mended(areas, quarter, reviewers):
    """41 → 50 before the last return does not count; after it 50 → 45 → 42 is one change."""
    clerk, report = build_user("entrant", areas["东镇"], "clerk"), report_of(areas["二村"], quarter)
    for cells in ([50], [45, 42]):
        workflow.return_reports([report], reviewers["county"], f"请核对{cells[0]}", ["a"])
        for value in cells:
            workflow.save_values(report, {"a": value}, clerk)
        workflow.submit([report], clerk)
    item = item_of(areas, quarter, "二村")
    assert [str(change) for change in item.mended] == ["党员数 50人 → 42人（−16%）"]
    assert (item.returned.why, item.returned.cells) == ("请核对45", ("党员数",))


def test_a_line_met_to_the_person_is_a_hint(areas, quarter):
    """75% of 40 members is 30; 75% of 41 is no whole number."""
    skilled = build_element("b", name="掌握技术党员数")
    rate = Indicator.objects.create(
        code="rate",
        name="率",
        short_name="率",
        programme=Programme.objects.get(),
        numerator="b",
        denominator="a",
        effective_from=date(2009, 1, 1),
    )
    Target.objects.create(indicator=rate, area=areas["测试市"], year=2012, green=75, amber=60)
    for name in ("一村", "二村"):
        report = report_of(areas[name], quarter)
        report.values |= {skilled.code: 30}
        report.save()
    assert item_of(areas, quarter, "一村").hints == ["掌握技术党员数恰好等于目标值"]
    assert item_of(areas, quarter, "二村").hints == []


def test_the_queue_counts_by_status_in_official_order(areas, quarter):
    groups = queue(areas["测试市"], quarter)
    assert [(g.area.name, [row.area.name for row in g.rows]) for g in groups] == [
        ("甲县", ["东镇", "西镇"]),
        ("乙区", ["南乡"]),
    ]
    east = groups[0].rows[0].counts
    assert (east.submitted, east.explained, east.empty, east.due, east.left) == (2, 1, 1, 3, 3)
    assert (groups[0].counts.approved, groups[0].counts.due) == (1, 4)


def test_the_queue_counts_what_has_findings(client, areas, quarter, reviewers, monkeypatch):
    client.force_login(reviewers["county"])
    page = client.get(reverse("review-queue"))
    assert [(row.area.name, row.counts.found) for row in page.context["groups"][0].rows] == [
        ("东镇", 1),
        ("西镇", 0),
    ]
    monkeypatch.setattr("indicators.reviewing.progress.CHECKED_AT_MOST", 1)
    assert not client.get(reverse("review-queue")).context["checked"]


def more_villages(township: Area, period, number: int) -> None:
    for place in range(number):
        code = f"{township.code[:9]}{500 + place}"
        village = Area.objects.create(
            code=code,
            name=f"新村{place}",
            level="village",
            parent=township,
            path=f"{township.path}{500 + place:04}",
        )
        Village.objects.create(area=village, is_rural_unit=True)
        build_report(village, period, Status.SUBMITTED, a=30 + place)


@pytest.mark.parametrize("page", ["review-queue", "review-township", "chasing", "todo"])
def test_the_queries_do_not_grow_with_the_villages(page, client, areas, quarter, reviewers):
    client.force_login(reviewers["county"])
    address = reverse(page, args=[areas["东镇"].code, "2012Q2"] if page == "review-township" else [])
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
        if len(counts) == 1:
            more_villages(areas["东镇"], quarter, 30)
    assert counts[0] == counts[1]
    assert counts[0] <= (32 if page == "todo" else 24)  # eleven of them for the alerts


def test_an_empty_desk_says_what_to_do(client, areas, quarter, reviewers):
    client.force_login(reviewers["county"])
    page = client.get(reverse("review-township", args=[areas["西镇"].code, "2012Q2"])).content.decode()
    assert "没有待审的报表。乡镇上报后会出现在这里" in page
    assert client.get(reverse("review-township", args=[areas["西镇"].code, "2099Q1"])).status_code == 404
