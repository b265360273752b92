"""The rubrics of the demonstration city: five good villages in two versions, townships, counties, sectors."""

from branches.models import Area, Level, Sector

from ..models import Rubric, RubricItem, RubricKind, RubricLevel
from .rows import CITY

FIVE = ["领导班子好", "党员干部队伍好", "工作机制好", "小康建设业绩好", "农民群众反映好"]
SECTOR_ITEMS = {
    Sector.ENTERPRISE: ["领导班子好", "党员队伍好", "工作机制好", "发展业绩好", "职工群众反映好"],
    Sector.GOVERNMENT: ["领导班子好", "党员队伍好", "工作机制好", "工作业绩好", "服务对象反映好"],
    Sector.SCHOOL: ["领导班子好", "党员教师队伍好", "工作机制好", "教书育人业绩好", "师生家长反映好"],
    Sector.HOSPITAL: ["领导班子好", "党员医护队伍好", "工作机制好", "医疗服务业绩好", "患者反映好"],
    Sector.COMMUNITY: ["领导班子好", "党员队伍好", "工作机制好", "服务居民业绩好", "居民群众反映好"],
    Sector.SOCIAL_ORG: ["负责人作用好", "党员队伍好", "工作机制好", "服务社会业绩好", "会员群众反映好"],
}
LOOKED_AT = [
    "班子健全、分工明确、团结协作，民主生活会和议事决策有记录",
    "党员教育管理经常，发展党员规范，无职党员有岗位",
    "制度上墙并执行，任务有安排、有检查、有结果",
    "年初目标逐项兑现，有数据、有凭证",
    "民主评议和入户测评，群众意见有答复",
]
LEVELS = [("未达标", "0", False), ("达标", "60", False), ("五个好", "80", True), ("五个好标兵", "93", True)]
COUNTY_LEVELS = [("未达标", "0", False), ("合格", "60", False), ("先进县（区）", "85", True)]
VILLAGE_2009, VILLAGE_2011 = [22, 20, 18, 20, 20], [21, 20, 19, 20, 20]
EVEN = [20, 20, 20, 20, 20]


def write_rubrics() -> dict[tuple[str, str, int], Rubric]:
    """{(kind, sector, first year): rubric} with items and levels, issued by the city."""
    city = Area.objects.get(code=CITY)
    found = {}

    def issue(kind, code, name, version, years, points, items=FIVE, levels=LEVELS, sector="", at=Level.COUNTY):
        rubric = Rubric.objects.create(
            area=city,
            kind=kind,
            sector=sector,
            code=code,
            name=name,
            version=version,
            document=f"漯组〔{years[0]}〕{8 + len(found)}号",
            first_year=years[0],
            last_year=years[1],
            decided_at=at,
        )
        RubricItem.objects.bulk_create(
            RubricItem(rubric=rubric, number=n, name=item, points=full, looked_at=LOOKED_AT[n - 1])
            for n, (item, full) in enumerate(zip(items, points, strict=True), 1)
        )
        RubricLevel.objects.bulk_create(
            RubricLevel(rubric=rubric, rank=rank, name=level, minimum=least, is_title=title)
            for rank, (level, least, title) in enumerate(levels)
        )
        found[kind, sector, years[0]] = rubric

    village, town = (RubricKind.VILLAGE, "five-good-village"), (RubricKind.TOWNSHIP, "five-good-town")
    issue(*village, "五个好村党组织评分细则", "2009版", (2009, 2010), VILLAGE_2009)
    issue(*village, "五个好村党组织评分细则", "2011版", (2011, None), VILLAGE_2011)
    issue(*town, "五个好乡镇党委评分细则", "2009版", (2009, None), [25, 20, 20, 20, 15])
    county = ["县委领导班子", "基层组织建设", "工作机制", "发展实绩", "群众评价"]
    name = "三级联创先进县（区）评分细则"
    points = [25, 25, 15, 20, 15]
    years = (2009, None)
    issue(
        RubricKind.COUNTY, "advanced-county", name, "2009版", years, points, county, COUNTY_LEVELS, at=Level.CITY
    )
    for sector, items in SECTOR_ITEMS.items():
        issue(
            RubricKind.CITY_SECTOR,
            f"city-{sector.value.replace('_', '-')}",
            f"{sector.label}党组织创五好评分细则",
            "2009版",
            years,
            EVEN,
            items,
            LEVELS[:3],
            sector,
        )
    return found
