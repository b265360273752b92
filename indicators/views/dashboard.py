"""The dashboards: home, any area, its outstanding units, a village."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from branches import clock
from branches.access_log import record_view
from branches.gate import gated
from branches.models import Level, Role

from .. import charts, columns, dashboards, panels
from ..models import MOST_COLUMNS, ColumnPage, Panel, Status
from .question import Question, asked, common, etag

UNITS_A_PAGE = 50


@require_safe
@gated()
def home(request):
    """Work for clerks and reviewers, else the own dashboard; without any area what to do first."""
    if request.area is not None and request.user.role in (Role.CLERK, Role.REVIEWER):
        return redirect("todo")
    if request.area is not None and request.user.role == Role.KIOSK:
        return redirect("area-screen", request.area.code)
    area = request.area or request.scope.areas().filter(parent=None).order_by("sort_order", "code").first()
    if area is None:
        return render(request, "dashboard/nothing.html", {"missing": "areas"})
    return redirect("area-dashboard", area.code)


@require_safe
@gated()
def area_dashboard(request):
    """The dashboard of any area; above the village it answers 304 while nothing has changed."""
    question, wrong = asked(request)
    if question is None:
        messages.warning(request, wrong)
        return redirect("area-dashboard", request.area.code)
    if question.period is None:
        return render(request, "dashboard/nothing.html", {"missing": "periods", "area": request.area})
    if request.area.level == Level.VILLAGE:
        return village_response(request, question)
    own = columns.remembered(request.user, ColumnPage.DASHBOARD, request.area.level)
    told = len(messages.get_messages(request))  # a page with a message is not to be shown twice
    stamp = dashboards.stamp(question.choices, request.user, request.get_full_path(), clock.today(), own)
    response = None if told else get_conditional_response(request, etag=etag(request, stamp))
    if response is None:
        response = render(request, "dashboard/area.html", area_context(request, question, own))
        if not told:
            response["ETag"] = etag(request, stamp)
    patch_cache_control(response, private=True, **({"no_store": True} if told else {"no_cache": True}))
    return response


def area_context(request, question: Question, own: tuple[str, ...]) -> dict:
    """`own` are the columns that the reader has chosen."""
    page = dashboards.dashboard(
        request.area,
        question.period.code,
        question.basis,
        question.indicator,
        choices=question.choices,
        columns=own,
    )
    names = {child.code: child.name for child in page.children}
    tracks = [charts.track(line, names) for line in page.evenness]
    return common(request, question) | {
        "page": page,
        "tiles": [(figure, charts.bullet(figure)) for figure in page.tiles],
        "progress": charts.progress(page.coverage),
        "tracks": [track for track in tracks if track],
        "board": page.alerts,
        "panel_rows": panel_rows(request.area, question, page),
        "indicator_options": indicator_options(page),
        "column_picker": column_picker(request, page, own),
        "programmes": by_programme(page.figures),
        "trend_rows": charts.trend_rows(page),
        "charts": charts.payload(page),
    }


def panel_rows(area, question: Question, page) -> list:
    """The panels that are on, row by row, with the pictures that some of them draw."""
    on = Panel.IMPLEMENTATION in page.panels
    pictures = {
        Panel.CULTIVATION: panels.cultivation_panel(page.figures),
        Panel.TRAINING: panels.training_panel(page.figures, question.period.quarter),
        Panel.IMPLEMENTATION: dashboards.implementation_of(area, clock.today()) if on else None,
    }
    return list(panels.rows_of(page.panels, pictures))


def column_picker(request, page, own: tuple[str, ...]) -> dict:
    """What the form that changes the columns of the children offers: (programme, indicators)."""
    offered = [i for i in page.indicators if dashboards.answers(i, page.below)]
    return {
        "page": ColumnPage.DASHBOARD,
        "level": request.area.level,
        "next": request.get_full_path(),
        "groups": [(name, list(group)) for name, group in groupby(offered, key=lambda i: i.programme)],
        "chosen": page.columns,
        "own": bool(own),
        "most": MOST_COLUMNS,
    }


def indicator_options(page) -> list[tuple[str, list]]:
    """(programme, indicators) that the children answer, for the ranking's selector."""
    chosen = page.chosen.indicator if page.chosen else None
    known = {figure.indicator for figure in page.figures} | {*page.columns, *([chosen] if chosen else [])}
    ordered = [i for i in page.indicators if i in known and dashboards.answers(i, page.below)]
    return [(name, list(group)) for name, group in groupby(ordered, key=lambda i: i.programme)]


def by_programme(figures) -> list[tuple[str, list]]:
    return [(name, list(group)) for name, group in groupby(figures, key=lambda f: f.indicator.programme)]


def village_response(request, question: Question):
    """A village: figures, report, cadres by name; the look at the names is recorded."""
    page = dashboards.village_page(request.area, question.period.code, question.basis, choices=question.choices)
    if page.cadres:
        record_view(request.user, f"{request.area.name}村干部", request.area, len(page.cadres))
    tiles = [(figure, charts.bullet(figure)) for figure in page.tiles]
    alerts = dashboards.alerts_of(
        request.area, clock.today(), question.period.code, question.basis, choices=question.choices
    )
    may_correct = page.status == Status.APPROVED and request.scope.may_review(request.area)
    response = render(
        request,
        "dashboard/area_village.html",
        common(request, question) | {"page": page, "tiles": tiles, "may_correct": may_correct, "alerts": alerts},
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@gated()
def area_outstanding(request):
    """The villages that are due and have not reported, page by page."""
    question, wrong = asked(request)
    if question is None:
        messages.warning(request, wrong)
        return redirect("area-outstanding", request.area.code)
    if question.period is None:
        return render(request, "dashboard/nothing.html", {"missing": "periods", "area": request.area})
    reports = dashboards.outstanding_reports(request.area, question.period.quarter)
    sheet = Paginator(reports, UNITS_A_PAGE).get_page(request.GET.get("page"))
    units = dashboards.outstanding_units(sheet.object_list, clock.today())
    context = common(request, question) | {"sheet": sheet, "units": units}
    return render(request, "dashboard/area_outstanding.html", context)
