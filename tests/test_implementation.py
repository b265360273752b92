"""落实预警: how many tasks are open, overdue, without word, done and proved, and which are the worst."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.dashboards import implementation_of
from indicators.models import TaskStandard

from .tasks_cast import Office

pytestmark = pytest.mark.django_db

DAY = date(2012, 6, 30)
BEGUN = date(2012, 4, 2)


@pytest.fixture
def office(areas, settings):
    return Office(areas, settings)


@pytest.fixture
def alarm(office, areas, settings):
    """`alarm("甲县")` on 30 June, long after."""

    def ask(name="测试市", day=DAY):
        settings.TODAY = date(2013, 1, 1)
        return implementation_of(areas[name], day)

    return ask


def late(tasks):
    return [(one.place, one.title, one.days) for one in tasks]


def test_open_overdue_and_stalled_tasks_are_counted_and_the_worst_named(office, alarm):
    office.one("东镇", title="甲", on=BEGUN, due=date(2012, 6, 20))
    word = office.one("一村", title="乙", on=BEGUN, due=date(2012, 6, 29))
    office.tell(word, date(2012, 6, 1))
    office.one("西镇", title="丙", on=date(2012, 6, 1), due=DAY)
    office.one("南乡", title="丁", on=date(2012, 5, 31), due=date(2012, 9, 1), by="乙区")
    now = alarm()
    assert (now.open, now.overdue, now.stalled) == (4, 2, 2)
    assert late(now.most_overdue) == [("东镇", "甲", 10), ("东镇 一村", "乙", 1)]
    assert late(now.longest_stalled) == [("东镇", "甲", 89), ("南乡", "丁", 30)]
    county = alarm("甲县")
    assert (county.open, county.overdue, county.stalled) == (3, 2, 1)


def test_done_is_what_was_accepted_in_the_quarter_and_proved_what_passed_of_the_reported(office, alarm):
    passed, returned, waiting, before, after, gone = (
        office.one(name, on=date(2012, 3, 1), due=date(2012, 6, 1))
        for name in ("东镇", "西镇", "一村", "二村", "三村", "四村")
    )
    for task in (passed, returned, waiting, gone):
        office.report(task, date(2012, 4, 1))
    office.report(before, date(2012, 3, 30))
    office.accept(before, date(2012, 3, 31))
    office.accept(passed, date(2012, 4, 2))
    office.send_back(returned, date(2012, 4, 2))
    office.report(returned, date(2012, 4, 3))
    office.send_back(returned, date(2012, 4, 4))
    office.cancel(gone, date(2012, 4, 5))
    office.report(after, DAY)
    office.accept(after, date(2012, 7, 1))
    now = alarm()
    assert (now.accepted, now.reported, now.evidenced) == (1, 4, 1)
    assert now.evidenced_rate == Decimal(25)
    assert now.open == 1  # the returned one


def test_with_nothing_reported_there_is_no_rate(office, alarm):
    assert alarm().evidenced_rate is None
    assert (alarm().open, alarm().most_overdue) == (0, ())


def test_the_day_decides_and_the_standard_of_that_day(office, alarm):
    TaskStandard.objects.create(effective_from=date(2012, 7, 1), stalled_days=5)
    office.one("东镇", on=date(2012, 6, 20), due=date(2012, 7, 2))
    assert (alarm().stalled, alarm().overdue, alarm().stalled_days) == (0, 0, 30)
    later = alarm(day=date(2012, 7, 3))
    assert (later.stalled, later.overdue, later.stalled_days) == (1, 1, 5)
    assert alarm(day=date(2012, 6, 19)).open == 0


def test_five_are_named_at_most(office, alarm):
    for name in ("东镇", "西镇", "一村", "二村", "三村", "四村"):
        office.one(name, on=BEGUN, due=date(2012, 6, 1))
    now = alarm()
    assert (now.overdue, len(now.most_overdue), len(now.longest_stalled)) == (6, 5, 5)


@pytest.mark.parametrize("number", [1, 8])
def test_three_queries_whatever_there_is(office, alarm, areas, settings, number, django_assert_num_queries):
    for _ in range(number):
        office.tell(office.one("东镇", 3, on=BEGUN, due=date(2012, 6, 1)), date(2012, 5, 1), 1)
    settings.TODAY = date(2013, 1, 1)
    with django_assert_num_queries(3):
        implementation_of(areas["测试市"], DAY)
