"""What was entered beside what a register knows of the same thing: the difference tells both sides something.

An element names the comparable source of a register as its `counterpart`. Nothing is blocked by
a difference: it is shown to the clerk beside the cell and to the reviewer beside the report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .entry import common_area
from .models import Element, Period, Report
from .plausibility import spoken
from .registers import derive


@dataclass(frozen=True)
class Difference:
    """One cell that disagrees with a register; both are scaled integers."""

    element: Element
    entered: int
    known: int

    @property
    def text(self) -> str:
        """农村党员数 33人，台账为 31人，多 2人"""
        gap = self.entered - self.known
        words = f"{'多' if gap > 0 else '少'} {spoken(abs(gap), self.element)}"
        entered, known = spoken(self.entered, self.element), spoken(self.known, self.element)
        return f"{self.element.name} {entered}，台账为 {known}，{words}"


def differences(reports: Sequence[Report], elements: Iterable[Element]) -> dict[int, list[Difference]]:
    """{report id: differences} of reports of any periods; only of cells that hold a number.

    `elements` are those shown. One question to the registers a period, none when no element has
    a counterpart.
    """
    compared = [element for element in elements if element.counterpart]
    found: dict[int, list[Difference]] = {report.pk: [] for report in reports}
    by_period: dict[Period, list[Report]] = {}
    for report in reports if compared else ():
        by_period.setdefault(report.period, []).append(report)
    for period, mine in by_period.items():
        known = derive(common_area(mine), period.quarter, [e.counterpart for e in compared])
        for report in mine:
            found[report.pk] = differing(report, compared, known.get(report.area_id, {}))
    return found


def differing(report: Report, compared: Iterable[Element], known: dict[str, int]) -> list[Difference]:
    return [
        Difference(element, report.values[element.code], known[element.counterpart])
        for element in compared
        if element.level == report.area.level
        and report.values.get(element.code) is not None
        and element.counterpart in known
        and report.values[element.code] != known[element.counterpart]
    ]
