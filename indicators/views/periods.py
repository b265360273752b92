"""The reporting periods: their dates and stages, and opening the next one."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from branches.clock import today
from branches.gate import gated

from .. import deadlines
from ..forms import PeriodForm
from ..models import Element, Period
from ..opening import open_period, reporting_areas
from ..publishing import FINISHED
from ..quarters import Quarter


@require_safe
@never_cache
@gated()
def period_list(request):
    """Every period with its dates, its stage today and how far the own area has come."""
    inside = Q()
    if request.area:
        inside = Q(reports__area__path__gte=request.area.path, reports__area__path__lt=request.area.path_end)
    rows = Period.objects.annotate(
        total=Count("reports", filter=inside),
        finished=Count("reports", filter=inside & Q(reports__status__in=FINISHED)),
    )
    listed = [(period, deadlines.stage(period, today())) for period in rows]
    context = {"listed": listed, "area": request.area, "may_open": opens(request.scope, request.area)}
    return render(request, "periods/list.html", context)


def opens(scope, area) -> bool:
    return scope.may_change_catalogue()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=opens)
def period_open(request):
    """What opening the next quarter will do (GET), and doing it (POST)."""
    posted = request.method == "POST"
    quarter = next_quarter()
    if posted and request.POST.get("code") != quarter.code:
        return already(request, request.POST.get("code", ""))
    form = PeriodForm(request.POST if posted else None, quarter)
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                period = open_period(quarter, **form.dates)
        except IntegrityError:
            return already(request, quarter.code)
        messages.success(request, f"已开报{period}：{period.reports.count()}份报表，{period.due_on}截止。")
        return redirect("period-list")
    units = reporting_areas(Period(code=quarter.code))
    context = {"form": form, "quarter": quarter, "units": units_by_level(units), "total": len(units)}
    context["warnings"] = warnings(quarter, units)
    return render(request, "periods/open.html", context, status=422 if posted else 200)


def next_quarter() -> Quarter:
    """The quarter after the newest opened one; on a new site the one that ended last."""
    newest = Period.objects.order_by("-ordinal").first()
    return newest.quarter.next if newest else Quarter.containing(today()).previous


def already(request, code: str):
    """A second post of the same form, or one that is out of date, opens nothing."""
    known = Period.objects.filter(code=code).first()
    if known:
        messages.info(request, f"{known}已经开报，没有重复办理。")
        return redirect("period-list")
    messages.error(request, "只能开报紧接着的一个季度，请核对后再办理。")
    return redirect("period-open")


def units_by_level(units: list) -> list[tuple[str, int]]:
    """(level, how many units of it report)."""
    numbers: dict[str, int] = {}
    for unit in units:
        numbers[unit.get_level_display()] = numbers.get(unit.get_level_display(), 0) + 1
    return list(numbers.items())


def warnings(quarter: Quarter, units: list) -> list[str]:
    """What an administrator should know before opening a quarter; none of it forbids it."""
    found = []
    if not units:
        found.append("没有任何应报单位：请先载入区划并登记农村填报单位。")
    if not Element.objects.in_force(quarter.last_day).exists():
        found.append("指标目录是空的：请先载入指标目录，否则报表没有可填的项。")
    if quarter.last_day > today():
        found.append(
            f"{quarter.label}到{quarter.last_day}才结束，现在开报提取的台账数不是期末数，上报时会再提取一次。"
        )
    before = Period.objects.filter(ordinal=quarter.ordinal - 1).first()
    if before and (left := before.reports.exclude(status__in=FINISHED).count()):
        found.append(f"{before}还有{left}份报表没有审结，结转的期末数以开报时的数为准。")
    if before and not before.publications.exists():
        found.append(f"{before}还没有发布。")
    return found
