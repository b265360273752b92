"""People whom a programme follows: persons, tenures, certifications. Every list shown is recorded."""

from django.contrib import admin

from ..models import Cadre, DoubleStrongCertification, Person, PersonMatch
from ..tags import TagsField
from .base import PLACE, AreaFilter, PeopleAdmin, ReadOnlyAdmin, RecordForm, place


class PersonForm(RecordForm):
    tags = TagsField(label="来源标签", required=False)


@admin.register(Person)
class PersonAdmin(PeopleAdmin):
    to_area = "area"
    form = PersonForm
    list_display = ["name", "sex", "birth", "education", "political_status", "joined_on", "where"]
    list_filter = [AreaFilter, "sex", "education", "political_status"]
    list_select_related = [f"area__{PLACE}"]
    search_fields = ["name", "pinyin", "initials", "area__name"]
    autocomplete_fields = ["area"]
    ordering = ["area__path", "pinyin", "pk"]

    @admin.display(description="出生年月", ordering="birth_month")
    def birth(self, person):
        return person.birth_month and person.birth_month.strftime("%Y-%m")

    @admin.display(description="所在村（单位）", ordering="area__path")
    def where(self, person):
        return place(person.area)


@admin.register(Cadre)
class CadreAdmin(PeopleAdmin):
    to_area = "village"
    list_display = ["person", "post", "where", "started_on", "ended_on", "source", "election_mode"]
    list_filter = [AreaFilter, "post", "source", "election_mode", ("ended_on", admin.EmptyFieldListFilter)]
    list_select_related = ["person", f"village__{PLACE}"]
    search_fields = ["person__name", "person__pinyin", "person__initials", "village__name"]
    autocomplete_fields = ["person", "village"]
    date_hierarchy = "started_on"
    ordering = ["village__path", "pk"]

    @admin.display(description="任职村", ordering="village__path")
    def where(self, cadre):
        return place(cadre.village)


@admin.register(DoubleStrongCertification)
class CertificationAdmin(PeopleAdmin):
    to_area = "person__area"
    list_display = ["person", "where", "standard", "track", "certified_on", "valid_until", "revoked_on"]
    list_filter = [AreaFilter, "standard", "track", "certified_on", ("revoked_on", admin.EmptyFieldListFilter)]
    list_select_related = ["standard", f"person__area__{PLACE}"]
    search_fields = ["person__name", "person__pinyin", "person__initials", "person__area__name"]
    autocomplete_fields = ["person"]
    date_hierarchy = "certified_on"

    @admin.display(description="所在村", ordering="person__area__path")
    def where(self, certification):
        return place(certification.person.area)


@admin.register(PersonMatch)
class PersonMatchAdmin(ReadOnlyAdmin):
    list_display = ["at", "kept_id", "other_id", "is_same", "moved", "who", "note"]
    list_filter = [AreaFilter, "is_same"]
    list_select_related = ["who"]
    search_fields = ["=kept_id", "=other_id", "note"]
    ordering = ["-at", "-pk"]
