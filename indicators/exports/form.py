"""What stands on the spreadsheet form of a unit: its sheets, rows, columns and their places.

`workbook` writes it, `comparing` holds an uploaded file against it. A township's form has a
sheet with its villages and one for its own report; a county's form has a sheet a township,
one for the own reports of its townships and one for its own; a city's form is its own report
alone, because the villages of a city belong in many files.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

from branches.models import Area, Level

from ..entry import elements_of
from ..models import Comparison, Element, Period, Report, Rule, Verb
from ..workflow import TRANSITIONS

MARK = "partybuild-form"
TEMPLATE_VERSION = "1"
HIDDEN = "_form"
# Places, counted from 0: rows of the heading, the hidden row of codes, the first unit.
TITLE, LINE, PROGRAMMES, NAMES, UNITS, NUMBERS, CODES, FIRST = range(8)
CODE, NAME, STATUS, CELLS = range(4)  # columns: area code, area name, status, the first element
LEVELS = {
    Level.CITY: [Level.CITY],
    Level.COUNTY: [Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY],
    Level.TOWNSHIP: [Level.VILLAGE, Level.TOWNSHIP],
    Level.VILLAGE: [Level.VILLAGE],
}


@dataclass(frozen=True)
class Sheet:
    """One page: reports of one level as rows, the elements of that level as columns."""

    name: str
    area: Area  # the unit that the sheet is filled in by or for
    level: str
    reports: list[Report]
    elements: list[Element]
    yes_no: frozenset[str] = frozenset()  # codes of the cells that can only be 0 or 1


@dataclass(frozen=True)
class Form:
    area: Area
    period: Period
    sheets: list[Sheet]

    @property
    def digest(self) -> str:
        """Changes when an element is added, dropped, renamed or asked otherwise."""
        quarter = self.period.quarter
        by_level = {sheet.level: sheet.elements for sheet in self.sheets}
        described = [
            [level, e.code, e.name, e.unit, e.decimals, e.asked_in(quarter), e.source]
            for level in sorted(by_level)
            for e in by_level[level]
        ]
        return sha256(json.dumps(described, ensure_ascii=False).encode()).hexdigest()[:16]


def form_of(area: Area, period: Period) -> Form:
    """The form of an area in a period as it stands now; without sheets when nothing is due there."""
    levels = LEVELS.get(area.level, [])
    reports = Report.objects.within(area).filter(period=period, area__level__in=levels)
    reports = reports.select_related("area__parent", "period").order_by("area__path")
    elements = elements_of(period)
    answers = yes_or_no()
    groups: dict[tuple[int, int, str], list[Report]] = {}
    for report in reports:
        own = report.area.level != Level.VILLAGE
        head = area if own else report.area.parent
        groups.setdefault((levels.index(report.area.level), head.sort_order, head.path), []).append(report)
    sheets: list[Sheet] = []
    for key in sorted(groups):
        rows = sorted(groups[key], key=lambda report: (report.area.sort_order, report.area.code))
        level = rows[0].area.level
        columns = [element for element in elements if element.level == level]
        head = rows[0].area.parent if level == Level.VILLAGE else area
        name = head.name if level == Level.VILLAGE else f"{Level(level).label}本级"
        if columns:
            sheets.append(Sheet(unique(name, [s.name for s in sheets]), head, level, rows, columns, answers))
    return Form(area, period, sheets)


def yes_or_no() -> frozenset[str]:
    """Village elements that a rule holds to the village itself: 有示范户的村 is 0 or 1 a village."""
    rules = Rule.objects.filter(level=Level.VILLAGE, comparison=Comparison.AT_MOST, right="villages")
    return frozenset(rules.values_list("left", flat=True))


def unique(name: str, taken: list[str]) -> str:
    """A name that a sheet may have: without []:*?/\\ and quotes, 31 characters, not taken."""
    clean = "".join(char for char in name if char not in "[]:*?/\\'")[:28] or "表"
    number = 2
    chosen = clean
    while chosen in taken or chosen == HIDDEN:
        chosen, number = f"{clean}{number}", number + 1
    return chosen


def is_open(report: Report, element: Element) -> bool:
    """Whether a cell may be filled in: asked, not kept by a register, the report not handed in."""
    asked = not element.source and element.asked_in(report.period.quarter)
    return asked and report.status in TRANSITIONS[Verb.SAVE]


def place_of(area: Area) -> str:
    """The name as offices write it at the head of a form, with the unit above it."""
    return f"{area.parent.name}{area.name}" if area.parent_id and area.level != Level.CITY else area.name
