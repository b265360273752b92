"""Target lines of every indicator of the programme, and figures worked out by hand."""

from decimal import Decimal

EXPECTED = {
    "income_per_village": None,
    "econ_lt5_rate": None,
    "econ_ge10_rate": None,
    "innov_zero_rate": (5, 15),
    "innov_per_100": None,
    "innov_econ_rate": (60, 40),
}

# code: the parts as typed, and the figure they make
WORKED = {
    "income_per_village": ({"collective_income": Decimal("41.30"), "econ_accounts": 10}, "4.13"),
    "econ_lt5_rate": ({"econ_lt5": 13, "econ_accounts": 20}, "65"),
    "econ_ge10_rate": ({"econ_ge10": 3, "econ_accounts": 20}, "15"),
    "innov_zero_rate": ({"innovation_none": 3, "villages": 40}, "7.5"),
    "innov_per_100": ({"innovation_evidenced": 22, "villages": 40}, "55"),
    "innov_econ_rate": ({"innovation_econ_projects": 9, "innovation_projects": 20}, "45"),
}
