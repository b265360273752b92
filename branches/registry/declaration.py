"""What a register says of itself. List, filters, page, form, Excel and admin are made from this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.forms import ModelForm

from ..models import Area, Level, Person, Role

KEEPERS = (Role.CLERK, Role.REVIEWER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Column:
    """One column of a list and of its export.

    `name` is a field of the model (dotted through relations with `__`) or an annotation made by
    `Register.rows`. `value(record, day)` answers what is shown where the stored value is not enough:
    a text, number, date, boolean, person, area, `Tag`, or None. `order` names the stored fields to
    sort by; None leaves it to the name, () cannot be sorted.
    """

    name: str
    heading: str = ""  # the field's verbose name when empty
    value: Callable[[Any, date], Any] | None = None
    order: tuple[str, ...] | None = None
    is_number: bool = False


@dataclass(frozen=True)
class Choice:
    """A filter that no single field answers: `narrow(rows, value, day)` keeps the rows of a value."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    narrow: Callable[[QuerySet, str, date], QuerySet]


@dataclass(frozen=True)
class Tag:
    """A value of a column that catches the eye; `tone` is good, near or bad."""

    text: str
    tone: str = ""

    def __str__(self) -> str:
        return self.text


class Register:
    """Base of all declarations; an instance is made once, when it is registered.

    `key` stands in the address, `group` is the heading under which the menu shows it, `programme`
    the code of the programme whose page links to it. `to_area` leads from a row to its area ("" when
    the rows are settings that everybody sees and the top administrator keeps), `to_person` to the
    person whose name a row shows (then every look is recorded). `levels` are those of the areas that
    rows may be kept for. `columns`, `fields` and `filters` name fields of the model: what the list
    and export show, what form and import ask (in this order), what may be filtered by (choices,
    booleans, dates, foreign keys with few rows, texts with few values, or a `Choice`). `start` and
    `end` name the dates between which a row is in force. `same` names the fields that tell whether
    an imported row is one that stands already. `parent` is the foreign key to the record that a row
    belongs to; such rows are listed and added on its page.
    """

    key: ClassVar[str]
    model: ClassVar[type[Model]]
    title: ClassVar[str]
    group: ClassVar[str]
    programme: ClassVar[str] = ""
    description: ClassVar[str] = ""  # one sentence above the list: what belongs here
    empty: ClassVar[str] = "还没有记录。"  # and what to do next
    unit: ClassVar[str] = "条"  # the measure word of a row
    states: ClassVar[tuple[str, str]] = ("在册", "已结束")  # words for in force and ended
    to_area: ClassVar[str] = "area"
    to_person: ClassVar[str] = ""
    levels: ClassVar[Sequence[Level]] = (Level.VILLAGE,)
    kept_by: ClassVar[Sequence[Role]] = KEEPERS
    adds: ClassVar[bool] = True  # whether rows come by form and import, or are only changed there
    columns: ClassVar[Sequence[str | Column]] = ()
    fields: ClassVar[Sequence[str]] = ()
    filters: ClassVar[Sequence[str | Choice]] = ()
    search: ClassVar[Sequence[str]] = ()  # text fields searched for any part, besides area and person
    ordering: ClassVar[Sequence[str]] = ()
    start: ClassVar[str] = ""
    end: ClassVar[str] = ""
    same: ClassVar[Sequence[str]] = ()
    parent: ClassVar[str] = ""
    form: ClassVar[type[ModelForm] | None] = None  # checks of its own; the fields come from `fields`
    related: ClassVar[Sequence[str]] = ()  # more select_related for list and page than the columns need
    record_template: ClassVar[str] = "registers/record.html"
    page: ClassVar[str] = ""  # the route (taking a key) that shows a record instead of the common page

    # rows -----------------------------------------------------------------
    @property
    def to_path(self) -> str:
        return f"{self.to_area}__path"

    def within(self, scope) -> QuerySet:
        """Every row that the user may see, whatever the day."""
        rows = self.model._default_manager.all()
        return scope.rows(rows, self.to_path) if self.to_area else rows

    def rows(self, queryset: QuerySet, day: date) -> QuerySet:
        """The rows to list on a day, annotated; the base leaves out what had not begun by then."""
        return queryset.filter(**{f"{self.start}__lte": day}) if self.start else queryset

    @property
    def has_end(self) -> bool:
        """Whether rows cease to be in force: by a date, or by an `in_force` of the register's own."""
        return bool(self.end) or type(self).in_force is not Register.in_force

    def in_force(self, day: date) -> Q:
        """What holds on a day: begun, and not ended. The day of ending no longer counts."""
        if not self.end:
            return Q()
        return Q(**{f"{self.end}__isnull": True}) | Q(**{f"{self.end}__gt": day})

    def sums(self, rows: QuerySet, day: date) -> list[tuple[str, int]]:
        """What stands above the list besides the number of rows: (words, number)."""
        return []

    def links(self, scope, record=None) -> list[tuple[str, str]]:
        """Further pages offered above the list, or on the page of a record: (words, address)."""
        return []

    # one row --------------------------------------------------------------
    @property
    def shows_names(self) -> bool:
        """Whether rows name people, so that every look is recorded."""
        return bool(self.to_person) or self.model is Person

    def area_of(self, record) -> Area | None:
        return self._at(record, self.to_area)

    def person_of(self, record):
        return self._at(record, self.to_person)

    @staticmethod
    def _at(record, path: str):
        for step in path.split("__") if path else ():
            record = None if record is None else getattr(record, step, None)
        return record if path else None

    def may_keep(self, scope, area: Area | None) -> bool:
        """Whether the user may add and change rows of an area (None: any area at all)."""
        if not self.to_area:
            return scope.may_change_catalogue()
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


def register_of(model: type[Model]) -> Register | None:
    """The register that keeps the rows of a model, the first declared of several."""
    return next((one for one in REGISTERS.values() if one.model is model), None)
