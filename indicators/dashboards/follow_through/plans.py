"""Plan by plan, exactly: what was arranged together with a quantity, and how its two halves went."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, QuerySet, Sum

from branches.models import Area

from ...analysis.follow_through import Halves
from ...figures import Figure, Standing
from ...models import Task, TaskState
from ...registers.source import Counts
from ...registers.tasks import SCALE, Grouping, numbers, of_column
from .ledger import Ledger
from .measures import tail_off_sense
from .yardstick import tail_off_figure

MOST_LISTED = 20
COLUMNS = ("batch", "title", "programme", "campaign", "by", "due_on", "units", "planned", "unit")
HALF_NAMES = ("first_half", "second_half")


@dataclass(frozen=True)
class Plan:
    """One arrangement of the year that has ended, as far as its units lie in the area."""

    batch: str
    title: str
    under: str
    by: str
    due_on: date
    units: int
    planned: int
    unit: str
    halves: Halves
    figure: Figure

    @property
    def course(self) -> str:
        return tail_off_sense(self.figure)

    @property
    def faded(self) -> bool:
        return self.figure.standing is Standing.BAD


@dataclass(frozen=True)
class Plans:
    """The worst first, those without a tail-off last; `listed` is the head of them."""

    listed: tuple[Plan, ...]
    all: int
    faded: int
    unjudged: int


def plans_of(ledger: Ledger) -> Plans:
    """Three queries; rows grow with what was arranged, not with the units it was arranged for."""
    area, day = ledger.area, ledger.day
    rows = (
        Task.objects.within(area)
        .standing_on(day)
        .filter(**ended(day))
        .exclude(standing=TaskState.CANCELLED)
        .order_by()
        .values("batch")
        .annotate(
            title=Min("title"),
            programme=Min("programme__name"),
            campaign=Min("campaign__name"),
            by=Min("arranged_by__name"),
            due_on=Max("due_on"),
            units=Count("pk"),
            planned=Sum("planned"),
            unit=Min("unit"),
        )
    )
    rows = list(rows.values_list(*COLUMNS, named=True))
    found = numbers(ended_by_batch(area, day), day, day, ledger.standard.stalled_days) if rows else {}
    plans = sorted((plan(row, found, ledger) for row in rows), key=worst_first)
    return Plans(
        tuple(plans[:MOST_LISTED]),
        len(plans),
        sum(one.faded for one in plans),
        sum(one.figure.value is None for one in plans),
    )


def ended(day: date, to_task: str = "") -> dict:
    """The condition of tasks with a quantity that fell due in the year so far."""
    year = (date(day.year, 1, 1), day)
    return {f"{to_task}due_on__range": year, f"{to_task}planned__isnull": False}


def ended_by_batch(area: Area, day: date) -> Grouping:
    by_batch = of_column(area, "batch")

    def group(rows: QuerySet, to_task: str, **aggregates) -> dict[str, Counts]:
        return by_batch(rows.filter(**ended(day, to_task)), to_task, **aggregates)

    return group


def plan(row, found, ledger: Ledger) -> Plan:
    planned, done = (
        tuple(Decimal(found[f"{what}_{half}"].get(row.batch, 0)) / SCALE for half in HALF_NAMES)
        for what in ("plan", "done")
    )
    halves = Halves(planned, done)
    codes = {"area_code": ledger.area.code, "period_code": ledger.quarter.code}
    return Plan(
        batch=row.batch,
        title=row.title,
        under=row.campaign or row.programme,
        by=row.by,
        due_on=row.due_on,
        units=row.units,
        planned=row.planned,
        unit=row.unit,
        halves=halves,
        figure=tail_off_figure(halves, ledger.standard, **codes),
    )


def worst_first(one: Plan) -> tuple:
    return one.figure.value is None, -(one.figure.value or 0), -one.planned, one.batch
