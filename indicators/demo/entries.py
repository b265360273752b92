"""Draws what clerks would have typed: figures for every asked cell, in keeping with the catalogue.

Three sources, in this order: the figures that the village's plan holds (rural members); shares of
a whole (see recipes.py); and a table of sizes for the counts that stand alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from branches.models import Area

from ..quarters import Quarter
from .allotment import VillagePlan
from .balance import Values, balance
from .recipes import EXACT, PLANNED, Catalogue, Recipe
from .rows import LAST, SEED

FEWER_A_QUARTER = {"rural_members": 0.0016}
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


def draw(profile: Profile, catalogue: Catalogue, values: Values, recipes: Sequence[Recipe]) -> None:
    """Put figures into cells of `values`, in place, and settle them with the rules."""
    movable = set()
    for recipe in recipes:
        values[recipe.code] = drawn = figure(profile, catalogue, values, recipe)
        if drawn is not None and recipe.code not in EXACT:
            movable.add(recipe.code)
    balance(values, catalogue.relations[profile.area.level], movable, catalogue.scales)


def figure(profile: Profile, catalogue: Catalogue, values: Values, recipe: Recipe) -> int | None:
    """One drawn figure, scaled."""
    code, quarter = recipe.code, catalogue.quarter
    if code in EXACT:
        return exact(profile, recipe, quarter, values)
    if code in PLANNED:
        return getattr(profile.plan, PLANNED[code])
    if code == "households":
        return profile.households
    drawn = amount(profile, quarter, whole_of(recipe, values, catalogue.scales), recipe) * recipe.scale
    _, rounding = taste(profile.area.code, code)
    if not recipe.spread:
        return int(drawn + rounding)
    forms = recipe.element.frequency
    form = quarter.number * forms // 4
    return int(drawn * form / forms + rounding) - int(drawn * (form - 1) / forms + rounding)


def whole_of(recipe: Recipe, values: Values, scales: dict[str, int]) -> float | None:
    """The whole in natural units; None when there is none or a part of it is missing."""
    if recipe.whole is None:
        return None
    total = float(recipe.whole.constant)
    for code, coefficient in recipe.whole.terms:
        if (value := values.get(code)) is None:
            return None
        total += coefficient * value / scales[code]
    return total


def amount(profile: Profile, quarter: Quarter, whole: float | None, recipe: Recipe) -> float:
    """A drawn amount in natural units, not yet rounded."""
    place = profile.area.code
    liking, _ = taste(place, recipe.code)
    late = 1 - GROWTH_A_QUARTER * max(0, LAST.ordinal - quarter.ordinal)
    if recipe.element.is_flow and not recipe.spread:
        late *= 0.85 + 0.3 * chance(place, recipe.code, quarter.code)
    if whole is None:
        strength = (profile.size / 100) * (0.5 + profile.strength / 200)
        return recipe.size.amount(profile.villages) * strength * liking * late
    bias = 0.75 + profile.strength / 400 + (liking - 1) / 3
    return whole * min(recipe.share * bias * late, recipe.most)


@cache
def taste(place: str, code: str) -> tuple[float, float]:
    """A place's lasting leaning in one figure (0.7 up to 1.3), and where it rounds (0 up to 1)."""
    return 0.7 + 0.6 * chance(place, code), chance(place, code, "rounding")


def chance(*words: str) -> float:
    """A number from 0 up to 1 that depends on the words alone: a die without a memory, and fast."""
    digest = blake2b("/".join([str(SEED), *words]).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def exact(profile: Profile, recipe: Recipe, quarter: Quarter, values: Values) -> int:
    """The village's planned figure, reached when last asked by 2012-03-31 and a little less before."""
    planned = getattr(profile.plan, EXACT[recipe.code])
    last_asked = LAST
    while not recipe.element.asked_in(last_asked):
        last_asked = last_asked.previous
    behind = max(0, last_asked.ordinal - quarter.ordinal)
    fewer = int(planned * FEWER_A_QUARTER[recipe.code] * behind + profile.strength % 10 / 9) if behind else 0
    return max(planned - fewer, values.get("ds_members") or 0)
