"""Pictures of the training page: positions for inline SVG, data for Chart.js."""

from dataclasses import dataclass
from decimal import Decimal

from .charts import share
from .dashboards.training import HUNDRED, TierProgress
from .dashboards.training_page import TrainingPage
from .dashboards.training_parts import Mode
from .models import Tier
from .quarters import Quarter
from .wording import percent, plain, rounded


@dataclass(frozen=True)
class Track:
    """A tier on a track of its quota; the mark is the time gone by. Lengths in percent as text."""

    tier: TierProgress
    width: str
    mark: str


def tier_track(tier: TierProgress) -> Track:
    return Track(tier, share(tier.rate, HUNDRED), share(tier.elapsed, HUNDRED))


@dataclass(frozen=True)
class Segment:
    """A part of a bar of a hundred: from where, and how long."""

    mode: Mode
    start: str
    width: str


def segments(modes: tuple[Mode, ...]) -> list[Segment]:
    found, start = [], Decimal(0)
    for mode in modes:
        found.append(Segment(mode, share(start, HUNDRED), share(mode.share, HUNDRED)))
        start += mode.share
    return found


def trend_rows(page: TrainingPage) -> list[tuple[Quarter, list[str]]]:
    """The table under the trend: a row a quarter, the part of each quota done by its end."""
    columns = [values for _, values in page.trend]
    return [
        (quarter, [percent(values[number]) for values in columns]) for number, quarter in enumerate(page.quarters)
    ]


def payload(page: TrainingPage, chosen: Tier) -> dict:
    """The children's rates in one tier against the time gone by, and the tiers over the year."""
    rows = [(row.name, tier) for row in page.children for tier in row.tiers if tier.tier == chosen]
    shown = [(name, tier) for name, tier in rows if tier.rate is not None]
    elapsed = number(page.elapsed)
    due = [min(number(Decimal(quarter.number * 25)), elapsed) for quarter in page.quarters]
    return {
        "ranking": {
            "name": f"“{chosen.label}”完成率",
            "labels": [name for name, _ in shown],
            "values": [number(tier.rate) for _, tier in shown],
            "standings": [tier.standing or "none" for _, tier in shown],
            "own": elapsed,
            "ownLabel": "时间进度",
            "percent": True,
            "decimals": 1,
        }
        if shown
        else None,
        "trend": {
            "labels": [quarter.short_label for quarter in page.quarters],
            "lines": [
                *({"label": f"“{label}”", "values": [number(v) for v in values]} for label, values in page.trend),
                {"label": "时间进度", "values": due},
            ],
        }
        if any(tier.rate is not None for tier in page.tiers)
        else None,
    }


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(plain(rounded(value, 1)))
