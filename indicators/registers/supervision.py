"""Weak organisations and how they were put right; visits; what the masses say."""

from collections import defaultdict

from django.db.models import Count, F, Q, Sum

from branches.models import Area, Level, NewOrgKind, NewOrgUnit, organised_on

from ..assessing.subjects import beyond_villages
from ..models import CreationStandards, Rectification, Satisfaction, SupervisionVisit
from ..quarters import Quarter, years_after
from .source import Counts, by_unit, register, reports

RELISTED_WITHIN = 3  # years after the last acceptance


# weak organisations ---------------------------------------------------------------
@register("weak_villages", "weak_due", "weak_fixed")
def weak(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """On the list on the day; of those whose year ran out within twelve months, all and those accepted in time."""
    day = quarter.last_day
    rows = Rectification.objects.filter(reports("village", day))
    due = Q(due_on__gt=quarter.year_ago.last_day, due_on__lte=day)
    listed = Q(Q(accepted_on__isnull=True) | Q(accepted_on__gt=day), listed_on__lte=day)
    return by_unit(
        rows.filter(due | listed),
        "village",
        area,
        Level.VILLAGE,
        weak_villages=Count("village", filter=listed, distinct=True),
        weak_due=Count("pk", filter=due),
        weak_fixed=Count("pk", filter=due & Q(accepted_on__lte=F("due_on"))),
    )


@register("weak_relisted")
def relisted(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """1 for a village on the list that had been accepted as put right less than three years before."""
    day = quarter.last_day
    listed = Rectification.objects.within(area).listed_on(day).filter(reports("village", day)).order_by()
    now = dict(listed.values_list("village", "listed_on"))
    accepted: dict[int, list] = defaultdict(list)
    earlier = Rectification.objects.filter(village__in=listed.values("village"), accepted_on__isnull=False)
    for village, accepted_on in earlier.order_by().values_list("village", "accepted_on"):
        accepted[village].append(accepted_on)
    found = {
        village: 1
        for village, listed_on in now.items()
        if any(years_after(listed_on, -RELISTED_WITHIN) < one <= listed_on for one in accepted[village])
    }
    return {"weak_relisted": found}


# visits -----------------------------------------------------------------------------
@register("supervised_villages")
def supervised_villages(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """1 for each village visited within twelve months."""
    day = quarter.last_day
    rows = SupervisionVisit.objects.between(quarter.year_ago.last_day, day).filter(reports("area", day))
    return by_unit(rows, "area", area, Level.VILLAGE, supervised_villages=Count("area", distinct=True))


@register("town_orgs", "supervised_orgs", level=Level.TOWNSHIP)
def supervised_orgs(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Organisations of a township that are no village's, and those of them visited within twelve months."""
    day = quarter.last_day
    standing = beyond_villages(day)
    rows = SupervisionVisit.objects.between(quarter.year_ago.last_day, day)
    return by_unit(standing, "area", area, Level.TOWNSHIP, town_orgs=Count("pk")) | by_unit(
        rows.filter(branch__in=standing),
        "branch__area",
        area,
        Level.TOWNSHIP,
        supervised_orgs=Count("branch", distinct=True),
    )


@register("so_with_org", "so_supervised", level=Level.COUNTY)
def social_organisations(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Operating social organisations under a standing organisation, and those visited within half a year."""
    day = quarter.last_day
    organised = NewOrgUnit.objects.operating_on(day).filter(organised_on(day), kind=NewOrgKind.SOCIAL_ORG)
    half_year = SupervisionVisit.objects.between(quarter.previous.previous.last_day, day)
    visited = Q(pk__in=half_year.filter(unit__isnull=False).order_by().values("unit"))
    visited |= Q(branch__in=half_year.filter(branch__isnull=False).order_by().values("branch"))
    return by_unit(
        organised,
        "area",
        area,
        Level.COUNTY,
        so_with_org=Count("pk"),
        so_supervised=Count("pk", filter=visited),
    )


# satisfaction -----------------------------------------------------------------------
@register("satisfaction_valid", "satisfaction_satisfied", level=Level.TOWNSHIP, absent=None)
def satisfaction(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """The answers of a township and its villages within twelve months; none where they are too few to say
    anything. Of two surveys of a unit the later one counts."""
    day = quarter.last_day
    recent = Satisfaction.objects.between(quarter.year_ago.last_day, day)
    rows = recent.newest_of_each_area()
    found = by_unit(
        rows,
        "area",
        area,
        Level.TOWNSHIP,
        satisfaction_valid=Sum("valid"),
        satisfaction_satisfied=Sum("satisfied"),
    )
    standards = CreationStandards()
    paths = dict(Area.objects.filter(pk__in=found["satisfaction_valid"]).values_list("pk", "path"))
    enough = {
        unit
        for unit, valid in found["satisfaction_valid"].items()
        if valid >= standards.on(paths[unit], day).least_answers
    }
    return {code: {unit: n for unit, n in counts.items() if unit in enough} for code, counts in found.items()}
