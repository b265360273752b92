"""Figures in templates: the attributes by which a script or a reader's tool finds them, and grouping."""

from decimal import Decimal

from django import template
from django.utils.html import format_html

from indicators.wording import grouped

register = template.Library()


@register.filter
def data(figure):
    """data-area, -period, -indicator, -numerator, -denominator, -value: plain, empty when unknown."""
    return format_html(
        'data-area="{}" data-period="{}" data-indicator="{}" '
        'data-numerator="{}" data-denominator="{}" data-value="{}"',
        figure.area_code,
        figure.period_code,
        figure.indicator_code,
        figure.data_numerator,
        figure.data_denominator,
        figure.data_value,
    )


@register.filter
def thousands(number: int) -> str:
    """1,270."""
    return grouped(Decimal(number))
