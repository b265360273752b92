"""Inequality of amounts and shares between and inside groups. No Django.

Amounts are those of single villages (income, activities, hours), grouped by county.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, log

from .disparity import Part, whole

INSIDE = 0.5  # from this share on the larger part of the inequality lies inside the groups


@dataclass(frozen=True)
class Theil:
    """T = between + within; `n` amounts in `groups` groups, their mean in the amounts' unit."""

    total: float
    between: float
    within: float
    n: int
    groups: int
    mean: float

    @property
    def share_within(self) -> float | None:
        """T_W / T; None when everybody has the same."""
        return self.within / self.total if self.total > 0 else None

    @property
    def word(self) -> str:
        """Where the problem lies, in a phrase."""
        if self.share_within is None:
            return "各村相同"
        return "主要在县区内部" if self.share_within >= INSIDE else "主要在县区之间"


def theil(groups: Mapping[str, Sequence[float]]) -> Theil | None:
    """T = (1/n) Σ (x_i/μ) ln(x_i/μ) with 0·ln 0 = 0; T_B = Σ s_g ln(s_g/π_g); T_W = Σ s_g T_g, where
    s_g is the group's share of the total and π_g its share of the villages (Theil 1967, ch. 4;
    Shorrocks 1980). None when the mean is 0, an amount is negative, or there is none.
    """
    known = {name: list(amounts) for name, amounts in groups.items() if amounts}
    amounts = [amount for rows in known.values() for amount in rows]
    total = fsum(amounts)
    if not amounts or total <= 0 or min(amounts) < 0:
        return None
    n = len(amounts)
    between = fsum(
        fsum(rows) / total * log((fsum(rows) / total) / (len(rows) / n)) for rows in known.values() if any(rows)
    )
    within = fsum(fsum(rows) / total * index(rows) for rows in known.values() if any(rows))
    return Theil(index(amounts), between, within, n, len(known), total / n)


def index(amounts: Sequence[float]) -> float:
    """Theil's T of amounts that are not all zero."""
    mean = fsum(amounts) / len(amounts)
    return fsum(x / mean * log(x / mean) for x in amounts if x > 0) / len(amounts)


def explained_between(parts: Sequence[Part]) -> Decimal | None:
    """η² = V_B / V of a yes/no outcome, V_B = Σ w_c (p_c − P)², V = P(1 − P): the share of the variance
    of single cases that the groups explain (Fisher's correlation ratio). None when P is 0 or 1.
    """
    known = [part for part in parts if part.n > 0]
    mean = whole(known)
    if mean is None or not 0 < mean < 1:
        return None
    cases = sum(part.n for part in known)
    return sum(part.n / cases * (part.p - mean) ** 2 for part in known) / (mean * (1 - mean))
