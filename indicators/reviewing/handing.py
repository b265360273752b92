"""How far a quarter has come from the counties to the published figure."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Count

from branches.models import Area

from ..models import Element, Handover, Period, Publication, Report, Total
from ..publishing import FINISHED
from .words import Change, change_of

DIFFERENCES_SHOWN = 60


@dataclass
class CountyState:
    """One unit below a city: what is left in it, whether it has sent, what came back."""

    area: Area
    left: int = 0
    total: int = 0
    sent: Handover | None = None
    sent_back: Handover | None = None

    @property
    def ready(self) -> bool:
        return not self.left and self.sent is None


@dataclass
class Numbered:
    """A publication and what differs from the one before it."""

    publication: Publication
    differences: list[tuple[str, Change]] = field(default_factory=list)


def counties(area: Area, period: Period) -> list[CountyState]:
    """The units right below an area that report in the period, in official order. Four queries."""
    due = Total.objects.filter(parent=area, period=period).values("area")
    states = [CountyState(one) for one in Area.objects.filter(pk__in=due).order_by("sort_order", "code")]
    return filled(states, area, period)


def own_state(area: Area, period: Period) -> CountyState:
    """The same of one area itself."""
    return filled([CountyState(area)], area, period)[0]


def filled(states: list[CountyState], area: Area, period: Period) -> list[CountyState]:
    """Counts of reports and the handovers, put in their places."""
    reports = Report.objects.filter(period=period).within(area).order_by()
    numbers = reports.values_list("counted_in__path", "status").annotate(number=Count("pk"))
    for path, status, number in numbers:
        for state in states:
            if path.startswith(state.area.path):
                state.total += number
                state.left += 0 if status in FINISHED else number
    for handover in period.handovers.filter(area__in=[s.area for s in states]).select_related("sent_by"):
        state = next(state for state in states if state.area.pk == handover.area_id)
        if handover.sent_back_at is None:
            state.sent = handover
        elif state.sent_back is None:
            state.sent_back = handover
    return states


def left_by_unit(area: Area, period: Period) -> list[tuple[Area, int]]:
    """(unit, its reports that are neither approved nor waived) for everything below an area."""
    rows = (
        Report.objects.filter(period=period)
        .within(area)
        .exclude(status__in=FINISHED)
        .order_by()
        .values_list("counted_in")
        .annotate(number=Count("pk"))
    )
    numbers = dict(rows)
    units = Area.objects.filter(pk__in=numbers).order_by("path")
    return [(unit, numbers[unit.pk]) for unit in units]


def publications(area: Area, period: Period) -> list[Numbered]:
    """The publications that cover an area, newest first, each with what it changed."""
    paths = [*area.ancestor_paths, area.path]
    rows = list(period.publications.filter(area__path__in=paths).select_related("who", "area").order_by("number"))
    elements = {element.code: element for element in Element.objects.all()}
    found = [Numbered(rows[0])] if rows else []
    for older, newer in pairwise(rows):
        found.append(Numbered(newer, differences(older.frozen, newer.frozen, elements)))
    return found[::-1]


def differences(older: dict, newer: dict, elements: dict[str, Element]) -> list[tuple[str, Change]]:
    """(unit, change of an approved sum) of two frozen sets of figures, from the top down."""
    before = {row["code"]: row["approved"] for row in older["areas"]}
    found = []
    for row in newer["areas"]:
        sums, earlier = row["approved"], before.get(row["code"], {})
        for code in sorted(sums.keys() | earlier.keys()):
            old, new = (each.get(code, [None])[0] for each in (earlier, sums))
            if old != new and code in elements:
                found.append((row["name"], change_of(elements[code], old, new)))
    return found[:DIFFERENCES_SHOWN]
