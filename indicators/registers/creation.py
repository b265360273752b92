"""三级联创: titles that stand, who takes part, who went up or down, the six aspects, the mechanisms.

What is yearly is looked at over the twelve months to the last day of the quarter: at the year's end that
is the year, and in spring it is not next to nothing.
"""

from django.db.models import Count, F, Q

from branches.models import Area, Level

from ..assessing.subjects import area_subjects, city_branches
from ..models import (
    CITY_SECTORS,
    Aspect,
    Assessment,
    CreationImprovement,
    Mechanism,
    MechanismKind,
    Requirement,
    RubricKind,
)
from ..quarters import Quarter
from .source import Counts, by_unit, inside, register, reports

KINDS = {  # what counts as the creation's title of a level; a village may be rated by stars instead
    Level.VILLAGE: [RubricKind.VILLAGE, RubricKind.STAR_BRANCH],
    Level.TOWNSHIP: [RubricKind.TOWNSHIP],
    Level.COUNTY: [RubricKind.COUNTY],
}
ONE = Count("area", distinct=True)
REQUIREMENTS = len(MechanismKind) * len(Requirement)


def assessed(level: Level, quarter: Quarter):
    """Assessments of the areas of a level; of villages only of those that report."""
    rows = Assessment.objects.filter(rubric__kind__in=KINDS[level])
    return rows.filter(reports("area", quarter.last_day)) if level == Level.VILLAGE else rows


def standings(level: Level, area: Area, quarter: Quarter) -> tuple[Counts, Counts]:
    """(1 for each that holds the title on the day, 1 for each that started within twelve months)."""
    day = quarter.last_day
    rows = assessed(level, quarter)
    holding = by_unit(rows.holding_title_on(day), "area", area, level, held=ONE)["held"]
    recent = rows.filter(started_on__gt=quarter.year_ago.last_day, started_on__lte=day)
    return holding, by_unit(recent, "area", area, level, taking=ONE)["taking"]


def moves(level: Level, area: Area, quarter: Quarter) -> tuple[Counts, Counts]:
    """(decided in the quarter above last year's level, decided below it or taken away in the quarter)."""
    now = (quarter.first_day, quarter.last_day)
    decided, lost = Q(decided_on__range=now), Q(lost_on__range=now)
    rows = assessed(level, quarter).filter(decided | lost).with_rank_before()
    up = decided & Q(level__rank__gt=F("rank_before"))
    down = (decided & Q(level__rank__lt=F("rank_before"))) | lost
    counted = by_unit(
        rows, "area", area, level, up=Count("area", filter=up, distinct=True), down=Count("pk", filter=down)
    )
    return counted["up"], counted["down"]


@register("fg_villages", "tlc_villages")
def villages_standing(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return dict(zip(("fg_villages", "tlc_villages"), standings(Level.VILLAGE, area, quarter), strict=True))


@register("fg_village_ups", "fg_village_downs")
def village_moves(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return dict(zip(("fg_village_ups", "fg_village_downs"), moves(Level.VILLAGE, area, quarter), strict=True))


@register("fg_towns", "tlc_towns", "town_committees", level=Level.TOWNSHIP)
def towns_standing(area: Area, quarter: Quarter) -> dict[str, Counts]:
    found = dict(zip(("fg_towns", "tlc_towns"), standings(Level.TOWNSHIP, area, quarter), strict=True))
    return found | {"town_committees": ones(RubricKind.TOWNSHIP, area, quarter)}


@register("fg_town_ups", "fg_town_downs", level=Level.TOWNSHIP)
def town_moves(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return dict(zip(("fg_town_ups", "fg_town_downs"), moves(Level.TOWNSHIP, area, quarter), strict=True))


@register("fg_counties", "tlc_counties", "county_committees", level=Level.COUNTY)
def counties_standing(area: Area, quarter: Quarter) -> dict[str, Counts]:
    found = dict(zip(("fg_counties", "tlc_counties"), standings(Level.COUNTY, area, quarter), strict=True))
    return found | {"county_committees": ones(RubricKind.COUNTY, area, quarter)}


def ones(kind: RubricKind, area: Area, quarter: Quarter) -> Counts:
    """1 for each area of the kind's level that exists on the day."""
    subjects = area_subjects(area, kind, quarter.last_day).order_by()
    return dict.fromkeys(subjects.values_list("pk", flat=True), 1)


# the organisations of a city by sector -------------------------------------------
@register(
    *(f"{what}_{sector}" for sector in CITY_SECTORS for what in ("city_orgs", "city_fg")), level=Level.COUNTY
)
def city_sectors(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Standing organisations of each sector, and those that hold the title."""
    day = quarter.last_day
    standing = city_branches(day)
    holding = Assessment.objects.of_kind(RubricKind.CITY_SECTOR).holding_title_on(day).filter(branch__in=standing)
    orgs = {f"city_orgs_{sector}": Count("pk", filter=Q(sector=sector)) for sector in CITY_SECTORS}
    titles = {
        f"city_fg_{sector}": Count("branch", filter=Q(branch__sector=sector), distinct=True)
        for sector in CITY_SECTORS
    }
    return by_unit(standing, "area", area, Level.COUNTY, **orgs) | by_unit(
        holding, "area", area, Level.COUNTY, **titles
    )


# mechanisms and improvements ------------------------------------------------------
@register("mech_met", "mech_due", level=Level.COUNTY)
def mechanisms(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """How many of the twelve a county meets: four mechanisms, each with document, owner and review."""
    met: Counts = {}
    for county, _, *numbers in met_requirements(area, quarter):
        met[county] = met.get(county, 0) + sum(number > 0 for number in numbers)
    due = dict.fromkeys(ones(RubricKind.COUNTY, area, quarter), REQUIREMENTS)
    return {"mech_met": met, "mech_due": due}


def met_requirements(area: Area, quarter: Quarter):
    """(county id, kind, documents, owners, reviews) of the mechanisms in force, in one query.

    One that came into force within the twelve months need not have been looked at again.
    """
    day = quarter.last_day
    rows = Mechanism.objects.in_force_on(day).filter(inside(area, "area"), area__level=Level.COUNTY)
    since = quarter.year_ago.last_day
    reviewed = Q(reviewed_on__gt=since, reviewed_on__lte=day) | Q(in_force_from__gt=since)
    return (
        rows.order_by()
        .values_list("area", "kind")
        .annotate(
            documents=Count("pk", filter=~Q(document="")),
            owners=Count("pk", filter=~Q(owner="")),
            reviews=Count("pk", filter=reviewed),
        )
    )


@register("tlc_aspects", "tlc_aspects_due", level=Level.COUNTY)
def improvements(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """In how many of the six aspects the county itself made a dated improvement within twelve months."""
    rows = CreationImprovement.objects.filter(
        area__level=Level.COUNTY, improved_on__gt=quarter.year_ago.last_day, improved_on__lte=quarter.last_day
    )
    found = by_unit(rows, "area", area, Level.COUNTY, tlc_aspects=Count("aspect", distinct=True))
    return found | {"tlc_aspects_due": dict.fromkeys(ones(RubricKind.COUNTY, area, quarter), len(Aspect))}
