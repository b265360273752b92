"""What a register says of itself. List, filters, page, form, Excel and admin are made from this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.forms import ModelForm

from ..models import Level, Role

KEEPERS = (Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Column:
    """One column of a list and of its export.

    `name` is a field of the model (dotted through relations with `__`) or an annotation made by
    `Register.rows`. `value(record, day)` answers what is shown where the stored value is not enough;
    `order` names the stored fields to sort by (none: cannot be sorted).
    """

    name: str
    heading: str = ""  # the field's verbose name when empty
    value: Callable[[Any, date], Any] | None = None
    order: tuple[str, ...] | None = None
    is_number: bool = False


class Register:
    """Base of all declarations; an instance is made once, when it is registered.

    `key` stands in the address, `group` is the heading under which the menu shows it, `programme`
    the code of the programme whose page links to it. `to_area` leads from a row to its area,
    `to_person` to the person whose name a row shows (then every look is recorded). `levels` are
    those of the areas that rows may be kept for. `columns`, `fields` and `filters` name fields of
    the model: what the list and export show, what form and import ask (in this order), what may
    be filtered by (choices, booleans, foreign keys with few rows). `start` and `end` name the dates
    between which a row is in force. `same` names the fields that tell whether an imported row is
    one that stands already. `parent` is the foreign key to the record that a row belongs to; such
    rows are listed and added on its page.
    """

    key: ClassVar[str]
    model: ClassVar[type[Model]]
    title: ClassVar[str]
    group: ClassVar[str]
    programme: ClassVar[str] = ""
    description: ClassVar[str] = ""  # one sentence above the list: what belongs here
    empty: ClassVar[str] = "还没有记录。"  # and what to do next
    to_area: ClassVar[str] = "area"
    to_person: ClassVar[str] = ""
    levels: ClassVar[Sequence[Level]] = (Level.VILLAGE,)
    kept_by: ClassVar[Sequence[Role]] = KEEPERS
    columns: ClassVar[Sequence[str | Column]] = ()
    fields: ClassVar[Sequence[str]] = ()
    filters: ClassVar[Sequence[str]] = ()
    search: ClassVar[Sequence[str]] = ()  # text fields searched for any part, besides area and person
    ordering: ClassVar[Sequence[str]] = ()
    start: ClassVar[str] = ""
    end: ClassVar[str] = ""
    same: ClassVar[Sequence[str]] = ()
    parent: ClassVar[str] = ""
    form: ClassVar[type[ModelForm] | None] = None  # checks of its own; the fields come from `fields`
    related: ClassVar[Sequence[str]] = ()  # select_related for list and page

    def rows(self, queryset: QuerySet, day: date) -> QuerySet:
        """The rows to list on a day, annotated; the base leaves out what had not begun by then."""
        return queryset.filter(**{f"{self.start}__lte": day}) if self.start else queryset

    def in_force(self, day: date) -> Q:
        """What holds on a day: begun, and not ended. The day of ending no longer counts."""
        if not self.end:
            return Q()
        return Q(**{f"{self.end}__isnull": True}) | Q(**{f"{self.end}__gt": day})

    def sums(self, rows: QuerySet, day: date) -> list[tuple[str, int]]:
        """What stands above the list besides the number of rows: (words, number)."""
        return []

    def may_keep(self, scope, area) -> bool:
        """Whether the user may add and change rows of an area (None: any area at all)."""
        if scope.user.role not in self.kept_by and not scope.everywhere:
            return False
        return area is None or (area.level in self.levels and scope.may_keep(area))


REGISTERS: dict[str, Register] = {}


def register(declaration: type[Register]) -> type[Register]:
    """Class decorator: from now on the register has its pages. Raises ValueError for a key in use."""
    if declaration.key in REGISTERS:
        raise ValueError(f"two registers with the key {declaration.key}")
    REGISTERS[declaration.key] = declaration()
    return declaration
