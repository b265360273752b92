"""Assessments, their scores and steps: to be looked at. They are changed on the sheet, step by step."""

from django.contrib import admin

from branches.admin.base import PLACE, AreaFilter, ReadOnlyAdmin, place

from ..models import Assessment, AssessmentEvent, ItemScore


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    list_display = ["where", "branch", "year", "rubric", "state", "level", "decided_on", "lost_on"]
    list_filter = [AreaFilter, "year", "rubric__kind", "state"]
    list_select_related = [f"area__{PLACE}", "branch", "rubric", "level"]
    search_fields = ["area__name", "=area__code", "area__pinyin", "area__initials", "branch__name"]

    @admin.display(description="参创单位", ordering="area__path")
    def where(self, assessment):
        return place(assessment.area)


@admin.register(ItemScore)
class ItemScoreAdmin(ReadOnlyAdmin):
    to_area = "assessment__area"
    list_display = ["assessment", "item", "own_score", "checked_score", "decided_score", "note"]
    list_filter = [AreaFilter, "assessment__year", "assessment__state"]
    list_select_related = ["assessment__area", "assessment__branch", "item"]
    search_fields = ["assessment__area__name", "=assessment__area__code", "item__name"]


@admin.register(AssessmentEvent)
class AssessmentEventAdmin(ReadOnlyAdmin):
    to_area = "assessment__area"
    list_display = ["at", "assessment", "verb", "from_state", "to_state", "total", "who", "why"]
    list_filter = [AreaFilter, "verb"]
    list_select_related = ["assessment__area", "assessment__branch", "who"]
    search_fields = ["assessment__area__name", "=assessment__area__code", "who__username", "why"]
    date_hierarchy = "at"
