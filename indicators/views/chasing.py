"""催报: who has not reported, on a page and as a sheet to telephone from."""

from io import BytesIO
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.clock import today
from branches.downloads import send
from branches.filters import area_choices, chosen_area
from branches.gate import gated
from branches.marks import demo_marks

from .. import chasing, deadlines, reviewing
from ..exports.calls import write_calls
from ..models import Period, Status

UNITS_A_PAGE = 100


@require_safe
@never_cache
@gated()
def chasing_list(request):
    """County by county and township by township what is missing, and the units page by page."""
    area, period, status = asked(request)
    if area is None or period is None:
        return render(request, "chasing/nothing.html", {"period": period})
    reports = chasing.outstanding(area, period, status)
    sheet = Paginator(reports, UNITS_A_PAGE).get_page(request.GET.get("page"))
    groups = [group for group in reviewing.queue(area, period) if group.counts.outstanding]
    context = {
        "area": area,
        "period": period,
        "periods": Period.objects.all(),
        "status": status,
        "statuses": [(one.value, one.label) for one in chasing.CHASED],
        "places": area_choices(request.scope, area),
        "groups": groups,
        "sheet": sheet,
        "calls": chasing.calls(sheet.object_list, today()),
        "time_left": deadlines.time_left(period, today()),
        "stage": deadlines.stage(period, today()),
        "query": urlencode({"area": area.code, "period": period.code, "status": status}),
    }
    return render(request, "chasing/list.html", context)


@require_safe
@never_cache
@gated()
def chasing_export(request):
    """The same list as a workbook; that it was taken away is recorded."""
    area, period, status = asked(request)
    if area is None or period is None:
        return render(request, "chasing/nothing.html", {"period": period}, status=404)
    calls = chasing.calls(chasing.outstanding(area, period, status), today())
    book = BytesIO()
    write_calls(book, f"{area}{period}催报名单", calls, today(), demo_marks(area))
    return send(request, book, f"{area}{period}催报名单", area, len(calls), what=f"{period}催报名单")


def asked(request) -> tuple:
    """(area, period, status) of the query, inside the scope; nonsense falls back to everything."""
    scope = request.scope
    area = chosen_area(scope, request.GET.get("area", "")) or scope.area
    area = area or scope.areas().filter(parent=None).order_by("sort_order", "code").first()
    period = deadlines.chosen(request.GET.get("period", ""), today())
    status = request.GET.get("status", "")
    return area, period, status if status in Status.values else ""
