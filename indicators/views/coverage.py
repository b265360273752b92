"""组织覆盖: how enterprises and social organisations are covered, and where the blank spots are."""

from urllib.parse import urlencode

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.clock import today
from branches.filters import area_choices
from branches.gate import gated
from branches.models import Area

from ..dashboards import coverage_page as read_page


class DayForm(forms.Form):
    on = forms.DateField(
        label="截至日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期应写成 2012-03-31 的样子。"},
    )


@require_safe
@never_cache
@gated()
def coverage_page(request):
    """The rates with both denominators, the children, and how many there are of each alert."""
    form = DayForm(request.GET or None)
    day = (form.is_valid() and form.cleaned_data["on"]) or today()
    page = read_page(request.area, day)
    context = {
        "area": request.area,
        "crumbs": [(one, request.scope.may_see(one)) for one in Area.objects.above(request.area)],
        "places": area_choices(request.scope, request.area),
        "form": form if form.is_bound else DayForm(initial={"on": day}),
        "page": page,
        "alerts": [
            (alert, number, list_address(alert.register, request.area, day, alert.key))
            for alert, number in page.alerts
        ],
        "registers": [
            ("两新组织台账", list_address("new-orgs", request.area, day)),
            ("党组织台账", list_address("branches", request.area, day)),
            ("组织设置标准", reverse("register-list", args=["organisation-standards"])),
        ],
        "query": "?" + urlencode({"on": day.isoformat()}) if day != today() else "",
    }
    return render(request, "coverage/page.html", context, status=200 if not form.errors else 422)


def list_address(register: str, area: Area, day, alert: str = "") -> str:
    """The register's list of an area on a day, which also exports it."""
    asked = {"area": area.code, "alert": alert, "on": day.isoformat()}
    return reverse("register-list", args=[register]) + "?" + urlencode({k: v for k, v in asked.items() if v})
