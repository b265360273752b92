"""The catalogue: one for all, kept by the administrator at the top, seen by every administrator."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from branches.admin.base import PLACE, AreaFilter, CatalogueAdmin, RecordAdmin, place
from branches.clock import today

from ..burden import latest_day, note
from ..models import Element, Indicator, Period, Programme, ProgrammeDocument, Report, Rule, Target
from .forms import ElementForm, IndicatorForm, RuleForm, TargetForm


@admin.register(Programme)
class ProgrammeAdmin(CatalogueAdmin):
    list_display = ["name", "code", "sort_order"]
    search_fields = ["name", "code"]


@admin.register(ProgrammeDocument)
class ProgrammeDocumentAdmin(RecordAdmin):
    list_display = ["title", "number", "programme", "area", "issued_on", "repealed_on"]
    list_filter = [AreaFilter, "programme", ("repealed_on", admin.EmptyFieldListFilter)]
    list_select_related = ["programme", "area"]
    search_fields = ["title", "number"]
    autocomplete_fields = ["programme", "area"]


@admin.register(Element)
class ElementAdmin(CatalogueAdmin):
    form = ElementForm
    fixed = ("code", "level", "decimals", "nature")
    list_display = ["name", "code", "programme", "level", "unit", "nature", "frequency", "source", "required"]
    list_filter = ["programme", "level", "nature", "frequency", ("source", admin.EmptyFieldListFilter), "required"]
    list_select_related = ["programme"]
    search_fields = ["name", "code", "definition"]
    autocomplete_fields = ["programme"]
    fieldsets = [
        (None, {"fields": ["code", "name", "definition", "programme", "sort_order"]}),
        (
            "数值",
            {
                "fields": ["level", "unit", "decimals", "nature", "restarts"],
                "description": "层级、小数位数和性质在建立后不能更改，因为已有的数值按它们保存。",
            },
        ),
        (
            "填报",
            {"fields": ["frequency", "source", "counterpart", "required", "effective_from", "effective_until"]},
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        """Whoever adds an element reads first what the units are asked already."""
        if obj is not None:
            return self.fieldsets
        asked = note(latest_day(today())) or "现在还没有任何指标项"
        link = format_html('<a href="{}">减负台账</a>', reverse("burden"))
        told = format_html("{}。新增前请看{}：台账能提取的、别处已经填报的，不再要求填报。", asked, link)
        (name, first), *rest = self.fieldsets
        return [(name, first | {"description": told}), *rest]

    def has_delete_permission(self, request, obj=None):
        """An element that some report has answered stays for good."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not Report.objects.filter(values__has_key=obj.code).exists()


@admin.register(Indicator)
class IndicatorAdmin(CatalogueAdmin):
    form = IndicatorForm
    list_display = ["name", "code", "programme", "numerator", "denominator", "direction", "featured", "in_force"]
    list_filter = [
        "programme",
        "level",
        "display",
        "direction",
        ("featured", admin.EmptyFieldListFilter),
        ("effective_until", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["programme"]
    search_fields = ["name", "short_name", "code", "definition"]
    autocomplete_fields = ["programme"]
    fieldsets = [
        (None, {"fields": ["code", "name", "short_name", "definition", "programme", "level"]}),
        (
            "公式",
            {
                "fields": ["numerator", "denominator"],
                "description": "用指标项代码加减，如 a + b - 2*c。口径有变时请先给现行版本填停用日期，"
                "再以同一代码新建一个版本，以前各期仍按原口径计算。",
            },
        ),
        ("显示", {"fields": ["display", "unit", "count_unit", "decimals", "direction", "featured", "sort_order"]}),
        ("期限", {"fields": ["effective_from", "effective_until"]}),
    ]

    @admin.display(description="有效期", ordering="effective_from")
    def in_force(self, indicator):
        return f"{indicator.effective_from} — {indicator.effective_until or '至今'}"


@admin.register(Rule)
class RuleAdmin(CatalogueAdmin):
    form = RuleForm
    list_display = ["message", "code", "programme", "level", "left", "comparison", "right", "severity"]
    list_filter = ["programme", "level", "severity"]
    list_select_related = ["programme"]
    search_fields = ["message", "code", "left", "right"]
    autocomplete_fields = ["programme"]


@admin.register(Period)
class PeriodAdmin(CatalogueAdmin):
    may_add = False
    list_display = ["quarter_name", "code", "opens_on", "due_on", "late_until", "closes_on"]
    search_fields = ["code"]
    fieldsets = [
        (
            None,
            {
                "fields": ["code", "opens_on", "due_on", "late_until", "closes_on"],
                "description": "新的报告期在“报告期”页开报（或用命令 open_period），各单位的报表会同时建好。",
            },
        )
    ]

    @admin.display(description="报告期", ordering="ordinal")
    def quarter_name(self, period):
        return str(period)


@admin.register(Target)
class TargetAdmin(RecordAdmin):
    """Each administrator keeps the targets of the own area and below."""

    form = TargetForm
    list_display = ["indicator", "where", "year", "green", "amber"]
    list_filter = [AreaFilter, "year", "indicator__programme"]
    list_select_related = ["indicator", f"area__{PLACE}"]
    search_fields = ["indicator__name", "=indicator__code", "area__name"]
    autocomplete_fields = ["indicator", "area"]

    @admin.display(description="区划", ordering="area__path")
    def where(self, target):
        return place(target.area)

    def has_delete_permission(self, request, obj=None):
        return self.covers(request, obj)
