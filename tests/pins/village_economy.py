"""Target lines of every indicator of the programme, and figures worked out by hand."""

from decimal import Decimal

EXPECTED = {
    "income_per_village": None,
}

# code: the parts as typed, and the figure they make
WORKED = {
    "income_per_village": ({"collective_income": Decimal("41.30"), "villages": 10}, "4.13"),
}
