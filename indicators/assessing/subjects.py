"""Who is to take part in the three-level creation: areas of a level, or the organisations of a city by sector."""

from datetime import date

from django.db.models import QuerySet

from branches.models import Area, Branch, OrgType, Sector, Village

from ..models import CITY_SECTORS, RubricKind


def area_subjects(area: Area, kind: str, day: date) -> QuerySet[Area]:
    """The areas at or below one that a kind of rubric assesses: rural villages, townships or counties."""
    kind = RubricKind(kind)
    if kind in (RubricKind.VILLAGE, RubricKind.STAR_BRANCH):
        rural = Village.objects.within(area).reporting_on(day)
        return Area.objects.filter(pk__in=rural.order_by().values("area"))
    return Area.objects.within(area).at(kind.level).open_on(day)


def city_branches(day: date) -> QuerySet[Branch]:
    """Organisations that stand on a day in one of the sectors of a city; a working committee is a
    dispatched body of a higher one and no organisation of its sector."""
    standing = Branch.objects.standing_on(day).filter(sector__in=CITY_SECTORS)
    return standing.exclude(org_type=OrgType.WORKING_COMMITTEE)


def beyond_villages(day: date) -> QuerySet[Branch]:
    """Every organisation that stands on a day and is none of a village's: a village is counted as such."""
    standing = Branch.objects.standing_on(day).exclude(sector=Sector.VILLAGE)
    return standing.exclude(org_type=OrgType.WORKING_COMMITTEE)


def branch_subjects(area: Area, day: date, sector: str = "") -> QuerySet[Branch]:
    """Those organisations at or below an area, of one sector if it is named."""
    branches = city_branches(day).within(area)
    return branches.filter(sector=Sector(sector)) if sector else branches
