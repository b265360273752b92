"""Documents in the making: what to write, a preview in the browser, the file of the draft, keeping it."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branches.downloads import send
from branches.gate import gated
from branches.models import Level

from ..admission import WorkflowError
from ..brief_forms import BriefForm
from ..briefs import keeping
from ..briefs.composing import Composed, compose
from ..briefs.docx import write_docx
from ..briefs.paper import Shown
from ..models import Publication
from .question import asked, asking, page_context, place_of

UNPROCESSABLE = 422


def form_of(request, question) -> BriefForm:
    """What the address asks for. A village has no documents of its own; with no kind named nothing is judged."""
    area = request.area
    if area.level == Level.VILLAGE:
        raise Http404("村级不单独成文，请选乡镇以上的单位。")
    publications = Publication.objects.filter(
        period=question.period.pk, area__path__in=[*area.ancestor_paths, area.path]
    ).order_by("-number")
    data = request.GET if request.GET.get("kind") else None
    return BriefForm(data, area, question.period, question.basis, list(publications))


def query_of(request, question) -> str:
    """The choices as an address."""
    kept = {"area": request.area.code, "period": question.period.code, "basis": question.basis.value}
    typed = {name: request.GET[name] for name in BriefForm.base_fields if request.GET.get(name)}
    return "?" + urlencode(kept | typed)


@require_safe
@never_cache
@gated()
@asking
def brief_new(request, question):
    """What to write, about whom, when, from which figures, and how it is signed."""
    return choosing(request, question, form_of(request, question))


def choosing(request, question, form: BriefForm, status: int = 200):
    context = page_context(request, question) | {"form": form, "choices_query": query_of(request, question)}
    return render(request, "briefs/new.html", context, status=status)


@require_safe
@never_cache
@gated()
@asking
def brief_preview(request, question):
    """The document as it would be kept now, and beside it what could not be written."""
    form = form_of(request, question)
    if not form.is_valid():
        return choosing(request, question, form, UNPROCESSABLE if form.is_bound else 200)
    composed = composed_now(request, form)
    choice, sources = form.choice, [each for made in composed.sources.values() for each in made]
    shown = Shown(composed.facts, sources, choice.area.code, choice.period.code, choice.basis)
    context = page_context(request, question) | {
        "choice": choice,
        "paper": shown.paper(composed.document),
        "left_out": composed.left_out,
        "choices_query": query_of(request, question),
        "token": uuid4().hex,
        "digest": keeping.digest(composed.document),
    }
    return render(request, "briefs/preview.html", context)


def composed_now(request, form: BriefForm) -> Composed:
    return compose(form.choice, str(request.user), timezone.localtime().replace(microsecond=0))


@require_safe
@never_cache
@gated()
@asking
def brief_draft_download(request, question):
    """The Word file of what the preview shows, without a number."""
    form = form_of(request, question)
    if not form.is_valid():
        return choosing(request, question, form, UNPROCESSABLE if form.is_bound else 200)
    composed = composed_now(request, form)
    title = form.choice.title
    file, number = write_docx(composed.document), len(composed.facts)
    return send(request, file, title, request.area, number, kind="docx", what=f"草稿：{title}")


@require_POST
@gated()
def brief_keep(request):
    """Keep what the preview showed. Pressed twice, it is kept once."""
    request.area = place_of(request)
    question, wrong = asked(request) if request.area else (None, "请先选择单位。")
    if question is None or question.period is None:
        messages.error(request, wrong or "还没有报告期，不能成文。")
        return redirect("brief-new")
    form = form_of(request, question)
    preview = reverse("brief-preview") + query_of(request, question)
    token, digest = request.POST.get("token", "")[:40], request.POST.get("digest", "")
    if not form.is_valid() or not token:
        messages.error(request, "页面不完整，没有留存。请核对预览后再留存。")
        return redirect(preview)
    try:
        brief = keeping.keep(form.choice, request.user, token, digest)
    except (WorkflowError, IntegrityError) as error:
        told = str(error) if isinstance(error, WorkflowError) else "这份材料已经提交过，没有重复留存。"
        messages.error(request, told)
        return redirect(preview)
    messages.success(request, f"已留存为{brief.number_text}。")
    return redirect("brief-page", brief.pk)
