"""Collective economy of the demonstration city's villages, three audited years, and innovation projects.

Villages led by a double-strong secretary are moderately richer, with much overlap: an association to be
found in the figures, and no more than that.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import exp
from random import Random

from django.utils import timezone

from branches.models import Area, Cadre, DoubleStrongCertification, Level

from ..models import EconomyStudy, InnovationProject, VillageEconomyYear
from ..studying import study_below
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import CITY, PRETENDED_DAY, SEED

BATCH = 800
YEARS = [2009, 2010, 2011]
USUAL, SPREAD, GROWTH, LED_BY_STRONG = 0.78, 0.72, 0.075, 0.30  # of the logarithm of an income in 万元
COUNTY_LEANING = {"411102": 0.28, "411103": 0.16, "411104": -0.02, "411121": 0.02, "411122": -0.14, "411171": 0.22}
PROJECTS = [  # title, economic goal and result with a number to fill in
    ("党员大棚蔬菜示范园", "新增大棚{}个", "建成大棚{}个"),
    ("支部加合作社", "带动农户{}户入社", "入社农户{}户"),
    ("集体土地统一发包", "增加集体收入{}万元", "合同金额{}万元"),
    ("党员带头养殖小区", "新增存栏{}头", "存栏增加{}头"),
    ("村企结对项目", "安置劳动力{}人", "安置劳动力{}人"),
    ("农产品直销点", "年销售{}万元", "销售{}万元"),
]
OTHER_PROJECTS = [
    "党员议事日",
    "村务公开电子屏",
    "流动党员网上支部",
    "无职党员积分管理",
    "民情日记",
    "远程教育进农家",
]
PROJECTS_A_YEAR = {  # of a hundred villages in a year, how many begin no, one, two or three projects
    "411102": (9, 66, 19, 6),
    "411103": (11, 68, 16, 5),
    "411104": (15, 69, 13, 3),
    "411121": (7, 68, 19, 6),
    "411122": (22, 66, 11, 1),
    "411171": (30, 61, 8, 1),
}
GOAL_PERCENT, MEASURED_PERCENT = 48, 84


def write_economy(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/economy")  # noqa: S311
    villages = dict(Area.objects.at(Level.VILLAGE).values_list("code", "pk"))
    led = led_by_strong()
    rows = (row for plan in plans for row in accounts(rng, plan, villages[plan.code], led))
    VillageEconomyYear.objects.bulk_create(rows, batch_size=BATCH)
    projects = (row for plan in plans for row in innovation(rng, plan, villages[plan.code]))
    InnovationProject.objects.bulk_create(projects, batch_size=BATCH)


def study_accounts() -> None:
    """What the newest accounts show, computed on the morning of the day that the city pretends."""
    study_below(Area.objects.get(code=CITY), YEARS[-1], PRETENDED_DAY)
    morning = timezone.make_aware(datetime.combine(PRETENDED_DAY, time(8, 30)))
    EconomyStudy.objects.update(computed_at=morning)


def led_by_strong() -> set[tuple[int, int]]:
    """{(village, year)}: at the end of the year led by somebody certified a year or longer."""
    certified: dict[int, list] = {}
    rows = DoubleStrongCertification.objects.order_by("pk")
    for person, since, revoked_on in rows.values_list("person", "certified_on", "revoked_on"):
        certified.setdefault(person, []).append((since, revoked_on or date.max))
    found = set()
    tenures = Cadre.objects.secretaries().values_list("person", "village", "started_on", "ended_on")
    for person, village, started_on, ended_on in tenures:
        for year in YEARS:
            day, year_before = date(year, 12, 31), date(year - 1, 12, 31)
            serving = started_on <= day < (ended_on or date.max)
            if serving and any(since <= year_before and day < until for since, until in certified.get(person, [])):
                found.add((village, year))
    return found


def accounts(rng: Random, plan: VillagePlan, village: int, led: set) -> Iterator[VillageEconomyYear]:
    """Three years; the newest is not audited everywhere yet, and a few villages keep no accounts at all."""
    if rng.randrange(200) == 0:
        return
    usual = USUAL + COUNTY_LEANING[plan.code[:6]] + SPREAD * rng.gauss(0, 1) + (plan.size - 100) / 700
    assets = rng.randint(400, 9000)
    for year in YEARS:
        size = usual + GROWTH * (year - YEARS[0]) + LED_BY_STRONG * ((village, year) in led) + rng.gauss(0, 0.08)
        audited_on = day_between(rng, date(year + 1, 1, 12), date(year + 1, 3, 25))
        late = rng.randrange(100)
        if late < 4:
            audited_on = day_between(rng, date(year + 1, 4, 6), date(year + 1, 6, 25))
        audited = not (year == YEARS[-1] and late >= 98)
        assets += rng.randint(-30, 160)
        yield VillageEconomyYear(
            village_id=village,
            year=year,
            income=Decimal(round(exp(size) * 100)) / 100,
            assets=Decimal(assets) / 100,
            debt=Decimal(rng.choice([0, 0, 0, rng.randint(20, 1500)])) / 100,
            audited_on=audited_on if audited else None,
            audited_by="乡镇农经站" if audited else "",
            evidence=f"{year}年度村账",
        )


def innovation(rng: Random, plan: VillagePlan, village: int) -> Iterator[InnovationProject]:
    for year in range(2009, 2013):
        number = rng.choices(range(4), PROJECTS_A_YEAR[plan.code[:6]])[0]
        for day in sorted({day_between(rng, date(year, 1, 8), date(year, 12, 20)) for _ in range(number)}):
            if day <= PRETENDED_DAY:
                yield project(rng, village, day)


def project(rng: Random, village: int, day: date) -> InnovationProject:
    """With an economic goal or without; a goal is measured after some months, or never."""
    row = InnovationProject(area_id=village, started_on=day, title=rng.choice(OTHER_PROJECTS))
    row.evidence = f"立项表{day:%Y%m%d}" if rng.randrange(100) < 94 else ""
    if rng.randrange(100) >= GOAL_PERCENT:
        return row
    row.title, goal, result = rng.choice(PROJECTS)
    wanted = rng.randint(2, 40)
    row.has_economic_goal, row.economic_goal = True, goal.format(wanted)
    measured_on = day + timedelta(days=rng.randint(35, 170))
    if rng.randrange(100) < MEASURED_PERCENT and measured_on <= PRETENDED_DAY:
        row.measured_on, row.result = measured_on, result.format(max(1, wanted * rng.randint(60, 120) // 100))
    return row
