"""Facts for texts under test: one of every kind, with numbers that can be followed by hand."""

from datetime import date
from decimal import Decimal

from indicators.briefs.facts import Fact, Facts, Kind, Known, Value

SECRETARIES = (
    ("源汇区", Decimal("76.3")),
    ("郾城区", Decimal("74.4")),
    ("召陵区", Decimal("68.7")),
    ("舞阳县", Decimal("73.4")),
    ("临颍县", Decimal("64.9")),
    ("经开区", Decimal("57.1")),
)
ROWS: tuple[tuple[str, Kind, str, Value], ...] = (
    ("area.name", Kind.TEXT, "", "漯河市"),
    ("area.whole", Kind.TEXT, "", "全市"),
    ("day", Kind.DATE, "", date(2012, 3, 31)),
    ("rate.value", Kind.PERCENT, "", Decimal(889) * 100 / 1270),
    ("rate.num", Kind.COUNT, "人", Decimal(889)),
    ("rate.den", Kind.COUNT, "人", Decimal(1270)),
    ("rate.change", Kind.POINTS, "", Decimal("1.84")),
    ("rate.year_change", Kind.POINTS, "", Decimal("-0.04")),
    ("rate.target", Kind.PERCENT, "", Decimal(75)),
    ("rate.rank", Kind.RANK, "", Decimal(2)),
    ("rate.siblings", Kind.COUNT, "个", Decimal(18)),
    ("rate.children", Kind.PLACES, "", SECRETARIES),
    ("rate.best", Kind.PLACES, "", SECRETARIES[:1]),
    ("rate.low_flagged", Kind.PLACES, "", SECRETARIES[4:]),
    ("rate.cv", Kind.INDEX, "", Decimal("0.0703")),
    ("cadres.value", Kind.PERCENT, "", Decimal(3283) * 100 / 6820),
    ("cadres.num", Kind.COUNT, "人", Decimal(3283)),
    ("members.value", Kind.PERCENT, "", Decimal(10662) * 100 / 42648),
    ("members.num", Kind.COUNT, "人", Decimal(10662)),
    ("promoted.value", Kind.COUNT, "人", Decimal(108)),
    ("promoted.change", Kind.CHANGE, "人", Decimal(8)),
    ("income.value", Kind.AMOUNT, "万元", Decimal("4.2549")),
    ("tasks.overdue_median", Kind.DAYS, "", Decimal("12.5")),
    ("tasks.faded_campaigns", Kind.NAMES, "", ("甲活动", "乙活动", "丙活动")),
    ("lost.value", Kind.PERCENT, "", None),
    ("lost.worst", Kind.PLACES, "", ()),
)  # fmt: skip


def known() -> dict[str, Known]:
    return {
        path: Known(path, kind, path, unit, Kind.PERCENT if kind == Kind.PLACES else None)
        for path, kind, unit, _ in ROWS
    }


def facts(**changed: Value) -> Facts:
    """`changed` are values by path, a dot written as two underscores."""
    values = {path: value for path, _, _, value in ROWS}
    values |= {name.replace("__", "."): value for name, value in changed.items()}
    missing = {"lost.value": "没有上报"}
    return {path: Fact(one, values[path], missing=missing.get(path, "")) for path, one in known().items()}
