"""The quarter's summary tables of an area, taken away as a workbook."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.downloads import send
from branches.gate import gated
from branches.models import Level

from ..exports.summary import write_summary
from .question import asked


@require_safe
@never_cache
@gated()
def area_summary(request):
    """The tables of the chosen period and basis; that they were taken away is recorded."""
    area = request.area
    if area.level == Level.VILLAGE:
        raise Http404("村没有下级单位，请打开所在乡镇的汇总表。")
    question, wrong = asked(request)
    if question is None:
        messages.warning(request, wrong)
        return redirect("area-dashboard", area.code)
    if question.period is None:
        return render(request, "dashboard/nothing.html", {"missing": "periods", "area": area})
    file = BytesIO()
    written = write_summary(file, area, question.period, question.basis, question.choices, request.scope)
    name = f"{area}{question.period.label}基层党建工作指标汇总表"
    return send(request, file, name, area, written.rows)
