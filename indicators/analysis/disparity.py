"""How even the parts of a whole are: one rate over the children of an area. No Django.

For a child c with x_c of n_c: p_c = x_c/n_c; the whole P = Σx/Σn, N = Σn, w_c = n_c/N.
All values here are proportions (0.70) or amounts per unit, not percents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

FEWEST_PARTS = 3
FEWEST_CASES = 10
AMBER, RED = Decimal(2), Decimal(3)
RATE_LINES = (Decimal("0.05"), Decimal("0.10"))
AMOUNT_LINES = (Decimal("0.30"), Decimal("0.60"))


class Flag(StrEnum):
    NONE = "none"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Part:
    """One child: x of n."""

    code: str
    x: Decimal
    n: Decimal

    @property
    def p(self) -> Decimal:
        return self.x / self.n


@dataclass(frozen=True)
class Disparity:
    """Published only for three parts or more, see `disparity`.

    `cv` weighted coefficient of variation; `gap` and `ratio` of the largest to the smallest part
    (over parts of ten cases or more); `mean` is P; `word` is 均衡, 有差距 or 不均衡.
    """

    parts: tuple[Part, ...]
    mean: Decimal
    cv: Decimal
    gap: Decimal | None
    ratio: Decimal | None
    word: str


def whole(parts: Sequence[Part]) -> Decimal | None:
    """P = Σx/Σn: the ratio of sums, never the average of rates. None without cases."""
    cases = sum((part.n for part in parts), Decimal(0))
    return sum((part.x for part in parts), Decimal(0)) / cases if cases else None


def weighted_cv(parts: Sequence[Part]) -> Decimal | None:
    """√(Σ w_c (p_c − P)²) / P. None when P is zero or there are no cases."""
    mean = whole(parts)
    if not mean:
        return None
    cases = sum(part.n for part in parts)
    return sum(part.n / cases * (part.p - mean) ** 2 for part in parts).sqrt() / mean


def disparity(parts: Sequence[Part], *, is_rate: bool = True) -> Disparity | None:
    """None for fewer than three parts with cases, or when nothing happened anywhere."""
    known = tuple(part for part in parts if part.n > 0)
    cv = weighted_cv(known) if len(known) >= FEWEST_PARTS else None
    if cv is None:
        return None
    sizeable = [part.p for part in known if part.n >= FEWEST_CASES]
    top, bottom = (max(sizeable), min(sizeable)) if len(sizeable) > 1 else (None, None)
    return Disparity(
        parts=known,
        mean=whole(known),
        cv=cv,
        gap=None if top is None else top - bottom,
        ratio=top / bottom if bottom else None,
        word=_word(cv, RATE_LINES if is_rate else AMOUNT_LINES),
    )


def _word(cv: Decimal, lines: tuple[Decimal, Decimal]) -> str:
    some, much = lines
    if cv < some:
        return "均衡"
    return "有差距" if cv <= much else "不均衡"


def funnel_z(part: Part, mean: Decimal) -> Decimal | None:
    """z_c = (p_c − P) / √(P(1−P)/n_c): how far from P beyond what chance does to a part so small.

    None when P is 0 or 1 (or no proportion), or the part has no cases.
    """
    if part.n <= 0 or not 0 < mean < 1:
        return None
    return (part.p - mean) / (mean * (1 - mean) / part.n).sqrt()


def flag(z: Decimal | None) -> Flag:
    """Amber from |z| = 2, red from |z| = 3."""
    if z is None or abs(z) < AMBER:
        return Flag.NONE
    return Flag.RED if abs(z) >= RED else Flag.AMBER
