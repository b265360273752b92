"""The life of an assessment: one transition table and its verbs.

Self-scored by the subject, checked one level up, decided by the county (or the city): each step fills
its own column of scores. Every verb locks, checks, changes and logs, in that order, in one transaction.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from branches.clock import today
from branches.models import Area, User
from branches.scope import Scope

from ..admission import WorkflowError
from ..models import (
    Assessment,
    AssessmentEvent,
    AssessmentState,
    AssessmentVerb,
    ItemScore,
    RubricLevel,
)
from .rights import may
from .sheet import DECIDED, REACHED, Given, ScoreError, Sheet, locked_sheets, read_sheets

State, Verb = AssessmentState, AssessmentVerb

# verb: {state before: state after}
TRANSITIONS: dict[str, dict[str, str]] = {
    Verb.SAVE: {State.STARTED: State.STARTED, State.SCORED: State.SCORED, State.CHECKED: State.CHECKED},
    Verb.SCORE: {State.STARTED: State.SCORED},
    Verb.CHECK: {State.SCORED: State.CHECKED},
    Verb.DECIDE: {State.CHECKED: State.DECIDED},
    Verb.SEND_BACK: {
        State.SCORED: State.STARTED,
        State.CHECKED: State.SCORED,
        State.DECIDED: State.CHECKED,
    },
    Verb.TAKE_AWAY: {State.DECIDED: State.LOST},
}
FORWARD = (Verb.SCORE, Verb.CHECK, Verb.DECIDE)  # what may be done to many at once
NEEDS_REASON = {Verb.SEND_BACK, Verb.TAKE_AWAY}
SCORES = ["own_score", "checked_score", "decided_score", "note"]
STORED = ["state", "level", "note", *REACHED.values(), "lost_on", "lost_reason", "version"]


class StaleAssessment(WorkflowError):
    """Somebody changed the assessment after the caller read it."""


class ReasonNeeded(WorkflowError):
    """The verb asks for a reason that was not given."""


@dataclass
class Decision:
    """`go` may be (or were) moved on; `refused` are the others, each with one reason in Chinese."""

    verb: str
    go: list[Sheet] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # (subject, why)


@transaction.atomic
def act(
    assessment: Assessment,
    verb: str,
    who: User,
    version: int,
    *,
    given: Mapping[int, Given] | None = None,
    why: str = "",
    level: RubricLevel | None = None,
) -> Assessment:
    """One verb on one assessment as it was read at `version`.

    `given` ({item id: Given}) goes into the column of the present step first. `level` decides below
    what the total gives, and then `why` is needed. Raises PermissionDenied, StaleAssessment,
    ScoreError or WorkflowError, and then nothing is changed.
    """
    [sheet] = locked_sheets([assessment.pk])
    locked = sheet.assessment
    if not may(verb, locked, Scope(who)):
        raise PermissionDenied(f"您不能对{locked.subject}办理{Verb(verb).label}。")
    if locked.version != version:
        raise StaleAssessment(f"{locked.subject}的评定刚被他人改动，请看过最新分数再办理。")
    if reason := refusal(locked, verb):
        raise WorkflowError(reason)
    if verb in NEEDS_REASON and not why.strip():
        raise ReasonNeeded(f"{Verb(verb).label}须填写原因。")
    sheet.put(given or {})
    if verb in FORWARD:
        sheet.start_from_before()
        if missing := sheet.missing():
            raise ScoreError({item.pk: f"{item.name}还没有打分。" for item in missing})
    finish([sheet], verb, who, why, level)
    return locked


@transaction.atomic
def act_on_many(verb: str, picks: Mapping[int, int], who: User) -> Decision:
    """The same step forward for all picked assessments ({id: version read}) that can take it as they stand."""
    decision = sort_out(verb, picks, who, locked=True)
    finish(decision.go, verb, who)
    return decision


def sort_out(verb: str, picks: Mapping[int, int], who: User, *, locked: bool = False) -> Decision:
    """Which of the picked ones go, their blank scores filled in memory, and why the others do not."""
    decision, scope = Decision(verb), Scope(who)
    sheets = locked_sheets(picks) if locked else read_sheets(Assessment.objects.filter(pk__in=picks))
    for sheet in sheets:
        if why := obstacle(sheet, verb, picks[sheet.assessment.pk], scope):
            decision.refused.append((sheet.assessment.subject, why))
        else:
            decision.go.append(sheet)
    return decision


def levels_of(decision: Decision) -> list[tuple[str, int]]:
    """(level, how many will be given it) of a decision that is being prepared, the highest first."""
    if decision.verb != Verb.DECIDE:
        return []
    earned = (sheet.assessment.rubric.level_for(sheet.total(DECIDED)) for sheet in decision.go)
    counted = Counter((level.rank, level.name) for level in earned)
    return [(name, number) for (_, name), number in sorted(counted.items(), reverse=True)]


def waiting_for(verb: str, area: Area, kind: str, year: int) -> QuerySet[Assessment]:
    """A year's assessments at and below an area whose next step is the verb."""
    rows = Assessment.objects.within(area).of_kind(kind).filter(year=year, state__in=TRANSITIONS[verb])
    return rows.select_related("area", "rubric").order_by("area__path", "pk")


def obstacle(sheet: Sheet, verb: str, version: int, scope: Scope) -> str:
    """What keeps one of many from going; empty for nothing."""
    assessment = sheet.assessment
    if not may(verb, assessment, scope):
        return f"您不能办理{Verb(verb).label}。"
    if reason := refusal(assessment, verb):
        return reason
    if assessment.version != version:
        return "您打开页面后又有改动，请看过最新分数再办理。"
    sheet.start_from_before()
    if missing := sheet.missing():
        return f"还有{len(missing)}项没有打分。"
    return next(iter(assessment.rubric.faults), "") if verb == Verb.DECIDE else ""


def refusal(assessment: Assessment, verb: str) -> str:
    """Why the table does not admit a verb, in Chinese; empty when it does."""
    if assessment.state in TRANSITIONS[verb]:
        return ""
    return f"{assessment.subject}为“{assessment.get_state_display()}”，不能{Verb(verb).label}。"


# the steps that every verb is made of --------------------------------------------------


def finish(sheets: list[Sheet], verb: str, who: User, why: str = "", level: RubricLevel | None = None) -> None:
    """Set the new state with its date, store what changed, and log it."""
    events = []
    for sheet in sheets:
        before = sheet.assessment.state
        total = sheet.total(sheet.column) if sheet.column else sheet.total(DECIDED)
        if verb == Verb.SEND_BACK:
            sheet.clear()
        step(sheet.assessment, verb, why)
        if verb == Verb.DECIDE:
            grant(sheet, level, why)
        events.append(
            AssessmentEvent(
                assessment=sheet.assessment,
                verb=verb,
                from_state=before,
                to_state=sheet.assessment.state,
                total=total,
                who=who,
                why=why.strip(),
            )
        )
    touched = [score for sheet in sheets for score in sheet.touched.values()]
    by = {"batch_size": 400, "default_user": who}
    bulk_create_with_history([score for score in touched if score.pk is None], ItemScore, **by)
    bulk_update_with_history([score for score in touched if score.pk], ItemScore, SCORES, **by)
    bulk_update_with_history([sheet.assessment for sheet in sheets], Assessment, STORED, **by)
    AssessmentEvent.objects.bulk_create(events)


def step(assessment: Assessment, verb: str, why: str) -> None:
    """The new state and its date; going back forgets what is no longer so."""
    assessment.state = TRANSITIONS[verb][assessment.state]
    assessment.version += 1
    if verb in FORWARD:
        setattr(assessment, REACHED[assessment.state], today())
    elif verb == Verb.TAKE_AWAY:
        assessment.lost_on, assessment.lost_reason = today(), why.strip()
    elif verb == Verb.SEND_BACK:
        later = list(REACHED)[list(State).index(assessment.state) :]
        for state in later:
            setattr(assessment, REACHED[state], None)
        assessment.level, assessment.note = None, ""


def grant(sheet: Sheet, level: RubricLevel | None, why: str) -> None:
    """The level of a decision: what the total gives, or a lower one with a reason."""
    assessment, total = sheet.assessment, sheet.total(DECIDED)
    try:
        earned = assessment.rubric.level_for(total)
    except LookupError as error:
        raise WorkflowError(f"{error}，请先补全细则。") from error
    level = level or earned
    if level.rubric_id != assessment.rubric_id:
        raise WorkflowError("所选等次不属于本细则。")
    if level.rank > earned.rank:
        raise WorkflowError(f"{total.normalize():f}分达到“{earned}”，不能评为“{level}”。")
    if level.rank < earned.rank and not why.strip():
        raise ReasonNeeded(f"{total.normalize():f}分达到“{earned}”，从低评为“{level}”须填写原因。")
    assessment.level = level
    assessment.note = why.strip() if level.rank < earned.rank else ""
