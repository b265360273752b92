"""Records that look like one person: the list, and the decision on a pair."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..access_log import record_view
from ..acts import ActRefused
from ..doubles import likely_doubles
from ..gate import gated
from ..merging import merge, plan_merger, tell_apart
from ..models import Person, Role
from ..registry import REGISTERS
from ..registry.menu import grouped

PAIRS_A_PAGE = 50
ASKED = {"required": "页面不完整，请重新打开。", "invalid": "页面不完整，请重新打开。"}


class PairForm(forms.Form):
    """The decision on a pair, why, and the state of both that was seen."""

    same = forms.TypedChoiceField(
        label="处理",
        choices=[("yes", "是同一人，合并"), ("no", "不是同一人，不再提示")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择如何处理。"},
    )
    note = forms.CharField(
        label="依据",
        max_length=200,
        help_text="核对了哪些材料、向谁核实。",
        error_messages={"required": "请写明依据。"},
    )
    kept_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=ASKED)
    other_version = forms.IntegerField(widget=forms.HiddenInput, error_messages=ASKED)


def head() -> dict:
    """What the head of the page needs."""
    return {"register": REGISTERS["people"], "groups": grouped()}


def judges(scope, area) -> bool:
    return scope.everywhere or scope.user.role in (Role.REVIEWER, Role.ADMINISTRATOR)


@require_safe
@never_cache
@gated(allows=judges)
def person_doubles(request):
    """Pairs of the scope that nobody has decided on yet."""
    pairs = Paginator(likely_doubles(request.scope), PAIRS_A_PAGE).get_page(request.GET.get("page"))
    record_view(request.user, "疑似重复人员名单", request.area, len(pairs) * 2)
    return render(request, "people/doubles.html", {"pairs": pairs, **head()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated(allows=judges)
def person_merge(request, pk, other):
    """What merging the other record into this one does (GET), and the decision (POST)."""
    kept, twin = (pair_member(request.scope, key) for key in (pk, other))
    if kept == twin:
        raise Http404("这是同一条记录。")
    posted = request.method == "POST"
    seen = {"kept_version": kept.version, "other_version": twin.version}
    form = PairForm(request.POST if posted else None, initial=seen)
    if posted and form.is_valid() and decided(request, form, kept, twin):
        return redirect("person", kept.pk)
    plan = plan_merger(kept, twin)
    context = {"form": form, "plan": plan, "rows": compared(kept, twin, plan.filled), **head()}
    record_view(request.user, f"重复人员核对（记录{kept.pk}、{twin.pk}）", kept.area, 2)
    return render(request, "people/merge.html", context, status=422 if posted else 200)


def decided(request, form: PairForm, kept: Person, twin: Person) -> bool:
    told = form.cleaned_data
    try:
        if told["same"]:
            versions = (told["kept_version"], told["other_version"])
            merge(kept, twin, told["note"], request.user, versions)
            messages.success(request, f"已合并为一条记录：{kept}。")
        else:
            tell_apart(kept, twin, told["note"], request.user)
            messages.success(request, f"已注明{kept}的两条记录不是同一人，不再提示。")
    except ActRefused as refused:
        for field, sentences in refused.faults.items():
            form.add_error(field if field in form.fields else None, sentences)
        form.data = form.data.copy()
        form.data.update(kept_version=kept.version, other_version=twin.version)
        return False
    return True


def pair_member(scope, key: int) -> Person:
    person = scope.people().select_related("area__parent__parent").filter(pk=key).first()
    if person is None:
        raise Http404("没有此人，或不在您的管辖范围内。")
    if not scope.may_certify(person):
        raise PermissionDenied("您的角色不能合并人员。")
    return person


def compared(kept: Person, twin: Person, filled: dict) -> list[tuple[str, str, str, bool]]:
    """(field, as kept, as in the other, whether the merge takes the other's)."""
    rows = []
    for name in SHOWN:
        column = Person._meta.get_field(name)
        rows.append((column.verbose_name, spoken(kept, name), spoken(twin, name), name in filled))
    return rows


SHOWN = [
    "sex", "birth_month", "nationality", "education", "later_education", "political_status", "joined_on",
    "occupation", "area", "tags",
]  # fmt: skip


def spoken(person: Person, name: str) -> str:
    if name == "tags":
        return "、".join(person.get_tags_display())
    if name == "birth_month":
        return person.birth_month.strftime("%Y-%m") if person.birth_month else ""
    display = getattr(person, f"get_{name}_display", None)
    return str(display() if display else getattr(person, name) or "")
