"""Who does which step of an assessment. The reach of a user is the scope's; the steps are told here.

Own score: whoever enters the subject's reports. Check: one level up - the township for its villages and
organisations, else a reviewer above. Decision, and everything after it: a reviewer of the deciding level
or above it. Nobody above a city, so the city decides on its counties itself.
"""

from branches.models import Area, Level, Role
from branches.scope import TOP_LEVELS, Scope

from ..models import Assessment, AssessmentState, AssessmentVerb


def may(verb: str, assessment: Assessment, scope: Scope) -> bool:
    """Whether the user may do a verb with the assessment in its present state."""
    if not scope.may_see(assessment.area):
        return False
    if assessment.state == AssessmentState.STARTED:
        return scope.may_enter(assessment.area)
    if assessment.state == AssessmentState.SCORED:
        return may_check(assessment, scope)
    return may_decide(assessment, scope)


def may_check(assessment: Assessment, scope: Scope) -> bool:
    if scope.user.role == Role.CLERK:
        below = assessment.area.level == Level.VILLAGE or assessment.branch_id is not None
        return below and scope.area is not None and scope.area.level == Level.TOWNSHIP
    return scope.user.role == Role.REVIEWER and _stands_above(assessment, scope)


def may_decide(assessment: Assessment, scope: Scope) -> bool:
    if scope.user.role != Role.REVIEWER or scope.area is None:
        return False
    deciding = Level(assessment.rubric.decided_at)
    return Level(scope.area.level).rank <= deciding.rank and _stands_above(assessment, scope)


def _stands_above(assessment: Assessment, scope: Scope) -> bool:
    """A reviewer's area is above the subject: an organisation stands in it, an area below it."""
    own = scope.area is not None and assessment.branch_id is None and assessment.area_id == scope.area.pk
    return not own or scope.area.level in TOP_LEVELS


def may_start(scope: Scope, area: Area | None) -> bool:
    """A reviewer of a county or above starts the year of what lies there."""
    if area is None or scope.user.role != Role.REVIEWER or scope.area is None or not scope.may_see(area):
        return False
    return Level(scope.area.level).rank <= Level.COUNTY.rank and Level(area.level).rank <= Level.TOWNSHIP.rank


def acts(assessment: Assessment, scope: Scope, transitions) -> list[str]:
    """The verbs that the user may do now, in the order of the table."""
    return [
        verb
        for verb, steps in transitions.items()
        if assessment.state in steps and may(AssessmentVerb(verb), assessment, scope)
    ]
