"""One record of a register: its page, and the form that adds or changes it."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access_log import record_view
from ..clock import today
from ..gate import gated
from ..registry import Register
from ..registry.choosing import MatchField
from ..registry.columns import Viewer
from ..registry.finders import Finders
from ..registry.forms import RegisterForm, form_class
from ..registry.history import events, last_hand
from ..registry.menu import grouped
from ..registry.naming import address_of, title_of, worded
from ..registry.person_finder import PersonFinder
from ..registry.record import children, facts, load
from ..registry.saving import Difference, add, arrived, change, differing, new_token, seen
from .registers import register_at

REFUSED = "您的角色不能登记这个台账。"


@require_safe
@never_cache
@gated()
def register_record(request, key, pk):
    """Everything a record holds, what belongs to it, and what was changed when by whom."""
    register = register_at(key)
    viewer = Viewer(request.scope, today())
    record = found(register, viewer, pk)
    if register.page:
        return redirect(register.page, record.pk)
    below = children(register, record, viewer)
    names = sum(len(child.rows) for child in below if child.register.shows_names)
    if register.shows_names or names:
        title = title_of(record, request.scope)
        record_view(request.user, f"{register.title}：{title}", register.area_of(record), names or 1)
    context = {
        "register": register,
        "groups": grouped(),
        "record": record,
        "title": title_of(record, request.scope),
        "parent": parent_of(register, record, request.scope),
        "facts": facts(register, record, viewer),
        "children": below,
        "events": events(record, viewer),
        "links": register.links(request.scope, record),
        "may_keep": register.may_keep(request.scope, register.area_of(record)),
    }
    return render(request, register.record_template, context)


def found(register: Register, viewer: Viewer, pk):
    record = load(register, viewer, pk)
    if record is None:
        raise Http404("没有这条记录，或不在您的管辖范围内。")
    return record


def parent_of(register: Register, record, scope) -> tuple[str, str] | None:
    """(title, address) of the record that this one belongs to; the address is empty out of reach."""
    above = getattr(record, register.parent) if register.parent else None
    return above and (title_of(above, scope), address_of(above, scope))


@never_cache
@gated()
def register_add(request, key):
    """A new row; the query string may fill in what is known already."""
    register = register_at(key)
    if not register.adds:
        raise Http404("这个台账的记录不在这里新增。")
    if not register.may_keep(request.scope, None):
        raise PermissionDenied(REFUSED)
    made = form_class(register, request.scope)
    if request.method != "POST":
        form = made(initial=prefilled(made, request.GET))
        return form_page(request, register, form, token=new_token())
    form, token = made(request.POST), request.POST.get("token") or new_token()
    if before := arrived(register, request.user, token):
        messages.info(request, "这张表已经提交过，没有重复登记。")
        return redirect(after(request, register, before))
    if form.is_valid() and (record := add(register, form, request.user, token)):
        messages.success(request, "已登记。")
        return redirect(after(request, register, record))
    return form_page(request, register, form, token=token, status=422)


def after(request, register: Register, record) -> str:
    """Where to go after saving: the next empty form when asked for, else the record."""
    if "again" in request.POST:
        return request.get_full_path()
    return address_of(record, request.scope) or reverse("register-list", args=[register.key])


def prefilled(made: type[RegisterForm], params) -> dict:
    """Values of the query string for the form's fields; a key counts only inside the scope."""
    values = {}
    for name, field in made.base_fields.items():
        text = params.get(name, "")
        if not text:
            continue
        if not isinstance(field, MatchField):
            values[name] = text
        elif text.isdecimal() and len(text) < 19 and (record := field.finder.get(int(text))):
            values[name] = record
    return values


@never_cache
@gated()
def register_edit(request, key, pk):
    """Change a row, unless somebody else did while the form was open."""
    register = register_at(key)
    viewer = Viewer(request.scope, today())
    record = found(register, viewer, pk)
    if not register.may_keep(request.scope, register.area_of(record)):
        raise PermissionDenied(REFUSED)
    made = form_class(register, request.scope)
    title = title_of(record, request.scope)
    if request.method != "POST":
        form = made(instance=record)
        return form_page(request, register, form, record=record, title=title, seen=seen(record, form.fields))
    with transaction.atomic():
        register.model._default_manager.select_for_update().filter(pk=record.pk).first()
        record = found(register, viewer, pk)
        form = made(request.POST, instance=record)
        now = seen(record, form.fields)
        stale = differing(record, form.fields, request.POST.get("seen", ""))
        stored = [worded(record, name, request.scope) for name in stale]
        if form.is_valid() and not stale and change(form, request.user):
            messages.success(request, "已保存。")
            return redirect(after(request, register, record))
    context = {"record": record, "title": title, "seen": now}
    if stale:
        context["differences"] = differences(request, form, stale, stored)
        context["changed_by"] = last_hand(record)
    return form_page(request, register, form, status=422, **context)


def differences(request, form: RegisterForm, names: list[str], stored: list[str]) -> list[Difference]:
    """What stands now beside what was typed, for the fields that somebody else changed."""
    found = []
    for name, now in zip(names, stored, strict=True):
        wrong = name in form.errors
        mine = request.POST.get(name, "") if wrong else worded(form.instance, name, request.scope)
        found.append(Difference(str(form.fields[name].label), now, mine))
    return found


def form_page(request, register: Register, form, status: int = 200, **context):
    context["seen"] = json.dumps(context.get("seen"), ensure_ascii=False) if "seen" in context else ""
    context |= {"register": register, "form": form, "groups": grouped()}
    return render(request, "registers/form.html", context, status=status)


@require_safe
@never_cache
@gated()
def register_suggest(request, key):
    """What an area, person or record field may mean: texts inside the scope, as JSON."""
    register = register_at(key)
    if not register.may_keep(request.scope, None):
        raise PermissionDenied(REFUSED)
    made = form_class(register, request.scope, Finders(register, request.scope))
    field = made.base_fields.get(request.GET.get("field", ""))
    text = request.GET.get("q", "").strip()[:40]
    if not isinstance(field, MatchField) or not field.is_searched or not text:
        return JsonResponse({"offered": []})
    offered = field.finder.offer(text)
    if offered and isinstance(field.finder, PersonFinder):
        record_view(request.user, f"{register.title}：登记时检索人员", request.area, len(offered))
    return JsonResponse({"offered": offered})
