"""The registers: the menu of all of them, and the list of each."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access_log import record_view
from ..clock import today
from ..gate import gated
from ..registry import REGISTERS, Register
from ..registry.columns import Viewer
from ..registry.filters import RegisterFilter
from ..registry.menu import counted, grouped
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
    asked = RegisterFilter(request.GET, register, request.scope)
    on_paper = "paper" in request.GET
    viewer = Viewer(request.scope, asked.day)
    table = RegisterTable(register, asked.qs, viewer, asked.place)
    table.show(request.GET, ROWS_ON_PAPER if on_paper else ROWS_A_PAGE)
    if register.to_person:
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
    }
    return render(request, "registers/list.html", context)
