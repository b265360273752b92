"""How assessments are written on pages."""

from decimal import Decimal

from django import template

from branches.models import Level

from ..assessing import DECIDED, Sheet
from ..models import Assessment, AssessmentState
from ..wording import MISSING

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """A score without needless zeros: 85, 20.5, — for none."""
    return MISSING if value is None else f"{value.normalize():f}"


@register.filter
def whereabouts(assessment: Assessment) -> str:
    """County and township of a subject: 甲县 东镇."""
    place = assessment.area if assessment.branch_id else assessment.area.parent
    names = []
    while place is not None and Level(place.level).rank > Level.CITY.rank:
        names.insert(0, place.name)
        place = place.parent
    return " ".join(names) or "全市"


@register.filter
def state_tone(state: str) -> str:
    return {AssessmentState.DECIDED: "good", AssessmentState.LOST: "bad"}.get(state, "near")


@register.filter
def present_total(sheet: Sheet) -> Decimal | None:
    """The total of the column that the present step fills."""
    return sheet.total(sheet.column or DECIDED)
