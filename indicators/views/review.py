"""The reviewer's pages: the queue, the desk of a unit, decisions, corrections."""

from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branches.clock import today
from branches.gate import gated
from branches.models import Role

from .. import deadlines, reviewing
from ..admission import StaleReport, WorkflowError
from ..briefs.changes import quoting
from ..entry import CellError, elements_of
from ..forms import CorrectionForm, DecisionForm, ReasonForm, ReturnForm, cell_name
from ..models import Period, Report, Status, Verb

QUOTES_NAMED = 5


def reviews(scope, area) -> bool:
    """Only reviewers; what exactly they may decide is asked report by report."""
    return scope.user.role == Role.REVIEWER


@require_safe
@never_cache
@gated(allows=reviews)
def review_queue(request):
    """How far the units of the own area have come, and where something waits."""
    period = deadlines.chosen(request.GET.get("period", ""), today())
    groups = reviewing.queue(request.area, period) if period else []
    checked = bool(groups) and reviewing.check_waiting(groups, period)
    total = reviewing.Counts()
    for group in groups:
        total.add(group.counts)
    return render(
        request,
        "review/queue.html",
        {
            "area": request.area,
            "period": period,
            "periods": Period.objects.all(),
            "groups": groups,
            "total": total,
            "checked": checked,
            "time_left": deadlines.time_left(period, today()) if period else "",
        },
    )


@require_safe
@never_cache
@gated(allows=reviews)
def review_township(request, period):
    """The reports that are counted in a unit, with everything that helps to decide."""
    period = get_object_or_404(Period, code=period)
    return render(
        request,
        "review/township.html",
        {"area": request.area, "period": period, "desk": reviewing.desk(request.area, period), "Status": Status},
    )


@require_POST
@gated(allows=reviews)
def review_start(request, period):
    """From now on the waiting reports cannot be withdrawn."""
    period = get_object_or_404(Period, code=period)
    try:
        number = reviewing.start(request.area, period, request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        if number:
            messages.success(request, f"已开始审核{number}份报表，乡镇不能再撤回。")
        else:
            messages.info(request, "没有新的待审报表，审核已经开始。")
    return redirect("review-township", request.area.code, period.code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=reviews)
def review_decide(request, period):
    """First what will happen to the picked reports (GET), then it happens (POST)."""
    period = get_object_or_404(Period, code=period)
    asked = DecisionForm(request.POST if request.method == "POST" else request.GET)
    if not asked.is_valid():
        for errors in asked.errors.values():
            messages.error(request, errors[0])
        return redirect("review-township", request.area.code, period.code)
    verb, picks = asked.cleaned_data["verb"], asked.cleaned_data["pick"]
    elements = [e for e in elements_of(period) if e.asked_in(period.quarter)]
    form = reason_form(verb, request.POST if request.method == "POST" else None, elements)
    if request.method == "POST" and (form is None or form.is_valid()):
        typed = form.cleaned_data if form else {}
        try:
            decision = reviewing.decide(
                verb,
                picks,
                request.area,
                period,
                request.user,
                typed.get("why", ""),
                typed.get("cells", ()),
            )
        except WorkflowError as error:
            messages.error(request, str(error))
        else:
            tell(request, decision)
        return redirect("review-township", request.area.code, period.code)
    decision = reviewing.sort_out(verb, picks, request.area, period, request.user)
    marked = request.POST.getlist("cells") if request.method == "POST" else reviewing.cells_found(decision)
    context = {
        "area": request.area,
        "period": period,
        "decision": decision,
        "label": Verb(verb).label,
        "form": form,
        "programmes": by_programme(elements, decision, marked),
        "marked": marked,
        "picks": [f"{number}-{version}" for number, version in picks.items()],
    }
    return render(request, "review/decide.html", context, status=422 if request.method == "POST" else 200)


def reason_form(verb: str, data, elements: list):
    """The form that a verb asks for: none to approve, cells only to return."""
    if verb == Verb.APPROVE:
        return None
    return ReturnForm(data, elements=elements) if verb == Verb.RETURN else ReasonForm(data)


def by_programme(elements: list, decision, marked) -> list[tuple]:
    """(programme, its cells, whether to open it) of the forms that the picked reports have."""
    levels = {report.area.level for report in decision.go}
    shown = [e for e in elements if e.level in levels]
    groups = [(programme, list(group)) for programme, group in groupby(shown, key=lambda e: e.programme)]
    return [(p, group, any(e.code in marked for e in group) or len(groups) == 1) for p, group in groups]


def tell(request, decision) -> None:
    """What was done, and one line for each report that refused."""
    if decision.go:
        messages.success(request, f"{Verb(decision.verb).label}：{len(decision.go)}份报表已办理。")
    for unit, why in decision.refused:
        messages.warning(request, f"{unit}：{why}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=reviews)
def report_correct(request, period):
    """Change cells of an approved report, with a reason; what was typed survives every refusal."""
    report = Report.objects.filter(area=request.area, period__code=period).select_related("area", "period").first()
    if report is None:
        raise Http404("本期没有这个单位的报表。")
    if not request.scope.may_review(report.area):
        raise PermissionDenied("本级报表由上级更正。")
    back = reverse("area-dashboard", args=[report.area.code]) + "?" + urlencode({"period": period})
    if report.status != Status.APPROVED:
        messages.error(
            request, f"{report.area}的报表为“{report.get_status_display()}”，只有已审核的报表可以更正。"
        )
        return redirect(back)
    form = CorrectionForm(request.POST if request.method == "POST" else None, report, correctable(report))
    if request.method == "POST" and form.is_valid() and corrected(form, report, request.user):
        messages.success(request, f"{report.area}{report.period}已更正{len(form.changes)}项，汇总数已随之更新。")
        tell_who_quotes(request, report, form.changes)
        return redirect(back)
    context = {"report": report, "form": form, "back": back}
    return render(request, "review/correct.html", context, status=422 if form.is_bound else 200)


def tell_who_quotes(request, report: Report, codes) -> None:
    """Name the kept documents in scope whose figures add up what was corrected."""
    briefs = [one for one in quoting(report.area, report.period, codes) if request.scope.may_see(one.area)]
    if briefs:
        names = "、".join(f"{one.number_text}《{one.title}》" for one in briefs[:QUOTES_NAMED])
        more = f"等{len(briefs)}份" if len(briefs) > QUOTES_NAMED else ""
        messages.warning(request, f"引用这些数的材料：{names}{more}。请在“材料”里看哪些数变了。")


def correctable(report: Report) -> list:
    """The cells of a report that somebody typed this quarter."""
    quarter = report.period.quarter
    return [
        e
        for e in elements_of(report.period)
        if e.level == report.area.level and not e.source and e.asked_in(quarter)
    ]


def corrected(form: CorrectionForm, report: Report, who) -> bool:
    """Store a valid form; a refusal becomes an error of the form."""
    try:
        reviewing.correct(report, form.changes, who, form.cleaned_data["why"], form.cleaned_data["version"])
    except CellError as error:
        for code, message in error.messages.items():
            name = cell_name(code)
            form.add_error(name if name in form.fields else None, message)
    except StaleReport as error:
        form.add_error(None, str(error))
        form.take_version(report.version)
    except WorkflowError as error:
        form.add_error(None, str(error))
    return not form.errors
