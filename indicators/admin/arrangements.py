"""What the dashboards show by level, and the columns that accounts have chosen for themselves."""

from django.contrib import admin

from branches.admin.base import AreaFilter, CatalogueAdmin, ReadOnlyAdmin
from branches.clock import today

from ..models import Arrangement, ColumnChoice, Indicator, Panel
from .arrangement_form import ArrangementForm


@admin.register(Arrangement)
class ArrangementAdmin(CatalogueAdmin):
    form = ArrangementForm
    fixed = ("level",)
    list_display = ["level", "shown_tiles", "shown_panels", "retired"]
    fieldsets = [
        (
            None,
            {
                "fields": ["level", "tiles", "columns", "evenness", "panels"],
                "description": "按格子的先后显示，留空的格子跳过。整栏都留空时按“指标”里的首页位置显示，"
                "面板全部显示。没有安排的层级同样按首页位置显示。“一览表的列”是默认的列，各账号可以在看板上自选。",
            },
        )
    ]

    @admin.display(description="主要指标")
    def shown_tiles(self, arrangement):
        return words(arrangement.tiles) or "按首页位置"

    @admin.display(description="面板")
    def shown_panels(self, arrangement):
        labels = dict(Panel.choices)
        return "、".join(labels.get(name, name) for name in arrangement.panels) or "全部"

    @admin.display(description="已停用的指标")
    def retired(self, arrangement):
        codes = list(dict.fromkeys([*arrangement.tiles, *arrangement.columns, *arrangement.evenness]))
        in_force = set(Indicator.objects.in_force(today()).filter(code__in=codes).values_list("code", flat=True))
        return words([code for code in codes if code not in in_force]) or "—"


def words(codes: list[str]) -> str:
    """The short names in order; a code that no indicator ever had stands for itself."""
    known = Indicator.objects.filter(code__in=codes).order_by("effective_from")
    names = dict(known.values_list("code", "short_name"))
    return "、".join(names.get(code, code) for code in codes)


@admin.register(ColumnChoice)
class ColumnChoiceAdmin(ReadOnlyAdmin):
    to_area = "who__area"
    list_display = ["who", "page", "level", "codes"]
    list_filter = [AreaFilter, "page", "level"]
    list_select_related = ["who"]
    search_fields = ["who__username"]
