"""Enterprises and social organisations of the demonstration city, and what covers them."""

from collections.abc import Sequence
from datetime import date
from random import Random

from branches.models import (
    Area,
    Branch,
    Level,
    NewOrgKind,
    NewOrgUnit,
    Operation,
    OrgType,
    Sector,
    SetupMode,
)

from .accounts import Staff
from .allotment import VillagePlan
from .rows import SEED

UNITS = 300
TRADES = ["食品", "面粉", "肉制品", "包装", "印刷", "制鞋", "纺织", "建材", "机械", "饲料", "运输", "商贸"]
SOCIAL = ["农技协会", "养殖协会", "个体劳动者协会", "老年体育协会", "民办学校", "民办医院"]
LEAST_FOR_BRANCH = 3  # full members
REASONS = ["党员不足3名", "停产整顿", "党员组织关系未转入", "新注册，正在筹建"]


def write_new_orgs(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """Units spread over the townships; those with three full members mostly have a branch."""
    rng = Random(f"{SEED}/new orgs")  # noqa: S311
    townships = list(Area.objects.at(Level.TOWNSHIP).order_by("code"))
    parents = dict(Branch.objects.filter(area__in=townships, parent__isnull=True).values_list("area_id", "pk"))
    units = [make_unit(rng, townships[number % len(townships)], number + 1) for number in range(UNITS)]
    founded = []
    for unit in units:
        if unit.full_members >= LEAST_FOR_BRANCH and rng.randrange(100) < 93:
            unit.branch = make_branch(rng, unit, parents[unit.area_id])
            unit.setup_mode = unit.branch.setup_mode
            unit.work_covered = True
            founded.append(unit.branch)
        else:
            unit.reason_for_none = reason(rng, unit)
            unit.work_covered = rng.randrange(100) < 75
    Branch.objects.bulk_create(founded)
    NewOrgUnit.objects.bulk_create(units)


def make_unit(rng: Random, area: Area, number: int) -> NewOrgUnit:
    social = number % 5 == 0
    staff = rng.randint(6, 60) if social else rng.choice([18, 35, 60, 90, 140, 260]) + rng.randint(0, 30)
    return NewOrgUnit(
        name=f"示例{area.name}{rng.choice(SOCIAL) if social else rng.choice(TRADES) + '企业'}{number:03d}号",
        kind=NewOrgKind.SOCIAL_ORG if social else NewOrgKind.NON_PUBLIC_ENTERPRISE,
        area=area,
        operation=rng.choices([Operation.OPERATING, Operation.SUSPENDED, Operation.SHELL], [92, 5, 3])[0],
        above_scale=not social and staff > 150,
        staff=staff,
        full_members=min(staff, rng.choice([0, 0, 1, 2, 3, 4, 5, 7, 9]) + staff // 60),
        owner_is_member=rng.randrange(100) < 28,
    )


def make_branch(rng: Random, unit: NewOrgUnit, parent_id: int) -> Branch:
    modes = [SetupMode.SOLO, SetupMode.JOINT, SetupMode.AFFILIATED, SetupMode.REGIONAL]
    social = unit.kind == NewOrgKind.SOCIAL_ORG
    return Branch(
        name=f"中共{unit.name}支部委员会",
        area=unit.area,
        parent_id=parent_id,
        org_type=OrgType.BRANCH,
        setup_mode=rng.choices(modes, [55, 25, 12, 8])[0],
        sector=Sector.SOCIAL_ORG if social else Sector.ENTERPRISE,
        full_members=unit.full_members,
        founded_on=date(rng.randint(2003, 2011), rng.randint(1, 12), 1),
    )


def reason(rng: Random, unit: NewOrgUnit) -> str:
    if unit.full_members < LEAST_FOR_BRANCH:
        return REASONS[0]
    return REASONS[1] if unit.operation != Operation.OPERATING else rng.choice(REASONS[2:])
