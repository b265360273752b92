"""Children of the file's elements stand in the order of the schema (ECMA-376, wml.xsd), which Word insists on."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from indicators.briefs.document import Paragraph, Span
from indicators.briefs.docx import write_docx

from .brief_sample import SAMPLE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
        "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
        "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
        "fitText vertAlign rtl cs em lang"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
    ),
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
        "locked pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "settings": "zoom evenAndOddHeaders characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "tbl": "tblPr tblGrid tr",
}


@pytest.fixture(scope="module")
def parts():
    long_word = Paragraph((Span("x" * 60),))
    document = replace(SAMPLE, number="测组发〔2012〕5号", blocks=(*SAMPLE.blocks, long_word))
    with ZipFile(BytesIO(write_docx(document))) as file:
        return {
            name: etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith((".xml", ".rels"))
        }


@pytest.mark.parametrize("tag", ORDER)
def test_children_stand_in_the_order_of_the_schema(parts, tag):
    order = ORDER[tag].split()
    found = [element for part in parts.values() for element in part.iter(W + tag)]
    assert found
    for element in found:
        places = [order.index(child.tag.removeprefix(W)) for child in element]
        assert places == sorted(places)


def test_every_relationship_leads_to_a_part_with_a_type(parts):
    names = {f"/{name}" for name in parts}
    types = parts["[Content_Types].xml"]
    known = {override.get("PartName") for override in types if override.get("PartName")}
    assert known <= names | {name for name in known if name.endswith(".xlsx")}
    ids = {element.get("Id") for element in parts["word/_rels/document.xml.rels"]}
    body = etree.tostring(parts["word/document.xml"]).decode()
    used = {piece.partition('"')[0] for piece in body.split('r:id="')[1:]}
    assert used
    assert used <= ids
