"""A page as it comes out of the printer: the PDF that Chromium makes, read page by page."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

A4 = (595, 842)  # points
# Radicals that a PDF names in place of the characters that look like them and that NFKC leaves alone.
LOOK_ALIKES = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: width and height in points, and its text without blanks, by which lines differ."""

    size: tuple[int, int]
    text: str

    @property
    def is_a4(self) -> bool:
        return self.size in (A4, A4[::-1])

    @property
    def is_landscape(self) -> bool:
        return self.size[0] > self.size[1]


def bare(text: str) -> str:
    """Without blanks, and with the characters that the font drew by another code put back."""
    return "".join(unicodedata.normalize("NFKC", text).translate(LOOK_ALIKES).split())


def printed(page, path: Path) -> list[Sheet]:
    """The sheets of the page; the PDF stays at `path`. Playwright fires beforeprint as a printer's dialog does."""
    data = page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    return [
        Sheet(
            (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))),
            bare(sheet.extract_text()),
        )
        for sheet in PdfReader(BytesIO(data)).pages
    ]
