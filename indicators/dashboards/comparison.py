"""Children against each other: places, heat, evenness, funnel flags."""

from dataclasses import replace
from decimal import Decimal

from ..analysis.disparity import Part, disparity, flag, funnel_z
from ..figures import Figure, IndicatorSpec
from .shapes import Child, Evenness, Judged, Ranked

HEAT_STEPS = 5


def places(figures: list[Figure]) -> list[int | None]:
    """Competition places (1, 2, 2, 4) by the exact value, best first; None where it is unknown."""
    lower = bool(figures) and figures[0].indicator.direction == "lower"
    first: dict[Decimal, int] = {}
    known = sorted((figure.value for figure in figures if figure.value is not None), reverse=not lower)
    for place, value in enumerate(known, 1):
        first.setdefault(value, place)
    return [None if figure.value is None else first[figure.value] for figure in figures]


def with_heat(children: list[Child], columns: tuple[IndicatorSpec, ...]) -> list[Child]:
    """The children with a heat of 5 (best places) to 1 a column; 0 where unknown or nothing is better."""
    by_column = [heats([child.figures[index] for child in children], i) for index, i in enumerate(columns)]
    return [replace(child, heats=tuple(column[row] for column in by_column)) for row, child in enumerate(children)]


def heats(figures: list[Figure], indicator: IndicatorSpec) -> list[int]:
    found = places(figures)
    known = sum(place is not None for place in found)
    if indicator.direction == "context" or known < 2:
        return [0] * len(figures)
    return [0 if place is None else HEAT_STEPS - (place - 1) * HEAT_STEPS // known for place in found]


def parts_of(figures: list[Figure]) -> list[Part]:
    return [
        Part(figure.area_code, figure.numerator, figure.denominator)
        for figure in figures
        if figure.value is not None and figure.denominator is not None and figure.denominator > 0
    ]


def evenness(own: Figure, figures: list[Figure]) -> Evenness:
    return Evenness(own.indicator, own, disparity(parts_of(figures), is_rate=own.indicator.is_percent))


def ranked(rows: list[tuple[Child, Figure]], own: Figure) -> list[Ranked]:
    """The children by their figures, see `best_first`."""
    judged = judge([figure for _, figure in rows], own)
    return best_first([Ranked(child=child, **words) for (child, _), words in zip(rows, judged, strict=True)])


def judge(figures: list[Figure], own: Figure) -> list[dict]:
    """What `Judged` says of each figure against the whole; a funnel flag only for shares of the whole."""
    mean = own.value / 100 if own.value is not None and own.indicator.is_percent else Decimal(0)
    found = []
    for figure, place in zip(figures, places(figures), strict=True):
        part = next(iter(parts_of([figure])), None)
        z = funnel_z(part, mean) if part else None
        found.append({"place": place, "figure": figure, "z": z, "flag": flag(z)})
    return found


def best_first(rows: list[Judged]) -> list[Judged]:
    """Best first, unknown last in the order given."""
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0))
