"""The measures of carrying out: which indicator answers each at which level, and how a figure reads."""

from dataclasses import dataclass

from branches.models import Level

from ...figures import Figure, IndicatorSpec, Standing
from ...formula import Formula

OF_COUNTIES = "报表按县区统计，乡镇和村不单列"
NO_ROW = "本期没有报表"
NOT_COUNTED = "本期没有计入的数"
UNEVEN = "本期计入的报表比前几季度少得多，暂不计算"
NOT_IN_CATALOGUE = "指标目录里没有这个指标"


@dataclass(frozen=True)
class Measure:
    """`code` answers from the county up, `town` below it ("" for nothing). `nothing` says why there is no
    figure over a zero; `senses` what it means to meet the line, to come near it, to miss it."""

    key: str
    short: str
    code: str
    town: str
    nothing: str = ""
    senses: tuple[str, str, str] = ("", "", "")

    def code_at(self, level: str) -> str:
        return self.code if Level(level).rank <= Level.COUNTY.rank else self.town


TAIL_OFF = IndicatorSpec(
    code="impl_tailoff",
    name="后半程回落",
    short_name="后程回落",
    numerator=Formula.parse("impl_second_half"),
    denominator=Formula.parse("impl_first_half"),
    count_unit="%",
    direction="lower",
    definition="1－后半程完成率÷前半程完成率。本年到期、有计划量的任务，自部署至期限分成前后两半，"
    "各按计划量的一半算完成率；任一半计划不足5项的不计算。",
)
OVERDUE = IndicatorSpec(
    code="overdue_median",
    name="逾期天数中位数",
    short_name="逾期中位天数",
    numerator=Formula.parse("overdue_median"),
    display="count",
    unit="天",
    decimals=0,
    direction="lower",
    definition="在办任务中已过办结期限的，按逾期天数从少到多排列，居中的一项逾期的天数。已报办结待验收的不算在办。",
)
COURSES = {Standing.GOOD: "前后一致", Standing.NEAR: "后程放缓", Standing.BAD: "前紧后松"}
TURNED = "前松后紧"
OURS = {"tailoff": TAIL_OFF, "overdue_median": OVERDUE}  # worked out here: no quotient of two sums
MEASURES = (
    Measure(
        "done_rate",
        "办结率",
        "impl_done_rate",
        "impl_town_done_rate",
        "没有应办结的任务",
        ("安排的事项基本办结", "多数已办结，还有尾巴", "重安排、轻落实，不少事项没有办结"),
    ),
    Measure(
        "ontime_rate",
        "按期率",
        "impl_ontime_rate",
        "impl_town_ontime_rate",
        "没有应办结的任务",
        ("基本按期办结", "部分事项拖期", "拖期较多，期限没有约束力"),
    ),
    Measure(
        "evidence_rate",
        "佐证合格率",
        "impl_evidence_rate",
        "impl_town_evidence_rate",
        "本年没有报办结的任务",
        ("报办结的都凭佐证通过验收", "少数报办结的没有通过验收", "报得多、验得少，办结缺佐证"),
    ),
    Measure(
        "stalled_rate",
        "停滞率",
        "impl_stalled_rate",
        "impl_town_stalled_rate",
        "没有部署满停滞天数的在办任务",
        ("在办事项基本都在推进", "有的事项没有下文", "一部署了事，停滞的偏多"),
    ),
    Measure(
        "tailoff",
        "后程回落",
        "",
        "",
        "",
        ("前后一致", "后程放缓", "前紧后松，虎头蛇尾"),
    ),
    Measure("paper_ratio", "文件行动比", "impl_paper_ratio", "impl_town_paper_ratio", "本年没有带佐证的行动记录"),
    Measure(
        "effect_rate",
        "成效率",
        "impl_effect_rate",
        "impl_town_effect_rate",
        "本年没有办结定了成效指标的任务",
        ("办结的多数见效", "成效一般", "办了没有见效的偏多"),
    ),
    Measure(
        "return_rate",
        "报表退回率",
        "impl_return_rate",
        "",
        "本年没有审核过报表",
        ("报表质量稳定", "退回略多", "退回偏多，填报质量不稳"),
    ),
    Measure(
        "report_ontime_rate",
        "报表按期率",
        "report_ontime_rate",
        "",
        "本年没有到截止日的报表",
        ("基本按期上报", "个别单位迟报", "迟报较多"),
    ),
    Measure(
        "overdue_median",
        "逾期中位天数",
        "",
        "",
        "没有逾期的在办任务",
        ("逾期时间在达标线以内", "逾期时间不长，抓紧可补", "拖得久，须逐项催办"),
    ),
)
HALVES = (
    Measure("first_half", "前半程", "impl_first_half", "impl_town_first_half"),
    Measure("second_half", "后半程", "impl_second_half", "impl_town_second_half"),
)


def sense(measure: Measure, figure: Figure | None) -> str:
    """What a figure means, in words; "" where there is none or no line to hold it against."""
    if figure is None or figure.value is None:
        return ""
    if measure.key == "paper_ratio":
        return paper_sense(figure)
    if measure.key == "tailoff" and tail_off_sense(figure) == TURNED:
        return f"{TURNED}，后半程做得更多"
    by_standing = dict(zip((Standing.GOOD, Standing.NEAR, Standing.BAD), measure.senses, strict=True))
    return by_standing.get(figure.standing, "")


def tail_off_sense(figure: Figure) -> str:
    """The course of a plan in a word; "" where there is no tail-off."""
    if figure.value is not None and figure.green is not None and figure.value < -figure.green:
        return TURNED
    return COURSES.get(figure.standing, "")


def paper_sense(figure: Figure) -> str:
    """By its course, for it has no line: over the year, else over the quarter, else by itself."""
    for change, since in ((figure.change_year, "上年同期"), (figure.change_previous, "上期")):
        if change:
            return f"比{since}{'升，开会发文增多、行动没有跟上' if change > 0 else '降，行动在增多'}"
    return "会议文件多于行动" if figure.value > 1 else "行动不少于会议文件"


def why_missing(measure: Measure, figure: Figure | None, has_row: bool, level: str) -> str:
    """Why there is no value; "" where there is one. Not for tail-off, whose halves say it."""
    if figure is None:
        below = Level(level).rank > Level.COUNTY.rank
        return OF_COUNTIES if below and measure.code and not measure.town else NOT_IN_CATALOGUE
    if figure.value is not None:
        return ""
    if figure.denominator == 0 or figure.indicator.denominator is None:
        return measure.nothing
    if figure.numerator is None or figure.denominator is None:
        return NOT_COUNTED if has_row else NO_ROW
    return UNEVEN
