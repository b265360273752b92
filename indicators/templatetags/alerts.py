"""Alerts in templates: where one leads."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def address(link) -> str:
    """The address of an alert's Link."""
    query = f"?{urlencode(link.query)}" if link.query else ""
    return reverse(link.route, args=link.args) + query
