"""Charts of a document, as numbers: the ranking of the units, the course of the quarters."""

from collections.abc import Sequence

from .. import wording
from ..figures import Figure
from .document import Chart
from .gathering import Gathering
from .measured import Measured, too_few

MOST_LINES = 4


def number(figure: Figure) -> float | None:
    """As printed; None where it is unknown or not to be shown."""
    if figure.value is None or too_few(figure):
        return None
    return float(wording.rounded(figure.value, figure.indicator.decimals))


def bars(measured: Measured, title: str) -> Chart | None:
    """The units, best first; None for fewer than two."""
    shown = sorted(measured.known_units, key=lambda unit: unit.place)
    if len(shown) < 2:
        return None
    values = tuple(number(unit.figure) for unit in shown)
    labels = tuple(unit.name for unit in shown)
    return Chart(title, "bar", labels, ((measured.spec.short_name, values),), measured.spec.unit)


def lines(gathering: Gathering, measured: Sequence[Measured], title: str) -> Chart | None:
    """The shares over the last twelve quarters; None before there are two quarters."""
    quarters = gathering.ground.quarters
    shown = [one for one in measured if one.spec.is_percent][:MOST_LINES]
    if len(quarters) < 2 or not shown:
        return None
    series = tuple((one.spec.short_name, tuple(map(number, one.trend(quarters)))) for one in shown)
    return Chart(title, "line", tuple(quarter.code for quarter in quarters), series)
