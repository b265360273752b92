"""How reporting itself goes: in time, and right at the first try.

Counted are the reports whose due day lies in the quarter, which are those about the quarter before: a
quarter's own reports are still to come when it is opened. A county counts every unit inside it, itself too.
"""

from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from branches.models import Area, Level

from ..models import Period, Report, ReviewEvent, Status, Verb
from ..quarters import Quarter
from .source import Counts, by_unit, register


@register("reports_due", "reports_ontime", level=Level.COUNTY)
def reports_by_deadline(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Reports that fell due in the quarter and were not waived; those first sent by the due day."""
    periods = list(Period.objects.filter(due_on__range=(quarter.first_day, quarter.last_day)))
    if not periods:
        return {"reports_due": {}, "reports_ontime": {}}
    in_time = Q()
    for period in periods:
        sent = ReviewEvent.objects.filter(
            report=OuterRef("pk"), verb=Verb.SUBMIT, at__lt=start_of(period.due_on + timedelta(days=1))
        )
        in_time |= Q(Exists(sent), period=period)
    rows = Report.objects.filter(period__in=periods).exclude(status=Status.WAIVED)
    return by_unit(
        rows,
        "area",
        area,
        Level.COUNTY,
        reports_due=Count("pk"),
        reports_ontime=Count("pk", filter=in_time),
    )


@register("reports_reviewed", "reports_returned", level=Level.COUNTY)
def reports_by_decision(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Reports that a reviewer decided on in the quarter, each once; those returned at least once."""
    decided = ReviewEvent.objects.filter(
        verb__in=[Verb.APPROVE, Verb.RETURN],
        at__gte=start_of(quarter.first_day),
        at__lt=start_of(quarter.next.first_day),
    )
    return by_unit(
        decided,
        "report__area",
        area,
        Level.COUNTY,
        reports_reviewed=Count("report", distinct=True),
        reports_returned=Count("report", distinct=True, filter=Q(verb=Verb.RETURN)),
    )


def start_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
