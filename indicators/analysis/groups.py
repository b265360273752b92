"""Two groups of villages held against each other, without assuming a shape. No Django.

y_1 are the amounts of villages led by a double-strong secretary, y_0 those of the others. Every
comparison needs ten villages on each side; the certificate itself looks at wealth, so what is
found here is association and no cause.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from random import Random

from .distribution import quantile

FEWEST = 10
SAMPLES, SEED = 2000, 20120331
TRIMMED = 0.01


@dataclass(frozen=True)
class Gap:
    """A difference in the amounts' unit with its 95 % interval."""

    value: float
    low: float
    high: float
    n1: int
    n0: int


def enough(*groups: Sequence) -> bool:
    return all(len(group) >= FEWEST for group in groups)


def hodges_lehmann(y1: Sequence[float], y0: Sequence[float]) -> float:
    """The median of all differences y_1i − y_0j (Hodges and Lehmann 1963), without listing them.

    The k-th smallest difference is found by halving the range of values; counting the differences
    below a bound takes one pass over the sorted groups.
    """
    high, low = sorted(y1), sorted(y0)
    pairs = len(high) * len(low)
    middle = ranked_difference(high, low, (pairs - 1) // 2)
    if pairs % 2:
        return middle
    return (middle + ranked_difference(high, low, pairs // 2)) / 2


def ranked_difference(high: Sequence[float], low: Sequence[float], rank: int) -> float:
    """The difference with `rank` (from 0) in ascending order, exact."""
    floor, ceiling = high[0] - low[-1], high[-1] - low[0]
    while True:
        guess = (floor + ceiling) / 2
        below, upto = counted(high, low, guess)
        if below <= rank < upto:
            return guess
        if guess in (floor, ceiling) or ceiling - floor < 1e-9:
            return nearest(high, low, rank, floor, ceiling)
        floor, ceiling = (guess, ceiling) if upto <= rank else (floor, guess)


def counted(high: Sequence[float], low: Sequence[float], bound: float) -> tuple[int, int]:
    """How many differences are below the bound, and how many are at most the bound."""
    below = upto = 0
    for value in high:
        below += len(low) - bisect_right(low, value - bound)
        upto += len(low) - bisect_left(low, value - bound)
    return below, upto


def nearest(high: Sequence[float], low: Sequence[float], rank: int, floor: float, ceiling: float) -> float:
    """The wanted difference when the bounds have closed in on it as far as floating point goes."""
    start, _ = counted(high, low, floor)
    near = sorted(
        value - other
        for value in high
        for other in low[bisect_left(low, value - ceiling - 1e-9) : bisect_right(low, value - floor + 1e-9)]
    )
    return near[min(max(rank - start, 0), len(near) - 1)]


def gap(y1: Sequence[float], y0: Sequence[float], samples: int = SAMPLES) -> Gap | None:
    """Hodges-Lehmann with a percentile bootstrap (Efron and Tibshirani 1993, ch. 13), always the same seed.

    None with fewer than ten villages on a side.
    """
    if not enough(y1, y0):
        return None
    chance = Random(SEED)  # noqa: S311 - resampling, and the same every time
    drawn = sorted(
        hodges_lehmann(chance.choices(y1, k=len(y1)), chance.choices(y0, k=len(y0))) for _ in range(samples)
    )
    return Gap(hodges_lehmann(y1, y0), quantile(drawn, 0.025), quantile(drawn, 0.975), len(y1), len(y0))


def cliff(y1: Sequence[float], y0: Sequence[float]) -> float | None:
    """δ = (#{y1 > y0} − #{y1 < y0}) / (n1 n0), from −1 to 1 (Cliff 1993). None with fewer than ten on a side."""
    if not enough(y1, y0):
        return None
    low = sorted(y0)
    more = sum(bisect_left(low, value) for value in y1)
    less = sum(len(low) - bisect_right(low, value) for value in y1)
    return (more - less) / (len(y1) * len(y0))


def winsorised(values: Sequence[float], share: float = TRIMMED) -> list[float]:
    """Values beyond the 1 % and 99 % quantiles pulled in to them."""
    if not values:
        return []
    ordered = sorted(values)
    low, high = quantile(ordered, share), quantile(ordered, 1 - share)
    return [min(max(value, low), high) for value in values]


def stratified_gap(strata: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> float | None:
    """Σ ω_c (ȳ_1c − ȳ_0c) / Σ ω_c with ω_c = n_1c n_0c / (n_1c + n_0c), amounts winsorised over all
    villages (Cochran 1968): what is left of the gap inside counties. None with fewer than ten
    villages on a side, counted over the counties that have both.
    """
    everything = sorted(value for pair in strata.values() for side in pair for value in side)
    usable = {name: pair for name, pair in strata.items() if pair[0] and pair[1]}
    if sum(len(y1) for y1, _ in usable.values()) < FEWEST or sum(len(y0) for _, y0 in usable.values()) < FEWEST:
        return None
    low, high = quantile(everything, TRIMMED), quantile(everything, 1 - TRIMMED)

    def mean(values: Sequence[float]) -> float:
        return fsum(min(max(value, low), high) for value in values) / len(values)

    weights = {name: len(y1) * len(y0) / (len(y1) + len(y0)) for name, (y1, y0) in usable.items()}
    sums = fsum(weights[name] * (mean(y1) - mean(y0)) for name, (y1, y0) in usable.items())
    return sums / fsum(weights.values())
