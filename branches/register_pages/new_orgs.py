"""New economic and social organisations and how the Party covers them."""

from ..models import Level, NewOrgUnit
from ..registry import Register, register


@register
class NewOrgs(Register):
    key = "new-orgs"
    model = NewOrgUnit
    title = "两新组织"
    group = "组织与覆盖"
    programme = "organisation_coverage"
    unit = "个"
    description = "非公有制企业和社会组织的六项情况：经营、职工、党员、出资人、党组织、未建原因。"
    empty = "没有符合条件的单位。请放宽或清除筛选条件，或登记一个单位。"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (
        *("name", "area", "kind", "operation", "above_scale", "staff", "full_members"),
        *("owner_is_member", "branch", "setup_mode", "work_covered"),
    )
    fields = (
        *("name", "kind", "area", "operation", "above_scale", "staff", "full_members"),
        *("owner_is_member", "branch", "setup_mode", "work_covered", "reason_for_none"),
    )
    filters = ("kind", "operation", "above_scale", "setup_mode", "work_covered")
    search = ("name",)
    ordering = ("area__path", "name")
    same = ("name", "area")
