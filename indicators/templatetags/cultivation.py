"""Names of lists and measures in templates."""

from django import template

from indicators.models import CultivationList, MeasureKind

register = template.Library()


@register.filter
def list_name(code: str) -> str:
    return CultivationList(code).label


@register.filter
def measure_name(code: str) -> str:
    return MeasureKind(code).label
