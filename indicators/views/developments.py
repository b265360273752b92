"""发展党员: the stages as a page, and the next step of one person as a dated act."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.access_log import record_view
from branches.clock import today
from branches.gate import gated
from branches.models import Area
from branches.registry import REGISTERS
from branches.registry.naming import name_of

from .. import development_stages
from ..developing import TIMED, StepRefused, ceilings, earliest, take_step
from ..models import MemberDevelopment, Stage

NAMES_A_PAGE = 30
KEY = "member-developments"


@require_safe
@never_cache
@gated()
def development_pipeline(request):
    """Counts at each stage, the plan, the units below, and by name who may take the next step."""
    day = today()
    page = development_stages.pipeline(request.area, day)
    sheet = Paginator(development_stages.due_rows(request.area, day), NAMES_A_PAGE).get_page(
        request.GET.get("page")
    )
    register = REGISTERS[KEY]
    if sheet.object_list:
        record_view(request.user, f"发展党员待办名单第{sheet.number}页", request.area, len(sheet.object_list))
    context = {
        "area": request.area,
        "crumbs": [(one, request.scope.may_see(one)) for one in Area.objects.above(request.area)],
        "page": page,
        "sheet": sheet,
        "people": [(one, name_of(one.person, request.scope)) for one in sheet.object_list],
        "may_keep": register.may_keep(request.scope, None),
        "register": reverse("register-list", args=[KEY]) + f"?area={request.area.code}",
    }
    return render(request, "developments/pipeline.html", context)


class StepForm(forms.Form):
    """The day and the paper of a step; beyond the plan it must be meant."""

    day = forms.DateField(
        label="办理日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写办理日期。", "invalid": "日期应写成 2012-03-31 的样子。"},
    )
    evidence = forms.CharField(
        label="依据",
        max_length=200,
        help_text="支部大会决议的日期、上级审批文号等，不写证件号码。",
        error_messages={"required": "请填写依据，如支部大会决议的日期或上级审批文号。"},
    )
    beyond_plan = forms.BooleanField(label="超出全年计划，确认仍要接收", required=False)

    def __init__(self, *args, exceeded=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.exceeded = exceeded
        if not exceeded:
            del self.fields["beyond_plan"]

    def clean_beyond_plan(self):
        if self.exceeded and not self.cleaned_data["beyond_plan"]:
            raise forms.ValidationError("接收后将超出全年计划，确需接收的请勾选确认。")
        return self.cleaned_data["beyond_plan"]


@never_cache
@gated()
def development_step(request, pk):
    """Take the next stage of one person; what refuses it stands above the form."""
    rows = request.scope.rows(MemberDevelopment.objects.all(), "person__area__path")
    development = rows.select_related("person__area__parent__parent", "branch").filter(pk=pk).first()
    if development is None:
        raise Http404("没有这条记录，或不在您的管辖范围内。")
    area, stage = development.person.area, development.next_stage
    if not REGISTERS[KEY].may_keep(request.scope, area):
        raise PermissionDenied("您的角色不能办理发展党员。")
    if stage is None:
        messages.info(request, "此人已经转正，或记录已经终止，没有下一步。")
        return redirect("register-record", KEY, pk)
    plans = ceilings(area, today()) if stage is Stage.ADMITTED else []
    form = StepForm(
        request.POST or None, initial={"day": today()}, exceeded=[one for one in plans if one.left < 1]
    )
    if request.method == "POST" and form.is_valid():
        try:
            take_step(pk, stage, form.cleaned_data["day"], request.user, form.cleaned_data["evidence"])
        except StepRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{development.person}已登记为{stage.label}。")
            return redirect("development-pipeline", area.code)
    context = {
        "area": area,
        "development": development,
        "stage": stage,
        "steps": [(one, getattr(development, one.date_field)) for one in Stage],
        "earliest": earliest(development, stage) if stage in TIMED else None,
        "plans": plans,
        "form": form,
    }
    return render(request, "developments/step.html", context, status=422 if form.errors else 200)
