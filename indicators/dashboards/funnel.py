"""How far units lie from the whole beyond what chance does to units of their size (a funnel plot).

After Spiegelhalter (2005): a share of n cases strays by √(P(1 − P)/n) by chance alone, so that small
units must not be named for being last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..analysis.disparity import AMBER, RED, Flag
from ..figures import Figure, IndicatorSpec
from .shapes import Judged

FEWEST, STEPS, MOST_NAMED = 3, 40, 5
MOST_SHOWN = 60  # in the table; of more only those that are flagged
ONE = Decimal(1)


@dataclass(frozen=True)
class Funnel:
    """`units` with a z, farthest from the whole first; `mean` is P. `direction` says which side is behind."""

    mean: Decimal
    units: tuple[Judged, ...]
    direction: str

    @property
    def flagged(self) -> tuple[Judged, ...]:
        return tuple(unit for unit in self.units if unit.flag is not Flag.NONE)

    @property
    def shown(self) -> tuple[Judged, ...]:
        return self.units if len(self.units) <= MOST_SHOWN else self.flagged[:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        return len(self.units) - len(self.shown)

    @property
    def lines(self) -> list[tuple[Decimal, tuple[Decimal, ...]]]:
        """(n, P less three, less two, plus two, plus three standard errors, kept within 0 and 1)."""
        sizes = [unit.figure.denominator for unit in self.units]
        least, most = max(min(sizes), ONE), max(max(sizes), ONE)
        grid = sorted({least + (most - least) * step / STEPS for step in range(STEPS + 1)})
        return [(n, tuple(self.at(n, z) for z in (-RED, -AMBER, AMBER, RED))) for n in grid]

    def at(self, n: Decimal, z: Decimal) -> Decimal:
        error = (self.mean * (1 - self.mean) / n).sqrt()
        return min(max(self.mean + z * error, Decimal(0)), ONE)

    def is_behind(self, unit: Judged) -> bool:
        """Flagged, and on the bad side."""
        bad = unit.z is not None and (unit.z > 0 if self.direction == "lower" else unit.z < 0)
        return bad and unit.flag is not Flag.NONE

    @property
    def sentence(self) -> str:
        """Who is behind beyond chance, and that who is last is not where chance would do as much."""
        if self.direction == "context":
            return ""
        behind = [unit.name for unit in self.units if self.is_behind(unit)]
        told = []
        if behind:
            more = f"等{len(behind)}个" if len(behind) > MOST_NAMED else ""
            told.append(f"落后超出偶然范围：{'、'.join(behind[:MOST_NAMED])}{more}。")
        worst = max((unit.place for unit in self.units), default=1)
        last = [unit for unit in self.units if unit.place == worst and not self.is_behind(unit)]
        if worst > 1 and last:
            more = f"等{len(last)}个" if len(last) > MOST_NAMED else ""
            names = "、".join(unit.name for unit in last[:MOST_NAMED])
            told.append(f"排在最后的{names}{more}与总体的差异在偶然范围内，不称落后。")
        return "".join(told) or "各单位与总体的差异都在偶然范围内。"


def funnel_of(spec: IndicatorSpec, own: Figure, units: Sequence[Judged]) -> Funnel | None:
    """None for fewer than three units, and for what is no share of a whole."""
    known = [unit for unit in units if unit.z is not None]
    if len(known) < FEWEST or any(not 0 <= unit.figure.value <= 100 for unit in known):
        return None
    farthest = sorted(known, key=lambda unit: -abs(unit.z))
    return Funnel(own.value / 100, tuple(farthest), spec.direction)
