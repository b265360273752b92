"""A quarter on the reviewer's desk, in the known cast's city.

2012Q2 in 东镇: 一村 and 二村 submitted, 三村 empty. Before (2012Q1, all approved): 一村 20, 二村 40.
Now 一村 has 40 members (+100%, explained), 二村 41. 四村 of 西镇 is approved with 7, 五村 and 六村 empty.
"""

from branches.models import Area, Role, User
from indicators.models import Explanation, Period, Report, Status
from indicators.rollup import rebuild

from . import cast

NOW = [
    ("一村", Status.SUBMITTED, {"a": 40}),
    ("二村", Status.SUBMITTED, {"a": 41}),
    ("三村", Status.EMPTY, {}),
    ("四村", Status.APPROVED, {"a": 7}),
    ("五村", Status.EMPTY, {}),
    ("六村", Status.EMPTY, {}),
]
RISE = "党员数较上期 20人 增至 40人（+100%），请核实或说明"


def build_quarters(areas: dict[str, Area]) -> Period:
    """2012Q1 and 2012Q2 as above, with Totals; returns 2012Q2."""
    cast.build_element("a", name="党员数")
    before, period = cast.build_period("2012Q1"), cast.build_period("2012Q2")
    for name, value in [("一村", 20), ("二村", 40), ("四村", 7)]:
        cast.build_report(areas[name], before, Status.APPROVED, a=value)
    for name, status, values in NOW:
        cast.build_report(areas[name], period, status, **values)
    Explanation.objects.create(
        report=report_of(areas["一村"], period), rule="change", finding=RISE, text="两村合并后核对"
    )
    rebuild(before)
    rebuild(period)
    return period


def report_of(area: Area, period: Period) -> Report:
    return Report.objects.get(area=area, period=period)


def pick(report: Report) -> str:
    return f"{report.pk}-{report.version}"


def build_reviewers(areas: dict[str, Area]) -> dict[str, User]:
    return {
        "county": cast.build_user("county", areas["甲县"], Role.REVIEWER),
        "other": cast.build_user("other", areas["乙区"], Role.REVIEWER),
        "city": cast.build_user("city", areas["测试市"], Role.REVIEWER),
    }


def statuses(period: Period) -> dict[str, str]:
    """{unit: status} of a period."""
    return dict(Report.objects.filter(period=period).values_list("area__name", "status"))
