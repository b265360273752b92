"""Element values that the registers know: nobody types them."""

from collections.abc import Iterable

from branches.models import Area, Level

from ..quarters import Quarter
from .source import REGISTERS, units


def derive(area: Area, quarter: Quarter, sources: Iterable[str]) -> dict[int, dict[str, int]]:
    """`{area id: {source: number}}` for every unit at or below the area that some source answers for.

    What a register does not list is 0, or left out where the source says so. Raises LookupError
    for a source that no register has. Sources of one family share its query.
    """
    wanted = list(dict.fromkeys(sources))
    if unknown := [source for source in wanted if source not in REGISTERS]:
        raise LookupError(f"没有这样的台账来源：{'、'.join(unknown)}")
    answers = {family: family(area, quarter) for family in {REGISTERS[source].family: None for source in wanted}}
    levels = {REGISTERS[source].level for source in wanted}
    known: dict[int, dict[str, int]] = {}
    for level in sorted(levels, key=lambda level: Level(level).rank):
        mine = [source for source in wanted if REGISTERS[source].level == level]
        for unit in units(area, level, quarter.last_day):
            row = known.setdefault(unit, {})
            for source in mine:
                number = answers[REGISTERS[source].family][source].get(unit, REGISTERS[source].absent)
                if number is not None:
                    row[source] = number
    return known
