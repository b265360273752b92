"""How large the counts of a typical unit are, where the catalogue itself does not say.

`SHARES` is for elements that are part of another (the numerator of a percentage); `SIZES` for
counts that stand alone, per rural village of the unit plus an amount of its own.
"""

from dataclasses import dataclass

DEFAULT_SHARE = 0.72


@dataclass(frozen=True)
class Size:
    """A typical amount, in natural units: `each` for every village below, and `own` besides."""

    own: float = 0.0
    each: float = 0.0

    def amount(self, villages: int) -> float:
        return self.own + self.each * villages


SHARES: dict[str, float] = {}
SIZES: dict[str, Size] = {
    "collective_income": Size(each=3.6),
}
UNITS = {
    "人": Size(own=2, each=1.5),
    "人次": Size(own=2, each=3),
    "户": Size(own=1, each=6),
    "万元": Size(each=3),
}
OTHERWISE = Size(own=1, each=0.3)


def by_unit(unit: str) -> Size:
    """For an element that nobody gave a size: what its unit suggests."""
    return UNITS.get(unit, OTHERWISE)
