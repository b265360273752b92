"""What an address of a dashboard asks for: area, period, basis. Shared by every page that shows figures."""

from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from branches.models import Area

from .. import dashboards
from ..dashboards import Basis, PeriodChoice


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
