"""How far a year's assessments have come: unit by unit, sector by sector, and one by one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from branches.models import Area, Level, Sector

from ..models import CITY_SECTORS, Assessment, AssessmentState, RubricKind
from ..registers.source import by_unit
from .sheet import REACHED
from .subjects import area_subjects, branch_subjects, city_branches

State = AssessmentState
NEVER = Q(pk__in=[])
COUNTED = {
    **{state.value: Count("pk", filter=Q(state=state)) for state in State},
    "titles": Count("pk", filter=Q(state=State.DECIDED, level__is_title=True)),
}


@dataclass
class Progress:
    """One unit or sector: how many are to take part, and how many assessments stand in each state.

    `titles` are those that hold a title by this year's decision.
    """

    name: str
    due: int = 0
    started: int = 0
    scored: int = 0
    checked: int = 0
    decided: int = 0
    lost: int = 0
    titles: int = 0
    area: Area | None = None
    sector: str = ""

    def add(self, other: "Progress") -> None:
        for name in ("due", *COUNTED):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def taking_part(self) -> int:
        return self.started + self.scored + self.checked + self.decided + self.lost

    @property
    def not_started(self) -> int:
        """Not below 0: a subject may have been closed since."""
        return max(0, self.due - self.taking_part)

    @property
    def final(self) -> int:
        return self.decided + self.lost

    @property
    def past_score(self) -> int:
        """Those whose own score is in."""
        return self.taking_part - self.started

    @property
    def past_check(self) -> int:
        return self.final + self.checked

    @property
    def share(self) -> float | None:
        """Titles among those that took part, in percent; None while nobody is decided."""
        return self.titles * 100 / self.final if self.final else None


def lists_units(area: Area, kind: str) -> bool:
    """Whether a page about an area counts the units below it; else it lists the subjects one by one."""
    lowest = {RubricKind.TOWNSHIP: Level.COUNTY, RubricKind.COUNTY: Level.CITY}.get(kind, Level.TOWNSHIP)
    return Level(area.level).rank < Level(lowest).rank


def progress(area: Area, kind: str, year: int, day: date) -> list[Progress]:
    """The units right below an area, in official order."""
    below = list(Level)[Level(area.level).rank + 1]
    rows = Assessment.objects.of_kind(kind).filter(year=year)
    counted = by_unit(rows, "area", area, below, **COUNTED)
    if kind == RubricKind.CITY_SECTOR:
        due = by_unit(branch_subjects(area, day), "area", area, below, due=Count("pk"))
    else:
        due = by_unit(area_subjects(area, kind, day), "", area, below, due=Count("pk"))
    found = []
    for unit in Area.objects.filter(parent=area).open_on(day).order_by("sort_order", "code"):
        numbers = {name: counts.get(unit.pk, 0) for name, counts in (counted | due).items()}
        found.append(Progress(unit.name, area=unit, **numbers))
    return [one for one in found if one.due or one.taking_part]


def total_progress(area: Area, kind: str, year: int, day: date) -> Progress:
    """Everything of a kind at and below an area as it stood on a day, in two queries."""
    subjects = branch_subjects(area, day) if kind == RubricKind.CITY_SECTOR else area_subjects(area, kind, day)
    rows = Assessment.objects.of_kind(kind).within(area).filter(year=year, started_on__lte=day)
    steps = [Q(**{f"{name}__lte": day}) for name in ("started_on", *REACHED.values(), "lost_on")]
    now = {  # a step taken by the day, and the next one not
        state.value: Count("pk", filter=taken & ~following)
        for state, taken, following in zip(State, steps, [*steps[1:], NEVER], strict=True)
    }
    titles = Count("pk", filter=steps[3] & ~steps[4] & Q(level__is_title=True))
    return Progress("合计", due=subjects.count(), **rows.aggregate(**now, titles=titles))


def sectors(area: Area, year: int, day: date) -> list[Progress]:
    """The sectors of a city at and below an area, those with organisations or assessments."""
    due = dict(city_branches(day).within(area).order_by().values_list("sector").annotate(number=Count("pk")))
    rows = Assessment.objects.of_kind(RubricKind.CITY_SECTOR).within(area).filter(year=year).order_by()
    counted = {row.pop("branch__sector"): row for row in rows.values("branch__sector").annotate(**COUNTED)}
    found = [
        Progress(Sector(sector).label, due=due.get(sector, 0), sector=sector, **counted.get(sector, {}))
        for sector in CITY_SECTORS
    ]
    return [one for one in found if one.due or one.taking_part]


def summed(rows: list[Progress], name: str) -> Progress:
    total = Progress(name)
    for row in rows:
        total.add(row)
    return total


def entries(area: Area, kind: str, year: int, state: str = "", sector: str = "") -> QuerySet[Assessment]:
    """A year's assessments at and below an area one by one, with totals and last year's level."""
    rows = Assessment.objects.within(area).of_kind(kind).filter(year=year)
    if state in State.values:
        rows = rows.filter(state=state)
    if sector in CITY_SECTORS:
        rows = rows.filter(branch__sector=sector)
    related = rows.select_related("area__parent__parent", "branch", "level", "rubric")
    return related.with_totals().with_rank_before().order_by("area__path", "pk")


def years(area: Area, today: date) -> list[int]:
    """The years to choose from, newest first: those with assessments, this one and the one before it."""
    known = Assessment.objects.within(area).order_by().values_list("year", flat=True).distinct()
    return sorted({*known, today.year, today.year - 1}, reverse=True)
