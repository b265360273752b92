"""The reports of one unit as its reviewer reads them: changes, findings, answers, hints.

The number of queries does not depend on the number of villages.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from branches.models import Area

from ..checks import Finding
from ..counterparts import differences
from ..entry import elements_of, explained, findings_of
from ..formula import Formula
from ..models import (
    Display,
    Element,
    Explanation,
    Indicator,
    Period,
    Report,
    ReviewEvent,
    Revision,
    Status,
    Target,
    Verb,
)
from ..plausibility import hints
from ..typed import NOT_APPLICABLE
from .progress import official
from .words import Change, Step, change_of

FEWEST_TO_HIT = 20  # a line met exactly by few people is chance, not worth a hint


@dataclass
class Item:
    """One report on the desk. `mended` are the changes since it was last returned."""

    report: Report
    on_last: list[Change] = field(default_factory=list)
    on_year_ago: list[Change] = field(default_factory=list)
    findings: list[tuple[Finding, Explanation | None]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)  # from what registers know
    returned: Step | None = None
    mended: list[Change] = field(default_factory=list)

    @property
    def pick(self) -> str:
        """What a form sends for this report as it was read: id and version."""
        return f"{self.report.pk}-{self.report.version}"

    @property
    def is_back(self) -> bool:
        return self.returned is not None

    @property
    def is_clean(self) -> bool:
        """Nothing to read: no finding, even an explained one, and not a report that came back."""
        return not self.findings and not self.is_back


@dataclass
class Desk:
    """`waiting` came in (those that came back first); `others` by status."""

    waiting: list[Item]
    others: list[Item]
    elements: list[Element]

    @property
    def clean(self) -> list[Item]:
        return [item for item in self.waiting if item.is_clean]

    @property
    def unopened(self) -> list[Item]:
        return [item for item in self.waiting if not item.report.review_started_at]


def desk(area: Area, period: Period) -> Desk:
    """The reports that are counted in an area: a township's villages and its own report."""
    rows = Report.objects.filter(period=period, counted_in=area).select_related("area", "period", "counted_in")
    reports = sorted(rows, key=lambda report: official(report.area))
    elements = elements_of(period)
    came_back = last_returns(reports, {e.code: e for e in elements})
    items = [Item(report, returned=came_back.get(report.pk)) for report in reports]
    waiting = [item for item in items if item.report.status == Status.SUBMITTED]
    compare(waiting, reports, elements, period)
    answer(waiting)
    tell_mended(waiting)
    waiting.sort(key=lambda item: not item.is_back)
    return Desk(waiting, [item for item in items if item.report.status != Status.SUBMITTED], elements)


def last_returns(reports: Iterable[Report], elements: Mapping[str, Element]) -> dict[int, Step]:
    """{report id: why it was last returned}, in one query."""
    events = (
        ReviewEvent.objects.filter(report__in=[r.pk for r in reports], verb=Verb.RETURN)
        .select_related("who")
        .order_by("at", "pk")
    )
    return {
        event.report_id: Step(
            event.why,
            tuple(elements[code].name for code in event.cells if code in elements),
            str(event.who or "系统"),
            event.at,
        )
        for event in events
    }


def compare(items: list[Item], reports: list[Report], elements: list[Element], period: Period) -> None:
    """Changes on last period and last year of what people typed, differences from registers, and hints."""
    ids = [item.report.area_id for item in items]
    earlier: dict[int, dict[int, dict]] = defaultdict(dict)
    rows = Report.objects.filter(area__in=ids, period__ordinal__in=[period.ordinal - 1, period.ordinal - 4])
    for ordinal, area_id, values in rows.values_list("period__ordinal", "area_id", "values"):
        earlier[ordinal][area_id] = values
    asked_now = [e for e in elements if e.asked_in(period.quarter)]
    beside = differences([item.report for item in items], asked_now)
    lines = element_lines(items[0].report.counted_in, period) if items else []
    for item in items:
        report = item.report
        asked = [e for e in asked_now if e.level == report.area.level]
        typed = [e for e in asked if not e.source]
        before = earlier[period.ordinal - 1].get(report.area_id, {})
        year_ago = earlier[period.ordinal - 4].get(report.area_id, {})
        item.on_last = largest(report, before, typed)
        item.on_year_ago = largest(report, year_ago, typed)
        item.differences = [difference.text for difference in beside[report.pk]]
        neighbours = [r.values for r in reports if r.pk != report.pk and r.area.level == report.area.level]
        item.hints = hints(report.values, before, neighbours, typed, hit_by(report.values, lines))


def largest(report: Report, before: Mapping, elements: Iterable[Element]) -> list[Change]:
    """Values that changed from an earlier number, the relatively largest first.

    A cell that was blank then (not asked, or not answered) has nothing to compare with.
    """
    changed = [
        change_of(e, before[e.code], report.cell(e.code))
        for e in elements
        if before.get(e.code) is not None and report.values.get(e.code) != before[e.code]
    ]
    return sorted(changed, key=lambda change: -change.size)


def element_lines(area: Area, period: Period) -> list[tuple[str, str, Decimal]]:
    """(element, element it is a share of, green line as a share) of percentages of two elements."""
    day = period.quarter.last_day
    lines = []
    targets = (
        Target.objects.filter(
            year=period.quarter.year,
            area__path__in=[*area.ancestor_paths, area.path],
            indicator__in=Indicator.objects.in_force(day).filter(display=Display.PERCENT),
        )
        .select_related("indicator")
        .order_by("area__path")
    )
    nearest = {target.indicator_id: target for target in targets}
    for target in nearest.values():
        part, whole = (Formula.parse(t) for t in (target.indicator.numerator, target.indicator.denominator))
        if len(part.codes) == len(whole.codes) == 1:
            lines.append((part.codes[0], whole.codes[0], target.green / 100))
    return lines


def hit_by(values: Mapping, lines: list[tuple[str, str, Decimal]]) -> dict[str, int]:
    """{element code: value that meets its line to the unit}, for wholes large enough to tell."""
    found = {}
    for part, whole, share in lines:
        size = values.get(whole)
        if size is not None and size >= FEWEST_TO_HIT and size * share == int(size * share):
            found[part] = int(size * share)
    return found


def answer(items: list[Item]) -> None:
    """Findings of the catalogue's rules and comparisons with what the clerk wrote about them."""
    by_report = {item.report.pk: item for item in items}
    reports = [item.report for item in items]
    answers = explained(reports)
    for report, findings in findings_of(reports):
        by_report[report.pk].findings = [
            (finding, answers[report.pk].get((finding.rule, finding.message))) for finding in findings
        ]


def tell_mended(items: list[Item]) -> None:
    """What changed since the last return, each cell once from its first old to its last new value."""
    back = {item.report.pk: item for item in items if item.is_back}
    if not back:
        return
    since = min(item.returned.at for item in back.values())
    spans: dict[tuple[int, Element], list] = {}
    rows = Revision.objects.filter(report__in=back, at__gte=since).select_related("element").order_by("at", "pk")
    for revision in rows:
        if revision.at >= back[revision.report_id].returned.at:
            span = spans.setdefault((revision.report_id, revision.element), [revision.old, None])
            span[1] = NOT_APPLICABLE if revision.not_applicable else revision.new
    for (report_id, element), (old, new) in spans.items():
        if old != new:
            back[report_id].mended.append(change_of(element, old, new))
