"""Areas, villages and what happened to areas."""

from django.contrib import admin

from .. import hierarchy
from ..clock import today
from ..models import Area, AreaChange, Village
from ..tree import HierarchyError, check_day, check_name
from .base import PLACE, AreaFilter, ReadOnlyAdmin, RecordAdmin, RecordForm, ScopedAdmin, place

BY_COMMAND = (
    "区划代码、层级、上级和设立、撤销日期在此只能查看。设立、撤销、划转、合并、拆分请用区划调整命令："
    "manage.py reorganise（整体导入用 manage.py load_areas），报表与汇总会随之调整。"
    "在此更改名称会留下“更名”记录，拼音随名称更新。"
)


class AreaForm(RecordForm):
    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if "name" in self.changed_data:
            try:
                check_day(self.instance, today())
                check_name(name, self.instance.parent, but=self.instance)
            except HierarchyError as error:
                self.add_error("name", str(error))
        return name


@admin.register(Area)
class AreaAdmin(RecordAdmin):
    to_area = ""
    may_add = False
    form = AreaForm
    list_display = ["name", "code", "level", "kind", "above", "sort_order", "opened_on", "closed_on"]
    list_filter = [AreaFilter, "level", "kind"]
    list_select_related = [PLACE]
    search_fields = ["name", "official_name", "=code", "pinyin", "initials"]
    ordering = ["path"]
    readonly_fields = ["code", "level", "kind", "parent", "urban_rural_code", "opened_on", "closed_on"]
    fieldsets = [
        (None, {"fields": ["name", "official_name", "pinyin", "initials", "sort_order", "tile"]}),
        ("所处位置", {"fields": readonly_fields, "description": BY_COMMAND}),
    ]

    @admin.display(description="上级")
    def above(self, area):
        return place(area.parent)

    def save_model(self, request, obj, form, change):
        if "name" in form.changed_data:
            renamed = hierarchy.rename(obj, obj.name, on=today(), who=request.user, note="数据管理")
            form.changed_data.remove("name")
            for column in {"pinyin", "initials"}.difference(form.changed_data):
                setattr(obj, column, getattr(renamed, column))
        super().save_model(request, obj, form, change)


@admin.register(Village)
class VillageAdmin(ScopedAdmin):
    may_add = False
    list_display = ["village", "where", "is_rural_unit", "converted", "households", "population", "main_industry"]
    list_filter = [AreaFilter, "is_rural_unit", "converted"]
    list_select_related = [f"area__{PLACE}"]
    search_fields = ["area__name", "=area__code", "area__pinyin", "area__initials", "main_industry"]
    ordering = ["area__path"]
    readonly_fields = ["area"]

    @admin.display(description="村", ordering="area__path")
    def village(self, village):
        return village.area.name

    @admin.display(description="所在地", ordering="area__path")
    def where(self, village):
        return place(village.area.parent)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AreaChange)
class AreaChangeAdmin(ReadOnlyAdmin):
    list_display = ["effective_on", "kind", "where", "other", "before", "after", "who", "at", "note"]
    list_filter = [AreaFilter, "kind", "effective_on"]
    list_select_related = [f"area__{PLACE}", "other", "who"]
    search_fields = ["area__name", "=area__code", "area__pinyin", "area__initials", "before", "after", "note"]
    date_hierarchy = "effective_on"

    @admin.display(description="区划", ordering="area__path")
    def where(self, change):
        return place(change.area)
