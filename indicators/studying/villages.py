"""Reads what a study is made of: the villages of an area at the end of a year, by a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from branches.models import STEP, Area, Cadre, DoubleStrongCertification, Level, Village

from ..models import FINAL, Assessment, CreationStandards, RubricKind, VillageEconomyYear
from .findings import VillageYear

YEARS_BACK = 2
Spans = list[tuple[date, date]]


def year_end(year: int) -> date:
    return date(year, 12, 31)


def villages_of(area: Area, year: int, day: date) -> list[VillageYear]:
    """The reporting villages that stood at the end of the year, in official order, under the tree of today,
    with their accounts as far as audited by `day`."""
    rows = Village.objects.within(area).reporting_on(year_end(year)).order_by("area__path")
    known = list(rows.values_list("area_id", "area__code", "area__path"))
    codes = dict(Area.objects.within(area).exclude(level=Level.VILLAGE).values_list("path", "code"))
    codes |= dict(Area.objects.above(area).values_list("path", "code"))
    accounts, scores = accounts_of(area, year, day), scores_of(area, year)
    led = [led_villages(area, year - back) for back in range(YEARS_BACK + 1)]
    standards = CreationStandards()
    found = []
    for pk, code, path in known:
        lines = standards.on(path, year_end(year))
        found.append(
            VillageYear(
                code=code,
                county=codes.get(path[: -2 * STEP], ""),
                township=codes.get(path[:-STEP], ""),
                led=tuple(pk in villages for villages in led),
                income=accounts.get((pk, year)),
                earlier=accounts.get((pk, year - YEARS_BACK)),
                score=scores.get(pk),
                low=int(lines.income_low * 100),
                high=int(lines.income_goal * 100),
            )
        )
    return found


def accounts_of(area: Area, year: int, day: date) -> dict[tuple[int, int], int]:
    """{(village, year): hundredths of 万元} of the two years that are looked at."""
    rows = VillageEconomyYear.objects.within(area).audited_by(day).filter(year__in=[year, year - YEARS_BACK])
    return {
        (village, of): int(income * 100) for village, of, income in rows.values_list("village", "year", "income")
    }


def scores_of(area: Area, year: int) -> dict[int, int]:
    """{village: tenths of a point} as decided for the year; stars stand in where nothing else was decided."""
    rows = (
        Assessment.objects.within(area)
        .filter(year=year, state__in=FINAL, branch__isnull=True)
        .filter(rubric__kind__in=[RubricKind.VILLAGE, RubricKind.STAR_BRANCH])
        .annotate(
            total=Sum("scores__decided_score"),
            blank=Count("scores", filter=Q(scores__decided_score__isnull=True)),
        )
        .filter(blank=0, total__isnull=False)
        .order_by()
    )
    found = sorted(
        (kind == RubricKind.VILLAGE, pk, village, total)
        for pk, village, kind, total in rows.values_list("pk", "area", "rubric__kind", "total")
    )
    return {village: int(total * 10) for _, _, village, total in found}


def led_villages(area: Area, year: int) -> set[int]:
    """Villages that were led on the last day of the year by a secretary certified for twelve months then."""
    day, since = year_end(year), year_end(year - 1)
    serving = Cadre.objects.secretaries().serving_on(day).within(area).order_by()
    rows = DoubleStrongCertification.objects.filter(
        person__in=serving.values("person"), certified_on__lte=day
    ).values_list("person", "certified_on", "valid_until", "revoked_on")
    certified = {person for person, spans in spans_of(rows).items() if covers(spans, since, day)}
    return {village for village, person in serving.values_list("village", "person") if person in certified}


def spans_of(rows: Iterable[tuple]) -> Mapping[int, Spans]:
    """First and last day of each certification, by person, in order of time."""
    found: dict[int, Spans] = defaultdict(list)
    for person, certified_on, valid_until, revoked_on in rows:
        last = min(valid_until or date.max, revoked_on - timedelta(days=1) if revoked_on else date.max)
        found[person].append((certified_on, last))
    return {person: sorted(spans) for person, spans in found.items()}


def covers(spans: Spans, first: date, last: date) -> bool:
    """Whether every day from `first` to `last` is certified: a renewal that follows at once leaves no gap."""
    reached = first - timedelta(days=1)
    for start, end in spans:
        if start > reached + timedelta(days=1):
            break
        reached = max(reached, end)
        if reached >= last:
            return True
    return False
