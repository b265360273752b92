"""What the entry grid shows: the reports of one place and period, as plain values.

A township's grid has its villages as rows and, on tabs of its own, the township's own report;
a county's or a city's has one row. The columns are the elements asked in the period and those
that a register knows. The number of queries does not depend on the number of rows.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from branches.clock import today
from branches.models import Area, Level

from .admission import refusal, stages
from .entry import Value, elements_of, number, values_before
from .models import Element, Period, Report, Status, Verb
from .notes import DOUBT, ERROR, LABELS, MARKS, MISSING, RETURNED, Note, notes_of, tab_key, unanswered_returns
from .typed import typed_text
from .workflow import TRANSITIONS

UNDER_WAY = {Status.DRAFT, Status.RETURNED}


@dataclass(frozen=True)
class Cell:
    """One cell as it is drawn."""

    element: Element
    value: Value
    carried: bool
    mark: str
    before: str

    @property
    def text(self) -> str:
        return typed_text(self.value, self.element.decimals)


@dataclass
class Row:
    """One report: why nothing can be entered (`blocked`, empty when it can) and what to see to."""

    report: Report
    blocked: str
    asked: list[Element]
    before: dict
    notes: list[Note] = field(default_factory=list)
    as_returned: bool = False  # came back, and nothing was done about it yet

    @property
    def idle(self) -> bool:
        """Nothing is typed in this period: it is sent as it stands."""
        return not self.asked

    @property
    def offered(self) -> bool:
        """Goes along when all are submitted: filled in, or with nothing to fill in."""
        under_way = self.report.status in UNDER_WAY and not self.as_returned
        return under_way or (self.idle and self.report.status == Status.EMPTY)

    @property
    def clean(self) -> bool:
        return not self.blocked and not any(note.open for note in self.notes)

    @property
    def ready(self) -> bool:
        """Would pass if it were submitted now."""
        return self.offered and self.clean

    @property
    def unconfirmed(self) -> list[str]:
        """Codes asked in this period that still show the last period's value."""
        return [e.code for e in self.asked if e.code in self.report.carried]

    @property
    def withdrawable(self) -> bool:
        return self.report.status == Status.SUBMITTED and not self.report.review_started_at

    @property
    def standing(self) -> tuple[str, str]:
        """(words, tag class) of the state column."""
        status = self.report.status
        if status == Status.SUBMITTED:
            return ("审核中" if self.report.review_started_at else "已上报"), "good"
        if status not in UNDER_WAY:
            return self.report.get_status_display(), "good" if status == Status.APPROVED else ""
        weights = {kind: sum(n.weight for n in self.notes if n.kind == kind and n.open) for kind in LABELS}
        if weights[ERROR]:
            return f"{weights[ERROR]} 处错误", "bad"
        if weights[MISSING]:
            return f"缺 {weights[MISSING]} 项", ""
        if weights[DOUBT]:
            return f"{weights[DOUBT]} 处存疑", "near"
        return ("已退回", "bad") if self.as_returned else ("可提交", "good")

    @property
    def marks(self) -> dict[str, str]:
        """{code: frame} of cells with something open; an error outranks a doubt."""
        found: dict[str, str] = {}
        for note in sorted(self.notes, key=lambda n: n.kind == ERROR):
            if note.kind in MARKS and note.answer is None:
                found |= dict.fromkeys(note.cells, MARKS[note.kind])
        return found

    def cells(self, columns: list[Element]) -> list[Cell]:
        marks, carried = self.marks, set(self.unconfirmed)
        return [
            Cell(
                element,
                self.report.cell(element.code),
                element.code in carried,
                marks.get(element.code, ""),
                typed_text(self.before.get(element.code), element.decimals),
            )
            for element in columns
        ]


@dataclass(frozen=True)
class Tab:
    key: str
    name: str
    level: str
    columns: list[Element]
    problems: int


@dataclass
class Sheet:
    """All reports of a place in a period."""

    area: Area
    period: Period
    columns: list[Element]
    rows: list[Row]

    @cached_property
    def tabs(self) -> list[Tab]:
        """One for each programme with columns, the place's own report after its villages'."""
        keys = list(dict.fromkeys((tab_key(e, self.area), e.programme.name, e.level) for e in self.columns))
        counts = [n.tab for row in self.rows for n in row.notes if n.open or n.kind == RETURNED]
        return [
            Tab(
                key,
                f"本级 · {name}" if "." in key else name,
                level,
                [e for e in self.columns if tab_key(e, self.area) == key],
                counts.count(key),
            )
            for key, name, level in sorted(keys, key=lambda one: "." in one[0])
        ]

    def tab(self, key: str) -> Tab | None:
        """The tab of a key, the first for an unknown one, None when nothing is asked at all."""
        return next((tab for tab in self.tabs if tab.key == key), self.tabs[0] if self.tabs else None)

    def rows_of(self, tab: Tab) -> list[Row]:
        return [row for row in self.rows if row.report.area.level == tab.level]

    @property
    def ready(self) -> list[Row]:
        return [row for row in self.rows if row.ready]

    @property
    def unconfirmed(self) -> list[Row]:
        return [row for row in self.rows if row.unconfirmed and not row.blocked]

    @property
    def blocked(self) -> str:
        """The one reason why nothing at all can be entered, else empty."""
        reasons = {row.blocked for row in self.rows}
        return reasons.pop() if len(reasons) == 1 else ""

    @property
    def days_left(self) -> int:
        """To the due date; negative when it has passed."""
        return (self.period.due_on - today()).days

    @property
    def days_past(self) -> int:
        return -self.days_left

    def count(self, *statuses: str) -> int:
        return sum(row.report.status in statuses for row in self.rows)


def sheet(area: Area, period: Period, only: Collection[int] | None = None) -> Sheet:
    """The grid of a place, or of some of its reports by id; without reports it has no rows."""
    found = reports_of(area, period)
    reports = list(found if only is None else found.filter(pk__in=only))
    levels = {report.area.level for report in reports}
    columns = [e for e in elements_of(period) if e.level in levels and e.asked_in(period.quarter)]
    return Sheet(area, period, columns, rows(area, reports, columns))


def reports_of(area: Area, period: Period):
    """A village's report; else all that count in the place itself: its villages' and its own."""
    of_place = {"area": area} if area.level == Level.VILLAGE else {"counted_in": area}
    return Report.objects.filter(period=period, **of_place).select_related("area", "period").order_by("area__path")


def rows(area: Area, reports: list[Report], columns: list[Element]) -> list[Row]:
    """The rows of some reports of one period, with their notes."""
    if not reports:
        return []
    reached, day = stages(reports), today()
    before = values_before(reports[0].period, [report.area_id for report in reports])
    made = {}
    for report in reports:
        asked = [e for e in columns if e.level == report.area.level and not e.source]
        blocked = blocked_by(report, day, reached[report.pk])
        made[report.pk] = Row(report, blocked, asked, before.get(report.area_id, {}))
    under_way = [report for report in reports if report.status in UNDER_WAY]
    untouched = unanswered_returns(under_way)
    for pk, notes in notes_of(under_way, columns, area).items():
        made[pk].notes, made[pk].as_returned = notes, pk in untouched
    return list(made.values())


def blocked_by(report: Report, day: date, stage) -> str:
    """Why nothing can be entered into a report; empty when it can."""
    if report.status not in TRANSITIONS[Verb.SAVE]:
        return f"{report.get_status_display()}，不能修改"
    return refusal(report, Verb.SAVE, day, stage)


def sums(rows: list[Row], columns: list[Element]) -> list[int | None]:
    """The total of each column over the rows, scaled; None where no row has a value."""
    found = []
    for element in columns:
        values = [v for row in rows if (v := number(row.report.cell(element.code))) is not None]
        found.append(sum(values) if values else None)
    return found
