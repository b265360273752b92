"""Programmes: an overview of all, and one page each for any area and period."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.filters import area_choices, chosen_area
from branches.gate import gated
from branches.models import Area
from branches.registry import REGISTERS, Register

from .. import charts, dashboards
from ..models import Programme, ProgrammeDocument
from .dashboard import by_programme
from .question import asked, common


def place_of(request) -> Area | None:
    """The area that the address names, else the user's own, else the top of the tree."""
    scope = request.scope
    chosen = chosen_area(scope, request.GET.get("area", ""))
    return chosen or scope.area or scope.areas().filter(parent=None).order_by("sort_order", "code").first()


@require_safe
@never_cache
@gated()
def programme_list(request):
    """All programmes with their foremost figures."""
    request.area = place_of(request)
    if request.area is None:
        return render(request, "dashboard/nothing.html", {"missing": "areas"})
    question, wrong = asked(request)
    if question is None:
        messages.warning(request, wrong)
        return redirect("programme-list")
    if question.period is None:
        return render(request, "dashboard/nothing.html", {"missing": "periods", "area": request.area})
    cards = dashboards.programme_cards(request.area, question.period, question.basis)
    return render(request, "programmes/list.html", page_context(request, question) | {"cards": cards})


@require_safe
@never_cache
@gated()
def programme_page(request, programme):
    """One programme: indicators, children, trend, registers, documents."""
    programme = get_object_or_404(Programme, code=programme)
    request.area = place_of(request)
    if request.area is None:
        return render(request, "dashboard/nothing.html", {"missing": "areas"})
    question, wrong = asked(request)
    if question is None:
        messages.warning(request, wrong)
        return redirect("programme-page", programme.code)
    if question.period is None:
        return render(request, "dashboard/nothing.html", {"missing": "periods", "area": request.area})
    page = dashboards.programme_page(request.area, question.period, question.basis, programme.code)
    documents = ProgrammeDocument.objects.filter(programme=programme).for_area(request.area).in_force(page.day)
    context = page_context(request, question) | {
        "programme": programme,
        "page": page,
        "tiles": [(figure, charts.bullet(figure)) for figure in page.tiles],
        "progress": charts.progress(page.coverage),
        "programmes": by_programme(page.figures),
        "trend_rows": charts.trend_rows(page),
        "charts": {"trend": charts.trend_lines(page)},
        "registers": register_links(request.area, programme, page.day),
        "documents": documents.select_related("area"),
    }
    return render(request, "programmes/programme.html", context)


def page_context(request, question) -> dict:
    """`common` with the units to choose from, and an address that keeps period, basis and area."""
    return common(request, question) | {
        "area_options": area_choices(request.scope, request.area),
        "all_programmes": Programme.objects.all(),
        "kept": f"{question.query}&area={request.area.code}" if question.query else f"?area={request.area.code}",
    }


def register_links(area: Area, programme: Programme, day: date) -> list[tuple[Register, int, str]]:
    """(register, rows in force in the area, address of the list) of the programme's registers."""
    links = []
    for register in REGISTERS.values():
        if register.programme == programme.code and not register.parent:
            path = f"{register.to_area}__path"
            here = register.model.objects.filter(**{f"{path}__gte": area.path, f"{path}__lt": area.path_end})
            number = register.rows(here, day).filter(register.in_force(day)).count()
            address = reverse("register-list", args=[register.key]) + f"?area={area.code}"
            links.append((register, number, address))
    return links
