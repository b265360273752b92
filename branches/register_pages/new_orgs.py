"""New economic and social organisations and how the Party covers them."""

from django.db.models import Q
from django.forms import ModelForm
from django.urls import reverse

from ..coverage import ALERTS, with_alert
from ..dates import refuse_future
from ..models import FACTS, Level, NewOrgUnit, Operation
from ..registry import Choice, Column, Register, Tag, register

DATES = ["registered_on", "closed_on", "excluded_on", "surveyed_on", "covered_from", "work_from"]


def kind(unit: NewOrgUnit, day):
    return unit.get_sub_kind_display() or unit.get_kind_display()


def organised(unit: NewOrgUnit, day):
    """How, or why not."""
    if unit.branch_id is None:
        return Tag("未建" + (f"（{unit.reason_for_none}）" if unit.reason_for_none else ""), "near")
    return unit.get_setup_mode_display()


def operation(unit: NewOrgUnit, day):
    if unit.operation == Operation.OPERATING:
        return unit.get_operation_display()
    return Tag(unit.get_operation_display(), "near")


def unclear(unit: NewOrgUnit, day):
    """The facts that nobody has asked for yet."""
    missing = [fact for number, fact in enumerate(FACTS) if getattr(unit, f"unclear_{number}")]
    return Tag("、".join(missing), "near") if missing else "六清齐全"


def coverage_link(scope) -> list[tuple[str, str]]:
    """The page that counts what these registers list."""
    return [("组织覆盖", reverse("coverage-page", args=[scope.area.code]))] if scope.area else []


class NewOrgForm(ModelForm):
    """An organisation covers a unit no earlier than either of them is there."""

    def clean(self):
        data = super().clean()
        refuse_future(self, *DATES)
        branch, covered = data.get("branch"), data.get("covered_from")
        registered = data.get("registered_on")
        if branch and covered and branch.founded_on and covered < branch.founded_on:
            self.add_error("covered_from", f"党组织{branch.founded_on.isoformat()}才成立，组织覆盖不能更早。")
        if covered and registered and covered < registered:
            self.add_error("covered_from", "组织覆盖日期不能早于登记成立日期。")
        if branch and branch.dissolved_on:
            self.add_error("branch", f"该党组织已于{branch.dissolved_on.isoformat()}撤销。")
        return data


@register
class NewOrgs(Register):
    key = "new-orgs"
    model = NewOrgUnit
    title = "两新组织"
    group = "组织与覆盖"
    programme = "organisation_coverage"
    unit = "个"
    description = "非公有制企业和社会组织的“六清”：经营状况、从业人数、党员情况、出资人、党组织组建、未建原因。"
    empty = "没有符合条件的单位。请放宽或清除筛选条件，或登记一个单位。"
    states = ("在册", "已注销")
    levels = (Level.VILLAGE, Level.TOWNSHIP)
    form = NewOrgForm
    columns = (
        "name",
        "area",
        Column("sub_kind", "类别", kind, ("kind", "sub_kind")),
        Column("operation", "", operation),
        *("staff", "full_members"),
        Column("setup_mode", "组织覆盖", organised, ("setup_mode",)),
        Column("work_carrier", "工作覆盖"),
        Column("unclear", "六清", unclear, ()),
        "branch",
    )
    fields = (
        *("credit_code", "name", "kind", "sub_kind", "industry", "area", "registered_on", "closed_on"),
        *("operation", "excluded_on", "exclusion_reason", "above_scale"),
        *("surveyed_on", "staff", "full_members", "probationary_members", "activists", "owner_is_member"),
        *("branch", "setup_mode", "covered_from", "work_carrier", "work_from", "instructor", "reason_for_none"),
    )
    filters = (
        *("kind", "sub_kind", "industry", "operation", "above_scale", "setup_mode"),
        Choice("alert", "空白点", [(a.key, a.title) for a in ALERTS if a.register == "new-orgs"], with_alert),
    )
    search = ("name", "credit_code")
    ordering = ("area__path", "name")
    end = "closed_on"
    same = ("name", "area")

    def links(self, scope, record=None):
        return coverage_link(scope)

    def rows(self, queryset, day):
        """Adds which of the six facts are missing, and `members`."""
        rows = queryset.filter(Q(registered_on__isnull=True) | Q(registered_on__lte=day))
        return rows.with_facts().with_members()
