"""Skills and theory in the demonstration city: half-yearly reviews, checks of study, skills of the followed."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from branches.models import Area, Level

from ..models import PersonSkill, ReviewMethod, SkillKind, SkillReview, TheoryStudy
from ..quarters import Quarter
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .members import followed_members
from .rows import FIRST, LAST, OPEN, QUARTERS, SEED

BATCH = 800
KINDS = [  # trade, skills
    ("种植", ["小麦高产栽培", "大棚蔬菜栽培", "大蒜辣椒种植", "食用菌栽培", "果树嫁接修剪", "花木繁育"]),
    ("养殖", ["生猪规模养殖", "蛋鸡肉鸡养殖", "奶牛肉羊养殖", "水产养殖", "畜禽防疫"]),
    ("加工", ["面粉食品加工", "农机驾驶维修", "服装加工"]),
    ("服务", ["农产品购销", "沼气安装维护", "电工焊工"]),
]
LISTED_ON, DELISTED_ON = date(2009, 1, 1), date(2011, 1, 1)
OLD_KIND = "蚕桑养殖"  # was taken off the list
REVIEWS = [Quarter(2009, 4), *(quarter for quarter in [*QUARTERS, OPEN] if quarter.closes(2))]
LAST_REVIEW = REVIEWS[-2]  # the one that the figures of 2012-03-31 rest on
FEWER_A_QUARTER = 0.011
OVERDUE_PERCENT = 6  # villages that have not held the newest review
UNCHECKED_PERCENT = 3
WITHOUT_SKILL_PERCENT = 80  # of the followed: those whose skills are in the village's counts alone


def write_learning(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """Reviews that reach the planned figures to the unit, checks of study, and personal skills."""
    villages = dict(Area.objects.at(Level.VILLAGE).values_list("code", "pk"))
    rng = Random(f"{SEED}/learning")  # noqa: S311
    SkillReview.objects.bulk_create(
        (row for plan in plans for row in reviews_of(rng, plan, villages[plan.code])), batch_size=BATCH
    )
    TheoryStudy.objects.bulk_create(
        (row for plan in plans for row in checks_of(rng, plan, villages[plan.code])), batch_size=BATCH
    )
    write_skills(rng)


def reviews_of(rng: Random, plan: VillagePlan, village: int) -> Iterator[SkillReview]:
    for quarter in REVIEWS:
        if quarter > LAST and rng.randrange(100) < OVERDUE_PERCENT:
            continue
        skilled = skilled_by(plan, quarter)
        two = skilled * (22 + plan.strength // 12) // 100
        three = skilled * (8 + plan.size % 6) // 100
        half = "上" if quarter.number == 2 else "下"
        growth = 100 - 2 * (OPEN.ordinal - quarter.ordinal)
        yield SkillReview(
            village_id=village,
            reviewed_on=quarter.last_day.replace(day=rng.randint(8, 28)),
            method=rng.choices(ReviewMethod.values, [18, 22, 60])[0],
            with_one=skilled - two - three,
            with_two=two,
            with_three=three,
            households_led=plan.members * (110 + plan.strength // 2) * growth // 10000,
            evidence=f"{quarter.year}年{half}半年双学双带评议记录",
        )


def skilled_by(plan: VillagePlan, quarter: Quarter) -> int:
    """The planned figure at the review before 2012-03-31, a little less before it, a little more after."""
    behind = LAST_REVIEW.ordinal - quarter.ordinal
    if behind > 0:
        return plan.skilled - int(plan.skilled * FEWER_A_QUARTER * behind + plan.strength % 10 / 9)
    return plan.skilled + (behind < 0) * (plan.members - plan.skilled) // 12


def checks_of(rng: Random, plan: VillagePlan, village: int) -> Iterator[TheoryStudy]:
    """A check each quarter, cumulative in the year; now and then one is left out."""
    diligence = rng.randint(88, 99)
    sessions = 0
    for quarter in [*QUARTERS, OPEN]:
        sessions = rng.randint(2, 4) + (0 if quarter.number == 1 else sessions)
        if rng.randrange(100) < UNCHECKED_PERCENT:
            continue
        done = plan.members * (diligence - rng.randint(0, 6) - (OPEN.ordinal - quarter.ordinal) // 3) // 100
        yield TheoryStudy(
            village_id=village,
            checked_on=quarter.last_day.replace(day=rng.randint(18, 28)),
            sessions=sessions,
            done=min(done, plan.members - 3),
            evidence=f"{quarter.label}理论学习签到簿",
        )


def write_skills(rng: Random) -> None:
    """The list of skills, and what some of the followed have proved."""
    kinds = SkillKind.objects.bulk_create(
        SkillKind(name=name, trade=trade, document="漯组〔2009〕示例1号", listed_on=LISTED_ON)
        for trade, names in KINDS
        for name in names
    )
    SkillKind.objects.create(name=OLD_KIND, trade="养殖", listed_on=LISTED_ON, delisted_on=DELISTED_ON)
    skills = []
    for members in followed_members().values():
        for member in members:
            if rng.randrange(100) < WITHOUT_SKILL_PERCENT:
                continue
            for kind in rng.sample(kinds, rng.choice([1, 1, 2])):
                day = day_between(rng, LISTED_ON, min(max(member.since, FIRST.first_day), LAST.last_day))
                proof = rng.choice(["职业技能证书", "农民技术员证书", "县区技术考核成绩单"])
                skills.append(PersonSkill(person_id=member.person_id, kind=kind, acquired_on=day, evidence=proof))
    PersonSkill.objects.bulk_create(skills, batch_size=BATCH)
