"""The entry grid: fill in, confirm, explain, send, take back."""

from contextlib import contextmanager
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branches.gate import gated
from branches.models import Area

from .. import workflow
from ..admission import WorkflowError
from ..grid import Row, reports_of, sheet, sums
from ..grid_save import MalformedSave, Save, read_request
from ..models import Element, Period, Report, Status
from ..notes import DOUBT
from ..registers import REGISTERS
from ..typed import typed_text

LONGEST_ANSWER = 500
LONGEST_ID = 18  # digits that fit a database integer
ENTRY_ROLES = gated(allows=lambda scope, area: scope.may_enter(area))


def period_of(code: str) -> Period:
    return get_object_or_404(Period, code=code)


@require_safe
@never_cache
@ENTRY_ROLES
def entry_grid(request, period):
    """The grid of a township (its villages and its own report) or of one unit's own report."""
    shown = sheet(request.area, period_of(period))
    tab = shown.tab(request.GET.get("programme", ""))
    if tab is None or not shown.rows:
        return render(request, "entry/nothing.html", {"area": request.area, "sheet": shown})
    visible = shown.rows_of(tab)
    lists = [list_address(element) for element in tab.columns]
    above = list(Area.objects.above(request.area)) if request.area.ancestor_paths else []
    context = {
        "area": request.area,
        "period": shown.period,
        "crumbs": [(ancestor, request.scope.may_see(ancestor)) for ancestor in above],
        "sheet": shown,
        "tab": tab,
        "grid": [(row, list(zip(row.cells(tab.columns), lists, strict=True))) for row in visible],
        "totals": [
            ("—" if total is None else typed_text(total, element.decimals), element)
            for total, element in zip(sums(visible, tab.columns), tab.columns, strict=True)
        ],
        "returned": shown.count(Status.RETURNED),
        "workbook": address("entry-workbook", request.area.code, period),
        "upload": address("entry-upload", request.area.code, period),
    }
    return render(request, "entry/grid.html", context)


def list_address(element: Element) -> str:
    """The list of the register that a value comes from; empty for a value that is typed."""
    source = REGISTERS.get(element.source)
    return reverse("register-list", args=[source.kept_in]) if source and source.kept_in else ""


def address(name: str, *args: str) -> str:
    """The address of a page that may not be there, empty without it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@require_POST
@ENTRY_ROLES
def entry_save(request, period):
    """Changed cells as JSON; answers what became of each, and what is now to be seen to."""
    try:
        asked = read_request(request.body)
    except MalformedSave as error:
        return JsonResponse({"error": str(error)}, status=400)
    open_period = period_of(period)
    reports = list(reports_of(request.area, open_period).filter(pk__in=asked.cells))
    if len(reports) != len(asked.cells):
        return JsonResponse({"error": "没有这份报表，或不在您的管辖范围内。"}, status=404)
    results = Save(asked, reports, open_period, request.user).run()
    after = [] if asked.trial else sheet(request.area, open_period, asked.cells).rows
    return JsonResponse(
        {
            "reports": [{"id": pk, "cells": cells} for pk, cells in results.items()],
            "rows": [row_told(request, row) for row in after],
            "at": timezone.localtime().strftime("%H:%M:%S"),
        }
    )


def row_told(request, row: Row) -> dict:
    """What the page has to draw again of a row."""
    context = {"row": row, "area": request.area, "period": row.report.period}
    return {
        "id": row.report.pk,
        "state": render_to_string("entry/state.html", context, request),
        "notes": render_to_string("entry/notes.html", context, request),
        "marks": row.marks,
        "carried": row.unconfirmed,
        "ready": row.ready,
    }


@require_safe
@never_cache
@gated()
def entry_cell_history(request, period):
    """Every change of one cell, newest first, as a piece of a page."""
    number = request.GET.get("report", "")
    if not number.isdigit() or len(number) > LONGEST_ID:
        return HttpResponseBadRequest("请指明报表和指标项。")
    reports = Report.objects.filter(period=period_of(period)).within(request.area).select_related("area")
    report = get_object_or_404(reports, pk=number)
    element = get_object_or_404(Element, code=request.GET.get("element", ""), level=report.area.level)
    changes = [
        (one, typed_text(one.old, element.decimals), typed_text(one.new, element.decimals))
        for one in report.revisions.filter(element=element).select_related("who")
    ]
    context = {"report": report, "element": element, "changes": changes}
    return render(request, "entry/history.html", context)


@require_POST
@ENTRY_ROLES
def entry_submit(request, period):
    """Send what is clean; the rest stays, with what is wrong on the page. A report that came
    back and was not touched since goes only when it is named."""
    named = chosen(request)
    shown = sheet(request.area, period_of(period), named)
    candidates = [row.report for row in shown.rows if row.offered or (named and row.as_returned)]
    kept = [row.report.area.name for row in shown.rows if row.as_returned and row.report not in candidates]
    if kept:
        messages.warning(request, f"{listed(kept)}退回后还没有改动，没有提交。")
    if not candidates:
        messages.warning(request, "没有可以提交的报表：未填的请先填写，或用“本期无变化”确认结转数。")
        return back(request, period)
    with telling(request) as told:
        outcome = workflow.submit(candidates, request.user)
        if outcome.done:
            told(messages.success, f"已提交 {len(outcome.done)} 份报表，等待审核。")
        held = [report.area.name for report in candidates if report.pk in outcome.held]
        if held:
            told(messages.warning, f"{listed(held)}还有问题，没有提交；问题列在“校验”里。")
        empty = shown.count(Status.EMPTY) - sum(report.status == Status.EMPTY for report in candidates)
        if empty:
            told(messages.warning, f"另有 {empty} 份报表未填。")
    return back(request, period)


@require_POST
@ENTRY_ROLES
def entry_withdraw(request, period):
    """Take back what the reviewer has not opened."""
    shown = sheet(request.area, period_of(period), chosen(request))
    reports = [row.report for row in shown.rows if row.withdrawable]
    with telling(request) as told:
        if not reports:
            raise WorkflowError("没有可以撤回的报表：审核已开始的不能撤回，请审核人员退回。")
        workflow.withdraw(reports, request.user)
        told(messages.success, f"已撤回{listed([report.area.name for report in reports])}，可以继续修改。")
    return back(request, period)


@require_POST
@ENTRY_ROLES
def entry_confirm(request, period):
    """本期无变化: what was carried over holds in this period, too."""
    shown = sheet(request.area, period_of(period), chosen(request))
    unchanged = {
        row.report: {code: row.report.cell(code) for code in row.unconfirmed} for row in shown.unconfirmed
    }
    base = {report.pk: cells for report, cells in unchanged.items()}
    with telling(request) as told:
        if not unchanged:
            raise WorkflowError("没有待确认的结转数。")
        workflow.save_cells(unchanged, request.user, base=base)
        cells = sum(len(codes) for codes in unchanged.values())
        told(messages.success, f"已确认 {len(unchanged)} 份报表的 {cells} 个结转数本期无变化。")
    return back(request, period)


@require_POST
@ENTRY_ROLES
def entry_registers(request, period):
    """Take the register values again into what is not sent yet."""
    shown = sheet(request.area, period_of(period))
    with telling(request) as told:
        drawn = workflow.draw_registers([row.report for row in shown.rows if not row.blocked], request.user)
        told(messages.success, f"已从台账取数，{len(drawn)} 份报表有变化。" if drawn else "台账没有变化。")
    return back(request, period)


@require_POST
@ENTRY_ROLES
def entry_explain(request, period):
    """Answer one warning of one report, as long as it still stands."""
    chosen_one = chosen(request) or []
    shown = sheet(request.area, period_of(period), chosen_one)
    finding, text = request.POST.get("finding", ""), request.POST.get("text", "").strip()
    with telling(request) as told:
        doubts = [(row, n) for row in shown.rows for n in row.notes if n.kind == DOUBT and n.finding == finding]
        if not doubts:
            raise WorkflowError("数值已经变了，这条提醒不再成立，请看现在的提醒。")
        if len(text) > LONGEST_ANSWER:
            raise WorkflowError(f"说明最多 {LONGEST_ANSWER} 字，现有 {len(text)} 字，请写得简短些。")
        row, doubt = doubts[0]
        workflow.explain(row.report, doubt.rule, finding, text, request.user)
        told(messages.success, f"已记录对{row.report.area.name}的说明，审核时可以看到。")
    return back(request, period)


def chosen(request) -> list[int] | None:
    """The report ids that a form names, None when it names none: then all are meant."""
    named = request.POST.getlist("report")
    if not all(one.isdigit() and len(one) <= LONGEST_ID for one in named):
        raise Http404("没有这份报表。")
    return [int(one) for one in named] or None


@contextmanager
def telling(request):
    """Say on the next page what was done, or why it was refused."""
    try:
        yield lambda level, text: level(request, text)
    except (WorkflowError, PermissionDenied) as refusal:
        messages.error(request, str(refusal))


def back(request, period: str):
    """To the tab that the form was on."""
    programme = request.POST.get("programme", "")
    query = "?" + urlencode({"programme": programme}) if programme else ""
    return redirect(reverse("entry-grid", args=[request.area.code, period]) + query)


def listed(names: list[str], most: int = 5) -> str:
    return "、".join(names[:most]) + (f"等 {len(names)} 个单位" if len(names) > most else "")
