"""The typefaces a document names. They are the reader's own; no font travels in the file."""

from dataclasses import dataclass

from .xml import Element, el, val


@dataclass(frozen=True)
class Faces:
    """Faces by their use; `digits` is for digits and Latin letters of the text."""

    title: str = "方正小标宋简体"
    text: str = "仿宋_GB2312"
    first: str = "黑体"
    second: str = "楷体_GB2312"
    numbers: str = "宋体"
    digits: str = "Times New Roman"


# What a machine may have in the place of a face: (other name, family).
OTHER_NAMES = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "script"),
    "仿宋_GB2312": ("仿宋", "modern"),
    "楷体_GB2312": ("楷体", "modern"),
    "黑体": ("SimHei", "modern"),
    "宋体": ("SimSun", "auto"),
}


def fonts(name: str, latin: str = "") -> Element:
    """The face for Chinese, and the one for digits and letters (the same when not given)."""
    latin = latin or name
    return el("w:rFonts", {"w:ascii": latin, "w:hAnsi": latin, "w:eastAsia": name, "w:cs": latin})


def font_table(faces: Faces) -> Element:
    """The faces that are named, with the names under which a machine may know them."""
    table = el("w:fonts")
    names = (faces.title, faces.text, faces.first, faces.second, faces.numbers, faces.digits)
    for name in dict.fromkeys(names):
        other, family = OTHER_NAMES.get(name, ("", "auto"))
        font = el("w:font", {"w:name": name})
        if other:
            font.append(val("w:altName", other))
        font.extend(
            [
                val("w:charset", "86" if name in OTHER_NAMES else "00"),
                val("w:family", family),
                val("w:pitch", "variable" if name == faces.digits else "default"),
            ]
        )
        table.append(font)
    return table
