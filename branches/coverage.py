"""How the Party covers enterprises and social organisations: what is counted, and where something is wrong.

The conditions are shared by the figures and by the lists of names behind them, so that a number
on the page is always the length of its list.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from .models import (
    FACTS,
    Area,
    Branch,
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
        "np_work_covered": ENTERPRISE & (organised | worked_on(day)),
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


# what is wrong -------------------------------------------------------------------
def small(standard: OrganisationStandard) -> Q:
    """A branch without the members that make a branch (rows `with_members`)."""
    return Q(org_type=OrgType.BRANCH, full_members__lt=standard.branch_least)


def large(standard: OrganisationStandard) -> Q:
    """A branch that has grown into a general branch (rows `with_members`)."""
    return Q(org_type=OrgType.BRANCH, members__gt=standard.branch_most)


def misfit(standard: OrganisationStandard) -> Q:
    """A general branch or a committee of another size than its type (rows `with_members`)."""
    general = Q(members__lt=standard.general_least) | Q(members__gt=standard.general_most)
    committee = Q(org_type=OrgType.COMMITTEE, members__lt=standard.committee_least)
    return Q(org_type=OrgType.GENERAL_BRANCH) & general | committee


def crowded(standard: OrganisationStandard) -> Q:
    """A joint organisation of more units than may join (rows `with_covered`)."""
    return Q(setup_mode=SetupMode.JOINT, covered__gt=standard.joint_units_most)


def unseated(standard: OrganisationStandard) -> Q:
    """A branch whose committee is larger or smaller than its members call for; unknown is no fault."""
    few = Q(full_members__gte=standard.seats_from, committee_size__lt=standard.seats_least)
    many = Q(committee_size__gt=standard.seats_most)
    return Q(org_type=OrgType.BRANCH, committee_size__isnull=False) & (few | many)


def overdue(day: date) -> Q:
    """The term is over and no new one has begun."""
    return Q(term_ends_on__lt=day)


@dataclass(frozen=True)
class Alert:
    """One list of places where something is wrong; `key` and `register` lead to it."""

    key: str
    title: str
    note: str
    register: str


ALERTS = [
    Alert("no-member", "有人群无党员", "从业人员达到标准人数、还没有党员的单位", "new-orgs"),
    Alert("no-organisation", "有党员无党组织", "有党员、还没有以任何方式建立党组织的单位", "new-orgs"),
    Alert("unclear", "六清不全", "经营、从业人数、党员、出资人、党组织、未建原因中有没摸清的单位", "new-orgs"),
    Alert("size", "规模异常", "正式党员不足、党员过多，或类型与党员数不符的党组织", "branches"),
    Alert("joint", "联合支部覆盖过多", "联合组建、覆盖单位超过上限的党组织", "branches"),
    Alert("overdue", "届满未换届", "本届已届满、还没有登记换届的党组织", "branches"),
    Alert("seats", "支委会人数不符", "委员会人数与正式党员数不相称的党支部", "branches"),
]


def unit_alerts(standard: OrganisationStandard, day: date) -> dict[str, Q]:
    """{key: condition} over operating units."""
    conditions = unit_conditions(standard, day)
    return {
        "no-member": conditions["gap_crowd_no_member"],
        "no-organisation": conditions["gap_member_no_org"],
        "unclear": Q(*FACTS.values(), _connector=Q.OR),
    }


def branch_alerts(standard: OrganisationStandard, day: date) -> dict[str, Q]:
    """{key: condition} over standing organisations `with_members` and `with_covered`."""
    return {
        "size": small(standard) | large(standard) | misfit(standard),
        "joint": crowded(standard),
        "overdue": overdue(day),
        "seats": unseated(standard),
    }


def with_alert(rows: QuerySet, key: str, day: date) -> QuerySet:
    """Of the rows of NewOrgUnit or Branch those that the alert is about."""
    standard = OrganisationStandard.objects.on(day)
    if rows.model is NewOrgUnit:
        return rows.operating_on(day).filter(unit_alerts(standard, day)[key])
    return rows.standing_on(day).with_members().with_covered(day).filter(branch_alerts(standard, day)[key])


def alert_counts(area: Area, day: date, standard: OrganisationStandard) -> dict[str, int]:
    """{key: number} at or below an area, in two queries."""
    units = operating_units(day).within(area)
    bodies = Branch.objects.standing_on(day).within(area).with_members().with_covered(day)
    return counted(units, unit_alerts(standard, day)) | counted(bodies, branch_alerts(standard, day))


def counted(rows: QuerySet, conditions: dict[str, Q]) -> dict[str, int]:
    """How many rows meet each condition; the keys may hold dashes."""
    numbers = rows.aggregate(**{f"n{i}": Count("pk", filter=q) for i, q in enumerate(conditions.values())})
    return dict(zip(conditions, numbers.values(), strict=True))


def remark(standard: OrganisationStandard, day: date) -> Case:
    """The first fault of an organisation in words, "" for none (rows `with_members`, `with_covered`)."""
    faults = [
        (small(standard), f"正式党员不足{standard.branch_least}名"),
        (large(standard), f"党员超过{standard.branch_most}名"),
        (misfit(standard), "类型与党员数不符"),
        (crowded(standard), f"覆盖单位超过{standard.joint_units_most}个"),
        (unseated(standard), "支委会人数不符"),
    ]
    return Case(
        *(When(condition, then=Value(words)) for condition, words in faults),
        default=Value(""),
        output_field=CharField(),
    )
