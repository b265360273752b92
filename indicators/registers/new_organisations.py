"""Enterprises and social organisations at work, and how they are covered; each counts in its township."""

from branches.coverage import COUNTED, operating_units, unit_counts
from branches.models import Area, Level, OrganisationStandard

from ..quarters import Quarter
from .source import Counts, by_unit, register


@register(*COUNTED, level=Level.TOWNSHIP, kept_in="new-orgs")
def new_organisations(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """All the counts in one query, by the standard of the day; one more for the units, one for the standard."""
    day = quarter.last_day
    counts = unit_counts(OrganisationStandard.objects.on(day), day)
    return by_unit(operating_units(day), "area", area, Level.TOWNSHIP, **counts)
