"""Party organisations and the new economic and social organisations they cover."""

from django.contrib import admin

from ..models import Branch, NewOrgUnit
from .base import PLACE, AreaFilter, RecordAdmin, place


@admin.register(Branch)
class BranchAdmin(RecordAdmin):
    list_display = ["name", "where", "org_type", "sector", "setup_mode", "full_members", "term_ends_on"]
    list_filter = [
        AreaFilter,
        "org_type",
        "sector",
        "setup_mode",
        "carrier",
        ("dissolved_on", admin.EmptyFieldListFilter),
    ]
    list_select_related = [f"area__{PLACE}"]
    search_fields = ["name", "area__name", "=area__code", "area__pinyin", "area__initials"]
    autocomplete_fields = ["area", "parent"]

    @admin.display(description="所在地", ordering="area__path")
    def where(self, branch):
        return place(branch.area)


@admin.register(NewOrgUnit)
class NewOrgUnitAdmin(RecordAdmin):
    list_display = ["name", "kind", "where", "operation", "staff", "full_members", "branch", "setup_mode"]
    list_filter = [
        AreaFilter,
        "kind",
        "operation",
        "above_scale",
        "setup_mode",
        ("branch", admin.EmptyFieldListFilter),
        "work_carrier",
    ]
    list_select_related = [f"area__{PLACE}", "branch"]
    search_fields = ["name", "area__name", "=area__code", "area__pinyin", "area__initials"]
    autocomplete_fields = ["area", "branch"]

    @admin.display(description="所在地", ordering="area__path")
    def where(self, unit):
        return place(unit.area)
