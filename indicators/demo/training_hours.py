"""What the branches of the demonstration city counted of their members' hours, and who was sent away."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from branches.models import Area, Level

from ..models import HoursReview, Secondment
from ..quarters import Quarter
from .accounts import Staff
from .allotment import VillagePlan
from .rows import OPEN, QUARTERS, SEED
from .sizes import COUNTY_KEYS
from .trainees import long_serving

BATCH = 1000
BY_NOW = {1: 0.20, 2: 0.47, 3: 0.72, 4: 1.0}  # of the year's hours, by quarter
MET, TRAINED = 0.90, 0.92  # of the members due, over a year in a village of strength 100
LATE_PERCENT = 14  # villages that have not counted for the open quarter yet
FEWER = 2  # members who need no hours, at least
STAYS_A_HALF_YEAR = 11
HOSTS = [
    ("江苏", "苏州", "示例镇"),
    ("浙江", "杭州", "示例街道"),
    ("山东", "青岛", "示例街道"),
    ("山东", "潍坊", "示例镇"),
]


def write_training_hours(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/training hours")  # noqa: S311
    villages = dict(Area.objects.at(Level.VILLAGE).values_list("code", "pk"))
    rows = [review for plan in plans for review in reviews_of(rng, plan, villages[plan.code])]
    HoursReview.objects.bulk_create(rows, batch_size=BATCH)
    Secondment.objects.bulk_create(stays(rng))


def reviews_of(rng: Random, plan: VillagePlan, village: int) -> list[HoursReview]:
    """One count a quarter; within a year the counts only rise."""
    due = min(plan.members * 92 // 100, plan.members - FEWER)
    strength = 0.75 + plan.strength / 400
    late = rng.randrange(100) < LATE_PERCENT
    rows = []
    for quarter in [*QUARTERS, *([] if late else [OPEN])]:
        share = BY_NOW[quarter.number] * strength * (1 - 0.012 * (OPEN.ordinal - quarter.ordinal))
        rows.append(
            HoursReview(
                area_id=village,
                as_of=day_of_count(rng, quarter),
                members_due=due,
                members_met=min(int(due * share * MET), due),
                members_trained=min(int(due * share * TRAINED) + quarter.number // 2, due),
                evidence=f"{quarter.label}支部会议记录，学时登记簿",
            )
        )
    return rows


def day_of_count(rng: Random, quarter: Quarter) -> date:
    return quarter.last_day - timedelta(days=rng.randint(0, 9))


def stays(rng: Random) -> list[Secondment]:
    """Village cadres sent to the coast for three to six months, every half-year."""
    people = long_serving(rng, COUNTY_KEYS)
    rows = []
    for half, (year, month) in enumerate([(2010, 3), (2010, 9), (2011, 3), (2011, 9), (2012, 3)]):
        for number in range(STAYS_A_HALF_YEAR):
            province, city, unit = HOSTS[(half + number) % len(HOSTS)]
            started_on = date(year, month, rng.randint(1, 20))
            due_on = started_on + timedelta(days=rng.choice([95, 125, 185]))
            rows.append(
                Secondment(
                    person_id=people.pop(),
                    host_province=province,
                    host_city=city,
                    host_unit=f"{city}{unit}",
                    post=rng.choice(["主任助理", "办公室副主任", ""]),
                    started_on=started_on,
                    due_on=due_on,
                    ended_on=due_on if due_on < date(2012, 7, 1) else None,
                    evidence=f"示例组〔{year}〕{20 + half}号",
                )
            )
    rows[-1].ended_on = rows[-1].started_on + timedelta(days=30)  # came home early: does not count
    return rows
