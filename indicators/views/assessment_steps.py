"""三级联创: the scoring sheet of one subject, and steps taken for many at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from branches.gate import gated
from branches.models import Role

from .. import assessing
from ..admission import WorkflowError
from ..assessment_forms import SheetForm, StepForm
from ..models import Assessment, AssessmentVerb
from .assessments import asked, page_context

MOST_AT_ONCE = 450  # a page carries them all, and a form has at most 1,000 fields


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated()
def assessment_sheet(request, pk):
    """Three columns side by side; who may take the next step does it here."""
    page = page_of(request, pk)
    form = SheetForm(request.POST if request.method == "POST" else None, page)
    if request.method == "POST":
        if not page.acts:
            raise PermissionDenied("您现在不能办理这一步。")
        if form.is_valid() and done(form, request.user):
            label = AssessmentVerb(form.cleaned_data["verb"]).label
            messages.success(request, f"{page.assessment.subject}：{label}已办理。")
            return redirect("assessment-sheet", pk)
        page = page_of(request, pk)
    request.area = page.assessment.area
    rubric = page.assessment.rubric
    context = {
        "page": page,
        "assessment": page.assessment,
        "rubric": rubric,
        "levels": rubric.levels.all(),
        "form": form,
        "verbs": [AssessmentVerb(verb) for verb in page.acts],
        "asks_why": not {*assessing.NEEDS_REASON, AssessmentVerb.DECIDE}.isdisjoint(page.acts),
        "back": back_to_list(page.assessment),
    }
    return render(request, "assessment/sheet.html", context, status=422 if form.is_bound else 200)


def page_of(request, pk: int) -> assessing.SheetPage:
    """The page of an assessment inside the scope."""
    rows = request.scope.rows(Assessment.objects.filter(pk=pk), "area__path")
    sheets = assessing.read_sheets(rows)
    if not sheets:
        raise Http404("没有这个评定，或不在您的管辖范围内。")
    return assessing.sheet_page(sheets[0], request.scope)


def done(form: SheetForm, who) -> bool:
    """Take the step of a valid form; a refusal becomes an error of the form."""
    typed, assessment = form.cleaned_data, form.page.assessment
    try:
        assessing.act(
            assessment,
            typed["verb"],
            who,
            typed["version"],
            given=form.given if typed["verb"] not in assessing.NEEDS_REASON else None,
            why=typed["why"],
            level=typed.get("level"),
        )
    except assessing.ScoreError as error:
        form.refuse(error.messages)
    except assessing.StaleAssessment as error:
        form.add_error(None, str(error))
        form.take_version(Assessment.objects.values_list("version", flat=True).get(pk=assessment.pk))
    except assessing.ReasonNeeded as error:
        form.add_error("why", str(error))
    except WorkflowError as error:
        form.add_error(None, str(error))
    return not form.errors


def back_to_list(assessment: Assessment) -> str:
    """The list that the subject stands in."""
    place = assessment.area if assessment.branch_id else assessment.area.parent or assessment.area
    kind = assessment.rubric.kind
    return f"{reverse('assessment-list')}?area={place.code}&kind={kind}&year={assessment.year}"


def takes_steps(scope, area) -> bool:
    return scope.user.role in (Role.CLERK, Role.REVIEWER)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=takes_steps)
def assessment_step(request):
    """First which of the picked assessments will move on and which not (GET), then it happens (POST)."""
    question = asked(request, request.area)
    address = f"{reverse('assessment-list')}?{question.query()}"
    form = StepForm(picked(request, question))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect(address)
    verb, picks = form.cleaned_data["verb"], form.cleaned_data["pick"]
    inside = assessing.waiting_for(verb, question.area, question.kind, question.year)
    if request.method == "POST":
        decision = assessing.act_on_many(verb, kept(picks, request.scope), request.user)
        if decision.go:
            messages.success(request, f"{AssessmentVerb(verb).label}：{len(decision.go)}个已办理。")
        for subject, why in decision.refused:
            messages.warning(request, f"{subject}：{why}")
        return redirect(address)
    decision = assessing.sort_out(verb, kept(picks, request.scope), request.user)
    context = page_context(request, question) | {
        "verb": AssessmentVerb(verb),
        "decision": decision,
        "levels": assessing.levels_of(decision),
        "left": max(0, inside.count() - len(picks)),
        "back": address,
    }
    return render(request, "assessment/step.html", context)


def picked(request, question):
    """What was picked; `all=1` stands for everything that waits for the verb, as many as go at once."""
    if request.method == "POST":
        return request.POST
    data = request.GET.copy()
    verb = data.get("verb", "")
    if data.get("all") and verb in assessing.FORWARD:
        rows = assessing.waiting_for(verb, question.area, question.kind, question.year)[:MOST_AT_ONCE]
        data.setlist("pick", [f"{row.pk}-{row.version}" for row in rows])
    return data


def kept(picks: dict[int, int], scope) -> dict[int, int]:
    """The picks inside the scope: nobody learns even the name of another."""
    known = scope.rows(Assessment.objects.filter(pk__in=picks), "area__path").values_list("pk", flat=True)
    return {pk: picks[pk] for pk in known}
