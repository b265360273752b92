"""One decision over many reports: which of them go, which refuse and why - shown before, done after.

The preview and the deed sort the reports by the same function; the deed holds them locked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from branches.clock import today
from branches.models import Area, User
from branches.scope import Scope

from .. import workflow
from ..admission import StaleReport, WorkflowError, refusal, stages
from ..entry import Value, findings_of
from ..models import Period, Report, Status, Verb
from ..publishing import published
from ..workflow import NEEDS_REASON, TRANSITIONS
from .progress import official

BULK = (Verb.APPROVE, Verb.RETURN, Verb.WAIVE, Verb.REOPEN)  # what a reviewer decides for many at once


@dataclass
class Decision:
    """`go` may be (or were) decided; `refused` are the others, each with one reason in Chinese."""

    verb: str
    go: list[Report] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # (unit, why)

    @property
    def needs_reason(self) -> bool:
        return self.verb in NEEDS_REASON


def sort_out(
    verb: str, picks: Mapping[int, int], area: Area, period: Period, who: User, *, locked: bool = False
) -> Decision:
    """Sort the picked reports ({report id: version that the reviewer read}) of a unit."""
    rows = Report.objects.filter(pk__in=picks, period=period, counted_in=area).select_related("area", "period")
    reports = list((rows.select_for_update(of=("self",)) if locked else rows).order_by("area_id", "pk"))
    decision = Decision(verb)
    reached, scope = stages(reports), Scope(who)
    for report in reports:
        why = obstacle(report, verb, picks[report.pk], scope) or refusal(report, verb, today(), reached[report.pk])
        if why:
            decision.refused.append((report.area.name, why))
        else:
            decision.go.append(report)
    if strangers := len(picks) - len(reports):
        decision.refused.append((f"{strangers}份报表", f"不是{area}{period}的报表。"))
    decision.go.sort(key=lambda report: official(report.area))
    return decision


def obstacle(report: Report, verb: str, version: int, scope: Scope) -> str:
    """What keeps this reviewer from deciding this report as it now is; empty for nothing."""
    if not scope.may_review(report.area):
        return "本级报表由上级审核。"
    if report.status not in TRANSITIONS[verb]:
        return f"现为“{report.get_status_display()}”，不能{Verb(verb).label}。"
    if report.version != version:
        return "您打开页面后又有改动，请看过最新数值再办理。"
    return ""


def cells_found(decision: Decision) -> set[str]:
    """The cells that a return would most likely point at: those with a finding."""
    if decision.verb != Verb.RETURN:
        return set()
    return {cell for _, findings in findings_of(decision.go) for found in findings for cell in found.cells}


@transaction.atomic
def decide(
    verb: str,
    picks: Mapping[int, int],
    area: Area,
    period: Period,
    who: User,
    why: str = "",
    cells: Iterable[str] = (),
) -> Decision:
    """Decide what can be decided of the picked reports. Raises WorkflowError without a needed reason."""
    decision = sort_out(verb, picks, area, period, who, locked=True)
    if not decision.go:
        return decision
    if verb == Verb.APPROVE:
        workflow.approve(decision.go, who)
    elif verb == Verb.RETURN:
        workflow.return_reports(decision.go, who, why, cells)
    elif verb == Verb.WAIVE:
        workflow.waive(decision.go, who, why)
    else:
        workflow.reopen(decision.go, who, why)
    return decision


@transaction.atomic
def start(area: Area, period: Period, who: User) -> int:
    """Open for review whatever waits in a unit and this reviewer may review; returns how many."""
    scope = Scope(who)
    waiting = Report.objects.select_for_update(of=("self",)).filter(
        period=period, counted_in=area, status=Status.SUBMITTED, review_started_at__isnull=True
    )
    mine = [r for r in waiting.select_related("area").order_by("area_id", "pk") if scope.may_review(r.area)]
    return len(workflow.start_review(mine, who).done)


@transaction.atomic
def correct(report: Report, changes: Mapping[str, Value], who: User, why: str, version: int) -> Report:
    """Correct an approved report as it was read at `version`; raises StaleReport when it has moved on."""
    now = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if now.version != version:
        raise StaleReport(f"{report.area}的报表刚被他人改过，“现值”一栏已是最新数，请核对后再次提交。")
    before = published(report.area, report.period)
    corrected = workflow.correct(now, changes, who, why)
    if before is None and published(report.area, report.period):  # published while this one waited for the totals
        raise WorkflowError(f"{report.period}刚刚发布，请重新打开后再更正。")
    return corrected
