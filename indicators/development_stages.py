"""The way into the Party as a page shows it: how many stand at each stage, who is due, how the plan stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from branches.dates import months_after
from branches.models import Area, Level, OrganisationStandard

from .developing import Ceiling, ceilings
from .models import DevelopmentPlan, MemberDevelopment, Stage
from .registers.source import by_unit
from .wording import percent

STAGES = list(Stage)


@dataclass(frozen=True)
class StageCount:
    """People whose last stage it is, those who took it this year, and those who may go on now."""

    stage: Stage
    now: int
    this_year: int
    due: int | None


@dataclass(frozen=True)
class Unit:
    """One unit below: people under way, admitted this year, its plan (None without one)."""

    area: Area
    waiting: int
    admitted: int
    plan: int | None

    @property
    def rate_text(self) -> str:
        return percent(Decimal(self.admitted * 100) / self.plan) if self.plan else "—"

    @property
    def is_over(self) -> bool:
        return self.plan is not None and self.admitted > self.plan


@dataclass(frozen=True)
class Pipeline:
    area: Area
    day: date
    stages: tuple[StageCount, ...]
    plans: tuple[Ceiling, ...]
    below: Level | None
    units: tuple[Unit, ...]

    @property
    def due(self) -> int:
        return sum(one.due or 0 for one in self.stages)


def pipeline(area: Area, day: date) -> Pipeline:
    """In at most eight queries, whatever lies below."""
    level = Level(area.level)
    below = None if level is Level.VILLAGE else list(Level)[level.rank + 1]
    return Pipeline(
        area=area,
        day=day,
        stages=stage_counts(area, day),
        plans=tuple(ceilings(area, day)),
        below=below,
        units=tuple(units_below(area, day, below)) if below else (),
    )


def open_on(day: date) -> Q:
    """Not ended by the day."""
    return Q(ended_on__isnull=True) | Q(ended_on__gt=day)


def at_stage(stage: Stage, day: date) -> Q:
    """Those whose last stage reached by the day it is."""
    later = [other.date_field for other in STAGES[STAGES.index(stage) + 1 :]]
    not_yet = [Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": day}) for name in later]
    return Q(*not_yet, **{f"{stage.date_field}__lte": day})


def under_way(day: date) -> Q:
    """Begun, neither ended nor completed."""
    begun = Q(*(at_stage(stage, day) for stage in STAGES[:-1]), _connector=Q.OR)
    return open_on(day) & begun


def due_conditions(day: date) -> dict[Stage, Q]:
    """{stage: who stands there and has waited as long as the standard asks}"""
    standard = OrganisationStandard.objects.on(day)
    trained = months_after(day, -standard.activist_months)
    proved = months_after(day, -standard.probation_months)
    return {
        Stage.ACTIVIST: at_stage(Stage.ACTIVIST, day) & Q(activist_on__lte=trained),
        Stage.CANDIDATE: at_stage(Stage.CANDIDATE, day),
        Stage.ADMITTED: at_stage(Stage.ADMITTED, day) & Q(admitted_on__lte=proved),
    }


def stage_counts(area: Area, day: date) -> tuple[StageCount, ...]:
    due = due_conditions(day)
    year = (date(day.year, 1, 1), day)
    counts = {}
    for stage in STAGES:
        counts[f"{stage}_now"] = Count("pk", filter=open_on(day) & at_stage(stage, day))
        counts[f"{stage}_year"] = Count("pk", filter=Q(**{f"{stage.date_field}__range": year}))
        if stage in due:
            counts[f"{stage}_due"] = Count("pk", filter=open_on(day) & due[stage])
    found = MemberDevelopment.objects.within(area).aggregate(**counts)
    return tuple(
        StageCount(stage, found[f"{stage}_now"], found[f"{stage}_year"], found.get(f"{stage}_due"))
        for stage in STAGES
    )


def due_rows(area: Area, day: date) -> QuerySet[MemberDevelopment]:
    """Who may take the next step now, the longest wait first."""
    wanted = Q(*due_conditions(day).values(), _connector=Q.OR)
    rows = MemberDevelopment.objects.within(area).filter(open_on(day), wanted)
    since = Coalesce("admitted_on", "candidate_on", "activist_on")
    return rows.select_related("person__area__parent__parent").order_by(since, "pk")


def units_below(area: Area, day: date, below: Level) -> list[Unit]:
    """The open units below in official order; villages only where somebody is under way or admitted."""
    counted = by_unit(
        MemberDevelopment.objects.all(),
        "person__area",
        area,
        below,
        waiting=Count("pk", filter=under_way(day)),
        admitted=Count("pk", filter=Q(admitted_on__range=(date(day.year, 1, 1), day))),
    )
    plans = dict(
        DevelopmentPlan.objects.filter(area__parent=area, year=day.year)
        .values_list("area_id")
        .annotate(ceiling=Sum("ceiling"))
    )
    units = [
        Unit(one, counted["waiting"].get(one.pk, 0), counted["admitted"].get(one.pk, 0), plans.get(one.pk))
        for one in Area.objects.filter(parent=area).open_on(day)
    ]
    if below is Level.VILLAGE:
        return [unit for unit in units if unit.waiting or unit.admitted]
    return units
