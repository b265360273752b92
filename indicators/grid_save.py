"""A save of the grid: typed cells in, for every cell what became of it out.

The browser sends only changed cells, each with the value it showed before (`base`). A cell that
cannot be read, is not to be filled in or was changed by somebody else meanwhile is refused by
itself; all the others are stored, in one transaction.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from branches.clock import today
from branches.models import User

from .admission import WorkflowError, stages
from .entry import CellError, Value, changed_cells, elements_of
from .grid import blocked_by
from .models import Element, How, Period, Report, Revision
from .typed import NOT_APPLICABLE, NotANumber, read_cell, typed_text
from .workflow import CellConflict, conflicts, save_cells

MOST_CELLS = 5_000
LARGEST_ID = 2**63 - 1
LONGEST = 60  # characters that anybody would type into a cell
WAYS = {How.FORM.value, How.PASTE.value}
SAVED, FINE, REFUSED, CONFLICT = "saved", "fine", "refused", "conflict"


class MalformedSave(ValueError):
    """The request is not what the grid sends; the message says what is wrong, in Chinese."""


@dataclass(frozen=True)
class Wish:
    """One cell: what was typed, and the value that stood there when it was typed."""

    text: str
    base: Value


@dataclass(frozen=True)
class Request:
    """`cells` is {report id: {element code: Wish}}; a trial stores nothing."""

    how: str
    trial: bool
    cells: dict[int, dict[str, Wish]]


def read_request(body: bytes) -> Request:
    """From {"how", "trial", "reports": [{"id", "cells": {code: {"text", "base"}}}]}. Raises MalformedSave."""
    try:
        asked = json.loads(body)
        cells = {entry["id"]: {c: wish(one) for c, one in entry["cells"].items()} for entry in asked["reports"]}
        how, trial = asked.get("how", How.FORM.value), asked.get("trial", False)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise MalformedSave("请求的格式不对，请刷新页面后再试。") from error
    whole = all(isinstance(pk, int) and not isinstance(pk, bool) and 0 < pk <= LARGEST_ID for pk in cells)
    if not whole or how not in WAYS or not isinstance(trial, bool):
        raise MalformedSave("请求的格式不对，请刷新页面后再试。")
    if sum(len(of_report) for of_report in cells.values()) > MOST_CELLS:
        raise MalformedSave(f"一次最多保存 {MOST_CELLS:,} 格，请分几次粘贴。")
    return Request(how, trial, cells)


def wish(one: dict) -> Wish:
    text, base = one["text"], one["base"]
    number = isinstance(base, int) and not isinstance(base, bool)
    if not isinstance(text, str) or not (number or base is None or base == NOT_APPLICABLE):
        raise TypeError("text or base")
    return Wish(text, base)


class Save:
    """One request at work. `results` is {report id: {code: what became of the cell}}."""

    def __init__(self, request: Request, reports: Iterable[Report], period: Period, who: User):
        self.request, self.who = request, who
        self.reports = {report.pk: report for report in reports}
        self.in_force = elements_of(period)
        self.elements = {(e.level, e.code): e for e in self.in_force}
        self.results: dict[int, dict[str, dict]] = {pk: {} for pk in request.cells}
        self.stored: list[Report] = []

    def run(self) -> dict[int, dict[str, dict]]:
        """Store, or only try."""
        wanted = {self.reports[pk]: self.readable(pk) for pk in self.request.cells}
        if self.request.trial:
            reached = stages(list(wanted))
            for report, cells in wanted.items():
                self.try_out(report, cells, blocked_by(report, today(), reached[report.pk]))
        else:
            self.store(wanted)
        return self.results

    def element(self, report: Report, code: str) -> Element | None:
        return self.elements.get((report.area.level, code))

    def readable(self, pk: int) -> dict[str, Value]:
        """The cells of a report that can be read; the others are refused with the reason."""
        values: dict[str, Value] = {}
        for code, one in self.request.cells[pk].items():
            element = self.element(self.reports[pk], code)
            try:
                if len(one.text) > LONGEST:
                    raise NotANumber(f"内容过长，最多 {LONGEST} 个字符")
                values[code] = read_cell(one.text, *((element.decimals, element.unit) if element else ()))
            except NotANumber as error:
                self.refuse(pk, code, str(error))
        return values

    def base(self, pk: int) -> dict[str, Value]:
        return {code: one.base for code, one in self.request.cells[pk].items()}

    def store(self, wanted: dict[Report, dict[str, Value]]) -> None:
        """Store all; what stands in the way is refused and the rest stored again, until all is told."""
        wanted = {report: cells for report, cells in wanted.items() if cells}
        if not wanted:
            return
        base = {report.pk: self.base(report.pk) for report in wanted}
        try:
            saved = save_cells(wanted, self.who, how=self.request.how, base=base)
        except CellConflict as conflict:
            for pk, cells in conflict.theirs.items():
                self.contradict(pk, cells)
                left_out(wanted, pk, cells)
            self.store(wanted)
        except CellError as error:
            for code, message in error.messages.items():
                self.refuse(error.report.pk, code, message)
            left_out(wanted, error.report.pk, error.messages)
            self.store(wanted)
        except (WorkflowError, PermissionDenied) as refusal:
            if len(wanted) > 1:
                for report, cells in wanted.items():
                    self.store({report: cells})
                return
            [(report, cells)] = wanted.items()
            for code in cells:
                self.refuse(report.pk, code, str(refusal))
        else:
            self.stored += saved
            for report in saved:
                for code in wanted[report]:
                    self.results[report.pk][code] = self.told(SAVED, report, code, report.cell(code))

    def try_out(self, report: Report, cells: dict[str, Value], blocked: str) -> None:
        """Tell what storing would do, without doing it."""
        if blocked:
            for code in cells:
                self.refuse(report.pk, code, blocked)
            return
        try:
            changed_cells(report, cells, self.in_force)
        except CellError as error:
            for code, message in error.messages.items():
                self.refuse(report.pk, code, message)
            cells = {code: value for code, value in cells.items() if code not in error.messages}
        clashes = conflicts(report, cells, self.base(report.pk))
        self.contradict(report.pk, clashes)
        for code, value in cells.items():
            if code not in clashes:
                self.results[report.pk][code] = self.told(FINE, report, code, value)

    def told(self, state: str, report: Report, code: str, value: Value) -> dict:
        element = self.element(report, code)
        return {"state": state, "value": value, "text": typed_text(value, element.decimals if element else 0)}

    def refuse(self, pk: int, code: str, message: str) -> None:
        self.results[pk][code] = {"state": REFUSED, "message": message}

    def contradict(self, pk: int, theirs: dict[str, Value]) -> None:
        """Show both values: what somebody else has put there meanwhile, who and when."""
        for code, value in theirs.items():
            last = (
                Revision.objects.filter(report=pk, element__code=code)
                .select_related("who")
                .order_by("-at", "-pk")
                .first()
            )
            self.results[pk][code] = self.told(CONFLICT, self.reports[pk], code, value) | {
                "who": str(last.who) if last and last.who else "",
                "at": timezone.localtime(last.at).strftime("%m-%d %H:%M") if last else "",
            }


def left_out(wanted: dict[Report, dict[str, Value]], pk: int, codes: Iterable[str]) -> None:
    """Take cells of a report out of what is wanted."""
    for report in wanted:
        if report.pk == pk:
            wanted[report] = {code: value for code, value in wanted[report].items() if code not in codes}
