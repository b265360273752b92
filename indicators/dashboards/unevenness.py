"""Whether the children of an area come closer to each other or drift apart over the quarters."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from branches.models import Level

from ..analysis.disparity import disparity
from ..figures import IndicatorSpec
from ..quarters import Quarter
from ..wording import MISSING, fixed, rounded, signed
from .comparison import parts_of
from .depth import children_over
from .frame import answers
from .reader import Reader

PLACES = 3


@dataclass(frozen=True)
class Unevenness:
    """The weighted coefficient of variation of the children by quarter, the latest last; None where fewer
    than three have numbers or another definition held."""

    children: str
    points: tuple[tuple[Quarter, Decimal | None], ...]

    @property
    def latest(self) -> Decimal | None:
        return self.points[-1][1]

    @property
    def change(self) -> Decimal | None:
        """cv(t) − cv(t − 4 quarters): below 0 they converge."""
        quarter, latest = self.points[-1]
        before = dict(self.points).get(quarter.year_ago)
        return None if latest is None or before is None else latest - before

    @property
    def word(self) -> str:
        if self.change is None:
            return ""
        shown = rounded(self.change, PLACES)
        return "收敛" if shown < 0 else "扩大" if shown > 0 else "持平"

    @property
    def change_text(self) -> str:
        return MISSING if self.change is None else signed(self.change, PLACES)

    @property
    def data_change(self) -> str:
        return fixed(self.change, PLACES)

    @property
    def rows(self) -> list[tuple[Quarter, str]]:
        return [(quarter, fixed(cv, PLACES) or MISSING) for quarter, cv in self.points]


def unevenness_of(reader: Reader, spec: IndicatorSpec, same: Sequence[bool]) -> Unevenness | None:
    """Over the quarters of the trend, in one query; `same` says of each whether this definition held then.

    None where the children do not answer, or there was never a number.
    """
    level = list(Level)[Level(reader.area.level).rank + 1]
    if not answers(spec, level):
        return None
    asked = {
        before.ordinal
        for quarter in reader.quarters
        for before in (quarter.year_to_date if reader.catalogue.uses_flows(spec) else [quarter])
    }
    children = children_over(reader.area, asked, reader.basis, spec.codes)
    points = tuple(
        (quarter, cv_at(reader, spec, children, quarter) if holds else None)
        for quarter, holds in zip(reader.quarters, same, strict=True)
    )
    return Unevenness(level.label, points) if any(cv is not None for _, cv in points) else None


def cv_at(reader: Reader, spec: IndicatorSpec, children, quarter: Quarter) -> Decimal | None:
    there = [child for child in children if child.at(quarter) is not None]
    figures = [reader.figures_of(child, [spec], quarter)[spec.code] for child in there]
    found = disparity(parts_of(figures), is_rate=spec.is_percent)
    return found.cv if found else None
