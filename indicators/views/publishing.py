"""From the county to the city to the reader: hand over, send back, publish."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branches.gate import gated
from branches.models import Level, Role

from .. import publishing, reviewing
from ..admission import WorkflowError
from ..models import Period

READERS = {Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR}


def reads(scope, area) -> bool:
    return area is not None and scope.user.role in READERS


def reviews(scope, area) -> bool:
    return scope.user.role == Role.REVIEWER


@require_safe
@never_cache
@gated(allows=reads)
def publish(request, period):
    """What is sent, what is missing, what was published, and the acts that are due."""
    period, area = get_object_or_404(Period, code=period), request.area
    is_city = area.level == Level.CITY
    states = reviewing.counties(area, period) if is_city else []
    own = reviewing.own_state(area, period)
    publications = reviewing.publications(area, period)
    reviewer = request.user.role == Role.REVIEWER
    context = {
        "area": area,
        "period": period,
        "own": own,
        "states": states,
        "left": reviewing.left_by_unit(area, period),
        "missing": [state for state in states if state.sent is None],
        "publications": publications,
        "is_city": is_city,
        "may_review": reviewer,
        "may_send_back": reviewer and is_city and not publications,
        "may_hand_over": reviewer and area.level == Level.COUNTY and own.sent is None and not publications,
    }
    return render(request, "publish/publish.html", context)


@require_POST
@gated(allows=reviews)
def hand_over(request, period):
    """A county's reviewer sends the own county's quarter to the city."""
    period = get_object_or_404(Period, code=period)
    if request.area.level != Level.COUNTY:
        raise PermissionDenied("只有县区向市级报送。")
    try:
        publishing.hand_over(request.area, period, request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{request.area}{period}已报送市级。")
    return redirect("publish", period.code)


def sends_back(scope, area) -> bool:
    return area.level == Level.COUNTY and scope.may_review(area)


@require_POST
@gated(allows=sends_back)
def send_back(request, period):
    """The city gives a county's quarter back, with a reason. A reason too long is refused, not cut."""
    period = get_object_or_404(Period, code=period)
    why = request.POST.get("why", "")
    try:
        if len(why) > 200:
            raise WorkflowError(f"退回原因最多200字，现有{len(why)}字。")
        publishing.send_back(request.area, period, request.user, why)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{request.area}{period}已退回县区。")
    return redirect("publish", period.code)


@require_POST
@gated(allows=reviews)
def publish_now(request, period):
    """Freeze the own city's quarter as its first publication."""
    period = get_object_or_404(Period, code=period)
    try:
        publication = publishing.publish(request.area, period, request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{request.area}{period}已发布，为第{publication.number}次发布。")
    return redirect("publish", period.code)
