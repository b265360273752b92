"""A register as a sheet: which headings a row has, what each cell says, for export, template and import alike."""

from dataclasses import dataclass
from enum import StrEnum

from django import forms
from django.db.models import Field, Model

from ..models import Area, Person
from .columns import Viewer, shown, written
from .declaration import Column, Register
from .fields import label_of, value_at
from .finders import Finders
from .forms import RegisterForm, is_month
from .naming import is_own, name_of
from .person_finder import PersonFinder
from .place_finder import AreaFinder, places_of

NUMBER = "记录编号"
YES, NO = "是", "否"
MOST_AREAS = 300  # as many as a drop-down of a sheet may offer


class Part(StrEnum):
    """What a cell says of its field."""

    NUMBER = "number"  # of no field: the key of the record
    VALUE = "value"
    NAME = "name"  # of a person
    BIRTH = "birth"
    CODE = "code"  # of an area, or of a person's area
    PLACE = "place"
    TOWNSHIP = "township"  # only in lists from elsewhere: goes before the place


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet. `choices` are offered as a drop-down; `required` is marked."""

    heading: str
    field: str
    part: Part = Part.VALUE
    hint: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


def identity(register: Register, form: type[RegisterForm]) -> list[str]:
    """Fields that tell which record a row is, though the form does not ask them."""
    return [name for name in register.same if name not in form.base_fields]


def layout(register: Register, form: type[RegisterForm], finders: Finders) -> list[SheetColumn]:
    """The columns that an import reads, in the order of the form."""
    names = [*identity(register, form), *form.base_fields]
    columns: list[SheetColumn] = []
    taken: set[str] = set()
    for name in names:
        for column in columns_for(register, name, form.base_fields.get(name), finders):
            if column.heading in taken:
                column = SheetColumn(f"{column.heading}（{label_of(register.model, name)}）", *values(column)[1:])
            taken.add(column.heading)
            columns.append(column)
    return columns


def values(column: SheetColumn) -> tuple:
    return (column.heading, column.field, column.part, column.hint, column.choices, column.required)


def columns_for(register: Register, name: str, asked: forms.Field | None, finders: Finders) -> list[SheetColumn]:
    """The columns of one field."""
    field = register.model._meta.get_field(name)
    label, required = str(asked.label if asked else field.verbose_name), asked is None or asked.required
    if field.many_to_one or field.one_to_one:
        finder = finders[name]
        if isinstance(finder, PersonFinder):
            return person_columns(register, name, label, required)
        if isinstance(finder, AreaFinder):
            return area_columns(name, label, required, finder)
        few = finder.few() or ()
        hint = "" if few else "写全称"
        return [SheetColumn(label, name, Part.VALUE, hint, tuple(one.words for one in few), required)]
    return [SheetColumn(label, name, Part.VALUE, hint_for(field, asked), choices_for(field, asked), required)]


def person_columns(register: Register, name: str, label: str, required: bool) -> list[SheetColumn]:
    mine = name == register.to_person
    before = "" if mine else label
    return [
        SheetColumn("姓名" if mine else label, name, Part.NAME, "人员台账里登记的姓名", (), required),
        SheetColumn(f"{before}所在单位代码", name, Part.CODE, "12位区划代码；写了单位名称的可不填"),
        SheetColumn(f"{before}所在单位", name, Part.PLACE, "乡镇 村，如：东镇 一村"),
        SheetColumn(f"{before}出生年月", name, Part.BIRTH, "如 1970-04，用来分辨同名的人"),
    ]


def area_columns(name: str, label: str, required: bool, finder: AreaFinder) -> list[SheetColumn]:
    offered = finder.areas.order_by("path")[: MOST_AREAS + 1]
    words = tuple(place.words for place in places_of(offered))
    return [
        SheetColumn(f"{label}代码", name, Part.CODE, "12位区划代码；写了名称的可不填"),
        SheetColumn(
            label, name, Part.PLACE, "乡镇 村，如：东镇 一村", words if len(words) <= MOST_AREAS else (), required
        ),
    ]


def choices_for(field: Field, asked: forms.Field | None) -> tuple[str, ...]:
    if isinstance(asked, forms.BooleanField | forms.NullBooleanField):
        return (YES, NO)
    return tuple(str(label) for value, label in field.flatchoices if value not in ("", None))


def hint_for(field: Field, asked: forms.Field | None) -> str:
    help_text = str(getattr(asked, "help_text", "") or "")
    if isinstance(asked, forms.DateField):
        return f"{'年-月，如 1970-04' if is_month(field) else '年-月-日，如 2012-03-31'}。{help_text}".rstrip("。")
    if isinstance(asked, forms.IntegerField | forms.DecimalField):
        return f"填数。{help_text}".rstrip("。")
    return help_text


def further(register: Register, columns: list[SheetColumn]) -> list[Column]:
    """Columns of the list that the import does not read: they go out after the others."""
    fields = {column.field for column in columns}
    headings = {column.heading for column in columns}
    return [
        column
        for column in shown(register, None)
        if column.name not in fields | {register.to_area} and column.heading not in headings
    ]


def cell_of(column: SheetColumn, record: Model, viewer: Viewer):
    """What a record's cell says: a number, a date or a text, None for nothing."""
    if column.part is Part.NUMBER:
        return record.pk
    value = value_at(record, column.field)
    if value is None:
        return None
    if isinstance(value, Person):
        return person_cell(column.part, value, viewer)
    if isinstance(value, Area):
        return value.code if column.part is Part.CODE else spelt_out(value)
    field = record._meta.get_field(column.field)
    if is_month(field):
        return f"{value:%Y-%m}"
    return written(value, viewer)


def person_cell(part: Part, person: Person, viewer: Viewer):
    """Outside the viewer's chain a person is a masked name and nothing more."""
    if part is Part.NAME:
        return name_of(person, viewer.scope)
    if not is_own(person, viewer.scope):
        return None
    if part is Part.BIRTH:
        return person.birth_month and f"{person.birth_month:%Y-%m}"
    return person.area.code if part is Part.CODE else spelt_out(person.area)


def spelt_out(area: Area) -> str:
    """The area as `matching` reads it: a village after its township."""
    return f"{area.parent.name} {area.name}" if area.level == "village" and area.parent else area.name
