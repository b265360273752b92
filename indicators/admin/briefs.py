"""Kept documents: to be looked at, never changed."""

from django.contrib import admin

from branches.admin.base import ReadOnlyAdmin

from ..models import Brief


@admin.register(Brief)
class BriefAdmin(ReadOnlyAdmin):
    list_display = ["number_text", "title", "kind", "area", "period", "author", "created_at"]
    list_filter = ["kind", "period"]
    list_select_related = ["area", "period", "author"]
    search_fields = ["title", "area__name", "=area__code"]
    fields = [
        *("area", "year", "number", "kind", "title", "period", "basis", "publication"),
        *("recipient", "unit", "signed_on", "author", "created_at", "sha256"),
    ]

    @admin.display(description="编号", ordering="number")
    def number_text(self, brief: Brief) -> str:
        return brief.number_text
