"""How wide the columns of a table are, and how large its type. Widths in characters until the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..document import Table
from .ground import CELL_MARGIN
from .page import TURNED, UPRIGHT, Page
from .text import width

SIZES = {"小四": 240, "五号": 210, "小五": 180, "六号": 150}  # twips of a character
LONG = 15  # rows from which 小四 would waste paper
NARROWEST = 2.0
HEAD_LINES = 3
WORD = re.compile("[!-~]+")
ONE_LINE = 16.0  # a text cell wider than this may as well take two lines
EDGES = 2 * CELL_MARGIN + 20  # both cell margins, the border, and a little for another machine's face


@dataclass(frozen=True)
class Fit:
    """Where and how a table fits: the page, the size of type, the columns in twips."""

    page: Page
    size: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Need:
    """Characters that a column needs at least, and those with which nothing in it breaks."""

    least: float
    full: float


def fit(table: Table, pages: Sequence[Page] = (UPRIGHT, TURNED)) -> Fit:
    """The largest type that fits the upright page, else the turned one; 六号 and broken cells as a last resort."""
    needs = [need(table, column) for column in range(len(table.columns))]
    sizes = [name for name in SIZES if name != "小四" or len(table.rows) <= LONG]
    for page in pages:
        for size in sizes if page is pages[-1] else sizes[:-1]:
            if sum(item.least * SIZES[size] + EDGES for item in needs) <= page.room:
                return Fit(page, size, shared(needs, SIZES[size], page.room))
    return Fit(pages[-1], sizes[-1], squeezed(needs, pages[-1].room))


def need(table: Table, column: int) -> Need:
    """Numbers stay in one line, headings take up to three, texts two; a date or a code never breaks."""
    head = width(table.columns[column])
    cells = max((width(row[column]) for row in table.rows if column < len(row)), default=0)
    least_head = min(head, max(NARROWEST, head / HEAD_LINES + 0.5))
    least = cells
    if column in table.text_columns:
        least = max(min(cells, max(4.0, cells / 2 + 1), ONE_LINE), unbroken(table, column))
    least = max(least, least_head, NARROWEST)
    return Need(least, max(least, head, min(cells, 2 * ONE_LINE)))


def unbroken(table: Table, column: int) -> float:
    """The widest run of letters, digits and half-width signs in a column's cells, as far as one may ask."""
    words = (word for row in table.rows if column < len(row) for word in WORD.findall(row[column]))
    return min(max(map(width, words), default=0.0), ONE_LINE)


def shared(needs: Sequence[Need], size: int, room: int) -> tuple[int, ...]:
    """Every column its least, then what keeps it in one line, then the rest by width; the sum is `room`."""
    least = [item.least * size + EDGES for item in needs]
    full = [item.full * size + EDGES for item in needs]
    spare = room - sum(least)
    wish = sum(full) - sum(least)
    if wish > spare:
        return rounded([low + (high - low) * spare / wish for low, high in zip(least, full, strict=True)], room)
    return rounded([high * room / sum(full) for high in full], room)


def squeezed(needs: Sequence[Need], room: int) -> tuple[int, ...]:
    return rounded([item.least * room / sum(item.least for item in needs) for item in needs], room)


def rounded(columns: Sequence[float], room: int) -> tuple[int, ...]:
    """Whole twips with the sum `room`: the running total is rounded, not each part."""
    edges = [0]
    total = 0.0
    for column in columns:
        total += column
        edges.append(round(total))
    edges[-1] = room
    return tuple(end - start for start, end in pairwise(edges))
