"""Every path that a text may name: those of documents, tasks and the economy, and the parts of an indicator.
No Django."""

from collections.abc import Iterator

from .facts import Kind, Known

VILLAGE = "个"
MONEY = "万元"


def fixed() -> Iterator[Known]:
    """Paths that are there whatever the catalogue says."""
    yield from (Known(path, kind, label, unit, of) for path, kind, label, unit, of in _FIXED)


_FIXED: tuple[tuple[str, Kind, str, str, Kind | None], ...] = (
    ("area.name", Kind.TEXT, "本单位名称", "", None),
    ("area.whole", Kind.TEXT, "本单位的全称呼：全市、全县、全区、全镇、全乡", "", None),
    ("area.within", Kind.TEXT, "位次所在的范围：县区为全市，乡镇为全县或全区", "", None),
    ("area.children", Kind.TEXT, "下级单位的统称：县区、乡镇、村", "", None),
    ("day", Kind.DATE, "数据截止日", "", None),
    ("period.label", Kind.TEXT, "报告期：2012年第一季度", "", None),
    ("year", Kind.TEXT, "年份，四位数", "", None),
    ("coverage.due", Kind.COUNT, "应报单位数", "个", None),
    ("coverage.approved", Kind.COUNT, "已审核单位数", "个", None),
    ("tasks.due", Kind.COUNT, "到期督办任务数", "项", None),
    ("tasks.done", Kind.COUNT, "已办结任务数", "项", None),
    ("tasks.overdue", Kind.COUNT, "超期未办结任务数", "项", None),
    ("tasks.done_rate", Kind.PERCENT, "任务办结率", "", None),
    ("tasks.ontime_rate", Kind.PERCENT, "按期办结率", "", None),
    ("tasks.evidence_rate", Kind.PERCENT, "办结佐证合格率", "", None),
    ("tasks.stalled_rate", Kind.PERCENT, "停滞任务占比", "", None),
    ("tasks.effect_rate", Kind.PERCENT, "成效达标率", "", None),
    ("tasks.overdue_median", Kind.DAYS, "超期天数中位数", "", None),
    ("tasks.tailoff", Kind.INDEX, "虎头蛇尾指数：后半程比前半程掉了多少，0.25以上为明显", "", None),
    ("tasks.paper_ratio", Kind.INDEX, "会议文件与有佐证行动之比", "", None),
    ("tasks.worst_areas", Kind.PLACES, "办结率最低的单位", "", Kind.PERCENT),
    ("tasks.faded_campaigns", Kind.NAMES, "后半程明显掉队的活动", "", None),
    ("economy.year", Kind.TEXT, "村级集体经济的年度，四位数", "", None),
    ("economy.villages", Kind.COUNT, "有集体经济年报的村数", VILLAGE, None),
    ("economy.median", Kind.AMOUNT, "村集体经营收入中位数", MONEY, None),
    ("economy.gap", Kind.AMOUNT, "双强带头村比其他村高多少（霍奇斯-莱曼估计）", MONEY, None),
    ("economy.gap_low", Kind.AMOUNT, "上述差距95%区间的下限", MONEY, None),
    ("economy.gap_high", Kind.AMOUNT, "上述差距95%区间的上限", MONEY, None),
    ("economy.gap_strat", Kind.AMOUNT, "扣除县区差别后的差距", MONEY, None),
    ("economy.growth_gap", Kind.POINTS, "新任双强村与其他村收入增幅之差", "", None),
    ("economy.lt5_rate", Kind.PERCENT, "集体经济薄弱村占比", "", None),
    ("economy.ge10_rate", Kind.PERCENT, "集体经济达标村占比", "", None),
    ("economy.mismatch_rate", Kind.PERCENT, "党建与经济一强一弱的村占比", "", None),
    ("economy.cliff", Kind.INDEX, "克利夫差异量，-1至1", "", None),
    ("economy.rho", Kind.INDEX, "五好评分与集体收入的秩相关系数", "", None),
    ("economy.strong_poor", Kind.COUNT, "党建强而经济弱的村数", VILLAGE, None),
    ("economy.weak_rich", Kind.COUNT, "党建弱而经济强的村数", VILLAGE, None),
    ("economy.caution", Kind.TEXT, "使用时必须写明的提示", "", None),
)


PARTS: dict[str, str] = {
    "value": "指标值",
    "num": "分子",
    "den": "分母",
    "change": "比上季度变化",
    "year_change": "比上年同期变化",
    "target": "达标线",
    "rank": "在同级单位中的位次",
    "siblings": "同级单位数",
    "best": "最高的下级单位",
    "worst": "明显偏低的下级单位（排除偶然）",
    "children": "全部下级单位，按固定顺序",
    "above_target": "达到达标线的下级单位",
    "below_target": "没有达到达标线的下级单位",
    "low_flagged": "明显低于总体的下级单位（|z|≥2）",
    "high_flagged": "明显高于总体的下级单位（|z|≥2）",
    "cv": "变异系数，0.05以上有差异，0.10以上不平衡",
    "cv_change": "变异系数比上年同期变化，小于0为缩小",
    "gap": "下级单位最高与最低之差",
    "ratio": "下级单位最高与最低之比",
    "where": "差异主要在单位之间还是单位内部",
}
PLACES = ("best", "worst", "children", "above_target", "below_target", "low_flagged", "high_flagged")


def indicator_paths(
    code: str,
    name: str,
    *,
    display: str,
    decimals: int,
    unit: str,
    units: tuple[str, str],
    exact: tuple[bool, bool],
) -> Iterator[Known]:
    """The parts of one indicator. `display` is percent, ratio or count; `units` are those of numerator and
    denominator, `exact` says which of the two have decimals."""

    def known(part: str, kind: Kind, its_unit: str = "", of: Kind | None = None) -> Known:
        return Known(f"{code}.{part}", kind, f"{name}：{PARTS[part]}", its_unit, of)

    rate = display == "percent"
    value = Kind.PERCENT if rate else Kind.COUNT if display == "count" and not decimals else Kind.AMOUNT
    own = "" if rate else unit
    yield known("value", value, own)
    yield known("num", Kind.AMOUNT if exact[0] else Kind.COUNT, units[0])
    if display != "count":
        yield known("den", Kind.AMOUNT if exact[1] else Kind.COUNT, units[1])
    for part in ("change", "year_change"):
        yield known(part, Kind.POINTS if rate else Kind.CHANGE, own)
    yield known("target", value, own)
    yield known("rank", Kind.RANK)
    yield known("siblings", Kind.COUNT, "个")
    for part in PLACES:
        yield known(part, Kind.PLACES, own, value)
    yield known("cv", Kind.INDEX)
    yield known("cv_change", Kind.INDEX)
    yield known("gap", Kind.POINTS if rate else Kind.AMOUNT, own)
    yield known("ratio", Kind.INDEX)
    yield known("where", Kind.TEXT)
