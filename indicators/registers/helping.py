"""The two helps: laid-off workers and poor households helped, and with what result."""

from django.db.models import Q, Sum

from branches.models import Area, Level

from ..models import HelpKind, HelpRecord
from ..quarters import Quarter
from .source import Counts, by_unit, register


@register(
    "laidoff_helped", "laidoff_employed", "poor_helped", "poor_raised", level=Level.COUNTY, kept_in="help-records"
)
def helped(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Flows of the quarter where the helped live; results only of help given in the same year, so
    that a year's results are always a part of the year's help."""
    first, last = quarter.first_day, quarter.last_day
    this_year = HelpRecord.objects.filter(helped_on__range=(first.replace(month=1), last))
    began, worked = Q(helped_on__gte=first), Q(result_on__range=(first, last))
    laid_off, poor = Q(kind=HelpKind.LAID_OFF), Q(kind=HelpKind.POOR_HOUSEHOLD)
    return by_unit(
        this_year,
        "area",
        area,
        Level.COUNTY,
        laidoff_helped=Sum("helped", filter=laid_off & began),
        laidoff_employed=Sum("with_result", filter=laid_off & worked),
        poor_helped=Sum("helped", filter=poor & began),
        poor_raised=Sum("with_result", filter=poor & worked),
    )
