"""What was handed on and published: to be looked at, never changed here."""

from django.contrib import admin

from branches.admin.base import ReadOnlyAdmin

from ..models import Handover, Publication


@admin.register(Handover)
class HandoverAdmin(ReadOnlyAdmin):
    list_display = ["area", "period", "sent_by", "sent_at", "sent_back_by", "sent_back_at", "why"]
    list_filter = ["period"]
    list_select_related = ["area", "period", "sent_by", "sent_back_by"]
    search_fields = ["area__name", "=area__code", "area__pinyin"]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["area", "period", "number", "who", "at", "why"]
    list_filter = ["period"]
    list_select_related = ["area", "period", "who"]
    search_fields = ["area__name", "=area__code", "why"]
    fields = ["area", "period", "number", "who", "at", "why"]
