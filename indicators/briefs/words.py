"""How an official text writes numbers, changes, places and lists. No Django.

GB/T 15835-2011 and office habit: Arabic digits without grouping, half-up on Decimal, 万 with two
decimals from 100,000 on, 百分点 for the difference of rates. 以上, 近, 多 and 约 are written only where
they are true of the exact value; where it is round already, the plain number is written instead.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from .. import wording

WAN = wording.WAN
TEN, HUNDRED = Decimal(10), Decimal(100)
HALF = Decimal("0.5")
MONEY = "万元"
YEAR_AGO, LAST_QUARTER = "上年同期", "上季度"
COMPARED = {  # word: (before a change, in place of a change that is none)
    "同比": ("同比", f"与{YEAR_AGO}持平"),
    "环比": ("环比", f"与{LAST_QUARTER}持平"),
    "较上年同期": (f"较{YEAR_AGO}", f"与{YEAR_AGO}持平"),
    "较上季度": (f"较{LAST_QUARTER}", f"与{LAST_QUARTER}持平"),
}
STEADY = "持平"
Place = tuple[str, Decimal]


# numbers -----------------------------------------------------------------
def number(value: Decimal, decimals: int = 0) -> str:
    """ "42648", "4.25", "−3": no grouping, fixed decimals, the true minus sign."""
    return f"{wording.rounded(value, decimals):f}".replace("-", "−")


def short(value: Decimal, decimals: int = 1) -> str:
    """The same with ".0" dropped: "70", "48.1"."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(value: Decimal, unit: str = "") -> str:
    """ "889名"; from 100,000 on "10.66万名"."""
    if abs(value) < wording.FROM_WAN:
        return f"{short(value, 0)}{unit}"
    return f"{number(value / WAN, 2)}万{unit}"


def amount(value: Decimal, unit: str = "", decimals: int = 1) -> str:
    """ "4.25万元": money in 万元 has two decimals, other amounts as many as asked."""
    return f"{number(value, decimals_of_amount(unit, decimals))}{unit}"


def decimals_of_amount(unit: str, decimals: int) -> int:
    return 2 if unit.startswith(MONEY) else decimals


def percent(value: Decimal) -> str:
    """ "70%", "48.1%"."""
    return f"{short(value)}%"


def points(value: Decimal) -> str:
    """The size of a difference of two rates: "1.8个百分点"."""
    return f"{short(value)}个百分点"


# round words -------------------------------------------------------------
def step_of(value: Decimal) -> Decimal:
    """What a count is rounded to: whole 万 from 100,000 on, hundreds from 100 on, tens below."""
    if value >= wording.FROM_WAN:
        return WAN
    return HUNDRED if value >= HUNDRED else TEN


def floored(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def round_count(value: Decimal, unit: str) -> str:
    """A count that is round: "300名", "10万名"."""
    if value >= wording.FROM_WAN and value % WAN == 0:
        return f"{short(value / WAN, 0)}万{unit}"
    return count(value, unit)


def at_least(value: Decimal) -> str:
    """ "48%以上" from 48.1; exactly 48 is "48%"."""
    floor = floored(value, Decimal(1))
    return f"{short(floor, 0)}%{'以上' if value > floor else ''}"


def more_than(value: Decimal, unit: str = "", word: str = "多") -> str:
    """ "300多名" from 312, "80余户" from 83; exactly 300 is "300名", below ten the number itself."""
    if value < TEN:
        return count(value, unit)
    floor = floored(value, step_of(value))
    if floor == value:
        return round_count(value, unit)
    scale = "万" if floor >= wording.FROM_WAN else ""
    return f"{short(floor / WAN if scale else floor, 0)}{scale}{word}{unit}"


def nearly(value: Decimal, unit: str = "") -> str:
    """ "近300名" from 298: not more than a tenth of the step below it, else the number itself."""
    step = step_of(value)
    above = floored(value, step) + step
    return f"近{round_count(above, unit)}" if value >= TEN and above - value <= step / 10 else count(value, unit)


def nearly_percent(value: Decimal) -> str:
    """ "近50%" from 49.2: within one point below a ten, or within half a point below a whole number."""
    ten = floored(value, TEN) + TEN
    whole = floored(value, Decimal(1)) + 1
    if ten - value <= 1:
        return f"近{short(ten, 0)}%"
    return f"近{short(whole, 0)}%" if whole - value <= HALF else percent(value)


def about(value: Decimal, unit: str = "") -> str:
    """ "约900名" from 889; a round number goes without 约."""
    step = step_of(value) if value >= TEN else Decimal(1)
    near = (value / step).to_integral_value(ROUND_HALF_UP) * step
    return f"{'' if near == value else '约'}{round_count(near, unit)}"


def about_percent(value: Decimal) -> str:
    """ "约48%" from 48.1."""
    near = wording.rounded(value, 0)
    return f"{'' if near == value else '约'}{short(near, 0)}%"


# changes -----------------------------------------------------------------
def change_of_rate(change: Decimal) -> str:
    """ "提高1.8个百分点", "下降0.2个百分点", "持平" below 0.05."""
    if abs(change) < wording.STEADY:
        return STEADY
    return f"{'提高' if change > 0 else '下降'}{points(abs(change))}"


def change_of_count(change: Decimal, unit: str = "", decimals: int = 0) -> str:
    """ "增加12名", "减少3名", "持平" when nothing is left at the shown decimals."""
    if not wording.rounded(change, decimals):
        return STEADY
    size = amount(abs(change), unit, decimals) if decimals else count(abs(change), unit)
    return f"{'增加' if change > 0 else '减少'}{size}"


def change_of_index(change: Decimal, decimals: int = 2) -> str:
    """ "上升0.02", "下降0.02", "持平"."""
    if not wording.rounded(change, decimals):
        return STEADY
    return f"{'上升' if change > 0 else '下降'}{number(abs(change), decimals)}"


def growth(now: Decimal, change: Decimal) -> str | None:
    """ "增长8.3%" or "下降8.3%" on what stood before; None when there was nothing before."""
    before = now - change
    if before <= 0:
        return None
    rate = change * HUNDRED / before
    if abs(rate) < wording.STEADY:
        return STEADY
    return f"{'增长' if rate > 0 else '下降'}{percent(abs(rate))}"


def compared(word: str, change: str) -> str:
    """ "同比提高1.8个百分点", but "与上年同期持平"."""
    before, steady = COMPARED[word]
    return steady if change == STEADY else f"{before}{change}"


def higher_or_lower(value: Decimal, size: str, decimals: int) -> str:
    """ "高1.25万元", "低0.3个百分点", or 持平; `size` is the written absolute value."""
    if not wording.rounded(value, decimals):
        return STEADY
    return f"{'高' if value > 0 else '低'}{size}"


# days, places, lists -----------------------------------------------------
def day(value: date) -> str:
    """ "2012年4月8日"."""
    return f"{value.year}年{value.month}月{value.day}日"


def month(value: date) -> str:
    return f"{value.year}年{value.month}月"


def as_of(value: date) -> str:
    """ "截至2012年4月8日"; 截止 takes no object."""
    return f"截至{day(value)}"


def rank(place: Decimal, within: str = "") -> str:
    """ "居全市第2位"."""
    return f"居{within}{ordinal(place)}"


def ordinal(place: Decimal) -> str:
    return f"第{short(place, 0)}位"


def days(value: Decimal) -> str:
    """ "12天", "12.5天"."""
    return f"{short(value)}天"


def listing(items: Sequence[str], last: str = "和") -> str:
    """ "源汇区、郾城区和舞阳县"."""
    *others, final = items
    return f"{'、'.join(others)}{last}{final}" if others else final


def first_of(items: Sequence[str], most: int, unit: str = "个") -> str:
    """The first names, and how many there are when these are not all: "甲、乙等5个"."""
    if len(items) <= most:
        return listing(items)
    return f"{'、'.join(items[:most])}等{len(items)}{unit}"


def respectively(names: Sequence[str], numbers: Sequence[str], verb: str = "为") -> str:
    """ "甲、乙和丙分别为76.3%、74.4%和68.7%"; the n-th number is that of the n-th name.

    Raises ValueError when there are not as many numbers as names, or none.
    """
    if len(names) != len(numbers) or not names:
        raise ValueError(f"“分别”的名称有{len(names)}个，数字有{len(numbers)}个，须一一对应")
    alone = "" if len(names) > 1 else verb
    return f"{names[0]}{alone}{numbers[0]}" if alone else f"{listing(names)}分别{verb}{listing(numbers)}"


def between(low: str, high: str) -> str:
    """ "5%—10%": the unit stands on both sides."""
    return low if low == high else f"{low}—{high}"


def ranked(places: Sequence[Place], highest_first: bool = True) -> tuple[Place, ...]:
    """By number; equal ones keep the order they came in."""
    return tuple(sorted(places, key=lambda place: -place[1] if highest_first else place[1]))


def in_order(places: Sequence[Place], order: Sequence[str]) -> tuple[Place, ...]:
    """In the fixed order of the names; names that the order lacks come last, as they came."""
    known = {name: position for position, name in enumerate(order)}
    return tuple(sorted(places, key=lambda place: known.get(place[0], len(known))))
