"""Figures that documents are written from, large enough to compare and small enough to work out by hand.

               2012Q1          2011Q4          2011Q1
甲县 东镇    260 of 300      250 of 300      230 of 300      double-strong of all secretaries
甲县 西镇    140 of 200      140 of 200      120 of 200
乙区 南乡    210 of 300      204 of 300      195 of 300
丙区 北镇     90 of 200       92 of 200       95 of 200
测试市       700 of 1000     686 of 1000     640 of 1000     70%, 68.6%, 64%

The city's lines are 75 and 60, those of 丙区 40 and 30.
`promoted` is a flow: 3, 2, 4 and 1 in 2012Q1, nothing before.
`thin` has 2 of 4 persons in 丙区, 8 of 10 in each of the others; `empty` has a denominator of 0 everywhere.
"""

from decimal import Decimal

from branches.models import Area, Level, Village
from indicators.models import ParagraphTemplate, Period, Report, Status, Target
from indicators.rollup import rebuild

from . import cast
from .dashboard_cast import build_indicator

RATE, PROMOTED, THIN, EMPTY = "ds_secretary_rate", "ds_promoted", "thin_rate", "empty_rate"
CODES = (RATE, PROMOTED, THIN, EMPTY)
VILLAGES = ("一村", "四村", "五村", "七村")
SECRETARIES = (300, 200, 300, 200)
DOUBLE_STRONG = {
    "2011Q1": (230, 120, 195, 95),
    "2011Q4": (250, 140, 204, 92),
    "2012Q1": (260, 140, 210, 90),
}
TAKEN_ON = {"2012Q1": (3, 2, 4, 1)}
MORE_AREAS = [
    ("990103000000", "丙区", Level.COUNTY, "测试市", "00010003"),
    ("990103100000", "北镇", Level.TOWNSHIP, "丙区", "000100030001"),
    ("990103100201", "七村", Level.VILLAGE, "北镇", "0001000300010001"),
]


def build_city(areas: dict[str, Area]) -> dict[str, Area]:
    """Everything above, with Totals, added to the known cast's tree."""
    for order, (code, name, level, parent, path) in enumerate(MORE_AREAS, 100):
        areas[name] = Area.objects.create(
            code=code, name=name, level=level, parent=areas[parent], path=path, sort_order=order
        )
    Village.objects.create(area=areas["七村"], is_rural_unit=True)
    build_catalogue(areas)
    for code in DOUBLE_STRONG:
        build_quarter(areas, code)
    return areas


def build_catalogue(areas: dict[str, Area]) -> None:
    for code in ("secretaries", "ds_secretaries", "few", "few_all", "nobody"):
        cast.build_element(code)
    cast.build_element("promoted", nature="flow")
    rate = build_indicator(
        RATE, "ds_secretaries", "secretaries", name="双强村支书占比", short_name="双强支书", featured=1
    )
    build_indicator(PROMOTED, "promoted", name="双强党员任村干部", short_name="任村干部", featured=2)
    build_indicator(THIN, "few", "few_all", name="小单位占比", short_name="小单位", featured=3)
    build_indicator(EMPTY, "few", "nobody", name="无分母占比", short_name="无分母")
    for name, green, amber in (("测试市", 75, 60), ("丙区", 40, 30)):
        Target.objects.create(
            indicator=rate, area=areas[name], year=2012, green=Decimal(green), amber=Decimal(amber)
        )


def build_quarter(areas: dict[str, Area], code: str) -> Period:
    period = cast.build_period(code)
    for place, name in enumerate(VILLAGES):
        values = {
            "secretaries": SECRETARIES[place],
            "ds_secretaries": DOUBLE_STRONG[code][place],
            "few": 2 if name == "七村" else 8,
            "few_all": 4 if name == "七村" else 10,
            "nobody": 0,
        }
        if code in TAKEN_ON:
            values["promoted"] = TAKEN_ON[code][place]
        cast.build_report(areas[name], period, Status.APPROVED, **values)
    rebuild(period)
    return period


def correct(areas: dict[str, Area], name: str, **values) -> None:
    """Other values in a village's report of 2012Q1, with the totals above it."""
    report = Report.objects.get(area=areas[name], period__code="2012Q1")
    report.values |= values
    report.save()
    rebuild(report.period)


PARAGRAPHS = [
    ("lead", "lead", "", "", "为掌握情况，形成本报告。"),
    (
        "rate",
        "situation",
        "领头雁",
        "",
        "截至{day}，{area.whole}共有双强村支书{ds_secretary_rate.num}，占{ds_secretary_rate.value}"
        "[[如果 有 ds_secretary_rate.year_change：，比上年同期{ds_secretary_rate.year_change|变化}]]。",
    ),
    ("best", "situation", "领头雁", "有 ds_secretary_rate.best", "最高的是{ds_secretary_rate.best}。"),
    (
        "uneven",
        "problem",
        "",
        "ds_secretary_rate.cv >= 0.1",
        "{ds_secretary_rate.worst}明显偏低，差距{ds_secretary_rate.gap}。",
    ),
    ("remedy", "suggestion", "", "ds_secretary_rate.cv >= 0.1", "一要补齐短板。"),
    ("close", "closing", "", "", "请审阅。"),
]


def build_paragraphs() -> None:
    """A document in six paragraphs, for every kind."""
    kinds = {f"in_{kind}": True for kind in ("research", "report", "circular", "bulletin")}
    for order, (code, section, heading, when, text) in enumerate(PARAGRAPHS):
        ParagraphTemplate.objects.create(
            code=code, section=section, heading=heading, when=when, text=text, order=order, **kinds
        )
