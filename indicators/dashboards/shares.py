"""Where unevenness lies: between the children of an area or inside them."""

from dataclasses import dataclass
from decimal import Decimal

from branches.models import Level

from ..analysis.disparity import whole
from ..analysis.theil import explained_between
from ..figures import IndicatorSpec
from ..wording import percent
from .comparison import parts_of
from .frame import answers
from .reader import Reader

MOSTLY = Decimal("0.5")


@dataclass(frozen=True)
class Split:
    """Of the spread among the grandchildren beyond what chance does to units so small, the share that
    lies between the children (0 to 1); None when chance explains it all. `eta` is the share of all
    single cases' variance that the children explain."""

    children: str
    grandchildren: str
    between: Decimal | None
    eta: Decimal | None

    @property
    def sentence(self) -> str:
        """除去偶然波动，各乡镇的差距有62.0%在县区之间、38.0%在县区内部：…"""
        if self.between is None:
            return f"各{self.grandchildren}的差距没有超出偶然波动，不据此比较高低。"
        outer, inner = percent(self.between * 100, 1), percent((1 - self.between) * 100, 1)
        where = f"{outer}在{self.children}之间、{inner}在{self.children}内部"
        if self.between >= MOSTLY:
            return f"除去偶然波动，各{self.grandchildren}的差距有{where}：宜先帮扶落后{self.children}。"
        advice = f"宜帮扶落后{self.grandchildren}，不宜只看{self.children}排名"
        return f"除去偶然波动，各{self.grandchildren}的差距有{where}：{advice}。"


def split_of(reader: Reader, spec: IndicatorSpec) -> Split | None:
    """V_B / V_T with V_T = Σ w_t (p_t − P)² over the grandchildren t and V_B the same over the children
    (law of total variance), each less what chance alone makes of k parts of N cases:
    (k − 1)·P(1 − P)/N (variance components by moments: Searle, Casella and McCulloch 1992).

    None where either level does not answer, or the area has no grandchildren above the village
    (a village is too small to tell spread from chance).
    """
    rank = Level(reader.area.level).rank
    levels = list(Level)
    if rank + 2 >= len(levels) or levels[rank + 2] == Level.VILLAGE or not spec.is_percent:
        return None
    children, grandchildren = levels[rank + 1], levels[rank + 2]
    if not answers(spec, grandchildren):
        return None
    outer, inner = (
        parts_of([reader.figures_of(row.timeline, [spec])[spec.code] for row in reader.units_below(level, spec)])
        for level in (children, grandchildren)
    )
    mean = whole(outer)
    if mean is None or len(outer) < 2 or len(inner) <= len(outer):
        return None
    total = beyond_chance(inner, mean)
    between = min(beyond_chance(outer, mean) / total, Decimal(1)) if total else None
    return Split(children.label, grandchildren.label, between, explained_between(outer))


def beyond_chance(parts, mean: Decimal) -> Decimal:
    """The spread of parts less what chance makes of it; never below 0."""
    cases = sum(part.n for part in parts)
    return max(spread(parts, mean) - (len(parts) - 1) * mean * (1 - mean) / cases, Decimal(0))


def spread(parts, mean: Decimal) -> Decimal:
    """Σ w (p − P)² with weights by the number of cases."""
    cases = sum(part.n for part in parts)
    return sum((part.n / cases * (part.p - mean) ** 2 for part in parts), Decimal(0))
