"""Elements of WordprocessingML, short to write."""

from collections.abc import Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from .text import safe


def el(tag: str, attributes: Mapping[str, object] | None = None, *children: Element | None) -> Element:
    """`el("w:jc", {"w:val": "left"})`; children that are None are left out.

    Prefixes are declared by name: lxml's own choice depends on what else the process has loaded.
    """
    attributes = attributes or {}
    prefixes = {name.partition(":")[0] for name in (tag, *attributes) if ":" in name} - {"xml"}
    element = OxmlElement(tag, nsdecls={prefix: nsmap[prefix] for prefix in sorted(prefixes)})
    for name, value in attributes.items():
        element.set(qn(name) if ":" in name else name, str(value))
    element.extend([child for child in children if child is not None])
    return element


def val(tag: str, value: object) -> Element:
    return el(tag, {"w:val": value})


def off(tag: str) -> Element:
    return val(tag, 0)


def run(text: str, *properties: Element) -> Element:
    """A run of text made safe. The hint gives “”, — and … the Chinese face and width, digits keep theirs."""
    words = el("w:t", {"xml:space": "preserve"})
    words.text = safe(text)
    return el("w:r", None, el("w:rPr", None, el("w:rFonts", {"w:hint": "eastAsia"}), *properties), words)


def paragraph(style: str, *content: Element, properties: tuple[Element, ...] = ()) -> Element:
    """`properties` stand in the order of the schema, after the style."""
    return el("w:p", None, el("w:pPr", None, val("w:pStyle", style), *properties), *content)


def field(instruction: str, shown: str) -> list[Element]:
    """The runs of a field that Word works out: PAGE."""
    code = el("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    result = el("w:t")
    result.text = shown
    marks = [el("w:fldChar", {"w:fldCharType": kind}) for kind in ("begin", "separate", "end")]
    return [el("w:r", None, part) for part in (marks[0], code, marks[1], result, marks[2])]
