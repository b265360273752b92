"""Figures made of the tasks themselves on a day: for villages, which report no tasks, and for campaigns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from branches.models import Area, Level

from ...figures import Figure, IndicatorSpec, figure, natural_values
from ...models import Task, TaskStandard
from ...models.task import is_overdue
from ...quarters import Quarter
from ...registers.source import Counts
from ...registers.tasks import CARRIED_OUT_BY, NUMBERS, Grouping, numbers, of_column, of_units
from ..frame import Catalogue, Lines

Numbers = Mapping[str, int]  # every one of NUMBERS, scaled as its element is


@dataclass(frozen=True)
class Ledger:
    """What the tasks of an area come to on a day of a quarter, by the formulas and lines of the catalogue."""

    area: Area
    quarter: Quarter
    day: date
    standard: TaskStandard
    known: Catalogue
    lines: Lines

    def of_villages(self) -> dict[int, Numbers]:
        """{village id: numbers} of the villages that have tasks, and of the township itself: two queries."""
        return self.by(of_units(self.area, Level.VILLAGE, CARRIED_OUT_BY[Level.TOWNSHIP]))

    def of_campaigns(self) -> dict[int, Numbers]:
        """{campaign id: numbers} of those that have tasks here: two queries."""
        return self.by(of_column(self.area, "campaign"))

    def by(self, group: Grouping) -> dict[int, Numbers]:
        """Papers and actions are those of the year so far."""
        found = numbers(group, date(self.day.year, 1, 1), self.day, self.standard.stalled_days)
        return turned(found)

    def figures(self, specs: Iterable[IndicatorSpec], found: Numbers, unit: tuple[int, str]) -> dict[str, Figure]:
        """{indicator code: figure} of a unit (id, code). Here all of its tasks are those of townships."""
        specs, (unit_id, code) = list(specs), unit
        sums = {f"town_{name}": (found.get(name, 0), 1) for name in NUMBERS}
        sums |= {f"county_{name}": (0, 1) for name in NUMBERS}
        values = natural_values(self.known.elements_of(specs), [(self.quarter.number, sums)])
        return {
            spec.code: figure(
                spec, *values, area_code=code, period_code=self.quarter.code, **self.lines.of(spec, unit_id)
            )
            for spec in specs
        }


def turned(found: Mapping[str, Counts]) -> dict[int, Numbers]:
    """{unit: {name: number}} from {name: {unit: number}}, of units with any number at all."""
    units = {unit for counts in found.values() for unit, number in counts.items() if number}
    return {unit: {name: counts.get(unit, 0) for name, counts in found.items()} for unit in units}


def added(several: Iterable[Numbers]) -> Numbers:
    several = list(several)
    return {name: sum(one.get(name, 0) for one in several) for name in NUMBERS}


def overdue_days(area: Area, day: date) -> list[tuple[str, date]]:
    """(path of the unit, due day) of every open task at or below an area that is overdue, in one query."""
    rows = Task.objects.within(area).standing_on(day).filter(is_overdue(day)).order_by()
    return list(rows.values_list("area__path", "due_on"))
