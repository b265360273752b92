"""A checked choice of units, indicators and quarters, and the address that says it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from branches.models import Area, Level

from ..dashboards import Basis, PeriodChoice
from ..dashboards.matrix import Axis
from ..figures import IndicatorSpec
from ..models import MOST_COLUMNS
from ..quarters import Quarter

MOST_INDICATORS = MOST_COLUMNS
MOST_QUARTERS = 12
MOST_PICKED = 100
MOST_ACROSS = 60  # units that are still read from left to right
MOST_GROUPS = 12
MOST_CELLS = 60_000

AREAS, INDICATORS, PERIODS = Axis.AREA, Axis.INDICATOR, Axis.PERIOD
LAYOUTS = {
    "area-indicator": "行为单位，列为指标",
    "area-period": "行为单位，列为报告期",
    "indicator-area": "行为指标，列为单位",
    "indicator-period": "行为指标，列为报告期",
    "period-indicator": "行为报告期，列为指标",
    "period-area": "行为报告期，列为单位",
}
SPANS = {"1": "只看本期", "4": "近四期", "8": "近八期", "12": "近十二期", "year": "历年同期"}
ITSELF = "self"  # as a depth: the area alone


@dataclass(frozen=True)
class Choice:
    """`depth` is a level, ITSELF, or "" where `units` are picked; `span` "" where the quarters are picked.

    `own` tells that the indicators are those the reader has kept.
    """

    area: Area
    period: PeriodChoice
    basis: Basis
    layout: str
    depth: str
    units: tuple[Area, ...]
    indicators: tuple[IndicatorSpec, ...]
    quarters: tuple[Quarter, ...]
    span: str
    sort: str
    own: bool = False

    @property
    def rows(self) -> Axis:
        return Axis(self.layout.split("-")[0])

    @property
    def columns(self) -> Axis:
        return Axis(self.layout.split("-")[1])

    @property
    def level(self) -> Level | None:
        """The level of the units, where they are all of one below the area."""
        return None if self.depth in ("", ITSELF) else Level(self.depth)

    @property
    def depths(self) -> list[tuple[str, str]]:
        """(value, words) to choose the units by."""
        below = list(Level)[Level(self.area.level).rank + 1 :]
        picked = [] if self.depth else [("", f"自选 {len(self.units)} 个单位")]
        return [*picked, (ITSELF, "本级"), *((level.value, f"比到{level.label}") for level in below)]

    @property
    def spans(self) -> list[tuple[str, str]]:
        picked = [] if self.span else [("", f"自选 {len(self.quarters)} 期")]
        return [*picked, *SPANS.items()]

    def fields(self) -> list[tuple[str, str]]:
        """Everything that the address says, as (name, value)."""
        single = {
            "area": self.area.code,
            "period": self.period.code,
            "basis": self.basis.value,
            "layout": self.layout,
            "depth": self.depth,
            "span": self.span,
            "sort": self.sort,
        }
        many = [("unit", unit.code) for unit in self.units] + [("indicator", i.code) for i in self.indicators]
        if not self.span:
            many += [("at", quarter.code) for quarter in self.quarters]
        return [(name, value) for name, value in single.items() if value] + many

    def without(self, *names: str) -> list[tuple[str, str]]:
        """For the hidden fields of a form that asks for `names` itself."""
        return [(name, value) for name, value in self.fields() if name not in names]

    def query(self, **changed: str) -> str:
        """The address with some single values changed, "" to leave one out."""
        kept = [*self.without(*changed), *((name, value) for name, value in changed.items() if value)]
        return "?" + urlencode(kept)

    @property
    def bare(self) -> str:
        """The address that leaves the indicators to what the reader has kept."""
        return self.query(indicator="")

    # what the forms beside the selectors keep -----------------------------------
    @property
    def for_selectors(self) -> list[tuple[str, str]]:
        return self.without("area", "period", "basis", "layout", "depth", "span")

    @property
    def for_indicators(self) -> list[tuple[str, str]]:
        return self.without("indicator", "sort")

    @property
    def for_units(self) -> list[tuple[str, str]]:
        return self.without("unit", "depth", "sort")

    @property
    def for_quarters(self) -> list[tuple[str, str]]:
        return self.without("at", "span", "sort")
