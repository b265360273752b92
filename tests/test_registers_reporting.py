"""How reporting goes: what fell due in the quarter, what came in time, what came back."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from indicators.models import Period, ReviewEvent, Status
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive

from .cast import build_period, build_report

pytestmark = pytest.mark.django_db

Q2 = Quarter(2012, 2)  # reports about 2012Q1 fall due on 10 April


@pytest.fixture
def last_quarter(areas):
    return build_period("2012Q1")


@pytest.fixture
def count(areas):
    def ask(code, area="测试市", quarter=Q2):
        names = {one.pk: one.name for one in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[code](areas[area], quarter).items() if n}

    return ask


def step(report, verb, month, day, hour=9, minute=0):
    at = datetime(2012, month, day, hour, minute, tzinfo=timezone.get_current_timezone())
    return ReviewEvent.objects.create(
        report=report, verb=verb, from_status="draft", to_status="submitted", at=at, why="原因"
    )


def test_the_reports_of_a_quarter_count_in_the_quarter_of_their_due_day(areas, last_quarter, count):
    for name in ("一村", "东镇", "甲县", "五村", "测试市"):
        build_report(areas[name], last_quarter)
    assert count("reports_due") == {"甲县": 3, "乙区": 1}
    assert count("reports_due", "乙区") == {"乙区": 1}
    assert count("reports_due", quarter=Quarter(2012, 1)) == {}
    Period.objects.update(due_on=date(2012, 7, 1), late_until=date(2012, 7, 2))
    assert count("reports_due") == {}


def test_in_time_is_sent_before_the_due_day_is_over_and_the_first_sending_decides(areas, last_quarter, count):
    reports = {name: build_report(areas[name], last_quarter) for name in ("一村", "二村", "三村", "四村")}
    step(reports["一村"], "submit", 4, 10, 23, 59)
    step(reports["二村"], "submit", 4, 11, 0, 0)
    step(reports["三村"], "submit", 4, 9)
    step(reports["三村"], "submit", 4, 15)  # again, after it came back
    step(reports["四村"], "save", 4, 9)
    assert count("reports_due") == {"甲县": 4}
    assert count("reports_ontime") == {"甲县": 2}


def test_a_waived_report_is_not_due(areas, last_quarter, count):
    waived = build_report(areas["一村"], last_quarter, Status.WAIVED)
    step(waived, "submit", 4, 1)
    assert count("reports_due") == count("reports_ontime") == {}


def test_a_report_is_reviewed_once_and_returned_once_in_the_quarter_of_the_decision(areas, last_quarter, count):
    twice, clean, late, early = (
        build_report(areas[name], last_quarter) for name in ("一村", "二村", "三村", "五村")
    )
    step(twice, "return", 4, 11)
    step(twice, "return", 4, 13)
    step(twice, "approve", 4, 15)
    step(clean, "approve", 4, 1, 0, 0)
    step(late, "return", 7, 1, 0, 0)
    step(early, "return", 3, 31, 23, 59)
    step(clean, "submit", 4, 1)
    assert count("reports_reviewed") == {"甲县": 2}
    assert count("reports_returned") == {"甲县": 1}
    assert count("reports_returned", quarter=Quarter(2012, 3)) == {"甲县": 1}


def test_a_quarter_that_has_just_been_opened_is_not_judged_by_itself(areas, last_quarter, count):
    opened = build_period("2012Q2")
    build_report(areas["一村"], opened)
    build_report(areas["二村"], last_quarter)
    assert opened.due_on == Q2.last_day + timedelta(days=10)
    assert count("reports_due") == {"甲县": 1}


def test_six_queries_and_one_for_the_counties(areas, last_quarter, django_assert_num_queries):
    for name in ("一村", "五村"):
        step(build_report(areas[name], last_quarter), "submit", 4, 9)
    sources = ["reports_due", "reports_ontime", "reports_reviewed", "reports_returned"]
    with django_assert_num_queries(6):
        derive(areas["测试市"], Q2, sources)
