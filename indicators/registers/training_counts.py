"""Grouped counts over the training registers, for sources and for pages: one query each, whatever the area.

People of a tier count where they belong (`Person.area`), batches and attendances where they were
organised. Nobody counts twice a year: in a tier the first completion counts, among batches of a
kind the first attendance, at its organiser.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter

from branches.models import Area, Level

from ..models import (
    TIERS,
    Enrolment,
    HoursReview,
    HourStandard,
    PlaceKind,
    Secondment,
    Tier,
    TrainingBatch,
    TrainingMode,
    TrainingPlan,
)
from ..models.enrolment import COMPLETED
from ..quarters import Quarter
from .posts import first_of_each
from .source import Counts, by_unit, inside

Kind = dict[str, object]  # lookups that choose batches

LOCAL_ORGANISERS: Kind = {"area__level__in": [Level.COUNTY, Level.TOWNSHIP]}
CITY_ORGANISERS: Kind = {"area__level": Level.CITY}
TOWN_COURSES: Kind = {"tier": Tier.TOWNSHIP_COURSE, "place": PlaceKind.OUT_OF_PROVINCE}


@dataclass(frozen=True)
class Span:
    """From a day through another of the same year."""

    first: date
    last: date

    @classmethod
    def of(cls, quarter: Quarter) -> "Span":
        return cls(quarter.first_day, quarter.last_day)

    @classmethod
    def year_to(cls, day: date) -> "Span":
        return cls(day.replace(month=1, day=1), day)

    @property
    def year_start(self) -> date:
        return self.first.replace(month=1, day=1)

    @property
    def year_so_far(self) -> tuple[date, date]:
        return self.year_start, self.last


# tiers --------------------------------------------------------------------------
def tier_completions(span: Span) -> QuerySet[Enrolment]:
    """Completions in a tier of 十百千 that are the person's first of the year, in the span.

    Somebody who completes two batches on the same day is still to be counted distinctly.
    """
    rows = Enrolment.objects.ended_between(span.first, span.last).completed().filter(batch__tier__in=TIERS)
    if span.first == span.year_start:
        return rows
    earlier = Enrolment.objects.ended_between(span.year_start, span.first - timedelta(days=1)).completed()
    return rows.filter(~Exists(earlier.filter(person=OuterRef("person"), batch__tier=OuterRef("batch__tier"))))


def tier_people(area: Area, span: Span, level: Level) -> dict[str, Counts]:
    """{tier: {unit: people}} by where the people belong."""
    people = {tier.value: Count("person", distinct=True, filter=Q(batch__tier=tier)) for tier in TIERS}
    return by_unit(tier_completions(span), "person__area", area, level, **people)


def tiers_by_quarter(area: Area, span: Span) -> dict[str, dict[int, int]]:
    """{tier: {number of the quarter: people of the area whose first completion of the year is in it}}."""
    year = (
        Enrolment.objects.within(area).ended_between(*span.year_so_far).completed().filter(batch__tier__in=TIERS)
    )
    firsts = first_of_each(year, ["batch__ends_on", "pk"], ["person", "batch__tier"])
    rows = Enrolment.objects.filter(pk__in=firsts).order_by().annotate(_quarter=ExtractQuarter("batch__ends_on"))
    found: dict[str, dict[int, int]] = {tier.value: {} for tier in TIERS}
    for tier, quarter, people in rows.values_list("batch__tier", "_quarter").annotate(people=Count("pk")):
        found[tier][quarter] = people
    return found


def tier_quotas(area: Area, year: int) -> dict[str, Counts]:
    """{tier: {county: quota}} of the counties at or below the area; without a plan a county is left out."""
    found: dict[str, Counts] = {tier.value: {} for tier in TIERS}
    plans = TrainingPlan.objects.filter(inside(area, "area"), year=year, tier__in=TIERS)
    for tier, county, quota in plans.order_by().values_list("tier", "area_id", "quota"):
        found[tier][county] = quota
    return found


# batches ------------------------------------------------------------------------
def batches_held(area: Area, span: Span, level: Level, kind: Kind) -> dict[str, Counts]:
    """`held` and `seats` of the batches of a kind that ended in the span, by organiser."""
    rows = TrainingBatch.objects.ended_between(span.first, span.last).filter(**kind)
    return by_unit(rows, "area", area, level, held=Count("pk"), seats=Sum("seats"))


def attendances(area: Area, span: Span, level: Level, kind: Kind) -> dict[str, Counts]:
    """`attended` and `completed` of those batches, every seat counted."""
    rows = Enrolment.objects.ended_between(span.first, span.last).attended().filter(**of_batch(kind))
    completed = Count("pk", filter=COMPLETED)
    return by_unit(rows, "batch__area", area, level, attended=Count("pk"), completed=completed)


def first_attendances(area: Area, span: Span, kind: Kind) -> QuerySet[Enrolment]:
    """Attendances in batches organised in the area that are the person's first of the year in batches
    of a kind, wherever those were."""
    attended = Enrolment.objects.ended_between(*span.year_so_far).attended().filter(**of_batch(kind))
    here = attended.filter(inside(area, "batch__area"), batch__ends_on__gte=span.first)
    return Enrolment.objects.filter(
        inside(area, "batch__area"),
        pk__in=first_of_each(attended.filter(person__in=here.values("person")), ["batch__ends_on", "batch"]),
        batch__ends_on__gte=span.first,
    )


def new_people(area: Area, span: Span, level: Level, kind: Kind) -> Counts:
    """People by the organiser of their first batch of the year."""
    return by_unit(first_attendances(area, span, kind), "batch__area", area, level, people=Count("pk"))["people"]


def of_batch(kind: Kind) -> Kind:
    return {f"batch__{lookup}": value for lookup, value in kind.items()}


# ways of training ------------------------------------------------------------------
def main_modes(area: Area, span: Span) -> list[tuple[str, str]]:
    """(path of the home area, mode of most hours this year) of each trained person of the area.

    Whoever is on a secondment that counts is trained that way above all.
    """
    rows = Enrolment.objects.within(area).ended_between(*span.year_so_far).attended().order_by()
    by_mode = rows.values_list("person", "person__area__path", "batch__mode").annotate(hours=Sum("hours_attended"))
    order = list(TrainingMode)
    most: dict[int, tuple[int, int, str, str]] = {}
    for person, home, mode, hours in by_mode:
        mine = (hours, -order.index(mode), home, mode)
        most[person] = max(most.get(person, mine), mine)
    modes = {person: (home, mode) for person, (*_, home, mode) in most.items()}
    away = seconded(area, Span(*span.year_so_far))
    return list(
        (modes | {person: (home, TrainingMode.SECONDMENT.value) for person, home in away.items()}).values()
    )


def seconded(area: Area, span: Span) -> dict[int, str]:
    """{person: path of the home area} of the people of the area whose first secondment of the year
    that counts began in the span."""
    rows = (
        Secondment.objects.within(area).filter(started_on__range=span.year_so_far).select_related("person__area")
    )
    found: dict[int, str] = {}
    before = set()
    for stay in rows.order_by("started_on", "pk"):
        if stay.counts and stay.started_on < span.first:
            before.add(stay.person_id)
        elif stay.counts and stay.person_id not in before:
            found[stay.person_id] = stay.person.area.path
    return found


def by_home(homes: Iterable[tuple[str, str]], area: Area, level: Level) -> dict[str, Counts]:
    """{key: {unit: how many}} of (path of the home, key), for the units of a level at or below the area."""
    known = dict(Area.objects.within(area).at(level).values_list("path", "pk"))
    length = len(next(iter(known), ""))
    found: dict[str, Counts] = defaultdict(Counter)
    for path, key in homes:
        if path[:length] in known:
            found[key][known[path[:length]]] += 1
    return found


# hours ----------------------------------------------------------------------------
def line_on(day: date, group: str) -> HourStandard | None:
    """The hour line of a group that is in force on a day, the newest of several."""
    return HourStandard.objects.valid_on(day).filter(group=group).order_by("-in_force_from").first()


def reaching(line: HourStandard, span: Span) -> QuerySet:
    """The ids of people whose hours of the year reach a line within the span, to be used with `__in`.

    Hours are those attended in batches; days, where the line has them, those of completed batches.
    """
    before = Q(batch__ends_on__lt=span.first)
    year = Enrolment.objects.ended_between(*span.year_so_far).attended().order_by().values("person")
    year = year.annotate(
        hours=Sum("hours_attended", default=0),
        days=Sum("batch__days", filter=COMPLETED, default=0),
        hours_before=Sum("hours_attended", filter=before, default=0),
        days_before=Sum("batch__days", filter=before & COMPLETED, default=0),
    )
    now, then = Q(hours__gte=line.hours), Q(hours_before__gte=line.hours)
    if line.days:
        now, then = now | Q(days__gte=line.days), then | Q(days_before__gte=line.days)
    return year.filter(now).exclude(then).values("person")


def latest_reviews(area: Area, first: date, last: date) -> QuerySet[HoursReview]:
    """The newest review of each village of the area from a day through another."""
    rows = HoursReview.objects.within(area).filter(as_of__range=(first, last))
    return HoursReview.objects.filter(pk__in=first_of_each(rows, [F("as_of").desc()], "area"))


def growth(rows: QuerySet[HoursReview], span: Span) -> dict[str, Counts]:
    """{"members_met" | "members_trained": {village: how many more than before the span}}."""
    counted = rows.filter(as_of__range=span.year_so_far).order_by().values("area")
    before = Q(as_of__lt=span.first)
    names = ("members_met", "members_trained")
    ends = {name: Max(name) for name in names} | {f"{name}_before": Max(name, filter=before) for name in names}
    found: dict[str, Counts] = {name: {} for name in names}
    for row in counted.annotate(**{f"_{name}": end for name, end in ends.items()}):
        for name in names:
            found[name][row["area"]] = row[f"_{name}"] - (row[f"_{name}_before"] or 0)
    return found
