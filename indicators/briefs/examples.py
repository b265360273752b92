"""Facts to try a text with before there are figures: made up, but for the demonstration's totals. No Django."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from zlib import crc32

from .facts import Fact, Facts, Kind, Known, Value

DAY = date(2012, 3, 31)
HUNDRED = Decimal(100)
NAMES = ("源汇区", "郾城区", "召陵区", "舞阳县", "临颍县", "经开区")
SHARES = {  # (numerator, denominator) of the whole city
    "ds_secretary_rate": (889, 1270),
    "ds_cadre_rate": (3283, 6820),
    "ds_member_rate": (10662, 42648),
    "dd_skill_rate": (34119, 42648),
    "th_secretary": (100, 100),
    "th_head": (100, 100),
    "th_member": (100, 100),
    "sbq_ten": (3, 10),
    "sbq_hundred": (28, 100),
    "sbq_thousand": (265, 1000),
}
COUNTS = {"ds_promoted": 108, "tr_town_batches": 6, "tr_town_persons": 312}
TEXTS = {
    "area.name": "漯河市",
    "area.whole": "全市",
    "area.within": "全省",
    "area.children": "县区",
    "period.label": "2012年第一季度",
    "year": "2012",
    "economy.year": "2011",
    "economy.caution": "以上只说明二者相伴，不等于因果；认定双强本身看重致富能力，解读时应当慎重",
}
VALUES: dict[str, Value] = {
    "coverage.due": Decimal(1270),
    "coverage.approved": Decimal(1270),
    "economy.gap": Decimal("1.86"),
    "economy.gap_low": Decimal("1.21"),
    "economy.gap_high": Decimal("2.48"),
    "economy.gap_strat": Decimal("1.62"),
    "economy.rho": Decimal("0.12"),
    "tasks.tailoff": Decimal("0.31"),
    "tasks.done_rate": Decimal("76.4"),
    "tasks.faded_campaigns": ("“三个起来”活动", "好班子创建活动"),
}


def example_facts(known: Iterable[Known]) -> Facts:
    """One fact for each path; the same path has the same value every time."""
    return {one.path: Fact(one, value_of(one), decimals=decimals_of(one)) for one in known}


def decimals_of(known: Known) -> int:
    kind = known.of or known.kind
    return {Kind.INDEX: 3, Kind.AMOUNT: 1}.get(kind, 0)


def value_of(known: Known) -> Value:
    code, _, part = known.path.partition(".")
    if known.path in VALUES:
        return VALUES[known.path]
    if code in SHARES and part in ("num", "den", "value"):
        numerator, denominator = map(Decimal, SHARES[code])
        return {"num": numerator, "den": denominator, "value": numerator * HUNDRED / denominator}[part]
    if code in COUNTS and part in ("num", "value"):
        return Decimal(COUNTS[code])
    return _made_up(known)


def _made_up(known: Known) -> Value:
    match known.kind:
        case Kind.TEXT:
            return TEXTS.get(known.path, "差异主要在单位内部")
        case Kind.DATE:
            return DAY
        case Kind.NAMES:
            return NAMES[:2]
        case Kind.PLACES:
            most = 6 if known.path.endswith(".children") else 2
            return tuple((name, _number(known.of, f"{known.path}{name}")) for name in NAMES[:most])
    return _number(known.kind, known.path)


def _number(kind: Kind | None, seed: str) -> Decimal:
    """Some number of a kind, always the same for a seed."""
    chance = crc32(seed.encode()) % 900
    match kind:
        case Kind.PERCENT:
            return 10 + Decimal(chance) / 10
        case Kind.POINTS:
            return Decimal(chance - 300) / 100
        case Kind.CHANGE:
            return Decimal(chance // 30 - 8)
        case Kind.AMOUNT:
            return 1 + Decimal(chance) / 100
        case Kind.INDEX:
            return Decimal(chance) / 5000
        case Kind.DAYS:
            return Decimal(chance // 30)
        case Kind.RANK:
            return Decimal(1 + chance % 6)
    return Decimal(100 + chance)
