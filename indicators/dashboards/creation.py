"""How three-level creation stands in an area: the year's steps, weak organisations, mechanisms, visits, voices.

Plain values for the programme page's panel; nobody's name is among them. The number of queries does not
depend on the area.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from branches.models import Area, Level, Village

from ..assessing import Move, Progress, kinds_below, moves, total_progress
from ..models import (
    Aspect,
    CreationImprovement,
    CreationStandards,
    Mechanism,
    MechanismKind,
    Rectification,
    RubricKind,
    Satisfaction,
    SupervisionVisit,
)
from ..quarters import Quarter

MOST_NAMED = 8


@dataclass(frozen=True)
class Place:
    """A unit with the one above it, because names of villages repeat, and what is to be said of it."""

    code: str
    name: str
    above: str
    words: str = ""


@dataclass(frozen=True)
class Year:
    """A kind in a year: how far it has come. `query` leads to its page."""

    kind: RubricKind
    progress: Progress
    query: str


@dataclass(frozen=True)
class Change:
    """Moves of the newest year with decisions about villages."""

    year: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Weak:
    """Organisations on the list: all, past their day, without measures, listed again."""

    listed: int
    overdue: int
    idle: int
    longest: tuple[Place, ...]  # past their day the longest


@dataclass(frozen=True)
class CountyWork:
    """One county: what each of the four mechanisms lacks ("" for nothing), and the aspects not improved."""

    code: str
    name: str
    mechanisms: tuple[tuple[str, str], ...]
    missing_aspects: tuple[str, ...]

    @property
    def improved(self) -> int:
        return len(Aspect) - len(self.missing_aspects)


@dataclass(frozen=True)
class Visits:
    """Villages visited within twelve months, and findings that wait to be put right."""

    villages: int
    visited: int
    waiting: int
    oldest: date | None

    @property
    def unvisited(self) -> int:
        return self.villages - self.visited


@dataclass(frozen=True)
class Creation:
    area: Area
    day: date
    years: tuple[Year, ...]
    changes: Change | None
    weak: Weak
    counties: tuple[CountyWork, ...]
    visits: Visits
    unhappy: tuple[Place, ...]  # below the line of alert, the lowest first

    template = "programmes/creation.html"


def creation_of(area: Area, quarter: Quarter) -> Creation:
    """As of the last day of the quarter."""
    day, since = quarter.last_day, quarter.year_ago.last_day
    return Creation(
        area=area,
        day=day,
        years=tuple(years(area, day)),
        changes=changes(area, day),
        weak=weak(area, day),
        counties=tuple(counties(area, since, day)),
        visits=visits(area, since, day),
        unhappy=tuple(unhappy(area, since, day)),
    )


def years(area: Area, day: date) -> Iterable[Year]:
    for kind in kinds_below(area, day.year):
        progress = total_progress(area, kind, day.year, day)
        if progress.due or progress.taking_part:
            yield Year(kind, progress, f"area={area.code}&kind={kind.value}&year={day.year}")


def changes(area: Area, day: date) -> Change | None:
    """Of this year, or of the year before while nothing is decided."""
    for year in (day.year, day.year - 1):
        found = moves(area, RubricKind.VILLAGE, year, day=day)
        if found.decided:
            return Change(year, tuple((move.label, found.counts[move]) for move in Move))
    return None


def weak(area: Area, day: date) -> Weak:
    listed = Rectification.objects.within(area).listed_on(day)
    late = Q(due_on__lt=day)
    counts = listed.aggregate(
        all=Count("pk"), overdue=Count("pk", filter=late), idle=Count("pk", filter=Q(measures=""))
    )
    longest = listed.filter(late).select_related("village__parent").order_by("due_on", "village__path")
    named = [place(row.village, f"逾期{(day - row.due_on).days}天") for row in longest[:MOST_NAMED]]
    return Weak(counts["all"], counts["overdue"], counts["idle"], tuple(named))


def place(area: Area, words: str = "") -> Place:
    return Place(area.code, area.name, area.parent.name if area.parent else "", words)


def counties(area: Area, since: date, day: date) -> Iterable[CountyWork]:
    """The counties at or below an area, or the one that it lies in."""
    at_county = Area.objects.at(Level.COUNTY).open_on(day)
    if Level(area.level).rank > Level.COUNTY.rank:
        found = list(at_county.filter(path__in=area.ancestor_paths))
    else:
        found = list(at_county.within(area).order_by("sort_order", "code"))
    lacking = mechanism_gaps(found, since, day)
    improved = defaultdict(set)
    rows = CreationImprovement.objects.filter(area__in=found, improved_on__gt=since, improved_on__lte=day)
    for county, aspect in rows.order_by().values_list("area", "aspect"):
        improved[county].add(aspect)
    for county in found:
        missing = tuple(aspect.label for aspect in Aspect if aspect not in improved[county.pk])
        yield CountyWork(county.code, county.name, lacking[county.pk], missing)


def mechanism_gaps(found: list[Area], since: date, day: date) -> dict[int, tuple[tuple[str, str], ...]]:
    """{county id: (mechanism, what it lacks)}: of several in force each may bring what another lacks."""
    met = defaultdict(set)
    known = set()
    for row in Mechanism.objects.in_force_on(day).filter(area__in=found):
        key = (row.area_id, row.kind)
        known.add(key)
        looked_at = row.in_force_from > since or (row.reviewed_on is not None and since < row.reviewed_on <= day)
        there = {"文件": row.document, "责任单位": row.owner, "年度检视": looked_at}
        met[key] |= {word for word, has in there.items() if has}

    def lacks(county: Area, kind: MechanismKind) -> str:
        if (county.pk, kind) not in known:
            return "未建立"
        missing = [word for word in ("文件", "责任单位", "年度检视") if word not in met[county.pk, kind]]
        return f"缺{'、'.join(missing)}" if missing else ""

    return {c.pk: tuple((kind.label, lacks(c, kind)) for kind in MechanismKind) for c in found}


def visits(area: Area, since: date, day: date) -> Visits:
    rural = Village.objects.within(area).reporting_on(day).order_by().values("area")
    seen = SupervisionVisit.objects.between(since, day).filter(area__in=rural)
    waiting = SupervisionVisit.objects.within(area).waiting_for_follow_up(day).order_by("visited_on")
    return Visits(
        villages=rural.count(),
        visited=seen.aggregate(n=Count("area", distinct=True))["n"],
        waiting=waiting.count(),
        oldest=waiting.values_list("visited_on", flat=True).first(),
    )


def unhappy(area: Area, since: date, day: date) -> Iterable[Place]:
    """Units whose newest survey is below the line of alert, of those with enough answers."""
    standards = CreationStandards()
    rows = Satisfaction.objects.within(area).between(since, day).newest_of_each_area()
    low: list[tuple[Decimal, Satisfaction]] = []
    for row in rows.select_related("area__parent"):
        standard = standards.on(row.area.path, day)
        if row.valid >= standard.least_answers and row.percent < standard.satisfaction_alert:
            low.append((row.percent, row))
    low.sort(key=lambda pair: (pair[0], pair[1].area.path))
    return [place(row.area, f"{percent:.1f}%") for percent, row in low[:MOST_NAMED]]
