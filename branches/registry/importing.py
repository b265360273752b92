"""An imported sheet: what each row would add or change, and the doing of it, all or nothing.

Preview and import run the same code: the preview stores everything and takes it back, so that a
rule of the database, or of one row about another, speaks before anything is kept.
"""

from dataclasses import asdict, dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms import ValidationError

from ..clock import today
from ..models import User
from ..scope import Scope
from ..sheets.tables import Table
from .choosing import MatchField
from .columns import Viewer
from .declaration import Register
from .fields import relations
from .finders import Finders, PersonFinder
from .forms import form_class
from .layout import Part, further, identity, layout
from .matching import Grade
from .naming import worded
from .saving import CLASH
from .sheet_in import (
    CellError,
    Headings,
    Row,
    known_headings,
    matched,
    read_headings,
    says_the_same,
    sent,
    text_of,
)

NEW, CHANGED, SAME, FAULTY, DOUBTFUL, SKIPPED = "new", "changed", "same", "faulty", "doubtful", "skipped"
SKIP = "skip"  # picked instead of a candidate: leave this row out
LONGEST_NUMBER = 18


@dataclass
class Plan:
    """What becomes of one row, in words that the preview shows and JSON keeps."""

    line: int
    kind: str = NEW
    title: str = ""
    pk: int | None = None
    changes: list[list[str]] = field(default_factory=list)  # [label, old, new]
    errors: list[list[str]] = field(default_factory=list)  # [heading, why]
    doubts: list[dict] = field(default_factory=list)  # {field, heading, why, candidates: [[pk, words]]}


@dataclass
class Reading:
    """A row on its way: what its cells mean, and the record that it is about."""

    row: Row
    plan: Plan
    sent: dict = field(default_factory=dict)
    record: Model | None = None


class Import:
    """One sheet for one register and user."""

    def __init__(self, register: Register, scope: Scope, table: Table, picks: dict[str, str]):
        self.register, self.scope, self.table, self.picks = register, scope, table, picks
        self.viewer = Viewer(scope, today())
        self.finders = Finders(register, scope)
        self.form = form_class(register, scope, self.finders)
        self.columns = layout(register, self.form, self.finders)
        looked_at = {column.heading for column in further(register, self.columns)}
        known = known_headings(register, self.columns)
        self.headings: Headings = read_headings(known, table.headings, looked_at)
        self.asked = {name: MatchField(self.finders[name]) for name in identity(register, self.form)}
        self.asked |= self.form.base_fields

    @property
    def notes(self) -> list[str]:
        unused = self.headings.unused
        return [f"没有用到的列：{'、'.join(unused[:20])}。"] if unused else []

    def run(self, who: User, keep: bool) -> list[dict]:
        """Plan every row and store what is sound; taken back again unless `keep`."""
        rows = [self.headings.row(line, cells) for line, cells in self.table.lines]
        self.load(rows)
        readings = [self.read(row) for row in rows]
        self.find_records(readings)
        with transaction.atomic():
            for of_old in (True, False):  # what ends makes room for what begins
                for reading in readings:
                    if (reading.record is not None) is of_old and not self.is_stuck(reading.plan):
                        self.store(reading, who)
            if not keep:
                transaction.set_rollback(True)
        return [asdict(reading.plan) for reading in readings]

    def is_stuck(self, plan: Plan) -> bool:
        if plan.errors:
            plan.kind = FAULTY
        elif plan.doubts:
            plan.kind = DOUBTFUL
        return plan.kind in (FAULTY, DOUBTFUL, SKIPPED)

    def load(self, rows: list[Row]) -> None:
        """Read what all rows may point to, once."""
        for name, asked in self.asked.items():
            if isinstance(asked, MatchField):
                if isinstance(asked.finder, PersonFinder):
                    asked.finder.load({str(row.cells.get((name, Part.NAME)) or "") for row in rows})
                else:
                    asked.finder.load()

    # reading cells ---------------------------------------------------------------
    def read(self, row: Row) -> Reading:
        """The cells of a row as what the form is sent; what cannot be read is an error of the row."""
        first = next((str(cell) for (_, part), cell in row.cells.items() if cell and part is not Part.CODE), "")
        reading = Reading(row, Plan(row.line, title=first[:40]))
        for name, asked in self.asked.items():
            if name in row.fields():
                try:
                    reading.sent[name] = self.value(reading, name, asked)
                except CellError as error:
                    reading.plan.errors.append([self.headings.heading(name), str(error)])
        return reading

    def value(self, reading: Reading, name: str, asked):
        row = reading.row
        if not isinstance(asked, MatchField):
            return sent(row.cells[(name, Part.VALUE)], asked)
        match = matched(row, name, asked, self.register)
        if match is None:
            return None
        if match.grade in (Grade.SURE, Grade.LIKELY):
            return asked.finder.get(match.found.pk)
        if match.grade is Grade.NONE:
            raise CellError(match.why)
        return self.picked(reading, name, asked, match)

    def picked(self, reading: Reading, name: str, asked: MatchField, match):
        """The candidate that the uploader chose; a doubt of the row when there is none yet."""
        pick = self.picks.get(f"{reading.row.line}.{name}", "")
        if pick == SKIP:
            reading.plan.kind = SKIPPED
            return None
        for one in match.candidates:
            if str(one.pk) == pick:
                return asked.finder.get(one.pk)
        candidates = [[one.pk, one.words] for one in match.candidates]
        reading.plan.doubts.append(
            {"field": name, "heading": self.headings.heading(name), "why": match.why, "candidates": candidates}
        )
        return None

    # which record ------------------------------------------------------------------
    def find_records(self, readings: list[Reading]) -> None:
        """By the number of an export, else by the fields that make a row the same."""
        numbers = {number for reading in readings if (number := self.number(reading)) is not None}
        rows = self.register.within(self.scope).select_related(
            *relations(self.register, [*self.form.base_fields, *self.register.same])
        )
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
                rows = rows.filter(
                    **{f"{name}__in": {one.sent[name].pk for one in readings if one.sent.get(name)}}
                )
        return {tuple(stored(getattr(row, name)) for name in self.register.same): row for row in rows}

    # storing -------------------------------------------------------------------------
    def store(self, reading: Reading, who: User) -> None:
        record, plan = reading.record, reading.plan
        if record is not None and not reading.sent:
            plan.kind = SAME  # untouched: whatever rules came later, nothing is asked of it
            return
        names = [name for name in self.form.base_fields if name in reading.row.fields()]
        before = {name: worded(record, name, self.scope) for name in names} if record else {}
        form = self.form(self.data(reading), instance=record)
        if not form.is_valid():
            plan.kind = FAULTY
            for name, messages in form.errors.items():
                heading = self.headings.heading(name) or (
                    str(form.fields[name].label) if name in form.fields else ""
                )
                plan.errors += [[heading, message.rstrip("。")] for message in messages]
            return
        label = {name: str(form.fields[name].label) for name in names}
        if record is None:
            plan.changes = [[label[name], "", worded(form.instance, name, self.scope)] for name in names]
        else:
            after = {name: worded(form.instance, name, self.scope) for name in names}
            plan.changes = [
                [label[name], before[name], after[name]] for name in names if before[name] != after[name]
            ]
            plan.kind = CHANGED if plan.changes else SAME
        if plan.kind == SAME:
            return
        try:
            with transaction.atomic():
                form.store(who)
        except IntegrityError:
            plan.kind = FAULTY
            plan.errors.append(["", CLASH.rstrip("。")])

    def data(self, reading: Reading) -> dict:
        """What the form is sent: the cells, else what the record holds or a new row starts with."""
        data = {}
        for name, asked in self.form.base_fields.items():
            blank = reading.sent.get(name) in (None, "")
            if name in reading.sent and not (blank and reading.record is None):
                data[name] = reading.sent[name]
            elif reading.record is None:
                data[name] = asked.initial() if callable(asked.initial) else asked.initial
            elif isinstance(asked, MatchField):
                data[name] = getattr(reading.record, name)
            else:
                data[name] = reading.record._meta.get_field(name).value_from_object(reading.record)
        return data


def stored(value):
    """A value as it is compared between rows."""
    return value.pk if isinstance(value, Model) else ("" if value is None else value)
