"""三级联创: progress, moves and sectors of a year, and starting one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from branches.clock import today
from branches.filters import area_choices, chosen_area
from branches.gate import gated
from branches.models import Area

from .. import assessing
from ..admission import WorkflowError
from ..assessing import Move
from ..models import AssessmentState, AssessmentVerb, RubricKind

ROWS_A_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What the address asks for; nonsense falls back to villages and this year."""

    area: Area
    kind: RubricKind
    year: int

    def query(self, **other) -> str:
        return urlencode({"area": self.area.code, "kind": self.kind.value, "year": self.year} | other)


def asked(request, area: Area | None = None) -> Asked | None:
    """None where nobody has any area yet."""
    scope = request.scope
    area = area or chosen_area(scope, request.GET.get("area", "")) or scope.area
    area = area or scope.areas().filter(parent=None).order_by("sort_order", "code").first()
    if area is None:
        return None
    years = assessing.years(area, today())
    year = next((year for year in years if str(year) == request.GET.get("year", "")), years[0])
    kinds = assessing.kinds_below(area, year)
    kind = next((kind for kind in kinds if kind == request.GET.get("kind", "")), kinds[0])
    return Asked(area, kind, year)


def page_context(request, question: Asked) -> dict:
    """What the head of every page here shows."""
    request.area = question.area
    return {
        "area": question.area,
        "kind": question.kind,
        "year": question.year,
        "query": question.query(),
        "kinds": [
            (kind, question.query(kind=kind.value)) for kind in assessing.kinds_below(question.area, question.year)
        ],
        "years": assessing.years(question.area, today()),
        "places": area_choices(request.scope, question.area),
        "may_start": assessing.may_start(request.scope, question.area),
    }


@require_safe
@never_cache
@gated()
def assessment_list(request):
    """How far a year has come: the units below, or the subjects one by one."""
    question = asked(request)
    if question is None:
        return render(request, "dashboard/nothing.html", {"missing": "areas"})
    context = page_context(request, question) | {"states": AssessmentState.choices}
    if assessing.lists_units(question.area, question.kind):
        rows = assessing.progress(question.area, question.kind, question.year, today())
        total = assessing.summed(rows, "合计")
        context |= {"rows": rows, "total": total, "steps": whole_steps(request.scope, question)}
        return render(request, "assessment/list.html", context)
    state = request.GET.get("state", "")
    rows = assessing.entries(question.area, question.kind, question.year, state)
    sheet = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    mine = {verb for row in sheet for verb in assessing.acts(row, request.scope, assessing.TRANSITIONS)}
    context |= {
        "sheet": sheet,
        "state": state,
        "verbs": [verb for verb in assessing.FORWARD if verb in mine],
    }
    return render(request, "assessment/entries.html", context)


def whole_steps(scope, question: Asked) -> list[tuple[AssessmentVerb, int]]:
    """(verb, how many wait for it) of the steps that the reader may take for all at once."""
    found = []
    for verb in assessing.FORWARD:
        rows = assessing.waiting_for(verb, question.area, question.kind, question.year)
        first = rows.first()
        if first is not None and assessing.may(verb, first, scope):
            found.append((AssessmentVerb(verb), rows.count()))
    return found


@require_safe
@never_cache
@gated()
def assessment_moves(request):
    """Who went up, went down or lost the title in a year."""
    question = asked(request)
    if question is None:
        return render(request, "dashboard/nothing.html", {"missing": "areas"})
    only = request.GET.get("move", "")
    found = assessing.moves(question.area, question.kind, question.year, only)
    sheet = Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = page_context(request, question) | {
        "found": found,
        "counts": [(move, found.counts[move]) for move in Move],
        "only": only if only in list(Move) else "",
        "sheet": sheet,
        "rows": [(row, assessing.move_of(row)) for row in sheet],
    }
    return render(request, "assessment/moves.html", context)


@require_safe
@never_cache
@gated()
def assessment_sectors(request):
    """The organisations of the city by sector, and those of one sector by name."""
    question = asked(request)
    if question is None:
        return render(request, "dashboard/nothing.html", {"missing": "areas"})
    question = Asked(question.area, RubricKind.CITY_SECTOR, question.year)
    rows = assessing.sectors(question.area, question.year, today())
    sector = next((row for row in rows if row.sector == request.GET.get("sector", "")), None)
    entries = assessing.entries(
        question.area, question.kind, question.year, sector=sector.sector if sector else ""
    )
    context = page_context(request, question) | {
        "rows": rows,
        "total": assessing.summed(rows, "合计"),
        "sector": sector,
        "sheet": Paginator(entries, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "assessment/sectors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=assessing.may_start)
def assessment_start(request):
    """Whom starting a year would take in (GET), and doing it (POST)."""
    question = asked(request, request.area)
    if request.method == "POST":
        try:
            made = assessing.start(question.area, question.kind, question.year, request.user)
        except WorkflowError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"已启动{question.year}年{question.kind.label}评定：{len(made.new)}个。")
        return redirect(reverse("assessment-list") + "?" + question.query())
    plan = assessing.plan(question.area, question.kind, question.year)
    context = page_context(request, question) | {"plan": plan, "places": []}
    return render(request, "assessment/start.html", context)
