"""A document as plain values, before any file format. No Django.

Text is finished here: headings carry their numbers (一、 (一) 1. (1)), figures are written out. A span
that shows a figure names its fact, so that a preview can lead back to the ground of the number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Span:
    """A stretch of text; `fact` is the path of the figure it shows, "" for plain words."""

    text: str
    fact: str = ""


@dataclass(frozen=True)
class Heading:
    """`level` 1 to 4."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Table:
    """Cells as shown; `unit` stands at the upper right. The first column is text, the others are numbers
    unless `text_columns` names them. `total` marks the last row as 合计. `cells` say row by row which
    figure a cell shows, as "indicator@area code", "" for none; it may be left out."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""
    total: bool = False
    text_columns: frozenset[int] = frozenset({0})
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Chart:
    """A native chart: `kind` bar (ranking) or line (trend); a missing number is None."""

    title: str
    kind: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str = "%"


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True)
class Annex:
    """A part of its own after the text; its number comes from its place."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """Everything a writer needs. `recipient` is the 主送机关 ("" for none), `closing` 特此报告。 or "",
    `marks` stand on every page (演示数据 …), `written_at` is the day and time that the file carries."""

    title: str
    blocks: tuple[Block, ...]
    unit: str
    signed_on: date
    written_at: datetime
    recipient: str = ""
    closing: str = ""
    annexes: tuple[Annex, ...] = ()
    marks: tuple[str, ...] = ()
    author: str = ""
    number: str = field(default="")


def paragraphs_of(blocks: Sequence[Block]) -> list[Paragraph]:
    return [block for block in blocks if isinstance(block, Paragraph)]
