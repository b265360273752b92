"""Rules kept and rules broken: moving typed cells until a relation holds, or until it does not.

Works on scaled integers and linear formulas, so that whatever rules the catalogue has, the drawn
reports satisfy them and the deliberately bad drafts break exactly the one they are meant to.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from ..formula import Formula
from ..models import Comparison, Rule

Values = dict[str, int | None]
PASSES = 5


@dataclass(frozen=True)
class Relation:
    """`sum(coefficient × value) + constant` must be at most 0 (or exactly 0)."""

    rule: Rule
    terms: tuple[tuple[str, int], ...]
    constant: int
    exact: bool

    @classmethod
    def of(cls, rule: Rule) -> "Relation":
        left, right = Formula.parse(rule.left), Formula.parse(rule.right)
        sign = -1 if rule.comparison == Comparison.AT_LEAST else 1
        terms: dict[str, int] = {}
        for formula, side in ((left, sign), (right, -sign)):
            for code, coefficient in formula.terms:
                terms[code] = terms.get(code, 0) + side * coefficient
        constant = sign * (left.constant - right.constant)
        return cls(rule, tuple(terms.items()), constant, rule.comparison == Comparison.EQUAL)

    def excess(self, values: Values, scales: Mapping[str, int]) -> int | Fraction | None:
        """By how much the left side is too large, in natural units; None when a cell is missing."""
        total = self.constant
        for code, coefficient in self.terms:
            value = values.get(code)
            if value is None:
                return None
            scale = scales[code]
            total += coefficient * (value if scale == 1 else Fraction(value, scale))
        return total

    def holds(self, values: Values, scales: Mapping[str, int]) -> bool:
        excess = self.excess(values, scales)
        return excess is None or (excess == 0 if self.exact else excess <= 0)


def balance(
    values: Values, relations: list[Relation], movable: Collection[str], scales: Mapping[str, int]
) -> None:
    """Move typed cells, in place, until the relations hold: parts shrink before wholes grow."""
    for _ in range(PASSES):
        broken = [relation for relation in relations if not relation.holds(values, scales)]
        for relation in broken:
            mend(values, relation, movable, scales)
        if not broken:
            return


def mend(values: Values, relation: Relation, movable: Collection[str], scales: Mapping[str, int]) -> None:
    """Take the excess out of the cells that make the left side large, then put the rest into the others."""
    for code, coefficient in sorted(relation.terms, key=lambda term: -term[1]):
        excess = relation.excess(values, scales)
        if excess is None or excess == 0 or (excess < 0 and not relation.exact):
            return
        if code in movable:
            step = ceil(abs(excess) * scales[code] / abs(coefficient))
            towards = -1 if (excess > 0) == (coefficient > 0) else 1
            values[code] = max(0, values[code] + towards * step)


def violate(values: Values, relation: Relation, movable: Collection[str], scales: Mapping[str, int]) -> str | None:
    """Change one typed cell so that the relation is broken; answers its code, or None if none can do it."""
    for code, coefficient in sorted(relation.terms, key=lambda term: -term[1]):
        excess = relation.excess(values, scales)
        if excess is None:
            return None
        step = ceil((abs(excess) + 3) * scales[code] / abs(coefficient))
        moved = values[code] + (step if coefficient > 0 else -step)
        if code in movable and moved >= 0:
            values[code] = moved
            return code
    return None
