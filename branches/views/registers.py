"""The registers: the menu of all of them, and the list of each."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access_log import record_view
from ..clock import today
from ..gate import gated
from ..registry import REGISTERS, Register
from ..registry.columns import Viewer
from ..registry.filters import IN_FORCE, RegisterFilter
from ..registry.menu import counted, grouped
from ..registry.naming import title_of
from ..registry.saved import views_of
from ..registry.tables import ROWS_A_PAGE, ROWS_ON_PAPER, RegisterTable


def register_at(key: str) -> Register:
    if key not in REGISTERS:
        raise Http404("没有这个台账。")
    return REGISTERS[key]


@require_safe
@never_cache
@gated()
def register_menu(request):
    """All registers by group, with how many rows are in force in the user's scope."""
    counts = counted(request.scope, today())
    return render(request, "registers/menu.html", {"groups": grouped(), "counts": counts, "day": today()})


@require_safe
@never_cache
@gated()
def register_list(request, key):
    """The rows of a register in the scope, as filtered; every look at names is recorded."""
    register = register_at(key)
    views = views_of(request.user, register)
    default = next((view for view in views if view.is_default), None)
    if default and not request.GET:
        return redirect(f"{request.path}?{default.query or 'clear=1'}")
    asked = RegisterFilter(request.GET, register, request.scope)
    on_paper = "paper" in request.GET
    viewer = Viewer(request.scope, asked.day)
    table = RegisterTable(register, asked.qs, viewer, asked.place, asked.state == IN_FORCE)
    table.show(request.GET, ROWS_ON_PAPER if on_paper else ROWS_A_PAGE)
    if register.shows_names:
        record_view(request.user, f"{register.title}第{table.page.number}页", asked.place, len(table.page))
    context = {
        "register": register,
        "groups": grouped(),
        "filter": asked,
        "table": table,
        "sums": [(words, f"{number:,}") for words, number in register.sums(asked.qs, asked.day)],
        "may_keep": register.may_keep(request.scope, None),
        "links": register.links(request.scope),
        "on_paper": on_paper,
        "views": views,
        "bare": f"{request.path}?clear=1" if default else request.path,
        "belonging": asked.belonging and title_of(asked.belonging, request.scope),
    }
    return render(request, "registers/list.html", context)
