"""What keepers of the lists do: a measure for many, a result, a confirmation, the new year."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from branches.access_log import record_view
from branches.clock import today
from branches.gate import gated
from branches.models import Area, User
from branches.registry.naming import name_of
from branches.scope import Scope

from .. import carrying, cultivating
from ..cultivating import Outcome
from ..cultivation_forms import MOST_PICKED, BulkMeasureForm, CarryForm, PicksForm, ResultForm
from ..dashboards.cultivation_names import BY_CODE, names
from ..eligibility import AIMS, careers, reached
from ..models import Cultivation, CultivationList, CultivationResult, MeasureKind

FILTER = ("state", "list", "missing")
SHOWN_REFUSALS = 20  # more are counted, not listed


def keeps(scope: Scope, area: Area) -> bool:
    return scope.may_keep(area)


def picked(request) -> list[Cultivation]:
    """The people ticked on the page of names, or everybody whom its filter finds (`all`)."""
    data = request.POST if request.method == "POST" else request.GET
    rows = Cultivation.objects.within(request.area)
    if request.method == "GET" and "all" in data:
        state, on_list, missing = (data.get(name, "") for name in FILTER)
        known = (state or "active") in BY_CODE and (not missing or missing in MeasureKind.values)
        rows = names(request.area, today(), state or "active", on_list, missing) if known else rows.none()
    else:
        form = PicksForm(data)
        rows = rows.filter(pk__in=form.cleaned_data["picks"] if form.is_valid() else [])
    related = ("person__area", "village__parent")
    return list(rows.select_related(*related).order_by("village__path", "on_list", "pk"))


def number_at_fault(rows: list[Cultivation]) -> str:
    """Why so many people cannot be dealt with together; empty for a good number."""
    if not rows:
        return "请先在名单上勾选人员，再办理。"
    return f"一次最多办理{MOST_PICKED}人，请选一份名单或到下级单位办理。" if len(rows) > MOST_PICKED else ""


def chosen(request) -> list[tuple[str, str]]:
    """The filter of the page of names that somebody came from."""
    data = request.POST if request.method == "POST" else request.GET
    return [(name, data[name]) for name in FILTER if data.get(name)]


def back_to_names(request) -> str:
    query = urlencode(chosen(request))
    return reverse("cultivation-names", args=[request.area.code]) + (f"?{query}" if query else "")


def told(request, outcome: Outcome, what: str) -> None:
    """What was done, and the sentence of each who refused."""
    if outcome.done:
        messages.success(request, f"{what}：已办理{len(outcome.done)}人。")
    for row, why in outcome.refused[:SHOWN_REFUSALS]:
        messages.warning(request, f"{name_of(row.person, request.scope)}：{why}")
    if (more := len(outcome.refused) - SHOWN_REFUSALS) > 0:
        messages.warning(request, f"另有{more}人没有办理。")


def people_page(request, act: str, here: str, rows: list[Cultivation], context: dict, form=None):
    """The page of an act, which names the people it is about; the look is recorded."""
    record_view(request.user, f"培养对象（{here}）", request.area, len(rows))
    shown = {
        "area": request.area,
        "here": here,
        "form": form,
        "chosen": chosen(request),
        "back": back_to_names(request),
        "people": [(row, name_of(row.person, request.scope)) for row in rows],
        "picks": ",".join(str(row.pk) for row in rows),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, f"cultivation/{act}.html", shown | context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=keeps)
def cultivation_measure(request):
    """One measure for everybody picked; what was typed survives a refusal."""
    rows = picked(request)
    if wrong := number_at_fault(rows):
        messages.warning(request, wrong)
        return redirect(back_to_names(request))
    form = BulkMeasureForm(request.POST if request.method == "POST" else None, initial={"held_on": today()})
    if form.is_bound and form.is_valid():
        outcome = cultivating.record_measure(rows, request.user, **form.cleaned_data)
        told(request, outcome, MeasureKind(form.cleaned_data["kind"]).label)
        if outcome.done:
            return redirect(back_to_names(request))
    return people_page(request, "measure", "记措施", rows, {}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=keeps)
def cultivation_confirm(request):
    """Those whom the registers say have reached the aim: read them, then confirm them together."""
    rows = picked(request)
    if wrong := number_at_fault(rows):
        messages.warning(request, wrong)
        return redirect(back_to_names(request))
    if request.method == "POST":
        told(request, cultivating.confirm(rows, request.user, today()), "确认转化")
        return redirect(back_to_names(request))
    outcome = cultivating.to_confirm(rows, today())
    return people_page(request, "confirm", "确认转化", outcome.done, {"refused": named(request, outcome)})


def named(request, outcome: Outcome) -> list[tuple[Cultivation, str, str]]:
    return [(row, name_of(row.person, request.scope), why) for row, why in outcome.refused]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=keeps)
def cultivation_result(request, pk):
    """What came of somebody's year: converted, kept, dropped."""
    rows = Cultivation.objects.within(request.area).select_related("person__area", "village__parent")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("没有这条记录，或不在您的管辖范围内。")
    last = min(today(), row.last_day)
    found = reached(careers([row.person_id])[row.person_id], row.on_list, row.listed_on, last)
    form = ResultForm(
        request.POST if request.method == "POST" else None,
        initial={"result_on": last, "result": CultivationResult.PROMOTED if found else ""},
    )
    if form.is_bound and form.is_valid() and concluded(form, row, request.user):
        messages.success(request, f"{name_of(row.person, request.scope)}：已登记培养结果。")
        return redirect("register-record", "cultivations", row.pk)
    context = {"row": row, "found": found, "in_registers": row.on_list in AIMS}
    return people_page(request, "result", "登记结果", [row], context, form)


def concluded(form: ResultForm, row: Cultivation, who: User) -> bool:
    """Record what the form says; a refusal becomes errors of the form."""
    try:
        cultivating.record_result(row, who, **form.cleaned_data)
    except ValidationError as error:
        form.refuse(error.message_dict)
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=keeps)
def cultivation_carry(request):
    """The lists of last year into this year, after a look at who goes on and who does not."""
    year = today().year
    asked = CarryForm(request.POST if request.method == "POST" else None)
    if asked.is_bound and asked.is_valid():
        outcome = carrying.carry(request.area, year, asked.cleaned_data["lists"], request.user)
        told(request, outcome, f"结转到{year}年")
        return redirect("cultivation-pipeline", request.area.code)
    rows = list(carrying.left_behind(request.area, year, CultivationList.values).select_related("person__area"))
    outcome = carrying.sort_out(rows, year)
    counts = {one: [0, 0] for one in CultivationList.values}
    for row in outcome.done:
        counts[row.on_list][0] += 1
    for row, _ in outcome.refused:
        counts[row.on_list][1] += 1
    context = {
        "year": year,
        "waiting": bool(outcome.done),
        "counts": [(one, label, *counts[one]) for one, label in CultivationList.choices],
        "refused": named(request, outcome),
    }
    refused = [row for row, _ in outcome.refused]
    return people_page(request, "carry", "结转名单", refused, context, asked)
