"""A document for the browser: its blocks with the attributes by which a figure is explained. No Django."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import wording
from .document import Block, Chart, Document, Heading, Paragraph, Table
from .facts import Fact, Facts, Kind
from .sketch import Sketch, sketch


@dataclass(frozen=True)
class Words:
    """A stretch of text; `data` are the attributes of the figure that it shows, None for plain words."""

    text: str
    data: Mapping[str, str] | None = None


@dataclass(frozen=True)
class PaperBlock:
    """`what` is heading, paragraph, table or chart; the one field of that name is set."""

    what: str
    heading: Heading | None = None
    words: tuple[Words, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    sketch: Sketch | None = None


@dataclass(frozen=True)
class Place:
    """Whose document it is, for the attributes of its figures."""

    area: str
    period: str
    basis: str


def blocks(found: tuple[Block, ...], facts: Facts, place: Place) -> list[PaperBlock]:
    return list(_blocks(found, facts, place))


def _blocks(found: tuple[Block, ...], facts: Facts, place: Place) -> Iterator[PaperBlock]:
    for block in found:
        match block:
            case Heading():
                yield PaperBlock("heading", heading=block)
            case Paragraph():
                words = (Words(span.text, data(facts.get(span.fact), place)) for span in block.spans)
                yield PaperBlock("paragraph", words=tuple(words))
            case Table():
                yield PaperBlock("table", table=block)
            case Chart():
                yield PaperBlock("chart", chart=block, sketch=sketch(block))


def data(fact: Fact | None, place: Place) -> Mapping[str, str] | None:
    """What `data-…` says of a figure; None where nothing explains it."""
    if fact is None or fact.source is None or not fact.source.indicator:
        return None
    source, several = fact.source, fact.known.kind is Kind.PLACES and len(fact.value) > 1
    return {
        "area": place.area if several else source.area,
        "period": place.period,
        "basis": place.basis,
        "indicator": source.indicator,
        "numerator": "" if several else wording.plain(source.numerator),
        "denominator": "" if several else wording.plain(source.denominator),
        "value": "" if several else source.text.rstrip("%"),
    }


@dataclass(frozen=True)
class Paper:
    """A document ready to be shown."""

    document: Document
    blocks: list[PaperBlock]
    annexes: list[tuple[int, str, list[PaperBlock]]]


def paper(document: Document, facts: Facts, place: Place) -> Paper:
    annexes = [
        (number, annex.title, blocks(annex.blocks, facts, place))
        for number, annex in enumerate(document.annexes, 1)
    ]
    return Paper(document, blocks(document.blocks, facts, place), annexes)
