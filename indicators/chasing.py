"""Who has not reported yet: the list for a round of calls. Units only, no scores and no people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from branches.models import Area, Level

from .models import Period, Report, ReviewEvent, Status, Verb

CHASED = [Status.EMPTY, Status.DRAFT, Status.RETURNED]


@dataclass(frozen=True)
class Call:
    """One unit that is due. `days` to the due date, negative when past; `why` it came back."""

    code: str
    name: str
    township: str
    county: str
    status: str
    due_on: date
    days: int
    why: str

    @property
    def status_word(self) -> str:
        return Status(self.status).label

    @property
    def days_word(self) -> str:
        if self.days == 0:
            return "今天截止"
        return f"剩{self.days}天" if self.days > 0 else f"已过{-self.days}天"


def outstanding(area: Area, period: Period, status: str = "") -> QuerySet[Report]:
    """The reports at or below an area that have not come in, in official order, of one status or any."""
    inside = Q(counted_in__path__gte=area.path, counted_in__path__lt=area.path_end)
    if area.level == Level.VILLAGE:
        inside = Q(area=area)
    returned = ReviewEvent.objects.filter(report=OuterRef("pk"), verb=Verb.RETURN).order_by("-at", "-pk")
    return (
        Report.objects.filter(inside, period=period, status__in=[status] if status in CHASED else CHASED)
        .annotate(why=Subquery(returned.values("why")[:1]))
        .order_by("counted_in__path", "area__sort_order", "area__code")
    )


def calls(reports: Iterable[Report], today: date) -> list[Call]:
    """The rows of `outstanding` (or a slice of them) as plain values, in one query."""
    rows = reports.select_related("area", "period", "counted_in__parent")
    return [call(report, today) for report in rows]


def call(report: Report, today: date) -> Call:
    unit = report.counted_in
    township = unit.name if unit.level == Level.TOWNSHIP else ""
    county = {Level.TOWNSHIP: unit.parent.name if unit.parent else "", Level.COUNTY: unit.name}.get(unit.level, "")
    due_on = report.period.due_on
    return Call(
        code=report.area.code,
        name=report.area.name,
        township=township,
        county=county,
        status=report.status,
        due_on=due_on,
        days=(due_on - today).days,
        why=report.why or "" if report.status == Status.RETURNED else "",
    )
