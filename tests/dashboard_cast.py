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
from indicators.models import Indicator, Period, Programme, Status, Target
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
