"""Party organisations of the demonstration city beside those of villages and enterprises, and their posts."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from branches.models import (
    Area,
    Branch,
    Level,
    OrganisationStandard,
    OrgType,
    Sector,
    SetupMode,
    TermRule,
    Village,
)

from ..models import MemberGroup, MemberScheme, PioneerKind, PioneerPost
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import CITY, SEED

BATCH = 800
COUNTED_ON = date(2012, 3, 20)
ORGANS = [
    "财政局",
    "农业局",
    "教育局",
    "卫生局",
    "公安局",
    "民政局",
    "人社局",
    "水利局",
    "林业局",
    "交通局",
    "司法局",
    "统计局",
]
CITY_ORGANS = [*ORGANS, "发改委", "审计局", "环保局", "规划局", "商务局", "文广新局", "体育局", "旅游局"]
SCHOOLS, HOSPITALS = ["第一高级中学", "第二初级中学", "实验小学", "职业中专"], ["人民医院", "中医院", "妇幼保健院"]
STATE_FIRMS = ["粮油购销公司", "供水公司"]
WITH_BACKBONE = ["411102", "411103", "411104", "411121", "411122"]  # not yet in the economic zone
PIONEER_PERCENT, ZONE_PERCENT = 80, 74
GROUPS_ISSUED = {"411102": 4, "411103": 4, "411104": 3, "411121": 4, "411122": 2, "411171": 2}
TITLES = {
    MemberGroup.FARMERS: "农村党员分类管理办法",
    MemberGroup.GOVERNMENT: "机关党员管理和服务群众办法",
    MemberGroup.ENTERPRISE: "企业党员管理办法",
    MemberGroup.RETIRED: "离退休党员教育管理和发挥作用办法",
}


def write_organisations(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/organisations")  # noqa: S311
    OrganisationStandard.objects.create(effective_from=date(2009, 1, 1), basis="党章和省、市委组织部有关规定")
    TermRule.objects.create(years=3, effective_from=date(1990, 1, 1), basis="党章和基层组织选举工作有关规定")
    count_villages(rng, plans)
    counties = list(Area.objects.at(Level.COUNTY).order_by("code"))
    bodies = [*backbones(counties), *communities(rng)]
    kept = [body for county in counties for body in county_bodies(rng, county)] + city_bodies(rng)
    Branch.objects.bulk_create([*bodies, *kept], batch_size=BATCH)
    PioneerPost.objects.bulk_create((post for body in kept for post in posts(rng, body)), batch_size=BATCH)
    MemberScheme.objects.bulk_create(scheme for county in counties for scheme in schemes(rng, county))


def count_villages(rng: Random, plans: Sequence[VillagePlan]) -> None:
    """The rolls of the villages: with what stands on a new carrier they make the village's members.

    In a few villages the rolls are not up to date, and one branch in a hundred has a committee that
    does not fit.
    """
    members = {plan.code: plan.members for plan in plans}
    bodies = list(Branch.objects.filter(area__village__is_rural_unit=True).select_related("area"))
    carried: dict[int, int] = {}
    for body in bodies:
        if body.carrier:
            body.full_members = min(body.full_members, members[body.area.code] // 3)
            carried[body.area_id] = carried.get(body.area_id, 0) + body.full_members
    for body in bodies:
        body.counted_on = COUNTED_ON
        if body.carrier:
            body.probationary_members, body.committee_size = 0, 0 if body.full_members < 7 else 3
            continue
        own = members[body.area.code] - carried.get(body.area_id, 0)
        behind = rng.randint(1, 3) if rng.randrange(100) < 5 else 0
        body.probationary_members = min(rng.choice([0, 0, 1, 1, 2]), own)
        body.full_members = own - body.probationary_members - behind
        body.committee_size = rng.choices([3, 5, 7, 2, 9], [58, 36, 5, 0.6, 0.4])[0]
    Branch.objects.bulk_create(  # an upsert: one statement where bulk_update would spell out every row
        bodies,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["full_members", "probationary_members", "committee_size", "counted_on"],
        batch_size=BATCH,
    )


def backbones(counties: Sequence[Area]) -> Iterator[Branch]:
    """Working committees for the new organisations, set up one after the other."""
    for number, county in enumerate(counties):
        if county.code[:6] in WITH_BACKBONE:
            yield Branch(
                name=f"中共{county.name}非公有制经济组织和社会组织工作委员会",
                short_name=f"{county.name}两新工委",
                area=county,
                org_type=OrgType.WORKING_COMMITTEE,
                sector=Sector.ENTERPRISE,
                founded_on=date(2009, 9, 1) if number < 2 else date(2010 + number % 2, 7, 1),
            )


def communities(rng: Random) -> Iterator[Branch]:
    """One branch for each residents' committee that is no rural unit."""
    for village in Village.objects.filter(is_rural_unit=False).select_related("area").order_by("area__code"):
        yield branch(rng, f"{village.area.name}", village.area, Sector.COMMUNITY, rng.randint(12, 64))


def county_bodies(rng: Random, county: Area) -> list[Branch]:
    """Branches of the county's organs, schools, hospitals and state firms."""
    named = [(name, Sector.GOVERNMENT) for name in ORGANS]
    named += [(name, Sector.SCHOOL) for name in SCHOOLS]
    named += [(name, Sector.HOSPITAL) for name in HOSPITALS]
    named += [(name, Sector.ENTERPRISE) for name in STATE_FIRMS]
    return [branch(rng, f"{county.name}{name}", county, sector, size(rng)) for name, sector in named]


def city_bodies(rng: Random) -> list[Branch]:
    """The city's own organs, under no county."""
    city = Area.objects.get(code=CITY)
    return [branch(rng, f"{city.name}{name}", city, Sector.GOVERNMENT, size(rng)) for name in CITY_ORGANS]


def size(rng: Random) -> int:
    """Mostly fitting; a few branches are too small or too large."""
    luck = rng.randrange(100)
    return 2 if luck < 2 else rng.randint(52, 66) if luck < 5 else rng.randint(8, 46)


def branch(rng: Random, name: str, area: Area, sector: str, members: int) -> Branch:
    general = sector == Sector.COMMUNITY and members > 50
    started = date(rng.choice([2009, 2010, 2011, 2011]), rng.randint(1, 6), 15)
    return Branch(
        name=f"中共{name}{'总支部' if general else '支部'}委员会",
        short_name=f"{name}{'党总支' if general else '党支部'}",
        area=area,
        org_type=OrgType.GENERAL_BRANCH if general else OrgType.BRANCH,
        setup_mode=SetupMode.SOLO,
        sector=sector,
        full_members=members,
        probationary_members=rng.choice([0, 0, 0, 1]),
        committee_size=0 if members < 7 else rng.choice([3, 3, 5]),
        counted_on=COUNTED_ON,
        founded_on=date(rng.randint(1985, 2006), 7, 1),
        term_started_on=started,
        term_ends_on=started.replace(year=started.year + 3),
    )


def posts(rng: Random, body: Branch) -> Iterator[PioneerPost]:
    """Pioneer posts and zones, most of them set up before the quarters shown."""
    members = body.full_members + body.probationary_members
    for kind, percent in ((PioneerKind.POST, PIONEER_PERCENT), (PioneerKind.ZONE, ZONE_PERCENT)):
        if rng.randrange(100) >= percent:
            continue
        covered = rng.randint(2, 5) if kind == PioneerKind.POST else members * rng.randint(85, 100) // 100
        early = rng.randrange(100) < 72
        first, last = (date(2008, 3, 1), date(2010, 3, 1)) if early else (date(2010, 3, 2), date(2012, 3, 10))
        yield PioneerPost(
            branch=body,
            kind=kind,
            number=max(1, covered // 4),
            members=min(covered, members),
            set_on=day_between(rng, first, last),
            evidence="支部公示栏公示",
        )


def schemes(rng: Random, county: Area) -> Iterator[MemberScheme]:
    """The written schemes of a county, one group after the other."""
    for number, (group, title) in enumerate(list(TITLES.items())[: GROUPS_ISSUED[county.code[:6]]]):
        year = min(2009 + number, 2011)
        yield MemberScheme(
            area=county,
            group=group,
            title=f"{county.name}{title}",
            document=f"{county.name}组〔{year}〕{rng.randint(3, 9) + 10 * number}号",
            issued_on=date(year, rng.randint(3, 11), rng.randint(1, 28)),
        )
