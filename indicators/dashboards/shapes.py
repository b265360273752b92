"""The shapes of a dashboard: plain values, ready to be shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branches.models import Area, Level

from ..analysis.disparity import Disparity, Flag
from ..figures import Figure, IndicatorSpec
from ..models import Panel, Status
from ..quarters import Quarter
from ..wording import signed
from .alerts import AlertBoard
from .coverage import Coverage, Outstanding
from .frame import Basis, PeriodChoice


@dataclass(frozen=True)
class Child:
    """One row of the table of children. `figures` and `heats` stand in the order of the columns;
    `status` is the report's for a village, else ""."""

    code: str
    name: str
    coverage: Coverage
    status: str
    figures: tuple[Figure, ...]
    heats: tuple[int, ...] = ()

    @property
    def status_word(self) -> str:
        return Status(self.status).label if self.status else ""

    @property
    def cells(self):
        return zip(self.figures, self.heats, strict=True)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A unit's place by its figure (None when unknown) and its funnel flag."""

    place: int | None
    figure: Figure
    z: Decimal | None
    flag: Flag

    @property
    def flag_word(self) -> str:
        if self.flag is Flag.NONE or self.z is None:
            return ""
        return ("显著" if self.flag is Flag.RED else "") + ("偏高" if self.z > 0 else "偏低")

    @property
    def chance_word(self) -> str:
        """The flag in words, or that chance alone would do as much; "" where there is nothing to judge."""
        return self.flag_word or ("" if self.z is None else "偶然范围内")

    @property
    def z_text(self) -> str:
        return "—" if self.z is None else signed(self.z, 1)


@dataclass(frozen=True, kw_only=True)
class Ranked(Judged):
    """A child in the ranking by the chosen indicator."""

    child: Child


@dataclass(frozen=True)
class TrendLine:
    """One indicator over the quarters of the page; a missing quarter is None."""

    indicator: IndicatorSpec
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Evenness:
    """How evenly an indicator lies over the children; `disparity` None when not published."""

    indicator: IndicatorSpec
    own: Figure
    disparity: Disparity | None


@dataclass(frozen=True)
class Dashboard:
    """What the page shows. `figures` are the area's own, one per indicator of the catalogue with data;
    `indicators` the whole catalogue of the day; `below` the level of the children; `panels`
    those that are on, in their order."""

    area: Area
    period: PeriodChoice
    basis: Basis
    coverage: Coverage
    indicators: tuple[IndicatorSpec, ...]
    below: Level
    tiles: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    chosen: Figure | None
    columns: tuple[IndicatorSpec, ...]
    summary: tuple[Figure, ...]
    children: tuple[Child, ...]
    ranking: tuple[Ranked, ...]
    quarters: tuple[Quarter, ...]
    trend: tuple[TrendLine, ...]
    evenness: tuple[Evenness, ...]
    outstanding: tuple[Outstanding, ...]
    alerts: AlertBoard | None
    panels: tuple[Panel, ...]

    @property
    def day(self) -> date:
        """The day that the figures stand for."""
        return self.period.quarter.last_day

    @property
    def child_level(self) -> str:
        """What the children are called: 县区, 乡镇, 村."""
        return self.below.label
