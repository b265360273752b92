"""Associations that members lead in the demonstration city, and the organisations built in them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from branches.models import Area, Branch, Carrier, Level

from ..models import AssociationKind, MemberAssociation
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import SEED

PRODUCE = {
    AssociationKind.CROP: ["大蒜", "辣椒", "蔬菜", "小麦良种", "食用菌", "果树"],
    AssociationKind.LIVESTOCK: ["生猪", "蛋鸡", "肉羊", "奶牛"],
    AssociationKind.SALES: ["蔬菜", "大蒜", "粮食", "蛋品"],
}
WORDS = {
    AssociationKind.CROP: "种植协会",
    AssociationKind.LIVESTOCK: "养殖协会",
    AssociationKind.SALES: "销售协会",
}
KIND_WEIGHTS = [25, 22, 15]
ABOVE_VILLAGES = {Level.COUNTY: 3, Level.TOWNSHIP: 1}  # at most so many in each
WITH_BRANCH_PERCENT, DISSOLVED_PERCENT = 85, 3
FULL_MEMBERS = [1, 1, 1, 2, 2, 2, 3, 4, 6]


def write_associations(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/associations")  # noqa: S311
    villages = {area.code: area for area in Area.objects.at(Level.VILLAGE)}
    above = Area.objects.filter(level__in=ABOVE_VILLAGES).order_by("code")
    rows: list[MemberAssociation] = []
    for plan in plans:
        rows += founded_in(rng, villages[plan.code], rng.choices([0, 1, 2], [52, 37, 11])[0])
    for area in above:
        rows += founded_in(rng, area, rng.randint(0, ABOVE_VILLAGES[area.level]))
    parents = dict(
        Branch.objects.filter(area__level=Level.TOWNSHIP, parent__isnull=True).values_list("area_id", "pk")
    )
    branches = [branch_in(rng, row, parents) for row in rows if row.area.level == Level.VILLAGE]
    Branch.objects.bulk_create(branch for branch in branches if branch)
    MemberAssociation.objects.bulk_create(rows)


def founded_in(rng: Random, area: Area, number: int) -> Iterator[MemberAssociation]:
    """Associations of different kinds in one place."""
    kinds: set[str] = set()
    while len(kinds) < number:
        kinds.add(rng.choices(AssociationKind.values, KIND_WEIGHTS)[0])
    for kind in sorted(kinds):
        founded_on = day_between(rng, date(2006, 1, 1), date(2011, 10, 31))
        dissolved = rng.randrange(100) < DISSOLVED_PERCENT
        yield MemberAssociation(
            area=area,
            kind=kind,
            name=f"{area.name}{rng.choice(PRODUCE[kind])}{WORDS[kind]}",
            founded_on=founded_on,
            dissolved_on=founded_on + timedelta(days=rng.randint(150, 240)) if dissolved else None,
            households=rng.randint(6, 30) * (1 if area.level == Level.VILLAGE else 8),
            full_members=rng.choice(FULL_MEMBERS),
            evidence=f"社团登记示例{founded_on:%Y%m%d}号",
        )


def branch_in(rng: Random, row: MemberAssociation, parents: dict[int, int]) -> Branch | None:
    """The organisation of an association with enough members, where it was set up."""
    if not row.should_have_branch or row.dissolved_on or rng.randrange(100) >= WITH_BRANCH_PERCENT:
        return None
    row.branch = Branch(
        name=f"中共{row.name}支部委员会",
        area=row.area,
        parent_id=parents[row.area.parent_id],
        carrier=Carrier.ASSOCIATION,
        full_members=row.full_members,
        founded_on=max(row.founded_on, date(2009, 1, 1)) + timedelta(days=rng.randint(0, 60)),
    )
    return row.branch
