"""The registers as lists: villages, village cadres, Party organisations."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access_log import record_view
from ..filters import BranchFilter, CadreFilter, VillageFilter
from ..gate import gated
from ..tables import BranchTable, CadreTable, VillageTable


@require_safe
@never_cache
@gated()
def village_list(request):
    """Villages of the scope: who leads them and how many cadres they have."""
    asked = VillageFilter(request.GET, request.scope)
    table = VillageTable(asked.qs, asked.day).show(request.GET)
    sums = asked.qs.aggregate(
        rural=Count("pk", filter=Q(is_rural_unit=True)),
        vacant=Count("pk", filter=Q(is_rural_unit=True, has_secretary=False)),
    )
    return render(request, "registers/village_list.html", {"filter": asked, "table": table, "sums": grouped(sums)})


@require_safe
@never_cache
@gated()
def cadre_list(request):
    """Cadres of the scope by name; every look is recorded."""
    asked = CadreFilter(request.GET, request.scope)
    table = CadreTable(asked.qs, asked.day)
    if not asked.shows_leavers:
        table.exclude = ("ended_on",)
    table.show(request.GET)
    sums = asked.qs.aggregate(
        persons=Count("person", distinct=True),
        strong=Count("person", distinct=True, filter=Q(double_strong=True)),
    )
    record_view(request.user, f"村干部名单第{table.page.number}页", asked.place, len(table.page))
    return render(request, "registers/cadre_list.html", {"filter": asked, "table": table, "sums": grouped(sums)})


@require_safe
@never_cache
@gated()
def branch_list(request):
    """Party organisations of the scope and where they stand."""
    asked = BranchFilter(request.GET, request.scope)
    table = BranchTable(asked.qs, asked.day).show(request.GET)
    return render(request, "registers/branch_list.html", {"filter": asked, "table": table})


def grouped(sums: dict[str, int]) -> dict[str, str]:
    return {name: f"{number:,}" for name, number in sums.items()}
