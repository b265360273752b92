"""Whether two scores of the same villages go together. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median

FEWEST = 10


def ranks(values: Sequence[float]) -> list[float]:
    """Places from 1 on; equal values share the mean of their places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            found[place] = (start + end) / 2 + 1
        start = end + 1
    return found


def correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Pearson's r; None where one side never changes."""
    mean_x, mean_y = fsum(x) / len(x), fsum(y) / len(y)
    xx = fsum((a - mean_x) ** 2 for a in x)
    yy = fsum((b - mean_y) ** 2 for b in y)
    if not xx or not yy:
        return None
    return fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sqrt(xx * yy)


def spearman_within(groups: Mapping[str, Sequence[tuple[float, float]]]) -> float | None:
    """Spearman's ρ of ranks taken within each group and put on a common scale from 0 to 1, so that a rich
    county does not make the correlation (Spearman 1904). None with fewer than ten villages.
    """
    x: list[float] = []
    y: list[float] = []
    for pairs in groups.values():
        if len(pairs) > 1:
            for side, values in ((x, [a for a, _ in pairs]), (y, [b for _, b in pairs])):
                side += [(place - 1) / (len(values) - 1) for place in ranks(values)]
    return correlation(x, y) if len(x) >= FEWEST else None


@dataclass(frozen=True)
class Mismatch:
    """Villages above their county's median of one score and below that of the other, by key."""

    strong_poor: tuple[str, ...]
    weak_rich: tuple[str, ...]
    villages: int

    @property
    def share(self) -> float | None:
        return (len(self.strong_poor) + len(self.weak_rich)) / self.villages if self.villages else None


def mismatch(groups: Mapping[str, Mapping[str, tuple[float, float]]]) -> Mismatch:
    """`groups` is {county: {village: (score, income)}}; a value at the median is on neither side."""
    strong_poor, weak_rich, villages = [], [], 0
    for rows in groups.values():
        villages += len(rows)
        if not rows:
            continue
        score, income = (median(pair[side] for pair in rows.values()) for side in (0, 1))
        strong_poor += [name for name, (s, y) in rows.items() if s > score and y < income]
        weak_rich += [name for name, (s, y) in rows.items() if s < score and y > income]
    return Mismatch(tuple(strong_poor), tuple(weak_rich), villages)
