"""What is wrong with a figure: below its line, sharply worse, or not moving. No Django.

Each rule takes figures and the lines and answers with a Finding or None. A figure is judged by the value as
printed, and only where enough reports stand behind it: those that came first say nothing of the whole.
"""

from collections.abc import Sequence
from decimal import Decimal

from ..analysis.chance import has_fallen
from ..analysis.disparity import AMBER, Part, funnel_z
from ..figures import HUNDRED, Figure, Standing
from ..wording import grouped, natural, percent, rounded
from .alert import Finding, Kind
from .lines import Lines


def shown(figure: Figure) -> Decimal:
    return rounded(figure.value, figure.indicator.decimals)


def sign(figure: Figure) -> int:
    """-1 where a lower value is the better one."""
    return -1 if figure.indicator.direction == "lower" else 1


def is_judged(figure: Figure, lines: Lines) -> bool:
    """It has a value and a direction, enough of the due reports, and for a rate enough cases."""
    if figure.value is None or figure.indicator.direction == "context":
        return False
    if figure.due and Decimal(figure.reported) * HUNDRED < figure.due * lines.coverage_percent:
        return False
    return figure.denominator is None or figure.denominator >= lines.fewest_cases


def parts(figure: Figure) -> str:
    """ "（28名/49名）", nothing for a count."""
    return f"（{figure.parts.replace(' ', '')}）" if figure.parts else ""


# below target -------------------------------------------------------------------------------
def below_target(figure: Figure, lines: Lines) -> Finding | None:
    """未达标, as the dashboard says it; what adds up over the year comes with the lines of the time elapsed."""
    if not is_judged(figure, lines) or figure.standing is not Standing.BAD:
        return None
    green, amber = figure.green, figure.green if figure.amber is None else figure.amber
    way, paced = "高" if sign(figure) < 0 else "低", "" if figure.year_green is None else "按时间进度的"
    line = f"{way}于{paced}预警线{natural(rounded(amber, 1))}{figure.indicator.unit}"
    chance = may_be_chance(figure, green if 0 < green < HUNDRED else amber)
    return Finding(
        kind=Kind.BELOW,
        lead=figure.indicator.name,
        tail=f"{parts(figure)}，{line}，目标{figure.green_text}" + ("；差距未超出偶然波动" if chance else ""),
        excess=shortfall(shown(figure), green, amber),
        by_chance=chance,
        figure=figure,
    )


def shortfall(value: Decimal, green: Decimal, amber: Decimal) -> Decimal:
    """The distance to the green line in steps from green to amber; in parts of the line where both are one."""
    if green != amber:
        return abs(green - value) / abs(green - amber)
    return 1 + abs(green - value) / abs(green) if green else Decimal(1)


def may_be_chance(figure: Figure, line: Decimal) -> bool:
    """Within two standard errors of the line, see `analysis.disparity.funnel_z`; nothing is by chance short of
    100% or above 0%."""
    if not figure.indicator.is_percent or figure.denominator is None or figure.numerator > figure.denominator:
        return False
    z = funnel_z(Part(figure.area_code, figure.numerator, figure.denominator), line / HUNDRED)
    return z is not None and abs(z) < AMBER


# sharp fall -----------------------------------------------------------------------------------
def sharp_fall(now: Figure, before: Figure, lines: Lines, since: str = "上期") -> Finding | None:
    """Clearly worse than before, in the direction of the indicator. A percent by more points than the line and
    by more than chance (`analysis.chance`); a count or a ratio by more than a part of what it was, a count also
    by more than a least number."""
    if not is_judged(now, lines) or not is_judged(before, lines):
        return None
    drop = (shown(before) - shown(now)) * sign(now)
    if drop <= 0:
        return None
    excess = points_beyond(now, before, drop, lines) if now.indicator.is_percent else beyond(before, drop, lines)
    if excess is None:
        return None
    return Finding(
        kind=Kind.FALL,
        lead=now.indicator.name,
        tail=f"{parts(now)}，比{since}的{before.text}{told(now, before, drop)}",
        excess=excess,
        figure=now,
    )


def told(figure: Figure, before: Figure, drop: Decimal) -> str:
    """下降6.2个百分点, 减少12人（30.8%）; what should be low has risen."""
    worse = sign(figure) < 0
    if figure.indicator.is_percent:
        return f"{'上升' if worse else '下降'}{rounded(drop, figure.indicator.decimals)}个百分点"
    amount = f"{grouped(drop, figure.indicator.decimals)}{figure.indicator.unit}"
    return f"{'增加' if worse else '减少'}{amount}（{percent(drop * HUNDRED / abs(shown(before)))}）"


def points_beyond(now: Figure, before: Figure, drop: Decimal, lines: Lines) -> Decimal | None:
    if drop <= lines.fall_points:
        return None
    good = [f.numerator if sign(f) > 0 else f.denominator - f.numerator for f in (now, before)]
    if not has_fallen(good[0], now.denominator, good[1], before.denominator):
        return None
    return drop / lines.fall_points


def beyond(before: Figure, drop: Decimal, lines: Lines) -> Decimal | None:
    if not before.value or drop * HUNDRED <= abs(shown(before)) * lines.fall_percent:
        return None
    if before.denominator is None and drop <= lines.fall_least:
        return None
    return drop * HUNDRED / abs(shown(before)) / lines.fall_percent


# no change --------------------------------------------------------------------------------------
def unchanged(figures: Sequence[Figure], lines: Lines) -> Finding | None:
    """The same number of the same parts in every one of `figures`, newest first: the latest time it was asked
    and `unchanged_periods` times before. Only what has a line to reach and has not reached it should move; what
    is carried and not asked again has not been looked at."""
    if len(figures) <= lines.unchanged_periods or not all(is_judged(figure, lines) for figure in figures):
        return None
    now = figures[0]
    if now.standing not in (Standing.NEAR, Standing.BAD) or any(figure.carried for figure in figures):
        return None
    if len({(figure.numerator, figure.denominator) for figure in figures}) > 1:
        return None
    return Finding(
        kind=Kind.UNCHANGED,
        lead=f"{now.indicator.name}连续{len(figures) - 1}期没有变化，仍为",
        tail=f"{parts(now)}，目标{now.green_text}",
        figure=now,
    )
