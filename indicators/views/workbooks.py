"""The form as a spreadsheet: download, upload, look at what it would change, confirm."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from branches.downloads import send
from branches.gate import gated
from branches.models import Area
from branches.sheets import reading

from .. import uploads
from ..admission import WorkflowError
from ..exports import workbook
from ..exports.form import form_of
from ..models import Period, Upload

RECENT = 5
ENTRY_ROLES = gated(allows=lambda scope, area: scope.may_enter(area))


@require_safe
@never_cache
@gated(allows=lambda scope, area: scope.may_enter(area) or scope.may_review(area))
def entry_workbook(request, period):
    """The form of a township or of a whole county with what it holds now."""
    blank = form_of(request.area, get_object_or_404(Period, code=period))
    if not blank.sheets:
        raise Http404(f"{request.area}在{blank.period}没有要填的报表。")
    name = f"{request.area}{blank.period}报表"
    return send(request, workbook.write(blank), name, request.area, len(blank.sheets))


@never_cache
@ENTRY_ROLES
def entry_upload(request, period):
    """The page to upload on; a file that is taken leads to its preview."""
    period = get_object_or_404(Period, code=period)
    wrong = ""
    if request.method == "POST":
        try:
            upload = received(request, period)
        except reading.Unreadable as error:
            wrong = str(error)
        else:
            return redirect("entry-upload-preview", request.area.code, period.code, upload.pk)
    recent = Upload.objects.filter(area=request.area, period=period).select_related("who")[:RECENT]
    context = page(request, period) | {
        "wrong": wrong,
        "recent": recent,
        "megabytes": reading.LARGEST_FILE // reading.MEGABYTE,
    }
    return render(request, "entry/upload.html", context, status=422 if wrong else 200)


def received(request, period: Period) -> Upload:
    """The upload of a posted file. Raises Unreadable, for a missing or an oversized one too."""
    file = request.FILES.get("file")
    if file is None:
        raise reading.Unreadable("请先选择填好的报表文件。")
    if file.size > reading.LARGEST_FILE:
        raise reading.Unreadable("文件超过10MB，请只上传填好的报表。")
    return uploads.receive(file.name, file.read(), request.area, period, request.user)


@require_safe
@never_cache
@ENTRY_ROLES
def entry_upload_preview(request, period, upload):
    """Everything that an uploaded file would change, and everything that is wrong with it."""
    upload = own_upload(request, period, upload)
    changes = uploads.listed(upload, upload.changes)
    conflicts = uploads.listed(upload, upload.conflicts)
    context = page(request, upload.period) | {
        "upload": upload,
        "changes": changes,
        "conflicts": conflicts,
        "units": len({change.report.pk for change in changes}),
        "findings": [] if upload.applied_at else uploads.expected_findings(changes),
        "open": not upload.errors and not upload.applied_at and not upload.is_expired,
        "applicable": bool(changes or conflicts),
    }
    return render(request, "entry/upload_preview.html", context)


@require_POST
@ENTRY_ROLES
def entry_upload_apply(request, period, upload):
    """Confirm: all changes of an upload are stored, or none with the reason."""
    upload = own_upload(request, period, upload)
    try:
        count = uploads.apply(upload, request.user, request.POST.get("conflicts", ""))
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已从“{upload.file_name}”导入{count}格数据，可在填报页继续核对、上报。")
    return redirect("entry-upload-preview", request.area.code, period, upload.pk)


def own_upload(request, period: str, pk: int) -> Upload:
    rows = Upload.objects.select_related("period", "area", "who")
    return get_object_or_404(rows, pk=pk, area=request.area, period__code=period, who=request.user)


def page(request, period: Period) -> dict:
    """What every page here needs: the place, the period, the way back."""
    above = list(Area.objects.above(request.area)) if request.area.ancestor_paths else []
    return {
        "area": request.area,
        "period": period,
        "crumbs": [(ancestor, request.scope.may_see(ancestor)) for ancestor in above],
    }
