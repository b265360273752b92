"""A table of an official document: title above, unit at the upper right, its head on every page."""

from collections.abc import Sequence
from dataclasses import replace

from ..document import Table
from .styles import SIZES, sized
from .text import clean
from .widths import Fit
from .xml import Element, el, paragraph, run, val

TOGETHER = 12  # a table of so few rows stays on one page
NOTHING = "（无数据）"


def tidy(table: Table) -> Table:
    """Every row as long as the head, every cell clean."""
    columns = tuple(clean(name) for name in table.columns)
    rows = tuple(
        tuple(clean(row[place]) if place < len(row) else "" for place in range(len(columns))) for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)


def table_elements(table: Table, place: Fit) -> list[Element]:
    """Title, unit, table and the gap after it."""
    above = [paragraph("TableTitle", run(table.title))] if table.title else []
    if table.unit:
        above.append(paragraph("TableUnit", run(f"单位：{table.unit}")))
    return [*above, grid(table, place), paragraph("AfterTable")]


def grid(table: Table, place: Fit) -> Element:
    total = sum(place.columns)
    properties = el(
        "w:tblPr",
        None,
        val("w:tblStyle", "OfficialTable"),
        el("w:tblW", {"w:w": total, "w:type": "dxa"}),
        val("w:jc", "center"),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblLook", {"w:val": "0020", "w:firstRow": 1}),
        val("w:tblCaption", clean(table.title)) if table.title else None,
    )
    columns = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": width}) for width in place.columns))
    rows = list(body(table, place)) or [
        row([cell(NOTHING, "TableHead", place.size, total, len(place.columns))], place.size)
    ]
    return el("w:tbl", None, properties, columns, head(table, place), *rows)


def head(table: Table, place: Fit) -> Element:
    cells = [
        cell(name, "TableHead", place.size, width, keep=True)
        for name, width in zip(table.columns, place.columns, strict=True)
    ]
    return row(cells, place.size, repeated=True)


def body(table: Table, place: Fit) -> list[Element]:
    last = len(table.rows) - 1
    return [
        row(
            [
                cell(text, style(table, column, number == last), place.size, width, keep=number < last <= TOGETHER)
                for column, (text, width) in enumerate(zip(line, place.columns, strict=True))
            ],
            place.size,
        )
        for number, line in enumerate(table.rows)
    ]


def style(table: Table, column: int, last: bool) -> str:
    """The style of a cell; 合计 stands out by its face."""
    kind = "TableText" if column in table.text_columns else "TableNumber"
    return kind + ("Total" if last and table.total else "")


def row(cells: Sequence[Element], size: str, repeated: bool = False) -> Element:
    """Never split over two pages; at least one and a half times as high as its type."""
    height = el("w:trHeight", {"w:val": SIZES[size] * 15, "w:hRule": "atLeast"})
    again = el("w:tblHeader") if repeated else None
    return el("w:tr", None, el("w:trPr", None, el("w:cantSplit"), height, again), *cells)


def cell(text: str, style: str, size: str, width: int, span: int = 1, keep: bool = False) -> Element:
    """`keep` holds the row together with the next one."""
    properties = el(
        "w:tcPr",
        None,
        el("w:tcW", {"w:w": width, "w:type": "dxa"}),
        val("w:gridSpan", span) if span > 1 else None,
        val("w:vAlign", "center"),
    )
    together = (el("w:keepNext"),) if keep else ()
    return el("w:tc", None, properties, paragraph(style, run(text, *sized(size)), properties=together))
