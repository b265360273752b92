"""How a register becomes element values: sources, the units they answer for, and days.

A source is one number that a register knows. A function that computes one or several of them by
one grouped query is marked with `@register(...)`; it takes `(area, quarter)` and answers
`{source: {area id: number}}` for units of the sources' level at or below the area. Stocks are as
of the last day of the quarter, flows are what happened within it. Numbers are scaled as the
element is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from branches.models import STEP, Area, Level, Village

from ..quarters import Quarter

Counts = dict[int, int]
Family = Callable[[Area, Quarter], Mapping[str, Counts]]


@dataclass(frozen=True)
class Source:
    """One number of a register. `level` is that of the units it answers for; a unit that the answer
    leaves out has `absent`: 0, because the register knows, or None where no answer means that
    the thing is not run there. `kept_in` is the key of the register whose list shows the rows."""

    code: str
    level: Level
    family: Family
    absent: int | None = 0
    kept_in: str = ""

    def __call__(self, area: Area, quarter: Quarter) -> Counts:
        return dict(self.family(area, quarter)[self.code])


REGISTERS: dict[str, Source] = {}


def register(
    *codes: str, level: Level = Level.VILLAGE, absent: int | None = 0, kept_in: str = ""
) -> Callable[[Family], Family]:
    """Mark the function that knows these sources. Raises ValueError for a code that has one."""

    def keep(family: Family) -> Family:
        for code in codes:
            if code in REGISTERS:
                raise ValueError(f"{code} has a register already")
            REGISTERS[code] = Source(code, level, family, absent, kept_in)
        return family

    return keep


def single(kept_in: str) -> Callable[[Callable[[Area, Quarter], Counts]], Callable[[Area, Quarter], Counts]]:
    """Mark a function that knows one number of villages, named as it is and answered alone."""

    def keep(count: Callable[[Area, Quarter], Counts]) -> Callable[[Area, Quarter], Counts]:
        family = register(count.__name__, kept_in=kept_in)
        family(lambda area, quarter: {count.__name__: count(area, quarter)})
        return count

    return keep


# units ------------------------------------------------------------------------
def units(area: Area, level: Level, day: date) -> list[int]:
    """The ids of the reporting units of a level at or below an area on a day: rural villages, or open areas."""
    if level == Level.VILLAGE:
        rows = Village.objects.within(area).reporting_on(day).order_by("area__path")
        return list(rows.values_list("area_id", flat=True))
    return list(Area.objects.within(area).at(level).open_on(day).order_by("path").values_list("pk", flat=True))


def reports(to_area: str, day: date) -> Q:
    """The village is a rural reporting unit that exists on a day (Village.reporting_on through a join)."""
    return Q(
        Q(**{f"{to_area}__opened_on__isnull": True}) | Q(**{f"{to_area}__opened_on__lte": day}),
        Q(**{f"{to_area}__closed_on__isnull": True}) | Q(**{f"{to_area}__closed_on__gt": day}),
        **{f"{to_area}__village__is_rural_unit": True},
    )


def inside(area: Area, to_area: str) -> Q:
    """The record lies in the area or below it; `to_area` leads to the record's area."""
    return Q(**{f"{to_area}__path__gte": area.path, f"{to_area}__path__lt": area.path_end})


def by_unit(rows: QuerySet, to_area: str, area: Area, level: Level, **aggregates) -> dict[str, Counts]:
    """`{name: {unit id: number}}` for the units of `level` at or below `area` that the rows lie in.

    `rows` may lie at the units or anywhere below them; `to_area` leads from a row to its area
    ("" for areas themselves). One query for the rows and, above the village, one for the units.
    A null aggregate counts as 0.
    """
    rows = rows.filter(inside(area, to_area) if to_area else Q(path__gte=area.path, path__lt=area.path_end))
    if level == Level.VILLAGE:
        key, known = (f"{to_area}_id" if to_area else "pk"), None
    else:
        paths = dict(Area.objects.within(area).at(level).values_list("path", "pk"))
        depth = len(next(iter(paths), "")) // STEP
        if not depth:
            return {name: {} for name in aggregates}
        column = f"{to_area}__path" if to_area else "path"
        rows = rows.annotate(_unit=Substr(column, 1, depth * STEP))
        key, known = "_unit", paths
    found: dict[str, Counts] = {name: {} for name in aggregates}
    for unit, *numbers in rows.order_by().values(key).annotate(**aggregates).values_list(key, *aggregates):
        unit_id = unit if known is None else known.get(unit)
        if unit_id is None:
            continue  # the row lies above the units asked for
        for name, number in zip(aggregates, numbers, strict=True):
            found[name][unit_id] = number or 0
    return found
