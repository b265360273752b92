"""The tree changes while reports are being reviewed: no deadlock, no wrong total, no broken path."""

import random
import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from branches.models import Area, Role
from branches.tree import HierarchyError, flaws
from indicators import workflow
from indicators.models import Period, Report
from indicators.reorganisation import merge_areas, move_area
from indicators.rollup import differences, rebuild

from . import cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WORKERS, ROUNDS = 8, 20
PLACES = {  # who may go where
    "一村": ["东镇", "西镇", "南乡"],
    "四村": ["东镇", "西镇", "南乡"],
    "东镇": ["甲县", "乙区"],
    "西镇": ["甲县", "乙区", "测试市"],
    "南乡": ["甲县", "乙区"],
}


def change_the_tree(dice: random.Random) -> None:
    name = dice.choice(list(PLACES))
    target = Area.objects.get(name=dice.choice(PLACES[name]))
    move_area(Area.objects.get(name=name), target, date(2012, 4, 1))


def review(dice: random.Random, judge) -> None:
    reports = list(Report.objects.filter(period__code=dice.choice(["2012Q1", "2012Q2"])).order_by("?")[:3])
    if dice.random() < 0.5:
        workflow.approve([report for report in reports if report.status == "submitted"], judge)
    else:
        workflow.return_reports([r for r in reports if r.status == "approved"], judge, "有误")


def work(seed: int, judge, failures: list, done: list) -> None:
    dice = random.Random(seed)
    try:
        for _ in range(ROUNDS):
            try:
                if seed % 2:
                    change_the_tree(dice)
                else:
                    review(dice, judge)
                done.append(seed % 2)
            except (HierarchyError, workflow.WorkflowError, PermissionDenied):
                pass  # refused by a rule, as it should be
        if seed == 1:
            merge_areas(Area.objects.get(name="六村"), Area.objects.get(name="五村"), date(2012, 4, 1))
    except Exception as error:  # a deadlock or a broken constraint
        failures.append(repr(error))
    finally:
        connection.close()


def test_moving_and_reviewing_at_once_leaves_tree_and_totals_right(areas):
    cast.build_element("members")
    judge = cast.build_user("judge", areas["测试市"], Role.REVIEWER)
    for code in ["2012Q1", "2012Q2"]:
        period = cast.build_period(code)
        for name in ["一村", "二村", "三村", "四村", "五村", "六村"]:
            cast.build_report(areas[name], period, "submitted", members=1)
        rebuild(period)
    failures, done = [], []
    threads = [threading.Thread(target=work, args=(seed, judge, failures, done)) for seed in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(done) == {0, 1}
    assert flaws() == []
    for period in Period.objects.all():
        assert differences(period) == []
    first = Report.objects.filter(period__code="2012Q1").values_list("area__name", "counted_in__name")
    assert dict(first) == {
        "一村": "东镇",
        "二村": "东镇",
        "三村": "东镇",
        "四村": "西镇",
        "五村": "南乡",
        "六村": "南乡",
    }
