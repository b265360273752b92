"""Parts of the training page, each a query or two: courses by host city, hours, ways, volumes, bases."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum

from branches.models import Area, Cadre, Level, TownshipLeader, Village

from ..models import BatchState, Enrolment, HourGroup, HourStandard, TrainingBase, TrainingBatch, TrainingMode
from ..models.enrolment import COMPLETED
from ..registers.training_counts import (
    TOWN_COURSES,
    Span,
    latest_reviews,
    main_modes,
    of_batch,
    reaching,
)
from ..registers.training_hours import LEADING_POSTS
from ..wording import percent

HUNDRED = Decimal(100)
ORGANISERS = {Level.CITY: "市级主办", Level.COUNTY: "县区主办", Level.TOWNSHIP: "乡镇主办"}


def rate(part: int, whole: int) -> str:
    return percent(Decimal(part) * HUNDRED / whole if whole else None)


# township courses by host city ----------------------------------------------------------
@dataclass(frozen=True)
class HostCity:
    """Courses for township leaders in one city: of the year, and since the first."""

    city: str
    province: str
    batches: int
    people: int
    batches_ever: int
    people_ever: int
    last: date


def hosts(area: Area, span: Span) -> tuple[HostCity, ...]:
    """By host city, the one with most people first; people are those of the area, each once a city."""
    rows = (
        Enrolment.objects.within(area)
        .ended_between(date.min, span.last)
        .attended()
        .filter(**of_batch(TOWN_COURSES))
    )
    this_year = Q(batch__ends_on__gte=span.year_start)
    found = (
        rows.order_by()
        .values_list("batch__city", "batch__province")
        .annotate(
            batches=Count("batch", distinct=True, filter=this_year),
            people=Count("person", distinct=True, filter=this_year),
            batches_ever=Count("batch", distinct=True),
            people_ever=Count("person", distinct=True),
            last=Max("batch__ends_on"),
        )
    )
    return tuple(sorted((HostCity(*row) for row in found), key=lambda host: (-host.people_ever, host.city)))


# hours ----------------------------------------------------------------------------
@dataclass(frozen=True)
class HourLine:
    """How many of a group have the hours of the year; `line` None when none is in force on the day."""

    group: HourGroup
    line: HourStandard | None
    met: int
    of: int
    note: str

    @property
    def rate_text(self) -> str:
        return rate(self.met, self.of) if self.line else "—"


def hour_lines(area: Area, span: Span) -> tuple[HourLine, ...]:
    lines: dict[str, HourStandard] = {}
    for line in HourStandard.objects.valid_on(span.last).order_by("in_force_from"):
        lines[line.group] = line
    return (
        members(area, span, lines.get(HourGroup.MEMBER)),
        leaders(area, span, lines.get(HourGroup.LEADER)),
        town_leaders(area, span, lines.get(HourGroup.TOWN_LEADER)),
    )


def members(area: Area, span: Span, line: HourStandard | None) -> HourLine:
    """As the branches counted this year; villages that have not counted yet are named as a number."""
    newest = latest_reviews(area, *span.year_so_far)
    sums = newest.aggregate(
        due=Sum("members_due", default=0), met=Sum("members_met", default=0), villages=Count("pk")
    )
    villages = Village.objects.within(area).reporting_on(span.last).count()
    missing = max(villages - sums["villages"], 0)
    note = f"{sums['villages']:,} 个村已核定" + (f"，{missing:,} 个村今年未核定" if missing else "")
    return HourLine(HourGroup.MEMBER, line, sums["met"], sums["due"], note)


def leaders(area: Area, span: Span, line: HourStandard | None) -> HourLine:
    serving = Cadre.objects.serving_on(span.last).within(area).filter(post__in=LEADING_POSTS)
    return from_batches(HourGroup.LEADER, serving, span, line)


def town_leaders(area: Area, span: Span, line: HourStandard | None) -> HourLine:
    return from_batches(
        HourGroup.TOWN_LEADER, TownshipLeader.objects.serving_on(span.last).within(area), span, line
    )


def from_batches(group: HourGroup, serving, span: Span, line: HourStandard | None) -> HourLine:
    """Whoever serves on the day and has the hours in batches of the year."""
    counts = {"of": Count("person", distinct=True)}
    if line:
        met = Q(person__in=reaching(line, Span(*span.year_so_far)))
        counts["met"] = Count("person", distinct=True, filter=met)
    return HourLine(group, line, note="按培训班实到学时", **({"met": 0} | serving.order_by().aggregate(**counts)))


# ways, volumes, bases ---------------------------------------------------------------
@dataclass(frozen=True)
class Mode:
    """People trained mainly in one way; `share` in percent of all trained."""

    mode: TrainingMode
    people: int
    share: Decimal

    @property
    def share_text(self) -> str:
        return percent(self.share)


def modes(area: Area, span: Span) -> tuple[Mode, ...]:
    """All five ways in their order; nothing when nobody was trained."""
    counts = Counter(mode for _, mode in main_modes(area, span))
    total = sum(counts.values())
    return (
        tuple(Mode(mode, counts[mode], counts[mode] * HUNDRED / total) for mode in TrainingMode) if total else ()
    )


@dataclass(frozen=True)
class Held:
    """Batches of one level of organisers this year."""

    label: str
    batches: int
    seats: int
    attended: int
    completed: int
    people: int

    @property
    def fill_text(self) -> str:
        return rate(self.attended, self.seats)

    @property
    def completed_text(self) -> str:
        return rate(self.completed, self.attended)


def volumes(area: Area, span: Span) -> tuple[Held, ...]:
    """Batches organised in the area by the level of the organiser; people are distinct within a level."""
    held = (
        TrainingBatch.objects.within(area).ended_between(*span.year_so_far).order_by().values_list("area__level")
    )
    batches = {level: row for level, *row in held.annotate(batches=Count("pk"), seats=Sum("seats"))}
    rows = (
        Enrolment.objects.ended_between(*span.year_so_far)
        .attended()
        .order_by()
        .filter(batch__area__path__gte=area.path, batch__area__path__lt=area.path_end)
    )
    counted = rows.values_list("batch__area__level").annotate(
        attended=Count("pk"), completed=Count("pk", filter=COMPLETED), people=Count("person", distinct=True)
    )
    people = {level: row for level, *row in counted}
    return tuple(
        Held(label, *batches[level], *people.get(level, (0, 0, 0)))
        for level, label in ORGANISERS.items()
        if level in batches
    )


@dataclass(frozen=True)
class Bases:
    """Bases in use on the day with how many batches each held this year, the idle ones first."""

    rows: tuple[TrainingBase, ...]

    @property
    def used(self) -> int:
        return sum(base.held > 0 for base in self.rows)

    @property
    def rate_text(self) -> str:
        return rate(self.used, len(self.rows))


def bases(area: Area, span: Span) -> Bases:
    this_year = Q(batches__state=BatchState.FINISHED, batches__ends_on__range=span.year_so_far)
    rows = TrainingBase.objects.within(area).in_use_on(span.last).select_related("area")
    return Bases(
        tuple(rows.annotate(held=Count("batches", filter=this_year)).order_by("held", "area__path", "name"))
    )
