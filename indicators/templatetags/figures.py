"""`{{ figure|data }}`: the attributes by which a script, a test or a reader's tool finds a figure."""

from django import template
from django.utils.html import format_html

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
