"""One person: the page, and the acts that are done on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ..access_log import record_view
from ..act_forms import ActForm, ChangeForm, DepartForm, LeaveForm, TakeForm
from ..certify_forms import CertifyForm, ReviewForm, RevokeForm
from ..clock import today
from ..doubles import doubles_of
from ..filters import chosen_area
from ..gate import gated
from ..models import Cadre, Level, Person, PersonMatch
from ..portrait import portrait
from ..registry import REGISTERS
from ..registry.menu import grouped
from ..scope import Scope

ACTS = {"take": TakeForm, "certify": CertifyForm, "depart": DepartForm}
ROW_ACTS = {"leave": LeaveForm, "change": ChangeForm, "review": ReviewForm, "revoke": RevokeForm}
OF_TENURE = {"leave", "change"}
OF_JUDGES = {"certify", "review", "revoke"}


@require_safe
@never_cache
@gated()
def person(request, pk):
    """Everything the registers know of one person, for both chains of somebody with two villages."""
    found = in_scope(request.scope, pk)
    if found is None:
        return elsewhere(request.scope, pk)
    judges = request.scope.may_certify(found)
    context = {
        "register": REGISTERS["people"],
        "groups": grouped(),
        "portrait": portrait(found, request.scope),
        "day": today(),
        "may_keep": request.scope.may_keep(found.area),
        "may_take": keeps(request.scope),
        "may_certify": judges,
        "doubles": doubles_of(found, request.scope) if judges else [],
    }
    record_view(request.user, f"人员页（记录{found.pk}）", found.area, 1)
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated()
def person_act(request, pk, act):
    """An act that begins something: a post, a certification, a departure."""
    if act not in ACTS:
        raise Http404("没有这种办理事项。")
    found = in_scope(request.scope, pk) or nobody()
    allow(request.scope, act, found)
    village = chosen_area(request.scope, request.GET.get("village", "")) if act == "take" else None
    if village and village.level != Level.VILLAGE:
        raise Http404("没有这个村。")
    more = {"village": village} if act == "take" else {}
    back = reverse("village-cadres", args=[village.code]) if village else found_page(found)
    return acted(request, ACTS[act], back, person=found, scope=request.scope, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated()
def person_row_act(request, pk, act, row):
    """An act on one tenure or one certification of the person."""
    if act not in ROW_ACTS:
        raise Http404("没有这种办理事项。")
    found = in_scope(request.scope, pk) or nobody()
    titles = found.certifications.select_related("standard")
    rows = found.tenures.select_related("village__parent") if act in OF_TENURE else titles
    record = get_object_or_404(rows, pk=row)
    allow(request.scope, act, found, record)
    from_village = act in OF_TENURE and request.GET.get("village") == record.village.code
    back = reverse("village-cadres", args=[record.village.code]) if from_village else found_page(found)
    return acted(request, ROW_ACTS[act], back, person=found, scope=request.scope, row=record)


def acted(request, form_class: type[ActForm], back: str, **about):
    """The form of an act, or the act done; a second post of the same finds it done already."""
    form = form_class(request.POST if request.method == "POST" else None, **about)
    if request.method == "POST":
        if form.carry_out():
            messages.success(request, f"{form.done}：{form.person}。")
            return redirect(back)
        if form.is_stale and form.is_done():
            messages.info(request, f"{form.done}：{form.person}，没有重复办理。")
            return redirect(back)
    context = {"form": form, "person": form.person, "subject": subject_of(form.row), "back": back}
    context |= {"register": REGISTERS["people"], "groups": grouped()}
    return render(request, "people/act.html", context, status=422 if form.errors else 200)


def subject_of(row) -> str:
    """The tenure or certification that an act is about, in words."""
    if isinstance(row, Cadre):
        return f"{row.village}{row.get_post_display()}，{row.started_on}任职"
    return f"{row.get_track_display()}（{row.standard}），{row.certified_on}认定" if row else ""


def allow(scope: Scope, act: str, found: Person, row=None) -> None:
    """Raises PermissionDenied where the role does not allow the act."""
    if act in OF_JUDGES:
        may = scope.may_certify(found)
    elif act in OF_TENURE:
        may = scope.may_keep(row.village)
    else:
        may = scope.may_keep(found.area) if act == "depart" else keeps(scope)
    if not may:
        raise PermissionDenied("您的角色不能办理此事项。")


def keeps(scope: Scope) -> bool:
    """Whether the user keeps register rows at all; the act asks for the very village."""
    return scope.everywhere or (scope.area is not None and scope.may_keep(scope.area))


def in_scope(scope: Scope, pk: int) -> Person | None:
    return scope.people().select_related("area__parent__parent").filter(pk=pk).first()


def nobody():
    raise Http404("没有此人，或不在您的管辖范围内。")


def elsewhere(scope: Scope, pk: int):
    """The record that took in a merged one, else nothing."""
    match = PersonMatch.objects.filter(other_id=pk, is_same=True).first()
    if match and in_scope(scope, match.kept_id):
        return redirect("person", match.kept_id)
    return nobody()


def found_page(found: Person) -> str:
    return reverse("person", args=[found.pk])
