"""Party organisations and where they stand."""

from django.db.models import Q

from ..models import Branch, Level, Sector
from ..registry import Column, Register, Tag, register


def carrier(branch: Branch, day):
    """Only a rural organisation stands on the village when nothing else is named."""
    rural = branch.carrier or branch.sector == Sector.VILLAGE
    return branch.get_carrier_display() if rural else None


def term_end(branch: Branch, day):
    if branch.term_ends_on is None or branch.term_ends_on >= day:
        return branch.term_ends_on
    return Tag(f"{branch.term_ends_on.isoformat()}（已届满）", "near")


@register
class Branches(Register):
    key = "branches"
    model = Branch
    title = "党组织台账"
    group = "组织与覆盖"
    programme = "organisation_coverage"
    unit = "个"
    description = "各领域党组织。撤销的党组织填写撤销日期，不删除。"
    empty = "没有符合条件的党组织。请放宽或清除筛选条件，或核对截至日期。"
    states = ("现有", "已撤销")
    levels = tuple(Level)
    columns = (
        Column("name", order=("area__path", "name")),
        "area",
        "org_type",
        "sector",
        "setup_mode",
        Column("carrier", "依托载体", carrier, ()),
        "full_members",
        "founded_on",
        Column("term_ends_on", "", term_end),
    )
    fields = (
        *("name", "area", "parent", "org_type", "sector", "setup_mode", "carrier", "full_members"),
        *("founded_on", "term_started_on", "term_ends_on", "dissolved_on"),
    )
    filters = ("org_type", "sector", "setup_mode")
    search = ("name",)
    ordering = ("area__path", "name")
    end = "dissolved_on"
    same = ("name", "area")

    def rows(self, queryset, day):
        return queryset.filter(Q(founded_on__isnull=True) | Q(founded_on__lte=day))
