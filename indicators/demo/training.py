"""Training in the demonstration city: settings, bases, quotas, rules, batches and their trainees."""

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from branches.models import Area, Level

from ..models import (
    BaseKind,
    BatchState,
    Enrolment,
    Grade,
    PlaceKind,
    Tier,
    TraineeClass,
    TrainingBase,
    TrainingBatch,
    TrainingMode,
    TrainingPlan,
    TrainingRule,
    completes,
)
from ..training.settings_file import load_settings
from . import calendar
from .accounts import Staff
from .allotment import VillagePlan
from .courses import QUOTAS, Course, draw_courses
from .rows import PRETENDED_DAY, SEED
from .sizes import COUNTY_KEYS
from .trainees import read_trainees

BATCH = 1000
PARKS = ["高效农业示范园", "食用菌示范园", "蔬菜示范园", "花木示范园"]
RULES = ["农村党员干部教育培训办法", "培训学时登记制度", "村级后备人才培训制度", "培训基地管理办法"]
FOLLOWED_PERCENT = 55
SUBJECTS = ["小麦高产栽培", "设施蔬菜", "生猪规模养殖", "农民专业合作社", "村级财务管理", "党的基层组织建设"]


def write_training(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """The registers of training over 2010 to the middle of 2012, with a few faults to find."""
    load_settings()
    rng = Random(f"{SEED}/training")  # noqa: S311
    areas = {area.code: area for area in Area.objects.exclude(level=Level.VILLAGE)}
    bases = write_bases(rng, areas)
    write_quotas(areas)
    write_rules(rng, areas)
    courses = draw_courses(read_trainees())
    batches = [batch_of(rng, course, number, areas, bases) for number, course in enumerate(courses, start=1)]
    make_faults(batches)
    batches = TrainingBatch.objects.bulk_create([*batches, *planned(areas)], batch_size=BATCH)
    pairs = list(zip(batches, courses, strict=False))
    Enrolment.objects.bulk_create(trainees_of(rng, pairs), batch_size=BATCH)


def area_of(key: str, areas: dict[str, Area]) -> Area:
    return areas[key.ljust(12, "0")]


def write_bases(rng: Random, areas: dict[str, Area]) -> dict[str, list[TrainingBase]]:
    """{county: bases}: its Party school and some parks, of which one was closed."""
    rows = []
    for county in COUNTY_KEYS:
        area = area_of(county, areas)
        rows.append(
            TrainingBase(
                area=area,
                name=f"{area.name}委党校",
                kind=BaseKind.PARTY_SCHOOL,
                accredited_on=date(2009, 3, 1),
                evidence="示例市委组织部认定",
            )
        )
        townships = [
            one for code, one in sorted(areas.items()) if code[:6] == county and one.level == Level.TOWNSHIP
        ]
        for place in rng.sample(townships, min(4, len(townships))):
            rows.append(
                TrainingBase(
                    area=place,
                    name=f"{place.name}{rng.choice(PARKS)}",
                    kind=BaseKind.AGRI_PARK,
                    accredited_on=date(rng.choice([2009, 2009, 2010]), rng.randint(1, 9), 1),
                    evidence="示例县区委组织部认定",
                )
            )
    rows[-1].closed_on = date(2011, 9, 1)
    found: dict[str, list[TrainingBase]] = {county: [] for county in COUNTY_KEYS}
    for base in TrainingBase.objects.bulk_create(rows):
        found[base.area.code[:6]].append(base)
    return found


def write_quotas(areas: dict[str, Area]) -> None:
    TrainingPlan.objects.bulk_create(
        TrainingPlan(
            area=area_of(county, areas), year=year, tier=tier, quota=quota, document=f"示例组〔{year}〕5号"
        )
        for year in (2010, 2011, 2012)
        for tier, quotas in QUOTAS.items()
        for county, quota in zip(COUNTY_KEYS, quotas, strict=True)
    )


def write_rules(rng: Random, areas: dict[str, Area]) -> None:
    TrainingRule.objects.bulk_create(
        TrainingRule(
            area=area_of(key, areas),
            title=title,
            document_no=f"示例组发〔{year}〕{number}号",
            in_force_from=date(year, rng.randint(1, 12), 1),
        )
        for key in ["4111", *COUNTY_KEYS]
        for number, title in enumerate(RULES, start=11)
        for year in [rng.choice([2009, 2010, 2011])]
    )


def batch_of(
    rng: Random, course: Course, number: int, areas: dict[str, Area], bases: dict[str, list[TrainingBase]]
) -> TrainingBatch:
    area = area_of(course.organiser, areas)
    base = None
    if course.place == PlaceKind.IN_CITY and course.mode != TrainingMode.VISIT:
        near = [one for one in bases[area.code[:6]] if one.stands_on(course.starts_on)]
        base = rng.choice(near) if near else None
    return TrainingBatch(
        number=f"{course.starts_on.year}-{course.organiser}-{number:03d}",
        name=course.name,
        area=area,
        tier=course.tier,
        trainee=course.trainee,
        mode=course.mode,
        place=course.place,
        province=course.province,
        city=course.city,
        host=f"{area.name}委组织部" if area.level != Level.TOWNSHIP else f"{area.name}党委",
        base=base,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        days=course.days,
        hours=course.hours,
        seats=course.seats,
        curriculum="、".join(rng.sample(SUBJECTS, 3)),
        satisfaction=rng.randint(84, 99),
        evidence=f"通知示例组通〔{course.starts_on.year}〕{number}号，签到册存档",
        state=BatchState.FINISHED,
    )


def make_faults(batches: list[TrainingBatch]) -> None:
    """One batch with more people than seats, one without evidence, one not closed in time."""
    late = [batch for batch in batches if batch.ends_on >= date(2012, 4, 1) and batch.tier == Tier.OTHER]
    overfull = next(batch for batch in batches if batch.tier == Tier.THOUSAND and batch.ends_on.year == 2012)
    overfull.seats -= 6
    late[0].evidence = ""
    late[-1].state = BatchState.PLANNED


def planned(areas: dict[str, Area]) -> Iterable[TrainingBatch]:
    """What is to come in the third quarter of 2012, and one that was called off."""
    for number, county in enumerate(COUNTY_KEYS, start=901):
        yield TrainingBatch(
            number=f"2012-{county}-{number}",
            name="2012年农村党员实用技术培训班（下半年）",
            area=area_of(county, areas),
            tier=Tier.THOUSAND,
            trainee=TraineeClass.MEMBER,
            starts_on=date(2012, 9, number - 890),
            ends_on=date(2012, 9, number - 888),
            days=3,
            hours=24,
            seats=50,
        )
    yield TrainingBatch(
        number="2012-411122-990",
        name="2012年村干部外出参观班",
        area=area_of("411122", areas),
        trainee=TraineeClass.CADRE,
        mode=TrainingMode.VISIT,
        place=PlaceKind.IN_PROVINCE,
        province="河南",
        city="新乡",
        starts_on=date(2012, 6, 4),
        ends_on=date(2012, 6, 6),
        days=3,
        hours=24,
        seats=40,
        state=BatchState.CANCELLED,
        cancelled_reason="三夏农忙，改到下半年举办",
    )


def trainees_of(rng: Random, pairs: Iterable[tuple[TrainingBatch, Course]]) -> Iterable[Enrolment]:
    for batch, course in pairs:
        follow = course.tier in (Tier.TEN, Tier.HUNDRED, Tier.THOUSAND)
        for person, hours, leave in course.people:
            row = Enrolment(batch=batch, person_id=person)
            if batch.state == BatchState.FINISHED:
                row.hours_attended, row.leave_hours = hours, leave
                done = completes(batch.hours, hours)
                row.grade = rng.choices([Grade.EXCELLENT, Grade.GOOD, Grade.PASS], [18, 52, 30])[0] if done else ""
                if follow and done and rng.randrange(100) < FOLLOWED_PERCENT:
                    follow_up(rng, row)
            yield row


def follow_up(rng: Random, row: Enrolment) -> None:
    """Three to six months after the batch, where that day has come."""
    day = calendar.day_between(rng, *(batch_day(row, months) for months in (90, 180)))
    if day < PRETENDED_DAY:
        row.followed_up_on, row.skill_used = day, rng.randrange(100) < 78
        row.households_taught = rng.randint(1, 6) if row.skill_used else 0


def batch_day(row: Enrolment, days: int) -> date:
    return date.fromordinal(row.batch.ends_on.toordinal() + days)
