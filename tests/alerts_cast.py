"""The known cast's figures for alerts: members, of whom so many with a skill, in three quarters.

            members   2011Q3  2011Q4  2012Q1
东镇 一村      100       90      90      90
东镇 二村      100       80      80      80
东镇 三村      100       84      84      84      东镇 254 of 300 = 84.7% in all three: close, and not moving
西镇 四村      100       70      70      50      20 points down, z = −2.89; 50% where 70% are the amber line
南乡 五村      200      150     150     160
南乡 六村      200      165     165     150      7.5 points down, z = −1.83: chance

甲县 2012Q1 304 of 400 = 76.0%, before 324 = 81.0%: five points, not more. 乙区 310 of 400 = 77.5%, before 315.
The city's lines: green 85, amber 70. Every village has its secretary; today is 5 July 2012.
"""

from datetime import date
from decimal import Decimal

from branches.models import Area
from indicators.models import Period, Report, Status, Target

from . import cast, dashboard_cast
from .people_cast import SECRETARY, build_person, serve

VILLAGES = ("一村", "二村", "三村", "四村", "五村", "六村")
MEMBERS = dict(zip(VILLAGES, (100, 100, 100, 100, 200, 200), strict=True))
SKILLED = {
    "2011Q3": (90, 80, 84, 70, 150, 165),
    "2011Q4": (90, 80, 84, 70, 150, 165),
    "2012Q1": (90, 80, 84, 50, 160, 150),
}
SKILL = "dd_skill_rate"


def build_quarters(areas: dict[str, Area]) -> dict[str, Period]:
    """Everything above, approved, with Totals."""
    for code in ("rural_members", "skilled_members"):
        cast.build_element(code)
    skill = dashboard_cast.build_indicator(
        SKILL, "skilled_members", "rural_members", name="掌握技术率", short_name="掌握技术", featured=1
    )
    for year in (2011, 2012):
        Target.objects.create(
            indicator=skill, area=areas["测试市"], year=year, green=Decimal(85), amber=Decimal(70)
        )
    periods = {}
    for code, skilled in SKILLED.items():
        period = periods[code] = cast.build_period(code)
        for name, number in zip(VILLAGES, skilled, strict=True):
            values = {"rural_members": MEMBERS[name], "skilled_members": number}
            cast.build_report(areas[name], period, Status.APPROVED, **values)
        dashboard_cast.rebuild(period)
    return periods


def build_secretaries(areas: dict[str, Area]) -> dict[str, object]:
    """A secretary for every village since 2009, by village."""
    return {name: serve(build_person(areas[name]), areas[name], SECRETARY) for name in VILLAGES}


def vacate(tenure, on: date) -> None:
    """The secretary leaves; the row keeps its history as every act does."""
    tenure.ended_on = on
    tenure.save()


def change_report(area: Area, code: str, **fields) -> None:
    """Change a report as it stands and add everything up again."""
    Report.objects.filter(area=area, period__code=code).update(**fields)
    dashboard_cast.rebuild(Period.objects.get(code=code))
