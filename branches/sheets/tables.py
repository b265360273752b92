"""A block of rows with headings: found in a spreadsheet that was read, or pasted as text."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

from .cells import squeezed
from .reading import Cell, Sheets, Unreadable

LOOKED_AT = 12  # rows in which the headings are looked for
LONGEST_PASTE = 2_000_000  # characters


@dataclass(frozen=True)
class Table:
    """Headings, and the rows below them with their numbers in the sheet (counted from 1)."""

    headings: list[str]
    lines: list[tuple[int, list[Cell]]]


def heading_text(cell: Cell) -> str:
    """A heading without spaces and without the mark of what is required."""
    return squeezed(cell).rstrip("*＊")


def find(sheets: Sheets, is_heading: Callable[[str], bool]) -> Table:
    """The block whose heading row knows most of the headings. Raises Unreadable when none does."""
    best: tuple[int, int, list[list[Cell]]] | None = None
    for rows in sheets.values():
        for index, row in enumerate(rows[:LOOKED_AT]):
            known = sum(is_heading(heading_text(cell)) for cell in row if cell is not None)
            if known and (best is None or known > best[0]):
                best = (known, index, rows)
    if best is None:
        raise Unreadable("没有找到表头；请用下载的模板，或让第一行是列名。")
    _, index, rows = best
    lines = [(number, row) for number, row in enumerate(rows[index + 1 :], index + 2) if any_text(row)]
    return Table([heading_text(cell) for cell in rows[index]], lines)


def any_text(row: list[Cell]) -> bool:
    return any(squeezed(cell) for cell in row if not isinstance(cell, dict)) or any(
        isinstance(cell, dict) for cell in row
    )


def pasted(text: str) -> Sheets:
    """A block copied from a spreadsheet as rows of texts. Raises Unreadable."""
    if len(text) > LONGEST_PASTE:
        raise Unreadable("粘贴的内容过长，请改为上传文件。")
    text = text.replace("\0", "").strip("\r\n")
    if not text.strip():
        raise Unreadable("没有粘贴任何内容。")
    rows = list(csv.reader(StringIO(text, newline=""), delimiter="\t"))
    if max(map(len, rows)) < 2 and len(rows) > 1 and "," in rows[0][0]:
        rows = list(csv.reader(StringIO(text, newline="")))
    return {"粘贴": [[cell.strip() or None for cell in row] for row in rows]}
