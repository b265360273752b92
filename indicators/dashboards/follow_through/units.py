"""The units below an area, each with its measures: from their reports, villages from the tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from branches.models import Area, Level

from ...figures import Figure
from ..comparison import heats
from ..reader import Reader
from .ledger import Ledger, added
from .measures import MEASURES, OURS
from .yardstick import Reading, Yardstick

DIRECT = "乡镇本级"


@dataclass(frozen=True)
class UnitRow:
    """One unit; `figures` and `heats` stand in the order of the columns. `is_own`: the tasks of the area
    itself, which is no unit to go into."""

    code: str
    name: str
    is_own: bool
    overdue: int
    figures: tuple[Figure, ...]
    heats: tuple[int, ...] = ()

    @property
    def cells(self):
        """(figure, heat, whether it is read from the tasks)."""
        ours = [spec.code for spec in OURS.values()]
        return [
            (figure, heat, figure.indicator_code in ours)
            for figure, heat in zip(self.figures, self.heats, strict=True)
        ]


@dataclass(frozen=True)
class Units:
    """The table: keys and headings of the columns, rows in official order, and the sum of all rows."""

    level: Level
    keys: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[UnitRow, ...]
    total: UnitRow
    is_live: bool


def units_of(reader: Reader, yardstick: Yardstick, late: Sequence[tuple[str, date]], day: date) -> Units:
    """The children that reported, each with its overdue tasks on the day. Two queries, and one for the paths."""
    paths = dict(Area.objects.filter(pk__in=[unit.area_id for unit in reader.children]).values_list("pk", "path"))
    columns, period = columns_of(yardstick), reader.quarter.code
    rows, inside = [], []
    for unit in reader.children:
        found = reader.figures_of(unit, yardstick.asked)
        path = paths.get(unit.area_id, "-")
        due = [due_on for place, due_on in late if place.startswith(path)]
        inside += due
        reading = yardstick.read(found, unit.code, period)
        rows.append(row_of(yardstick, columns, reading, due, day, (unit.code, unit.name, period)))
    own = yardstick.read(reader.figures_of(reader.own, yardstick.asked), reader.area.code, period)
    total = row_of(yardstick, columns, own, inside, day, (reader.area.code, "合计", period))
    return table(yardstick, columns, rows, total, is_live=False)


def villages_of(ledger: Ledger, yardstick: Yardstick, late: Sequence[tuple[str, date]]) -> Units:
    """The villages of a township that have tasks, what the township carries out itself before them."""
    found, columns, period = ledger.of_villages(), columns_of(yardstick), ledger.quarter.code
    places = Area.objects.filter(pk__in=list(found)).order_by("sort_order", "code")
    rows = []
    for place in sorted(places, key=lambda place: place != ledger.area):
        figures = ledger.figures(yardstick.asked, found[place.pk], (place.pk, place.code))
        due = [due_on for path, due_on in late if path == place.path]
        name = DIRECT if place == ledger.area else place.name
        reading = yardstick.read(figures, place.code, period)
        row = row_of(yardstick, columns, reading, due, ledger.day, (place.code, name, period))
        rows.append(replace(row, is_own=place == ledger.area))
    area = ledger.area
    figures = ledger.figures(yardstick.asked, added(found.values()), (area.pk, area.code))
    reading, due = yardstick.read(figures, area.code, period), [due_on for _, due_on in late]
    total = row_of(yardstick, columns, reading, due, ledger.day, (area.code, "合计", period))
    return table(yardstick, columns, rows, total, is_live=True)


def columns_of(yardstick: Yardstick) -> list[tuple[str, str]]:
    """(key, heading) of the measures that the level answers."""
    return [(one.key, one.short) for one in MEASURES if not one.code or yardstick.specs[one.key]]


def row_of(yardstick: Yardstick, columns, reading: Reading, due: list[date], day: date, unit) -> UnitRow:
    code, name, period = unit
    median = yardstick.overdue(due, day, area_code=code, period_code=period)
    figures = tuple(median if key == "overdue_median" else reading.figures[key] for key, _ in columns)
    return UnitRow(code, name, False, len(due), figures)


def table(yardstick: Yardstick, columns, rows: list[UnitRow], total: UnitRow, *, is_live: bool) -> Units:
    """Heat by column: 5 the best places, 1 the last."""
    warm = [
        heats([row.figures[number] for row in rows], total.figures[number].indicator)
        for number in range(len(columns))
    ]
    rows = [replace(row, heats=tuple(column[place] for column in warm)) for place, row in enumerate(rows)]
    level, total = Level(yardstick.level), replace(total, heats=(0,) * len(columns))
    keys, headings = zip(*columns, strict=True)
    return Units(level, keys, headings, tuple(rows), total, is_live)
