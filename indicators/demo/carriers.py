"""Demonstration households, liaison and dedication days of the demonstration city's villages."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from branches.models import Area, Level

from ..models import DedicationDay, DemoHousehold, Liaison, LiaisonVisit
from ..quarters import Quarter
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between, day_in
from .members import Followed, followed_members
from .rows import OPEN, PRETENDED_DAY, QUARTERS, SEED

BATCH = 800
TRADES = ["大棚蔬菜", "大蒜", "辣椒", "生猪养殖", "蛋鸡养殖", "食用菌", "果树", "花木", "奶牛养殖", "面粉加工"]
BEGAN = date(2009, 3, 15)  # certifying demonstration households, and pairing
AT_FIRST, LATER = (BEGAN, date(2009, 12, 20)), (date(2010, 1, 5), date(2011, 11, 30))  # of pairings
LASTS = 1096  # days that a certificate holds
NOT_RENEWED_PERCENT, REVOKED_PERCENT = 10, 2
NEVER_VISITED_PERCENT, UNVISITED_PERCENT, ONE_LEFT_OUT_PERCENT = 1, 7, 14
VISITS = [
    "了解春耕春管，帮助联系农资",
    "讲解养殖防疫知识",
    "介绍新品种，约定到示范田参观",
    "帮助联系销路",
    "帮助申请小额贷款",
    "了解生活困难，帮助申报救助",
    "一起查看大棚，指导管理",
    "宣讲惠农政策",
]
THEMES = [
    "清理村内道路和排水沟",
    "帮助困难党员群众抢收抢种",
    "植树和管护绿化带",
    "打扫村部和文化广场",
    "看望孤寡老人",
    "维修桥涵和生产路",
    "义务宣讲惠农政策",
]
DAYS_A_QUARTER = [0] * 6 + [1] * 86 + [2] * 8


def write_carriers(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/carriers")  # noqa: S311
    villages = dict(Area.objects.at(Level.VILLAGE).values_list("code", "pk"))
    followed = followed_members()
    households, pairings, days = [], [], []
    for plan in plans:
        village = villages[plan.code]
        members = followed.get(village, [])
        number = rng.choices(range(6), [10, 20, 32, 22, 11, 5])[0]
        households += demo_households(rng, village, members[:number], len(households))
        pairings += liaisons(rng, plan, village, members[::-1])
        days += dedication_days(rng, plan, village)
    DemoHousehold.objects.bulk_create(households, batch_size=BATCH)
    Liaison.objects.bulk_create(pairings, batch_size=BATCH)
    LiaisonVisit.objects.bulk_create((v for one in pairings for v in visits(rng, one)), batch_size=BATCH)
    DedicationDay.objects.bulk_create(days, batch_size=BATCH)


def demo_households(rng: Random, village: int, members: list[Followed], before: int) -> list[DemoHousehold]:
    """Certificates of some members; most of those that ran out were renewed, a few were taken back."""
    rows: list[DemoHousehold] = []

    def certify(person: int, trade: str, day: date) -> DemoHousehold:
        row = DemoHousehold(
            village_id=village,
            person_id=person,
            trade=trade,
            certificate_no=f"漯科示{day.year}-{before + len(rows) + 1:05d}",
            certified_on=day,
            valid_until=day + timedelta(days=LASTS),
            households_led=rng.randint(3, 12),
        )
        rows.append(row)
        return row

    for member in members:
        last = date(2010, 3, 31) if rng.randrange(100) < 60 else date(2012, 5, 31)
        first = max(member.since, BEGAN)
        row = certify(member.person_id, rng.choice(TRADES), day_between(rng, first, max(first, last)))
        if rng.randrange(100) < REVOKED_PERCENT:
            row.revoked_on = min(row.certified_on + timedelta(days=rng.randint(300, 700)), OPEN.last_day)
            row.revoked_reason = rng.choice(["不再从事示范产业", "外出务工", "带动作用不明显"])
        elif row.valid_until < OPEN.last_day and rng.randrange(100) >= NOT_RENEWED_PERCENT:
            certify(member.person_id, row.trade, row.valid_until + timedelta(days=1))
    return rows


def liaisons(rng: Random, plan: VillagePlan, village: int, members: list[Followed]) -> Iterator[Liaison]:
    """The village's households shared out to a few members; some pairings came later, some ended."""
    left = plan.liaison_households - (rng.randrange(100) < 20)
    for number, member in enumerate(members):
        if left <= 0:
            return
        rare = rng.randrange(1000)
        households = left if left <= 4 or (left <= 7 and rare < 15) else rng.randint(2, 4)
        left -= households
        late = number > 0 and rng.randrange(100) < 50
        yield Liaison(
            village_id=village,
            person_id=member.person_id,
            households=households,
            reason_for_more="村内能联系的党员少，暂由其多联系" if households > 5 else "",
            started_on=day_between(
                rng, *((date(2010, 1, 5), date(2011, 11, 30)) if late else (BEGAN, date(2009, 12, 20)))
            ),
            ended_on=day_between(rng, date(2011, 12, 1), OPEN.last_day) if rare >= 985 else None,
            evidence="党员联系户名册",
        )


def visits(rng: Random, liaison: Liaison) -> Iterator[LiaisonVisit]:
    """A visit a quarter, mostly to all; some pairings stand on paper only."""
    if rng.randrange(100) < NEVER_VISITED_PERCENT:
        return
    end = min(liaison.ended_on or PRETENDED_DAY, OPEN.last_day)
    for quarter in [*QUARTERS, OPEN]:
        first, last = max(quarter.first_day, liaison.started_on), min(quarter.last_day, end)
        if first >= last or rng.randrange(100) < UNVISITED_PERCENT:
            continue
        left_out = liaison.households > 1 and rng.randrange(100) < ONE_LEFT_OUT_PERCENT
        yield LiaisonVisit(
            liaison=liaison,
            visited_on=day_between(rng, first, last - timedelta(days=1)),
            households=liaison.households - left_out,
            what=rng.choice(VISITS),
        )


def dedication_days(rng: Random, plan: VillagePlan, village: int) -> Iterator[DedicationDay]:
    """Mostly one a quarter; a few quarters went by without any."""
    for quarter in [*QUARTERS, OPEN]:
        for held_on in sorted({day_in(rng, quarter) for _ in range(rng.choice(DAYS_A_QUARTER))}):
            yield dedication_day(rng, plan, village, held_on, quarter)


def dedication_day(rng: Random, plan: VillagePlan, village: int, held_on: date, quarter: Quarter) -> DedicationDay:
    able = plan.members * rng.randint(66, 84) // 100
    eager = 62 + plan.strength // 10 - (OPEN.ordinal - quarter.ordinal) // 2
    return DedicationDay(
        village_id=village,
        held_on=held_on,
        theme=rng.choice(THEMES),
        able_members=able,
        attended=min(able, able * (eager + rng.randint(-6, 14)) // 100),
        evidence=f"{held_on:%Y-%m-%d}奉献日签到簿",
    )
