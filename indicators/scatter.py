"""Data of pictures with two axes: units as points, and a funnel of what chance allows."""

from collections.abc import Sequence
from decimal import Decimal

from .dashboards.economy_units import UnitPoint
from .wording import rounded


def economy_payload(points: Sequence[UnitPoint]) -> dict:
    """Two clouds: share of villages led by double-strong secretaries, and mean five-good score, against the
    median income. None for a cloud of fewer than three units."""
    shares = [(one, one.share) for one in points]
    scores = [(one, one.score) for one in points if one.score is not None]
    return {
        "shares": cloud(shares, "双强带头村占比", "%", 1),
        "scores": cloud(scores, "“五个好”平均得分", "分", 1),
    }


def cloud(pairs: Sequence[tuple[UnitPoint, Decimal]], name: str, unit: str, places: int) -> dict | None:
    if len(pairs) < 3:
        return None
    return {
        "x": {"name": name, "unit": unit, "decimals": places},
        "y": {"name": "收入中位数", "unit": "万元", "decimals": 2},
        "points": [
            {
                "label": f"{one.name}（{one.villages}村）",
                "x": float(rounded(value, places)),
                "y": float(rounded(one.median, 2)),
            }
            for one, value in pairs
        ],
    }
