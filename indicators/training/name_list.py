"""A pasted or uploaded list of names, read line by line. Knows neither the database nor Django.

A line holds a name and, in any order, a village or township, a month of birth, a sex, a political
status and hours; a first line that names its columns is followed. What must never be kept, ID and
telephone numbers, is dropped as soon as it is read.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from branches.registry.matching import SEPARATORS, month_of, squeezed

MOST_LINES = 500
LONGEST_NAME, LONGEST_PLACE = 40, 60
FORBIDDEN = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15}|1\d{10})(?!\d)")  # ID numbers, mobile telephones
HOURS = re.compile(r"(\d{1,3})(学时|课时|小时)?")
SERIAL = re.compile(r"\d{1,4}[.、]?")
SLASHED = re.compile(r"((?:19|20)\d{2})/(\d{1,2})(?:/\d{1,2})?")  # a slash separates words elsewhere
SEXES = {"男": "1", "女": "2"}
STATUSES = {
    "中共党员": "01",
    "党员": "01",
    "正式党员": "01",
    "中共预备党员": "02",
    "预备党员": "02",
    "共青团员": "03",
    "团员": "03",
    "群众": "13",
}
HEADINGS = {
    "name": ("姓名", "学员姓名", "名字"),
    "county": ("县区", "县（区）", "县(区)"),
    "township": ("乡镇", "乡镇（街道）", "乡镇(街道)", "街道"),
    "village": ("村", "村（社区）", "村(社区)", "所在村", "单位", "所在单位", "所在村（单位）", "工作单位"),
    "birth": ("出生年月", "出生日期", "出生"),
    "sex": ("性别",),
    "status": ("政治面貌",),
    "hours": ("学时", "实到学时", "到训学时"),
}


@dataclass(frozen=True)
class Line:
    """One person as written; `number` counts the lines of the text from 1."""

    number: int
    name: str
    where: str = ""
    birth: date | None = None
    sex: str = ""
    status: str = ""
    hours: int | None = None
    unread: tuple[str, ...] = ()  # words that mean nothing here


@dataclass(frozen=True)
class NameList:
    """The lines of a text, what is wrong with it as a whole, and the text as it may be shown again."""

    lines: tuple[Line, ...]
    text: str
    notes: tuple[str, ...] = field(default=())


class UnusableList(Exception):
    """Nothing can be done with the list; the message says why, in Chinese."""


def read_list(text: str) -> NameList:
    """Raises UnusableList for a text without names and for one that is too long."""
    text = unicodedata.normalize("NFC", text.replace("\0", "")).replace("\r\n", "\n").replace("\r", "\n")
    kept, dropped = FORBIDDEN.subn("", text)
    written = [(number, row) for number, row in enumerate(kept.split("\n"), start=1) if row.strip()]
    if len(written) > MOST_LINES:
        raise UnusableList(f"名单有{len(written)}行，一次最多{MOST_LINES}行，请分几次粘贴。")
    columns, lines = None, []
    for number, row in written:
        cells = split(row)
        if columns is None and not lines and (columns := headings(cells)):
            continue
        line = by_column(number, cells, columns) if columns else by_content(number, cells)
        if line is not None:
            lines.append(line)
    if not lines:
        raise UnusableList("名单里没有姓名。请每行写一个人，姓名写在最前面。")
    notes = (f"名单里有{dropped}处像身份证号或手机号，已去掉，系统不登记这些。",) if dropped else ()
    return NameList(tuple(lines), kept, notes)


def split(row: str) -> list[str]:
    """Cells of a row: by tabs where there are any, else by any usual separator."""
    row = SLASHED.sub(r"\1-\2", row)
    if "\t" in row:
        return [cell.strip() for cell in row.split("\t")]
    return [word for word in SEPARATORS.split(unicodedata.normalize("NFKC", row)) if word]


def headings(cells: Sequence[str]) -> dict[str, int] | None:
    """{field: place} when the row names columns."""
    known = {word: name for name, words in HEADINGS.items() for word in words}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if (name := known.get("".join(cell.split()))) is not None:
            found.setdefault(name, place)
    return found if "name" in found else None


def by_column(number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Line | None:
    """A line under headings; columns without a known heading are not read."""
    told = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
    name = squeezed(told.get("name", ""))
    if not name:
        return None
    where = " ".join(filter(None, (told.get(part, "") for part in ("county", "township", "village"))))
    unread = []
    birth = month_of(told.get("birth", ""))
    hours = HOURS.fullmatch(squeezed(told.get("hours", "")))
    for known, word in ((birth, told.get("birth", "")), (hours, told.get("hours", ""))):
        if word and not known:
            unread.append(word)
    return Line(
        number,
        name[:LONGEST_NAME],
        where[:LONGEST_PLACE],
        birth,
        SEXES.get(told.get("sex", ""), ""),
        STATUSES.get(squeezed(told.get("status", "")), ""),
        int(hours[1]) if hours else None,
        tuple(unread),
    )


def by_content(number: int, cells: Iterable[str]) -> Line | None:
    """A line whose words are told apart by what they look like; the name comes first."""
    words = [word for cell in cells for word in SEPARATORS.split(unicodedata.normalize("NFKC", cell)) if word]
    if len(words) > 1 and SERIAL.fullmatch(words[0]):
        words = words[1:]
    if not words:
        return None
    if len(words) > 1 and len(words[0]) == len(words[1]) == 1 and words[1] not in SEXES:  # 王　强
        words[:2] = [words[0] + words[1]]
    name, *rest = words
    found: dict = {"birth": None, "sex": "", "status": "", "hours": None}
    places, unread = [], []
    for word in rest:
        if month := month_of(word):
            found["birth"] = found["birth"] or month
        elif word in SEXES:
            found["sex"] = SEXES[word]
        elif word in STATUSES:
            found["status"] = STATUSES[word]
        elif hours := HOURS.fullmatch(word):
            found["hours"] = int(hours[1])
        elif re.search(r"[\u4e00-\u9fff]", word):
            places.append(word)
        else:
            unread.append(word)
    return Line(number, name[:LONGEST_NAME], " ".join(places)[:LONGEST_PLACE], unread=tuple(unread), **found)


def text_of(sheets: Mapping[str, Sequence[Sequence]]) -> str:
    """A spreadsheet as lines of text: the first sheet that names a column 姓名, else the first with anything."""
    filled = [rows for rows in sheets.values() if any(any(cell not in (None, "") for cell in row) for row in rows)]
    for rows in filled:
        for start, row in enumerate(rows[:10]):
            if headings([cell_text(cell) for cell in row]):
                return "\n".join("\t".join(map(cell_text, row)) for row in rows[start:])
    return "\n".join("\t".join(map(cell_text, row)) for row in filled[0]) if filled else ""


def cell_text(cell) -> str:
    if isinstance(cell, dict):
        return str(cell.get("date", ""))[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or isinstance(cell, bool) else " ".join(str(cell).split())
