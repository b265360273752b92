"""What the templates of the registers need and Django has not."""

from django import template

register = template.Library()


@register.filter
def at(mapping, key):
    """The value of a key that is itself a variable."""
    return mapping.get(key)
