"""Whatever happens to reports and villages, every Total equals what its reports say."""

from collections import defaultdict
from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branches.hierarchy import HierarchyError
from branches.models import Area, Level, Role
from indicators import workflow
from indicators.entry import CellError
from indicators.models import Period, Report, Total
from indicators.reorganisation import merge_areas, move_area
from indicators.rollup import differences, rebuild
from indicators.workflow import WorkflowError

from .cast import build_areas, build_element, build_period, build_report, build_user

VILLAGES = ["一村", "二村", "三村", "四村", "五村", "六村"]
TOWNSHIPS = ["东镇", "西镇", "南乡"]
REFUSALS = (WorkflowError, CellError, PermissionDenied, HierarchyError)

village = st.sampled_from(VILLAGES)
quarter = st.sampled_from(["2012Q1", "2012Q2"])
value = st.none() | st.integers(0, 1000)
cells = st.dictionaries(st.sampled_from(["stock", "flow", "optional"]), value, min_size=1)
acts = st.one_of(
    st.tuples(st.just("save"), village, quarter, cells),
    st.tuples(st.just("submit"), st.lists(village, min_size=1, unique=True), quarter),
    st.tuples(st.sampled_from(["withdraw", "approve", "return", "waive", "reopen"]), village, quarter),
    st.tuples(st.just("correct"), village, quarter, cells),
    st.tuples(st.just("move"), village, st.sampled_from(TOWNSHIPS), st.booleans()),
    st.tuples(st.just("merge"), village, village, st.booleans()),
)


class City:
    """The known cast with two open quarters, an entrant and a reviewer for all of it."""

    def __init__(self):
        self.areas = build_areas()
        build_element("stock")
        build_element("flow", nature="flow")
        build_element("optional", required=False)
        for code in ["2012Q1", "2012Q2"]:
            period = build_period(code)
            for name in VILLAGES:
                build_report(self.areas[name], period)
            rebuild(period)
        city = self.areas["测试市"]
        self.clerk = build_user("entrant", city, Role.CLERK)
        self.reviewer = build_user("judge", city, Role.REVIEWER)

    def reports(self, names, code):
        return list(Report.objects.filter(area__name__in=names, period__code=code))

    def act(self, verb, *args):
        """One act; what the rules refuse must leave no trace, like anything else."""
        try:
            with transaction.atomic():
                getattr(self, verb, partial(self.judge, verb))(*args)
        except REFUSALS:
            pass

    def save(self, name, code, changes):
        [report] = self.reports([name], code)
        workflow.save_values(report, changes, self.clerk)

    def submit(self, names, code):
        workflow.submit(self.reports(names, code), self.clerk)

    def correct(self, name, code, changes):
        [report] = self.reports([name], code)
        workflow.correct(report, changes, self.reviewer, "核实")

    def judge(self, verb, name, code):
        reports = self.reports([name], code)
        if verb == "withdraw":
            workflow.withdraw(reports, self.clerk)
        elif verb == "approve":
            workflow.approve(reports, self.reviewer)
        elif verb == "return":
            workflow.return_reports(reports, self.reviewer, "有误")
        elif verb == "waive":
            workflow.waive(reports, self.reviewer, "搬迁")
        else:
            workflow.reopen(reports, self.reviewer, "恢复")

    def move(self, name, township, early):
        move_area(self.fresh(name), self.fresh(township), day(early), self.reviewer, "区划调整")

    def merge(self, source, target, early):
        merge_areas(self.fresh(source), self.fresh(target), day(early), self.reviewer, "村庄合并")

    def fresh(self, name):
        return Area.objects.get(pk=self.areas[name].pk)


def day(early: bool) -> date:
    """A day in 2012Q1 (both quarters are touched) or in 2012Q2 (only the second)."""
    return date(2012, 2, 1) if early else date(2012, 5, 1)


def naive_total(total: Total, statuses: set[str]) -> dict[str, list[int]]:
    """The sums of one Total by the plainest loop over reports: no fold, no stored sum."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for report in Report.objects.filter(period=total.period_id, status__in=statuses):
        chain, area_id = [], report.counted_in_id
        while area_id is not None:
            chain.append(area_id)
            area_id = Total.objects.get(area=area_id, period=total.period_id).parent_id
        if total.area_id not in chain:
            continue
        for code, number in report.values.items():
            if number is not None:
                sums[code][0] += number
                sums[code][1] += 1
    return dict(sums)


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts, min_size=5, max_size=30))
def test_any_sequence_of_acts_leaves_every_total_equal_to_its_reports(sequence):
    with transaction.atomic():
        city = City()
        for act in sequence:
            city.act(*act)
        for period in Period.objects.all():
            assert differences(period) == []
        for total in Total.objects.all():
            assert total.approved == naive_total(total, {"approved"})
            assert total.reported == naive_total(total, {"approved", "submitted"})
        assert Report.objects.filter(area__level=Level.VILLAGE).count() == 12
        transaction.set_rollback(True)
