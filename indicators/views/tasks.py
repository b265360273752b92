"""One task: everything that happened to it, and the verbs that the reader may use."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branches.clock import today
from branches.gate import gated
from branches.models import Receipt
from branches.registry.saving import new_token

from .. import tasks
from ..models import Task, TaskVerb
from ..tasks.forms import AcceptForm, AdjustForm, DoneForm, ProgressForm, WhyForm
from ..tasks.lists import Focus, Line, Side, Watch, focused, tasks_of
from ..tasks.page import last_return, progress_of, timeline

FORMS = {
    TaskVerb.PROGRESS: ProgressForm,
    TaskVerb.REPORT: DoneForm,
    TaskVerb.ACCEPT: AcceptForm,
    TaskVerb.RETURN: WhyForm,
    TaskVerb.ADJUST: AdjustForm,
    TaskVerb.CANCEL: WhyForm,
}
FORWARD = (TaskVerb.PROGRESS, TaskVerb.ACCEPT)  # their forms stand open
TOLD = {
    TaskVerb.PROGRESS: "进展已登记。",
    TaskVerb.REPORT: "已报办结，等部署单位验收。",
    TaskVerb.ACCEPT: "已验收办结。",
    TaskVerb.RETURN: "已退回整改。",
    TaskVerb.ADJUST: "已调整。",
    TaskVerb.CANCEL: "已取消。",
}


def task_at(request, pk) -> Task:
    rows = focused(tasks_of(request.scope, Side.ALL), Focus.ALL, Watch.on(today()))
    task = rows.filter(pk=pk).select_related("accepted_by", "campaign__area").first()
    if task is None:
        raise Http404("没有这项任务，或不在您的管辖范围内。")
    return task


@require_safe
@never_cache
@gated()
def task_page(request, pk):
    """What was asked, how far it is, everything that happened, and what the reader may do now."""
    return shown(request, task_at(request, pk))


@require_POST
@gated()
def task_act(request, pk, verb):
    """One verb on one task; what was typed survives every refusal."""
    task = task_at(request, pk)
    if verb not in FORMS:
        raise Http404("没有这种办理事项。")
    if not tasks.may(verb, task, request.scope):
        raise PermissionDenied("您的角色或单位不能办理这一项。")
    form = FORMS[verb](request.POST, task=task, prefix=verb)
    if not form.is_valid():
        return shown(request, task, form, verb)
    try:
        acted(task, verb, form.cleaned_data, request)
    except tasks.TaskRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return shown(request, task_at(request, pk), form, verb)
    except IntegrityError:
        messages.info(request, "这条进展已经提交过，没有重复登记。")
    else:
        messages.success(request, TOLD[verb])
    return redirect("task-page", task.pk)


def acted(task: Task, verb: str, data: dict, request) -> None:
    who = request.user
    if verb == TaskVerb.PROGRESS:
        with transaction.atomic():
            token = request.POST.get("token", "")[:40] or new_token()
            Receipt.objects.create(token=token, who=who, register="task-entries", record=str(task.pk))
            tasks.tell_progress(task, who, **data)
    elif verb == TaskVerb.REPORT:
        tasks.report_done(task, who, **data)
    elif verb == TaskVerb.ACCEPT:
        tasks.accept([task], who)
    elif verb == TaskVerb.ADJUST:
        tasks.adjust(task, who, data["why"], due_on=data["due_on"], planned=data.get("planned", task.planned))
    elif verb == TaskVerb.RETURN:
        tasks.send_back([task], who, data["why"])
    else:
        tasks.cancel([task], who, data["why"])


def shown(request, task: Task, form=None, verb: str = ""):
    """The page; the form of a verb that was refused stands in place of its empty one, with what was typed."""
    allowed = tasks.verbs_for(task, request.scope)
    offered = allowed if form is None or verb in allowed else [verb, *allowed]
    wide = verb or next((one for one in offered if one in FORWARD), "")
    acts = [
        (TaskVerb(one), form if one == verb else FORMS[one](task=task, prefix=one), one == wide) for one in offered
    ]
    moments = timeline(task)
    context = {
        "task": task,
        "line": Line(task, Watch.on(today())),
        "progress": progress_of(task, today()),
        "moments": moments,
        "returned": last_return(moments, task),
        "acts": acts,
        "siblings": tasks_of(request.scope, Side.ALL).filter(batch=task.batch).count() - 1,
        "token": request.POST.get("token") or new_token(),
    }
    return render(request, "tasks/task.html", context, status=422 if form is not None else 200)
