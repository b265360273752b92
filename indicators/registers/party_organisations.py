"""Party organisations by type, size, carrier and sector, and the members they keep.

Bodies of the county itself count in the county, those of the city only in the city: the sources
ending in `_city` answer for the city with everything that lies in it.
"""

from datetime import date
from functools import partial

from django.db.models import Count, Exists, OuterRef, Q, Sum

from branches.coverage import large, small
from branches.models import Area, Branch, Carrier, Level, NewOrgUnit, OrganisationStandard, OrgType, Sector

from ..models import MemberScheme, PioneerKind, PioneerPost
from ..quarters import Quarter
from .source import Counts, by_unit, register, reports, units

TYPES = {
    "org_branches": OrgType.BRANCH,
    "org_general_branches": OrgType.GENERAL_BRANCH,
    "org_committees": OrgType.COMMITTEE,
    "org_working_committees": OrgType.WORKING_COMMITTEE,
}
BODIES = [*TYPES, "org_sized", "org_small", "org_large"]
CARRIERS = {f"carrier_{carrier}": carrier for carrier in Carrier if carrier}
LAYERS = {
    "layer_farmers": [Sector.VILLAGE],
    "layer_government": [Sector.GOVERNMENT, Sector.PUBLIC_INSTITUTION, Sector.SCHOOL, Sector.HOSPITAL],
    "layer_enterprise": [Sector.ENTERPRISE, Sector.SOCIAL_ORG],
    "layer_community": [Sector.COMMUNITY],
}
# Where pioneer posts are kept by organisation; enterprises of the new kind have their own register.
STATE_SECTORS = [*LAYERS["layer_government"], Sector.ENTERPRISE]
PIONEERS = ["gov_orgs", "gov_pioneer_orgs", "gov_members", "gov_zone_members"]
NEW_SECTORS = [Sector.ENTERPRISE, Sector.SOCIAL_ORG]


def of_counties_and_cities(*codes: str, kept_in: str):
    """Mark a function `(level, area, day) -> {code: counts}` as the source of both levels."""

    def keep(count):
        def family(level: Level, ending: str, area: Area, quarter: Quarter) -> dict[str, Counts]:
            found = count(level, area, quarter.last_day)
            return {f"{code}{ending}": numbers for code, numbers in found.items()}

        for level, ending in ((Level.COUNTY, ""), (Level.CITY, "_city")):
            known = register(*(f"{code}{ending}" for code in codes), level=level, kept_in=kept_in)
            known(partial(family, level, ending))
        return count

    return keep


@of_counties_and_cities(*BODIES, kept_in="branches")
def bodies(level: Level, area: Area, day: date) -> dict[str, Counts]:
    """Standing organisations by type; of the branches whose members are known, those too small and too large."""
    standard = OrganisationStandard.objects.on(day)
    counts = {code: Count("pk", filter=Q(org_type=kind)) for code, kind in TYPES.items()}
    known = Q(org_type=OrgType.BRANCH, full_members__isnull=False)
    return by_unit(
        Branch.objects.standing_on(day).with_members(),
        "area",
        area,
        level,
        **counts,
        org_sized=Count("pk", filter=known),
        org_small=Count("pk", filter=known & small(standard)),
        org_large=Count("pk", filter=known & large(standard) & ~small(standard)),
    )


@register(*CARRIERS, level=Level.COUNTY, kept_in="branches")
def carriers(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Rural organisations set up on something else than the village alone."""
    rows = Branch.objects.standing_on(quarter.last_day).filter(sector=Sector.VILLAGE)
    counts = {code: Count("pk", filter=Q(carrier=carrier)) for code, carrier in CARRIERS.items()}
    return by_unit(rows, "area", area, Level.COUNTY, **counts)


@register("counties", "np_backbone", level=Level.COUNTY, kept_in="branches")
def backbone(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """1 for each county or zone; and 1 where a committee of its own leads the new organisations."""
    day = quarter.last_day
    leading = Branch.objects.standing_on(day).filter(
        area__level=Level.COUNTY,
        org_type__in=[OrgType.WORKING_COMMITTEE, OrgType.COMMITTEE],
        sector__in=NEW_SECTORS,
        covered_units__isnull=True,
    )
    return {
        "counties": dict.fromkeys(units(area, Level.COUNTY, day), 1),
        "np_backbone": dict.fromkeys(
            leading.within(area).order_by().values_list("area_id", flat=True).distinct(), 1
        ),
    }


# members --------------------------------------------------------------------------
@of_counties_and_cities(*LAYERS, kept_in="branches")
def layers(level: Level, area: Area, day: date) -> dict[str, Counts]:
    """Members by sector, counted where no organisation below counts them again."""
    sums = {code: Sum("members", filter=Q(sector__in=sectors)) for code, sectors in LAYERS.items()}
    return by_unit(Branch.objects.keeping_members_on(day).with_members(), "area", area, level, **sums)


@register("village_branch_members", level=Level.VILLAGE, absent=None, kept_in="branches")
def village_branch_members(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Members by the rolls of the village's organisations; nothing where no roll has been counted."""
    day = quarter.last_day
    rows = Branch.objects.keeping_members_on(day).with_members().filter(reports("area", day))
    return by_unit(rows, "area", area, Level.VILLAGE, village_branch_members=Sum("members"))


@of_counties_and_cities(*PIONEERS, kept_in="pioneer-posts")
def pioneers(level: Level, area: Area, day: date) -> dict[str, Counts]:
    """Branches of government, institutions and state firms with pioneer posts, and members with a zone."""
    posts = PioneerPost.objects.in_force_on(day).filter(branch=OuterRef("pk"), kind=PioneerKind.POST)
    in_new_orgs = NewOrgUnit.objects.filter(branch=OuterRef("pk"))
    rows = (
        Branch.objects.standing_on(day)
        .filter(
            ~Exists(in_new_orgs), org_type=OrgType.BRANCH, sector__in=STATE_SECTORS, full_members__isnull=False
        )
        .with_members()
    )
    found = by_unit(
        rows.annotate(has_post=Exists(posts)),
        "area",
        area,
        level,
        gov_orgs=Count("pk"),
        gov_pioneer_orgs=Count("pk", filter=Q(has_post=True)),
        gov_members=Sum("members"),
    )
    zones = PioneerPost.objects.in_force_on(day).filter(kind=PioneerKind.ZONE, branch__in=rows.values("pk"))
    return found | by_unit(zones, "branch__area", area, level, gov_zone_members=Sum("members"))


@register("schemes", level=Level.COUNTY, kept_in="member-schemes")
def schemes(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """How many of the four groups of members have a written scheme in force."""
    rows = MemberScheme.objects.in_force_on(quarter.last_day)
    return by_unit(rows, "area", area, Level.COUNTY, schemes=Count("group", distinct=True))
