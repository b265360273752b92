"""What training is measured by: quotas, hour lines, rules of the tiers, rules on paper."""

from branches.models import Level, Role
from branches.registry import Register, register

from ..models import HourStandard, TierRule, TrainingPlan, TrainingRule
from .training import ABOVE, GROUP


@register
class TrainingPlans(Register):
    key = "training-plans"
    model = TrainingPlan
    title = "培训计划"
    group = GROUP
    programme = "quality_project"
    description = "十百千每年分到各县区的名额，由市里下达；全市的名额是各县区之和（10、100、1000）。"
    empty = "还没有下达名额。请按县区、项目逐条登记。"
    levels = (Level.COUNTY,)
    kept_by = ABOVE
    columns = ("year", "area", "tier", "quota", "document")
    fields = ("area", "year", "tier", "quota", "document")
    filters = ("year", "tier")
    ordering = ("-year", "area__path", "tier")
    same = ("area", "year", "tier")

    def may_keep(self, scope, area) -> bool:
        """A county does not set its own quota."""
        above = scope.everywhere or (scope.area is not None and Level(scope.area.level).rank < Level.COUNTY.rank)
        return above and super().may_keep(scope, area)


@register
class HourStandards(Register):
    key = "hour-standards"
    model = HourStandard
    title = "学时标准"
    group = GROUP
    programme = "quality_project"
    description = "各类对象的年度学时线，按执行日期。标准变了登记新的一条，旧的填停止执行日期。"
    empty = "还没有学时标准，达标率暂不计算。"
    states = ("执行中", "已停止")
    to_area = ""
    kept_by = (Role.ADMINISTRATOR,)
    columns = ("group", "hours", "days", "in_force_from", "in_force_until", "basis")
    fields = ("group", "hours", "days", "in_force_from", "in_force_until", "basis")
    filters = ("group",)
    search = ("basis",)
    ordering = ("group", "-in_force_from")
    start, end = "in_force_from", "in_force_until"
    same = ("group", "in_force_from")


@register
class TierRules(Register):
    key = "tier-rules"
    model = TierRule
    title = "十百千资格"
    group = GROUP
    programme = "quality_project"
    description = (
        "哪些培训对象、地点和方式的班次可以计入十百千和乡镇干部强化班；一种组合一条，没有规则的项目不限。"
    )
    empty = "还没有规则，各类班次都能计入。"
    states = ("执行中", "已停止")
    to_area = ""
    kept_by = (Role.ADMINISTRATOR,)
    columns = ("tier", "trainee", "place", "mode", "in_force_from", "in_force_until", "basis")
    fields = ("tier", "trainee", "place", "mode", "in_force_from", "in_force_until", "basis")
    filters = ("tier", "trainee", "place")
    search = ("basis",)
    ordering = ("tier", "-in_force_from")
    start, end = "in_force_from", "in_force_until"
    same = ("tier", "trainee", "place", "mode", "in_force_from")


@register
class TrainingRules(Register):
    key = "training-rules"
    model = TrainingRule
    title = "培训制度"
    group = GROUP
    programme = "quality_project"
    unit = "项"
    description = "各级制定的农村党员干部培训制度，须有文号；废止的填废止日期。"
    empty = "还没有登记培训制度。"
    states = ("施行中", "已废止")
    levels = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
    kept_by = ABOVE
    columns = ("title", "document_no", "area", "in_force_from", "in_force_until")
    fields = ("title", "document_no", "area", "in_force_from", "in_force_until")
    search = ("title", "document_no")
    ordering = ("area__path", "-in_force_from")
    start, end = "in_force_from", "in_force_until"
    same = ("area", "document_no")
