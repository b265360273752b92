"""The dashboard of any area above the village."""

from collections.abc import Sequence
from datetime import date

from branches import clock
from branches.models import Area

from ..figures import Figure, IndicatorSpec
from ..models import Panel
from ..quarters import Quarter
from .alerts import Watch, alert_board
from .comparison import evenness, ranked, with_heat
from .coverage import LISTED_AT_MOST, SHOWN_FIRST, Coverage, Outstanding, outstanding_reports, outstanding_units
from .frame import Basis, Catalogue, PeriodChoice, answers, catalogue, choose, period_choices
from .layout import layout_of, level_below
from .reader import Reader
from .shapes import Child, Dashboard, Ranked, TrendLine


def dashboard(
    area: Area,
    period_code: str | None = None,
    basis: str = Basis.APPROVED,
    indicator_code: str | None = None,
    *,
    choices: list[PeriodChoice] | None = None,
    today: date | None = None,
    columns: Sequence[str] = (),
) -> Dashboard | None:
    """The page of an area above the village; None when there is no such period.

    `indicator_code` chooses the ranking's indicator, an unknown one falls back to the first;
    `columns` are the indicators that the reader wants to see of the children.
    At most thirteen queries; the rows of figures do not grow with the villages below the children.
    """
    choices = period_choices(area) if choices is None else choices
    period = choose(choices, period_code)
    if period is None:
        return None
    return _Page(area, choices, period, Basis(basis), indicator_code, today or clock.today(), columns).dashboard()


class _Page:
    """Reads once, then derives everything in memory."""

    def __init__(
        self,
        area: Area,
        choices: list[PeriodChoice],
        period: PeriodChoice,
        basis: Basis,
        indicator_code: str | None,
        today: date,
        columns: Sequence[str],
    ):
        self.area, self.choices, self.period, self.basis, self.today = area, choices, period, basis, today
        self.quarter = period.quarter
        self.catalogue: Catalogue = catalogue(self.quarter.last_day, area.level)
        self.below = level_below(area.level)
        self.layout = layout_of(self.catalogue, area.level, columns)
        self.columns = self.layout.columns
        chosen = self.catalogue.find(indicator_code)
        if chosen is None or not answers(chosen, self.below):
            chosen = next(iter(self.columns), None)
        self.chosen: IndicatorSpec | None = chosen
        self.watch = Watch.on(today, self.quarter)
        back = self.watch.quarters(self.catalogue, self.quarter)
        self.reader = Reader(area, period, basis, self.catalogue, self._asked_of_children(), back)
        self.counts = self.reader.row.counts if self.reader.row else {}

    def _asked_of_children(self) -> tuple[IndicatorSpec, ...]:
        chosen = [self.chosen] if self.chosen else []
        return tuple(dict.fromkeys([*self.columns, *self.layout.evenness, *chosen]))

    # figures ------------------------------------------------------------------
    def child_rows(self) -> list[tuple[Child, dict[str, Figure]]]:
        rows = []
        for unit in self.reader.children:
            found = self.reader.figures_of(unit, self._asked_of_children())
            row = unit.at(self.quarter)
            shown = tuple(found[column.code] for column in self.columns)
            rows.append((Child(unit.code, unit.name, Coverage.of(row.counts), row.status, shown), found))
        return rows

    # parts of the page ----------------------------------------------------------
    def dashboard(self) -> Dashboard:
        own, rows = self.reader.own_figures(self.catalogue.indicators), self.child_rows()
        children = with_heat([child for child, _ in rows], self.columns)
        chosen = own[self.chosen.code] if self.chosen else None
        quarters = self.reader.quarters
        return Dashboard(
            area=self.area,
            period=self.period,
            basis=self.basis,
            coverage=Coverage.of(self.counts),
            indicators=self.catalogue.indicators,
            below=self.below,
            tiles=tuple(own[indicator.code] for indicator in self.layout.tiles),
            figures=tuple(figure for figure in own.values() if figure.numerator is not None),
            chosen=chosen,
            columns=self.columns,
            summary=tuple(own[column.code] for column in self.columns),
            children=tuple(children),
            ranking=self.ranking(children, rows, chosen),
            quarters=quarters,
            trend=self.trend(quarters),
            evenness=tuple(
                evenness(own[one.code], [found[one.code] for _, found in rows]) for one in self.layout.evenness
            ),
            outstanding=self.outstanding(),
            alerts=alert_board(self.area, self.choices, self.watch, self.reader)
            if Panel.ALERTS in self.layout.panels
            else None,
            panels=self.layout.panels,
        )

    def ranking(self, children: list[Child], rows, chosen: Figure | None) -> tuple[Ranked, ...]:
        if chosen is None:
            return ()
        figures = [found[chosen.indicator_code] for _, found in rows]
        return tuple(ranked(list(zip(children, figures, strict=True)), chosen))

    def trend(self, quarters: tuple[Quarter, ...]) -> tuple[TrendLine, ...]:
        indicators = self.layout.trend
        points = [self.reader.figures_of(self.reader.own, indicators, quarter) for quarter in quarters]
        return tuple(TrendLine(i, tuple(point[i.code] for point in points)) for i in indicators)

    def outstanding(self) -> tuple[Outstanding, ...]:
        """The first names, read only when there are some and they are few enough to name."""
        if not 0 < Coverage.of(self.counts).outstanding <= LISTED_AT_MOST:
            return ()
        return tuple(outstanding_units(outstanding_reports(self.area, self.quarter)[:SHOWN_FIRST], self.today))
