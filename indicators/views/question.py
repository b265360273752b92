"""What an address of a dashboard asks for: area, period, basis. Shared by every page that shows figures."""

from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render

from branches.filters import area_choices, chosen_area
from branches.models import Area

from .. import dashboards
from ..dashboards import Basis, PeriodChoice
from ..models import Programme


@dataclass(frozen=True)
class Question:
    """What the address asks for, already checked: `period` None when none was ever opened."""

    choices: list[PeriodChoice]
    period: PeriodChoice | None
    basis: Basis
    indicator: str

    @property
    def query(self) -> str:
        """For links that stay in this period and on this basis."""
        return "?" + urlencode({"period": self.period.code, "basis": self.basis.value}) if self.period else ""


def asked(request) -> tuple[Question | None, str]:
    """The checked question, or None and what is wrong with it."""
    choices = dashboards.period_choices(request.area)
    code, basis = request.GET.get("period", ""), request.GET.get("basis") or Basis.APPROVED.value
    period = dashboards.choose(choices, code)
    if code and period is None:
        return None, f"没有“{code[:20]}”这个报告期，已显示最近一期。"
    if basis not in Basis.values:
        return None, f"没有“{basis[:20]}”这种口径，已按“{Basis.APPROVED.label}”显示。"
    return Question(choices, period, Basis(basis), request.GET.get("indicator", "")), ""


def etag(request, stamp: str) -> str:
    """The stamp together with the secret that the page's own forms were made for."""
    secret = request.META.get("CSRF_COOKIE", "")
    return f'"{stamp}{sha256(secret.encode()).hexdigest()[:8]}"'


def common(request, question: Question) -> dict:
    """What every dashboard needs: the place, the selectors, the addresses."""
    area = request.area
    above = list(Area.objects.above(area)) if area.ancestor_paths else []
    return {
        "area": area,
        "crumbs": [(ancestor, request.scope.may_see(ancestor)) for ancestor in above],
        "question": question,
        "bases": Basis.choices,
        "query": question.query,
    }


def place_of(request) -> Area | None:
    """The area that the address names, else the user's own, else the top of the tree."""
    scope = request.scope
    chosen = chosen_area(scope, request.GET.get("area", ""))
    return chosen or scope.area or scope.areas().filter(parent=None).order_by("sort_order", "code").first()


def kept_of(request) -> str:
    """The query of the address without the period and the basis that it named."""
    kept = request.GET.copy()
    for name in ("period", "basis"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""


def asking(view):
    """Decorate `view(request, question, **path)`: it gets the checked question, and `request.area` is set.

    Without any area or period it is said what to do first; a wrong question is said and asked anew.
    """

    @wraps(view)
    def ask(request, **path):
        request.area = place_of(request)
        if request.area is None:
            return render(request, "dashboard/nothing.html", {"missing": "areas"})
        question, wrong = asked(request)
        if question is None:
            messages.warning(request, wrong)
            return redirect(request.path + kept_of(request))
        if question.period is None:
            return render(request, "dashboard/nothing.html", {"missing": "periods", "area": request.area})
        return view(request, question, **path)

    return ask


def page_context(request, question) -> dict:
    """The place, the selectors with the units to choose from, and an address that keeps all of it."""
    return {
        "area": request.area,
        "question": question,
        "bases": Basis.choices,
        "query": question.query,
        "area_options": area_choices(request.scope, request.area),
        "all_programmes": Programme.objects.all(),
        "kept": f"{question.query}&area={request.area.code}" if question.query else f"?area={request.area.code}",
    }
