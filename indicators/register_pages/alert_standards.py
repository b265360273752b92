"""The lines beyond which something is called out: a setting that everybody reads, kept at the top."""

from branches.registry import Register, register

from ..models import AlertStandard

LINES = (
    "effective_from",
    *("fall_points", "fall_percent", "fall_least", "unchanged_periods"),
    *("coverage_percent", "overdue_grave_days", "fewest_cases", "document_number"),
)


@register
class AlertStandards(Register):
    key = "alert-standards"
    model = AlertStandard
    title = "预警标准"
    group = "活动与督办"
    programme = "implementation"
    description = (
        "下滑多少、几期没有变化、填报率不足多少列为预警，按启用日期分段执行；没有登记的按通行做法。"
        "书记空缺的天数在组织设置标准中规定，停滞的天数在督办标准中规定。"
    )
    empty = "还没有登记标准，现按通行做法预警。需要调整时由最高一级管理员新增。"
    to_area = ""
    columns = LINES
    fields = LINES
    ordering = ("-effective_from",)
    start = "effective_from"
    same = ("effective_from",)
