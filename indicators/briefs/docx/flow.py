"""The body of the document in its order: text, ending, annexes, over sections upright and turned."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from docx.oxml.ns import qn

from ..document import Annex, Block, Chart, Document, Heading, Paragraph, Table
from . import charts, ending
from .faces import Faces
from .figures import figure_elements, without_numbers
from .package import Package
from .page import UPRIGHT, Page, section
from .tables import table_elements, tidy
from .text import LONG_WORD, clean, width
from .titles import title_lines
from .widths import fit
from .xml import Element, el, off, paragraph, run

MOST_HELD = 8 * 28  # eight lines

References = list[tuple[str, str, str]]


class Flow:
    """Writes into the package's body; `page` is that of the section being written."""

    def __init__(self, package: Package, document: Document, faces: Faces, references: References):
        self.package, self.document, self.faces, self.references = package, document, faces, references
        self.page = UPRIGHT

    def write(self) -> None:
        document = self.document
        if document.number:
            self.add(paragraph("Number", run(document.number)))
        self.add(title("Title", document.title))
        if clean(document.recipient):
            self.add(paragraph("Recipient", run(clean(document.recipient).rstrip("：:") + "：")))
        self.blocks(document.blocks)
        if clean(document.closing):
            self.add(paragraph("BodyText", run(clean(document.closing))))
        self.turn(UPRIGHT)
        self.hold()
        for element in [
            *ending.annex_names(document.annexes),
            *ending.signature(document.unit, document.signed_on),
        ]:
            self.add(element)
        for number, annex in enumerate(document.annexes, 1):
            self.annex(annex, number if len(document.annexes) > 1 else 0)
        self.package.body.append(section(self.page, self.references))

    def add(self, *elements: Element) -> None:
        self.package.body.extend(elements)

    def annex(self, annex: Annex, number: int) -> None:
        """On a page of its own, turned when one of its tables needs that."""
        tables = [fit(tidy(block)).page for block in annex.blocks if isinstance(block, Table) and block.columns]
        page = next((page for page in tables if page is not UPRIGHT), UPRIGHT)
        self.turn(page)
        self.add(paragraph("AnnexMark", run(f"附件{number or ''}")), title("AnnexTitle", annex.title))
        self.blocks(map(partial(untitled, annex.title), annex.blocks), page)

    def blocks(self, blocks: Iterable[Block], page: Page | None = None) -> None:
        """`page` holds all of them; without it a table that is too wide gets a turned page for itself."""
        for block in blocks:
            match block:
                case Heading():
                    self.turn(page or UPRIGHT)
                    self.add(paragraph(f"Heading{min(max(block.level, 1), 4)}", run(block.text)))
                case Paragraph() if clean(block.text):
                    self.turn(page or UPRIGHT)
                    self.add(text(block.text))
                case Table() if block.columns:
                    table = tidy(block)
                    place = fit(table, [page]) if page else fit(table)
                    self.turn(place.page)
                    self.add(*table_elements(table, place))
                case Chart():
                    self.turn(page or UPRIGHT)
                    self.add(*self.chart(charts.tidy(block)))

    def chart(self, chart: Chart) -> list[Element]:
        if charts.is_empty(chart):
            return without_numbers(chart)
        xml = charts.chart_xml(chart, self.faces, "rId1")
        relationship = self.package.add_chart(xml, charts.chart_workbook(chart, self.document.written_at))
        return figure_elements(chart, self.package.charts, relationship)

    def turn(self, page: Page) -> None:
        """Ends the section when the next part needs the other page."""
        if page is not self.page:
            self.package.body[-1].pPr.append(section(self.page, self.references))
            self.page = page

    def hold(self) -> None:
        """The signature is never alone on a page: the last paragraph of the text stays with it.

        Not a very long one, which LibreOffice would move as a whole.
        """
        last = self.package.body[-1]
        if width(last.text) <= MOST_HELD:
            last.pPr.find(qn("w:pStyle")).addnext(el("w:keepNext"))


def text(words: str) -> Element:
    """A paragraph of the text; a very long word of Latin letters in it breaks where the line ends."""
    breaking = (off("w:wordWrap"),) if LONG_WORD.search(words) else ()
    return paragraph("BodyText", run(clean(words)), properties=breaking)


def untitled(title: str, block: Block) -> Block:
    """A table that is called as its annex needs no title of its own."""
    same = isinstance(block, Table) and clean(block.title) == clean(title)
    return replace(block, title="") if same else block


def title(style: str, text: str) -> Element:
    """The lines of a title, broken where they should be."""
    first, *others = title_lines(text)
    broken = [part for line in others for part in (el("w:r", None, el("w:br")), run(line))]
    return paragraph(style, run(first), *broken)
