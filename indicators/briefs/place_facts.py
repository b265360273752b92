"""Facts about the area, the day and the reports themselves."""

from collections.abc import Callable
from decimal import Decimal

from branches.models import Area, Level

from ..dashboards import Coverage
from .ground import Ground
from .indicator_facts import Missing, Reading

ENDINGS = ("省", "市", "县", "区", "街道", "镇", "乡", "村")


def whole(area: Area) -> str:
    """全市, 全县, 全区, 全镇 … by what the area is called; by its level where the name does not say."""
    ending = next((each for each in ENDINGS if area.name.endswith(each)), "")
    return f"全{ending or Level(area.level).label}"


def within(area: Area) -> Reading:
    """The whole that the area is ranked in."""
    if area.parent is None:
        raise Missing("没有上级单位")
    return Reading(whole(area.parent))


def children_of(area: Area) -> str:
    """What the units below are called: 县区, 乡镇, 村."""
    below = list(Level)[Level(area.level).rank + 1 :]
    return below[0].label if below else ""


def coverage(ground: Ground, name: str) -> Reading:
    if ground.row is None:
        raise Missing("本期没有报表")
    return Reading(Decimal(getattr(Coverage.of(ground.row.counts), name)))


FACTS: dict[str, Callable[[Ground], Reading]] = {
    "area.name": lambda ground: Reading(ground.area.name),
    "area.whole": lambda ground: Reading(whole(ground.area)),
    "area.within": lambda ground: within(ground.area),
    "area.children": lambda ground: Reading(children_of(ground.area)),
    "day": lambda ground: Reading(ground.quarter.last_day),
    "period.label": lambda ground: Reading(ground.quarter.label),
    "year": lambda ground: Reading(str(ground.quarter.year)),
    "coverage.due": lambda ground: coverage(ground, "due"),
    "coverage.approved": lambda ground: coverage(ground, "approved"),
}
