"""Tasks with their progress and steps: to be looked at; they change by their verbs alone."""

from django.contrib import admin

from branches.admin.base import AreaFilter, ReadOnlyAdmin

from ..models import Task, TaskEntry, TaskEvent

SPELT = ["area__name", "=area__code", "area__pinyin", "area__initials"]


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ["title", "area", "state", "due_on", "arranged_by", "arranged_on"]
    list_filter = [AreaFilter, "state", "programme"]
    list_select_related = ["area", "arranged_by"]
    search_fields = ["title", "document_number", *SPELT]


class OfTask(ReadOnlyAdmin):
    """What belongs to a task lies where the task does."""

    to_area = "task__area"
    list_select_related = ["task__area", "who"]
    search_fields = ["task__title", *[name.replace("area", "task__area", 1) for name in SPELT]]


@admin.register(TaskEntry)
class TaskEntryAdmin(OfTask):
    list_display = ["task", "on", "kind", "quantity", "text", "who"]
    list_filter = [AreaFilter, "kind"]


@admin.register(TaskEvent)
class TaskEventAdmin(OfTask):
    list_display = ["task", "verb", "on", "to_state", "why", "who"]
    list_filter = [AreaFilter, "verb"]
