"""Reports, totals and their traces: to be looked at, never changed here."""

from decimal import Decimal

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from branches.admin.base import PLACE, AreaFilter, ReadOnlyAdmin, place
from branches.models import Level

from ..models import Element, Explanation, Report, ReviewEvent, Revision, Status, Total


def shown(scaled: int | None, decimals: int) -> str:
    """A scaled integer in its natural unit; — when missing."""
    return "—" if scaled is None else f"{Decimal(scaled).scaleb(-decimals):,.{decimals}f}"


def table(headings, rows):
    head = format_html_join("", '<th scope="col">{}</th>', ((heading,) for heading in headings))
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        ((format_html_join("", '<td class="{}">{}</td>', cells),) for cells in rows),
    )
    return format_html('<table class="figures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, body)


def elements_of(*codes) -> list[tuple[str, str, int, str]]:
    """(code, name, decimals, unit) in the order of the catalogue; a code it has lost comes last."""
    wanted = set().union(*codes)
    known = Element.objects.filter(code__in=wanted).values_list("code", "name", "decimals", "unit")
    rows = list(known.order_by("programme__sort_order", "sort_order", "code"))
    return rows + [(code, code, 0, "") for code in sorted(wanted - {row[0] for row in rows})]


class FigureAdmin(ReadOnlyAdmin):
    list_select_related = ["period", f"area__{PLACE}"]
    search_fields = ["area__name", "=area__code", "area__pinyin", "area__initials"]

    @admin.display(description="单位", ordering="area__path")
    def where(self, row):
        return place(row.area)


@admin.register(Report)
class ReportAdmin(FigureAdmin):
    list_display = ["where", "period", "status", "answered", "version", "updated_at"]
    list_filter = [AreaFilter, "period", "status"]
    fields = ["area", "period", "counted_in", "status", "version", "updated_at", "figures"]
    readonly_fields = ["figures"]

    @admin.display(description="已填项数")
    def answered(self, report):
        return sum(value is not None for value in report.values.values())

    @admin.display(description="数值")
    def figures(self, report):
        rows = [
            (
                ("", name),
                ("number", shown(report.values.get(code), decimals)),
                ("", unit),
                ("", "上期结转" if code in report.carried else ""),
            )
            for code, name, decimals, unit in elements_of(report.values)
        ]
        return table(["指标项", "数值", "单位", "来源"], rows) if rows else "尚未填报"


@admin.register(Total)
class TotalAdmin(FigureAdmin):
    list_display = ["where", "period", "standing", "version"]
    list_filter = [AreaFilter, "period"]
    fields = ["area", "period", "parent", "version", "standing", "figures"]
    readonly_fields = ["standing", "figures"]

    @admin.display(description="报表数")
    def standing(self, total):
        words = []
        for key, number in sorted(total.counts.items()):
            level, _, status = key.partition(".")
            words.append(
                f"{dict(Level.choices).get(level, level)}{dict(Status.choices).get(status, status)}{number}"
            )
        return "，".join(words) or "—"

    @admin.display(description="合计")
    def figures(self, total):
        rows = []
        for code, name, decimals, unit in elements_of(total.approved, total.reported):
            (approved, approved_n), (reported, reported_n) = (
                sums.get(code, (None, 0)) for sums in (total.approved, total.reported)
            )
            rows.append(
                (
                    ("", name),
                    ("number", shown(approved, decimals)),
                    ("number", approved_n),
                    ("number", shown(reported, decimals)),
                    ("number", reported_n),
                    ("", unit),
                )
            )
        headings = ["指标项", "已审核合计", "份数", "含待审合计", "份数", "单位"]
        return table(headings, rows) if rows else "尚无数值"


class TraceAdmin(ReadOnlyAdmin):
    """What happened to a report."""

    to_area = "report__area"
    date_hierarchy = "at"
    search_fields = ["report__area__name", "=report__area__code", "report__area__pinyin", "who__username"]

    @admin.display(description="单位", ordering="report__area__path")
    def where(self, row):
        return place(row.report.area)

    @admin.display(description="报告期", ordering="report__period__ordinal")
    def period(self, row):
        return row.report.period


@admin.register(Revision)
class RevisionAdmin(TraceAdmin):
    list_display = ["at", "where", "period", "element", "before", "after", "who", "how", "why"]
    list_filter = [AreaFilter, "how", "report__period", "at"]
    list_select_related = ["element", "who", "report__period", f"report__area__{PLACE}"]
    fields = ["report", "element", "before", "after", "who", "at", "how", "why"]
    readonly_fields = ["before", "after"]

    @admin.display(description="原值", ordering="old")
    def before(self, revision):
        return shown(revision.old, revision.element.decimals)

    @admin.display(description="新值", ordering="new")
    def after(self, revision):
        return shown(revision.new, revision.element.decimals)


@admin.register(ReviewEvent)
class ReviewEventAdmin(TraceAdmin):
    list_display = ["at", "where", "period", "verb", "from_status", "to_status", "who", "why"]
    list_filter = [AreaFilter, "verb", "to_status", "report__period", "at"]
    list_select_related = ["who", "report__period", f"report__area__{PLACE}"]
    fields = ["report", "verb", "from_status", "to_status", "who", "at", "why", "pointed_at"]
    readonly_fields = ["pointed_at"]

    @admin.display(description="涉及指标项")
    def pointed_at(self, event):
        return "、".join(name for _, name, _, _ in elements_of(event.cells)) or "—"


@admin.register(Explanation)
class ExplanationAdmin(TraceAdmin):
    list_display = ["at", "where", "period", "finding", "text", "who"]
    list_filter = [AreaFilter, "rule", "report__period", "at"]
    list_select_related = ["who", "report__period", f"report__area__{PLACE}"]
    fields = ["report", "rule", "finding", "text", "who", "at"]
