"""Draws what clerks would have typed: figures for every asked cell, in keeping with the catalogue.

Three sources, in this order: the figures that must add up exactly (rural members, members with
skills); the catalogue's own rates (the numerator of a percentage is a share of its denominator);
and a table of sizes for the counts that stand alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from branches.models import Area, Level

from ..formula import Formula
from ..models import Display, Element, Indicator, Period, Rule
from ..quarters import Quarter
from .allotment import VillagePlan
from .balance import Relation, Values, balance
from .rows import FIRST, LAST, SEED
from .sizes import DEFAULT_SHARE, SHARES, SIZES, by_unit

EXACT = {"rural_members": "members", "skilled_members": "skilled"}
FEWER_A_QUARTER = {"rural_members": 0.0016, "skilled_members": 0.011}
GROWTH_A_QUARTER = 0.012


@dataclass(frozen=True)
class Profile:
    """What the drawing knows of an area: how many villages, and how large and strong it is (around 100)."""

    area: Area
    villages: int
    size: int
    strength: int
    plan: VillagePlan | None = None


class Catalogue:
    """The elements, rates and rules in force in a period, ready for drawing."""

    def __init__(self, period: Period):
        day = period.quarter.last_day
        self.elements = list(Element.objects.in_force(day).select_related("programme"))
        self.scales = {element.code: 10**element.decimals for element in self.elements}
        self.wholes = wholes_on(day)
        self.relations: dict[str, list[Relation]] = {level: [] for level in Level}
        for rule in Rule.objects.all():
            relation = Relation.of(rule)
            if all(code in self.scales for code, _ in relation.terms):
                self.relations[rule.level].append(relation)

    def typed(self, level: str) -> list[Element]:
        """The cells of a level that no register knows."""
        return [e for e in self.elements if e.level == level and not e.source]

    def asked(self, level: str, quarter: Quarter) -> list[Element]:
        """The cells that a form of the level asks in a quarter."""
        return [e for e in self.typed(level) if e.asked_in(quarter)]

    def needs(self, element: Element) -> set[str]:
        """The codes that must be drawn first."""
        whole = self.wholes.get(element.code)
        return set(whole.codes) - {element.code} if whole and element.code not in EXACT else set()

    def whole_of(self, element: Element, values: Values) -> Decimal | None:
        """The whole that the element is a part of, in natural units, or None."""
        whole = self.wholes.get(element.code)
        if whole is None or element.code in SIZES:
            return None
        known = {code: values[code] for code in whole.codes if values.get(code) is not None}
        return whole.evaluate({code: Decimal(value) / self.scales[code] for code, value in known.items()})


def wholes_on(day: date) -> dict[str, Formula]:
    """{element code: formula of the whole it is a share of}, from the percentages over one element."""
    wholes: dict[str, Formula] = {}
    for indicator in Indicator.objects.in_force(day).filter(display=Display.PERCENT):
        codes = Formula.parse(indicator.numerator).codes
        if len(codes) == 1:
            wholes.setdefault(codes[0], Formula.parse(indicator.denominator))
    return wholes


def draw(
    profile: Profile, catalogue: Catalogue, quarter: Quarter, values: Values, asked: Sequence[Element]
) -> None:
    """Put figures into the asked cells of `values`, in place, and settle them with the rules."""
    pending = list(asked)
    while pending:
        waiting = {element.code for element in pending}
        ready = [element for element in pending if not catalogue.needs(element) & waiting] or pending[:1]
        for element in ready:
            values[element.code] = figure(profile, catalogue, quarter, values, element)
        done = {element.code for element in ready}
        pending = [element for element in pending if element.code not in done]
    movable = {element.code for element in asked} - EXACT.keys()
    balance(values, catalogue.relations[profile.area.level], movable, catalogue.scales)


def figure(profile: Profile, catalogue: Catalogue, quarter: Quarter, values: Values, element: Element) -> int:
    """One drawn figure, scaled."""
    if element.code in EXACT:
        return exact(profile, element, quarter, values)
    rng = Random(f"{SEED}/{profile.area.code}/{element.code}")  # noqa: S311
    taste = rng.uniform(0.7, 1.3)
    rounding = rng.random()
    scale = catalogue.scales[element.code]
    late = 1 - GROWTH_A_QUARTER * max(0, LAST.ordinal - quarter.ordinal)
    if element.is_flow:
        late *= Random(f"{SEED}/{profile.area.code}/{element.code}/{quarter.code}").uniform(0.85, 1.15)  # noqa: S311
    whole = catalogue.whole_of(element, values)
    if whole is not None:
        share = SHARES.get(element.code, DEFAULT_SHARE) * (0.75 + profile.strength / 400 + (taste - 1) / 3)
        part = float(whole) * min(share * late, 0.99)
        return int(part / (element.frequency if element.is_flow else 1) * scale + rounding)
    size = SIZES.get(element.code) or by_unit(element.unit)
    strength = (profile.size / 100) * (0.5 + profile.strength / 200)
    return int(size.amount(profile.villages) * strength * taste * late * scale + rounding)


def exact(profile: Profile, element: Element, quarter: Quarter, values: Values) -> int:
    """The village's planned figure, reached when last asked by 2012-03-31 and a little less before."""
    planned = getattr(profile.plan, EXACT[element.code])
    last_asked = LAST
    while not element.asked_in(last_asked):
        last_asked = last_asked.previous
    behind = max(0, last_asked.ordinal - quarter.ordinal)
    fewer = int(planned * FEWER_A_QUARTER[element.code] * behind + profile.strength % 10 / 10) if behind else 0
    return max(planned - fewer, values.get("ds_members") or 0)


def first_carried(profile: Profile, catalogue: Catalogue, quarter: Quarter, values: Values) -> list[str]:
    """In the first quarter of all, stock figures of earlier forms, drawn as of the quarter before.

    Answers their codes.
    """
    if quarter != FIRST:
        return []
    early = [e for e in catalogue.typed(profile.area.level) if not e.is_flow and not e.asked_in(quarter)]
    draw(profile, catalogue, quarter.previous, values, early)
    return sorted(element.code for element in early)
