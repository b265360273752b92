"""The list of a register as a table: sorted by stored columns that all databases sort alike, cut to pages."""

import django_tables2 as tables
from django.db.models import CharField, F, QuerySet, TextField
from django.urls import reverse

from ..models import Area
from .columns import Viewer, link, rendered, shown, value_of, written
from .declaration import Column, Register
from .fields import field_at, relations

ROWS_A_PAGE = 50
ROWS_ON_PAPER = 1000
LONGEST_ON_A_LINE = 60  # letters that a column may hold before its cells are broken
LONG = {"td": {"class": "wrap"}}
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class RegisterColumn(tables.Column):
    """Renders what the declaration says, and orders by its fields, blanks last either way."""

    def __init__(self, column: Column, leads: bool, is_long: bool):
        self.column, self.leads = column, leads
        looks = NUMBER if column.is_number else (LONG if is_long else None)
        super().__init__(
            verbose_name=column.heading,
            accessor="pk",
            orderable=bool(column.order),
            attrs=looks,
        )

    def render(self, record, table):
        value = value_of(self.column, record, table.viewer)
        if self.leads:
            address = reverse("register-record", args=[table.register.key, record.pk])
            return link(address, str(written(value, table.viewer) or self.default))
        return rendered(value, table.viewer)

    def order(self, queryset, is_descending):
        ordering = [
            F(field).desc(nulls_last=True) if is_descending else F(field).asc(nulls_last=True)
            for field in self.column.order
        ]
        return queryset.order_by(*ordering, *queryset.query.order_by), True


class RegisterTable(tables.Table):
    """The rows of a register as a viewer may read them; the first column leads to the record.
    `in_force` says that none of them has ended."""

    def __init__(self, register: Register, rows: QuerySet, viewer: Viewer, where: Area | None, in_force=False):
        self.register, self.viewer = register, viewer
        columns = shown(register, where, in_force)
        rows = rows.select_related(*relations(register, [column.name for column in columns]))
        super().__init__(
            in_order(register, rows),
            empty_text=register.empty,
            extra_columns=[
                (column.name, RegisterColumn(column, number == 0, is_long(register, column)))
                for number, column in enumerate(columns)
            ],
        )

    def show(self, params, rows_a_page: int = ROWS_A_PAGE):
        """Order and cut to the page that a query string asks for; nonsense shows the first page."""
        self.order_by = params.getlist(self.prefixed_order_by_field)
        self.paginate(per_page=rows_a_page)
        self.page = self.paginator.get_page(params.get(self.prefixed_page_field))
        return self

    @property
    def count_text(self) -> str:
        """How many rows there are on all pages, grouped by thousands."""
        return f"{self.paginator.count:,}"


def is_long(register: Register, column: Column) -> bool:
    """Whether a column holds sentences, which are broken over lines."""
    field = field_at(register.model, column.name)
    if isinstance(field, TextField):
        return True
    return isinstance(field, CharField) and not field.choices and (field.max_length or 0) > LONGEST_ON_A_LINE


def in_order(register: Register, rows: QuerySet) -> QuerySet:
    """The register's own order: as declared, else by place."""
    standard = [register.to_path] if register.to_area else []
    return rows.order_by(*(register.ordering or standard), "pk")
