"""Posts in enterprises, the pioneer cup and the two helps in the demonstration city."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from branches.models import Area, Branch, Level, NewOrgKind, NewOrgUnit

from ..models import (
    LEADS_THE_CUP,
    RESULT_OF,
    CupReach,
    EnterprisePost,
    EnterprisePostKind,
    HelpKind,
    HelpRecord,
    PioneerCup,
    PioneerCupEntry,
)
from ..quarters import Quarter
from .accounts import Staff
from .allotment import VillagePlan
from .calendar import day_between, day_in
from .members import followed_members
from .rows import LAST, OPEN, QUARTERS, SEED

BATCH = 800
POSTS_PERCENT = {EnterprisePostKind.PIONEER_POST: 80, EnterprisePostKind.ZONE: 72}
CUPS = {  # county: between whom
    "411102000000": CupReach.RURAL_AND_COMMUNITY,
    "411103000000": CupReach.RURAL,
    "411104000000": CupReach.ALL,
    "411121000000": CupReach.RURAL,
    "411122000000": CupReach.ENTERPRISE,
    "411171000000": CupReach.ALL,
}
CUP_YEARS = [2011, 2012]
ENTERED_BY_SPRING_PERCENT, ENTERED_LATER_PERCENT = 76, 14
PRIZES = ["一等奖", "二等奖", "二等奖", "三等奖", "三等奖", "三等奖"]
CONTENT = {
    HelpKind.LAID_OFF: ["免费技能培训后推荐上岗", "帮助办理小额担保贷款", "介绍到示例企业就业"],
    HelpKind.POOR_HOUSEHOLD: ["送种子化肥并指导种植", "帮助发展家庭养殖", "介绍家庭成员务工"],
}
MOST_HELPED = {HelpKind.LAID_OFF: 9, HelpKind.POOR_HOUSEHOLD: 18}
WITH_RESULT_PERCENT, BY_PERSON_PERCENT = 75, 15


def write_helping(plans: Sequence[VillagePlan], staff: Staff) -> None:
    rng = Random(f"{SEED}/helping")  # noqa: S311
    units = NewOrgUnit.objects.filter(kind=NewOrgKind.NON_PUBLIC_ENTERPRISE, branch__isnull=False)
    posts = [post for unit in units.select_related("branch").order_by("pk") for post in posts_of(rng, unit)]
    EnterprisePost.objects.bulk_create(posts, batch_size=BATCH)
    for year in CUP_YEARS:
        for area in Area.objects.at(Level.COUNTY).filter(code__in=CUPS).order_by("code"):
            write_cup(rng, area, year)
    HelpRecord.objects.bulk_create(help_records(rng), batch_size=BATCH)


def posts_of(rng: Random, unit: NewOrgUnit) -> Iterator[EnterprisePost]:
    for kind, percent in POSTS_PERCENT.items():
        if rng.randrange(100) < percent:
            first = max(unit.branch.founded_on or date(2009, 1, 1), date(2009, 1, 1))
            yield EnterprisePost(
                unit=unit,
                kind=kind,
                number=rng.randint(1, 4),
                set_on=day_between(rng, first, max(first, LAST.last_day)),
                evidence=f"{kind.label}公示",
            )


def write_cup(rng: Random, area: Area, year: int) -> None:
    """Most enter in the first quarter, some later; the winners of a finished year are known."""
    cup = PioneerCup.objects.create(
        area=area,
        year=year,
        announced_on=date(year, 2, rng.randint(10, 25)),
        reach=CUPS[area.code],
        document=f"{area.name}{year}年先锋杯竞赛方案",
    )
    standing = Branch.objects.standing_on(cup.announced_on).within(area).exclude(LEADS_THE_CUP)
    entries = []
    for branch in standing.filter(sector__in=cup.sectors).order_by("pk"):
        luck = rng.randrange(100)
        if luck < ENTERED_BY_SPRING_PERCENT + ENTERED_LATER_PERCENT:
            spring = luck < ENTERED_BY_SPRING_PERCENT
            first, last = (
                (cup.announced_on, date(year, 3, 31)) if spring else (date(year, 4, 1), date(year, 6, 30))
            )
            entered_on = day_between(rng, first, last)
            entries.append(PioneerCupEntry(cup=cup, branch=branch, entered_on=entered_on, evidence="报名表"))
    if year < OPEN.year:
        for entry, prize in zip(rng.sample(entries, min(len(entries), len(PRIZES))), PRIZES, strict=False):
            entry.result = prize
            entry.evidence = f"{year}年先锋杯评比通报"
    PioneerCupEntry.objects.bulk_create(entries, batch_size=BATCH)


def help_records(rng: Random) -> Iterator[HelpRecord]:
    """Each township and quarter some of each kind, helped by its organisations and now and then by a member."""
    members: dict[int, list[int]] = {}
    villages = dict(Area.objects.at(Level.VILLAGE).values_list("pk", "parent"))
    for village, followed in sorted(followed_members().items()):
        members.setdefault(villages[village], []).append(followed[0].person_id)
    helpers: dict[int, list[int]] = {}
    for area, branch in Branch.objects.filter(area__level=Level.TOWNSHIP).order_by("pk").values_list("area", "pk"):
        helpers.setdefault(area, []).append(branch)
    for area in Area.objects.at(Level.TOWNSHIP).order_by("code"):
        for quarter in [*QUARTERS, OPEN]:
            for kind in HelpKind:
                row = help_record(rng, area, quarter, kind)
                if rng.randrange(100) < BY_PERSON_PERCENT and area.pk in members:
                    row.helper_person_id = rng.choice(members[area.pk])
                else:
                    row.helper_branch_id = rng.choice(helpers[area.pk])
                yield row


def help_record(rng: Random, area: Area, quarter: Quarter, kind: HelpKind) -> HelpRecord:
    row = HelpRecord(
        area=area,
        kind=kind,
        helped_on=day_in(rng, quarter),
        helped=rng.randint(2, MOST_HELPED[kind]),
        content=rng.choice(CONTENT[kind]),
        evidence=f"{quarter.label}帮扶协议",
    )
    worked_on = row.helped_on + timedelta(days=rng.randint(20, 110))
    if rng.randrange(100) < WITH_RESULT_PERCENT and worked_on <= OPEN.last_day:
        row.result, row.result_on = RESULT_OF[kind], worked_on
        row.with_result = max(1, row.helped * rng.randint(40, 90) // 100)
    return row
