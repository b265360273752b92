"""Facts to try a text with before there are figures: made up, but for the demonstration's totals. No Django."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from zlib import crc32

from .facts import Fact, Facts, Kind, Known, Value
from .words import Place

DAY = date(2012, 3, 31)
HUNDRED = Decimal(100)
APART = {"源汇区": 6, "郾城区": 4, "召陵区": -1, "舞阳县": 3, "临颍县": -5, "经开区": -13}  # of 100
SHARES = {  # (numerator, denominator) of the whole city
    "ds_secretary_rate": (889, 1270),
    "ds_cadre_rate": (3283, 6820),
    "ds_member_rate": (10662, 42648),
    "dd_skill_rate": (34119, 42648),
    "secretary_filled_rate": (1270, 1270),
    "th_secretary": (100, 100),
    "th_head": (100, 100),
    "th_member": (100, 100),
    "sbq_ten": (3, 10),
    "sbq_hundred": (28, 100),
    "sbq_thousand": (265, 1000),
}
AMOUNTS = {
    "ds_promoted": 108,
    "tr_town_batches": 6,
    "tr_town_persons": 312,
    "cadre_age": "44.2",
    "dd_skill_mean": "1.4",
}
OF_WHOM = Decimal(800)  # the denominator of a share that is not in SHARES
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
    "economy.median": Decimal("4.26"),
    "economy.villages": Decimal(1270),
    "economy.gap": Decimal("1.86"),
    "economy.gap_low": Decimal("1.21"),
    "economy.gap_high": Decimal("2.48"),
    "economy.gap_strat": Decimal("1.62"),
    "economy.lt5_rate": Decimal("57.7"),
    "economy.ge10_rate": Decimal("14.2"),
    "economy.rho": Decimal("0.12"),
    "tasks.due": Decimal(250),
    "tasks.done": Decimal(191),
    "tasks.overdue": Decimal(59),
    "tasks.done_rate": Decimal("76.4"),
    "tasks.tailoff": Decimal("0.31"),
    "tasks.worst_areas": (("临颍县", Decimal("61.2")),),
    "tasks.faded_campaigns": ("“三个起来”活动", "“好班子”活动"),
}


def example_facts(known: Iterable[Known]) -> Facts:
    """One fact for each path; the same path has the same value every time."""
    return {one.path: Fact(one, value_of(one), decimals=decimals_of(one)) for one in known}


def decimals_of(known: Known) -> int:
    return {Kind.INDEX: 3, Kind.AMOUNT: 1}.get(known.of or known.kind, 0)


def value_of(known: Known) -> Value:
    if known.path in VALUES:
        return VALUES[known.path]
    match known.kind:
        case Kind.TEXT:
            return TEXTS.get(known.path, "差异主要在单位内部")
        case Kind.DATE:
            return DAY
        case Kind.NAMES:
            return tuple(APART)[:2]
    code, _, part = known.path.partition(".")
    if part in PARTS:
        return PARTS[part](code, known)
    return _whole(known.path, known) if known.kind != Kind.PLACES else _places(code, known)


def _whole(code: str, known: Known) -> Decimal:
    """The value of an indicator, the same wherever it is asked for."""
    if code in SHARES:
        return HUNDRED * SHARES[code][0] / SHARES[code][1]
    if code in AMOUNTS:
        return Decimal(AMOUNTS[code])
    chance = Decimal(crc32(code.encode()) % 400)
    kind = known.of or known.kind
    return {Kind.PERCENT: 40 + chance / 10, Kind.AMOUNT: 1 + chance / 100, Kind.INDEX: chance / 5000}.get(
        kind, chance
    )


def _side(code: str, part: str) -> Decimal:
    if code in SHARES:
        return Decimal(SHARES[code][part == "den"])
    if code in AMOUNTS:
        return Decimal(AMOUNTS[code])
    rate = 40 + Decimal(crc32(code.encode()) % 400) / 10
    return OF_WHOM if part == "den" else (OF_WHOM * rate / HUNDRED).to_integral_value()


def _places(code: str, known: Known) -> tuple[Place, ...]:
    whole = _whole(code, known)
    most = HUNDRED if known.of in (None, Kind.PERCENT) else whole * 2
    return tuple((name, min(whole * (HUNDRED + apart) / HUNDRED, most)) for name, apart in APART.items())


def _some(first: int, end: int):
    """The units from one place to another, from the highest to the lowest."""
    return lambda code, known: tuple(sorted(_places(code, known), key=lambda place: -place[1])[first:end])


def _gap(code: str, known: Known) -> Decimal:
    numbers = [number for _, number in _places(code, known)]
    return max(numbers) - min(numbers)


PARTS = {
    "value": _whole,
    "num": lambda code, known: _side(code, "num"),
    "den": lambda code, known: _side(code, "den"),
    "change": lambda code, known: Decimal("0.6") if known.kind == Kind.POINTS else Decimal(4),
    "year_change": lambda code, known: Decimal("1.8") if known.kind == Kind.POINTS else Decimal(-3),
    "target": lambda code, known: _whole(code, known) * Decimal("1.05"),
    "rank": lambda code, known: Decimal(2),
    "siblings": lambda code, known: Decimal(6),
    "children": _places,
    "best": _some(0, 1),
    "above_target": _some(0, 1),
    "high_flagged": _some(0, 1),
    "below_target": _some(1, 6),
    "worst": _some(5, 6),
    "low_flagged": _some(4, 6),
    "cv": lambda code, known: Decimal("0.070"),
    "cv_change": lambda code, known: Decimal("-0.012"),
    "gap": _gap,
    "ratio": lambda code, known: Decimal("1.34"),
    "where": lambda code, known: "差异主要在单位内部",
}
