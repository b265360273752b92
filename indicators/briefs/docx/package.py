"""The file: parts of an OPC package by python-docx, zipped so that the same document gives the same bytes."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from ..document import Document
from .text import clean
from .xml import Element, el, val

FIRST_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 zip knows no zones and no earlier day
FROM_UNIX = 3
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats'
    b'.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word</Application></Properties>'
)


class Package:
    """A word-processing package that grows by parts; names and relationships follow the order of adding."""

    def __init__(self, document: Document):
        self.opc = OpcPackage()
        self.body = el("w:body")
        main = el("w:document", None, self.body)
        self.main = XmlPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, main, self.opc)
        self.opc.relate_to(self.main, RT.OFFICE_DOCUMENT)
        self.main.relate_to(self.part("/word/theme/theme1.xml", CT.OFC_THEME, theme()), RT.THEME)
        properties(self.opc, document)
        self.opc.relate_to(self.part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, APP), RT.EXTENDED_PROPERTIES)
        self.charts = 0

    def part(self, name: str, kind: str, blob: bytes) -> Part:
        return Part(PackURI(name), kind, blob, self.opc)

    def add(self, name: str, kind: str, relationship: str, element: Element) -> str:
        """A part of the main document; answers its relationship."""
        blob = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.main.relate_to(self.part(f"/word/{name}.xml", kind, blob), relationship)

    def add_chart(self, xml: bytes, workbook: bytes) -> str:
        """`xml` must name its workbook rId1."""
        self.charts += 1
        chart = self.part(f"/word/charts/chart{self.charts}.xml", CT.DML_CHART, xml)
        sheet = self.part(f"/word/embeddings/Microsoft_Excel_Sheet{self.charts}.xlsx", CT.SML_SHEET, workbook)
        chart.relate_to(sheet, RT.PACKAGE)
        return self.main.relate_to(chart, RT.CHART)

    def bytes(self, written_at: datetime) -> bytes:
        loose = BytesIO()
        self.opc.save(loose)
        return sealed(loose.getvalue(), written_at)


def theme() -> bytes:
    """python-docx's own: Word asks for one, though no style here uses it."""
    return docx.Document().part.part_related_by(RT.THEME).blob


def sealed(data: bytes, written_at: datetime) -> bytes:
    """The same zip with the document's own time on every member."""
    stamp = max(written_at.replace(tzinfo=None), FIRST_DAY).timetuple()[:6]
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as loose, ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name in loose.namelist():
            member = ZipInfo(name, stamp)
            member.compress_type, member.create_system = ZIP_DEFLATED, FROM_UNIX
            file.writestr(member, loose.read(name))
    return stream.getvalue()


def moment(written_at: datetime) -> datetime:
    """In UTC, as the properties of a file are; a time without a zone is taken as it stands."""
    return (written_at.astimezone(UTC) if written_at.tzinfo else written_at).replace(tzinfo=None, microsecond=0)


def properties(opc: OpcPackage, document: Document) -> None:
    core = opc.core_properties
    core.title = clean(document.title)[:255]
    core.author = core.last_modified_by = clean(document.author or document.unit)[:255]
    core.created = core.modified = moment(document.written_at)
    core.language = "zh-CN"
    core.revision = 1


def settings() -> Element:
    """Odd and even pages differ; no compatibility mode; punctuation as Chinese offices set it."""
    modes = {"compatibilityMode": 15, "overrideTableStyleFontSizeAndJustification": 1}
    uri = "http://schemas.microsoft.com/office/word"
    return el(
        "w:settings",
        None,
        el("w:zoom", {"w:percent": 100}),
        el("w:evenAndOddHeaders"),
        val("w:characterSpacingControl", "compressPunctuation"),
        el(
            "w:compat",
            None,
            el("w:spaceForUL"),
            el("w:balanceSingleByteDoubleByteWidth"),
            el("w:doNotLeaveBackslashAlone"),
            el("w:ulTrailSpace"),
            el("w:doNotExpandShiftReturn"),
            el("w:adjustLineHeightInTable"),
            el("w:useFELayout"),
            *(
                el("w:compatSetting", {"w:name": name, "w:uri": uri, "w:val": mode})
                for name, mode in modes.items()
            ),
        ),
        el("w:themeFontLang", {"w:val": "zh-CN", "w:eastAsia": "zh-CN"}),
        val("w:decimalSymbol", "."),
        val("w:listSeparator", ","),
    )
