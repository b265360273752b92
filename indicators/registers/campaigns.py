"""How far the campaigns reach, county by county: who should run them, who does, which milestones were met.

A county that does not run a campaign of a kind has no number for it, not 0. A campaign of the city is run
by each of its counties.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q

from branches.models import Area, Branch, Level, Sector, Village

from ..models import Campaign, CampaignKind, CampaignLaunch, Milestone
from ..models.campaign import ALL_SECTORS, VILLAGES
from ..models.campaign_launch import taking_part
from ..quarters import Quarter
from .source import Counts, by_unit, register, reports

KINDS = [kind for kind in CampaignKind if kind != CampaignKind.OTHER]
REACH, STEPS = ("eligible", "launched"), ("due", "done")


@register(
    *[f"camp_{what}_{kind}" for kind in KINDS for what in REACH],
    level=Level.COUNTY,
    absent=None,
    kept_in="campaign-launches",
)
def campaign_reach(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Organisations that should run a campaign of the kind on the last day, and those that have begun."""
    day = quarter.last_day
    running = addressed(area, list(Campaign.objects.running_on(day).touching(area).select_related("area")))
    standing = organisations(area, day) if running else {}
    begun = launches(area, day) if running else {}
    found: dict[str, Counts] = {f"camp_{what}_{kind}": {} for kind in KINDS for what in REACH}
    for (county, kind), participants in running.items():
        found[f"camp_eligible_{kind}"][county] = sum(standing[one].get(county, 0) for one in participants)
        found[f"camp_launched_{kind}"][county] = begun[kind].get(county, 0)
    return found


@register(
    *[f"camp_{what}_{kind}" for kind in KINDS for what in STEPS],
    level=Level.COUNTY,
    absent=None,
    kept_in="milestones",
)
def campaign_milestones(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Milestones due in the quarter, and those of them done, with proof, by its last day."""
    first, day = quarter.first_day, quarter.last_day
    running = addressed(
        area, list(Campaign.objects.running_within(first, day).touching(area).select_related("area"))
    )
    rows = Milestone.objects.due_within(first, day, as_of=day)
    done = Q(done_on__lte=day) & ~Q(evidence="")
    counts = {f"due_{kind}": Count("pk", filter=Q(campaign__kind=kind)) for kind in KINDS}
    counts |= {f"done_{kind}": Count("pk", filter=Q(campaign__kind=kind) & done) for kind in KINDS}
    numbers = by_unit(rows, "area", area, Level.COUNTY, **counts) if running else {}
    found: dict[str, Counts] = {f"camp_{what}_{kind}": {} for kind in KINDS for what in STEPS}
    for county, kind in running:
        for what in STEPS:
            found[f"camp_{what}_{kind}"][county] = numbers[f"{what}_{kind}"].get(county, 0)
    return found


def addressed(area: Area, campaigns: Iterable[Campaign]) -> dict[tuple[int, str], set[str]]:
    """{(county id, kind): whom the campaigns of the kind address there}; everybody covers each sector."""
    wanted: dict[tuple[int, str], set[str]] = defaultdict(set)
    counties = list(Area.objects.within(area).at(Level.COUNTY)) if campaigns else []
    for campaign in campaigns:
        for county in counties:
            if campaign.kind in KINDS and campaign.area.contains(county):
                wanted[county.pk, campaign.kind].add(campaign.participants)
    return {
        key: {*found & {VILLAGES}, ALL_SECTORS} if ALL_SECTORS in found else found for key, found in wanted.items()
    }


def organisations(area: Area, day, level: Level = Level.COUNTY) -> dict[str, Counts]:
    """{whom a campaign may address: {id of a unit of the level: how many there are}}."""
    villages = by_unit(Village.objects.reporting_on(day), "area", area, level, n=Count("pk"))
    sectors = {sector.value: Count("pk", filter=Q(sector=sector)) for sector in Sector}
    rows = Branch.objects.filter(taking_part(day))
    branches = by_unit(rows, "area", area, level, **sectors, **{ALL_SECTORS: Count("pk")})
    return branches | {VILLAGES: villages["n"]}


def launches(area: Area, day) -> dict[str, Counts]:
    """{kind: {county id: organisations and villages that have begun a running campaign and still count}}."""
    running = Campaign.objects.running_on(day)
    begun = CampaignLaunch.objects.launched_by(day).filter(campaign__in=running.order_by().values("pk"))
    by_branch = {kind.value: Count("branch", distinct=True, filter=Q(campaign__kind=kind)) for kind in KINDS}
    by_village = {kind.value: Count("area", distinct=True, filter=Q(campaign__kind=kind)) for kind in KINDS}
    branches = by_unit(
        begun.by_branches().filter(taking_part(day, "branch__")), "branch__area", area, Level.COUNTY, **by_branch
    )
    villages = by_unit(
        begun.by_villages().filter(reports("area", day)),
        "area",
        area,
        Level.COUNTY,
        **by_village,
    )
    return {
        kind.value: {
            county: branches[kind].get(county, 0) + villages[kind].get(county, 0)
            for county in branches[kind].keys() | villages[kind].keys()
        }
        for kind in KINDS
    }
