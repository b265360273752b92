"""Innovation projects of villages over the twelve months to the last day of the quarter."""

from django.db.models import Count, Q

from branches.models import Area, Level

from ..models import InnovationProject
from ..quarters import Quarter
from .source import Counts, by_unit, register, reports, units


@register("innovation_projects", "innovation_evidenced", "innovation_econ_projects", "innovation_none")
def innovation(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Projects begun, those with evidence, those with an economic goal and a measured result; and 1 for a
    village without any project."""
    day = quarter.last_day
    rows = InnovationProject.objects.between(quarter.year_ago.last_day, day).filter(reports("area", day))
    found = by_unit(
        rows,
        "area",
        area,
        Level.VILLAGE,
        innovation_projects=Count("pk"),
        innovation_evidenced=Count("pk", filter=~Q(evidence="")),
        innovation_econ_projects=Count("pk", filter=Q(has_economic_goal=True, measured_on__lte=day)),
    )
    none = [unit for unit in units(area, Level.VILLAGE, day) if unit not in found["innovation_projects"]]
    return found | {"innovation_none": dict.fromkeys(none, 1)}
