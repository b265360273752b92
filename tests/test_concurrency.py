"""Eight writers at once on PostgreSQL: no deadlock, no lost change, no wrong total."""

import random
import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from branches.hierarchy import HierarchyError
from branches.models import Area, Role
from indicators import workflow
from indicators.entry import CellError
from indicators.models import Period, Report, Revision, Total
from indicators.reorganisation import move_area
from indicators.rollup import differences, rebuild
from indicators.workflow import WorkflowError

from .cast import build_element, build_period, build_report, build_user

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WRITERS, ROUNDS = 8, 25
VILLAGES = ["一村", "二村", "三村", "四村", "五村", "六村"]


@pytest.fixture
def city(areas):
    build_element("stock")
    build_element("flow", nature="flow")
    for code in ["2012Q1", "2012Q2"]:
        period = build_period(code)
        for name in VILLAGES:
            build_report(areas[name], period, stock=1, flow=1)
        rebuild(period)
    build_user("entrant", areas["测试市"], Role.CLERK)
    build_user("judge", areas["测试市"], Role.REVIEWER)
    return areas


def one_act(dice: random.Random, clerk, reviewer) -> None:
    """A save, submission, review step, correction, batch approval or move, chosen by dice."""
    reports = list(
        Report.objects.filter(
            area__name__in=dice.sample(VILLAGES, dice.randint(1, 4)),
            period__code=dice.choice(["2012Q1", "2012Q2"]),
        )
    )
    report = reports[0]
    changes = {dice.choice(["stock", "flow"]): dice.randint(0, 999)}
    dice.choice(
        [
            lambda: workflow.save_values(report, changes, clerk),
            lambda: workflow.submit(reports, clerk),
            lambda: workflow.approve([r for r in reports if r.status == "submitted"], reviewer),
            lambda: workflow.return_reports([report], reviewer, "有误"),
            lambda: workflow.correct(report, changes, reviewer, "核实"),
            lambda: workflow.withdraw([report], clerk),
            lambda: move_area(
                Area.objects.get(name=report.area.name),
                Area.objects.get(name=dice.choice(["东镇", "西镇", "南乡"])),
                date(2012, 5, 1),
                reviewer,
                "区划调整",
            ),
            lambda: rebuild(report.period),
        ]
    )()


def writer(seed: int, users, failures: list, done: list) -> None:
    dice = random.Random(seed)
    try:
        for _ in range(ROUNDS):
            try:
                one_act(dice, *users)
                done.append(seed)
            except (WorkflowError, CellError, HierarchyError, PermissionDenied):
                pass  # refused by a rule, as it should be
    except Exception as error:  # a deadlock, a broken constraint, anything that a user would see as a crash
        failures.append(repr(error))
    finally:
        connection.close()


def together(count: int, target, *args) -> None:
    threads = [threading.Thread(target=target, args=(number, *args)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_eight_writers_leave_every_total_right(city, django_user_model):
    users = [django_user_model.objects.select_related("area").get(username=name) for name in ["entrant", "judge"]]
    failures, done = [], []
    together(WRITERS, writer, users, failures, done)
    assert failures == []
    assert len(done) > WRITERS * ROUNDS / 5
    for period in Period.objects.all():
        assert differences(period) == []


def test_the_same_report_submitted_eight_times_at_once_is_submitted_once(city, django_user_model):
    clerk = django_user_model.objects.select_related("area").get(username="entrant")
    report = Report.objects.get(area__name="一村", period__code="2012Q1")
    outcomes = []

    def send(number):
        try:
            workflow.submit([report], clerk)
            outcomes.append("done")
        except WorkflowError:
            outcomes.append("refused")
        finally:
            connection.close()

    together(8, send)
    assert sorted(outcomes) == ["done"] + ["refused"] * 7
    assert report.events.count() == 1
    assert Total.objects.get(area=city["测试市"], period=report.period).reported["stock"] == [1, 1]


def test_two_people_at_one_cell_the_second_is_told(city, django_user_model):
    clerk = django_user_model.objects.select_related("area").get(username="entrant")
    report = Report.objects.get(area__name="一村", period__code="2012Q1")
    outcomes = []

    def save(number):
        try:
            workflow.save_values(report, {"stock": 100 + number}, clerk, version=0)
            outcomes.append("stored")
        except workflow.StaleReport:
            outcomes.append("told")
        finally:
            connection.close()

    together(8, save)
    assert sorted(outcomes) == ["stored"] + ["told"] * 7
    assert Revision.objects.count() == 1
