"""What the styles stand on: defaults of the document, Normal, the official table; measures of a paragraph."""

from .faces import Faces, fonts
from .xml import Element, el, off, val

CHARACTER = 320  # twips of one character of 三号 (16 pt)
LINE = 579  # twips of a line of 28.95 pt: 22 of them in 225 mm
CELL_MARGIN = 60
NARROWER = -5  # twips between characters: 28 of 15.75 pt in 442.2 pt


def spacing(before: float = 0, after: float = 0, line: int = LINE, exact: bool = True) -> Element:
    """`before` and `after` in lines of the text, `line` in twips (240ths of a line when not exact)."""
    attributes: dict[str, object] = {}
    for side, lines in (("before", before), ("after", after)):
        attributes |= {f"w:{side}Lines": round(lines * 100)} if lines else {}
        attributes[f"w:{side}"] = round(lines * LINE)
    return el("w:spacing", attributes | {"w:line": line, "w:lineRule": "exact" if exact else "auto"})


def indent(first_line: float = 0, left: float = 0, hanging: float = 0, right: float = 0) -> Element:
    """Characters of the text. Twips stand beside those of the first line and the right edge, for readers that
    know no characters; with `left` and `hanging` Word counts characters in a way of its own, so twips alone.
    """
    attributes: dict[str, object] = {}
    for name, characters in (("left", left), ("hanging", hanging), ("right", right), ("firstLine", first_line)):
        if characters and name in ("right", "firstLine"):
            attributes[f"w:{name}Chars"] = round(characters * 100)
        if characters:
            attributes[f"w:{name}"] = round(characters * CHARACTER)
    return el("w:ind", attributes)


def ground(faces: Faces) -> list[Element]:
    """Defaults and the styles that Word expects to find, before the paragraph styles."""
    size = [val("w:sz", 32), val("w:szCs", 32)]
    narrow = el("w:rPr", None, val("w:spacing", NARROWER))
    language = el("w:lang", {"w:val": "zh-CN", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
    return [
        el(
            "w:docDefaults",
            None,
            el("w:rPrDefault", None, el("w:rPr", None, fonts(faces.text, faces.digits), *size, language)),
            el("w:pPrDefault", None, el("w:pPr")),
        ),
        default("paragraph", "Normal", "Normal", val("w:aliases", "正文"), el("w:qFormat"), normal(), narrow),
        default("character", "DefaultParagraphFont", "Default Paragraph Font", val("w:uiPriority", 1)),
        default("table", "TableNormal", "Normal Table", val("w:uiPriority", 99), table_ground()),
        default("numbering", "NoList", "No List", val("w:uiPriority", 99)),
        official_table(),
    ]


def default(kind: str, id: str, name: str, *rest: Element) -> Element:
    attributes = {"w:type": kind, "w:default": 1, "w:styleId": id}
    return el("w:style", attributes, val("w:name", name), *rest)


def normal() -> Element:
    """Exact lines; no gap between Chinese and digits. 28 characters come from the characters themselves and
    not from the grid, which LibreOffice 7.4 draws at double width when its cells are narrower than the type.
    """
    switches = [off(f"w:{name}") for name in ("widowControl", "autoSpaceDE", "autoSpaceDN", "snapToGrid")]
    return el("w:pPr", None, *switches, spacing(), val("w:jc", "both"))


def table_ground() -> Element:
    sides = (("top", 0), ("left", CELL_MARGIN), ("bottom", 0), ("right", CELL_MARGIN))
    margins = [el(f"w:{side}", {"w:w": twips, "w:type": "dxa"}) for side, twips in sides]
    return el("w:tblPr", None, el("w:tblInd", {"w:w": 0, "w:type": "dxa"}), el("w:tblCellMar", None, *margins))


def official_table() -> Element:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "000000"}
    return el(
        "w:style",
        {"w:type": "table", "w:customStyle": 1, "w:styleId": "OfficialTable"},
        val("w:name", "公文表格"),
        val("w:basedOn", "TableNormal"),
        el("w:tblPr", None, el("w:tblBorders", None, *(el(f"w:{edge}", line) for edge in edges))),
    )
