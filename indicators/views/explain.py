"""Explain this number: a panel over any page, or a page of its own where scripts do not run."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.gate import gated
from branches.models import Level
from branches.registry import REGISTERS

from .. import dashboards
from ..registers import REGISTERS as SOURCES
from .question import asking, page_context


@require_safe
@never_cache
@gated()
@asking
def figure_explain(request, question, indicator):
    """`?area=&period=&basis=`; with `?panel=1` the bare panel, to be put into a dialog."""
    versions = dashboards.versions_of(indicator)
    told = dashboards.explanation(request.area, question.period, question.basis, versions)
    if told is None:
        raise Http404("没有这个指标，或它在这个报告期还没有启用。")
    level = Level(request.area.level)
    below = None if level is Level.VILLAGE else list(Level)[level.rank + 1]
    sources = [SOURCES[term.element.source] for term in told.terms if term.element.source in SOURCES]
    context = page_context(request, question) | {
        "told": told,
        "spec": told.version.spec,
        "registers": [REGISTERS[key] for key in dict.fromkeys(s.kept_in for s in sources) if key in REGISTERS],
        "may_enter": request.scope.may_enter(request.area),
        "entry_area": request.area.parent if request.area.level == Level.VILLAGE else request.area,
        "is_village": request.area.level == Level.VILLAGE,
        "child_level": below.label if below else "",
    }
    template = "explain/panel.html" if request.GET.get("panel") else "explain/page.html"
    return render(request, template, context)
