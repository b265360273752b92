"""The one way from a document's values to a Word file."""

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from ..document import Document
from .faces import Faces, font_table
from .flow import Flow
from .ground import ground
from .package import Package, settings
from .page import footer, header
from .styles import paragraph_styles
from .text import clean
from .xml import el


def write_docx(document: Document, faces: Faces | None = None) -> bytes:
    """The document in the layout of GB/T 9704-2012. The same values give the same bytes, in any process."""
    faces = faces or Faces()
    package = Package(document)
    package.add("styles", CT.WML_STYLES, RT.STYLES, el("w:styles", None, *ground(faces), *paragraph_styles(faces)))
    package.add("settings", CT.WML_SETTINGS, RT.SETTINGS, settings())
    package.add("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, font_table(faces))
    Flow(package, document, faces, references(package, document)).write()
    return package.bytes(document.written_at)


def references(package: Package, document: Document) -> list[tuple[str, str, str]]:
    """Header (with marks only) and page number, for odd and even pages."""
    found = []
    marks = tuple(filter(None, map(clean, document.marks)))
    for number, kind in enumerate(("default", "even"), 1) if marks else ():
        found.append(("header", kind, package.add(f"header{number}", CT.WML_HEADER, RT.HEADER, header(marks))))
    for number, kind in enumerate(("default", "even"), 1):
        part = footer(even=kind == "even")
        found.append(("footer", kind, package.add(f"footer{number}", CT.WML_FOOTER, RT.FOOTER, part)))
    return found
