"""What can be read: each function answers one page of plain data in the scope of the token's owner."""

import re
from datetime import date

from django.conf import settings
from django.http import JsonResponse

from branches.models import Area, Level

from .. import dashboards
from ..dashboards import Basis
from ..dashboards.reader import Reader
from ..models import Indicator, Period
from ..publishing import published
from ..wording import plain
from .answers import ApiError, endpoint, paged
from .document import document

PAGES = ("page", "page_size")


def api_document(request):
    """The OpenAPI document; it holds nothing that needs a token."""
    return JsonResponse(document(settings.SITE_TITLE), json_dumps_params={"ensure_ascii": False})


@endpoint("parent", "level", *PAGES)
def areas(request) -> dict:
    rows = request.scope.areas().select_related("parent").order_by("path")
    if "parent" in request.GET:
        rows = rows.filter(parent=area_of(request, "parent", request.GET["parent"]))
    if level := one_of(request, "level", Level.values):
        rows = rows.filter(level=level)

    def make(area: Area) -> dict:
        parent = area.parent.code if area.parent else None
        return {"code": area.code, "name": area.name, "level": area.level, "parent": parent}

    return paged(request, list(rows), make)


@endpoint(*PAGES)
def periods(request) -> dict:
    area = request.scope.area
    choices = dashboards.period_choices(area) if area else []

    def make(choice) -> dict:
        due = choice.due_on.isoformat()
        return {"code": choice.code, "name": choice.label, "due_on": due, "complete": choice.complete}

    return paged(request, choices, make)


@endpoint("programme", "on", *PAGES)
def indicators(request) -> dict:
    rows = Indicator.objects.select_related("programme").order_by(
        "programme__sort_order", "sort_order", "code", "effective_from"
    )
    if programme := name_of(request, "programme"):
        rows = rows.filter(programme__code=programme)
    if day := day_of(request, "on"):
        rows = rows.in_force(day)
    return paged(request, list(rows), indicator_record)


def indicator_record(row: Indicator) -> dict:
    return {
        "code": row.code,
        "name": row.name,
        "programme": row.programme.code,
        "definition": row.definition,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "unit": row.unit,
        "direction": row.direction,
        "level": row.level,
        "effective_from": row.effective_from.isoformat(),
        "effective_until": row.effective_until and row.effective_until.isoformat(),
    }


@endpoint("area", "period", "basis", "indicator", "children", *PAGES)
def figures(request) -> dict:
    """The same numbers as on the dashboards."""
    if "area" not in request.GET:
        raise ApiError(400, "missing_parameter", "须给出“area”：12位区划代码。", "area")
    area = area_of(request, "area", request.GET["area"])
    period = period_of(request, area)
    basis = Basis(one_of(request, "basis", Basis.values) or Basis.APPROVED)
    known = dashboards.catalogue(period.quarter.last_day, area.level)
    wanted = known.indicators
    if code := name_of(request, "indicator"):
        wanted = tuple(i for i in wanted if i.code == code)
        if not wanted:
            raise ApiError(404, "not_found", "没有这个指标，或它不在这一层级、这个报告期。", "indicator")
    below = one_of(request, "children", ["true", "false"]) == "true" and area.level != Level.VILLAGE
    level = list(Level)[Level(area.level).rank + 1] if below else area.level
    asked = tuple(i for i in wanted if dashboards.answers(i, level))
    reader = Reader(area, period, basis, known, asked if below else ())
    units = reader.children if below else [reader.own]
    found = [figure for unit in units for figure in reader.figures_of(unit, asked).values()]
    status = "published" if published(area, Period(pk=period.pk)) else "open"
    return paged(request, found, lambda figure: figure_record(figure, basis, status))


def figure_record(figure, basis: Basis, status: str) -> dict:
    numbers = {name: getattr(figure, name) for name in ("numerator", "denominator", "value")}
    return {
        "area": figure.area_code,
        "indicator": figure.indicator_code,
        "period": figure.period_code,
        "basis": basis.value,
        **{name: None if number is None else plain(number) for name, number in numbers.items()},
        "unit": figure.indicator.unit,
        "coverage": {"reported": figure.reported, "due": figure.due},
        "status": status,
        "standing": figure.standing.value,
    }


# what was asked ---------------------------------------------------------------------
def area_of(request, name: str, code: str) -> Area:
    if not re.fullmatch(r"[0-9]{12}", code):
        raise ApiError(400, "invalid_parameter", f"“{name}”须为12位区划代码。", name)
    area = Area.objects.filter(code=code).first()
    if area is None or not request.scope.may_see(area):
        raise ApiError(404, "not_found", "没有这个单位，或不在密钥的范围内。", name)
    return area


def period_of(request, area: Area):
    code = request.GET.get("period")
    if code is not None and not re.fullmatch(r"[0-9]{4}Q[1-4]", code):
        raise ApiError(400, "invalid_parameter", "“period”须形如 2012Q1。", "period")
    period = dashboards.choose(dashboards.period_choices(area), code)
    if period is None:
        raise ApiError(404, "not_found", "没有这个报告期。", "period")
    return period


def name_of(request, name: str) -> str:
    """A code of the catalogue, "" without the parameter."""
    value = request.GET.get(name)
    if value is not None and not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", value):
        raise ApiError(400, "invalid_parameter", f"“{name}”须为代码：小写字母、数字和下划线。", name)
    return value or ""


def one_of(request, name: str, allowed: list[str]) -> str:
    """The value of a parameter with fixed choices, "" without it."""
    value = request.GET.get(name)
    if value is not None and value not in allowed:
        raise ApiError(400, "invalid_parameter", f"“{name}”须为：{'、'.join(allowed)}。", name)
    return value or ""


def day_of(request, name: str) -> date | None:
    value = request.GET.get(name)
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError as error:
        raise ApiError(400, "invalid_parameter", f"“{name}”须为日期，如 2012-03-31。", name) from error
