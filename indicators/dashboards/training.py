"""十百千 of a year as plain values: what is done, what was planned, and what should be done by now."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branches import clock
from branches.models import Area

from ..models import TIERS, Tier
from ..quarters import Quarter
from ..registers.training_counts import Span, tier_quotas, tiers_by_quarter
from ..wording import grouped, percent

NAMES = {
    Tier.TEN: "村支书 · 省高效农业技术培训",
    Tier.HUNDRED: "村干部 · 先进地区落地培训",
    Tier.THOUSAND: "农村党员 · 市内培训",
}
HUNDRED = Decimal(100)
ABREAST = Decimal(5)  # so many points from the time elapsed are neither behind nor ahead


@dataclass(frozen=True)
class TierProgress:
    """One tier of an area in a year; `elapsed` is the percentage of the year gone by; no plan, no `quota`."""

    tier: Tier
    done: int
    quota: int | None
    elapsed: Decimal

    @property
    def label(self) -> str:
        return self.tier.label

    @property
    def name(self) -> str:
        return NAMES[self.tier]

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.done) * HUNDRED / self.quota if self.quota else None

    @property
    def rate_text(self) -> str:
        return percent(self.rate)

    @property
    def parts(self) -> str:
        """456 / 1,000 人"""
        of = grouped(Decimal(self.quota)) if self.quota is not None else "—"
        return f"{grouped(Decimal(self.done))} / {of} 人"

    @property
    def word(self) -> str:
        if self.rate is None:
            return "未下达名额"
        if self.rate >= HUNDRED:
            return "已完成"
        ahead = self.rate - self.elapsed
        return "同步" if abs(ahead) <= ABREAST else "超前" if ahead > 0 else "滞后"

    @property
    def standing(self) -> str:
        """The colour of the word: good, near, bad or none."""
        return {"已完成": "good", "超前": "good", "同步": "near", "滞后": "bad"}.get(self.word, "")


def share_of_year(day: date) -> Decimal:
    """The percentage of the year gone by at the end of a day, a month being a twelfth: 25 on 31 March."""
    months = day.month - 1 + Decimal(day.day) / monthrange(day.year, day.month)[1]
    return months * HUNDRED / 12


def tier_progress(area: Area, quarter: Quarter, today: date | None = None) -> tuple[TierProgress, ...]:
    """The three tiers at the end of a quarter, or today while it still runs: two queries.

    Taken from the registers, so it needs no report to be reviewed.
    """
    return tiers_on(area, min(quarter.last_day, today or clock.today()))


def tiers_on(area: Area, day: date) -> tuple[TierProgress, ...]:
    """The three tiers of the day's year up to the day."""
    done = {tier: sum(quarters.values()) for tier, quarters in tiers_by_quarter(area, Span.year_to(day)).items()}
    return progress_of(done, quotas_of(area, day.year), day)


def quotas_of(area: Area, year: int) -> dict[str, int | None]:
    """{tier: quota}, of all counties of the area; None where no plan was made."""
    return {tier: sum(plans.values()) if plans else None for tier, plans in tier_quotas(area, year).items()}


def progress_of(done: dict[str, int], quotas: dict[str, int | None], day: date) -> tuple[TierProgress, ...]:
    elapsed = share_of_year(day)
    return tuple(TierProgress(tier, done.get(tier, 0), quotas.get(tier), elapsed) for tier in TIERS)
