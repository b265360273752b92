"""减负台账 for administrators."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.clock import today
from branches.gate import gated

from ..burden import by_level, duplicates, latest_day, ledger
from ..models import Element


def administers(scope, area) -> bool:
    return scope.may_administer()


@require_safe
@never_cache
@gated(allows=administers)
def burden(request):
    """Cells asked a unit and quarter, what fills them, and what is asked twice."""
    day = latest_day(today())
    forms = ledger(day)
    context = {
        "year": day.year,
        "forms": forms,
        "levels": by_level(forms),
        "duplicates": duplicates(Element.objects.in_force(day).select_related("programme")),
    }
    return render(request, "burden/burden.html", context)
