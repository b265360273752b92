"""Party organisations and where they stand."""

from django.db.models import Q
from django.forms import ModelForm

from ..coverage import ALERTS, remark, with_alert
from ..dates import refuse_future, years_after
from ..models import Branch, Level, NewOrgUnit, OrganisationStandard, Sector, TermRule
from ..registry import Choice, Column, Register, Tag, register
from .new_orgs import coverage_link


def carrier(branch: Branch, day):
    """Only a rural organisation stands on the village when nothing else is named."""
    rural = branch.carrier or branch.sector == Sector.VILLAGE
    return branch.get_carrier_display() if rural else None


def term_end(branch: Branch, day):
    if branch.term_ends_on is None or branch.term_ends_on >= day:
        return branch.term_ends_on
    return Tag(f"{branch.term_ends_on.isoformat()}（已届满）", "near")


class BranchForm(ModelForm):
    """A term is no longer than the rule of its day; what others stand on is not dissolved."""

    def clean(self):
        data = super().clean()
        refuse_future(self, "founded_on", "term_started_on", "dissolved_on", "counted_on")
        if data.get("carrier") and data.get("sector") != Sector.VILLAGE:
            self.add_error("carrier", "只有农村党组织填依托载体。")
        self.check_term(data)
        self.check_parent(data.get("parent"))
        self.check_dissolved(data.get("dissolved_on"))
        return data

    def check_term(self, data):
        """Without an end the rule gives it."""
        founded, started, ends = (data.get(name) for name in ("founded_on", "term_started_on", "term_ends_on"))
        if founded and started and started < founded:
            self.add_error("term_started_on", "本届起始不能早于成立日期。")
        years = TermRule.objects.years_of(data.get("sector") or "", started) if started else None
        if not years:
            return
        last = years_after(started, years)
        if ends is None:
            data["term_ends_on"] = last
        elif ends > last:
            self.add_error("term_ends_on", f"按当时的规定任期为{years}年，本届届满不应晚于{last.isoformat()}。")

    def check_parent(self, parent):
        """No organisation stands above itself."""
        seen = set()
        while parent is not None and parent.pk not in seen:
            if parent.pk == self.instance.pk:
                self.add_error("parent", "上级党组织不能是自己或自己的下级。")
                return
            seen.add(parent.pk)
            parent = parent.parent

    def check_dissolved(self, day):
        if day is None or self.instance.pk is None:
            return
        below = Branch.objects.standing_on(day).filter(parent=self.instance).count()
        units = NewOrgUnit.objects.existing_on(day).filter(branch=self.instance).count()
        if below or units:
            left = "、".join(
                words
                for number, words in ((below, f"{below}个下级党组织"), (units, f"{units}个两新组织"))
                if number
            )
            self.add_error("dissolved_on", f"还有{left}归它管理，请先办理调整，再登记撤销。")


@register
class Branches(Register):
    key = "branches"
    model = Branch
    title = "党组织台账"
    group = "组织与覆盖"
    programme = "organisation_coverage"
    unit = "个"
    description = "各领域党组织。撤销的党组织填写撤销日期，不删除；党员数、委员会人数以“人数截至”的日期为准。"
    empty = "没有符合条件的党组织。请放宽或清除筛选条件，或核对截至日期。"
    states = ("现有", "已撤销")
    levels = tuple(Level)
    form = BranchForm
    columns = (
        Column("name", order=("area__path", "name")),
        *("area", "org_type", "sector", "setup_mode"),
        Column("carrier", "依托载体", carrier, ()),
        "full_members",
        Column("remark", "提示", lambda branch, day: branch.remark and Tag(branch.remark, "near"), ()),
        Column("term_ends_on", "", term_end),
        Column("covered", "覆盖单位", lambda branch, day: branch.covered or None, ("covered",), is_number=True),
        *("probationary_members", "founded_on"),
    )
    fields = (
        *("code", "name", "short_name", "area", "parent", "org_type", "sector", "setup_mode", "carrier"),
        *("secretary", "full_members", "probationary_members", "committee_size", "counted_on"),
        *("founded_on", "term_started_on", "term_ends_on", "dissolved_on"),
    )
    filters = (
        *("org_type", "sector", "setup_mode", "carrier"),
        Choice("alert", "提示", [(a.key, a.title) for a in ALERTS if a.register == "branches"], with_alert),
    )
    search = ("name", "short_name", "code")
    ordering = ("area__path", "name")
    end = "dissolved_on"
    same = ("name", "area")

    def links(self, scope, record=None):
        return coverage_link(scope)

    def rows(self, queryset, day):
        """Adds `members`, `covered` units and `remark`, the first fault in words."""
        rows = queryset.filter(Q(founded_on__isnull=True) | Q(founded_on__lte=day))
        standard = OrganisationStandard.objects.on(day)
        return rows.with_members().with_covered(day).annotate(remark=remark(standard, day))
