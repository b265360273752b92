"""What follows the text: 附件说明, 发文机关署名 and 成文日期 (GB/T 9704-2012, 7.3.4 and 7.3.5)."""

from collections.abc import Sequence
from datetime import date

from ..document import Annex
from .ground import indent, spacing
from .text import clean, width
from .titles import END
from .xml import Element, el, paragraph, run

DATE_RIGHT = 4  # characters to the right of the date of a sealed document
LINE_LENGTH = 28


def annex_names(annexes: Sequence[Annex]) -> list[Element]:
    """“附件：1. …”, names under each other, no punctuation at their ends; without a number when there is one."""
    lines = []
    for number, annex in enumerate(annexes, 1):
        name = clean(annex.title).rstrip(END)
        if len(annexes) == 1:
            content, shape = [run(f"附件：{name}")], indent(left=5, hanging=3)
        else:
            lead = "附件：" if number == 1 else ""
            content = [run(f"{lead}{number}."), el("w:r", None, el("w:tab")), run(name)]
            shape = indent(left=6.5, hanging=4.5) if lead else indent(left=6.5, hanging=1.5)
        gap = spacing(before=1 if number == 1 else 0)
        lines.append(paragraph("AnnexNote", *content, properties=(el("w:keepNext"), gap, shape)))
    return lines


def signature(unit: str, day: date) -> list[Element]:
    """The unit centred over the date, the date four characters from the right; two lines above for the seal.

    A unit so long that it would leave the line moves both to the left.
    """
    name, shown = clean(unit), spoken(day)
    longer = min(width(name), LINE_LENGTH) - width(shown)
    from_right = max(DATE_RIGHT, longer / 2)
    lines = []
    if name:
        shape = indent(right=from_right - longer / 2)
        lines.append(paragraph("SignedUnit", run(name), properties=(spacing(before=2), shape)))
    above = () if name else (spacing(before=2),)
    return [*lines, paragraph("SignedOn", run(shown), properties=(*above, indent(right=from_right)))]


def spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
