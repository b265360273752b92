"""How unequal the amounts of single villages are, and whether the units above them explain it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from branches.models import Area, Level

from ..analysis.theil import INSIDE, Theil, theil
from ..figures import IndicatorSpec
from ..wording import fixed, percent
from .shapes import Judged


@dataclass(frozen=True)
class Inequality:
    """Theil's T over the villages, grouped by `groups` (县区 of a city, 乡镇 of a county); `theil` None
    where it is not defined."""

    groups: str
    theil: Theil | None

    @property
    def total_text(self) -> str:
        return fixed(Decimal(self.theil.total), 3) if self.theil else "—"

    @property
    def shares(self) -> tuple[str, str]:
        """Between and inside, as percents that add up."""
        if self.theil is None or self.theil.share_within is None:
            return "—", "—"
        inside = min(max(Decimal(self.theil.share_within), Decimal(0)), Decimal(1)) * 100
        inside = Decimal(fixed(inside, 1))
        return percent(100 - inside, 1), percent(inside, 1)

    @property
    def sentence(self) -> str:
        """各村的差距有4.2%在县区之间、95.8%在县区内部：…"""
        if self.theil is None:
            return "各村合计为0或有负数，不计算泰尔指数。"
        if self.theil.share_within is None or self.total_text == "0.000":
            return "各村的数相同，没有差距。"
        between, inside = self.shares
        where = f"各村的差距有{between}在{self.groups}之间、{inside}在{self.groups}内部"
        if self.theil.share_within >= INSIDE:
            return f"{where}：宜在{self.groups}内部帮扶落后村，不宜只看{self.groups}排名。"
        return f"{where}：宜先帮扶落后{self.groups}。"


def inequality_of(
    area: Area, depth: Level | None, spec: IndicatorSpec, units: Sequence[Judged]
) -> Inequality | None:
    """Out of the villages of the ranking, which are read already. None unless the page goes down to the
    village and the indicator is an amount of one village: a rate or a mean over persons is none.
    """
    known = [unit for unit in units if unit.figure.value is not None]
    if depth != Level.VILLAGE or spec.is_percent or area.level in (Level.TOWNSHIP, Level.VILLAGE):
        return None
    if len({unit.figure.denominator for unit in known}) != 1:
        return None
    by_county = area.level != Level.COUNTY
    groups: dict[str, list[float]] = defaultdict(list)
    for unit in known:
        groups[unit.county if by_county else unit.township].append(float(unit.figure.value))
    if len(groups) < 2:
        return None
    return Inequality((Level.COUNTY if by_county else Level.TOWNSHIP).label, theil(groups))
