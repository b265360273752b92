"""A register as spreadsheets: taken away, brought in with a preview, applied once."""

import tempfile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..clock import today
from ..downloads import send
from ..gate import gated
from ..marks import demo_marks
from ..models import RegisterUpload
from ..registry import Register, uploading
from ..registry.columns import Viewer
from ..registry.filters import RegisterFilter
from ..registry.finders import Finders
from ..registry.forms import form_class
from ..registry.layout import further, layout
from ..registry.menu import grouped
from ..registry.plans import CHANGED, DOUBTFUL, FAULTY, NEW, SAME, SKIPPED
from ..registry.sheet_out import MOST_ROWS, Book, export, template
from ..registry.tables import RegisterTable
from ..sheets import reading, tables
from .registers import register_at

RECENT = 5
SHOWN = 300  # rows of a kind in a preview
REFUSED = "您的角色不能导入这个台账。"


@require_safe
@never_cache
@gated()
def register_export(request, key):
    """The rows of the list as filtered and sorted, as a workbook; it is recorded who took it."""
    register = register_at(key)
    asked = RegisterFilter(request.GET, register, request.scope)
    viewer = Viewer(request.scope, asked.day)
    table = RegisterTable(register, asked.qs, viewer, None)
    table.order_by = request.GET.getlist("sort")
    rows = table.data.data[:MOST_ROWS]
    day = f"{asked.day.year}年{asked.day.month}月{asked.day.day}日"
    book = book_of(register, request.scope, asked.place, f"截至{day}")
    file = tempfile.TemporaryFile()  # noqa: SIM115
    count = export(file, book, rows.iterator(chunk_size=2000), viewer, asked.qs.count())
    name = f"{asked.place or '全部区划'}{register.title}{asked.day:%Y%m%d}"
    return send(request, file, name, asked.place, count, what=f"{register.title}导出")


def book_of(register: Register, scope, where, words: str) -> Book:
    finders = Finders(register, scope)
    columns = layout(register, form_class(register, scope, finders), finders)
    lines = [*demo_marks(where), f"{where or '全部区划'}　{words}"]
    return Book(register.title, lines, columns, further(register, columns))


@require_safe
@never_cache
@gated()
def register_import_template(request, key):
    """An empty table with the headings, hints and drop-downs of the register."""
    register = importable(request, key)
    finders = Finders(register, request.scope)
    columns = layout(register, form_class(register, request.scope, finders), finders)
    lines = ["带 * 的必填；停在列名上看说明。可增删列的顺序，列名请勿改动。"]
    file = tempfile.TemporaryFile()  # noqa: SIM115
    template(file, Book(f"{register.title}导入模板", lines, columns))
    name = f"{register.title}导入模板"
    return send(request, file, name, request.scope.area, 0)


def importable(request, key: str) -> Register:
    register = register_at(key)
    if not register.may_keep(request.scope, None):
        raise PermissionDenied(REFUSED)
    return register


@never_cache
@gated()
def register_import(request, key):
    """The page to upload a file or paste a block on; what is taken leads to its preview."""
    register = importable(request, key)
    wrong, text = "", request.POST.get("text", "")
    if request.method == "POST":
        try:
            upload = received(request, register, text)
        except reading.Unreadable as error:
            wrong = str(error)
        else:
            return redirect("register-import-preview", register.key, upload.pk)
    recent = RegisterUpload.objects.filter(who=request.user, register=key).defer("lines")[:RECENT]
    context = {
        "register": register,
        "groups": grouped(),
        "wrong": wrong,
        "text": text,
        "recent": [(upload, uploading.counts(upload)) for upload in recent],
        "most_rows": uploading.MOST_ROWS,
        "megabytes": reading.LARGEST_FILE // reading.MEGABYTE,
    }
    return render(request, "registers/import.html", context, status=422 if wrong else 200)


def received(request, register: Register, text: str) -> RegisterUpload:
    """The upload of a posted file or pasted block. Raises Unreadable."""
    file = request.FILES.get("file")
    if file is None:
        if not text.strip():
            raise reading.Unreadable("请选择填好的文件，或粘贴表格内容。")
        sheets = tables.pasted(text)
        return uploading.receive(register, request.user, sheets, uploading.PASTED, text.encode())
    if file.size > reading.LARGEST_FILE:
        raise reading.Unreadable("文件超过10MB，请分几次导入。")
    data = file.read()
    return uploading.receive(register, request.user, reading.read(data), file.name, data)


@never_cache
@gated()
def register_import_preview(request, key, upload):
    """What every row would do; posted are the choices for doubtful rows."""
    register = importable(request, key)
    upload = own_upload(request, register, upload)
    is_open = not upload.refusal(request.user)
    if request.method == "POST":
        if is_open:
            picks = {name[5:]: value for name, value in request.POST.items() if name.startswith("pick-") and value}
            uploading.look_again(upload, register, picks)
        return redirect("register-import-preview", register.key, upload.pk)
    found = uploading.counts(upload)
    rows = {kind: [row for row in upload.plan if row["kind"] == kind] for kind in (FAULTY, DOUBTFUL, CHANGED, NEW)}
    context = {
        "register": register,
        "groups": grouped(),
        "upload": upload,
        "faulty": rows[FAULTY][:SHOWN],
        "doubtful": rows[DOUBTFUL][:SHOWN],
        "changed": rows[CHANGED][:SHOWN],
        "new": rows[NEW][:SHOWN],
        "counts": {name: found.get(name, 0) for name in (FAULTY, DOUBTFUL, CHANGED, NEW, SAME, SKIPPED)},
        "is_open": is_open,
        "applicable": not uploading.refusal(upload, request.user),
        "day": today(),
    }
    return render(request, "registers/import_preview.html", context)


@require_POST
@gated()
def register_import_apply(request, key, upload):
    """Confirm: every row is stored, or none with the reason."""
    register = importable(request, key)
    upload = own_upload(request, register, upload)
    try:
        added, changed = uploading.apply(upload, register, request.user)
    except uploading.ImportRefused as error:
        messages.error(request, str(error))
        return redirect("register-import-preview", register.key, upload.pk)
    messages.success(
        request, f"已从“{upload.file_name}”导入：新增{added}{register.unit}，修改{changed}{register.unit}。"
    )
    return redirect("register-list", register.key)


def own_upload(request, register: Register, pk: int) -> RegisterUpload:
    if pk >= 1 << 63:
        raise Http404("没有这次导入。")
    return get_object_or_404(RegisterUpload, pk=pk, register=register.key, who=request.user)
