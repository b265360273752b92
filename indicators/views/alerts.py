"""预警: everything that calls for attention in an area, as a page and as a workbook."""

from io import BytesIO
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches import clock
from branches.downloads import send
from branches.gate import gated
from branches.marks import demo_marks

from .. import dashboards
from ..alerting import Kind
from ..exports.alerts import write_alerts
from .question import Question, asked, common

ALERTS_A_PAGE = 50


@require_safe
@never_cache
@gated()
def area_alerts(request):
    """All alerts of an area, gravest first; of one kind, or of one child."""
    question, wrong = asked(request)
    if question is None:
        messages.warning(request, wrong)
        return redirect("area-alerts", request.area.code)
    kind, child = chosen(request)
    whole = board_of(request, question)
    of_kind = dashboards.narrowed(whole, kind)
    children = dashboards.by_child(of_kind)
    board = dashboards.narrowed(of_kind, child=child)
    address = addresses(question, kind, child)
    context = common(request, question) | {
        "board": board,
        "kind": Kind(kind) if kind else "",
        "child": child,
        "child_name": next((name for code, name, *_ in children if code == child), ""),
        "tabs": [(one, number, address(kind=one.value, child="")) for one, number in whole.counts],
        "all_query": address(kind="", child=""),
        "children": [(code, *rest, address(child=code)) for code, *rest in children],
        "every_child": address(child=""),
        "export": address(),
        "sheet": Paginator(board.alerts, ALERTS_A_PAGE).get_page(request.GET.get("page")),
        "lines": whole.watch.of_figures,
        "lines_today": whole.watch.of_today,
    }
    return render(request, "alerts/area_alerts.html", context)


@require_safe
@never_cache
@gated()
def area_alerts_export(request):
    """The same as a workbook; that it was taken away is recorded."""
    question, wrong = asked(request)
    if question is None:
        messages.warning(request, wrong)
        return redirect("area-alerts", request.area.code)
    kind, child = chosen(request)
    board = dashboards.narrowed(board_of(request, question), kind, child)
    marks = [f"任务、空缺和填报按{board.day:%Y-%m-%d}"]
    if board.period:
        marks[0] = f"指标按{board.period.label}（{question.basis.label}），{marks[0]}"
    marks += demo_marks(request.area)
    name = f"{request.area}预警{board.day:%Y%m%d}"
    file = BytesIO()
    write_alerts(file, f"{request.area}预警{f'（{Kind(kind).word}）' if kind else ''}", marks, board.alerts)
    return send(request, file, name, request.area, len(board.alerts))


def board_of(request, question: Question) -> dashboards.AlertBoard:
    return dashboards.alerts_of(
        request.area,
        clock.today(),
        question.period.code if question.period else None,
        question.basis,
        choices=question.choices,
        most=dashboards.MOST_LISTED,
    )


def chosen(request) -> tuple[str, str]:
    """Kind and child of the address; an unknown kind is all of them, a forged child has no alerts."""
    kind = request.GET.get("kind", "")
    return (kind if kind in set(Kind) else ""), request.GET.get("child", "")[:12]


def addresses(question: Question, kind: str, child: str):
    """`address(kind=…)`: this page with something else chosen."""
    kept = {"period": question.period.code, "basis": question.basis.value} if question.period else {}

    def address(**other) -> str:
        asked_for = {"kind": kind, "child": child} | other
        return "?" + urlencode(kept | {name: value for name, value in asked_for.items() if value})

    return address
