"""The Word file in the hands of a real LibreOffice: pages, heads, marks. Word and WPS were not tried."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from indicators.briefs.document import Paragraph, Span
from indicators.briefs.docx import write_docx

from .brief_sample import EMPTY, SAMPLE
from .office import convert, needs_office

pytestmark = needs_office
A4 = (595, 842)


@pytest.fixture(scope="module")
def read(office_profile, tmp_path_factory):
    """The pages of a document as LibreOffice prints it."""

    def pages(document):
        data = convert(write_docx(document), "docx", "pdf", office_profile, tmp_path_factory.mktemp("out"))
        return pypdf.PdfReader(BytesIO(data)).pages

    return pages


@pytest.fixture(scope="module")
def pages(read):
    return read(SAMPLE)


@pytest.fixture(scope="module")
def texts(pages):
    return [page.extract_text() for page in pages]


def squeezed(text):
    return "".join(text.split())


def test_every_page_is_a4_and_the_wide_annex_is_turned(pages):
    shapes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]
    assert shapes[:-1] == [A4] * (len(pages) - 1)
    assert shapes[-1] == A4[::-1]


def test_text_charts_and_annexes_make_six_pages(pages):
    """Three of text with two charts, two of the long table, one of the wide one."""
    assert len(pages) == 6


def test_every_page_has_its_number_and_the_mark(texts):
    for number, text in enumerate(texts, 1):
        assert f"—{number}—" in squeezed(text)
        assert "演示数据" in text


def test_page_numbers_alternate_between_right_and_left(pages):
    """One character (14 pt) in from the edge of the text area."""

    def left_edge(page):
        found = []
        page.extract_text(visitor_text=lambda text, cm, tm, *_: found.append((tm[4], tm[5], text.strip())))
        return min(x for x, y, text in found if text.startswith("—") and y < 100)

    assert left_edge(pages[0]) > 300
    assert left_edge(pages[1]) == pytest.approx(1588 / 20 + 14, abs=1)


def test_the_head_of_a_long_table_is_repeated(texts):
    assert "行政村（个）" in squeezed(texts[3])
    assert "行政村（个）" in squeezed(texts[4])
    assert "第1乡" in squeezed(texts[3])
    assert "第60乡" in squeezed(texts[4])


def test_annexes_start_on_new_pages(texts):
    assert squeezed(texts[3]).removeprefix("演示数据").startswith("附件1")
    assert squeezed(texts[5]).removeprefix("演示数据").startswith("附件2")
    assert "特此报告。" in texts[2]
    assert "2012年7月10日" in squeezed(texts[2])


def test_charts_are_drawn_with_their_numbers(texts):
    assert "78.4%" in texts[1]
    assert "2012年一季度" in squeezed(texts[1])


def test_a_page_of_text_holds_22_lines(read):
    """LibreOffice measures in steps of its own: 27 or 28 characters stand in a line."""
    pages = read(replace(EMPTY, title="题", blocks=(Paragraph((Span("漯" * 28 * 60),)),)))
    lines = [[line for line in page.extract_text().split() if set(line) == {"漯"}] for page in pages]
    # the first page has the title of 36 pt and a blank line: (637.8 - 36 - 28.95) / 28.95 = 19.8
    assert [len(page) for page in lines[:2]] == [19, 22]
    assert {len(line) for line in lines[1]} <= {27, 28}


def test_an_almost_empty_document_is_one_page(read):
    [page] = read(EMPTY)
    assert "中共测试市委组织部" in squeezed(page.extract_text())
