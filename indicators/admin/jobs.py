"""Files made for people: who ordered what, to be looked at."""

from django.contrib import admin

from branches.admin.base import ReadOnlyAdmin

from ..models import Job, JobPart


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["started_at", "kind", "area", "period", "basis", "who", "state"]
    list_filter = ["state", "period"]
    list_select_related = ["area", "period", "who"]
    search_fields = ["area__name", "=area__code", "who__username"]
    fields = ["started_at", "kind", "area", "period", "basis", "who", "state", "why"]


@admin.register(JobPart)
class JobPartAdmin(ReadOnlyAdmin):
    """What a file holds is for its owner; here is only that it was made."""

    to_area = "job__area"
    list_display = ["file_name", "job", "rows"]
    list_select_related = ["job__area", "job__period"]
    search_fields = ["file_name", "job__area__name"]
    fields = ["job", "code", "file_name", "rows"]
