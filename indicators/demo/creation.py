"""Three-level creation of the demonstration city: three years decided, the fourth under way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from branches.models import Area, Branch, Level

from ..assessing import city_branches
from ..models import (
    Assessment,
    AssessmentEvent,
    AssessmentState,
    AssessmentVerb,
    ItemScore,
    Rubric,
    RubricKind,
    RubricLevel,
)
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import CITY, COUNTIES, PRETENDED_DAY, SEED
from .rubrics import write_rubrics
from .scores import item_scores

BATCH = 800
YEARS = [2009, 2010, 2011, 2012]
THIS_YEAR = YEARS[-1]
SCORED_FROM = 2011  # of earlier years only the levels are kept
MEANS = {2009: 78.8, 2010: 80.0, 2011: 81.4, 2012: 82.0}  # of all totals: 46, 51, 56 % reach 80
LASTING, PASSING = 9.0, 3.0  # how far totals lie apart: between places, and from year to year
LOST_PERCENT = 2
LOST_WHY = ["村级财务公开弄虚作假", "发生群众集体上访", "班子成员受到党纪处分", "计划外负债未按规定报批"]
LEANING = {"411102": 0.22, "411103": 0.12, "411104": -0.04, "411121": 0.12, "411122": -0.16, "411171": -0.4}
NOT_STARTED = "411171"  # the zone starts later than everybody else
# How far this year has come, by county: percent started, self-scored, checked, decided.
THIS_YEARS_MIX = {
    "411102": (12, 30, 40, 18),
    "411103": (40, 35, 25, 0),
    "411104": (55, 30, 15, 0),
    "411121": (30, 34, 28, 8),
    "411122": (65, 25, 10, 0),
}
STATES = [AssessmentState.STARTED, AssessmentState.SCORED, AssessmentState.CHECKED, AssessmentState.DECIDED]
DAYS = ["scored_on", "checked_on", "decided_on"]


@dataclass(frozen=True)
class Subject:
    """Who is assessed: `lasting` is how good a place is from year to year, around 0."""

    area: Area
    lasting: float
    branch: Branch | None = None

    @property
    def county(self) -> str:
        return self.area.code[:6]


def write_creation(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/creation")  # noqa: S311
    rubrics = write_rubrics()
    areas = {area.code: area for area in Area.objects.select_related("parent__parent").order_by("code")}
    calendar = {code[:6]: county_days(rng) for code in [*(row.code for row in COUNTIES), CITY]}
    rows: list[tuple[Assessment, float]] = []
    for (kind, sector, first_year), rubric in rubrics.items():
        levels = list(rubric.levels.order_by("rank"))
        until = rubric.last_year or THIS_YEAR
        for subject in subjects(rng, kind, sector, plans, areas):
            for year in [year for year in YEARS if first_year <= year <= until]:
                row = assessment(rng, subject, rubric, levels, year, calendar[subject.county])
                if row is not None:
                    rows.append(row)
    Assessment.objects.bulk_create([row for row, _ in rows], batch_size=BATCH)
    items = {rubric.pk: list(rubric.items.order_by("number")) for rubric in rubrics.values()}
    scored = [(row, total) for row, total in rows if row.year >= SCORED_FROM]
    scores = (s for row, total in scored for s in item_scores(rng, row, total, items[row.rubric_id]))
    ItemScore.objects.bulk_create(scores, batch_size=BATCH)
    AssessmentEvent.objects.bulk_create(events(scored, staff), batch_size=BATCH)


def subjects(rng: Random, kind: str, sector: str, plans: Sequence[VillagePlan], areas: dict) -> list[Subject]:
    """Everybody of a kind, good in keeping with the villages of the place."""
    if kind == RubricKind.CITY_SECTOR:
        branches = city_branches(PRETENDED_DAY).filter(sector=sector).select_related("area").order_by("pk")
        return [Subject(branch.area, rng.gauss(-0.25, 0.8), branch) for branch in branches]
    if kind == RubricKind.VILLAGE:
        luck = Random(f"{SEED}/creation/villages")  # noqa: S311 - the same for both versions
        strengths = {plan.code: [plan.strength + luck.gauss(0, 24)] for plan in plans}
    else:
        digits = 6 if kind == RubricKind.COUNTY else 9
        level = RubricKind(kind).level
        strengths = {area.code: [100] for area in areas.values() if area.level == level}  # some have no villages
        for plan in plans:
            strengths.setdefault(plan.code[:digits].ljust(12, "0"), []).append(plan.strength)
    return [
        Subject(areas[code], (sum(known) / len(known) - 100) / 32 + LEANING[code[:6]])
        for code, known in strengths.items()
    ]


def county_days(rng: Random) -> dict[int, list[date]]:
    """{year: the days on which a county starts, has scored, has checked, decides}."""
    return {
        year: [
            day_between(rng, date(year, 3, 2), date(year, 3, 24)),
            day_between(rng, date(year, 9, 20), date(year, 10, 20)),
            day_between(rng, date(year, 11, 1), date(year, 11, 25)),
            day_between(rng, date(year, 12, 5), date(year, 12, 26)),
        ]
        for year in YEARS
    }


def assessment(
    rng: Random, subject: Subject, rubric: Rubric, levels: list[RubricLevel], year: int, days: dict
) -> tuple[Assessment, float] | None:
    """The row of a year with the total it was given; None where there is none."""
    if subject.branch and subject.branch.founded_on and subject.branch.founded_on.year > year:
        return None
    total = MEANS[year] + LASTING * subject.lasting + PASSING * rng.gauss(0, 1)
    total = round(2 * min(99.0, max(38.0, total))) / 2
    row = Assessment(rubric=rubric, area=subject.area, branch=subject.branch, year=year, version=1)
    row.started_on = days[year][0]
    if year == THIS_YEAR:
        return under_way(rng, row, subject, total, levels)
    row.state = AssessmentState.DECIDED
    for name, day in zip(DAYS, days[year][1:], strict=True):
        setattr(row, name, day + timedelta(days=rng.randint(0, 4)))
    row.level = reached(levels, total)
    if row.level.is_title and rng.randrange(100) < LOST_PERCENT:
        lost_on = row.decided_on + timedelta(days=rng.randint(40, 200))
        if lost_on <= PRETENDED_DAY:
            row.state, row.lost_on, row.lost_reason = AssessmentState.LOST, lost_on, rng.choice(LOST_WHY)
    return row, total


def under_way(rng: Random, row: Assessment, subject: Subject, total: float, levels: list[RubricLevel]):
    """This year in summer: one county was to try it early, one has not started."""
    if subject.county == NOT_STARTED and subject.area.level != Level.COUNTY:
        return None
    mix = THIS_YEARS_MIX.get(subject.county, (100, 0, 0, 0))
    row.state = rng.choices(STATES, mix)[0] if row.rubric.kind == RubricKind.VILLAGE else AssessmentState.STARTED
    day = date(2012, 5, 2)
    for name in DAYS[: STATES.index(row.state)]:
        day += timedelta(days=rng.randint(6, 24))
        setattr(row, name, min(day, PRETENDED_DAY))
    if row.state == AssessmentState.DECIDED:
        row.level = reached(levels, total)
    return row, total


def reached(levels: list[RubricLevel], total: float) -> RubricLevel:
    return [level for level in levels if level.minimum <= total][-1]


def events(rows: Iterable[tuple[Assessment, float]], staff: Staff):
    """Who did which step of the kept years, each at an hour of its day."""
    verbs = {"scored_on": AssessmentVerb.SCORE, "checked_on": AssessmentVerb.CHECK}
    verbs |= {"decided_on": AssessmentVerb.DECIDE, "lost_on": AssessmentVerb.TAKE_AWAY}
    path = [*STATES, AssessmentState.LOST]
    for row, total in rows:
        place = row.area
        clerk = staff.enters_for(place)
        above = place.parent if place.level != Level.CITY else place  # nobody is above the city
        while above.pk not in staff.reviewers:
            above = above.parent
        reviewer = staff.reviewers[above.pk]
        for step, (name, verb) in enumerate(verbs.items(), 1):
            if (day := getattr(row, name)) is None:
                continue
            by_clerk = verb == AssessmentVerb.SCORE or (
                verb == AssessmentVerb.CHECK and place.level == Level.VILLAGE
            )
            yield AssessmentEvent(
                assessment=row,
                verb=verb,
                from_state=path[step - 1],
                to_state=path[step],
                total=round(total, 1) if verb == AssessmentVerb.DECIDE else None,
                who=clerk if by_clerk else reviewer,
                at=timezone.make_aware(datetime.combine(day, time(10, 15))),
                why=row.lost_reason if verb == AssessmentVerb.TAKE_AWAY else "",
            )
