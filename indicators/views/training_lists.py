"""The list of a batch: enrolling names that were pasted or uploaded, and the hours of everybody."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from branches.access_log import record_view
from branches.gate import gated
from branches.models import PoliticalStatus, Sex
from branches.registry import REGISTERS
from branches.sheets import reading

from ..models import BatchState, Grade, TrainingBatch
from ..training import attendance
from ..training.enrolling import Enroller, EnrollingError, apply
from ..training.name_list import MOST_LINES, UnusableList, text_of
from .training import common

KEEPERS = gated(allows=lambda scope, area: REGISTERS["training-batches"].may_keep(scope, area))


def own_batch(request, pk: int) -> TrainingBatch:
    """A batch that the area itself organised. Raises Http404."""
    batch = TrainingBatch.objects.filter(area=request.area, pk=pk).select_related("area", "base").first()
    if batch is None:
        raise Http404("本单位没有主办这个班次。")
    return batch


@never_cache
@KEEPERS
def training_enrol(request, batch):
    """Three steps on one address: the list, what its lines mean, everybody on the list at once."""
    batch = own_batch(request, batch)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if not step or step == "edit":
        return list_page(request, batch, request.POST.get("text", ""))
    try:
        if step == "apply":
            return applied(request, batch)
        if batch.state == BatchState.CANCELLED:
            raise EnrollingError("班次已取消，不能再报名。")
        text = posted_text(request)
        review = Enroller(batch, request.scope).review(text, request.POST, accept_likely=step == "suggest")
    except (UnusableList, EnrollingError, reading.Unreadable) as error:
        return list_page(request, batch, request.POST.get("text", ""), wrong=str(error), status=422)
    return preview_page(request, batch, review)


def posted_text(request) -> str:
    """The pasted text, or the uploaded sheet as text. Raises Unreadable."""
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("text", "")
    if file.size > reading.LARGEST_FILE:
        raise reading.Unreadable("文件超过10MB，请只上传名单。")
    return text_of(reading.read(file.read()))


def list_page(request, batch: TrainingBatch, text: str, wrong: str = "", status: int = 200):
    context = common(request, "报名", batch.starts_on.year) | {
        "batch": batch,
        "text": text,
        "wrong": wrong,
        "most": MOST_LINES,
        "listed": batch.enrolments.count(),
        "cancelled": batch.state == BatchState.CANCELLED,
    }
    return render(request, "training/enrol.html", context, status=status)


def preview_page(request, batch: TrainingBatch, review, wrong: str = "", status: int = 200):
    names = sum(len(row.candidates) for row in review.rows)
    record_view(request.user, f"培训报名核对：{batch.name}", request.area, names)
    context = common(request, "核对名单", batch.starts_on.year) | {
        "batch": batch,
        "review": review,
        "wrong": wrong,
        "listed": batch.enrolments.count(),
        "sexes": Sex.choices,
        "statuses": PoliticalStatus.choices,
    }
    return render(request, "training/enrol_preview.html", context, status=status)


def applied(request, batch: TrainingBatch):
    review, count = apply(batch, request.scope, request.user, request.POST.get("text", ""), request.POST)
    if review.open:
        wrong = f"没有报名：还有{review.open}行没有选定或填错，请看标出的各行；已选的都还在。"
        return preview_page(request, batch, review, wrong, status=422)
    if not count:
        messages.info(request, "名单上的人都已在本班，或都选了跳过，没有新增学员。")
    else:
        messages.success(request, f"已报名{count}人。班次结束后请登记学时。")
    return redirect("training-batch", request.area.code, batch.pk)


@never_cache
@KEEPERS
def training_attendance(request, batch):
    """Everybody's hours in one grid; completion follows from them."""
    batch = own_batch(request, batch)
    entries, status, refusal = attendance.entries_of(batch), 200, attendance.refusal(batch)
    if request.method == "POST" and refusal:
        status = 422
    elif request.method == "POST":
        fill = "fill" in request.POST
        entries, count = attendance.save(batch, request.user, request.POST, fill=fill)
        if count >= 0:
            messages.success(request, f"已保存，{count}人的学时有改动。" if count else "没有改动。")
            return redirect("training-attendance", request.area.code, batch.pk)
        status = 422
    record_view(request.user, f"培训学时：{batch.name}", request.area, len(entries))
    context = common(request, "登记学时", batch.starts_on.year) | {
        "batch": batch,
        "entries": entries,
        "refusal": refusal,
        "faulty": sum(bool(entry.errors) for entry in entries),
        "tally": attendance.tally(entries, batch),
        "grades": Grade.choices,
    }
    return render(request, "training/attendance.html", context, status=status)
