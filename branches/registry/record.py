"""The page of one record: its facts, the record it belongs to, the rows that belong to it."""

from dataclasses import dataclass

from django.db.models import Model

from .columns import Viewer, rendered, shown, value_of
from .declaration import REGISTERS, Register
from .fields import label_of, relations, value_at

MOST_CHILDREN = 20
HIDDEN = {"pinyin", "initials", "is_demo"}


@dataclass(frozen=True)
class Fact:
    label: str
    value: str  # safe HTML


@dataclass(frozen=True)
class Children:
    """Rows of another register that belong to a record."""

    register: Register
    headings: list[str]
    rows: list[tuple[Model, list[str]]]
    count: int
    may_add: bool


def facts(register: Register, record: Model, viewer: Viewer) -> list[Fact]:
    """Every field: those that the form asks first, then what acts or imports keep, then computed columns."""
    return [
        Fact(label_of(register.model, path), rendered(value_at(record, path), viewer))
        for path in fact_names(register)
    ]


def fact_names(register: Register) -> list[str]:
    rest = [
        field.name
        for field in register.model._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in HIDDEN
    ]
    return list(dict.fromkeys([*register.fields, *rest]))


def load(register: Register, viewer: Viewer, pk) -> Model | None:
    """The record with what its page shows; None outside the scope."""
    rows = register.within(viewer.scope).select_related(*relations(register, fact_names(register)))
    return rows.filter(pk=pk).first()


def child_registers(register: Register) -> list[Register]:
    return [one for one in REGISTERS.values() if one.parent and target_of(one) is register.model]


def target_of(register: Register) -> type[Model]:
    return register.model._meta.get_field(register.parent).related_model


def children(register: Register, record: Model, viewer: Viewer) -> list[Children]:
    """The first rows of every register that belongs to this one, inside the scope: two queries each."""
    found = []
    for child in child_registers(register):
        columns = [column for column in shown(child, viewer.scope.area) if column.name != child.parent]
        rows = child.rows(child.within(viewer.scope), viewer.day).filter(**{child.parent: record})
        names = [column.name for column in columns]
        ordered = rows.select_related(*relations(child, names)).order_by(*(child.ordering or ["pk"]), "pk")
        lines = [
            (row, [rendered(value_of(column, row, viewer), viewer) for column in columns])
            for row in ordered[:MOST_CHILDREN]
        ]
        count = rows.count() if len(lines) == MOST_CHILDREN else len(lines)
        found.append(
            Children(
                child, [column.heading for column in columns], lines, count, child.may_keep(viewer.scope, None)
            )
        )
    return found
