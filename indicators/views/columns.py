"""The columns that a reader keeps for a page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from branches.gate import gated
from branches.models import Level

from .. import columns
from ..models import ColumnPage

DASHBOARDS = set(Level.values) - {Level.VILLAGE}  # a village has no table of children


@require_POST
@gated()
def column_choice(request, page):
    """Keep the ticked indicators as the own columns of a page, or (`act=reset`) forget them."""
    level = request.POST.get("level", "")
    if page not in ColumnPage.values or (level not in DASHBOARDS if page == ColumnPage.DASHBOARD else level):
        raise Http404("没有这样的页面。")
    if request.POST.get("act") == "reset":
        columns.forget(request.user, page, level)
        messages.success(request, "已恢复默认的指标。")
        return back(request)
    try:
        columns.keep(request.user, page, level, request.POST.getlist("indicator"))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "已保存，以后打开都显示这些指标。")
    return back(request)


def back(request):
    """To the page of this site that the form stood on."""
    sent = request.POST.get("next", "")
    secure = request.is_secure()
    safe = url_has_allowed_host_and_scheme(sent, {request.get_host()}, require_https=secure)
    return redirect(sent if safe else reverse("home"))
