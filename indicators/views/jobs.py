"""Files that take long: order, watch, cancel, take away. A job is seen by nobody but its owner."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branches.downloads import send
from branches.filters import chosen_area
from branches.gate import gated

from .. import jobs
from ..dashboards import Basis
from ..models import Job, JobState, Period

RECENT = 20


def owned(request, pk) -> Job:
    """The reader's own job, whose area is still in the reader's scope."""
    job = Job.objects.select_related("area", "period").filter(pk=pk, who=request.user).first()
    if job is None or job.kind not in jobs.KINDS or not request.scope.may_see(job.area):
        raise Http404("没有这个文件，或已清理。")
    return job


@require_safe
@never_cache
@gated()
def job_list(request):
    """The reader's own files of the last days."""
    rows = Job.objects.filter(who=request.user, kind__in=jobs.KINDS).select_related("area", "period")[:RECENT]
    listed = [(job, jobs.KINDS[job.kind].title, Basis(job.basis).label) for job in rows]
    return render(request, "jobs/list.html", {"jobs": listed})


@require_POST
@gated()
def job_start(request):
    """Begin an order; a second click leads to the one that runs."""
    kind = request.POST.get("kind", "")
    basis = request.POST.get("basis") or Basis.APPROVED.value
    if kind not in jobs.KINDS or basis not in Basis.values:
        raise Http404("没有这种文件。")
    period = get_object_or_404(Period, code=request.POST.get("period", ""))
    area = chosen_area(request.scope, request.POST.get("area", "")) or request.scope.area
    if area is None:
        raise Http404("没有指定单位。")
    try:
        job, new = jobs.start(kind, area, period, basis, request.user)
    except ValueError as error:
        messages.warning(request, str(error))
        return redirect("area-dashboard", area.code)
    if not new:
        messages.info(request, "这个文件正在生成，没有重复开始。")
    return redirect("job-page", job.pk)


@require_safe
@never_cache
@gated()
def job_page(request, pk):
    """How far it is; the script asks for one part after another, without it a button does."""
    job = owned(request, pk)
    return render(request, "jobs/page.html", shown(job))


def shown(job: Job) -> dict:
    return {
        "job": job,
        "title": jobs.KINDS[job.kind].title,
        "basis": Basis(job.basis).label,
        "progress": jobs.progress_of(job),
        "running": job.state == JobState.RUNNING,
        "done": job.state == JobState.DONE,
        "parts": job.parts.defer("data"),
    }


@require_POST
@gated()
def job_step(request, pk):
    """Make the next part; a script gets the new standing, a form goes back to the page."""
    job = jobs.step(owned(request, pk))
    if request.headers.get("Accept") != "application/json":
        return redirect("job-page", job.pk)
    progress = jobs.progress_of(job)
    return JsonResponse(
        {"state": job.state, "percent": progress.percent, "done": progress.done, "next": progress.next}
    )


@require_POST
@gated()
def job_cancel(request, pk):
    """Stop it; what was made is let go."""
    job = jobs.cancel(owned(request, pk))
    if job.state == JobState.CANCELLED:
        messages.info(request, "已取消，未留下文件。")
    return redirect("job-page", job.pk)


@require_safe
@never_cache
@gated()
def job_download(request, pk):
    """All parts in one ZIP; that it was taken away is recorded."""
    job = owned(request, pk)
    if job.state != JobState.DONE:
        raise Http404("文件还没有生成完。")
    name = f"{job.area}{job.period}{jobs.KINDS[job.kind].title}"
    rows = sum(job.parts.values_list("rows", flat=True))
    return send(request, jobs.archive(job), name, job.area, rows, kind="zip")
