"""A short trend as positions of an inline drawing. No Django.

The quarters stand at even distances from left to right, the lowest known value at the bottom and the
highest at the top; where all are alike the line runs through the middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 96, 24, 3


@dataclass(frozen=True)
class Sparkline:
    """`lines` as points of polylines "3,21 12.2,3", one each stretch without a gap; `dots` are stretches of
    one quarter; `end` the latest known point."""

    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    end: tuple[str, str]


def sparkline(values: Sequence[Decimal | None], breaks: Sequence[bool] = ()) -> Sparkline | None:
    """None when nothing is known. `breaks[n]` parts the line before the n-th value, as a gap does."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    low, spread = min(known), max(known) - min(known)
    step = Decimal(WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    stretches: list[list[tuple[str, str]]] = [[]]
    for place, value in enumerate(values):
        if value is None or (breaks and breaks[place]):
            stretches.append([])
        if value is not None:
            part = (value - low) / spread if spread else Decimal("0.5")
            stretches[-1].append((spelt(EDGE + step * place), spelt(HEIGHT - EDGE - part * (HEIGHT - 2 * EDGE))))
    drawn = [stretch for stretch in stretches if stretch]
    return Sparkline(
        lines=tuple(" ".join(",".join(point) for point in stretch) for stretch in drawn if len(stretch) > 1),
        dots=tuple(stretch[0] for stretch in drawn if len(stretch) == 1),
        end=drawn[-1][-1],
    )


def spelt(length: Decimal) -> str:
    text = f"{length:.1f}"
    return text.removesuffix(".0")
