"""Columns of a list: the declared ones, and where a row belongs."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.db.models import Model
from django.db.models.fields import DecimalField, FloatField, IntegerField
from django.urls import reverse
from django.utils.html import format_html

from ..models import Area, Level, Person
from ..scope import Scope
from .declaration import Column, Register, Tag, register_of
from .fields import Year, field_at, label_of, spoken, value_at
from .naming import address_of, name_of, place, title_of

NOTHING = "—"
UNGROUPED = 10_000  # GB/T 15835: up to four digits stand without a comma; a year must
ABOVE = [(Level.TOWNSHIP, "乡镇"), (Level.COUNTY, "县区")]


@dataclass(frozen=True)
class Viewer:
    """Who looks, and the day the rows stand for."""

    scope: Scope
    day: date


@cache
def columns_of(register: Register) -> list[Column]:
    """The declared columns with headings and order; the area and the units above it are put in."""
    columns = [complete(register, column) for column in register.columns]
    if not register.to_area:
        return columns
    names = [column.name for column in columns]
    if register.to_area in names:
        at = names.index(register.to_area) + 1
        return [*columns[:at], *above(register), *columns[at:]]
    area = complete(register, register.to_area)
    return [*columns[:1], area, *above(register), *columns[1:]]


def above(register: Register) -> list[Column]:
    """Township and county of a row, as far as the register's rows lie below them."""
    deepest = max(level.rank for level in map(Level, register.levels))
    order = (register.to_path,)
    return [
        Column(
            level.value, heading, lambda record, day, level=level: place(register.area_of(record), level), order
        )
        for level, heading in ABOVE
        if deepest > level.rank
    ]


def shown(register: Register, where: Area | None, in_force: bool = False) -> list[Column]:
    """The columns worth showing for a place: the unit above all rows is left out, and the day of
    ending where nothing has ended."""
    hidden = {level.value for level, _ in ABOVE if where and Level(where.level).rank >= level.rank}
    hidden |= {register.end} if in_force else set()
    return [column for column in columns_of(register) if column.name not in hidden]


def complete(register: Register, column: str | Column) -> Column:
    column = column if isinstance(column, Column) else Column(column)
    field = field_at(register.model, column.name)
    is_number = isinstance(field, IntegerField | DecimalField | FloatField) and not field.choices
    return replace(
        column,
        heading=column.heading or label_of(register.model, column.name),
        order=order_of(register, column, field) if column.order is None else column.order,
        is_number=column.is_number or (is_number and column.value is None),
    )


def order_of(register: Register, column: Column, field) -> tuple[str, ...]:
    """By the stored value; a person by pinyin, an area by its place in the tree."""
    if field is None:
        return (column.name,) if column.value is None else ()
    if not field.is_relation:
        return (column.name,)
    if field.related_model is Area:
        return (f"{column.name}__path",)
    if field.related_model is Person:
        return (f"{column.name}__pinyin", f"{column.name}__name")
    other = register_of(field.related_model)
    searched = other.search[0] if other and other.search else "pk"
    return (f"{column.name}__{searched}",)


def value_of(column: Column, record: Model, viewer: Viewer):
    return column.value(record, viewer.day) if column.value else value_at(record, column.name)


def written(value, viewer: Viewer):
    """A value for a cell of a spreadsheet: a number, a date or a text, None for nothing."""
    if isinstance(value, Person):
        return name_of(value, viewer.scope)
    if isinstance(value, Model):
        return title_of(value, viewer.scope)
    if isinstance(value, datetime):
        return spoken(value)
    if isinstance(value, date) or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    return spoken(value) or None


def rendered(value, viewer: Viewer) -> str:
    """A value as HTML; what has a page within reach links to it."""
    if isinstance(value, Tag):
        return format_html('<span class="tag {}">{}</span>', value.tone, value.text)
    if isinstance(value, Area):
        if not viewer.scope.may_see(value):
            return format_html("{}", value.name)
        return format_html('<a href="{}">{}</a>', reverse("area-dashboard", args=[value.code]), value.name)
    if isinstance(value, Model):
        return link(address_of(value, viewer.scope), title_of(value, viewer.scope))
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool | Year):
        return f"{value:,}" if abs(value) >= UNGROUPED else f"{value}"
    return format_html("{}", spoken(value) or NOTHING)


def link(address: str, words: str) -> str:
    return format_html('<a href="{}">{}</a>', address, words) if address else format_html("{}", words)
