"""Data of pictures with two axes: units as points, and a funnel of what chance allows."""

from collections.abc import Sequence
from decimal import Decimal

from .dashboards import IndicatorPage
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


def evenness_payload(page: IndicatorPage) -> dict:
    """Data of the course of unevenness and of the funnel; None for what is not drawn."""
    course, funnel = page.unevenness, page.funnel
    return {
        "unevenness": {
            "labels": [quarter.short_label for quarter, _ in course.points],
            "lines": [
                {
                    "label": f"各{course.children}变异系数",
                    "values": [None if cv is None else float(rounded(cv, 3)) for _, cv in course.points],
                }
            ],
            "percent": False,
            "decimals": 3,
        }
        if course and len(course.points) > 1
        else None,
        "funnel": funnel_payload(page) if funnel else None,
    }


def funnel_payload(page: IndicatorPage) -> dict:
    spec, funnel = page.current.spec, page.funnel
    return {
        "x": {"name": "分母", "unit": spec.count_unit, "decimals": 0},
        "y": {"name": spec.short_name, "unit": "%", "decimals": spec.decimals},
        "own": {"label": page.area.name, "value": float(rounded(funnel.mean * 100, spec.decimals))},
        "lines": [[float(n), *(float(rounded(p * 100, 2)) for p in limits)] for n, limits in funnel.lines],
        "points": [
            {
                "label": unit.name,
                "x": float(unit.figure.denominator),
                "y": float(rounded(unit.figure.value, spec.decimals)),
                "flag": unit.flag.value,
                "word": unit.chance_word,
            }
            for unit in funnel.units
        ],
    }
