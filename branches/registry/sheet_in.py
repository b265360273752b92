"""Cells of an imported row as what the form would be sent: by heading, with a Chinese reason when not."""

import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from django import forms
from django.db.models import Model

from ..sheets.cells import code_text, squeezed
from ..sheets.reading import Cell
from .choosing import MatchField
from .columns import Viewer
from .declaration import Register
from .layout import NO, NUMBER, YES, Part, SheetColumn, cell_of
from .matching import Grade, Match, month_of, none
from .person_finder import PersonFinder
from .place_finder import AreaFinder

YES_WORDS = {"是", "有", "√", "✓", "对", "1", "true", "y", "yes"}
NO_WORDS = {"否", "无", "×", "✗", "0", "false", "n", "no"}
# Headings of lists from elsewhere: of the person that a row is about, and of its place.
PERSON_WORDS = {Part.NAME: ("人员", "名字"), Part.BIRTH: ("出生日期", "出生时间"), Part.CODE: (), Part.PLACE: ()}
PLACE_WORDS = {
    Part.CODE: ("区划代码", "村代码", "单位代码", "代码"),
    Part.PLACE: (
        "村",
        "行政村",
        "村名",
        "村（社区）",
        "村(社区)",
        "单位",
        "单位名称",
        "所在村",
        "所在单位",
        "所在地",
    ),
    Part.TOWNSHIP: ("乡镇", "乡镇（街道）", "乡镇(街道)", "乡（镇）", "街道"),
}


class CellError(Exception):
    """A cell cannot be what its column asks; the message says why, in Chinese."""


@dataclass
class Row:
    """One line of a sheet: its cells by (field, part)."""

    line: int
    cells: dict[tuple[str, Part], Cell]

    @property
    def number(self) -> Cell:
        return self.cells.get(("", Part.NUMBER))

    def fields(self) -> set[str]:
        return {name for name, _ in self.cells if name}


@dataclass
class Headings:
    """Which column of a sheet says what; `unused` are headings that nothing reads."""

    columns: dict[int, SheetColumn] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)

    def heading(self, name: str, part: Part | None = None) -> str:
        """What the sheet calls a field, "" when it has no column for it."""
        own = [one for one in self.columns.values() if one.field == name]
        best = [one for one in own if one.part is part] or [one for one in own if one.part is not Part.CODE] or own
        return best[0].heading if best else ""

    def row(self, line: int, cells: list[Cell]) -> Row:
        return Row(
            line,
            {(one.field, one.part): cells[at] if at < len(cells) else None for at, one in self.columns.items()},
        )


def known_headings(register: Register, columns: list[SheetColumn]) -> dict[str, SheetColumn]:
    """Every heading that is understood: the layout's own, then the usual ones of other lists."""
    known = {squeezed(column.heading): column for column in columns}
    known.setdefault(NUMBER, SheetColumn(NUMBER, "", Part.NUMBER))
    has = {(column.field, column.part) for column in columns}
    head = register.to_area.split("__")[0]
    for name, words in [(register.to_person, PERSON_WORDS), (head, PLACE_WORDS)]:
        for part, others in words.items():
            if (name, part) in has or (part is Part.TOWNSHIP and (name, Part.PLACE) in has):
                for word in others:
                    known.setdefault(squeezed(word), SheetColumn(word, name, part))
    return known


def read_headings(known: dict[str, SheetColumn], headings: list[str], looked_at: set[str]) -> Headings:
    """`looked_at` are headings of an export that are only shown: not read, and not worth a word."""
    found, taken = Headings(), set()
    for at, heading in enumerate(headings):
        column = known.get(heading)
        if column is None or (column.field, column.part) in taken:
            if heading and heading not in looked_at:
                found.unused.append(heading)
            continue
        taken.add((column.field, column.part))
        found.columns[at] = column
    return found


def text_of(cell: Cell) -> str:
    """A cell as it would be typed."""
    if isinstance(cell, dict):
        if "date" not in cell:
            raise CellError("公式出错或没有结果，请改为填写内容")
        return str(cell["date"])[:10]
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, int | float):
        return f"{Decimal(format(cell, '.15g')):f}"
    return unicodedata.normalize("NFKC", str(cell or "")).strip()


def sent(cell: Cell, asked: forms.Field):
    """A cell as what the field would be sent. Raises CellError."""
    text = text_of(cell)
    if isinstance(asked, forms.NullBooleanField | forms.BooleanField):
        return yes_or_no(text)
    if isinstance(asked, forms.DateField) and isinstance(cell, int | float) and len(text) not in (6, 8):
        raise CellError(f"是数“{text}”，不是日期；请写成 2012-03-31，或把该列设为日期格式")
    if isinstance(asked, forms.ChoiceField):
        return choice(text, asked)
    if isinstance(asked, forms.DateField | forms.CharField):
        return text if isinstance(asked, forms.DateField) else str("" if cell is None else text_as_typed(cell))
    return text.replace(",", "")


def text_as_typed(cell: Cell) -> str:
    """Text keeps its full-width letters; only what is no text becomes one."""
    return cell.strip() if isinstance(cell, str) else text_of(cell)


def yes_or_no(text: str) -> bool | None:
    plain = text.lower()
    if plain and plain not in YES_WORDS | NO_WORDS:
        raise CellError(f"是“{text}”，应填“{YES}”或“{NO}”")
    return plain in YES_WORDS if plain else None


def choice(text: str, asked: forms.ChoiceField):
    """The value of a label (or the value itself)."""
    if not text:
        return ""
    flat = [(str(value), str(label)) for value, label in flattened(asked.choices) if value not in ("", None)]
    for value, label in flat:
        if squeezed(text) in (squeezed(label), squeezed(value)):
            return value
    allowed = "、".join(label for _, label in flat[:12])
    raise CellError(f"是“{text}”，应从这些里面选：{allowed}")


def flattened(choices):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flattened(label)
        else:
            yield value, label


# what is matched -------------------------------------------------------------------
def matched(row: Row, name: str, asked: MatchField, register: Register) -> Match | None:
    """What the cells of a foreign key mean; None when they are all blank."""
    finder = asked.finder
    parts = {part: said(row, name, part) for part in Part}
    if isinstance(finder, PersonFinder):
        return person(row, parts, finder, register) if parts[Part.NAME] else None
    if isinstance(finder, AreaFinder):
        where = place(parts)
        return finder.find(where) if where else None
    return finder.find(parts[Part.VALUE]) if parts[Part.VALUE] else None


def said(row: Row, name: str, part: Part) -> str:
    cell = row.cells.get((name, part))
    return code_text(cell) if part is Part.CODE and not isinstance(cell, dict) else text_of(cell)


def place(parts: dict[Part, str]) -> str:
    """The code when there is one, else township and name."""
    return parts[Part.CODE] or f"{parts[Part.TOWNSHIP]} {parts[Part.PLACE]}".strip()


def person(row: Row, parts: dict[Part, str], finder: PersonFinder, register: Register) -> Match:
    """Where a person belongs is taken from the row's own place when the sheet does not say."""
    where = place(parts)
    head = register.to_area.split("__")[0]
    if not where and head != register.to_person:
        where = place({part: said(row, head, part) for part in Part})
    born = parts[Part.BIRTH]
    month = month_of(born[:7] if born else "")
    if born and month is None:
        return none(f"出生年月“{born}”看不懂，请写成 1970-04")
    match = finder.find_parts(parts[Part.NAME], where, month)
    if match.grade is Grade.LIKELY:
        found = match.found
        return Match(
            Grade.DOUBTFUL, candidates=(found,), why=f"没有写明“{parts[Part.NAME]}”的所在单位，请确认是否此人。"
        )
    return match


def says_the_same(row: Row, name: str, record: Model, columns: list[SheetColumn], viewer: Viewer) -> bool:
    """Whether every cell of a field is what an export would have written for the record."""
    for column in columns:
        if column.field != name or (name, column.part) not in row.cells:
            continue
        cell, now = row.cells[(name, column.part)], cell_of(column, record, viewer)
        if isinstance(cell, dict) and "date" not in cell:
            return False
        mine = code_text(cell) if column.part is Part.CODE else text_of(cell)
        if squeezed(mine) != squeezed(text_of(plain(now))):
            return False
    return True


def plain(value) -> Cell:
    """A value of an export as the cell that reading it gives."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    return {"date": value.isoformat()} if hasattr(value, "isoformat") else str(value)
