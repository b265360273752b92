"""Two groups of villages held against each other, without assuming a shape. No Django.

y_1 are the amounts of villages led by a double-strong secretary, y_0 those of the others. Every
comparison needs ten villages on each side; the certificate itself looks at wealth, so what is
found here is association and no cause.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import floor, fsum, sqrt
from random import Random
from statistics import NormalDist, median

from .distribution import quantile

FEWEST = 10
SAMPLES, SEED = 2000, 20120331
MOST_SAMPLED = 5000  # villages on a side up to which the interval is bootstrapped
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


def hodges_lehmann(y1: Sequence[int], y0: Sequence[int]) -> float:
    """The median of all differences y_1i − y_0j (Hodges and Lehmann 1963), without listing them."""
    return Differences(y1, y0).median()


class Differences:
    """All differences y_1i − y_0j of two groups of whole numbers, asked for by their place in ascending order.

    With whole numbers the k-th smallest is the least d that has more than k differences at or below it;
    how many there are takes one bisection for each member of the shorter group.
    """

    def __init__(self, y1: Sequence[int], y0: Sequence[int]):
        self.mirrored = len(y1) < len(y0)  # differences of the longer and the shorter group
        self.long, self.short = sorted(y0 if self.mirrored else y1), sorted(y1 if self.mirrored else y0)
        self.pairs = len(y1) * len(y0)

    def upto(self, bound: int) -> int:
        """How many long − short are at most `bound`."""
        return sum(map(bisect_right, repeat(self.long), [value + bound for value in self.short]))

    def at(self, rank: int, guess: int = 0, reach: int = 64) -> int:
        """The difference with `rank` (from 0) in ascending order; a good guess saves time and changes nothing."""
        place, guess = (self.pairs - 1 - rank, -guess) if self.mirrored else (rank, guess)
        found = self._smallest(place, guess, reach)
        return -found if self.mirrored else found

    def _smallest(self, place: int, guess: int, reach: int) -> int:
        """Brackets the answer around the guess, then closes in by straight lines and halves in turn."""
        low, high, step = guess - reach, guess + reach, reach
        while (below := self.upto(low)) > place:
            high, step = low, step * 4
            low -= step
        while (above := self.upto(high)) <= place:
            low, below, step = high, above, step * 4
            high += step
        straight = True
        while high - low > 1:
            share = (place + 0.5 - below) / (above - below) if straight else 0.5
            middle = min(max(low + round((high - low) * share), low + 1), high - 1)
            count = self.upto(middle)
            low, below, high, above = (
                (low, below, middle, count) if count > place else (middle, count, high, above)
            )
            straight = not straight
        return high

    def median(self, guess: int = 0, reach: int = 64) -> float:
        lower = self.at((self.pairs - 1) // 2, guess, reach)
        return lower if self.pairs % 2 else (lower + self.at(self.pairs // 2, lower, 1)) / 2


def gap(y1: Sequence[int], y0: Sequence[int], samples: int = SAMPLES) -> Gap | None:
    """Hodges-Lehmann with its 95 % interval, in the unit of the whole numbers given.

    A percentile bootstrap with always the same seed (Efron and Tibshirani 1993, ch. 13), the order of the
    amounts making no difference; beyond 5,000 on a side `ranked_interval`, which needs no samples. None
    with fewer than ten villages on a side.
    """
    if not enough(y1, y0):
        return None
    value = hodges_lehmann(y1, y0)
    many = max(len(y1), len(y0)) > MOST_SAMPLED
    low, high = ranked_interval(y1, y0) if many else sampled_interval(y1, y0, round(value), samples)
    return Gap(value, low, high, len(y1), len(y0))


def sampled_interval(y1: Sequence[int], y0: Sequence[int], around: int, samples: int) -> tuple[float, float]:
    chance = Random(SEED)  # noqa: S311 - resampling, and the same every time
    y1, y0 = sorted(y1), sorted(y0)
    reach = max(1, (y1[-1] - y1[0] + y0[-1] - y0[0]) // 64)
    drawn = sorted(
        Differences(chance.choices(y1, k=len(y1)), chance.choices(y0, k=len(y0))).median(around, reach)
        for _ in range(samples)
    )
    return quantile(drawn, 0.025), quantile(drawn, 0.975)


def ranked_interval(y1: Sequence[int], y0: Sequence[int]) -> tuple[int, int]:
    """The C-th smallest and C-th largest difference, C = n1 n0/2 − 1.96 √(n1 n0 (n1 + n0 + 1)/12): the
    interval that belongs to the rank-sum test (Hollander and Wolfe 1999, section 4.3, large samples)."""
    differences = Differences(y1, y0)
    spread = sqrt(differences.pairs * (len(y1) + len(y0) + 1) / 12)
    place = max(1, floor(differences.pairs / 2 - NormalDist().inv_cdf(0.975) * spread))
    return differences.at(place - 1), differences.at(differences.pairs - place)


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


def growth_gap(changed: Sequence[float], stayed: Sequence[float]) -> float | None:
    """The median growth of the villages that came under a double-strong secretary less that of the villages
    that stayed without (difference in differences by medians). None with fewer than ten on a side."""
    return median(changed) - median(stayed) if enough(changed, stayed) else None
