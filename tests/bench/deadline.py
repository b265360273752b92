"""The demonstration city on the day when its reports are due: everything filled in, nothing sent."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from branches.analyze import refresh_statistics
from branches.models import Area, Level, Role, User
from indicators.demo.city import build_past
from indicators.demo.rows import OPEN
from indicators.entry import findings_of
from indicators.models import Explanation, Period, Report, Status
from indicators.rollup import rebuild

SENDERS = (Level.VILLAGE, Level.TOWNSHIP)  # whose reports a township's clerk sends


@dataclass(frozen=True)
class Desk:
    """A township, who enters for it, and the drafts that wait there: its villages' and its own."""

    township: Area
    clerk: User
    villages: list[Report]
    own: list[Report]


def build(say: Callable[[str], None]) -> Period:
    """Fill the empty database: nine approved quarters as in `make demo`, then the drafts of the open one.

    Registers, catalogue and rules are the real ones; every warning is explained, as a clerk would have done.
    """
    with transaction.atomic():
        desk = build_past(say)
        period, catalogue, reports = desk.open(OPEN)
        for report in reports:
            if report.area.level in SENDERS:
                desk.fill(report, catalogue)
                report.status = Status.DRAFT
        Report.objects.bulk_create(reports, batch_size=400)
        refresh_statistics()
        explain([report for report in reports if report.status == Status.DRAFT])
        rebuild(period)
    return period


def explain(reports: list[Report]) -> None:
    Explanation.objects.bulk_create(
        (
            Explanation(report=report, rule=found.rule, finding=found.message, text="已核实")
            for report, findings in findings_of(reports)
            for found in findings
            if found.severity == "warning"
        ),
        batch_size=1000,
    )


def desks(period: Period) -> list[Desk]:
    """The townships with a clerk and drafts, in the order of the tree."""
    drafts: dict[int, list[Report]] = {}
    for report in period.reports.filter(status=Status.DRAFT).select_related("area").order_by("area__path"):
        drafts.setdefault(report.counted_in_id, []).append(report)
    clerks = User.objects.filter(role=Role.CLERK, area__in=drafts).select_related("area").order_by("area__path")
    return [
        Desk(
            clerk.area,
            clerk,
            [report for report in drafts[clerk.area_id] if report.area.level == Level.VILLAGE],
            [report for report in drafts[clerk.area_id] if report.area.level != Level.VILLAGE],
        )
        for clerk in clerks
    ]
