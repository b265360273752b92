"""What was computed of village economy: to be looked at; `indicators.studying` writes it."""

from django.contrib import admin

from branches.admin.base import ReadOnlyAdmin

from ..models import EconomyStudy


@admin.register(EconomyStudy)
class EconomyStudyAdmin(ReadOnlyAdmin):
    list_display = ["area", "year", "villages", "as_of", "computed_at"]
    list_filter = ["year"]
    list_select_related = ["area"]
    search_fields = ["area__name", "=area__code", "area__pinyin"]
    fields = ["area", "year", "villages", "settled_on", "as_of", "computed_at", "version", "results"]
