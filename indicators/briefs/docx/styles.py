"""The named paragraph styles of an official document (GB/T 9704-2012, sections 5.2 and 7.3).

Built-in styles carry what Word must know them by (Title, heading 1 to 4, Body Text, header, footer),
so that its navigation works; the office's own words are their second names.
"""

from dataclasses import dataclass

from .faces import Faces, fonts
from .ground import LINE, indent, spacing
from .xml import Element, el, off, val

SIZES = {"二号": 44, "三号": 32, "四号": 28, "小四": 24, "五号": 21, "小五": 18, "六号": 15}  # half points


@dataclass(frozen=True)
class Style:
    """A paragraph style. `face` and `latin` are fields of Faces; what is empty is inherited.

    `line` is an exact height in twips; `before` and `after` are whole lines of the text; `first_line`,
    `left`, `hanging` and `right` whole characters of the style's own size.
    """

    id: str
    name: str
    alias: str = ""
    based_on: str = "Normal"
    next: str = ""
    face: str = ""
    latin: str = ""
    size: str = ""
    bold: bool = False
    align: str = ""
    line: int = 0
    single: bool = False
    before: float = 0
    after: float = 0
    first_line: int = 0
    left: int = 0
    hanging: int = 0
    outline: int | None = None
    keep: bool = False
    new_page: bool = False
    custom: bool = True


def built_in(id: str, name: str, alias: str, **fields) -> Style:
    return Style(id, name, alias, custom=False, **fields)


INDENTED = {"first_line": 2, "keep": True, "next": "BodyText"}
HEAD = {
    "face": "title",
    "size": "二号",
    "align": "center",
    "line": 720,
    "after": 1,
    "keep": True,
    "next": "BodyText",
}
BLACK = {"face": "first", "latin": "first"}
SONG = {"face": "numbers", "latin": "numbers"}
SMALL = {"single": True, "size": "小四"}

STYLES = [
    built_in("Title", "Title", "公文标题", **HEAD),
    built_in("BodyText", "Body Text", "公文正文", first_line=2),
    built_in("Heading1", "heading 1", "一级标题", outline=0, **BLACK, **INDENTED),
    built_in("Heading2", "heading 2", "二级标题", outline=1, face="second", **INDENTED),
    built_in("Heading3", "heading 3", "三级标题", outline=2, bold=True, **INDENTED),
    built_in("Heading4", "heading 4", "四级标题", outline=3, **INDENTED),
    built_in("Header", "header", "页眉", align="center", single=True, size="五号", **SONG),
    built_in("Footer", "footer", "页码", line=320, size="四号", **SONG),
    Style("Number", "发文字号", align="center", after=1),
    Style("Recipient", "主送机关", next="BodyText"),
    Style("AnnexNote", "附件说明", left=6, hanging=4),
    Style("SignedUnit", "发文机关署名", align="right", keep=True),
    Style("SignedOn", "成文日期", align="right"),
    Style("AnnexMark", "附件标识", align="left", keep=True, new_page=True, after=1, **BLACK),
    Style("AnnexTitle", "附件标题", outline=0, **HEAD),
    Style("TableTitle", "表题", align="center", keep=True, before=0.5, **BLACK, **SMALL),
    Style("TableUnit", "计量单位", align="right", keep=True, single=True, size="五号"),
    Style("TableText", "表文", align="left", **SMALL),
    Style("TableHead", "表头", based_on="TableText", align="center", **BLACK),
    Style("TableNumber", "表数", based_on="TableText", align="right"),
    Style("TableTextTotal", "表文合计", based_on="TableText", **BLACK),
    Style("TableNumberTotal", "表数合计", based_on="TableNumber", **BLACK),
    Style("AfterTable", "表后", line=280),
    Style("Figure", "图", align="center", keep=True, **SMALL),
    Style("FigureTitle", "图题", align="center", after=1, **BLACK, **SMALL),
]


def paragraph_styles(faces: Faces) -> list[Element]:
    return [element(style, faces) for style in STYLES]


def element(style: Style, faces: Faces) -> Element:
    attributes = {"w:type": "paragraph", "w:styleId": style.id}
    return el(
        "w:style",
        attributes | ({"w:customStyle": 1} if style.custom else {}),
        val("w:name", style.name),
        val("w:aliases", style.alias) if style.alias else None,
        val("w:basedOn", style.based_on),
        val("w:next", style.next) if style.next else None,
        el("w:qFormat"),
        el("w:pPr", None, *paragraph_properties(style)),
        el("w:rPr", None, *run_properties(style, faces)),
    )


def paragraph_properties(style: Style) -> list[Element]:
    found = []
    if style.keep:
        found += [el("w:keepNext"), el("w:keepLines")]
    if style.new_page:
        found.append(el("w:pageBreakBefore"))
    if style.single or style.line or style.before or style.after:
        line = 240 if style.single else style.line or LINE
        found.append(spacing(style.before, style.after, line, exact=not style.single))
    if style.first_line or style.left:
        found.append(indent(first_line=style.first_line, left=style.left, hanging=style.hanging))
    if style.align:
        found.append(val("w:jc", style.align))
    if style.outline is not None:
        found.append(val("w:outlineLvl", style.outline))
    return found


def run_properties(style: Style, faces: Faces) -> list[Element]:
    found = []
    if style.face:
        found.append(fonts(getattr(faces, style.face), getattr(faces, style.latin or "digits")))
    if style.bold:
        found += [el("w:b"), el("w:bCs")]
    return found + ([off("w:spacing"), *sized(style.size)] if style.size else [])


def sized(name: str) -> list[Element]:
    return [val("w:sz", SIZES[name]), val("w:szCs", SIZES[name])]
