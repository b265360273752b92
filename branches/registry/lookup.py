"""Which record each row of an imported sheet is about."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.forms import Field

from ..scope import Scope
from .choosing import MatchField
from .columns import Viewer
from .declaration import Register
from .fields import relations
from .layout import SheetColumn
from .plans import LONGEST_NUMBER, SKIPPED, Reading
from .sheet_in import Headings, says_the_same, text_of


@dataclass
class Lookup:
    """`asked` are the form's fields and those that only tell rows apart, by name."""

    register: Register
    scope: Scope
    viewer: Viewer
    asked: dict[str, Field]
    columns: list[SheetColumn]
    headings: Headings

    def find(self, readings: list[Reading]) -> None:
        """By the number of an export, else by the fields that make a row the same."""
        numbers = {number for reading in readings if (number := self.number(reading)) is not None}
        rows = self.register.within(self.scope).select_related(*relations(self.register, [*self.asked]))
        numbered = rows.in_bulk(numbers)
        keyed = self.keyed(rows, readings)
        met: dict[object, int] = {}
        for reading in readings:
            number, key = self.number(reading), self.key(reading)
            if number is not None:
                reading.record = numbered.get(number)
            elif key is not None:
                reading.record = keyed.get(key)
            self.settle(reading, number, key, met)

    def settle(self, reading: Reading, number: int | None, key, met: dict) -> None:
        plan = reading.plan
        if reading.row.number and reading.record is None:
            plan.errors.append(["记录编号", "没有这个编号的记录，或不在您的管辖范围内"])
        elif reading.record is None and not self.register.adds:
            plan.errors.append(["", "这个台账不能新增记录，也没有找到要修改的那一条"])
        same = ("record", reading.record.pk) if reading.record else key and ("new", key)
        if same and same in met and plan.kind != SKIPPED:
            plan.errors.append(["", f"与第{met[same]}行是同一条记录"])
        elif same:
            met[same] = plan.line
        if reading.record is not None:
            plan.pk = reading.record.pk
            self.forgive(reading)

    def forgive(self, reading: Reading) -> None:
        """Cells that say what an export of the record says are no change, even a masked name."""
        for name in reading.row.fields():
            if says_the_same(reading.row, name, reading.record, self.columns, self.viewer):
                heading = self.headings.heading(name)
                reading.sent.pop(name, None)
                reading.plan.errors = [one for one in reading.plan.errors if one[0] != heading]
                reading.plan.doubts = [one for one in reading.plan.doubts if one["field"] != name]

    def number(self, reading: Reading) -> int | None:
        cell = reading.row.number
        text = "" if isinstance(cell, dict) else text_of(cell)
        return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None

    def key(self, reading: Reading) -> tuple | None:
        """The values of `same`; None while one of them is missing or wrong."""
        if not self.register.same:
            return None
        values = []
        for name in self.register.same:
            if name not in reading.sent:
                return None
            try:
                values.append(stored(self.asked[name].clean(reading.sent[name])))
            except ValidationError:
                return None
        return tuple(values)

    def keyed(self, rows, readings: list[Reading]) -> dict[tuple, Model]:
        """Records that some row may be about, by their values of `same`."""
        if not self.register.same:
            return {}
        for name in self.register.same:
            if isinstance(self.asked[name], MatchField):
                keys = {one.sent[name].pk for one in readings if one.sent.get(name)}
                rows = rows.filter(Q(**{f"{name}__in": keys}) | Q(**{f"{name}__isnull": True}))
        return {tuple(stored(getattr(row, name)) for name in self.register.same): row for row in rows}


def stored(value):
    """A value as it is compared between rows."""
    return value.pk if isinstance(value, Model) else ("" if value is None else value)
