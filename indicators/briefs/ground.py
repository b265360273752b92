"""What a document is written from: one area in one quarter on one basis, read once and as it stands now."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from branches.models import Area

from ..dashboards import Basis, PeriodChoice
from ..dashboards.frame import Catalogue, catalogue
from ..dashboards.reader import Reader
from ..dashboards.rows import Timeline, child_timelines
from ..figures import IndicatorSpec
from ..models import Indicator, Total
from ..quarters import Quarter


class Ground(Reader):
    """A Reader that also knows the children a year ago, the siblings, and what the data stand at.

    `asked` are the indicators that children and siblings will be asked for. Its queries do not grow
    with the villages below the children.
    """

    def __init__(self, area: Area, period: PeriodChoice, basis: Basis, known: Catalogue, asked=()):
        super().__init__(area, period, basis, known, asked)
        self.period = period

    @classmethod
    def live(cls, area: Area, period: PeriodChoice, basis: Basis, codes: Iterable[str]) -> "Ground":
        """As the figures stand now; `codes` are the indicators to be spoken of, unknown ones are ignored."""
        known = catalogue(period.quarter.last_day, area.level)
        return cls(area, period, basis, known, spoken_of(known, codes))

    @property
    def ordinals(self) -> list[int]:
        """The quarters that a child is asked for: this one and the same a year ago, with the years' earlier
        ones where a flow is added up."""
        flows = any(self.catalogue.uses_flows(indicator) for indicator in self.of_children)
        quarters = [self.quarter, self.quarter.year_ago]
        return [q.ordinal for quarter in quarters for q in (quarter.year_to_date if flows else [quarter])]

    @cached_property
    def children(self) -> list[Timeline]:
        return child_timelines(self.area, self.quarter, self.ordinals, self.basis)

    @cached_property
    def siblings(self) -> list[Timeline]:
        """The units under the same parent, the area among them; none for the top of the tree."""
        parent = self.area.parent
        return child_timelines(parent, self.quarter, self.ordinals, self.basis) if parent else []

    @cached_property
    def since(self) -> Mapping[str, date]:
        """The day from which each indicator's definition holds."""
        rows = Indicator.objects.in_force(self.quarter.last_day)
        return dict(rows.values_list("code", "effective_from"))

    @property
    def snapshot(self) -> str:
        """Where the figures of the quarter come from, in words."""
        return f"{self.basis.label}汇总第{self.period.version or 0}版"

    def stamp(self, ranked: bool) -> dict[str, int]:
        """{"area/quarter": version} of the area's Totals, and of the unit above it where the area is ranked. A
        report anywhere below raises the version of its area's Total."""
        areas = [self.area, self.area.parent] if ranked and self.area.parent else [self.area]
        return versions_of(areas, range(self.quarter.ordinal - 15, self.quarter.ordinal + 1))

    @property
    def children_kept(self) -> bool:
        """Whether the source knows the children at all."""
        return True


def spoken_of(known: Catalogue, codes: Iterable[str]) -> tuple[IndicatorSpec, ...]:
    wanted = set(codes)
    return tuple(spec for spec in known.indicators if spec.code in wanted)


def versions_of(areas: Iterable[Area], ordinals: Iterable[int]) -> dict[str, int]:
    rows = Total.objects.filter(area__in=list(areas), period__ordinal__in=list(ordinals)).order_by()
    return {
        f"{code}/{Quarter.of_ordinal(ordinal).code}": version
        for code, ordinal, version in rows.values_list("area__code", "period__ordinal", "version")
    }
