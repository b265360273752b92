"""Programmes: an overview of all, and one page each for any area and period."""

from datetime import date

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches import clock
from branches.gate import gated
from branches.models import Area
from branches.registry import REGISTERS, Register

from .. import charts, dashboards, panels
from ..models import Programme, ProgrammeDocument
from ..quarters import Quarter
from ..registers.source import inside
from .dashboard import by_programme
from .question import asking, page_context

PANELS = {  # programme: what its page has besides
    "dual_learn_dual_lead": [dashboards.carriers_of],
    "mechanisms": [dashboards.creation_of],
    "member_body": [dashboards.member_body_of],
    "organisation_coverage": [dashboards.blank_spots_of],
}


@require_safe
@never_cache
@gated()
@asking
def programme_list(request, question):
    """All programmes with their foremost figures."""
    cards = dashboards.programme_cards(request.area, question.period, question.basis)
    return render(request, "programmes/list.html", page_context(request, question) | {"cards": cards})


@require_safe
@never_cache
@gated()
@asking
def programme_page(request, question, programme):
    """One programme: indicators, children, trend, registers, documents."""
    programme = get_object_or_404(Programme, code=programme)
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
        "panels": panels_of(programme.code, request.area, question.period.quarter, page),
        "registers": register_links(request.area, programme, page.day),
        "documents": documents.select_related("area"),
    }
    return render(request, "programmes/programme.html", context)


def panels_of(code: str, area: Area, quarter: Quarter, page) -> list:
    """What the programme's page has besides figures: from the registers, or drawn from the figures."""
    found = [panel(area, quarter) for panel in PANELS.get(code, ())]
    if code == "four_cultivations":
        found.append(panels.cultivation_panel(page.figures))
    if code == "quality_project":
        found.append(panels.training_panel(page.figures, quarter))
    if code == "implementation":
        found.append(dashboards.implementation_of(area, clock.today()))
    return [panel for panel in found if panel]


def register_links(area: Area, programme: Programme, day: date) -> list[tuple[Register, int, str]]:
    """(register, rows in force in the area, address of the list) of the programme's registers."""
    links = []
    for register in REGISTERS.values():
        if register.programme == programme.code and not register.parent:
            rows = register.model.objects.all()  # settings belong to no area
            here = rows.filter(inside(area, register.to_area)) if register.to_area else rows
            number = register.rows(here, day).filter(register.in_force(day)).count()
            address = reverse("register-list", args=[register.key]) + f"?area={area.code}"
            links.append((register, number, address))
    return links
