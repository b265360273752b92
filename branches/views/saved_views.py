"""Saved views of a register's list: kept, renamed, made the default, deleted by their owner."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..gate import gated
from ..models import SavedView
from ..registry import saved
from .registers import register_at


def back(register, query: str = ""):
    address = reverse("register-list", args=[register.key])
    return redirect(f"{address}?{query}" if query else f"{address}?clear=1")


@require_POST
@gated()
def register_view_save(request, key):
    """Keep the filters that the list was shown with."""
    register = register_at(key)
    try:
        view = saved.save(
            request.user,
            register,
            request.POST.get("name", ""),
            request.POST.get("query", ""),
            "is_default" in request.POST,
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return back(register)
    messages.success(request, f"已保存常用视图“{view}”。")
    return back(register, view.query)


@require_POST
@gated()
def register_view_change(request, key, view):
    """Rename, delete, or make the default or not, whichever button was pressed."""
    register = register_at(key)
    found = SavedView.objects.filter(pk=min(view, 1 << 62), who=request.user, register=key).first()
    if found is None:
        raise Http404("没有这个常用视图。")
    act = request.POST.get("act")
    if act == "delete":
        found.delete()
        messages.success(request, f"已删除常用视图“{found}”。")
        return back(register)
    try:
        if act == "rename":
            saved.rename(found, request.POST.get("name", ""))
        elif act in ("default", "plain"):
            saved.set_default(found, act == "default")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"已更新常用视图“{found}”。")
    return back(register, found.query)
