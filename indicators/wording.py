"""Numbers as officials write them. The one place where a figure becomes text. No Django.

Half-up on Decimal, never binary rounding; missing is "—", never 0; the change of a rate is in
百分点 and anything below half of the last shown digit of a tenth is 持平.
"""

from decimal import ROUND_HALF_UP, Decimal

MISSING = "—"
MINUS = "−"  # the true sign; what a machine reads keeps the hyphen
WAN = Decimal(10_000)
FROM_WAN = Decimal(100_000)
STEADY = Decimal("0.05")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half-up to `decimals` places; a zero that came out of rounding has no sign."""
    shown = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(shown) if shown == 0 else shown


def plain(value: Decimal | None) -> str:
    """For machines: no grouping, no exponent, no trailing zeros; "" when unknown."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(value: Decimal | None, decimals: int) -> str:
    """For machines, as a reader sees it: "70.0"; "" when unknown."""
    return "" if value is None else f"{rounded(value, decimals):f}"


def grouped(value: Decimal | None, decimals: int = 0) -> str:
    """For tables: thousands apart, 42,648."""
    return MISSING if value is None else f"{rounded(value, decimals):,}".replace("-", MINUS)


def natural(value: Decimal | None) -> str:
    """For tables: thousands apart, with as many decimals as the value has."""
    if value is None:
        return MISSING
    text = plain(value)
    return grouped(value, len(text.partition(".")[2]))


def in_wan(value: Decimal | None, decimals: int = 0) -> str:
    """For tiles: from 100,000 on in 万 with two decimals, else grouped."""
    if value is None or abs(value) < FROM_WAN:
        return grouped(value, decimals)
    return f"{rounded(value / WAN, 2)}万"


def percent(value: Decimal | None, decimals: int = 1) -> str:
    """ "70.0%" from 70."""
    return MISSING if value is None else f"{rounded(value, decimals)}%".replace("-", MINUS)


def signed(change: Decimal, decimals: int) -> str:
    """ "+1.8" or "−0.2", with the true minus sign."""
    shown = rounded(change, decimals)
    return f"{'+' if shown > 0 else '−' if shown < 0 else ''}{abs(shown):,}"


def change_of_rate(change: Decimal | None) -> str:
    """ "+1.8个百分点", 持平 below 0.05, "—" when unknown."""
    if change is None:
        return MISSING
    return "持平" if abs(change) < STEADY else f"{signed(change, 1)}个百分点"


def change_of_amount(change: Decimal | None, decimals: int, unit: str) -> str:
    """ "+12名"; 持平 when nothing is left of it at the shown decimals."""
    if change is None:
        return MISSING
    return f"{signed(change, decimals)}{unit}" if rounded(change, decimals) else "持平"
