"""Notes of the entry grid: what is to be seen to in a report, in words, and where it leads.

A note is made of a finding, of the cells still blank on one tab, of a reviewer's return, or of a
difference from a register.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from branches.models import Area, Level

from .checks import REQUIRED, Finding
from .counterparts import differences
from .entry import explained, findings_of
from .models import Element, Explanation, Report, ReviewEvent, Revision, Status, Verb

ERROR, DOUBT, MISSING, RETURNED, DIFFERS = "error", "doubt", "missing", "returned", "differs"  # kinds of a note
LABELS = {ERROR: "错误", DOUBT: "存疑", MISSING: "未填", RETURNED: "退回", DIFFERS: "对照"}
MARKS = {ERROR: "bad", DOUBT: "near", RETURNED: "marked"}  # how its cells are framed


@dataclass(frozen=True)
class Note:
    """Something to be seen to in one report; `focus` is the cell to go to, `tab` where that is."""

    kind: str
    text: str
    cells: tuple[str, ...]
    focus: str = ""
    tab: str = ""
    rule: str = ""
    finding: str = ""  # the sentence that an explanation answers
    answer: Explanation | None = None
    weight: int = 1  # how many cells are missing

    @property
    def label(self) -> str:
        return "已说明" if self.answer else LABELS[self.kind]

    @property
    def open(self) -> bool:
        """Whether it holds the report back."""
        return self.kind not in (RETURNED, DIFFERS) and self.answer is None


def notes_of(reports: list[Report], columns: list[Element], area: Area) -> dict[int, list[Note]]:
    """{report id: notes} of reports under way, in the order return, missing, findings, differences."""
    answers, returns = explained(reports), last_returns(reports)
    beside = differences(reports, columns)
    return {
        report.pk: [
            *returned(returns.get(report.pk), columns, area),
            *missing([f for f in findings if f.rule == REQUIRED], columns, area),
            *(note(f, columns, area, answers[report.pk]) for f in findings if f.rule != REQUIRED),
            *(
                Note(DIFFERS, d.text, (d.element.code,), **place([d.element.code], columns, area))
                for d in beside[report.pk]
            ),
        ]
        for report, findings in findings_of(reports)
    }


def last_returns(reports: list[Report]) -> dict[int, ReviewEvent]:
    """{report id: why it came back}, of those that are returned now."""
    back = [report.pk for report in reports if report.status == Status.RETURNED]
    events = ReviewEvent.objects.filter(report__in=back, verb=Verb.RETURN).order_by("at", "pk")
    return {event.report_id: event for event in events.select_related("who")}


def tab_key(element: Element, area: Area) -> str:
    """The programme's code; with the level after it for the own report of a township."""
    own = area.level == Level.TOWNSHIP and element.level != Level.VILLAGE
    return f"{element.programme.code}.{element.level}" if own else element.programme.code


def place(cells: Iterable[str], columns: list[Element], area: Area) -> dict:
    """Where a note leads: to its first cell that can be typed, else to its first."""
    shown = [e for code in cells for e in columns if e.code == code]
    first = next((e for e in shown if not e.source), shown[0] if shown else None)
    return {"focus": first.code, "tab": tab_key(first, area)} if first else {}


def note(finding: Finding, columns: list[Element], area: Area, answers: dict) -> Note:
    doubt = finding.severity != "error"
    return Note(
        DOUBT if doubt else ERROR,
        finding.message,
        finding.cells,
        rule=finding.rule,
        finding=finding.message if doubt else "",
        answer=answers.get((finding.rule, finding.message)) if doubt else None,
        **place(finding.cells, columns, area),
    )


def missing(findings: list[Finding], columns: list[Element], area: Area) -> Iterable[Note]:
    """One note a tab for the cells that are still blank."""
    names = {e.code: e.name for e in columns}
    by_tab: dict[str, list[str]] = {}
    for finding in findings:
        for code in finding.cells:
            by_tab.setdefault(place([code], columns, area).get("tab", ""), []).append(code)
    for codes in by_tab.values():
        listed = "、".join(names.get(code, code) for code in codes[:3]) + ("等" if len(codes) > 3 else "")
        yield Note(
            MISSING,
            f"还有 {len(codes)} 项未填：{listed}",
            tuple(codes),
            weight=len(codes),
            **place(codes, columns, area),
        )


def unanswered_returns(reports: list[Report]) -> set[int]:
    """Ids of the returned reports of which no cell was changed and nothing explained since."""
    events = last_returns(reports)
    moved: dict[int, list] = {pk: [] for pk in events}
    for rows in (Revision, Explanation):
        for pk, at in rows.objects.filter(report__in=events).order_by().values_list("report").annotate(Max("at")):
            moved[pk].append(at)
    return {pk for pk, event in events.items() if all(at < event.at for at in moved[pk])}


def returned(event: ReviewEvent | None, columns: list[Element], area: Area) -> Iterable[Note]:
    if event:
        names = {e.code: e.name for e in columns}
        listed = "、".join(names[code] for code in event.cells if code in names)
        text = f"{event.why}（{listed}）" if listed else event.why
        yield Note(RETURNED, text, tuple(event.cells), **place(event.cells, columns, area))
