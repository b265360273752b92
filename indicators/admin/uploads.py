"""Uploaded forms: to be looked at, never changed here."""

from django.contrib import admin

from branches.admin.base import ReadOnlyAdmin

from ..models import Upload


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ["at", "area", "period", "who", "file_name", "changed", "wrong", "applied_at"]
    list_filter = ["period"]
    list_select_related = ["area", "period", "who"]
    search_fields = ["area__name", "=area__code", "area__pinyin", "file_name", "who__username"]
    fields = [
        *("area", "period", "who", "at", "file_name", "sha256"),
        *("changed", "wrong", "sentences", "applied_at"),
    ]
    readonly_fields = ["changed", "wrong", "sentences"]

    @admin.display(description="改动格数")
    def changed(self, upload):
        return len(upload.changes) + len(upload.conflicts)

    @admin.display(description="错误数")
    def wrong(self, upload):
        return len(upload.errors)

    @admin.display(description="错误与提示")
    def sentences(self, upload):
        return "\n".join([*upload.errors, *upload.notes]) or "—"
