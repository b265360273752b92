"""Posts in enterprises, the pioneer cup and the two helps."""

from django.db.models import Count, Q, Sum

from branches.models import Level, Role
from branches.registry import Choice, Column, Register, register

from ..models import EnterprisePost, HelpRecord, PioneerCup, PioneerCupEntry
from .learning import GROUP, PROGRAMME

OF_THE_COUNTY = (Role.REVIEWER, Role.ADMINISTRATOR)


@register
class EnterprisePosts(Register):
    key = "enterprise-posts"
    model = EnterprisePost
    title = "企业先锋岗和责任区"
    group = GROUP
    programme = PROGRAMME
    description = "企业设立的党员先锋岗、划定的党员责任区各几个。企业先登记在两新组织台账里。"
    empty = "没有符合条件的记录。请放宽或清除筛选条件，或登记一条。"
    to_area = "unit__area"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (*("unit", "unit__area", "kind", "number"), *("set_on", "ended_on", "evidence"))
    fields = ("unit", "kind", "number", "set_on", "ended_on", "evidence")
    filters = ("kind",)
    search = ("unit__name", "evidence")
    ordering = ("unit__area__path", "unit", "kind")
    start, end = "set_on", "ended_on"
    same = ("unit", "kind", "set_on")

    def sums(self, rows, day):
        counts = rows.aggregate(units=Count("unit", distinct=True), posts=Sum("number"))
        return [("涉及企业", counts["units"]), ("共设", counts["posts"] or 0)]


@register
class PioneerCups(Register):
    key = "pioneer-cups"
    model = PioneerCup
    title = "先锋杯"
    group = GROUP
    programme = PROGRAMME
    unit = "届"
    description = "各县区每年的先锋杯：方案何时印发，在哪些领域的党组织之间开展。参赛的党组织登记在各届之下。"
    empty = "当年还没有先锋杯。方案印发后，由县区登记。"
    states = ("当年", "往年")
    levels = (Level.COUNTY,)
    kept_by = OF_THE_COUNTY
    columns = (
        *("area", "year", "announced_on", "reach", "document"),
        Column("entered", "参赛组织数", order=("entered",), is_number=True),
    )
    fields = ("area", "year", "announced_on", "reach", "document")
    filters = ("reach",)
    search = ("document",)
    ordering = ("-year", "area__path")
    start = "announced_on"
    same = ("area", "year")

    def in_force(self, day):
        return Q(year=day.year)

    def rows(self, queryset, day):
        """Adds `entered`: organisations that took part by the day."""
        entered = Count("entries", filter=Q(entries__entered_on__lte=day))
        return super().rows(queryset, day).annotate(entered=entered)


@register
class PioneerCupEntries(Register):
    key = "pioneer-cup-entries"
    model = PioneerCupEntry
    title = "先锋杯参赛"
    group = GROUP
    programme = PROGRAMME
    unit = "个"
    description = "参加先锋杯的党组织和评出的名次。"
    empty = "还没有党组织参赛。"
    parent = "cup"
    to_area = "cup__area"
    levels = (Level.COUNTY,)
    kept_by = OF_THE_COUNTY
    columns = ("branch", "cup", "entered_on", "result", "evidence")
    fields = ("branch", "entered_on", "result", "evidence")
    filters = ("cup__year", "result")
    search = ("branch__name", "result")
    ordering = ("-entered_on", "branch__area__path")
    start = "entered_on"
    same = ("cup", "branch")


def helper(record: HelpRecord, day):
    return record.helper_branch or record.helper_person


def number_of(kind: str):
    """A column that counts persons or households, whichever the record helps."""
    return lambda record, day: f"{getattr(record, kind):,}{record.measure}" if getattr(record, kind) else None


@register
class HelpRecords(Register):
    key = "help-records"
    model = HelpRecord
    title = "两为帮扶"
    group = GROUP
    programme = PROGRAMME
    description = (
        "党组织和党员帮扶下岗职工、贫困户：只记人数、户数和结果，不登记受帮扶人的姓名。登记在受帮扶人所在地。"
    )
    empty = "没有符合条件的帮扶。请放宽或清除筛选条件，或登记一次帮扶。"
    to_person = "helper_person"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (
        *("kind", "area", "helped_on"),
        Column("helped", "帮扶数", number_of("helped"), ("helped",)),
        Column("helper", "帮扶党组织或党员", helper, ()),
        *("content", "result", "result_on"),
        Column("with_result", "见效数", number_of("with_result"), ("with_result",)),
    )
    fields = (
        *("area", "kind", "helper_branch", "helper_person", "helped_on", "helped", "content"),
        *("result", "result_on", "with_result", "evidence"),
    )
    filters = (
        "kind",
        "helped_on",
        Choice(
            "worked",
            "帮扶结果",
            [("yes", "已见效"), ("no", "尚未见效")],
            lambda rows, value, day: (
                rows.filter(with_result__gt=0) if value == "yes" else rows.filter(with_result=0)
            ),
        ),
    )
    search = ("content", "evidence", "helper_branch__name")
    ordering = ("-helped_on", "area__path")
    start = "helped_on"
    same = ("area", "kind", "helped_on", "helper_branch", "helper_person", "result_on")
    related = ("helper_branch__area", "helper_person__area__parent__parent")

    def sums(self, rows, day):
        counts = rows.aggregate(
            workers=Sum("helped", filter=Q(kind="laid_off")),
            households=Sum("helped", filter=Q(kind="poor_household")),
        )
        return [("下岗职工", counts["workers"] or 0), ("贫困户", counts["households"] or 0)]
