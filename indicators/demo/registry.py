"""Writes the people and organisations of the demonstration city into the registers."""

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from branches.models import Area, Branch, Carrier, Level, OrgType, Sector, SetupMode, Village

from .allotment import VillagePlan
from .careers import elected_in_time, live_on
from .population import populate
from .roll import BATCH, write_people
from .rows import COUNTIES, SEED

INDUSTRIES = ["小麦玉米", "大蒜", "辣椒", "蔬菜", "养猪", "养鸡", "食用菌", "果树", "花木", "农产品加工", "运输"]
INDUSTRY_WEIGHTS = [30, 9, 12, 14, 12, 6, 5, 4, 3, 8, 5]
CARRIERS = [
    (Carrier.COOPERATIVE, "种植专业合作社", 30),
    (Carrier.INDUSTRY_CHAIN, "产业链", 22),
    (Carrier.ASSOCIATION, "养殖协会", 24),
    (Carrier.CENTRAL_VILLAGE, "中心村", 14),
    (Carrier.SHARE_COMPANY, "股份公司", 10),
]
NEW_BRANCHES = 60
LARGEST_BRANCH = 50  # more full members make a general branch


def mark_rural_units() -> dict[str, list[tuple[str, str]]]:
    """Let the converted residents' committees report; `{county code: [(village, township)]}`."""
    units = {}
    for row in COUNTIES:
        inside = Village.objects.within(Area.objects.get(code=row.code)).order_by("area__code")
        converted = [v.pk for v in inside if not v.is_rural_unit][: row.converted]
        Village.objects.filter(pk__in=converted).update(is_rural_unit=True, converted=True)
        rows = inside.filter(is_rural_unit=True).values_list("area__code", "area__parent__code")
        units[row.code] = list(rows)
    return units


def settle() -> list[VillagePlan]:
    """Villages, people, tenures, certifications and village branches of all counties."""
    units = mark_rural_units()
    plans, people = [], []
    for row in COUNTIES:
        county_plans, county_people = populate(row, units[row.code])
        plans += county_plans
        people += county_people
    areas = {area.code: area for area in Area.objects.at(Level.VILLAGE)}
    describe_villages(plans, areas)
    live_on(people)
    write_people(people, {code: area.pk for code, area in areas.items()})
    write_branches(plans, areas)
    return plans


def describe_villages(plans: Iterable[VillagePlan], areas: dict[str, Area]) -> None:
    """Households, population, land and industry, in keeping with the size of the village."""
    rng = Random(f"{SEED}/villages")  # noqa: S311
    villages = {village.pk: village for village in Village.objects.all()}
    changed = []
    for plan in plans:
        village = villages[areas[plan.code].pk]
        village.households = 160 + plan.members * 9 + rng.randint(0, 90)
        village.population = village.households * rng.randint(36, 43) // 10
        village.arable_mu = village.population * rng.randint(9, 15) // 10
        village.main_industry = rng.choices(INDUSTRIES, INDUSTRY_WEIGHTS)[0]
        changed.append(village)
    Village.objects.bulk_create(  # an upsert: one statement where bulk_update would spell out every row
        changed,
        update_conflicts=True,
        unique_fields=["area"],
        update_fields=["households", "population", "arable_mu", "main_industry"],
        batch_size=BATCH,
    )


def write_branches(plans: Sequence[VillagePlan], areas: dict[str, Area]) -> None:
    """A committee for each township, an organisation for each village, some on new carriers."""
    rng = Random(f"{SEED}/branches")  # noqa: S311
    townships = [township_body(area) for area in Area.objects.at(Level.TOWNSHIP).order_by("code")]
    parents = {body.area.code: body for body in Branch.objects.bulk_create(townships, batch_size=BATCH)}
    bodies = [village_body(rng, plan, areas[plan.code], parents[plan.township]) for plan in plans]
    for plan in sorted(rng.sample(plans, NEW_BRANCHES), key=lambda plan: plan.code):
        bodies.append(carried_body(rng, areas[plan.code], parents[plan.township]))
    Branch.objects.bulk_create(bodies, batch_size=BATCH)


def township_body(area: Area) -> Branch:
    dispatched = area.kind == "subdistrict"
    return Branch(
        name=f"中共{area.name}工作委员会" if dispatched else f"中共{area.name}委员会",
        area=area,
        org_type=OrgType.WORKING_COMMITTEE if dispatched else OrgType.COMMITTEE,
        sector=Sector.COMMUNITY if dispatched else Sector.VILLAGE,
    )


def village_body(rng: Random, plan: VillagePlan, area: Area, parent: Branch) -> Branch:
    general = plan.members > LARGEST_BRANCH
    term_started_on = date(2011, 11, 1) if elected_in_time(plan.code) else date(2008, 11, 1)
    return Branch(
        name=f"中共{area.name}{'总支部' if general else '支部'}委员会",
        area=area,
        parent=parent,
        org_type=OrgType.GENERAL_BRANCH if general else OrgType.BRANCH,
        full_members=plan.members - rng.randint(0, 2),
        founded_on=date(rng.randint(1952, 1985), 7, 1),
        term_started_on=term_started_on,
        term_ends_on=term_started_on.replace(year=term_started_on.year + 3),
    )


def carried_body(rng: Random, area: Area, parent: Branch) -> Branch:
    carrier, name, _ = rng.choices(CARRIERS, [weight for *_, weight in CARRIERS])[0]
    return Branch(
        name=f"中共{area.name}{name}支部委员会",
        area=area,
        parent=parent,
        setup_mode=rng.choice([SetupMode.SOLO, SetupMode.JOINT]),
        carrier=carrier,
        full_members=rng.randint(3, 22),
        founded_on=date(rng.randint(2009, 2011), rng.randint(1, 12), 1),
    )
