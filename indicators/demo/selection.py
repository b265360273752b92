"""How the cadres of the demonstration city were chosen and what they lead: terms, appraisals, projects."""

from collections.abc import Sequence
from datetime import date
from random import Random

from branches.models import (
    CADRE_POSTS,
    AppraisalResult,
    Cadre,
    DoubleStrongCertification,
    ElectionTerm,
    Grade,
)

from ..models import EconomicProject, ProjectKind
from . import calendar
from .accounts import Staff
from .allotment import VillagePlan
from .rows import SEED

BATCH = 800
TERMS = [("2008年换届", 2008), ("2011年换届", 2011)]
APPRAISED = [2010, 2011]
GRADES = [Grade.EXCELLENT, Grade.COMPETENT, Grade.BASIC, Grade.INCOMPETENT]
CHANCES = {True: [30, 70, 0, 0], False: [10, 82, 7, 1]}  # in a hundred, by whether certified
LEADERS_PERCENT = {True: 60, False: 31}  # cadres who lead a project by March 2012, by whether certified
ENDED_PERCENT = 6
NAMES = {
    ProjectKind.CROPS: ["日光温室", "大蒜基地", "辣椒基地", "食用菌棚", "苗木基地"],
    ProjectKind.LIVESTOCK: ["生猪养殖场", "肉鸡养殖场", "奶牛小区", "肉羊养殖场"],
    ProjectKind.PROCESSING: ["面粉加工点", "粉条加工厂", "制鞋加工点", "饲料加工点"],
    ProjectKind.TRADE: ["农资门市", "粮食购销点", "农产品经纪", "超市"],
    ProjectKind.TRANSPORT: ["运输车队", "农机作业队"],
    ProjectKind.SERVICES: ["劳务合作社", "农机合作社"],
    ProjectKind.TOURISM: ["农家乐"],
}
WEIGHTS = [34, 26, 12, 14, 6, 7, 1]


def write_selection(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """Terms, the appraisals of two years, and the projects that cadres lead."""
    ElectionTerm.objects.bulk_create(
        ElectionTerm(name=name, starts_on=date(year, 11, 1), ends_on=date(year + 3, 11, 1)) for name, year in TERMS
    )
    tenures = list(
        Cadre.objects.filter(post__in=CADRE_POSTS)
        .order_by("person_id", "started_on", "pk")
        .values_list("person_id", "village_id", "started_on", "ended_on")
    )
    certified = set(DoubleStrongCertification.objects.valid_on(calendar.LAST_DAY).values_list("person", flat=True))
    write_appraisals(tenures, certified)
    write_projects(tenures, certified)


def serving(tenures, day: date) -> dict[int, int]:
    """{person: village} of the cadres of a day."""
    return {
        person: village
        for person, village, started_on, ended_on in tenures
        if started_on <= day and (ended_on is None or ended_on > day)
    }


def write_appraisals(tenures, certified: set[int]) -> None:
    rng = Random(f"{SEED}/appraisals")  # noqa: S311
    AppraisalResult.objects.bulk_create(
        (
            AppraisalResult(
                person_id=person,
                year=year,
                grade=rng.choices(GRADES, CHANCES[person in certified])[0],
                evidence=f"{year}年度村干部考核结果通报",
            )
            for year in APPRAISED
            for person in serving(tenures, date(year, 12, 31))
        ),
        batch_size=BATCH,
    )


def write_projects(tenures, certified: set[int]) -> None:
    """Begun over the years, so that the share rises quarter by quarter; a few are over."""
    rng = Random(f"{SEED}/projects")  # noqa: S311
    rows = []
    for person, village in serving(tenures, calendar.LAST_DAY).items():
        if rng.randrange(100) >= LEADERS_PERCENT[person in certified]:
            continue
        rows.append(project(rng, person, village, ended=False))
        if rng.randrange(100) < ENDED_PERCENT:
            rows.append(project(rng, person, village, ended=True))
    EconomicProject.objects.bulk_create(rows, batch_size=BATCH)


def project(rng: Random, person: int, village: int, ended: bool) -> EconomicProject:
    kind = rng.choices(list(NAMES), WEIGHTS)[0]
    last = date(2009, 12, 31) if ended else calendar.LAST_DAY
    started_on = calendar.day_between(rng, date(2006, 3, 1), last)
    return EconomicProject(
        person_id=person,
        village_id=village,
        name=rng.choice(NAMES[kind]),
        kind=kind,
        started_on=started_on,
        ended_on=calendar.day_between(rng, date(2010, 2, 1), calendar.LAST_DAY) if ended else None,
        evidence=f"{started_on.year}年营业执照或承包合同，村级公示记录",
    )
