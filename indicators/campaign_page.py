"""The page of one campaign: what it measured, how far it has spread, which milestones are met, its tasks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from branches.models import Area, Branch, Level, Village
from branches.scope import Scope

from .models import Campaign, CampaignLaunch, CampaignMeasure, CampaignResult, Milestone, Task, TaskState
from .models.campaign import ALL_SECTORS, VILLAGES
from .models.campaign_launch import taking_part
from .models.milestone import Standing
from .registers.source import by_unit, reports
from .tasks.lists import Focus, Line, Watch, focused

MOST_TASKS = MOST_STEPS = 20


@dataclass(frozen=True)
class MeasureRow:
    """One unit and its newest result of each measure, None where there is none."""

    area: Area
    results: list[CampaignResult | None]


@dataclass(frozen=True)
class Reach:
    """How many organisations of a unit should run the campaign, and how many have begun; how many milestones
    have fallen due there, and how many of those are met."""

    area: Area
    eligible: int
    launched: int
    due: int = 0
    met: int = 0

    @property
    def percent(self) -> int | None:
        return self.launched * 100 // self.eligible if self.eligible else None


@dataclass(frozen=True)
class Step:
    """A milestone and how it stands on the day."""

    milestone: Milestone
    standing: Standing


@dataclass(frozen=True)
class CampaignPage:
    place: Area
    below: Level | None
    measures: list[CampaignMeasure]
    rows: list[MeasureRow]
    total: Reach
    reach: list[Reach]
    steps: list[Step]
    all_steps: int
    overdue: int
    tasks: list[Line]  # those not yet accepted
    all_tasks: int


def place_of(campaign: Campaign, scope: Scope) -> Area:
    """What the reader looks at of a campaign: the own area if it lies in the campaign's, else all of it."""
    inside = scope.area is not None and campaign.area.contains(scope.area)
    return scope.area if inside else campaign.area


def campaign_page(campaign: Campaign, scope: Scope, day: date) -> CampaignPage:
    """Nothing outside the scope is shown; the number of queries does not grow with what lies there."""
    place, watch = place_of(campaign, scope), Watch.on(day)
    measures = list(campaign.measures.all())
    level = Level(place.level)
    below = None if level is Level.VILLAGE else list(Level)[level.rank + 1]
    steps = steps_of(campaign, place, day)
    reach = reach_below(campaign, place, below, steps, day) if below else []
    tasks = Task.objects.within(place).filter(campaign=campaign)
    waiting = focused(tasks, Focus.ALL, watch).exclude(state__in=[TaskState.ACCEPTED, TaskState.CANCELLED])
    return CampaignPage(
        place=place,
        below=below,
        measures=measures,
        rows=measured(measures, place, day),
        total=total_of(place, reach, steps, day),
        reach=reach,
        steps=steps[:MOST_STEPS],
        all_steps=len(steps),
        overdue=sum(step.standing.tone == "bad" for step in steps),
        tasks=[Line(task, watch) for task in waiting[:MOST_TASKS]],
        all_tasks=tasks.count(),
    )


def measured(measures: list[CampaignMeasure], place: Area, day: date) -> list[MeasureRow]:
    """Units with any result by the day, in their official order."""
    results = CampaignResult.objects.filter(
        measure__in=measures, as_of__lte=day, area__path__gte=place.path, area__path__lt=place.path_end
    ).select_related("area", "measure")
    newest: dict[tuple[int, int], CampaignResult] = {}
    areas: dict[int, Area] = {}
    for one in results.order_by("as_of", "pk"):
        newest[one.area_id, one.measure_id] = one
        areas[one.area_id] = one.area
    ordered = sorted(areas.values(), key=lambda area: (len(area.path), area.sort_order, area.code))
    return [MeasureRow(area, [newest.get((area.pk, measure.pk)) for measure in measures]) for area in ordered]


def reach_below(campaign: Campaign, place: Area, below: Level, steps: list[Step], day: date) -> list[Reach]:
    """Unit by unit below the place: those that have anybody to take part, and those that have begun."""
    if campaign.participants == VILLAGES:
        eligible: QuerySet = Village.objects.reporting_on(day)
    else:
        sector = Q() if campaign.participants == ALL_SECTORS else Q(sector=campaign.participants)
        eligible = Branch.objects.filter(taking_part(day), sector)
    begun = launches_of(campaign, day)
    counts = by_unit(eligible, "area", place, below, n=Count("pk"))["n"]
    launched = by_unit(begun, "area", place, below, n=Count("pk"))["n"]
    areas = Area.objects.within(place).at(below).filter(pk__in=counts.keys()).order_by("sort_order", "code")
    return [Reach(area, counts[area.pk], launched.get(area.pk, 0), *met_in(area, steps, day)) for area in areas]


def total_of(place: Area, reach: list[Reach], steps: list[Step], day: date) -> Reach:
    eligible, launched = (sum(getattr(one, name) for one in reach) for name in ("eligible", "launched"))
    return Reach(place, eligible, launched, *met_in(place, steps, day))


def met_in(area: Area, steps: list[Step], day: date) -> tuple[int, int]:
    """Milestones of a unit and below that have fallen due, and those of them that are met."""
    mine = [step.milestone for step in steps if area.contains(step.milestone.area)]
    due = [one for one in mine if one.due_on <= day and not (one.cancelled_on and one.cancelled_on <= day)]
    return len(due), sum(one.done_on is not None and one.done_on <= day for one in due)


def launches_of(campaign: Campaign, day: date) -> QuerySet[CampaignLaunch]:
    """Launches that count on the day."""
    begun = campaign.launches.launched_by(day)
    if campaign.participants == VILLAGES:
        return begun.by_villages().filter(reports("area", day))
    return begun.by_branches().filter(taking_part(day, "branch__"))


def steps_of(campaign: Campaign, place: Area, day: date) -> list[Step]:
    """What is still to be done first, the longest overdue on top; then what is over, the newest first."""
    rows = campaign.milestones.filter(area__path__gte=place.path, area__path__lt=place.path_end)
    steps = [Step(one, one.standing(day)) for one in rows.select_related("area").order_by("due_on", "area__path")]
    over = [step for step in steps if is_over(step.milestone, day)]
    waiting = [step for step in steps if not is_over(step.milestone, day)]
    return [*waiting, *sorted(over, key=lambda step: step.milestone.due_on, reverse=True)]


def is_over(milestone: Milestone, day: date) -> bool:
    return any(on is not None and on <= day for on in (milestone.done_on, milestone.cancelled_on))
