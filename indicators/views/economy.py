"""与经济结合: what the accounts say about villages led by double-strong secretaries; read from stored studies."""

import re
from io import BytesIO
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branches.clock import today
from branches.downloads import send
from branches.filters import area_choices, chosen_area
from branches.gate import gated
from branches.marks import demo_marks
from branches.models import Level

from .. import scatter, studying
from ..dashboards import economy_page as reading
from ..dashboards.economy_units import QUADRANTS, listed, points_of
from ..exports.economy import write_study
from ..models import EconomyStudy
from ..models.economy_study import FIRST_YEAR, LAST_YEAR
from ..quarters import Quarter
from .question import place_of

VILLAGES_A_PAGE = 20
YEARS_OFFERED = 5


@require_safe
@never_cache
@gated()
def economy_page(request):
    """The study of the area and year that the address names, and whether the registers have moved on."""
    request.area = area = place_of(request)
    if area is None:
        return render(request, "dashboard/nothing.html", {"missing": "areas"})
    studies = reading.studies_of(area)
    year = asked_year(request) or default_year(studies, request.GET.get("period", ""))
    chosen = next((one for one in studies if one.year == year), None)
    may_study = request.scope.may_study(area) and area.level not in (Level.PROVINCE, Level.VILLAGE)
    context = {
        "area": area,
        "area_options": area_choices(request.scope, area),
        "year": year,
        "years": sorted({one.year for one in studies} | ({year} if year else set()), reverse=True),
        "kept": kept(request, area),
        "parent": area.parent if area.level == Level.VILLAGE and request.scope.may_see(area.parent) else None,
        "is_village": area.level == Level.VILLAGE,
        "may_study": may_study,
        "others": [today().year - back for back in range(1, YEARS_OFFERED + 1)],
        "seen": {one.year: one.version for one in studies},
    }
    if chosen is None:
        return render(request, "economy/nothing.html", context)
    return render(request, "economy/page.html", context | told(request, chosen))


def told(request, chosen: EconomyStudy) -> dict:
    """What the page says of one study."""
    study = EconomyStudy.objects.select_related("area__parent").get(pk=chosen.pk)
    found, points = reading.summary(study), points_of(study, request.area)
    sheets = [quadrant(request, study, key, found) for key in QUADRANTS]
    return {
        "study": study,
        "found": found,
        "points": points,
        "point_level": Level.COUNTY.label if request.area.level == Level.PROVINCE else Level.TOWNSHIP.label,
        "strata": "乡镇" if request.area.level == Level.COUNTY else "县区",
        "quadrants": sheets,
        "charts": scatter.economy_payload(points),
        "is_stale": studying.stale(study),
    }


def quadrant(request, study: EconomyStudy, key: str, found) -> dict:
    """A page of one list; `total` is how many there are, also where not all are kept."""
    sheet = Paginator(study.lists.get(key, []), VILLAGES_A_PAGE).get_page(request.GET.get(key))
    number = sheet.number
    return {
        "previous": querystring(request, key, number - 1),
        "next": querystring(request, key, number + 1),
        "key": key,
        "title": QUADRANTS[key],
        "sheet": sheet,
        "rows": listed(request.area, sheet.object_list),
        "total": getattr(found, key),
        "is_cut": getattr(found, key) > sheet.paginator.count,
    }


def querystring(request, key: str, number: int) -> str:
    """The address with another page of one list."""
    asked = request.GET.copy()
    asked[key] = str(number)
    return "?" + asked.urlencode()


def asked_year(request) -> int | None:
    """The year of the address; None without one, and for nonsense, which is said."""
    text = request.GET.get("year", "")
    if re.fullmatch(r"[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    if text:
        messages.warning(request, f"没有“{text[:20]}”这个年度，已显示最近一年。")
    return None


def default_year(studies: list[EconomyStudy], period: str) -> int | None:
    """The latest year audited by the end of the period that the address keeps, or by today."""
    day = Quarter.parse(period).last_day if is_period(period) else today()
    chosen = reading.latest(studies, min(day, today())) or next(iter(studies), None)
    return chosen.year if chosen else None


def is_period(text: str) -> bool:
    return bool(re.fullmatch(r"(19|20)[0-9]{2}Q[1-4]", text))


def kept(request, area) -> str:
    """The address that the pages of analysis hand on."""
    period, basis = request.GET.get("period", ""), request.GET.get("basis", "")
    asked = {"period": period} if is_period(period) else {}
    if re.fullmatch(r"[a-z]{1,10}", basis):
        asked["basis"] = basis
    return "?" + urlencode(asked | {"area": area.code})


@require_POST
@gated()
def economy_recompute(request):
    """Compute the study anew; a second click finds the first at work."""
    area = chosen_area(request.scope, request.POST.get("area", "")) or place_of(request)
    if area is None:
        raise Http404("没有这个单位，或不在您的管辖范围内。")
    if not request.scope.may_study(area):
        raise PermissionDenied("您的角色不能重新计算。")
    year, seen = request.POST.get("year", ""), request.POST.get(f"seen_{request.POST.get('year', '')}", "0")
    back = reverse("economy-page") + "?" + urlencode({"area": area.code})
    if not (re.fullmatch(r"[0-9]{4}", year) and FIRST_YEAR <= int(year) <= LAST_YEAR):
        messages.error(request, "请选一个年度再计算。")
        return redirect(back)
    try:
        studying.study_anew(area, int(year), int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0)
        messages.success(request, f"{area}{year}年度的分析已经计算。")
    except studying.Refused as refused:
        messages.warning(request, str(refused))
    return redirect(f"{back}&year={year}")


@require_safe
@never_cache
@gated()
def economy_export(request):
    """The study as a workbook: findings with the caution, both lists in full, the units below."""
    request.area = area = place_of(request)
    studies = reading.studies_of(area) if area else []
    year = asked_year(request) or default_year(studies, "")
    chosen = next((one for one in studies if one.year == year), None)
    if chosen is None:
        raise Http404("这个年度还没有计算。")
    study = EconomyStudy.objects.select_related("area").get(pk=chosen.pk)
    lists = {key: listed(area, study.lists.get(key, [])) for key in QUADRANTS}
    marks = [f"{area} · {year}年度 · 账目审核截至{study.as_of:%Y-%m-%d}", *demo_marks(area)]
    file, name = BytesIO(), f"{area}{year}年党建与经济结合分析"
    write_study(file, reading.summary(study), lists, points_of(study, area), marks)
    return send(request, file, name, area, sum(map(len, lists.values())))
