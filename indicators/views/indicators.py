"""Indicators: the catalogue as a list, and one page each for any area, period, basis and depth."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.downloads import send
from branches.gate import gated
from branches.marks import demo_marks

from .. import charts, dashboards, scatter
from ..exports.ranking import write_ranking
from ..models import Programme
from .question import Question, asking, page_context

UNITS_A_PAGE = 100


@require_safe
@never_cache
@gated()
@asking
def indicator_list(request, question):
    """Every indicator in force today or in the chosen period, by programme, with the area's figure."""
    cards = dashboards.programme_cards(request.area, question.period, question.basis)
    return render(request, "indicators/list.html", page_context(request, question) | {"cards": cards})


@require_safe
@never_cache
@gated()
@asking
def indicator_page(request, question, indicator):
    """Definition, trend, ranking at a depth, distribution, evenness."""
    page = found_page(request, question, indicator)
    sheet = Paginator(page.units, UNITS_A_PAGE).get_page(request.GET.get("page"))
    drawn = charts.indicator_payload(page) | scatter.evenness_payload(page)
    context = page_context(request, question) | {
        "page": page,
        "spec": page.current.spec,
        "sheet": sheet,
        "bullet": charts.bullet(page.own),
        "charts": drawn,
        "histogram_rows": histogram_rows(drawn["histogram"]),
        "evenness": charts.evenness_texts(page),
        "quartile_texts": charts.quartile_texts(page),
        "programme": Programme.objects.filter(code=page.current.spec.programme_code).first(),
        "depth_query": f"&depth={page.depth}" if page.depth else "",
    }
    return render(request, "indicators/indicator.html", context)


@require_safe
@never_cache
@gated()
@asking
def indicator_export(request, question, indicator):
    """The ranking as a workbook."""
    page = found_page(request, question, indicator)
    marks = [
        f"{request.area} · {question.period.label} · {question.basis.label} · 截至{page.day:%Y-%m-%d}",
        *demo_marks(request.area),
    ]
    file = BytesIO()
    write_ranking(file, page, marks)
    name = f"{request.area}{question.period.label}{page.current.spec.name}"
    return send(request, file, name, request.area, len(page.units))


def histogram_rows(drawn: dict | None) -> list[tuple[str, int]]:
    return list(zip(drawn["labels"], drawn["values"], strict=True)) if drawn else []


def found_page(request, question: Question, indicator: str):
    """Raises Http404 for an unknown indicator, one without a definition in the period, or too large a depth."""
    versions = dashboards.versions_of(indicator)
    try:
        page = dashboards.indicator_page(
            request.area, question.period, question.basis, versions, request.GET.get("depth", "")
        )
    except ValueError as error:
        raise Http404("单位太多，请先选下一级区划。") from error
    if page is None:
        raise Http404("没有这个指标，或它在这个报告期还没有启用。")
    return page
