"""What may stand in a report: its cells, what the registers say, and what is wrong with it."""

from collections.abc import Container, Iterable, Mapping

from branches.models import STEP, Area, Level

from .checks import Finding, check
from .models import Element, Explanation, Period, Report, Rule
from .plausibility import changes, outliers, usual
from .registers import derive
from .typed import NOT_APPLICABLE

LARGEST = 10**15  # far beyond any count of people or sum of money, well inside a database integer

Value = int | str | None  # of a cell: a scaled integer, a blank, or NOT_APPLICABLE
Cells = dict[Element, tuple[Value, Value]]  # (old, new)


class CellError(Exception):
    """Values of a report that cannot be stored; `messages` is {element code: why, in Chinese}."""

    def __init__(self, messages: Mapping[str, str], report: Report):
        super().__init__("；".join(messages.values()))
        self.messages = dict(messages)
        self.report = report


def elements_of(period: Period) -> list[Element]:
    """The elements in force in a period, in the order of the form."""
    return list(Element.objects.in_force(period.quarter.last_day).select_related("programme"))


def changed_cells(
    report: Report, changes: Mapping[str, Value], in_force: Iterable[Element] | None = None
) -> Cells:
    """The cells that `changes` ({code: scaled integer, None or NOT_APPLICABLE}) would change.

    Raises CellError naming every code that is unknown here, not asked in this quarter,
    kept by a register, negative or too large.
    """
    quarter = report.period.quarter
    if in_force is None:
        in_force = elements_of(report.period)
    elements = {e.code: e for e in in_force if e.level == report.area.level}
    cells: Cells = {}
    errors = {}
    for code, new in changes.items():
        element = elements.get(code)
        if element is None:
            errors[code] = f"本表没有“{code}”这一项"
        elif element.source:
            errors[code] = f"{element.name}由台账提取，不能填写"
        elif not element.asked_in(quarter):
            errors[code] = f"{element.name}为{element.get_frequency_display()}，本期不填"
        elif new is not None and new != NOT_APPLICABLE and not is_storable(new):
            errors[code] = f"{element.name}须为不小于0的数，且不能过大"
        elif report.cell(code) != new:
            cells[element] = (report.cell(code), new)
    if errors:
        raise CellError(errors, report)
    return cells


def is_storable(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def put(report: Report, cells: Cells, confirmed: Iterable[str] = ()) -> None:
    """Write new values into a report in memory; confirmed codes are no longer carried."""
    new = {element.code: new for element, (_, new) in cells.items()}
    report.values = report.values | {code: number(value) for code, value in new.items()}
    answered = {code for code in report.not_applicable if code not in new}
    report.not_applicable = sorted(answered | {code for code in new if new[code] == NOT_APPLICABLE})
    report.carried = [code for code in report.carried if code not in set(confirmed)]


def number(value: Value) -> int | None:
    """The value as it is added up: 不适用 adds nothing, as a blank."""
    return None if value == NOT_APPLICABLE else value


def later_carriers(report: Report, cells: Cells) -> list[tuple[Report, Cells]]:
    """The later reports of the area that still carry a changed value, with their own changes.

    A stock value stands until it is asked and answered again, so a change of the value
    reaches every later report up to the first that has its own.
    """
    found = []
    codes = {element: new for element, (_, new) in cells.items() if not element.is_flow}
    later = (
        Report.objects.select_for_update(of=("self",))
        .filter(area=report.area_id, period__ordinal__gt=report.period.ordinal)
        .select_related("area", "period")
        .order_by("period__ordinal")
    )
    for other in later if codes else ():
        codes = {element: new for element, new in codes.items() if carries(other, element)}
        if not codes:
            break
        mine = {
            element: (other.cell(element.code), new)
            for element, new in codes.items()
            if other.cell(element.code) != new
        }
        put(other, mine)
        other.carried = sorted({*other.carried, *(element.code for element in codes)})
        found.append((other, mine))
    return found


def carries(report: Report, element: Element) -> bool:
    """Whether a report shows an earlier value of the element, or was never given any."""
    return element.code in report.carried or element.code not in report.values


def take_registers(reports: list[Report]) -> list[tuple[Report, Cells]]:
    """Bring the register cells of reports up to date in memory; returns what changed.

    Each period is one question to the registers about the lowest area above its reports.
    """
    changed = []
    by_period: dict[Period, list[Report]] = {}
    for report in reports:
        by_period.setdefault(report.period, []).append(report)
    for period, mine in by_period.items():
        levels = {report.area.level for report in mine}
        elements = [e for e in elements_of(period) if e.source and e.level in levels]
        known = derive(common_area(mine), period.quarter, [e.source for e in elements])
        for report in mine:
            cells = register_cells(report, elements, known.get(report.area_id, {}))
            put(report, cells)
            changed.append((report, cells))
    return changed


def register_cells(report: Report, elements: Iterable[Element], known: Mapping[str, int]) -> Cells:
    """The cells in which the registers say something else; what they are silent about becomes blank."""
    return {
        e: (report.values.get(e.code), known.get(e.source))
        for e in elements
        if e.level == report.area.level and known and report.values.get(e.code) != known.get(e.source)
    }


def common_area(reports: list[Report]) -> Area:
    """The lowest area that contains the areas of all the reports, known by its path alone.

    Not read: a village that moves meanwhile leaves its path empty, and its report keeps what it has.
    """
    paths = [report.area.path for report in reports]
    shared = min(paths)
    while not max(paths).startswith(shared):
        shared = shared[:-STEP]
    return Area(path=shared)


def findings_of(reports: list[Report]) -> list[tuple[Report, list[Finding]]]:
    """Every report with what the catalogue's rules and the comparisons find in it.

    Compared are the values before and those of the township, in two queries a period.
    """
    elements: dict[Period, list[Element]] = {}
    before: dict[Period, dict[int, dict]] = {}
    known: dict[Period, dict[int, dict]] = {}  # of each township, what is usual there
    rules = list(Rule.objects.select_related("programme"))
    checked = []
    for report in reports:
        period, level = report.period, report.area.level
        if period not in elements:
            elements[period] = elements_of(period)
            mine = [each for each in reports if each.period == period]
            before[period] = values_before(period, [each.area_id for each in mine])
            around = values_around(period, {each.counted_in_id for each in mine})
            compared = comparable(elements[period], Level.VILLAGE, period)
            known[period] = {township: usual(rows, compared) for township, rows in around.items()}
        form = [e for e in elements[period] if e.level == level]
        asked = {e.code for e in form if e.asked_in(period.quarter)}
        found = check(report.values, form, [r for r in rules if r.level == level], asked, report.not_applicable)
        typed = comparable(form, level, period)
        standing = [each for each in typed if each.carries_into(period.quarter)]
        found += changes(report.values, before[period].get(report.area_id, {}), standing)
        if level == Level.VILLAGE:
            found += outliers(report.values, known[period][report.counted_in_id], typed)
        checked.append((report, found))
    return checked


def comparable(elements: list[Element], level: str, period: Period) -> list[Element]:
    """The typed stock elements of a level that are asked in a period."""
    return [
        e for e in elements if e.level == level and e.asked_in(period.quarter) and not e.source and not e.is_flow
    ]


def values_before(period: Period, area_ids: list[int]) -> dict[int, dict]:
    """{area id: values} of the areas' reports in the quarter before."""
    rows = Report.objects.filter(period__ordinal=period.ordinal - 1, area__in=area_ids)
    return dict(rows.values_list("area_id", "values"))


def values_around(period: Period, township_ids: set[int]) -> dict[int, list[dict]]:
    """{township id: values of its villages} in the period."""
    found: dict[int, list[dict]] = {township_id: [] for township_id in township_ids}
    rows = Report.objects.filter(period=period, counted_in__in=township_ids, area__level=Level.VILLAGE)
    for township_id, values in rows.values_list("counted_in_id", "values"):
        found[township_id].append(values)
    return found


def explained(reports: Iterable[Report]) -> dict[int, dict[tuple[str, str], Explanation]]:
    """{report id: {(rule, sentence): its newest explanation}}, in one query."""
    found: dict[int, dict] = {report.pk: {} for report in reports}
    for row in Explanation.objects.filter(report__in=found).select_related("who").order_by("at", "pk"):
        found[row.report_id][row.rule, row.finding] = row
    return found


def unexplained(findings: list[Finding], answered: Container[tuple[str, str]]) -> list[Finding]:
    """The findings that hold a report back: errors, and warnings not `answered` (rule, sentence)."""
    return [f for f in findings if f.severity == "error" or (f.rule, f.message) not in answered]
