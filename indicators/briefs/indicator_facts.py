"""What can be said of an indicator: one function a fact, each giving its value or the reason why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from branches.models import Level

from ..dashboards.shares import split_of
from ..figures import COMPARABLE, Figure, Standing
from .facts import Source, Value
from .measured import Measured, Unit, too_few

TOO_FEW = "人数过少，不予显示"
HUNDRED = Decimal(100)


class Missing(Exception):
    """There is no such figure; the message says why, in Chinese."""


@dataclass(frozen=True)
class Reading:
    """A value with the decimals it is shown with, and what it is made from: figures, or sources of its own."""

    value: Value
    decimals: int = 0
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()


def known(figure: Figure) -> Figure:
    """Raises Missing where the value is not known or not to be shown."""
    spec = figure.indicator
    if too_few(figure):
        raise Missing(TOO_FEW)
    if figure.value is not None:
        return figure
    if figure.numerator is None or (spec.denominator and figure.denominator is None):
        raise Missing("未填报")
    if spec.denominator and not figure.denominator:
        raise Missing("分母为零")
    raise Missing("本年各期填报的单位不一致，暂不计算")


# the area's own --------------------------------------------------------------
def value(of: Measured) -> Reading:
    own = known(of.own)
    return Reading(own.value, of.spec.decimals, (own,))


def part(name: str) -> Callable[[Measured], Reading]:
    def read(of: Measured) -> Reading:
        own = of.own
        found = getattr(own, name)
        if name == "numerator" and too_few(own):
            raise Missing(TOO_FEW)
        if found is None:
            raise Missing("不是比率，没有分母" if not of.spec.denominator and name != "numerator" else "未填报")
        return Reading(found, max(0, -found.normalize().as_tuple().exponent), (own,))

    return read


def change(name: str, before: str) -> Callable[[Measured], Reading]:
    """The change on an earlier quarter that about as many units answered, see `COMPARABLE`."""

    def read(of: Measured) -> Reading:
        own = known(of.own)
        found = getattr(own, name)
        if found is None:
            raise Missing(f"{before}没有可比的数")
        quarter = of.ground.quarter
        earlier = of.figures([of.ground.own], quarter.previous if name == "change_previous" else quarter.year_ago)[
            0
        ]
        if too_few(earlier):
            raise Missing(f"{before}{TOO_FEW}")
        fewer, more = sorted((earlier.reported, own.reported))
        if fewer < COMPARABLE * more:
            raise Missing(f"{before}有{earlier.reported}份报表、本期有{own.reported}份，不作比较")
        return Reading(found, 1 if of.spec.is_percent else of.spec.decimals, (own,))

    return read


def target(of: Measured) -> Reading:
    if of.own.green is None:
        raise Missing("没有设定目标")
    return Reading(of.own.green, max(0, -of.own.green.normalize().as_tuple().exponent), (of.own,))


def rank(of: Measured) -> Reading:
    if of.spec.direction == "context":
        raise Missing("仅供参考的指标不排名次")
    own = known(of.own)
    place, others = of.rank
    if place is None or others < 2:
        raise Missing("没有可比的同级单位")
    return Reading(Decimal(place), 0, (own,))


def siblings(of: Measured) -> Reading:
    place, others = of.rank
    if place is None or others < 2:
        raise Missing("没有可比的同级单位")
    return Reading(Decimal(others), 0, (of.own,))


# its children ----------------------------------------------------------------
def units(of: Measured) -> list[Unit]:
    if not of.ground.children_kept:
        raise Missing("发布内容不含村级，不比较")
    found = of.known_units
    if not found:
        raise Missing("下级没有可比的数" if not any(unit.hidden for unit in of.units) else TOO_FEW)
    return found


def listed(of: Measured, chosen: list[Unit], otherwise: str) -> Reading:
    if not chosen:
        raise Missing(otherwise)
    pairs = tuple((unit.name, unit.figure.value) for unit in chosen)
    return Reading(pairs, of.spec.decimals, tuple(unit.figure for unit in chosen))


def children(of: Measured) -> Reading:
    return listed(of, units(of), "下级没有可比的数")


def best(of: Measured) -> Reading:
    found = [unit for unit in units(of) if unit.place == 1 and unit.better]
    return listed(of, found, "领先的单位没有超出偶然波动")


def worst(of: Measured) -> Reading:
    found = units(of)
    last = max(unit.place for unit in found)
    return listed(of, [u for u in found if u.place == last and u.worse], "靠后的单位没有超出偶然波动")


def flagged(high: bool) -> Callable[[Measured], Reading]:
    def read(of: Measured) -> Reading:
        found = [u for u in units(of) if (u.better or u.worse) and (u.z > 0) == high]
        return listed(of, found, f"没有单位{'高' if high else '低'}得超出偶然波动")

    return read


def against_target(above: bool) -> Callable[[Measured], Reading]:
    def read(of: Measured) -> Reading:
        judged = [unit for unit in units(of) if unit.figure.standing is not Standing.NONE]
        if not judged:
            raise Missing("没有设定目标")
        found = [unit for unit in judged if (unit.figure.standing is Standing.GOOD) == above]
        return listed(of, found, "没有单位达到目标" if above else "各单位均达到目标")

    return read


def spread(of: Measured):
    """Of villages there is none: they are so small that chance makes most of it."""
    units(of)
    if any(unit.level == Level.VILLAGE for unit in of.ground.children):
        raise Missing("各村人数少，差距多属偶然，不计算")
    if of.disparity is None:
        raise Missing("可比的单位不足三个，不计算差距")
    return of.disparity


def cv(of: Measured) -> Reading:
    return Reading(spread(of).cv, 3, (of.own,))


def cv_change(of: Measured) -> Reading:
    now, before = spread(of), of.disparity_year_ago
    if before is None:
        raise Missing("上年同期没有可比的数")
    return Reading(now.cv - before.cv, 3, (of.own,))


def gap(of: Measured) -> Reading:
    found = spread(of).gap
    if found is None:
        raise Missing("够大的单位不足两个，不计算差距")
    percent = of.spec.is_percent
    return Reading(found * HUNDRED if percent else found, 1 if percent else of.spec.decimals, (of.own,))


def ratio(of: Measured) -> Reading:
    found = spread(of).ratio
    if found is None:
        raise Missing("最低的单位为零，不计算倍数")
    return Reading(found, 1, (of.own,))


def where(of: Measured) -> Reading:
    """Where unevenness lies, for areas whose grandchildren stand above the village."""
    try:
        split = split_of(of.ground, of.spec)
    except ValueError as error:
        raise Missing("下级单位太多，不计算差距的构成") from error
    if split is None:
        raise Missing("不足两级，不计算差距的构成")
    if split.between is None:
        raise Missing(split.sentence.rstrip("。"))
    return Reading(split.sentence.rstrip("。"), 0, (of.own,))


FACTS: dict[str, Callable[[Measured], Reading]] = {
    "value": value,
    "num": part("numerator"),
    "den": part("denominator"),
    "change": change("change_previous", "上期"),
    "year_change": change("change_year", "上年同期"),
    "target": target,
    "rank": rank,
    "siblings": siblings,
    "children": children,
    "best": best,
    "worst": worst,
    "above_target": against_target(True),
    "below_target": against_target(False),
    "low_flagged": flagged(False),
    "high_flagged": flagged(True),
    "cv": cv,
    "cv_change": cv_change,
    "gap": gap,
    "ratio": ratio,
    "where": where,
}
