"""An imported sheet: what each row would add or change, and the doing of it, all or nothing.

Preview and import run the same code: the preview stores everything and takes it back, so that a
rule of the database, or of one row about another, speaks before anything is kept.
"""

from dataclasses import asdict

from django.db import IntegrityError, transaction

from ..clock import today
from ..models import User
from ..scope import Scope
from ..sheets.tables import Table
from .choosing import MatchField
from .columns import Viewer
from .declaration import Register
from .finders import Finders
from .forms import form_class
from .layout import Part, further, identity, layout
from .lookup import Lookup
from .matching import Grade
from .naming import worded
from .person_finder import PersonFinder
from .plans import CHANGED, DOUBTFUL, FAULTY, SAME, SKIP, SKIPPED, Plan, Reading
from .saving import CLASH
from .sheet_in import (
    CellError,
    Headings,
    Row,
    known_headings,
    matched,
    read_headings,
    sent,
)


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
        self.lookup = Lookup(register, scope, self.viewer, self.asked, self.columns, self.headings)

    @property
    def notes(self) -> list[str]:
        unused = self.headings.unused
        return [f"没有用到的列：{'、'.join(unused[:20])}。"] if unused else []

    def run(self, who: User, keep: bool) -> list[dict]:
        """Plan every row and store what is sound; taken back again unless `keep`."""
        rows = [self.headings.row(line, cells) for line, cells in self.table.lines]
        self.load(rows)
        readings = [self.read(row) for row in rows]
        self.lookup.find(readings)
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

    # storing -------------------------------------------------------------------------
    def store(self, reading: Reading, who: User) -> None:
        record, plan = reading.record, reading.plan
        if record is not None and not reading.sent:
            plan.kind = SAME  # untouched: whatever rules came later, nothing is asked of it
            return
        names = [name for name in self.form.base_fields if name in reading.row.fields()]
        before = {name: worded(record, name, self.scope) for name in names} if record else {}
        kept = record is None or self.register.may_keep(self.scope, self.register.area_of(record))
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
        if not kept:
            plan.kind = FAULTY
            plan.errors.append(["", "这条记录不归您登记，不能修改"])
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
