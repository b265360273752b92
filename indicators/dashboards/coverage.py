"""Who has reported: counts from a Total, and the units that are still outstanding."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branches.models import Area, Level

from ..models import Report, Status
from ..quarters import Quarter
from ..tally import Tally
from ..wording import percent

LISTED_AT_MOST = 200  # beyond that a page names parts with their numbers, not units
SHOWN_FIRST = 10
STATUSES = tuple(Status.values)


@dataclass(frozen=True)
class Coverage(Tally):
    """Reports of one level by status. Waived ones are not due."""

    empty: int = 0
    draft: int = 0
    submitted: int = 0
    approved: int = 0
    returned: int = 0
    waived: int = 0

    @classmethod
    def of(cls, counts: Mapping[str, int], level: str = Level.VILLAGE) -> "Coverage":
        """From a Total's {"village.approved": 12, …}."""
        return cls(**{status: counts.get(f"{level}.{status}", 0) for status in STATUSES})

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.arrived * 100) / self.due if self.due else None

    @property
    def rate_text(self) -> str:
        return percent(self.rate)


@dataclass(frozen=True)
class Outstanding:
    """One unit that is due and has not reported, with the names it stands under."""

    code: str
    name: str
    township: str
    county: str
    status: str
    due_on: date
    overdue: bool

    @property
    def status_word(self) -> str:
        return Status(self.status).label


def outstanding_reports(area: Area, quarter: Quarter):
    """The village reports of a period inside the area that have not come in, in official order."""
    return (
        Report.objects.outstanding()
        .filter(
            period__ordinal=quarter.ordinal,
            area__level=Level.VILLAGE,
            counted_in__path__gte=area.path,
            counted_in__path__lt=area.path_end,
        )
        .order_by("counted_in__path", "area__sort_order", "area__code")
    )


def outstanding_units(reports, today: date) -> list[Outstanding]:
    """The rows of `outstanding_reports` (or a slice of them) as plain values, in one query."""
    rows = reports.values_list(
        "area__code", "area__name", "counted_in__name", "counted_in__parent__name", "status", "period__due_on"
    )
    return [
        Outstanding(code, name, township, county or "", status, due, overdue=today > due)
        for code, name, township, county, status, due in rows
    ]
