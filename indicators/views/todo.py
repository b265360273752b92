"""The first page of a clerk and of a reviewer: what is due, what came back, what is left."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.clock import today
from branches.gate import gated
from branches.models import Role

from ..dashboards import alerts_of
from ..tasks.lists import duties
from ..todo import clerk_tasks, reviewer_tasks


def works(scope, area) -> bool:
    return area is not None and scope.user.role in (Role.CLERK, Role.REVIEWER)


@require_safe
@never_cache
@gated(allows=works)
def todo(request):
    """A clerk's or a reviewer's work, period by period, the tasks that wait, and what else calls for attention."""
    context = {
        "area": request.area,
        "duties": duties(request.scope, today()),
        "alerts": alerts_of(request.area, today()),
    }
    if request.user.role == Role.CLERK:
        return render(request, "todo/clerk.html", context | {"tasks": clerk_tasks(request.area, today())})
    return render(request, "todo/reviewer.html", context | {"tasks": reviewer_tasks(request.area, today())})
