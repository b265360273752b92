"""Members by what becomes of them: admitted, in a public post, away from home.

A person counts on the roll of `Person.area`. Those admitted count in their county, because there
the yearly ceiling is set and there organs, schools and enterprises are added to the villages.
"""

from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.db.models.functions import Substr

from branches.models import (
    CADRE_POSTS,
    PARTY_MEMBERS,
    Area,
    Cadre,
    Level,
    OrganisationStandard,
    Person,
    Village,
    present,
)

from ..models import (
    COLLEGE,
    FRONTLINE,
    GOOD_OR_BETTER,
    WOMEN,
    YOUNG,
    DevelopmentPlan,
    FloatingContact,
    FloatingMember,
    MemberDevelopment,
    PostAssignment,
    PostReview,
)
from ..quarters import Quarter
from .source import Counts, by_unit, register, reports

ADMITTED = {
    "dev_admitted": Q(),
    "dev_young": YOUNG,
    "dev_women": WOMEN,
    "dev_college": COLLEGE,
    "dev_frontline": Q(occupation__in=FRONTLINE),
    "dev_strata": ~Q(stratum=""),
}


# admission ------------------------------------------------------------------------
@register(*ADMITTED, level=Level.COUNTY, kept_in="member-developments")
def admitted(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Who became a probationary member in the quarter, all and by kind."""
    rows = MemberDevelopment.objects.admitted_between(quarter.first_day, quarter.last_day).with_age()
    counts = {code: Count("pk", filter=condition) for code, condition in ADMITTED.items()}
    return by_unit(rows, "person__area", area, Level.COUNTY, **counts)


@register("dev_plan", level=Level.COUNTY, absent=None, kept_in="development-plans")
def dev_plan(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """The ceiling of the year; nothing where none was set."""
    rows = DevelopmentPlan.objects.filter(year=quarter.year, area__level=Level.COUNTY)
    return by_unit(rows, "area", area, Level.COUNTY, dev_plan=Sum("ceiling"))


@register("dev_idle_villages", level=Level.VILLAGE, absent=None, kept_in="member-developments")
def dev_idle_villages(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """1 where nobody of the village was admitted within the years of the standard, else 0.

    Nothing in a county whose register does not reach back so far: what it does not know is no
    idleness.
    """
    day = quarter.last_day
    since = _years_before(day, OrganisationStandard.objects.on(day).idle_years)
    here = MemberDevelopment.objects.within(area).filter(reports("person__area", day))
    rows = here.filter(admitted_on__gt=since, admitted_on__lte=day)
    busy = set(rows.order_by().values_list("person__area_id", flat=True))
    known = [county for county, first in _first_admissions(area).items() if first <= since]
    villages = Village.objects.within(area).reporting_on(day).values_list("area_id", "area__path")
    answers = {pk: int(pk not in busy) for pk, path in villages if any(path.startswith(one) for one in known)}
    return {"dev_idle_villages": answers}


def _first_admissions(area: Area) -> dict[str, date]:
    """{path of a county: its first admission on record}, of the counties around or within the area."""
    around = Q(path__in=area.ancestor_paths) | Q(path__gte=area.path, path__lt=area.path_end)
    counties = list(Area.objects.at(Level.COUNTY).filter(around).order_by("path"))
    if not counties:
        return {}
    inside = {"person__area__path__gte": counties[0].path, "person__area__path__lt": counties[-1].path_end}
    return dict(
        MemberDevelopment.objects.filter(admitted_on__isnull=False, **inside)
        .order_by()
        .annotate(county=Substr("person__area__path", 1, len(counties[0].path)))
        .values_list("county")
        .annotate(first=Min("admitted_on"))
    )


def _years_before(day: date, years: int) -> date:
    """The same day some years ago. Quarters never end on 29 February, so there is one."""
    return day.replace(year=day.year - years)


# public posts ---------------------------------------------------------------------
@register("post_assigned", kept_in="post-assignments")
def post_assigned(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Members without office who hold a public post."""
    day = quarter.last_day
    held = PostAssignment.objects.holding_on(day).filter(person=OuterRef("pk"))
    office = Cadre.objects.serving_on(day).filter(person=OuterRef("pk"), post__in=CADRE_POSTS)
    members = Person.objects.present_on(day).filter(reports("area", day), political_status__in=PARTY_MEMBERS)
    people = members.filter(Exists(held), ~Exists(office))
    return by_unit(people, "area", area, Level.VILLAGE, post_assigned=Count("pk"))


@register("post_reviewed", "post_rated_good", kept_in="post-reviews")
def post_reviews(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Post holders reviewed in the quarter, and those found good in the quarter's reviews."""
    day = quarter.last_day
    rows = PostReview.objects.filter(
        reports("assignment__person__area", day), rated_on__range=(quarter.first_day, day)
    )
    good = Q(rating__in=GOOD_OR_BETTER)
    return by_unit(
        rows,
        "assignment__person__area",
        area,
        Level.VILLAGE,
        post_reviewed=Count("assignment__person", distinct=True),
        post_rated_good=Count("assignment__person", distinct=True, filter=good),
    )


# away from home -------------------------------------------------------------------
@register("float_out", "float_contacted", "float_in_org", "float_role", kept_in="floating-members")
def floating(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Members away on the last day: all, contacted in the quarter, in an organisation there, of use to home."""
    day = quarter.last_day
    contacts = FloatingContact.objects.filter(
        floating=OuterRef("pk"), contacted_on__range=(quarter.first_day, day)
    )
    rows = FloatingMember.objects.away_on(day).filter(reports("person__area", day), present(day, "person"))
    people = {"expression": "person", "distinct": True}
    return by_unit(
        rows.annotate(contacted=Exists(contacts)),
        "person__area",
        area,
        Level.VILLAGE,
        float_out=Count(**people),
        float_contacted=Count(**people, filter=Q(contacted=True)),
        float_in_org=Count(**people, filter=Q(joined_org_on__lte=day)),
        float_role=Count(**people, filter=Q(contributed_on__lte=day)),
    )
