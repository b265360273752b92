"""The big screen of an area: read from five metres, renewed by itself."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from branches import clock
from branches.gate import gated
from branches.models import Level

from .. import dashboards, panels, screen
from .question import asked, etag

MOST_BARS = 12


@require_safe
@gated()
def area_screen(request):
    """The whole screen; `?part=1` the board alone, for renewing. Answers 304 while nothing has changed."""
    if request.area.level == Level.VILLAGE:
        raise Http404("大屏从乡镇起。")
    question, _ = asked(request)
    if question is None or question.period is None:
        return render(request, "screen/nothing.html", {"area": request.area})
    stamp = dashboards.stamp(question.choices, request.user, request.get_full_path(), clock.today())
    mark = etag(request, stamp)
    response = get_conditional_response(request, etag=mark)
    if response is None:
        template = "screen/board.html" if request.GET.get("part") else "screen/screen.html"
        response = render(request, template, board(request, question))
        response["ETag"] = mark
    patch_cache_control(response, private=True, no_cache=True)
    return response


def board(request, question) -> dict:
    page = dashboards.dashboard(
        request.area, question.period.code, question.basis, question.indicator, choices=question.choices
    )
    above = request.area.parent
    return {
        "area": request.area,
        "above": above if above is not None and request.scope.may_see(above) else None,
        "question": question,
        "page": page,
        "map": screen.tile_map(page),
        "bars": screen.bar_lengths(page)[:MOST_BARS],
        "cultivation": panels.cultivation_panel(page.figures),
        "training": panels.training_panel(page.figures, question.period.quarter),
        "made_at": timezone.localtime(),
    }
