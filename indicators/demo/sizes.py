"""How large the drawn counts are: what is a part of what, what is fixed, what stands alone.

An element that is in none of these tables is drawn from the catalogue: as a share of its
denominator when it is the numerator of a percentage, else by its unit. So a new element of the
catalogue gets figures without a word here.
"""

from dataclasses import dataclass

from ..formula import Formula


@dataclass(frozen=True)
class Size:
    """A typical amount in natural units: `each` for every village below, and `own` besides."""

    own: float = 0.0
    each: float = 0.0

    def amount(self, villages: int) -> float:
        return self.own + self.each * villages


DEFAULT_SHARE = 0.8
SHARES = {  # of the denominator in the catalogue, over a year where a flow is divided by a stock
    "dd_rich_members": 0.42,
    "retired_active": 0.53,
    "dual_done": 0.93,
}
PARTS = {  # element: (formula of the whole, how many for each of it)
    code: (Formula.parse(whole), share)
    for code, whole, share in [
        ("able_members", "rural_members", 0.5),
        ("retired_able", "retired_members", 0.62),
    ]
}
SIZES = {
    "retired_members": Size(own=620),
    "dual_posts": Size(own=130),
}
UNITS = {
    "人": Size(own=2, each=1.5),
    "人次": Size(own=2, each=3),
    "户": Size(own=1, each=6),
    "万元": Size(each=3),
}
OTHERWISE = Size(own=1, each=0.3)

# Counties in the official order.
WUYANG = "411121"
COUNTY_KEYS = ["411102", "411103", "411104", "411121", "411122", "411171"]


def size_of(code: str, unit: str) -> Size:
    """The typical amount of a count that stands alone."""
    if code in SIZES:
        return SIZES[code]
    return UNITS.get(unit, OTHERWISE)
