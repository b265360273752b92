"""A document for the browser: its blocks with the attributes by which a figure is explained. No Django."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .. import wording
from .document import Block, Chart, Document, Heading, Paragraph, Table
from .facts import Fact, Facts, Kind, Source
from .sketch import Sketch, sketch

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Words:
    """A stretch of text; `data` are the attributes of the figure that it shows, None for plain words."""

    text: str
    data: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Row:
    cells: tuple[tuple[Words, bool], ...]  # (words, whether they are text and no number)
    total: bool


@dataclass(frozen=True)
class PaperBlock:
    """`what` is heading, paragraph, table or chart; the fields of that kind are set."""

    what: str
    heading: Heading | None = None
    words: tuple[Words, ...] = ()
    table: Table | None = None
    rows: tuple[Row, ...] = ()
    chart: Chart | None = None
    sketch: Sketch | None = None


@dataclass(frozen=True)
class Paper:
    """A document ready to be shown."""

    document: Document
    blocks: tuple[PaperBlock, ...]
    annexes: tuple[tuple[int, str, tuple[PaperBlock, ...]], ...]


class Shown:
    """Makes the blocks of one document: `sources` are those of all its figures, `area` and `period` its own."""

    def __init__(self, facts: Facts, sources: Iterable[Source], area: str, period: str, basis: str):
        self.facts, self.area, self.period, self.basis = facts, area, period, basis
        self.by_key = {source.key: source for source in sources}

    def paper(self, document: Document) -> Paper:
        annexes = tuple(
            (number, annex.title, self.blocks(annex.blocks)) for number, annex in enumerate(document.annexes, 1)
        )
        return Paper(document, self.blocks(document.blocks), annexes)

    def blocks(self, found: tuple[Block, ...]) -> tuple[PaperBlock, ...]:
        return tuple(map(self.block, found))

    def block(self, block: Block) -> PaperBlock:
        match block:
            case Heading():
                return PaperBlock("heading", heading=block)
            case Paragraph():
                words = (Words(span.text, self.of_fact(self.facts.get(span.fact))) for span in block.spans)
                return PaperBlock("paragraph", words=tuple(words))
            case Table():
                return PaperBlock("table", table=block, rows=tuple(self.rows(block)))
            case Chart():
                return PaperBlock("chart", chart=block, sketch=sketch(block))

    def rows(self, table: Table) -> Iterator[Row]:
        keys = table.cells or (("",) * len(table.columns),) * len(table.rows)
        for number, (row, its_keys) in enumerate(zip(table.rows, keys, strict=True), 1):
            cells = (
                (Words(text, self.of_source(self.by_key.get(key))), column in table.text_columns)
                for column, (text, key) in enumerate(zip(row, its_keys, strict=True))
            )
            yield Row(tuple(cells), table.total and number == len(table.rows))

    def of_fact(self, fact: Fact | None) -> Mapping[str, str] | None:
        """The attributes of a figure in a sentence; those of the area itself where it names several units."""
        if fact is None or fact.source is None:
            return None
        if fact.known.kind is Kind.PLACES and len(fact.value) > 1:
            whole = replace(fact.source, area=self.area, numerator=None, denominator=None, text="")
            return self.of_source(self.by_key.get(whole.key, whole))
        return self.of_source(fact.source)

    def of_source(self, source: Source | None) -> Mapping[str, str] | None:
        """None where no page explains the figure."""
        if source is None or not source.indicator:
            return None
        number = NUMBER.match(source.text.replace(",", ""))
        return {
            "area": source.area,
            "period": self.period,
            "basis": self.basis,
            "indicator": source.indicator,
            "numerator": wording.plain(source.numerator),
            "denominator": wording.plain(source.denominator),
            "value": number[0] if number else "",
        }
