"""The known cast: a small city that tests share, with codes that are easy to say.

测试市
├── 甲县   ├── 东镇: 一村 二村 三村
│          └── 西镇: 四村
└── 乙区   └── 南乡: 五村 六村
"""

from datetime import date, timedelta

from branches.models import Area, DoubleStrongStandard, Level, Role, User, Village
from indicators.models import Element, Period, Programme, Report, Status
from indicators.quarters import Quarter

TREE = [
    # code, name, level, parent code, path
    ("990100000000", "测试市", Level.CITY, None, "0001"),
    ("990101000000", "甲县", Level.COUNTY, "990100000000", "00010001"),
    ("990102000000", "乙区", Level.COUNTY, "990100000000", "00010002"),
    ("990101100000", "东镇", Level.TOWNSHIP, "990101000000", "000100010001"),
    ("990101101000", "西镇", Level.TOWNSHIP, "990101000000", "000100010002"),
    ("990102200000", "南乡", Level.TOWNSHIP, "990102000000", "000100020001"),
    ("990101100201", "一村", Level.VILLAGE, "990101100000", "0001000100010001"),
    ("990101100202", "二村", Level.VILLAGE, "990101100000", "0001000100010002"),
    ("990101100203", "三村", Level.VILLAGE, "990101100000", "0001000100010003"),
    ("990101101201", "四村", Level.VILLAGE, "990101101000", "0001000100020001"),
    ("990102200201", "五村", Level.VILLAGE, "990102200000", "0001000200010001"),
    ("990102200202", "六村", Level.VILLAGE, "990102200000", "0001000200010002"),
]


def build_areas() -> dict[str, Area]:
    """The tree above, by name. Every village is a rural reporting unit."""
    by_code: dict[str, Area] = {}
    for order, (code, name, level, parent, path) in enumerate(TREE):
        by_code[code] = Area.objects.create(
            code=code, name=name, level=level, parent=by_code.get(parent), path=path, sort_order=order
        )
    for area in by_code.values():
        if area.level == Level.VILLAGE:
            Village.objects.create(area=area, is_rural_unit=True)
    return {area.name: area for area in by_code.values()}


def build_period(code: str = "2012Q1") -> Period:
    """A quarter: opens on its last day, due ten days on; late reports and closing are a year away."""
    last = Quarter.parse(code).last_day
    return Period.objects.create(
        code=code,
        opens_on=last,
        due_on=last + timedelta(days=10),
        late_until=last + timedelta(days=360),
        closes_on=last + timedelta(days=370),
    )


def build_element(code: str, level: str = Level.VILLAGE, **fields) -> Element:
    """A quarterly stock element of the programme 测试, counted in 人."""
    programme, _ = Programme.objects.get_or_create(code="test", defaults={"name": "测试"})
    defaults = {"name": code, "unit": "人", "nature": "stock", "programme": programme, "level": level}
    return Element.objects.create(code=code, **(defaults | fields))


def build_report(area: Area, period: Period, status: str = Status.EMPTY, **values) -> Report:
    """The report of a village (counted in its parent) or an own report (counted in itself)."""
    counted_in = area.parent if area.level == Level.VILLAGE else area
    return Report.objects.create(area=area, period=period, counted_in=counted_in, status=status, values=values)


def build_user(username: str, area: Area | None, role: str = Role.LEADER, **fields) -> User:
    """An account whose password is `known-password-1`."""
    return User.objects.create_user(username, password="known-password-1", area=area, role=role, **fields)


def build_standard(version: str = "2009年试行标准", **fields) -> DoubleStrongStandard:
    """The standard of 2009: a secretary leads 10 households, a cadre 5, a member 3; in force until 2011."""
    defaults = {
        "in_force_from": date(2009, 1, 1),
        "in_force_until": date(2011, 1, 1),
        "criteria": "带头致富、带领致富",
        "secretary_households": 10,
        "cadre_households": 5,
        "member_households": 3,
    }
    found, _ = DoubleStrongStandard.objects.get_or_create(version=version, defaults=defaults | fields)
    return found


DAY = date(2012, 3, 31)
