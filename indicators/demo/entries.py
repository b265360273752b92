"""Draws what clerks would have typed: figures for every asked cell, in keeping with the catalogue.

Three sources, in this order: the figures that must add up exactly (rural members, members with
skills); the catalogue's own rates (the numerator of a percentage is a share of its denominator);
and a table of sizes for the counts that stand alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import blake2b

from branches.models import Area, Level

from ..formula import Formula
from ..models import Display, Element, Indicator, Period, Rule
from ..quarters import Quarter
from .allotment import VillagePlan
from .balance import Relation, Values, balance
from .rows import LAST, SEED
from .sizes import DEFAULT_SHARE, FIXED, FLAGS, PARTS, SHARES, TOWN_COURSES, runs_in, size_of

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
    households: int | None = None


class Catalogue:
    """The elements, rates and rules in force in a period, ready for drawing."""

    def __init__(self, period: Period):
        day = period.quarter.last_day
        self.elements = list(Element.objects.in_force(day).select_related("programme"))
        self.scales = {element.code: 10**element.decimals for element in self.elements}
        self.flows = {element.code for element in self.elements if element.is_flow}
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

    def asked_before(self, level: str, quarter: Quarter) -> list[Element]:
        """The stock cells that earlier forms asked and this one does not."""
        return [e for e in self.typed(level) if not e.is_flow and not e.asked_in(quarter)]

    def needs(self, element: Element) -> set[str]:
        """The codes that must be drawn first."""
        if element.code in EXACT:
            return set()
        if element.code in FLAGS:
            return set(FLAGS[element.code])
        whole = self.whole(element)
        return set(whole.codes) - {element.code} if whole else set()

    def whole(self, element: Element) -> Formula | None:
        """What the element is a part of: our own table first, then the catalogue's percentages."""
        if element.code in PARTS:
            return PARTS[element.code][0]
        return self.wholes.get(element.code)

    def amount_of(self, whole: Formula, values: Values) -> Decimal | None:
        """The whole in natural units, or None when a part of it is missing."""
        known = {code: values[code] for code in whole.codes if values.get(code) is not None}
        return whole.evaluate({code: Decimal(value) / self.scales[code] for code, value in known.items()})

    def is_spread(self, element: Element) -> bool:
        """Whether a flow is held against a stock: then the share is the year's, spread over its forms."""
        if not element.is_flow or element.code in PARTS or element.code not in self.wholes:
            return False
        return any(code not in self.flows for code in self.wholes[element.code].codes)


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
    movable = {e.code for e in asked if values[e.code] is not None} - EXACT.keys() - FIXED.keys()
    balance(values, catalogue.relations[profile.area.level], movable, catalogue.scales)


def figure(
    profile: Profile, catalogue: Catalogue, quarter: Quarter, values: Values, element: Element
) -> int | None:
    """One drawn figure, scaled; None where the programme is not run."""
    code, county = element.code, profile.area.code[:6]
    if code in EXACT:
        return exact(profile, element, quarter, values)
    if code == "households":
        return profile.households
    if not runs_in(code, county):
        return None
    if code in FIXED:
        return FIXED[code].get(county)
    if code in TOWN_COURSES:
        return TOWN_COURSES[code].get(quarter.code, 0)
    if code in FLAGS:
        return int(any(values.get(other) for other in FLAGS[code]))
    drawn = amount(profile, catalogue, quarter, values, element)
    _, rounding = taste(profile.area.code, code)
    if not catalogue.is_spread(element):
        return int(drawn + rounding)
    form = quarter.number * element.frequency // 4
    return int(drawn * form / element.frequency + rounding) - int(
        drawn * (form - 1) / element.frequency + rounding
    )


def amount(profile: Profile, catalogue: Catalogue, quarter: Quarter, values: Values, element: Element) -> float:
    """A drawn amount, scaled and not yet rounded: by share of a whole, or by size."""
    code = element.code
    liking, _ = taste(profile.area.code, code)
    late = 1 - GROWTH_A_QUARTER * max(0, LAST.ordinal - quarter.ordinal)
    if element.is_flow and not catalogue.is_spread(element):
        late *= 0.85 + 0.3 * chance(profile.area.code, code, quarter.code)
    scale = catalogue.scales[code]
    whole = catalogue.whole(element)
    of = catalogue.amount_of(whole, values) if whole else None
    if of is None:
        strength = (profile.size / 100) * (0.5 + profile.strength / 200)
        return size_of(code, element.unit).amount(profile.villages) * strength * liking * late * scale
    bias = 0.75 + profile.strength / 400 + (liking - 1) / 3
    if code in PARTS:
        share = PARTS[code][1] * bias * late
    else:
        share = min(SHARES.get(code, DEFAULT_SHARE) * bias * late, 0.99)
    return float(of) * share * scale


@cache
def taste(place: str, code: str) -> tuple[float, float]:
    """A place's lasting leaning in one figure (0.7 up to 1.3), and where it rounds (0 up to 1)."""
    return 0.7 + 0.6 * chance(place, code), chance(place, code, "rounding")


def chance(*words: str) -> float:
    """A number from 0 up to 1 that depends on the words alone: a die without a memory, and fast."""
    digest = blake2b("/".join([str(SEED), *words]).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def exact(profile: Profile, element: Element, quarter: Quarter, values: Values) -> int:
    """The village's planned figure, reached when last asked by 2012-03-31 and a little less before."""
    planned = getattr(profile.plan, EXACT[element.code])
    last_asked = LAST
    while not element.asked_in(last_asked):
        last_asked = last_asked.previous
    behind = max(0, last_asked.ordinal - quarter.ordinal)
    fewer = int(planned * FEWER_A_QUARTER[element.code] * behind + profile.strength % 10 / 10) if behind else 0
    return max(planned - fewer, values.get("ds_members") or 0)
