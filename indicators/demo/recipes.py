"""The catalogue made ready for drawing: for every typed cell, what it is a part of and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from branches.models import Level

from ..formula import Formula
from ..models import Display, Element, Indicator, Period, Rule
from .balance import Relation
from .sizes import DEFAULT_SHARE, PARTS, SHARES, Size, size_of

EXACT = {"rural_members": "members"}  # element: field of the village's plan, reached by 2012-03-31
PLANNED = {"liaison_targets": "liaison_households"}  # the same in every quarter
MOST = 0.99  # no share of the catalogue's is drawn fuller than this


@dataclass(frozen=True)
class Recipe:
    """How one cell is drawn: as `share` of a `whole` (at most `most` of it), else by `size`.

    `spread` is for a flow held against a stock: the share is the year's, divided over its forms.
    """

    element: Element
    scale: int
    size: Size
    whole: Formula | None = None
    share: float = 0.0
    most: float = MOST
    spread: bool = False

    @property
    def code(self) -> str:
        return self.element.code

    @property
    def needs(self) -> set[str]:
        """The codes that must be drawn first."""
        if self.code in EXACT:
            return set()
        return {*(self.whole.codes if self.whole else ())} - {self.code}


class Catalogue:
    """The elements and rules in force in a period."""

    def __init__(self, period: Period):
        day = period.quarter.last_day
        self.quarter = period.quarter
        self.elements = list(Element.objects.in_force(day).select_related("programme"))
        self.scales = {element.code: 10**element.decimals for element in self.elements}
        flows = {element.code for element in self.elements if element.is_flow}
        wholes = wholes_on(day)
        self.recipes = [recipe_of(e, wholes.get(e.code), flows) for e in self.elements if not e.source]
        self.relations: dict[str, list[Relation]] = {level: [] for level in Level}
        for rule in Rule.objects.all():
            relation = Relation.of(rule)
            if all(code in self.scales for code, _ in relation.terms):
                self.relations[rule.level].append(relation)
        self.asked = cache(self.asked)
        self.asked_before = cache(self.asked_before)

    def typed(self, level: str) -> list[Element]:
        """The cells of a level that no register knows."""
        return [recipe.element for recipe in self.recipes if recipe.element.level == level]

    def asked(self, level: str) -> list[Recipe]:
        """The cells that a form of the level asks in the quarter, each after what it needs."""
        return in_order(r for r in self.recipes if r.element.level == level and r.element.asked_in(self.quarter))

    def asked_before(self, level: str) -> list[Recipe]:
        """The stock cells that earlier forms asked and this one does not, with the asked ones, in order."""
        return in_order(
            r
            for r in self.recipes
            if r.element.level == level and (not r.element.is_flow or r.element.asked_in(self.quarter))
        )


def recipe_of(element: Element, whole: Formula | None, flows: set[str]) -> Recipe:
    """Our own table of parts first, then the catalogue's percentages, then a size."""
    scale = 10**element.decimals
    size = size_of(element.code, element.unit)
    if element.code in PARTS:
        whole, share = PARTS[element.code]
        return Recipe(element, scale, size, whole, share, most=float("inf"))
    if whole is None:
        return Recipe(element, scale, size)
    spread = element.is_flow and any(code not in flows for code in whole.codes)
    return Recipe(element, scale, size, whole, SHARES.get(element.code, DEFAULT_SHARE), spread=spread)


def wholes_on(day: date) -> dict[str, Formula]:
    """{element code: formula of the whole it is a share of}, from the percentages over one element."""
    wholes: dict[str, Formula] = {}
    for indicator in Indicator.objects.in_force(day).filter(display=Display.PERCENT):
        codes = Formula.parse(indicator.numerator).codes
        if len(codes) == 1:
            wholes.setdefault(codes[0], Formula.parse(indicator.denominator))
    return wholes


def in_order(recipes: Iterable[Recipe]) -> list[Recipe]:
    """Each after what it needs; a circle is cut at its first member."""
    ordered: list[Recipe] = []
    pending = list(recipes)
    while pending:
        waiting = {recipe.code for recipe in pending}
        ready = [recipe for recipe in pending if not recipe.needs & waiting] or pending[:1]
        ordered += ready
        done = {recipe.code for recipe in ready}
        pending = [recipe for recipe in pending if recipe.code not in done]
    return ordered
