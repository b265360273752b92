"""The paths that a text may name today: the fixed ones and those of every indicator in force."""

from collections.abc import Mapping
from datetime import date

from branches.clock import today

from ..formula import Formula
from ..models import Display, Element, Indicator
from .facts import Known
from .paths import fixed, indicator_paths

RATIO_UNIT = "/"


def known_paths(day: date | None = None) -> dict[str, Known]:
    """By path, in the order of the catalogue; of the indicators in force on a day, today by default.

    Two queries.
    """
    decimals = dict(Element.objects.order_by().values_list("code", "decimals"))
    indicators = Indicator.objects.in_force(day or today()).order_by("programme__sort_order", "sort_order", "code")
    named = [*fixed(), *(one for indicator in indicators for one in paths_of(indicator, decimals))]
    known: dict[str, Known] = {}
    for one in named:
        known.setdefault(one.path, one)
    return known


def paths_of(indicator: Indicator, decimals: Mapping[str, int]) -> list[Known]:
    """`decimals` are those of the elements by code."""
    sides = (indicator.numerator, indicator.denominator)
    exact = tuple(
        any(decimals.get(code) for code in Formula.parse(side).codes) if side else False for side in sides
    )
    return list(
        indicator_paths(
            indicator.code,
            indicator.name,
            display=indicator.display,
            decimals=indicator.decimals,
            unit=indicator.unit,
            units=units_of(indicator),
            exact=exact,
        )
    )


def units_of(indicator: Indicator) -> tuple[str, str]:
    """Of numerator and denominator: a ratio in 户/人 has 户 above and 人 below."""
    above, _, below = indicator.unit.partition(RATIO_UNIT)
    if indicator.display == Display.RATIO and below:
        return above, below
    unit = indicator.count_unit or (indicator.unit if indicator.display == Display.COUNT else "")
    return unit, unit
