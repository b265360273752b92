"""The life of a report: one transition table and its verbs.

Every verb locks, checks, changes, logs and refreshes the totals, in that order, in one
transaction. Reports are locked by area id before any Total, by everybody.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from branches.models import Area, User
from branches.scope import Scope

from .admission import ENTERS, StaleReport, WorkflowError, admit
from .checks import Finding
from .entry import (
    CellError,
    Cells,
    Value,
    changed_cells,
    elements_of,
    explained,
    findings_of,
    later_carriers,
    number,
    put,
    take_registers,
    unexplained,
)
from .models import Explanation, How, Period, Report, ReviewEvent, Revision, Status, Verb
from .publishing import publish_again, published
from .rollup import refresh
from .typed import NOT_APPLICABLE

# verb: {status before: status after}
TRANSITIONS: dict[str, dict[str, str]] = {
    Verb.SAVE: {
        Status.EMPTY: Status.DRAFT,
        Status.DRAFT: Status.DRAFT,
        Status.RETURNED: Status.RETURNED,
    },
    Verb.SUBMIT: {
        Status.EMPTY: Status.SUBMITTED,
        Status.DRAFT: Status.SUBMITTED,
        Status.RETURNED: Status.SUBMITTED,
    },
    Verb.WITHDRAW: {Status.SUBMITTED: Status.DRAFT},
    Verb.START: {Status.SUBMITTED: Status.SUBMITTED},
    Verb.APPROVE: {Status.SUBMITTED: Status.APPROVED},
    Verb.RETURN: {Status.SUBMITTED: Status.RETURNED, Status.APPROVED: Status.RETURNED},
    Verb.WAIVE: {
        Status.EMPTY: Status.WAIVED,
        Status.DRAFT: Status.WAIVED,
        Status.RETURNED: Status.WAIVED,
    },
    Verb.REOPEN: {Status.WAIVED: Status.DRAFT},
    Verb.CORRECT: {Status.APPROVED: Status.APPROVED},
}

NEEDS_REASON = {Verb.RETURN, Verb.WAIVE, Verb.REOPEN, Verb.CORRECT}


@dataclass
class Outcome:
    """What became of a batch: reports done, and the findings that held the others back."""

    done: list[Report] = field(default_factory=list)
    held: dict[int, list[Finding]] = field(default_factory=dict)  # by report id


class CellConflict(WorkflowError):
    """Cells that somebody else changed meanwhile; `theirs` is {report id: {code: value now}}."""

    def __init__(self, theirs: dict[int, dict[str, Value]]):
        super().__init__("他人刚改过同一格，请核对两个数后再定。")
        self.theirs = theirs


def save_values(
    report: Report,
    changes: Mapping[str, Value],
    who: User,
    *,
    how: str = How.FORM,
    version: int | None = None,
) -> Report:
    """Store cells of one report, as `save_cells`. `version` is the one the caller read."""
    [report] = save_cells(
        {report: changes}, who, how=how, versions={} if version is None else {report.pk: version}
    )
    return report


@transaction.atomic
def save_cells(
    changes: Mapping[Report, Mapping[str, Value]],
    who: User,
    *,
    how: str = How.FORM,
    base: Mapping[int, Mapping[str, Value]] | None = None,
    versions: Mapping[int, int] | None = None,
    may: Callable[[Area], bool] | None = None,
) -> list[Report]:
    """Store cells of reports that are being filled in, all or nothing; returns them by area.

    `changes` is {report: {element code: scaled integer, None or NOT_APPLICABLE}}; a carried cell
    saved again, even unchanged, counts as confirmed. `base` ({report id: {code: value}}) is what
    the caller saw: a cell that has another value by now, and not the wanted one, is a conflict;
    other cells of the same report do not matter. `may` as for `lock`. Raises CellConflict, CellError,
    StaleReport, WorkflowError or PermissionDenied.
    """
    wanted = {report.pk: cells for report, cells in changes.items()}
    reports = lock(changes, Verb.SAVE, who, may=may)
    for report in reports:
        if (versions or {}).get(report.pk, report.version) != report.version:
            raise StaleReport(f"{report.area}的报表刚被他人修改，请刷新后再填。")
    forms = {period: elements_of(period) for period in {report.period for report in reports}}
    changed = [(report, changed_cells(report, wanted[report.pk], forms[report.period])) for report in reports]
    theirs = {
        report.pk: conflicts(report, wanted[report.pk], (base or {}).get(report.pk, {})) for report in reports
    }
    if any(theirs.values()):
        raise CellConflict({pk: cells for pk, cells in theirs.items() if cells})
    for report, cells in changed:
        put(report, cells, confirmed=wanted[report.pk])
    record(changed, who, how)
    counted = [report for report in reports if TRANSITIONS[Verb.SAVE][report.status] != report.status]
    step(reports, Verb.SAVE, who)
    later = carry_on(changed, who)
    refresh_all([*counted, *later])
    return reports


def conflicts(report: Report, wanted: Mapping[str, Value], base: Mapping[str, Value]) -> dict[str, Value]:
    """{code: value now} of the wanted cells that hold neither what was seen nor what is wanted."""
    return {
        code: report.cell(code)
        for code, seen in base.items()
        if code in wanted and report.cell(code) not in (seen, wanted[code])
    }


@transaction.atomic
def draw_registers(reports: Iterable[Report], who: User) -> list[Report]:
    """Bring the register cells of unsent reports up to date; returns those that changed."""
    changed = [(report, cells) for report, cells in take_registers(lock(reports, Verb.SAVE, who)) if cells]
    record(changed, who, How.REGISTER)
    for report, _ in changed:
        report.version += 1
    drawn = [report for report, _ in changed]
    Report.objects.bulk_update(drawn, ["values", "version"], batch_size=200)
    return drawn


@transaction.atomic
def submit(reports: Iterable[Report], who: User) -> Outcome:
    """Hand in reports: the clean ones go, the others stay with their findings.

    An error holds a report back, and so does a warning that nobody has explained.
    """
    locked = lock(reports, Verb.SUBMIT, who)
    record(take_registers(locked), who, How.REGISTER)
    outcome, answered = Outcome(), explained(locked)
    for report, findings in findings_of(locked):
        if unexplained(findings, answered[report.pk]):
            outcome.held[report.pk] = findings
        else:
            outcome.done.append(report)
    held = [report for report in locked if report.pk in outcome.held]
    Report.objects.bulk_update(held, ["values"], batch_size=200)
    step(outcome.done, Verb.SUBMIT, who)
    refresh_all(outcome.done)
    return outcome


@transaction.atomic
def withdraw(reports: Iterable[Report], who: User) -> Outcome:
    """Take submitted reports back before the reviewer has opened them."""
    reports = list(reports)
    for report in lock(reports, Verb.WITHDRAW, who):
        if report.review_started_at:
            raise WorkflowError(f"{report.area}的报表已开始审核，不能撤回；如需修改请审核人员退回。")
    return move(reports, Verb.WITHDRAW, who)


@transaction.atomic
def start_review(reports: Iterable[Report], who: User) -> Outcome:
    """Note that the reviewer has opened reports; from now on they cannot be withdrawn."""
    fresh = [report for report in lock(reports, Verb.START, who) if not report.review_started_at]
    Report.objects.filter(pk__in=[report.pk for report in fresh]).update(review_started_at=timezone.now())
    ReviewEvent.objects.bulk_create(event(report, Verb.START, report.status, who) for report in fresh)
    return Outcome(done=fresh)


def approve(reports: Iterable[Report], who: User) -> Outcome:
    """Accept submitted reports."""
    return move(reports, Verb.APPROVE, who)


def return_reports(reports: Iterable[Report], who: User, why: str, cells: Iterable[str] = ()) -> Outcome:
    """Send reports back with a reason, pointing at cells (element codes) if wanted."""
    return move(reports, Verb.RETURN, who, why, cells)


def waive(reports: Iterable[Report], who: User, why: str) -> Outcome:
    """Free reports from being due, with a reason."""
    return move(reports, Verb.WAIVE, who, why)


def reopen(reports: Iterable[Report], who: User, why: str) -> Outcome:
    """Make waived reports due again."""
    return move(reports, Verb.REOPEN, who, why)


@transaction.atomic
def explain(report: Report, rule: str, finding: str, text: str, who: User) -> Explanation:
    """Answer a warning in writing; the answer travels with the report."""
    [report] = lock([report], Verb.SAVE, who)
    if not text.strip():
        raise WorkflowError("请写明情况，说明不能为空。")
    return Explanation.objects.create(report=report, rule=rule, finding=finding, text=text.strip(), who=who)


@transaction.atomic
def correct(report: Report, changes: Mapping[str, Value], who: User, why: str) -> Report:
    """Change cells of an approved report, with a reason; its new values must be without error.

    After publication only the publishing level corrects, and that makes the next publication.
    """
    [report] = lock([report], Verb.CORRECT, who, why)
    cells = changed_cells(report, changes)
    put(report, cells, confirmed=changes)
    errors = [f for _, findings in findings_of([report]) for f in findings if f.severity == "error"]
    if errors:
        raise CellError({cell: finding.message for finding in errors for cell in finding.cells}, report)
    record([(report, cells)], who, How.CORRECTION, why)
    step([report], Verb.CORRECT, who, why, [element.code for element in cells])
    refresh_all([report, *carry_on([(report, cells)], who)])
    # Asked only now that the totals are held: a publication of the same moment is seen, or waits.
    publication = published(report.area, report.period)
    if publication and not Scope(who).may_review(publication.area):
        raise WorkflowError(f"{report.period}已经发布，只能由{publication.area}更正。")
    if publication:
        publish_again(report, who, why)
    return report


# the steps that every verb is made of --------------------------------------------------


def lock(
    reports: Iterable[Report], verb: str, who: User, why: str = "", may: Callable[[Area], bool] | None = None
) -> list[Report]:
    """The reports, locked and read again, if `who` may do `verb` with each of them.

    `may` replaces the question that the role answers.
    """
    ids = {report.pk for report in reports}
    locked = list(
        Report.objects.select_for_update(of=("self",))
        .filter(pk__in=ids)
        .select_related("area", "period")
        .order_by("area_id", "pk")
    )
    if verb in NEEDS_REASON and not why.strip():
        raise WorkflowError(f"{Verb(verb).label}须填写原因。")
    scope = Scope(who)
    may = may or (scope.may_enter if verb in ENTERS else scope.may_review)
    for report in locked:
        if not may(report.area):
            raise PermissionDenied(f"您不能对{report.area}的报表办理{Verb(verb).label}。")
        if report.status not in TRANSITIONS[verb]:
            raise WorkflowError(f"{report.area}的报表为“{report.get_status_display()}”，不能{Verb(verb).label}。")
    admit(locked, verb)
    return locked


@transaction.atomic
def move(reports: Iterable[Report], verb: str, who: User, why: str = "", cells: Iterable[str] = ()) -> Outcome:
    """A verb that changes nothing but the status."""
    locked = lock(reports, verb, who, why)
    step(locked, verb, who, why, list(cells))
    refresh_all(locked)
    admit(locked, verb)  # once more, now that the totals are held: the quarter may just have been handed on
    return Outcome(done=locked)


def step(reports: list[Report], verb: str, who: User, why: str = "", cells: Iterable[str] = ()) -> None:
    """Set the new status, raise the version, store, and log it (a repeated save is not a step)."""
    events = []
    for report in reports:
        before, report.status = report.status, TRANSITIONS[verb][report.status]
        report.version += 1
        report.updated_at = timezone.now()
        report.review_started_at = None if verb == Verb.SUBMIT else report.review_started_at
        if verb != Verb.SAVE or before != report.status:
            events.append(event(report, verb, before, who, why, cells))
    Report.objects.bulk_update(
        reports,
        ["status", "version", "values", "carried", "not_applicable", "updated_at", "review_started_at"],
        batch_size=200,
    )
    ReviewEvent.objects.bulk_create(events)


def event(
    report: Report, verb: str, before: str, who: User, why: str = "", cells: Iterable[str] = ()
) -> ReviewEvent:
    return ReviewEvent(
        report=report,
        verb=verb,
        from_status=before,
        to_status=report.status,
        who=who,
        why=why.strip(),
        cells=list(cells),
    )


def record(changed: Iterable[tuple[Report, Cells]], who: User, how: str, why: str = "") -> None:
    """One Revision for every changed cell."""
    Revision.objects.bulk_create(
        (
            Revision(
                report=report,
                element=element,
                old=number(old),
                new=number(new),
                not_applicable=new == NOT_APPLICABLE,
                who=who,
                how=how,
                why=why.strip(),
            )
            for report, cells in changed
            for element, (old, new) in cells.items()
        ),
        batch_size=500,
    )


def carry_on(changed: Iterable[tuple[Report, Cells]], who: User) -> list[Report]:
    """Pass changed stock values on to the later reports that carry them; returns those."""
    changed = list(changed)
    oldest = min((report.period.ordinal for report, _ in changed), default=0)
    if not Period.objects.filter(ordinal__gt=oldest).exists():
        return []
    touched = [one for report, cells in changed for one in later_carriers(report, cells)]
    for other, _ in touched:
        other.version += 1
        other.save(update_fields=["values", "carried", "not_applicable", "version", "updated_at"])
    record(touched, who, How.CARRY)
    return [other for other, _ in touched]


def refresh_all(reports: list[Report]) -> None:
    """One refresh a period for all reports of a batch."""
    by_period: dict = {}
    for report in reports:
        by_period.setdefault(report.period, set()).add(report.counted_in_id)
    for period, area_ids in sorted(by_period.items(), key=lambda item: item[0].ordinal):
        refresh(area_ids, period)
