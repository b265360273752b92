"""The page 工作落实 of an area and a period, as plain values."""

from dataclasses import dataclass, replace
from datetime import date

from branches import clock
from branches.models import Area, Level

from ...figures import compared
from ...models import TaskStandard
from ...quarters import Quarter
from ..frame import Basis, Catalogue, PeriodChoice, catalogue
from ..reader import Reader
from ..shapes import TrendLine
from .campaigns import CampaignRow, campaigns_of
from .ledger import Ledger, added, overdue_days
from .plans import Plans, plans_of
from .units import Units, units_of, villages_of
from .yardstick import Measured, Reading, Yardstick, measured

DRAWN = ("done_rate", "ontime_rate")


@dataclass(frozen=True)
class ImplementationPage:
    """Plain values. Rates come from the reports as of the period's last day, except in a village, which
    reports no tasks; what is overdue, campaigns and plans stand for `day`, read from the tasks."""

    area: Area
    period: PeriodChoice
    basis: Basis
    day: date
    standard: TaskStandard
    reading: Reading
    measures: tuple[Measured, ...]
    overdue: int
    units: Units | None
    campaigns: tuple[CampaignRow, ...]
    plans: Plans
    quarters: tuple[Quarter, ...]
    trend: tuple[TrendLine, ...]
    has_reports: bool

    @property
    def is_live(self) -> bool:
        """Every figure is read from the tasks."""
        return self.area.level == Level.VILLAGE

    @property
    def faded(self) -> list[CampaignRow]:
        return [row for row in self.campaigns if row.faded]


def day_of(quarter: Quarter) -> date:
    """The day that tasks are looked at: the period's last, or today while it runs."""
    return min(quarter.last_day, clock.today())


def implementation_page(area: Area, period: PeriodChoice, basis: Basis) -> ImplementationPage:
    """About twenty-five queries, however many units, tasks and entries there are."""
    quarter, level = period.quarter, Level(area.level)
    day = day_of(quarter)
    standard = TaskStandard.objects.on(day)
    known = catalogue(quarter.last_day, Level.TOWNSHIP if level is Level.VILLAGE else level)
    own = Yardstick(known, level, standard)
    late = overdue_days(area, day)
    reader, below = reader_of(area, period, basis, known, standard)
    ledger = Ledger(area, quarter, day, standard, known, reader.lines)
    reading = reading_of(reader, ledger, own)
    median = own.overdue([due for _, due in late], day, area_code=area.code, period_code=quarter.code)
    reading = replace(reading, figures={**reading.figures, "overdue_median": median})
    has_row = level is Level.VILLAGE or reader.row is not None
    return ImplementationPage(
        area=area,
        period=period,
        basis=basis,
        day=day,
        standard=standard,
        reading=reading,
        measures=tuple(measured(reading, level, has_row, level is Level.VILLAGE)),
        overdue=len(late),
        units=units_below(reader, ledger, below, late),
        campaigns=tuple(campaigns_of(ledger, own)),
        plans=plans_of(ledger),
        quarters=reader.quarters,
        trend=tuple(trend(reader, own)) if level is not Level.VILLAGE else (),
        has_reports=has_row,
    )


def reader_of(
    area: Area, period: PeriodChoice, basis: Basis, known: Catalogue, standard: TaskStandard
) -> tuple[Reader, Yardstick | None]:
    """The reader of the area, and the yardstick of the units below it; None below the township."""
    level = Level(area.level)
    if level is Level.VILLAGE:
        return Reader(area, period, basis, known), None
    below = Yardstick(known, list(Level)[level.rank + 1], standard)
    return Reader(area, period, basis, known, below.asked), below


def reading_of(reader: Reader, ledger: Ledger, own: Yardstick) -> Reading:
    """The area's own measures: from its reports with their changes, of a village from its tasks."""
    area = reader.area
    if area.level == Level.VILLAGE:
        figures = ledger.figures(own.asked, added(ledger.of_villages().values()), (area.pk, area.code))
        return own.read(figures, area.code, reader.quarter.code)
    reading = own.read(reader.own_figures(own.asked), area.code, reader.quarter.code)
    before, year_ago = (
        own.read(reader.figures_of(reader.own, own.asked, quarter), "", "").value("tailoff")
        for quarter in (reader.quarter.previous, reader.quarter.year_ago)
    )
    if reader.quarter.number == 1:
        before = None  # other tasks: those of the year before
    tail_off = compared(reading.figures["tailoff"], before, year_ago)
    return replace(reading, figures={**reading.figures, "tailoff": tail_off})


def units_below(reader: Reader, ledger: Ledger, below: Yardstick | None, late) -> Units | None:
    if below is None:
        return None
    if below.level == Level.VILLAGE:
        return villages_of(ledger, below, late)
    return units_of(reader, below, late, ledger.day)


def trend(reader: Reader, own: Yardstick) -> list[TrendLine]:
    """Done and on time over the quarters."""
    specs = [own.specs[key] for key in DRAWN if own.specs[key]]
    points = [reader.figures_of(reader.own, specs, quarter) for quarter in reader.quarters]
    return [TrendLine(spec, tuple(point[spec.code] for point in points)) for spec in specs]
