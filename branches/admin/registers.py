"""Registers in the admin: one page for every declared model that has none of its own."""

from django.contrib import admin
from django.db.models import BooleanField, Field, ForeignKey, JSONField, Model

from ..models import Area, Person, Receipt, RegisterUpload, SavedView
from ..registry import REGISTERS, Register
from ..registry.columns import columns_of
from ..registry.fields import field_at
from ..words import WordsField
from .base import PLACE, AreaFilter, CatalogueAdmin, PeopleAdmin, ReadOnlyAdmin, RecordAdmin, place

SPELT = ("name", "pinyin", "initials")


def admin_for(register: Register) -> type[RecordAdmin]:
    """The admin page of a register: its stored columns, filters, search and scope."""
    base = PeopleAdmin if register.shows_names else (RecordAdmin if register.to_area else CatalogueAdmin)
    model = register.model
    names = {
        "__doc__": register.title,
        "__module__": __name__,
        "to_area": register.to_area or None,
        "list_display": displayed(register),
        "list_filter": filtered(register),
        "list_select_related": read_together(register),
        "search_fields": searched(register),
        "autocomplete_fields": [field.name for field in links_of(model) if is_searched(field.related_model)],
        "ordering": [*(register.ordering or [register.to_path] if register.to_area else register.ordering), "pk"],
        "formfield_for_dbfield": formfield_for_dbfield(base),
    }
    if register.to_area:
        names["where"] = where_of(register)
    if base is CatalogueAdmin:
        names["fixed"] = ()
    return type(f"{model.__name__}Admin", (base,), names)


def formfield_for_dbfield(base):
    """Lists of words are typed as words."""

    def made(self, db_field, request, **kwargs):
        if isinstance(db_field, JSONField) and db_field.default is list:
            return WordsField(label=db_field.verbose_name, required=not db_field.blank)
        return base.formfield_for_dbfield(self, db_field, request, **kwargs)

    return made


def where_of(register: Register):
    @admin.display(description="所在地", ordering=register.to_path)
    def where(self, record):
        return place(register.area_of(record))

    return where


def stored(register: Register) -> list[str]:
    """Columns that are fields of the model itself, but for the area."""
    names = [column.name for column in columns_of(register)]
    names = [name for name in names if "__" not in name and name != register.to_area]
    return [name for name in names if field_at(register.model, name) is not None]


def displayed(register: Register) -> list[str]:
    names = stored(register) or ["__str__"]
    return [names[0], *(["where"] if register.to_area else []), *names[1:]]


def filtered(register: Register) -> list:
    """The area, choices and yes-or-no fields among the declared filters, and whether a row has ended."""
    found: list = [AreaFilter] if register.to_area else []
    for name in register.filters:
        field = field_at(register.model, name) if isinstance(name, str) else None
        if field is not None and (field.choices or isinstance(field, BooleanField)):
            found.append(name)
    return [*found, *([(register.end, admin.EmptyFieldListFilter)] if register.end else [])]


def read_together(register: Register) -> list[str]:
    """The place of a row, and every record that its line names."""
    found = [f"{register.to_area}__{PLACE}"] if register.to_area else []
    for name in stored(register):
        field = field_at(register.model, name)
        if isinstance(field, ForeignKey):
            found += [name, *(f"{name}__{more}" for more in named_by(field.related_model))]
    return found


def named_by(model: type[Model]) -> list[str]:
    """Persons and areas that a record may be called after."""
    return [field.name for field in links_of(model) if field.related_model in (Area, Person)]


def searched(register: Register) -> list[str]:
    found = list(register.search)
    if register.to_person:
        found += [f"{register.to_person}__{name}" for name in SPELT]
    if register.to_area:
        found += [f"{register.to_area}__{name}" for name in SPELT]
        found.append(f"={register.to_area}__code")
    return found or ["pk"]


def links_of(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey) and field.editable]


def is_searched(model: type[Model]) -> bool:
    """Whether the model's own admin page can be asked while one types."""
    if any(register.model is model for register in REGISTERS.values()):
        return True
    return admin.site.is_registered(model) and bool(admin.site.get_model_admin(model).search_fields)


def register_all() -> None:
    for register in REGISTERS.values():
        if not admin.site.is_registered(register.model):
            admin.site.register(register.model, admin_for(register))


@admin.register(RegisterUpload)
class RegisterUploadAdmin(ReadOnlyAdmin):
    to_area = "who__area"
    list_display = ["at", "who", "register", "file_name", "lines_read", "applied_at"]
    list_filter = [AreaFilter, "register"]
    list_select_related = ["who"]
    search_fields = ["file_name", "who__username"]
    fields = ["who", "register", "at", "file_name", "sha256", "lines_read", "applied_at"]
    readonly_fields = ["lines_read"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("lines")

    @admin.display(description="行数")
    def lines_read(self, upload):
        return len(upload.plan)


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    to_area = "who__area"
    list_display = ["name", "who", "register", "query", "is_default"]
    list_filter = [AreaFilter, "register"]
    list_select_related = ["who"]
    search_fields = ["name", "who__username"]


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    to_area = "who__area"
    list_display = ["at", "who", "register", "record"]
    list_filter = [AreaFilter, "register"]
    list_select_related = ["who"]
    search_fields = ["register", "record", "who__username"]
