"""The page: A4 upright by GB/T 9704-2012 (section 5), or turned for a wide table; its header and page number.

Text area 156 mm x 225 mm, 37 mm above it, 28 mm left of it. The line grid has 22 lines of 579 twips; the
character grid 28 characters in 442.2 pt, which is (442.2 / 28 - 16) x 4096 = -849 for `charSpace`, rounded
so that 28 still fit.
"""

from dataclasses import dataclass

from .ground import LINE
from .xml import Element, el, field, paragraph, run, val

CHAR_SPACE = -849
HEADER = 851  # 15 mm from the edge of the paper
NUMBER_LINE = 320
TO_NUMBER = 397  # 7 mm from the text area to the page number


@dataclass(frozen=True)
class Page:
    """Twips."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def room(self) -> int:
        """Width of the text area."""
        return self.width - self.left - self.right

    @property
    def footer(self) -> int:
        """From the edge of the paper to the lower edge of the page number."""
        return self.bottom - TO_NUMBER - NUMBER_LINE


UPRIGHT = Page(11906, 16838, top=2098, bottom=1984, left=1588, right=1474)
# The same margins when the sheet is turned to the left: the binding edge comes to lie on top.
TURNED = Page(16838, 11906, top=1588, bottom=1474, left=1984, right=2098)


def section(page: Page, references: list[tuple[str, str, str]]) -> Element:
    """The properties of a section; `references` are (header or footer, default or even, relationship)."""
    size = {"w:w": page.width, "w:h": page.height}
    if page is TURNED:
        size["w:orient"] = "landscape"
    margins = {f"w:{side}": getattr(page, side) for side in ("top", "right", "bottom", "left")}
    grid = {"w:type": "linesAndChars", "w:linePitch": LINE, "w:charSpace": CHAR_SPACE}
    return el(
        "w:sectPr",
        None,
        *(el(f"w:{part}Reference", {"w:type": kind, "r:id": rid}) for part, kind, rid in references),
        val("w:type", "nextPage"),
        el("w:pgSz", size),
        el("w:pgMar", margins | {"w:header": HEADER, "w:footer": page.footer, "w:gutter": 0}),
        el("w:cols", {"w:space": 425}),
        el("w:docGrid", grid),
    )


def header(marks: tuple[str, ...]) -> Element:
    return el("w:hdr", None, paragraph("Header", run("　".join(marks))))


def footer(even: bool) -> Element:
    """“— 1 —”, one character in from the outer edge: right on odd pages, left on even ones."""
    side = "left" if even else "right"
    inset = el("w:ind", {f"w:{side}Chars": 100, f"w:{side}": 280})
    number = [run("— "), *field("PAGE", "1"), run(" —")]
    return el("w:ftr", None, paragraph("Footer", *number, properties=(inset, val("w:jc", side))))
