"""How the Party covers enterprises and social organisations: what is counted, and where something is wrong.

The conditions are shared by the figures and by the lists of names behind them, so that a number
on the page is always the length of its list.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from .models import (
    FACTS,
    Area,
    Branch,
    Level,
    NewOrgKind,
    NewOrgUnit,
    OrganisationStandard,
    OrgType,
    SetupMode,
    SubKind,
    organised_on,
    worked_on,
)

ENTERPRISE = Q(kind=NewOrgKind.NON_PUBLIC_ENTERPRISE)
SOCIAL = Q(kind=NewOrgKind.SOCIAL_ORG)
SPLIT = [SubKind.INDIVIDUAL, SubKind.PRIVATE, SubKind.FOREIGN]
COUNTED = [  # the element codes that `unit_counts` answers
    *(f"np_{what}" for what in ("operating", "covered", "eligible", "eligible_covered", "solo", "work_covered")),
    "np_scale",
    "np_scale_covered",
    *(f"np_{what}_{kind}" for kind in SPLIT for what in ("operating", "covered")),
    *(f"so_{what}" for what in ("operating", "covered", "eligible", "eligible_covered")),
    "gap_crowd_units",
    "gap_crowd_no_member",
    "gap_member_units",
    "gap_member_no_org",
    *(f"mode_{mode}" for mode in SetupMode),
    "mode_none",
]
HAS_MEMBERS = Q(full_members__gte=1) | Q(probationary_members__gte=1)
HAS_NONE = Q(full_members=0) & (Q(probationary_members=0) | Q(probationary_members__isnull=True))


def operating_units(day: date) -> QuerySet[NewOrgUnit]:
    """What every rate is about: units at work on the day."""
    return NewOrgUnit.objects.operating_on(day)


def unit_conditions(standard: OrganisationStandard, day: date) -> dict[str, Q]:
    """{element code: which operating units count} on a day."""
    organised = organised_on(day)
    covered = organised & Q(setup_mode__in=standard.covering_modes)
    eligible = Q(full_members__gte=standard.eligible_members)
    crowd = Q(staff__gte=standard.crowd_staff)
    conditions = {
        "np_operating": ENTERPRISE,
        "np_covered": ENTERPRISE & covered,
        "np_eligible": ENTERPRISE & eligible,
        "np_eligible_covered": ENTERPRISE & eligible & covered,
        "np_solo": ENTERPRISE & organised & Q(setup_mode=SetupMode.SOLO),
        "np_work_covered": ENTERPRISE & (covered | worked_on(day)),
        "np_scale": ENTERPRISE & Q(above_scale=True),
        "np_scale_covered": ENTERPRISE & Q(above_scale=True) & covered,
        "so_operating": SOCIAL,
        "so_covered": SOCIAL & covered,
        "so_eligible": SOCIAL & eligible,
        "so_eligible_covered": SOCIAL & eligible & covered,
        "gap_crowd_units": crowd,
        "gap_crowd_no_member": crowd & HAS_NONE,
        "gap_member_units": HAS_MEMBERS,
        "gap_member_no_org": HAS_MEMBERS & ~organised,
        "mode_none": ~organised,
    }
    for kind in SPLIT:
        conditions[f"np_operating_{kind}"] = ENTERPRISE & Q(sub_kind=kind)
        conditions[f"np_covered_{kind}"] = ENTERPRISE & Q(sub_kind=kind) & covered
    for mode in SetupMode:
        conditions[f"mode_{mode}"] = organised & Q(setup_mode=mode)
    return conditions


def unit_counts(standard: OrganisationStandard, day: date) -> dict[str, Count]:
    return {code: Count("pk", filter=condition) for code, condition in unit_conditions(standard, day).items()}


# alerts --------------------------------------------------------------------------
def small(standard: OrganisationStandard) -> Q:
    """A branch without the members that make a branch (rows `with_members`)."""
    return Q(org_type=OrgType.BRANCH, full_members__lt=standard.branch_least)


def large(standard: OrganisationStandard) -> Q:
    """A branch that has grown into a general branch (rows `with_members`)."""
    return Q(org_type=OrgType.BRANCH, members__gt=standard.branch_most)


def misfit(standard: OrganisationStandard) -> Q:
    """A general branch or a committee of another size than its type (rows `with_members`)."""
    general = Q(members__lt=standard.general_least) | Q(members__gt=standard.general_most)
    return Q(org_type=OrgType.GENERAL_BRANCH) & general | Q(
        org_type=OrgType.COMMITTEE, members__lt=standard.committee_least
    )


def unseated(standard: OrganisationStandard) -> Q:
    """A branch whose committee is larger or smaller than its members call for; unknown is no fault."""
    few = Q(full_members__gte=standard.seats_from, committee_size__lt=standard.seats_least)
    many = Q(committee_size__gt=standard.seats_most)
    return Q(org_type=OrgType.BRANCH, committee_size__isnull=False) & (few | many)


@dataclass(frozen=True)
class Alert:
    """One list of places where something is wrong: `key` in addresses, `about` units or branches."""

    key: str
    title: str
    note: str
    about: str = "branches"


ALERTS = [
    Alert("no-member", "有人群无党员", "从业人员达到标准人数、还没有党员的单位", "units"),
    Alert("no-organisation", "有党员无党组织", "有党员、还没有以任何方式建立党组织的单位", "units"),
    Alert("unclear", "六清不全", "经营状况、从业人数、党员、出资人、党组织、未建原因中有没摸清的", "units"),
    Alert("size", "党组织规模异常", "正式党员不足、党员过多，或类型与党员数不符"),
    Alert("joint", "联合支部覆盖过多", "联合组建的党支部覆盖单位超过上限"),
    Alert("overdue", "届满未换届", "本届已届满，还没有登记换届"),
    Alert("seats", "支委会人数不符", "委员会人数与正式党员数不相称"),
]


def alert_rows(alert: Alert, area: Area, day: date, standard: OrganisationStandard) -> QuerySet:
    """The units or organisations of an alert at or below an area, in official order."""
    place = "area__parent__parent__parent"
    if alert.about == "units":
        rows = operating_units(day).within(area).with_facts().with_members()
        conditions = unit_conditions(standard, day)
        wanted = {
            "no-member": conditions["gap_crowd_no_member"],
            "no-organisation": conditions["gap_member_no_org"],
            "unclear": Q(*FACTS.values(), _connector=Q.OR),
        }[alert.key]
        return rows.filter(wanted).select_related(place).order_by("area__path", "name", "pk")
    rows = Branch.objects.standing_on(day).within(area).with_members()
    if alert.key == "joint":
        rows = rows.filter(setup_mode=SetupMode.JOINT).annotate(
            covered=Count("covered_units", filter=covering(day))
        )
    wanted = {
        "size": small(standard) | large(standard) | misfit(standard),
        "joint": Q(covered__gt=standard.joint_units_most),
        "overdue": Q(term_ends_on__lt=day),
        "seats": unseated(standard),
    }[alert.key]
    return rows.filter(wanted).select_related(place).order_by("area__path", "name", "pk")


def covering(day: date) -> Q:
    """Of the units joined to an organisation, those that exist and are covered on the day."""
    return Q(
        Q(covered_units__covered_from__isnull=True) | Q(covered_units__covered_from__lte=day),
        Q(covered_units__closed_on__isnull=True) | Q(covered_units__closed_on__gt=day),
        covered_units__isnull=False,
    )


# in words --------------------------------------------------------------------------
def missing_facts(unit: NewOrgUnit) -> list[str]:
    """Which of the six facts are not clear; the unit comes from rows `with_facts`."""
    return [fact for number, fact in enumerate(FACTS) if getattr(unit, f"unclear_{number}")]


def size_words(branch: Branch, standard: OrganisationStandard) -> str:
    """What is wrong with the size; the branch comes from rows `with_members`, "" when nothing is."""
    full, members = branch.full_members, branch.members
    if full is None:
        return ""
    if branch.org_type == OrgType.BRANCH:
        if full < standard.branch_least:
            return f"正式党员{full}名，不足{standard.branch_least}名"
        return f"党员{members}名，超过{standard.branch_most}名" if members > standard.branch_most else ""
    if branch.org_type == OrgType.GENERAL_BRANCH:
        fits = standard.general_least <= members <= standard.general_most
        return "" if fits else f"党总支有党员{members}名，应为{standard.general_least}至{standard.general_most}名"
    if branch.org_type == OrgType.COMMITTEE and members < standard.committee_least:
        return f"党委有党员{members}名，不足{standard.committee_least}名"
    return ""


def place_name(area: Area) -> str:
    """舞阳县 舞泉镇 某村: what a list out of its township must say."""
    names = [area.name]
    while area.parent is not None and area.parent.level in (Level.COUNTY, Level.TOWNSHIP):
        area = area.parent
        names.insert(0, area.name)
    return " ".join(names)
