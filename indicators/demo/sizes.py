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
    "dd_theory_done": 0.9,
    "dd_rich_members": 0.42,
    "liaison_paired": 0.84,
    "tr_member_hours_met": 0.88,
    "tr_members_trained": 0.86,
    "tr_leaders_hours_met": 0.93,
    "town_leaders_hours_met": 0.94,
    "tr_seats_attended": 0.96,
    "tr_seats_completed": 0.97,
    "sbq_ten_done": 0.95,
    "sbq_hundred_done": 0.95,
    "sbq_thousand_done": 0.95,
    "poor_raised": 0.5,
}
ASSOCIATIONS = "assoc_crop + assoc_livestock + assoc_sales"
PARTS = {  # element: (formula of the whole, how many for each of it)
    code: (Formula.parse(whole), share)
    for code, whole, share in [
        ("able_members", "rural_members", 0.78),
        ("tr_members_due", "rural_members", 0.92),
        ("tr_leaders", "cadres", 0.75),
        ("skills_held", "skilled_members", 1.45),
        ("member_households_led", "rural_members", 1.6),
        ("liaison_targets", "rural_members", 2.2),
        ("dedication_days", "villages", 2.4),
        ("dedication_due", "rural_members", 1.9),
        ("assoc_eligible", ASSOCIATIONS, 0.6),
        ("assoc_households", ASSOCIATIONS, 16),
        ("innovation_econ_projects", "innovation_projects", 0.5),
        ("tr_persons_trained", "tr_seats_attended", 0.8),
        ("city_persons_trained", "city_seats_attended", 0.85),
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
    "town_leaders": Size(own=9),
    "pioneer_cup_eligible": Size(each=1.05),
    "laidoff_helped": Size(own=40),
    "poor_helped": Size(own=90),
    "assoc_county": Size(own=9),
    "tr_batches_held": Size(own=8),
    "tr_seats_planned": Size(own=560),
    "tr_bases": Size(own=6),
    "tr_rules_in_force": Size(own=5),
    "secondments_started": Size(own=4),
    "city_batches_held": Size(own=3),
    "city_seats_attended": Size(own=260),
    "tr_mode_university_persons": Size(own=150),
    "tr_mode_visit_persons": Size(own=220),
    "tr_mode_invited_persons": Size(own=340),
    "tr_mode_secondment_persons": Size(own=24),
    "tr_mode_local_persons": Size(own=900),
}
UNITS = {
    "人": Size(own=2, each=1.5),
    "人次": Size(own=2, each=3),
    "户": Size(own=1, each=6),
    "万元": Size(each=3),
}
OTHERWISE = Size(own=1, each=0.3)

# Counties in the official order; the yearly 10, 100 and 1,000 are split over them.
COUNTY_KEYS = ["411102", "411103", "411104", "411121", "411122", "411171"]
FIXED = {
    "sbq_ten_quota": dict(zip(COUNTY_KEYS, [1, 1, 1, 3, 3, 1], strict=True)),
    "sbq_hundred_quota": dict(zip(COUNTY_KEYS, [9, 13, 14, 31, 29, 4], strict=True)),
    "sbq_thousand_quota": dict(zip(COUNTY_KEYS, [90, 126, 143, 313, 289, 39], strict=True)),
}
# The courses for township leaders: six batches with 312 people in two years.
TOWN_COURSES = {
    "town_batches_held": {"2010Q2": 1, "2010Q4": 2, "2011Q2": 1, "2011Q4": 2},
    "town_persons_trained": {"2010Q2": 52, "2010Q4": 104, "2011Q2": 51, "2011Q4": 105},
}


def size_of(code: str, unit: str) -> Size:
    """The typical amount of a count that stands alone."""
    if code in SIZES:
        return SIZES[code]
    return UNITS.get(unit, OTHERWISE)
