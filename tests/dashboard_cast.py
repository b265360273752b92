"""The known cast's figures on dashboards, small enough to add up by hand.

2012Q1        secretaries  double-strong  members  skilled  promoted  status
东镇 一村          1            1            40       30        2      approved
东镇 二村          1            0            60       30        1      approved
东镇 三村          1            1            50       45        0      submitted
西镇 四村          1            1           100       80        3      approved
南乡 五村          2            1            80       40        1      approved
南乡 六村                                                              empty

2011Q4: all six approved, secretaries 1 1 1 1 2 1, double-strong 1 0 0 0 1 0.
2011Q1: 一村 alone approved, 1 secretary, none double-strong.
The city's lines for the first indicator in 2012: green 65, amber 55; 乙区 has its own: 50 and 40.
"""

from datetime import date
from decimal import Decimal

from branches.models import Area
from indicators.models import Indicator, Period, Programme, Report, Status, Target
from indicators.rollup import rebuild

from . import cast

CODES = ("secretaries", "ds_secretaries", "rural_members", "skilled_members", "ds_promoted")
LATEST = {
    "一村": (Status.APPROVED, 1, 1, 40, 30, 2),
    "二村": (Status.APPROVED, 1, 0, 60, 30, 1),
    "三村": (Status.SUBMITTED, 1, 1, 50, 45, 0),
    "四村": (Status.APPROVED, 1, 1, 100, 80, 3),
    "五村": (Status.APPROVED, 2, 1, 80, 40, 1),
    "六村": (Status.EMPTY,),
}
BEFORE = {"一村": (1, 1), "二村": (1, 0), "三村": (1, 0), "四村": (1, 0), "五村": (2, 1), "六村": (1, 0)}


def build_indicator(code: str, numerator: str, denominator: str = "", **fields) -> Indicator:
    """A featured percent of the programme 测试 in force since 2009 (a count without a denominator)."""
    programme, _ = Programme.objects.get_or_create(code="test", defaults={"name": "测试"})
    kind = {"count_unit": "名"} if denominator else {"display": "count", "unit": "人", "decimals": 0}
    defaults = {"name": code, "short_name": code, "effective_from": date(2009, 1, 1)} | kind
    return Indicator.objects.create(
        code=code, programme=programme, numerator=numerator, denominator=denominator, **(defaults | fields)
    )


def build_catalogue(areas: dict[str, Area]) -> None:
    for code in CODES:
        cast.build_element(code, nature="flow" if code == "ds_promoted" else "stock")
    rate = build_indicator(
        "ds_secretary_rate",
        "ds_secretaries",
        "secretaries",
        name="双强村支书占比",
        short_name="双强支书",
        featured=1,
    )
    build_indicator(
        "dd_skill_rate", "skilled_members", "rural_members", name="掌握技术率", short_name="掌握技术", featured=2
    )
    build_indicator("ds_promoted", "ds_promoted", name="双强党员任村干部", short_name="任村干部", featured=3)
    lines = [("测试市", 65, 55), ("乙区", 50, 40)]
    for name, green, amber in lines:
        Target.objects.create(
            indicator=rate, area=areas[name], year=2012, green=Decimal(green), amber=Decimal(amber)
        )


def build_quarter(areas: dict[str, Area], code: str, rows: dict[str, tuple]) -> Period:
    """A period with one report a village: (status, values in the order of CODES)."""
    period = cast.build_period(code)
    for name, (status, *values) in rows.items():
        cast.build_report(areas[name], period, status, **dict(zip(CODES, values, strict=False)))
    rebuild(period)
    return period


def build_city(areas: dict[str, Area]) -> dict[str, Period]:
    """Everything above, with Totals."""
    build_catalogue(areas)
    approved = Status.APPROVED
    return {
        "2011Q1": build_quarter(areas, "2011Q1", {"一村": (approved, 1, 0)}),
        "2011Q4": build_quarter(areas, "2011Q4", {name: (approved, *two) for name, two in BEFORE.items()}),
        "2012Q1": build_quarter(areas, "2012Q1", LATEST),
    }


# A city of the size of a real one, for the eye: secretaries, double-strong, cadres, double-strong, members,
# double-strong, with a skill - by county on 2012-03-31; nine quarters lead up to it.
COUNTIES = {
    "源汇区": (114, 87, 612, 325, 4011, 1122, 3317),
    "郾城区": (160, 119, 859, 439, 5468, 1474, 4467),
    "召陵区": (182, 125, 978, 461, 5976, 1462, 4750),
    "舞阳县": (398, 292, 2137, 1082, 13336, 3529, 10841),
    "临颍县": (367, 238, 1971, 870, 12297, 2763, 9579),
    "经开区": (49, 28, 263, 106, 1560, 312, 1165),
}
COLUMNS = (
    "secretaries",
    "ds_secretaries",
    "cadres",
    "ds_cadres",
    "rural_members",
    "ds_members",
    "skilled_members",
)
QUARTERS = ("2010Q1", "2010Q2", "2010Q3", "2010Q4", "2011Q1", "2011Q2", "2011Q3", "2011Q4", "2012Q1")
FEATURED = (
    ("ds_secretary_rate", "“双强”村党支部书记占比", "双强支书", "ds_secretaries", "secretaries", 75, 60),
    ("ds_cadre_rate", "“双强”村干部占比", "双强村干部", "ds_cadres", "cadres", 45, 40),
    ("ds_member_rate", "“双强”党员占比", "双强党员", "ds_members", "rural_members", 30, 20),
    ("dd_skill_rate", "党员掌握实用技术率", "掌握技术", "skilled_members", "rural_members", 85, 82),
)


def build_wide_city() -> Area:
    """Six counties of four townships with three villages each; the last village of each county is late."""
    city = Area.objects.create(code="991100000000", name="样例市", level="city", path="0001", is_demo=True)
    villages = [village for number, name in enumerate(COUNTIES) for village in build_county(city, number, name)]
    for code in COLUMNS:
        cast.build_element(code)
    for place, (code, name, short_name, numerator, denominator, green, amber) in enumerate(FEATURED, 1):
        indicator = build_indicator(code, numerator, denominator, name=name, short_name=short_name, featured=place)
        for year in (2010, 2011, 2012):
            Target.objects.create(indicator=indicator, area=city, year=year, green=green, amber=amber)
    for back, code in enumerate(reversed(QUARTERS)):
        build_wide_quarter(villages, code, back)
    return city


def build_county(city: Area, number: int, name: str) -> list[tuple[Area, str, int]]:
    """(village, county's name, place among the county's twelve)."""
    county = Area.objects.create(
        code=f"9911{number + 1:02}000000",
        name=name,
        level="county",
        parent=city,
        path=f"0001{number + 1:04}",
        sort_order=number,
        is_demo=True,
    )
    villages = []
    for place in range(12):
        t, v = divmod(place, 3)
        township_path = f"{county.path}{t + 1:04}"
        township = Area.objects.filter(path=township_path).first() or Area.objects.create(
            code=f"{county.code[:6]}{100 + t}000",
            name=f"{name[:2]}{'东西南北'[t]}镇",
            level="township",
            parent=county,
            path=township_path,
            is_demo=True,
        )
        village = Area.objects.create(
            code=f"{township.code[:9]}{200 + v}",
            name=f"{township.name[2]}{'甲乙丙'[v]}村",
            level="village",
            parent=township,
            path=f"{township_path}{v + 1:04}",
            is_demo=True,
        )
        villages.append((village, name, place))
    return villages


def build_wide_quarter(villages: list[tuple[Area, str, int]], code: str, back: int) -> Period:
    """The counties' figures cut into twelve villages each, a little lower with every quarter back."""
    period = cast.build_period(code)
    reports = []
    for village, county, place in villages:
        values = {}
        for column, total in zip(COLUMNS, COUNTIES[county], strict=True):
            each, rest = divmod(total, 12)
            value = each + (1 if place < rest else 0)
            grows = column.startswith(("ds_", "skilled"))
            values[column] = value - value * back * 2 // 100 if grows else value
        status = Status.SUBMITTED if back == 0 and place == 10 else Status.APPROVED
        if back == 0 and place == 11:
            status, values = Status.EMPTY, {}
        reports.append(
            Report(area=village, period=period, counted_in=village.parent, status=status, values=values)
        )
    Report.objects.bulk_create(reports)
    rebuild(period)
    return period
