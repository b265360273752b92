"""How values of many units lie: quartiles and a histogram. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

MOST_BARS = 20
NICE = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Quartiles:
    """Smallest, first quartile, median, third quartile, largest of `n` values."""

    n: int
    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


@dataclass(frozen=True)
class Bin:
    """Values from `start` up to, without, `end`; the last bin holds its end as well."""

    start: float
    end: float
    count: int


def quantile(ordered: Sequence[float], share: float) -> float:
    """Linear between neighbours at (n − 1)·share (Hyndman and Fan 1996, type 7) of sorted values."""
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def quartiles(values: Sequence[float]) -> Quartiles | None:
    """None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = (quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    return Quartiles(len(ordered), ordered[0], *middle, ordered[-1])


def histogram(values: Sequence[float]) -> list[Bin]:
    """Bins of one round width, from twice the interquartile range over the cube root of n (Freedman and
    Diaconis 1981), at most 20; equal values make one bin."""
    found = quartiles(values)
    if found is None:
        return []
    if found.lowest == found.highest:
        return [Bin(found.lowest, found.highest, found.n)]
    spread = found.highest - found.lowest
    width = rounded_up(max(2 * (found.upper - found.lower) / found.n ** (1 / 3), spread / MOST_BARS))
    first = floor(found.lowest / width)
    bars = max(1, min(ceil(found.highest / width) - first, MOST_BARS + 1))
    counts = [0] * bars
    for value in values:
        counts[min(floor(value / width) - first, bars - 1)] += 1
    return [Bin((first + i) * width, (first + i + 1) * width, count) for i, count in enumerate(counts)]


def rounded_up(width: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = 10 ** floor(log10(width))
    return next(nice * power for nice in NICE if nice * power >= width * (1 - 1e-12))
