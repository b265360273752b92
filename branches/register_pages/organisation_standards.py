"""By what organisations are judged: settings that everybody reads and the top administrator keeps."""

from ..models import OrganisationStandard, TermRule
from ..registry import Column, Register, register


@register
class OrganisationStandards(Register):
    key = "organisation-standards"
    model = OrganisationStandard
    title = "组织设置标准"
    group = "组织与覆盖"
    programme = "organisation_coverage"
    to_area = ""
    description = (
        "哪些组建方式计入覆盖、几名党员应建组织、支部和委员会的人数界限、书记空缺多少天预警等。"
        "标准有变化时新增一条，自施行日期起采用，以前的统计不变；一条都没有时按通行规定。"
    )
    empty = "还没有登记标准，现按通行规定统计。需要调整时由最高一级管理员新增。"
    columns = (
        Column("effective_from", "施行日期"),
        *("basis", "eligible_members", "crowd_staff", "counts_affiliated", "counts_regional"),
        *("joint_units_most", "branch_least", "branch_most", "idle_years", "vacancy_days"),
    )
    fields = (
        *("effective_from", "basis", "eligible_members", "crowd_staff", "counts_affiliated", "counts_regional"),
        *("joint_units_most", "branch_least", "branch_most", "general_least", "general_most", "committee_least"),
        *("seats_from", "seats_least", "seats_most", "activist_months", "probation_months", "idle_years"),
        "vacancy_days",
    )
    ordering = ("-effective_from",)
    start = "effective_from"
    same = ("effective_from",)


@register
class TermRules(Register):
    key = "term-rules"
    model = TermRule
    title = "任期规定"
    group = "组织与覆盖"
    programme = "organisation_coverage"
    to_area = ""
    description = "各领域党组织的任期年数，按本届开始的日期适用。规定有变化时新增一条。"
    empty = "还没有登记任期规定，届满日期按登记的为准。"
    columns = (
        Column("sector", "领域", lambda rule, day: rule.get_sector_display() or "各领域", ("sector",)),
        *("years", "effective_from", "basis"),
    )
    fields = ("sector", "years", "effective_from", "basis")
    filters = ("sector",)
    ordering = ("sector", "-effective_from")
    start = "effective_from"
    same = ("sector", "effective_from")
