"""The one gate before any change of a report, whichever way it comes in.

Grid, paste, Excel, register and API all pass here; each reason of refusal has one message.
"""

from dataclasses import dataclass
from datetime import date

from branches.clock import today

from .models import Period, Report, Status, Verb

ENTERS = frozenset({Verb.SAVE, Verb.SUBMIT, Verb.WITHDRAW})


class WorkflowError(Exception):
    """A verb that a report refuses; the message says why, in Chinese."""


class StaleReport(WorkflowError):
    """Somebody changed the report after the caller read it."""


@dataclass(frozen=True)
class Stage:
    """How far a report's period has come for its area: handed to the city, published."""

    handed_over: bool = False
    published: bool = False


def refusal(report: Report, verb: str, today: date, stage: Stage) -> str:
    """Why `verb` is refused for the report today, in Chinese; empty when it is admitted."""
    if stage.published:
        return "" if verb == Verb.CORRECT else f"{report.period}已经发布，只能由市级更正。"
    if stage.handed_over and verb != Verb.CORRECT:
        return f"{report.period}已由县区报送市级，如需修改须先由市级退回县区。"
    if verb not in ENTERS:
        return ""
    return window_refusal(report.period, report.status, today)


def window_refusal(period: Period, status: str, today: date) -> str:
    """Why nothing can be entered today as far as the period's dates go; empty when it can."""
    if today < period.opens_on:
        return f"{period}自{period.opens_on:%Y-%m-%d}开始填报。"
    if today > period.closes_on:
        return f"{period}已于{period.closes_on:%Y-%m-%d}关闭。"
    if today > period.late_until and status != Status.RETURNED:
        return f"{period}的补报已于{period.late_until:%Y-%m-%d}截止，退回的报表才能再改。"
    return ""


def stages(reports: list[Report]) -> dict[int, Stage]:
    """{report id: stage}, in two queries a period."""
    found: dict[int, Stage] = {}
    for period in {report.period for report in reports}:
        sent = list(period.handovers.filter(sent_back_at__isnull=True).values_list("area__path", flat=True))
        published = list(period.publications.order_by().values_list("area__path", flat=True).distinct())
        for report in reports:
            if report.period == period:
                path = report.area.path
                found[report.pk] = Stage(
                    handed_over=any(path.startswith(one) for one in sent),
                    published=any(path.startswith(one) for one in published),
                )
    return found


def admit(reports: list[Report], verb: str) -> None:
    """Let locked reports through to `verb`, or raise WorkflowError with the first refusal."""
    reached = stages(reports)
    for report in reports:
        reason = refusal(report, verb, today(), reached[report.pk])
        if reason:
            raise WorkflowError(reason)
