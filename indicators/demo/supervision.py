"""Weak organisations, visits, mechanisms, improvements and satisfaction of the demonstration city."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from branches.models import Area, Branch, Level, NewOrgKind, NewOrgUnit

from ..assessing import beyond_villages
from ..models import (
    Aspect,
    CreationImprovement,
    CreationStandard,
    Mechanism,
    MechanismKind,
    Rectification,
    Satisfaction,
    SupervisionVisit,
    WeakSituation,
)
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import CITY, COUNTIES, PRETENDED_DAY, SEED
from .sizes import WUYANG

BATCH = 800
SITUATIONS = [
    "班子配备不齐、书记长期缺职",
    "书记不胜任现职、工作不在状态",
    "班子不团结、内耗严重",
    "组织制度形同虚设、不开展党组织活动",
    "党员教育管理松懈、不起作用",
    "村务财务不公开、民主管理混乱",
    "宗族势力干扰村务",
    "信访矛盾集中、长期未化解",
    "集体经济薄弱、无钱办事",
    "群众测评满意度低",
]
LISTED_ON = [date(2009, 6, 10), date(2010, 4, 12), date(2011, 4, 18), date(2012, 5, 8)]
WEAK_PERCENT, AGAIN = 6, 5
MEASURES = [
    "调整充实班子，选派干部驻村",
    "规范组织生活和村务公开",
    "协调化解信访积案",
    "落实帮扶项目，清理村级财务",
]
HALF_YEARS = [(date(year, month, 1), date(year, month + 5, 28)) for year in range(2009, 2013) for month in (1, 7)]
VISIT_PERCENT = {2009: 52, 2010: 58, 2011: 64, 2012: 68}  # of villages, each half-year
RECENT = date(2011, 10, 1)  # of what was found before, nearly everything is put right
FINDINGS = [
    "党务公开栏未及时更新",
    "三会一课记录不完整",
    "设岗定责没有评岗",
    "流动党员台账不全",
    "年度计划没有分解",
]
OWNERS = ["组织部组织科", "组织部干部科", "农办", "党校"]
REVIEWS = ["已对照执行情况检视，修订两处", "运行正常，继续执行", "增加考核条款"]
ASPECT_WORK = {
    Aspect.STANDARD: "修订五个好评分标准，细化分值",
    Aspect.SCOPE: "把新社会组织和社区纳入联创范围",
    Aspect.CONTENT: "把发展集体经济写入联创内容",
    Aspect.CARRIER: "开展先锋杯竞赛，作为联创载体",
    Aspect.MECHANISM: "建立动态管理和摘牌制度",
    Aspect.RESULT: "公布联创实事完成情况，接受评议",
}


def write_supervision(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/supervision")  # noqa: S311
    city = Area.objects.get(code=CITY)
    CreationStandard.objects.create(area=city, effective_from=date(2009, 1, 1), basis="漯农领〔2009〕3号")
    areas = {area.code: area for area in Area.objects.order_by("code")}
    Rectification.objects.bulk_create(rectifications(rng, plans, areas), batch_size=BATCH)
    visits = [*village_visits(rng, plans, areas), *other_visits(rng)]
    SupervisionVisit.objects.bulk_create(visits, batch_size=BATCH)
    counties = [areas[row.code] for row in COUNTIES]
    Mechanism.objects.bulk_create(row for n, county in enumerate(counties) for row in mechanisms(rng, county, n))
    CreationImprovement.objects.bulk_create(row for county in counties for row in improvements(rng, county))
    Satisfaction.objects.bulk_create(surveys(rng, plans, areas), batch_size=BATCH)


def rectifications(rng: Random, plans: Sequence[VillagePlan], areas: dict) -> list[Rectification]:
    """Every year the weakest, most of them put right within the year; some late, some not yet, a few again."""
    situations = WeakSituation.objects.bulk_create(
        WeakSituation(code=f"{number:02d}", name=name, effective_from=date(2009, 1, 1))
        for number, name in enumerate(SITUATIONS, 1)
    )
    number = len(plans) * WEAK_PERCENT // 100
    closed: dict[str, date] = {}  # when those listed before were accepted
    rows = []
    for listed_on in LISTED_ON:
        ranked = sorted(plans, key=lambda plan: (plan.strength + rng.randint(0, 60), plan.code))
        again = [p for p in ranked if p.code in closed and closed[p.code] < listed_on][:AGAIN]
        chosen = [*again, *(plan for plan in ranked if plan.code not in closed)][:number]
        for plan in sorted(chosen, key=lambda plan: plan.code):
            row = rectification(rng, areas[plan.code], listed_on, rng.choice(situations))
            closed[plan.code] = row.accepted_on or date.max
            rows.append(row)
    return rows


def rectification(rng: Random, village: Area, listed_on: date, situation: WeakSituation) -> Rectification:
    due_on = listed_on.replace(year=listed_on.year + 1)
    luck = rng.randrange(100)
    days = rng.randint(150, 350) if luck < 91 else rng.randint(372, 480)
    accepted_on = listed_on + timedelta(days=days)
    if luck >= 97 or accepted_on > PRETENDED_DAY:
        accepted_on = None
    begun = accepted_on is not None or rng.randrange(100) < 92
    return Rectification(
        village=village,
        listed_on=listed_on,
        situation=situation,
        problem=situation.name,
        measures=rng.choice(MEASURES) if begun else "",
        helped_by="县委组织部包联组" if luck % 3 else "乡镇党委包村组",
        due_on=due_on,
        accepted_on=accepted_on,
        accepted_by="县区委组织部" if accepted_on else "",
        evidence=f"漯组〔{listed_on.year}〕{20 + listed_on.month}号" if luck != 50 else "",
    )


def village_visits(rng: Random, plans: Sequence[VillagePlan], areas: dict) -> Iterator[SupervisionVisit]:
    for plan in plans:
        for first, last in HALF_YEARS:
            if first > PRETENDED_DAY or rng.randrange(100) >= VISIT_PERCENT[first.year]:
                continue
            yield visit(rng, day_between(rng, first, min(last, PRETENDED_DAY)), area=areas[plan.code])


def other_visits(rng: Random) -> Iterator[SupervisionVisit]:
    """Organisations beyond the villages, and social organisations, less often."""
    branches = list(Branch.objects.filter(pk__in=beyond_villages(PRETENDED_DAY)).select_related("area"))
    units = NewOrgUnit.objects.filter(kind=NewOrgKind.SOCIAL_ORG, branch__isnull=False).select_related("area")
    for first, last in HALF_YEARS:
        if first > PRETENDED_DAY:
            continue
        for branch in branches:
            if rng.randrange(100) < VISIT_PERCENT[first.year] - 14:
                day = day_between(rng, first, min(last, PRETENDED_DAY))
                if branch.founded_on is None or branch.founded_on <= day:
                    yield visit(rng, day, area=branch.area, branch=branch)
        for unit in units:
            for day in (first + timedelta(days=rng.randint(5, 80)), last - timedelta(days=rng.randint(2, 80))):
                if day <= PRETENDED_DAY and rng.randrange(100) < VISIT_PERCENT[first.year] - 4:
                    yield visit(rng, day, area=unit.area, unit=unit)


def visit(rng: Random, day: date, **subject) -> SupervisionVisit:
    found = rng.randrange(100) < 28
    done = found and rng.randrange(100) < (82 if day > RECENT else 99)
    followed_up_on = day + timedelta(days=rng.randint(10, 45))
    done = done and followed_up_on <= PRETENDED_DAY
    return SupervisionVisit(
        visited_on=day,
        visited_by=rng.choice(["县委组织部督查组", "乡镇党委", "市委组织部督查组", "乡镇党委"]),
        findings=rng.choice(FINDINGS) if found else "",
        follow_up="已整改并报告" if done else "",
        followed_up_on=followed_up_on if done else None,
        evidence=f"督查记录{day:%Y%m%d}",
        **subject,
    )


def mechanisms(rng: Random, county: Area, number: int) -> Iterator[Mechanism]:
    """The four of a county, issued in 2009 and again in 2011; the zone lacks one, one has no owner, one no
    document, and some are not looked at again in time."""
    for place, kind in enumerate(MechanismKind):
        if number == 5 and kind == MechanismKind.ORGANISATIONS:
            continue
        first = day_between(rng, date(2009, 4, 5), date(2009, 12, 10))
        second = day_between(rng, date(2011, 1, 10), date(2011, 6, 20))
        for begun, ended, looks in [
            (first, second, (date(2010, 4, 1), date(2010, 11, 30))),
            (second, None, (date(2011, 9, 1), date(2012, 3, 20))),
        ]:
            reviewed = rng.randrange(100) < 76
            yield Mechanism(
                area=county,
                kind=kind,
                name=f"{county.name}{kind.label.removesuffix('机制')}办法（{begun.year}年）",
                document=f"组〔{begun.year}〕{10 + place}号" if (number, place) != (4, 3) else "",
                owner=OWNERS[place] if (number, place) not in ((5, 0), (2, 3)) else "",
                in_force_from=begun,
                reviewed_on=day_between(rng, *looks) if reviewed else None,
                review=rng.choice(REVIEWS) if reviewed else "",
                ended_on=ended,
            )


def improvements(rng: Random, county: Area) -> Iterator[CreationImprovement]:
    for year in range(2009, 2013):
        for aspect in Aspect:
            day = day_between(rng, date(year, 2, 1), date(year, 12, 10))
            if rng.randrange(100) < 70 + 6 * (year - 2009) and day <= PRETENDED_DAY:
                yield CreationImprovement(
                    area=county,
                    aspect=aspect,
                    improved_on=day,
                    content=ASPECT_WORK[aspect],
                    evidence=f"联创简报{year}年第{day.month}期",
                )


def surveys(rng: Random, plans: Sequence[VillagePlan], areas: dict) -> Iterator[Satisfaction]:
    """One county asks village by village, the others township by township; one asked too few."""
    units: dict[str, list[int]] = {}
    for plan in plans:
        code = plan.code if plan.code.startswith(WUYANG) else plan.township
        units.setdefault(code, []).append(plan.strength)
    for year in (2009, 2010, 2011):
        for place, (code, strengths) in enumerate(units.items()):
            valid = rng.randint(32, 60) if areas[code].level == Level.VILLAGE else rng.randint(90, 220)
            valid = 22 if place == 3 and year == 2011 else valid
            share = 76 + 2 * (year - 2009) + sum(strengths) // len(strengths) // 9 + rng.randint(-8, 6)
            share = rng.randint(44, 58) if rng.randrange(300) == 0 else min(99, share)
            surveyed_on = day_between(rng, date(year, 10, 8), date(year, 11, 20))
            yield Satisfaction(
                area=areas[code],
                year=year,
                surveyed_on=surveyed_on,
                valid=valid,
                satisfied=valid * share // 100,
                method="入户问卷",
                evidence=f"满意度测评报告{year}",
            )
