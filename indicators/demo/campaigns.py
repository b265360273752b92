"""Campaigns of the demonstration city: two of the city's, four that some counties run in their own way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from branches.models import Area, Branch, Level

from ..models import Campaign, CampaignKind, CampaignLaunch, CampaignMeasure, CampaignResult, Milestone
from ..models.campaign_launch import taking_part
from ..quarters import Quarter
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between
from .rows import CITY, OPEN, PRETENDED_DAY, QUARTERS, SEED

BATCH = 800
LAST_LAUNCH = date(2012, 6, 25)
LAUNCHED_PERCENT = 87
DILIGENCE = {"411102": 8, "411103": 4, "411104": 0, "411121": 3, "411122": -7, "411171": -10}  # by county
STEPS = ["动员部署", "制定方案", "公开承诺", "对照检查", "集中整改", "现场观摩", "群众评议", "总结验收"]
PROOFS = ["会议记录", "实施方案", "公示照片", "签到表", "验收单", "评议表"]


@dataclass(frozen=True)
class Plan:
    """One campaign as a county or the city has written it; `measures` are (name, unit, target, usual)."""

    kind: str
    definition: str
    measures: tuple[tuple[str, str, int, int], ...]
    counties: tuple[str, ...] = ()  # none: run by the city
    participants: str = "village"
    begins: date = date(2009, 10, 12)


PLANS = [
    Plan(
        CampaignKind.THREE_RISES,
        "让党旗在阵地上飘起来、让组织在服务中强起来、让党员在岗位上亮起来。各村党组织统一悬挂党旗、公开服务承诺、党员亮明身份。",
        (("悬挂党旗的村", "%", 95, 97), ("公开承诺的党组织", "%", 90, 93), ("亮明身份的党员", "%", 85, 88)),
    ),
    Plan(
        CampaignKind.TWO_HELPS,
        "为下岗职工办实事、为贫困户解难题：党组织结对、党员联系，帮扶有记录、有成效。",
        (("结对帮扶的组织", "%", 85, 86), ("帮扶后有稳定收入的户", "户", 140, 150)),
        participants="all",
        begins=date(2010, 1, 18),
    ),
    Plan(
        CampaignKind.VIRTUOUS_RULE,
        "以德治村：把思想教育、家风建设和村规民约结合起来，具体做法由县区方案规定。",
        (("修订村规民约的村", "%", 90, 92), ("开展道德评议的村", "%", 85, 84)),
        ("411103", "411122"),
        begins=date(2010, 3, 1),
    ),
    Plan(
        CampaignKind.FORTRESS,
        "建强村级班子、阵地和队伍，把村党组织建成坚强堡垒，具体标准由县区方案规定。",
        (("达标村党组织", "%", 80, 82), ("新建改建活动场所", "处", 20, 21), ("整顿后进村", "个", 12, 12)),
        ("411104", "411121"),
        begins=date(2009, 11, 2),
    ),
    Plan(
        CampaignKind.DUAL_PROMOTE,
        "党建促发展、发展促党建，带头致富、带领致富。具体措施由县区方案规定。",
        (("有增收项目的村", "%", 75, 76), ("带动农户", "户", 2400, 2500)),
        ("411102", "411121"),
        begins=date(2010, 2, 22),
    ),
    Plan(
        CampaignKind.GOOD_TEAM,
        "创建政治素质好、团结协作好、作风形象好、工作业绩好的村级好班子，评定标准由县区方案规定。",
        (("参创班子", "%", 90, 91), ("评为好班子的村", "%", 55, 57)),
        ("411122", "411171"),
        begins=date(2010, 4, 6),
    ),
]


def write_campaigns(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """Campaigns with their measures and results, launches of about 85 %, milestones of every quarter."""
    rng = Random(f"{SEED}/campaigns")  # noqa: S311
    city = Area.objects.get(code=CITY)
    counties = {area.code[:6]: area for area in Area.objects.at(Level.COUNTY)}
    for plan in PLANS:
        for runner in [counties[code] for code in plan.counties] or [city]:
            campaign = make_campaign(plan, runner)
            run_in = [area for area in counties.values() if runner.contains(area)]
            measure(rng, campaign, plan, run_in)
            Milestone.objects.bulk_create(milestones(rng, campaign, run_in), batch_size=BATCH)
            CampaignLaunch.objects.bulk_create(launches(rng, campaign, run_in), batch_size=BATCH)


def make_campaign(plan: Plan, runner: Area) -> Campaign:
    kind = CampaignKind(plan.kind)
    return Campaign.objects.create(
        code=f"{runner.code[:6]}-{kind.value}",
        name=kind.label,
        kind=kind,
        area=runner,
        definition=plan.definition,
        participants=plan.participants,
        document_number=f"{runner.name[:-1]}组〔{plan.begins.year}〕{plan.begins.month + 10}号",
        starts_on=plan.begins,
    )


def measure(rng: Random, campaign: Campaign, plan: Plan, counties: list[Area]) -> None:
    """Results at the end of each half-year, rising to the usual."""
    measures = CampaignMeasure.objects.bulk_create(
        CampaignMeasure(campaign=campaign, name=name, unit=unit, target=target, sort_order=number)
        for number, (name, unit, target, _) in enumerate(plan.measures, 1)
    )
    days = [quarter.last_day for quarter in [*QUARTERS, OPEN] if quarter.number % 2 == 0]
    CampaignResult.objects.bulk_create(
        CampaignResult(
            measure=one,
            area=county,
            as_of=day,
            value=value_of(rng, one, usual, county, len(days) - number),
            evidence=f"{day.year}年{day.month}月统计表",
        )
        for one, (_, _, _, usual) in zip(measures, plan.measures, strict=True)
        for county in counties
        for number, day in enumerate(days, 1)
    )


def value_of(rng: Random, one: CampaignMeasure, usual: int, county: Area, halves_ago: int) -> Decimal:
    reached = usual * (100 + DILIGENCE[county.code[:6]] // 2 - 3 * halves_ago + rng.randint(-2, 3)) / 100
    return Decimal(f"{min(100, reached):.1f}") if one.unit == "%" else Decimal(int(reached))


def milestones(rng: Random, campaign: Campaign, counties: list[Area]) -> Iterator[Milestone]:
    """Two a quarter for each county, from the first quarter that the campaign has whole."""
    first = Quarter.containing(campaign.starts_on).next
    for ordinal in range(first.ordinal, OPEN.next.ordinal + 1):
        quarter = Quarter.of_ordinal(ordinal)
        for place in range(2):
            step = STEPS[(ordinal * 2 + place) % len(STEPS)]
            due = quarter.first_day + timedelta(days=40 + 45 * place)
            for county in counties:
                yield milestone(rng, campaign, county, f"{quarter.label}{step}", due)


def milestone(rng: Random, campaign: Campaign, county: Area, title: str, due: date) -> Milestone:
    made = Milestone(campaign=campaign, area=county, title=title, due_on=due)
    luck = rng.randrange(100) - DILIGENCE[county.code[:6]] // 2
    done = due + timedelta(days=rng.randint(3, 25) if luck >= 90 else -rng.randint(0, 12))
    if luck >= 96 or done > PRETENDED_DAY:
        if luck in (96, 97) and due < PRETENDED_DAY:
            made.cancelled_on, made.cancelled_reason = due - timedelta(days=5), "与下一节点合并进行"
        return made
    made.done_on, made.evidence = done, f"{title}{rng.choice(PROOFS)}"
    return made


def launches(rng: Random, campaign: Campaign, counties: list[Area]) -> Iterator[CampaignLaunch]:
    """Most organisations, most of them early; nobody before it was founded."""
    wanted = {} if campaign.participants == "all" else {"sector": campaign.participants}
    for county in counties:
        rows = Branch.objects.within(county).filter(taking_part(LAST_LAUNCH), **wanted).order_by("pk")
        for branch in rows.values("pk", "area_id", "founded_on"):
            if rng.randrange(100) >= LAUNCHED_PERCENT + DILIGENCE[county.code[:6]]:
                continue
            first = max(campaign.starts_on, branch["founded_on"] or campaign.starts_on)
            day = min(day_between(rng, first, LAST_LAUNCH), day_between(rng, first, LAST_LAUNCH))
            yield CampaignLaunch(
                campaign=campaign,
                area_id=branch["area_id"],
                branch_id=branch["pk"],
                launched_on=day,
                evidence="启动会记录",
            )
