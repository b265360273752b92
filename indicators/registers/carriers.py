"""The other carriers: households that show and are helped, dedication days, associations, posts, the cup."""

from django.db.models import Count, Exists, OuterRef, Q, Sum

from branches.models import Area, Branch, Level, NewOrgKind, NewOrgUnit, Operation, Sector

from ..models import (
    LEADS_THE_CUP,
    AssociationKind,
    DedicationDay,
    DemoHousehold,
    EnterprisePost,
    EnterprisePostKind,
    Liaison,
    LiaisonVisit,
    MemberAssociation,
    PioneerCup,
)
from ..quarters import Quarter
from .source import Counts, by_unit, inside, register, reports


# villages ---------------------------------------------------------------------
@register("demo_households", "demo_villages", kept_in="demo-households")
def demonstrating(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Households with a valid certificate, each once, and 1 for each village that has any."""
    day = quarter.last_day
    rows = DemoHousehold.objects.valid_on(day).filter(reports("village", day))
    found = by_unit(rows, "village", area, Level.VILLAGE, demo_households=Count("person", distinct=True))
    return found | {"demo_villages": dict.fromkeys(found["demo_households"], 1)}


@register("liaison_paired", kept_in="liaisons")
def visited(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Paired households first visited in the quarter, of pairings that stand at its end."""
    day = quarter.last_day
    rows = LiaisonVisit.objects.filter(
        reports("liaison__village", day),
        visited_on__range=(quarter.first_day, day),
        liaison__in=Liaison.objects.standing_on(day),
    )
    return by_unit(rows, "liaison__village", area, Level.VILLAGE, liaison_paired=Sum("households"))


@register("dedication_days", "dedication_due", "dedication_attended", kept_in="dedication-days")
def dedicated(area: Area, quarter: Quarter) -> dict[str, Counts]:
    rows = DedicationDay.objects.held_in(quarter).filter(reports("village", quarter.last_day))
    return by_unit(
        rows,
        "village",
        area,
        Level.VILLAGE,
        dedication_days=Count("pk"),
        dedication_due=Sum("able_members"),
        dedication_attended=Sum("attended"),
    )


@register(
    "assoc_crop",
    "assoc_livestock",
    "assoc_sales",
    "assoc_households",
    "assoc_eligible",
    "assoc_with_org",
    kept_in="member-associations",
)
def associated(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Associations of villages; with an organisation are those that should have one and do."""
    day = quarter.last_day
    rows = MemberAssociation.objects.standing_on(day)
    large = Q(pk__in=rows.large_enough())
    return by_unit(
        rows.filter(reports("area", day)),
        "area",
        area,
        Level.VILLAGE,
        **{f"assoc_{kind}": Count("pk", filter=Q(kind=kind)) for kind in AssociationKind.values},
        assoc_households=Sum("households"),
        assoc_eligible=Count("pk", filter=large),
        assoc_with_org=Count("pk", filter=large & Q(branch__in=Branch.objects.standing_on(day))),
    )


# townships ----------------------------------------------------------------------
@register("ent_with_org", "ent_pioneer", "ent_zone", level=Level.TOWNSHIP, kept_in="enterprise-posts")
def enterprises(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Operating enterprises under a standing organisation, and those of them with posts or zones."""
    day = quarter.last_day
    covered = NewOrgUnit.objects.filter(
        kind=NewOrgKind.NON_PUBLIC_ENTERPRISE,
        operation=Operation.OPERATING,
        branch__in=Branch.objects.standing_on(day),
    )
    kept = EnterprisePost.objects.standing_on(day).filter(unit=OuterRef("pk"))
    return by_unit(
        covered,
        "area",
        area,
        Level.TOWNSHIP,
        ent_with_org=Count("pk"),
        ent_pioneer=Count("pk", filter=Exists(kept.filter(kind=EnterprisePostKind.PIONEER_POST))),
        ent_zone=Count("pk", filter=Exists(kept.filter(kind=EnterprisePostKind.ZONE))),
    )


# counties -----------------------------------------------------------------------
@register("assoc_county", level=Level.COUNTY, kept_in="member-associations")
def associated_above_villages(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Associations of the county itself and of its townships."""
    rows = MemberAssociation.objects.standing_on(quarter.last_day).exclude(area__level=Level.VILLAGE)
    return by_unit(rows, "area", area, Level.COUNTY, assoc_county=Count("pk"))


@register("pioneer_cup_eligible", "pioneer_cup_entered", level=Level.COUNTY, absent=None, kept_in="pioneer-cups")
def competing(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Organisations that this year's cup is for, and those entered by the day; a county without a
    cup so far has no answer."""
    day = quarter.last_day
    standing = Branch.objects.standing_on(day)
    cups = PioneerCup.objects.running_on(day).filter(inside(area, "area"))
    by_sector = by_unit(
        standing.exclude(LEADS_THE_CUP),
        "area",
        area,
        Level.COUNTY,
        **{f"in_{sector}": Count("pk", filter=Q(sector=sector)) for sector in Sector.values},
    )
    entered = Count("entries", filter=Q(entries__entered_on__lte=day, entries__branch__in=standing))
    eligible, took_part = {}, {}
    for cup in cups.annotate(entered=entered):
        eligible[cup.area_id] = sum(by_sector[f"in_{sector}"].get(cup.area_id, 0) for sector in cup.sectors)
        took_part[cup.area_id] = cup.entered
    return {"pioneer_cup_eligible": eligible, "pioneer_cup_entered": took_part}
