"""Enterprises and social organisations of the demonstration city, and what covers them."""

from collections.abc import Sequence
from datetime import date
from random import Random

from branches.models import (
    Area,
    Branch,
    Industry,
    Level,
    NewOrgKind,
    NewOrgUnit,
    Operation,
    OrgType,
    Sector,
    SetupMode,
    SubKind,
    WorkCarrier,
)

from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import SEED

UNITS = 300
TRADES = [
    ("食品", Industry.MANUFACTURING),
    ("面粉", Industry.MANUFACTURING),
    ("肉制品", Industry.MANUFACTURING),
    ("包装", Industry.MANUFACTURING),
    ("印刷", Industry.MANUFACTURING),
    ("制鞋", Industry.MANUFACTURING),
    ("纺织", Industry.MANUFACTURING),
    ("建材", Industry.CONSTRUCTION),
    ("机械", Industry.MANUFACTURING),
    ("饲料", Industry.MANUFACTURING),
    ("运输", Industry.TRANSPORT),
    ("商贸", Industry.TRADE),
]
SOCIAL = [
    ("农技协会", SubKind.ASSOCIATION, Industry.SOCIAL),
    ("养殖协会", SubKind.ASSOCIATION, Industry.SOCIAL),
    ("个体劳动者协会", SubKind.ASSOCIATION, Industry.SOCIAL),
    ("老年体育协会", SubKind.ASSOCIATION, Industry.SOCIAL),
    ("民办学校", SubKind.PRIVATE_UNIT, Industry.EDUCATION),
    ("民办医院", SubKind.PRIVATE_UNIT, Industry.HEALTH),
]
LEAST_FOR_BRANCH = 3  # full members
SMALL, LARGE, NONE = "small", "large", "none"
MODES = [SetupMode.SOLO, SetupMode.JOINT, SetupMode.AFFILIATED, SetupMode.REGIONAL, ""]
WEIGHTS = {  # how a unit with members enough, with one or two, and with none is organised
    LARGE: [87, 10, 1, 1, 1],
    SMALL: [0, 34, 40, 20, 6],
    NONE: [0, 5, 0, 12, 83],
}
JOINT_UNITS = 4  # in a joint branch
CROWDED, CROWD = "411104001000", 8  # here one joint branch takes in more than the five that may join
REASONS = ["党员组织关系未转入", "新注册，正在筹建", "党员流动频繁，正在摸底"]
INSTRUCTORS = ["乡镇组织干事", "乡镇企业办副主任", "工商所党建联络员", "县直下派党建指导员"]
FIRST_SURVEY, LAST_SURVEY = date(2011, 3, 1), date(2012, 3, 15)


def write_new_orgs(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """Units spread over the townships; those with members mostly have a branch, alone or with others."""
    rng = Random(f"{SEED}/new orgs")  # noqa: S311
    townships = list(Area.objects.at(Level.TOWNSHIP).order_by("code"))
    bodies = {body.area_id: body for body in Branch.objects.filter(area__in=townships, parent__isnull=True)}
    places = [townships[number % len(townships)] for number in range(UNITS - CROWD)]
    places += [area for area in townships if area.code == CROWDED] * CROWD
    units = [make_unit(rng, area, number) for number, area in enumerate(places, 1)]
    founded = [branch for area in townships for branch in organise(rng, area, units, bodies[area.pk])]
    for unit in units:
        carry_work(rng, unit)
        forget(rng, unit)
    Branch.objects.bulk_create(founded)
    NewOrgUnit.objects.bulk_create(units)


def make_unit(rng: Random, area: Area, number: int) -> NewOrgUnit:
    social = number % 5 == 0
    trade, industry = rng.choice(TRADES)
    sub_kind = rng.choices([SubKind.PRIVATE, SubKind.INDIVIDUAL, SubKind.FOREIGN], [74, 19, 7])[0]
    staff = rng.choice([18, 35, 60, 90, 140, 260]) + rng.randint(0, 30)
    if social:
        trade, sub_kind, industry = rng.choice(SOCIAL)
        staff = rng.randint(6, 60)
    elif sub_kind == SubKind.INDIVIDUAL:
        staff = rng.randint(6, 30)
    registered = date(rng.randint(1996, 2011), rng.randint(1, 12), rng.randint(1, 28))
    unit = NewOrgUnit(
        name=f"示例{area.name}{trade if social else trade + '企业'}{number:03d}号",
        kind=NewOrgKind.SOCIAL_ORG if social else NewOrgKind.NON_PUBLIC_ENTERPRISE,
        sub_kind=sub_kind,
        industry=industry,
        area=area,
        registered_on=registered,
        above_scale=not social and staff > 150,
        surveyed_on=day_between(rng, FIRST_SURVEY, LAST_SURVEY),
        staff=staff,
        full_members=min(staff, rng.choice([0, 0, 1, 2, 3, 4, 5, 7, 9]) + staff // 60),
        probationary_members=rng.choice([0, 0, 0, 1]),
        activists=rng.choice([0, 1, 1, 2, 4]),
        owner_is_member=rng.randrange(100) < 28,
    )
    stop(rng, unit)
    return unit


def stop(rng: Random, unit: NewOrgUnit) -> None:
    """Some no longer work, since a day within the quarters shown; a few are gone altogether."""
    luck = rng.randrange(100)
    day = day_between(rng, max(unit.registered_on, date(2009, 6, 1)), date(2012, 6, 20))
    if luck < 5:
        unit.operation, unit.excluded_on, unit.exclusion_reason = Operation.SUSPENDED, day, "停产整顿"
    elif luck < 8:
        unit.operation, unit.excluded_on, unit.exclusion_reason = Operation.SHELL, day, "只有登记，没有经营"
    elif luck < 10:
        unit.closed_on = day


def organise(rng: Random, area: Area, units: Sequence[NewOrgUnit], township: Branch) -> list[Branch]:
    """The new branches of a township: units' own ones, joint ones, and one for the rest of the area.

    Affiliated units join the township's committee.
    """
    founded: list[Branch] = []
    modes: dict[str, list[NewOrgUnit]] = {mode: [] for mode in MODES}
    for unit in units:
        if unit.area_id == area.pk:
            crowd = area.code == CROWDED and unit.full_members < 2 * LEAST_FOR_BRANCH
            modes[SetupMode.JOINT if crowd else rng.choices(MODES, WEIGHTS[size_of(unit)])[0]].append(unit)
    for unit in modes[SetupMode.SOLO]:
        founded.append(found(rng, [unit], township, SetupMode.SOLO, unit.name))
    joint, size = modes[SetupMode.JOINT], CROWD if area.code == CROWDED else JOINT_UNITS
    groups = [(joint[start : start + size], SetupMode.JOINT) for start in range(0, len(joint), size)]
    for together, mode in [*groups, (modes[SetupMode.REGIONAL], SetupMode.REGIONAL)]:
        if sum(unit.full_members for unit in together) < LEAST_FOR_BRANCH:
            modes[SetupMode.AFFILIATED] += together
            continue
        words = f"企业联合（{together[0].name[-4:]}）" if mode == SetupMode.JOINT else "非公企业综合"
        founded.append(found(rng, together, township, mode, area.name + words))
    for unit in modes[SetupMode.AFFILIATED]:
        cover(rng, unit, township, SetupMode.AFFILIATED)
    return founded


def size_of(unit: NewOrgUnit) -> str:
    return LARGE if unit.full_members >= LEAST_FOR_BRANCH else SMALL if unit.full_members else NONE


def found(rng: Random, units: Sequence[NewOrgUnit], township: Branch, mode: str, name: str) -> Branch:
    social = all(unit.kind == NewOrgKind.SOCIAL_ORG for unit in units)
    branch = Branch(
        name=f"中共{name}支部委员会",
        area=units[0].area,
        parent=township,
        org_type=OrgType.BRANCH,
        setup_mode=mode,
        sector=Sector.SOCIAL_ORG if social else Sector.ENTERPRISE,
        full_members=sum(unit.full_members for unit in units),
        probationary_members=sum(unit.probationary_members for unit in units),
        counted_on=units[0].surveyed_on,
        founded_on=in_time(rng, units[0].registered_on),
    )
    for unit in units:
        cover(rng, unit, branch, mode)
    return branch


def in_time(rng: Random, since: date) -> date:
    """Most before the quarters shown, the others in the course of them."""
    early, middle, late = date(2003, 1, 1), date(2010, 3, 1), date(2012, 3, 20)
    first, last = (max(since, early), middle) if rng.randrange(100) < 80 else (max(since, middle), late)
    return day_between(rng, min(first, late), max(first, last))


def cover(rng: Random, unit: NewOrgUnit, branch: Branch, mode: str) -> None:
    unit.branch, unit.setup_mode = branch, mode
    unit.covered_from = max(branch.founded_on or unit.registered_on, unit.registered_on)
    if mode != SetupMode.SOLO:
        unit.covered_from = max(unit.covered_from, in_time(rng, unit.registered_on))


def carry_work(rng: Random, unit: NewOrgUnit) -> None:
    """Where there is no organisation somebody mostly carries the work; and there is a reason."""
    if unit.branch is None:
        unit.reason_for_none = "党员不足3名" if unit.full_members < LEAST_FOR_BRANCH else rng.choice(REASONS)
        if rng.randrange(100) < 70:
            ways = [WorkCarrier.INSTRUCTOR, WorkCarrier.LIAISON, WorkCarrier.UNION, WorkCarrier.YOUTH_LEAGUE]
            unit.work_carrier = rng.choices(ways, [46, 20, 26, 8])[0]
            first = max(unit.registered_on, date(2009, 4, 1))
            unit.work_from = day_between(rng, first, max(first, date(2012, 3, 1)))
    if unit.work_carrier == WorkCarrier.INSTRUCTOR or rng.randrange(100) < 20:
        unit.instructor = rng.choice(INSTRUCTORS)


def forget(rng: Random, unit: NewOrgUnit) -> None:
    """What the survey has not asked yet, in one unit of twelve."""
    luck = rng.randrange(100)
    if luck < 3:
        unit.owner_is_member = None
    elif luck < 5:
        unit.activists = None
    elif luck < 7 and unit.branch is None:
        unit.reason_for_none = ""
    elif luck < 8:
        unit.surveyed_on = None
