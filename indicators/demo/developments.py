"""How people of the demonstration city became Party members, and the plans they were admitted under."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from heapq import heapify, heapreplace
from random import Random

from django.db.models import Q

from branches.models import Area, Education, Level, Occupation, Person, PoliticalStatus

from ..models import DevelopmentPlan, MemberDevelopment, Stratum
from . import names
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import COUNTIES, PRETENDED_DAY, SEED

BATCH = 800
SINCE = date(2007, 1, 1)  # the register was made up from the files of this year on
RURAL, ELSEWHERE = {2009: 390, 2010: 400, 2011: 425, 2012: 170}, {2009: 120, 2010: 130, 2011: 140, 2012: 60}
UNDER_WAY = 300
IDLE_PERCENT = 2  # of the villages get nobody of those
LAST_DAY = date(2012, 6, 28)
OVERRUN, OVERRUN_YEAR = "411122", 2011  # one county admitted more than its plan
SPLIT = "411121"
LATE_PERCENT = 2  # of the probationary members whose year is over, not yet decided upon
OLDEST_FIRST_PERCENT = 97
MEETINGS = [(3, 1), (4, 12), (6, 25), (9, 5), (11, 20), (12, 15)]  # months and days about which branches decide
VILLAGERS = [  # occupation, stratum, weight in the villages
    (Occupation.FARMER, "", 72),
    (Occupation.WORKER, "", 6),
    (Occupation.OTHER, "", 9),
    (Occupation.MANAGER, "", 5),
    (Occupation.STUDENT, "", 3),
    (Occupation.MANAGER, Stratum.OWNER, 3),
    (Occupation.OTHER, Stratum.FREELANCER, 2),
]
TRADES = [  # occupation, stratum, weight outside the villages
    (Occupation.OFFICIAL, "", 16),
    (Occupation.SPECIALIST, "", 26),
    (Occupation.WORKER, "", 20),
    (Occupation.MANAGER, "", 10),
    (Occupation.STUDENT, "", 8),
    (Occupation.MANAGER, Stratum.OWNER, 6),
    (Occupation.SPECIALIST, Stratum.STAFF, 8),
    (Occupation.OTHER, Stratum.FREELANCER, 3),
    (Occupation.SPECIALIST, Stratum.INTERMEDIARY, 3),
]


def write_developments(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """Those who are on the rolls with a recent admission, newly drawn young people, and the plans."""
    rng = Random(f"{SEED}/developments")  # noqa: S311
    known = Person.objects.filter(joined_on__gte=SINCE, political_status__in=["01", "02"]).order_by("pk")
    rows = [history(rng, person, person.joined_on, Occupation.FARMER) for person in known]
    places = {area.code: area.pk for area in Area.objects.exclude(level=Level.PROVINCE)}
    latest = {}
    for person in known:
        if person.joined_on < date(2009, 1, 1):  # nobody knew of the later ones when the others were chosen
            latest[person.area_id] = max(person.joined_on, latest.get(person.area_id, SINCE))
    drawn = [*rural(rng, plans, places, latest), *elsewhere(rng, places), *under_way(rng, plans, places)]
    Person.objects.bulk_create([row.person for row in drawn], batch_size=BATCH)
    for row in drawn:
        row.person_id = row.person.pk
    MemberDevelopment.objects.bulk_create([*rows, *drawn], batch_size=BATCH)
    write_plans()


def rural(
    rng: Random, plans: Sequence[VillagePlan], places: dict[str, int], latest: dict[int, date]
) -> Iterator[MemberDevelopment]:
    """Young villagers, mostly where nobody was admitted for longest; never in the idle villages."""
    idle = set(rng.sample(range(len(plans)), len(plans) * IDLE_PERCENT // 100))
    villages = [places[plan.code] for number, plan in enumerate(plans) if number not in idle]
    waiting = [(latest.get(village, SINCE), rng.random(), village) for village in villages]
    heapify(waiting)
    for year, number in RURAL.items():
        for _ in range(number):
            village = waiting[0][2] if rng.randrange(100) < OLDEST_FIRST_PERCENT else rng.choice(villages)
            occupation, stratum, _ = rng.choices(VILLAGERS, [weight for *_, weight in VILLAGERS])[0]
            row = admitted(rng, village, year, occupation, stratum, college_percent=22)
            if village == waiting[0][2]:
                heapreplace(waiting, (row.admitted_on, rng.random(), village))
            yield row


def elsewhere(rng: Random, places: dict[str, int]) -> Iterator[MemberDevelopment]:
    """People of organs, schools, hospitals and enterprises, on the roll of a county or a township."""
    weights = [row.members for row in COUNTIES]
    townships = {row.code: [c for c in places if c[:6] == row.code[:6] and c[9:] == "000"] for row in COUNTIES}
    for year, number in ELSEWHERE.items():
        for _ in range(number):
            county = rng.choices(COUNTIES, weights)[0]
            code = county.code if rng.randrange(100) < 45 else rng.choice(townships[county.code])
            occupation, stratum, _ = rng.choices(TRADES, [weight for *_, weight in TRADES])[0]
            yield admitted(rng, places[code], year, occupation, stratum, college_percent=72)


def under_way(rng: Random, plans: Sequence[VillagePlan], places: dict[str, int]) -> Iterator[MemberDevelopment]:
    """Applicants, activists and candidates of today; a few have given up."""
    for _ in range(UNDER_WAY):
        person = youngster(rng, places[rng.choice(plans).code], 2011, college_percent=24)
        person.political_status, person.joined_on = PoliticalStatus.LEAGUE, None
        row = MemberDevelopment(person=person, occupation=Occupation.FARMER)
        row.applied_on = day_between(rng, date(2009, 6, 1), date(2012, 5, 20))
        if rng.randrange(100) < 72:
            row.activist_on = row.applied_on + timedelta(days=rng.randint(60, 300))
        if row.activist_on and rng.randrange(100) < 40:
            row.candidate_on = row.activist_on + timedelta(days=rng.randint(366, 500))
        for name in ("activist_on", "candidate_on"):
            if getattr(row, name) and getattr(row, name) > LAST_DAY:
                setattr(row, name, None)
        if rng.randrange(100) < 3:
            row.ended_on, row.ended_reason = LAST_DAY, "本人外出，不再要求入党"
        yield row


def admitted(
    rng: Random, area_id: int, year: int, occupation: str, stratum: str, college_percent: int
) -> MemberDevelopment:
    month, day = rng.choice([one for one in MEETINGS if date(year, *one) <= LAST_DAY])
    decided = date(year, month, day) + timedelta(days=rng.randint(-4, 3))
    person = youngster(rng, area_id, year, college_percent)
    person.joined_on = decided
    row = history(rng, person, decided, occupation)
    row.stratum = stratum
    person.political_status = PoliticalStatus.MEMBER if row.full_on else PoliticalStatus.PROBATIONARY
    return row


def youngster(rng: Random, area_id: int, year: int, college_percent: int) -> Person:
    """Somebody between 20 and 47, mostly under 36."""
    sex = names.sex(rng, 27)
    age = rng.randint(21, 35) if rng.randrange(100) < 74 else rng.randint(36, 47)
    college = rng.randrange(100) < college_percent
    schools = [Education.HIGH_SCHOOL, Education.VOCATIONAL, Education.MIDDLE_SCHOOL]
    return Person(
        name=names.name(rng, sex),
        sex=sex,
        birth_month=date(year - age, rng.randint(1, 12), 1),
        education=rng.choice([Education.COLLEGE, Education.BACHELOR]) if college else rng.choice(schools),
        area_id=area_id,
        tags=[],
    )


def history(rng: Random, person: Person, decided: date, occupation: str) -> MemberDevelopment:
    """The stages up to an admission; the confirmation a year later, if that has come."""
    candidate = decided - timedelta(days=rng.randint(40, 170))
    activist = candidate - timedelta(days=rng.randint(370, 620))
    full = decided + timedelta(days=rng.randint(366, 420))
    probationary = person.pk and person.political_status == PoliticalStatus.PROBATIONARY
    undecided = full > LAST_DAY or rng.randrange(100) < LATE_PERCENT
    return MemberDevelopment(
        person=person,
        occupation=occupation,
        applied_on=activist - timedelta(days=rng.randint(60, 400)),
        activist_on=activist,
        candidate_on=candidate,
        admitted_on=decided,
        full_on=None if probationary or (undecided and not person.pk) else min(full, PRETENDED_DAY),
        evidence=f"{decided.year}年支部大会决议，上级党委审批",
    )


def write_plans() -> None:
    """Counties kept within their ceiling, but for one; this year's is drawn from the last.

    One county has split its plan over its townships.
    """
    admissions = MemberDevelopment.objects.filter(admitted_on__gte=date(2009, 1, 1))
    made: Counter = Counter()
    for code, day in admissions.values_list("person__area__code", "admitted_on"):
        made.update([(code[:6], day.year), (code[:9], day.year)])
    areas = Area.objects.filter(Q(level=Level.COUNTY) | Q(level=Level.TOWNSHIP, code__startswith=SPLIT))
    DevelopmentPlan.objects.bulk_create(
        plan(area, year, made) for area in areas.order_by("code") for year in (2009, 2010, 2011, 2012)
    )


def plan(area: Area, year: int, made: Counter) -> DevelopmentPlan:
    key = area.code[: 6 if area.level == Level.COUNTY else 9]
    done = made[key, min(year, 2011)]
    over = key == OVERRUN and year == OVERRUN_YEAR
    ceiling = done * 94 // 100 if over else done * 103 // 100 + 1
    return DevelopmentPlan(area=area, year=year, ceiling=ceiling, document=f"{area.name}组〔{year}〕6号")
