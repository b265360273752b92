"""Kept documents: the list, one of them, its file, and which of its figures have changed since."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.downloads import send
from branches.filters import area_choices, chosen_area
from branches.gate import gated

from ..briefs import changes, keeping
from ..briefs.annexes import LEFT_OUT
from ..briefs.paper import Shown
from ..dashboards import Basis
from ..models import Brief, DocumentKind, Period

BRIEFS_A_PAGE = 20
MOST_KEY = 2**63  # beyond what a database numbers rows with


@require_safe
@never_cache
@gated()
def brief_list(request):
    """Documents about areas in scope, newest first, those whose figures have changed marked."""
    area = chosen_area(request.scope, request.GET.get("area", ""))
    periods = list(Period.objects.all())
    briefs = request.scope.rows(Brief.objects.all(), "area__path")
    kind = chosen_in(request, "kind", DocumentKind.values)
    period = chosen_in(request, "period", [one.code for one in periods])
    if area:
        briefs = briefs.filter(area__path__gte=area.path, area__path__lt=area.path_end)
    if kind:
        briefs = briefs.filter(kind=kind)
    if period:
        briefs = briefs.filter(period__code=period)
    rows = briefs.select_related("area", "period", "author", "publication").defer(
        "document", "facts", "publication__frozen"
    )
    sheet = Paginator(rows, BRIEFS_A_PAGE).get_page(request.GET.get("page"))
    shown = list(sheet.object_list)
    changed = changes.changed_among(shown)
    context = {
        "sheet": sheet,
        "rows": [(brief, changed.get(brief.pk, 0)) for brief in shown],
        "kinds": DocumentKind.choices,
        "kind": kind,
        "periods": periods,
        "period": period,
        "area": area or request.scope.area,
        "chosen": area,
        "area_options": area_choices(request.scope, area),
        "filtered": bool(kind or period or area),
    }
    return render(request, "briefs/list.html", context)


def chosen_in(request, name: str, allowed) -> str:
    """What the address filters by; a value that there is not is said and leaves everything shown."""
    value = request.GET.get(name, "")
    if value and value not in allowed:
        messages.warning(request, f"没有“{value[:20]}”这个选项，已显示全部。")
        return ""
    return value


def found(request, pk: int) -> Brief:
    """A document in scope. Raises Http404."""
    rows = request.scope.rows(Brief.objects.all(), "area__path")
    rows = rows.select_related("area__parent", "period", "author", "publication").defer("publication__frozen")
    brief = rows.filter(pk=pk).first() if pk < MOST_KEY else None
    if brief is None:
        raise Http404("没有这份材料，或不在您的管辖范围内。")
    request.area = brief.area
    return brief


@require_safe
@never_cache
@gated()
def brief_page(request, pk):
    """The document as it was kept."""
    brief = found(request, pk)
    document = keeping.document_of(brief)
    left_out = next((annex.blocks[0].rows for annex in document.annexes if annex.title == LEFT_OUT), ())
    facts, sources = changes.facts_of(brief), changes.sources_of(brief)
    shown = Shown(facts, sources, brief.area.code, brief.period.code, brief.basis)
    context = {
        "brief": brief,
        "basis": Basis(brief.basis),
        "paper": shown.paper(document),
        "left_out": [{"sentence": sentence, "why": why} for sentence, why in left_out],
        "unsettled": bool(changes.unsettled([brief])),
    }
    return render(request, "briefs/page.html", context)


@require_safe
@never_cache
@gated()
def brief_download(request, pk):
    """The Word file, the same bytes every time."""
    brief = found(request, pk)
    file, what = keeping.file_of(brief), f"{brief.number_text}{brief.title}"
    return send(request, file, brief.title, request.area, len(brief.facts), kind="docx", what=what)


@require_safe
@never_cache
@gated()
def brief_changes(request, pk):
    """Which figures of the document read otherwise today, and by how much."""
    brief = found(request, pk)
    newest = changes.newest(brief)
    context = {
        "brief": brief,
        "basis": Basis(brief.basis),
        "changes": changes.changes_of(brief),
        "newest": newest if newest and newest.number != brief.publication.number else None,
    }
    return render(request, "briefs/changes.html", context)
