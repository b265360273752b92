"""Enterprises and social organisations of the demonstration city, and what covers them."""

from collections.abc import Sequence
from datetime import date, timedelta
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
MODES = [SetupMode.SOLO, SetupMode.JOINT, SetupMode.AFFILIATED, SetupMode.REGIONAL]
MODE_WEIGHTS = [84, 13, 2, 1]  # of those with members enough for a branch of their own
JOINED_PERCENT = {True: 52, False: 7}  # of the smaller ones, with and without a member: taken into a joint branch
JOINT_UNITS = 4  # in a joint branch
CROWDED, CROWD = "411104001000", 8  # here one joint branch takes in more than the five that may join
REASONS = ["党员组织关系未转入", "新注册，正在筹建", "党员流动频繁，正在摸底"]
INSTRUCTORS = ["乡镇组织干事", "乡镇企业办副主任", "工商所党建联络员", "县直下派党建指导员"]
FIRST_SURVEY, LAST_SURVEY = date(2011, 3, 1), date(2012, 3, 15)


def write_new_orgs(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """Units spread over the townships; those with members mostly have a branch, alone or with others."""
    rng = Random(f"{SEED}/new orgs")  # noqa: S311
    townships = list(Area.objects.at(Level.TOWNSHIP).order_by("code"))
    parents = dict(Branch.objects.filter(area__in=townships, parent__isnull=True).values_list("area_id", "pk"))
    places = [townships[number % len(townships)] for number in range(UNITS - CROWD)]
    places += [area for area in townships if area.code == CROWDED] * CROWD
    units = [make_unit(rng, area, number) for number, area in enumerate(places, 1)]
    founded = [branch for area in townships for branch in organise(rng, area, units, parents[area.pk])]
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


def organise(rng: Random, area: Area, units: Sequence[NewOrgUnit], parent_id: int) -> list[Branch]:
    """The branches of a township's units: own ones, and joint ones that take in the small neighbours."""
    founded: list[Branch] = []
    joint: list[NewOrgUnit] = []
    for unit in units:
        if unit.area_id != area.pk:
            continue
        if unit.full_members >= LEAST_FOR_BRANCH:
            mode = rng.choices(MODES, MODE_WEIGHTS)[0]
            if rng.randrange(100) < 3:
                continue
            if mode == SetupMode.JOINT:
                joint.append(unit)
                continue
            founded.append(make_branch(rng, unit, parent_id, mode))
            cover(rng, unit, founded[-1])
        elif area.code == CROWDED or rng.randrange(100) < JOINED_PERCENT[bool(unit.full_members)]:
            joint.append(unit)
    size = len(joint) if area.code == CROWDED else JOINT_UNITS
    for start in range(0, len(joint), size or 1):
        together = joint[start : start + size]
        founded.append(make_branch(rng, together[0], parent_id, SetupMode.JOINT))
        founded[-1].full_members = sum(unit.full_members for unit in together)
        for unit in together:
            cover(rng, unit, founded[-1])
    return founded


def make_branch(rng: Random, unit: NewOrgUnit, parent_id: int, mode: str) -> Branch:
    social = unit.kind == NewOrgKind.SOCIAL_ORG
    name = f"{unit.area.name}企业联合（{unit.name[-4:]}）" if mode == SetupMode.JOINT else unit.name
    return Branch(
        name=f"中共{name}支部委员会",
        area=unit.area,
        parent_id=parent_id,
        org_type=OrgType.BRANCH,
        setup_mode=mode,
        sector=Sector.SOCIAL_ORG if social else Sector.ENTERPRISE,
        full_members=unit.full_members,
        probationary_members=unit.probationary_members,
        counted_on=unit.surveyed_on,
        founded_on=min(unit.registered_on + timedelta(days=rng.randint(60, 2600)), date(2012, 3, 20)),
    )


def cover(rng: Random, unit: NewOrgUnit, branch: Branch) -> None:
    last = date(2012, 3, 25)
    unit.branch, unit.setup_mode = branch, branch.setup_mode
    unit.covered_from = max(branch.founded_on, unit.registered_on)
    if branch.setup_mode == SetupMode.JOINT:
        unit.covered_from = day_between(rng, min(unit.covered_from, last), last)


def carry_work(rng: Random, unit: NewOrgUnit) -> None:
    """Where there is no organisation somebody mostly carries the work; and there is a reason."""
    if unit.branch is None:
        unit.reason_for_none = "党员不足3名" if unit.full_members < LEAST_FOR_BRANCH else rng.choice(REASONS)
        if rng.randrange(100) < 78:
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
