"""What the tasks come to as element values: on the last day of the quarter, at the level of whoever carries
them out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from indicators.analysis.follow_through import overdue_median, paper_ratio, tail_off
from indicators.models import Task, TaskStandard
from indicators.models.task import is_overdue
from indicators.quarters import Quarter
from indicators.registers import REGISTERS, derive
from indicators.registers.tasks import codes

from .tasks_cast import Office

pytestmark = pytest.mark.django_db

Q1, Q2 = Quarter(2012, 1), Quarter(2012, 2)
LAST = date(2012, 3, 31)


@pytest.fixture
def office(areas, settings):
    return Office(areas, settings)


@pytest.fixture
def count(areas, settings):
    """`count("town_tasks_due")`: the answer for the city long after, by name, without the zeros."""

    def ask(code, area="测试市", quarter=Q1):
        settings.TODAY = date(2013, 5, 1)
        names = {one.pk: one.name for one in areas.values()}
        return {names[pk]: n for pk, n in REGISTERS[code](areas[area], quarter).items() if n}

    return ask


def test_a_task_counts_where_it_is_carried_out(office, count):
    office.arrange({"东镇": None, "一村": None, "二村": None, "西镇": None})
    office.arrange({"甲县": None, "乙区": None, "南乡": None}, by="测试市")
    assert count("town_tasks_due") == {"东镇": 3, "西镇": 1, "南乡": 1}
    assert count("county_tasks_due") == {"甲县": 1, "乙区": 1}
    assert count("town_tasks_due", "甲县") == {"东镇": 3, "西镇": 1}
    assert count("town_tasks_due", "东镇") == {"东镇": 3}
    assert count("county_tasks_due", "东镇") == {}


def test_due_on_the_last_day_of_the_quarter_is_due_and_on_the_next_is_not(office, count):
    office.one("东镇", due=LAST)
    office.one("西镇", due=LAST + timedelta(days=1))
    assert count("town_tasks_due") == {"东镇": 1}
    assert count("town_tasks_due", quarter=Q2) == {"东镇": 1, "西镇": 1}


def test_a_new_year_forgets_what_was_accepted_and_nothing_else(office, count):
    early, due = date(2011, 9, 1), date(2011, 12, 20)
    settled, late, waiting = (office.one(name, on=early, due=due) for name in ("东镇", "西镇", "一村"))
    office.report(settled, date(2011, 12, 19))
    office.accept(settled, date(2011, 12, 31))
    office.report(late, date(2011, 12, 20))
    office.accept(late, date(2012, 1, 1))
    assert waiting.state == "arranged"
    assert count("town_tasks_due") == {"西镇": 1, "东镇": 1}  # 一村 lies in 东镇
    assert count("town_tasks_accepted") == {"西镇": 1}
    assert count("town_tasks_ontime") == {"西镇": 1}
    assert count("town_tasks_due", quarter=Quarter(2011, 4)) == {"东镇": 2, "西镇": 1}
    assert count("town_tasks_accepted", quarter=Quarter(2011, 4)) == {"东镇": 1}


def test_cancelled_tasks_are_not_due_from_the_day_they_are_cancelled(office, count):
    before, after = office.one("东镇"), office.one("西镇")
    office.cancel(before, LAST)
    office.cancel(after, LAST + timedelta(days=1))
    assert count("town_tasks_due") == {"西镇": 1}
    assert count("town_tasks_due", quarter=Q2) == {}


def test_accepted_is_what_the_arranging_unit_had_accepted_by_the_last_day(office, count):
    in_time, late, after, waiting = (office.one(name) for name in ("东镇", "一村", "西镇", "四村"))
    office.report(in_time, date(2012, 3, 20))
    office.report(late, date(2012, 3, 21))
    for task in (in_time, late):
        office.accept(task, LAST)
    for task in (after, waiting):
        office.report(task, date(2012, 3, 20))
    office.accept(after, LAST + timedelta(days=1))
    assert count("town_tasks_accepted") == {"东镇": 2}
    assert count("town_tasks_ontime") == {"东镇": 1}
    assert count("town_tasks_accepted", quarter=Q2) == {"东镇": 2, "西镇": 1}
    assert count("town_tasks_ontime", quarter=Q2) == {"东镇": 1, "西镇": 1}


def test_reported_counts_a_task_once_and_evidenced_only_what_was_accepted(office, count):
    good, returned, untold = office.one("东镇"), office.one("一村"), office.one("二村")
    office.report(good, date(2012, 2, 1))
    office.accept(good, date(2012, 2, 3))
    office.report(returned, date(2012, 2, 1))
    office.send_back(returned, date(2012, 2, 5))
    office.report(returned, date(2012, 3, 1))
    office.send_back(returned, date(2012, 3, 5))
    assert untold.state == "arranged"
    assert count("town_tasks_reported") == {"东镇": 2}
    assert count("town_tasks_evidenced") == {"东镇": 1}
    office.report(returned, date(2012, 4, 2))
    office.accept(returned, date(2012, 4, 3))
    assert count("town_tasks_evidenced") == {"东镇": 1}
    assert count("town_tasks_evidenced", quarter=Q2) == {"东镇": 2}


def test_a_report_of_last_year_does_not_count_again(office, count):
    task = office.one("东镇", on=date(2011, 10, 1), due=date(2011, 12, 20))
    office.report(task, date(2011, 12, 31))
    assert count("town_tasks_reported") == {}
    assert count("town_tasks_reported", quarter=Quarter(2011, 4)) == {"东镇": 1}


def test_ripe_are_open_tasks_thirty_days_old_and_stalled_those_without_word_for_thirty(office, count):
    old = LAST - timedelta(days=30)  # 1 March
    due = date(2012, 6, 1)
    office.one("东镇", on=old, due=due)
    office.one("一村", on=old + timedelta(days=1), due=due)  # too young to be judged
    told_long_ago, told_lately = office.one("西镇", due=due), office.one("四村", due=due)
    office.tell(told_long_ago, old)
    office.tell(told_lately, old + timedelta(days=1))
    reported = office.one("南乡", by="乙区", due=due)
    office.report(reported, date(2012, 2, 1))
    assert count("town_tasks_ripe") == {"东镇": 1, "西镇": 2}
    assert count("town_tasks_stalled") == {"东镇": 1, "西镇": 1}


def test_the_days_are_a_dated_setting(office, count):
    TaskStandard.objects.create(effective_from=date(2012, 4, 1), stalled_days=10)
    office.one("东镇", on=date(2012, 3, 10), due=date(2012, 9, 1))
    assert count("town_tasks_stalled") == {}
    assert count("town_tasks_stalled", quarter=Q2) == {"东镇": 1}


def test_a_task_returned_after_the_quarter_was_reported_on_its_last_day(office, count):
    task = office.one("东镇", on=date(2012, 1, 10), due=date(2012, 6, 1))
    office.report(task, date(2012, 3, 1))
    office.send_back(task, LAST + timedelta(days=1))
    assert count("town_tasks_ripe") == {}
    assert count("town_tasks_ripe", quarter=Q2) == {"东镇": 1}


def test_an_outcome_is_met_at_the_stated_value_in_the_direction_stated(office, count):
    least = {"outcome_measure": "人均增收", "outcome_stated": Decimal(500)}
    most = {"outcome_measure": "信访件", "outcome_stated": Decimal(5), "outcome_aim": "at_most"}
    for name, facts, reached in [
        ("东镇", least, 500),
        ("一村", least, 499),
        ("西镇", most, 5),
        ("四村", most, 6),
    ]:
        task = office.one(name, **facts)
        office.report(task, date(2012, 3, 1), outcome_reached=Decimal(reached))
        office.accept(task, date(2012, 3, 2))
    plain = office.one("二村")
    office.report(plain, date(2012, 3, 1))
    office.accept(plain, date(2012, 3, 2))
    assert count("town_tasks_outcome_stated") == {"东镇": 2, "西镇": 2}
    assert count("town_tasks_outcome_met") == {"东镇": 1, "西镇": 1}
    assert count("town_tasks_outcome_stated", quarter=Quarter(2013, 1)) == {}


def test_papers_and_evidenced_actions_count_in_the_quarter_of_their_day(office, count):
    task = office.one("东镇")
    for kind, day, evidence in [
        ("meeting", date(2012, 3, 31), ""),
        ("document", date(2012, 4, 1), "文3号"),
        ("action", date(2012, 3, 31), "照片"),
        ("action", date(2012, 3, 31), ""),
        ("action", date(2012, 4, 1), "签到表"),
        ("action", date(2012, 4, 2), "签到表"),
    ]:
        office.tell(task, day, kind=kind, evidence=evidence)
    assert (count("town_task_papers"), count("town_task_actions")) == ({"东镇": 1}, {"东镇": 1})
    papers, actions = count("town_task_papers", quarter=Q2), count("town_task_actions", quarter=Q2)
    assert (papers, actions) == ({"东镇": 1}, {"东镇": 2})
    assert paper_ratio(papers["东镇"], actions["东镇"]) == Decimal("0.5")


def test_the_halves_of_a_plan_are_split_at_the_middle_of_its_life(office, count):
    # 10 January to 20 March are 70 days: the middle is 14 February.
    task = office.one("东镇", 25)
    for day, quantity in [
        (date(2012, 1, 10), 8),
        (date(2012, 2, 14), 4),
        (date(2012, 2, 15), 2),
        (date(2012, 3, 20), 1),
        (date(2012, 3, 21), 10),  # after the due day: too late for the plan
    ]:
        office.tell(task, day, quantity)
    assert count("town_plan_first_half") == count("town_plan_second_half") == {"东镇": 125}  # 12.5 each
    assert count("town_done_first_half") == {"东镇": 120}
    assert count("town_done_second_half") == {"东镇": 30}
    planned = (Decimal("12.5"), Decimal("12.5"))
    assert tail_off(planned, (Decimal(12), Decimal(3))) == Decimal("0.75")


def test_only_plans_that_ended_this_year_and_stand_are_compared(office, count):
    running, cancelled, without = (
        office.one("东镇", 20, due=date(2012, 4, 1)),
        office.one("一村", 20),
        office.one("二村"),
    )
    for task in (running, cancelled, without):
        office.tell(task, date(2012, 1, 20), 5)
    office.cancel(cancelled, date(2012, 3, 1))
    assert count("town_plan_first_half") == count("town_done_first_half") == {}
    assert count("town_plan_first_half", quarter=Q2) == {"东镇": 100}
    assert count("town_done_first_half", quarter=Quarter(2013, 1)) == {}


def test_a_correction_that_outweighs_a_half_leaves_it_at_nothing(office, count):
    task = office.one("东镇", 20)
    office.tell(task, date(2012, 1, 20), 5)
    office.tell(task, date(2012, 3, 10), -2, text="1月多报2户")
    assert count("town_done_first_half") == {"东镇": 50}
    assert count("town_done_second_half") == {}


def test_open_overdue_tasks_have_their_days_for_the_median(office):
    for name, due in [("东镇", date(2012, 3, 21)), ("西镇", date(2012, 3, 1)), ("一村", LAST)]:
        office.one(name, due=due)
    rows = Task.objects.standing_on(LAST).filter(is_overdue(LAST))
    assert overdue_median([task.due_on for task in rows], LAST) == Decimal(20)  # 10 and 30 days


def test_the_unit_that_has_nothing_to_do_has_zero(areas, office, settings):
    office.one("东镇")
    settings.TODAY = date(2012, 7, 5)
    known = derive(areas["甲县"], Q1, ["town_tasks_due", "county_tasks_due"])
    assert known == {
        areas["甲县"].pk: {"county_tasks_due": 0},
        areas["东镇"].pk: {"town_tasks_due": 1},
        areas["西镇"].pk: {"town_tasks_due": 0},
    }


@pytest.mark.parametrize("number", [1, 12])
def test_queries_do_not_grow_with_tasks(areas, office, number, settings, django_assert_num_queries):
    for _ in range(number):
        for task in office.arrange({"东镇": 5, "西镇": 5, "四村": 5}):
            office.tell(task, date(2012, 2, 1), 2)
    settings.TODAY = date(2012, 7, 5)
    every = [*codes("township"), *codes("county")]
    with django_assert_num_queries(12):  # five a level, and one a level for the units
        derive(areas["测试市"], Q1, every)
