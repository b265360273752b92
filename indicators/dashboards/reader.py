"""Reads an area and its children once; every figure of a page is then made in memory."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from branches.models import Area, Level

from ..figures import Figure, IndicatorSpec, Naturals, compared, figure, value_of
from ..quarters import Quarter
from .coverage import Coverage
from .depth import Placed, units_at
from .frame import Basis, Catalogue, Lines, PeriodChoice
from .rows import Row, Timeline, child_timelines, own_timeline

TREND_QUARTERS = 12


class Reader:
    """Figures of one area and of its children in a period.

    `of_children` are the indicators that the children will be asked for; `back` the ordinals of more quarters
    that are wanted of them. Three queries: target
    lines, the area's rows, the children's rows; none grows with the villages below the children.
    """

    def __init__(
        self,
        area: Area,
        period: PeriodChoice,
        basis: Basis,
        catalogue: Catalogue,
        of_children: Sequence[IndicatorSpec] = (),
        back: Collection[int] = (),
    ):
        self.area, self.quarter, self.basis, self.catalogue = area, period.quarter, basis, catalogue
        self.of_children, self.back = of_children, back
        self.lines = Lines(area, self.quarter.year)

    @cached_property
    def own(self) -> Timeline:
        """The trend's quarters and, for its flows, the start of the first one's year."""
        first = Quarter.of_ordinal(self.quarter.ordinal - TREND_QUARTERS + 1)
        return own_timeline(self.area, range(first.year_to_date[0].ordinal, self.quarter.ordinal + 1), self.basis)

    @cached_property
    def children(self) -> list[Timeline]:
        """The children with the quarter, the year's earlier ones where a flow is asked, and those of `back`."""
        flows = any(self.catalogue.uses_flows(indicator) for indicator in self.of_children)
        asked = self.quarter.year_to_date if flows else [self.quarter]
        ordinals = {quarter.ordinal for quarter in asked} | set(self.back)
        return child_timelines(self.area, self.quarter, ordinals, self.basis)

    @property
    def row(self) -> Row | None:
        """The area's own row of the period."""
        return self.own.at(self.quarter)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The last twelve, without those before the first row."""
        last = self.quarter.ordinal
        first = max(last - TREND_QUARTERS + 1, min(self.own.rows, default=last))
        return tuple(Quarter.of_ordinal(ordinal) for ordinal in range(first, last + 1))

    def units_below(self, level: Level, spec: IndicatorSpec) -> list[Placed]:
        """Every unit of a level, with the year's earlier quarters where the indicator adds flows; one query.

        Raises ValueError where there are too many, see `units_at`.
        """
        asked = self.quarter.year_to_date if self.catalogue.uses_flows(spec) else [self.quarter]
        ordinals = [quarter.ordinal for quarter in asked]
        return units_at(self.area, level, self.quarter, ordinals, self.basis, spec.codes)

    def figures_of(
        self,
        unit: Timeline,
        indicators: Iterable[IndicatorSpec],
        quarter: Quarter | None = None,
        known: Naturals | None = None,
    ) -> dict[str, Figure]:
        """{code: figure} of a unit without changes; lines are those of the page's year. `known` are the unit's
        values of the quarter where the asker has them already."""
        indicators, quarter = list(indicators), quarter or self.quarter
        known = known or unit.natural(self.catalogue.elements_of(indicators), quarter)
        row = unit.at(quarter)
        due = {level: Coverage.of(row.counts, level).due for level in {i.level for i in indicators}} if row else {}
        return {
            indicator.code: figure(
                indicator,
                *known,
                area_code=unit.code,
                period_code=quarter.code,
                due=due.get(indicator.level, 0),
                carried=bool(row and row.carried and not row.carried.isdisjoint(indicator.codes)),
                **self.lines.of(indicator, unit.area_id, self.catalogue.elapsed(indicator, quarter)),
            )
            for indicator in indicators
        }

    def own_figures(self, indicators: Sequence[IndicatorSpec]) -> dict[str, Figure]:
        """The area's figures with their changes on the last quarter and the last year."""
        now = self.figures_of(self.own, indicators)
        elements = self.catalogue.elements_of(indicators)
        before, year_ago = (
            self.own.natural(elements, quarter) for quarter in (self.quarter.previous, self.quarter.year_ago)
        )
        return {
            i.code: compared(
                now[i.code],
                value_of(i, before) if self.catalogue.goes_on(i, self.quarter) else None,
                value_of(i, year_ago),
            )
            for i in indicators
        }
