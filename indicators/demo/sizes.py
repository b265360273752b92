"""How large the drawn counts are: what is a part of what, what is fixed, what stands alone.

An element that is in none of these tables is drawn from the catalogue: as a share of its
denominator when it is the numerator of a percentage, else by its unit. So a new element of the
catalogue gets figures without a word here.
"""

from dataclasses import dataclass
from functools import cache

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
    "dd_theory_done": 0.9,
    "dd_rich_members": 0.42,
    "liaison_paired": 0.84,
    "poor_raised": 0.5,
}
ASSOCIATIONS = "assoc_crop + assoc_livestock + assoc_sales"
PARTS = {  # element: (formula of the whole, how many for each of it)
    code: (Formula.parse(whole), share)
    for code, whole, share in [
        ("able_members", "rural_members", 0.78),
        ("skills_held", "skilled_members", 1.45),
        ("member_households_led", "rural_members", 1.6),
        ("liaison_targets", "rural_members", 2.2),
        ("dedication_days", "villages", 2.4),
        ("dedication_due", "rural_members", 1.9),
        ("assoc_eligible", ASSOCIATIONS, 0.6),
        ("assoc_households", ASSOCIATIONS, 16),
        ("innovation_econ_projects", "innovation_projects", 0.5),
    ]
}
FLAGS = {  # 1 where any of these is above 0
    "demo_villages": ("demo_households",),
}
SIZES = {
    "collective_income": Size(each=3.6),
    "innovation_projects": Size(each=0.5),
    "demo_households": Size(each=2.4),
    "assoc_crop": Size(each=0.25),
    "assoc_livestock": Size(each=0.22),
    "assoc_sales": Size(each=0.15),
    "ent_with_org": Size(own=4),
    "pioneer_cup_eligible": Size(each=1.05),
    "laidoff_helped": Size(own=40),
    "poor_helped": Size(own=90),
    "assoc_county": Size(own=9),
}
CAMPAIGN_SIZES = {"camp_eligible_": Size(each=1.05), "camp_due_": Size(own=6)}
UNITS = {
    "人": Size(own=2, each=1.5),
    "人次": Size(own=2, each=3),
    "户": Size(own=1, each=6),
    "万元": Size(each=3),
}
OTHERWISE = Size(own=1, each=0.3)

# Counties in the official order.
COUNTY_KEYS = ["411102", "411103", "411104", "411121", "411122", "411171"]
WUYANG = "411121"
# Local campaigns run in some counties only; elsewhere the cell stays blank.
ONLY_IN = {
    "_virtuous_rule": ["411103", "411122"],
    "_fortress": ["411104", WUYANG],
    "_dual_promote": ["411102", WUYANG],
    "_good_team": ["411122", "411171"],
}


def size_of(code: str, unit: str) -> Size:
    """The typical amount of a count that stands alone."""
    if code in SIZES:
        return SIZES[code]
    for prefix, size in CAMPAIGN_SIZES.items():
        if code.startswith(prefix):
            return size
    return UNITS.get(unit, OTHERWISE)


@cache
def runs_in(code: str, county: str) -> bool:
    """Whether the programme of a cell is run in a county (first six digits of the code)."""
    for part, counties in ONLY_IN.items():
        if code.startswith(part) or code.endswith(part):
            return county in counties
    return True
