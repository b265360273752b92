"""The Word file against GB/T 9704-2012, read from its XML: page, faces, lines, order of the parts."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from indicators.briefs.document import Annex, Heading, Paragraph, Span
from indicators.briefs.docx import Faces, write_docx

from .brief_sample import EMPTY, SAMPLE, WIDE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(document=SAMPLE, **options):
    return docx.Document(BytesIO(write_docx(document, **options)))


@pytest.fixture(scope="module")
def file():
    return opened()


def styled(file, style):
    return [each for each in file.paragraphs if each.style.style_id == style]


def attributes(element):
    return {name.removeprefix(W): value for name, value in element.attrib.items()}


def child(file, style, path):
    """An element below a style, {name: value} of its attributes; None when the style has none."""
    found = file.styles.element.find(f"w:style[@w:styleId='{style}']/{path}", file.styles.element.nsmap)
    return None if found is None else attributes(found)


def test_the_page_is_a4_with_the_margins_of_the_standard(file):
    section = file.sections[0]._sectPr
    assert attributes(section.find(qn("w:pgSz"))) == {"w": "11906", "h": "16838"}
    margins = attributes(section.find(qn("w:pgMar")))
    assert {side: margins[side] for side in ("top", "bottom", "left", "right")} == {
        "top": "2098",
        "bottom": "1984",
        "left": "1588",
        "right": "1474",
    }
    assert margins["footer"] == "1267"  # 35 mm less 7 mm less a line of 16 pt
    grid = attributes(section.find(qn("w:docGrid")))
    assert grid == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}


def test_lines_are_exact_and_a_page_holds_22(file):
    spacing = child(file, "Normal", "w:pPr/w:spacing")
    assert (spacing["line"], spacing["lineRule"]) == ("579", "exact")
    assert 22 * 579 <= 16838 - 2098 - 1984 < 23 * 579


def test_a_line_holds_28_characters(file):
    narrower = int(child(file, "Normal", "w:rPr/w:spacing")["val"])
    assert 28 * (320 + narrower) <= 11906 - 1588 - 1474 < 29 * (320 + narrower)


@pytest.mark.parametrize(
    ("style", "chinese", "digits", "half_points"),
    [
        ("Title", "方正小标宋简体", "Times New Roman", "44"),
        ("Heading1", "黑体", "黑体", None),
        ("Heading2", "楷体_GB2312", "Times New Roman", None),
        ("AnnexMark", "黑体", "黑体", None),
        ("AnnexTitle", "方正小标宋简体", "Times New Roman", "44"),
        ("Footer", "宋体", "宋体", "28"),
        ("TableHead", "黑体", "黑体", None),
    ],
)
def test_styles_name_their_faces_for_chinese_and_for_digits(file, style, chinese, digits, half_points):
    fonts = child(file, style, "w:rPr/w:rFonts")
    assert fonts == {"ascii": digits, "hAnsi": digits, "eastAsia": chinese, "cs": digits}
    size = child(file, style, "w:rPr/w:sz")
    assert (size and size["val"]) == half_points


def test_the_text_is_fangsong_of_16_points(file):
    defaults = file.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
    fonts = attributes(defaults.find(qn("w:rFonts")))
    assert fonts["eastAsia"] == "仿宋_GB2312"
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert attributes(defaults.find(qn("w:lang")))["eastAsia"] == "zh-CN"
    assert child(file, "Heading3", "w:rPr/w:b") == {}
    assert child(file, "Heading3", "w:rPr/w:rFonts") is None
    assert child(file, "Heading4", "w:rPr/w:b") is None


def test_the_face_of_digits_is_a_setting():
    file = opened(faces=Faces(digits="仿宋_GB2312"))
    defaults = file.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}")
    assert set(attributes(defaults).values()) == {"仿宋_GB2312"}


@pytest.mark.parametrize(
    ("name", "chinese", "level"),
    [
        ("heading 1", "一级标题", "0"),
        ("heading 2", "二级标题", "1"),
        ("heading 3", "三级标题", "2"),
        ("heading 4", "四级标题", "3"),
    ],
)
def test_headings_are_those_that_word_navigates_by(file, name, chinese, level):
    style = f"Heading{name[-1]}"
    assert child(file, style, "w:name") == {"val": name}
    assert child(file, style, "w:aliases") == {"val": chinese}
    assert child(file, style, "w:pPr/w:outlineLvl") == {"val": level}
    assert child(file, style, "w:pPr/w:ind")["firstLineChars"] == "200"
    assert child(file, style, "w:pPr/w:keepNext") == {}


def test_title_and_text_have_the_offices_names(file):
    assert child(file, "Title", "w:aliases") == {"val": "公文标题"}
    assert child(file, "Normal", "w:aliases") == {"val": "正文"}
    assert child(file, "Title", "w:rPr/w:b") is None
    assert child(file, "Title", "w:pPr/w:jc") == {"val": "center"}
    assert child(file, "Title", "w:pPr/w:spacing")["lineRule"] == "exact"
    assert 700 <= int(child(file, "Title", "w:pPr/w:spacing")["line"]) <= 760
    assert child(file, "BodyText", "w:pPr/w:ind") == {"firstLineChars": "200", "firstLine": "640"}
    assert child(file, "Normal", "w:pPr/w:jc") == {"val": "both"}


def test_every_style_that_is_used_is_there(file):
    known = {style.style_id for style in file.styles}
    used = {found.get(qn("w:val")) for found in file.element.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= known
    assert {"Title", "Heading1", "Heading2", "Heading3", "Heading4", "BodyText", "OfficialTable"} <= used


def test_the_parts_stand_in_the_order_of_the_standard(file):
    order = [each.style.style_id for each in file.paragraphs]
    parts = ["Title", "Recipient", "BodyText", "AnnexNote", "SignedUnit", "SignedOn", "AnnexMark", "AnnexTitle"]
    places = [order.index(part) for part in parts]
    assert places == sorted(places)
    closing = file.paragraphs[order.index("AnnexNote") - 1]
    assert (closing.style.style_id, closing.text) == ("BodyText", "特此报告。")


def test_a_long_title_is_broken_at_a_word_and_whole_in_the_properties(file):
    [title] = styled(file, "Title")
    assert title.text == "关于全市农村基层党组织\n“领头雁”队伍建设情况的报告"
    assert file.core_properties.title == "关于全市农村基层党组织“领头雁”队伍建设情况的报告"


def test_the_recipient_stands_flush_left_after_a_blank_line(file):
    [recipient] = styled(file, "Recipient")
    assert recipient.text == "市委："
    assert child(file, "Recipient", "w:pPr/w:ind") is None
    assert child(file, "Title", "w:pPr/w:spacing")["after"] == "579"
    assert [each.text for each in styled(opened(replace(SAMPLE, recipient="市委:")), "Recipient")] == ["市委："]


def test_annexes_are_listed_one_line_below_the_text_under_each_other(file):
    first, second = styled(file, "AnnexNote")
    assert first.text == "附件：1.\t各乡镇“双强”村党支部书记情况"
    assert second.text == "2.\t各县区主要指标一览"
    spacings = [attributes(each._p.pPr.find(qn("w:spacing")))["before"] for each in (first, second)]
    assert spacings == ["579", "0"]
    indents = [attributes(each._p.pPr.find(qn("w:ind"))) for each in (first, second)]
    starts = [int(each["left"]) - int(each["hanging"]) for each in indents]
    assert starts == [640, 1600]  # two characters in; below the 1, after 附件：
    assert indents[0]["left"] == indents[1]["left"]


def test_a_single_annex_has_no_number():
    file = opened(replace(SAMPLE, annexes=(Annex("名单。", ()),)))
    assert [each.text for each in styled(file, "AnnexNote")] == ["附件：名单"]
    assert [each.text for each in styled(file, "AnnexMark")] == ["附件"]


def test_the_unit_is_centred_over_a_date_four_characters_from_the_right(file):
    [unit], [day] = styled(file, "SignedUnit"), styled(file, "SignedOn")
    assert (unit.text, day.text) == ("中共测试市委组织部", "2012年7月10日")
    right = [attributes(each._p.pPr.find(qn("w:ind")))["rightChars"] for each in (unit, day)]
    # 9 characters over 6.5: the unit reaches 1.25 further on either side
    assert right == ["275", "400"]
    assert attributes(unit._p.pPr.find(qn("w:spacing")))["before"] == "1158"


def test_a_long_unit_moves_the_date_instead_of_leaving_the_line():
    name = "中共测试市委全市农村基层党组织建设工作领导小组办公室"  # 26 characters
    file = opened(replace(SAMPLE, unit=name))
    [unit], [day] = styled(file, "SignedUnit"), styled(file, "SignedOn")
    assert "rightChars" not in attributes(unit._p.pPr.find(qn("w:ind")))
    assert attributes(day._p.pPr.find(qn("w:ind")))["rightChars"] == "975"  # (26 - 6.5) / 2


def test_the_signature_is_never_alone_on_a_page(file):
    order = [each.style.style_id for each in file.paragraphs]
    last = order.index("AnnexNote") - 1
    for paragraph in file.paragraphs[last : order.index("SignedUnit")]:
        assert paragraph._p.pPr.find(qn("w:keepNext")) is not None
    assert child(file, "SignedUnit", "w:pPr/w:keepNext") == {}


def test_a_very_long_last_paragraph_is_not_moved_with_the_signature():
    file = opened(replace(EMPTY, blocks=(Paragraph((Span("漯" * 300),)),)))
    assert styled(file, "BodyText")[0]._p.pPr.find(qn("w:keepNext")) is None


def test_annexes_begin_on_new_pages_with_their_mark(file):
    assert [each.text for each in styled(file, "AnnexMark")] == ["附件1", "附件2"]
    assert child(file, "AnnexMark", "w:pPr/w:pageBreakBefore") == {}
    assert child(file, "AnnexMark", "w:pPr/w:jc") == {"val": "left"}
    assert child(file, "AnnexMark", "w:pPr/w:ind") is None


def test_page_numbers_stand_outside_on_odd_and_even_pages(file):
    section = file.sections[0]
    assert file.settings.odd_and_even_pages_header_footer
    assert section._sectPr.find(qn("w:titlePg")) is None
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        [paragraph] = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert "PAGE" in [code.text.strip() for code in paragraph._p.iter(qn("w:instrText"))]
        assert attributes(paragraph._p.pPr.find(qn("w:ind"))) == {f"{side}Chars": "100", side: "280"}
        assert attributes(paragraph._p.pPr.find(qn("w:jc"))) == {"val": side}


def test_marks_stand_on_every_page_and_only_then_is_there_a_header():
    marked = opened(replace(SAMPLE, marks=("演示数据", "含待审数据")))
    for section in marked.sections:
        assert [p.text for p in section.header.paragraphs] == ["演示数据　含待审数据"]
        assert [p.text for p in section.even_page_header.paragraphs] == ["演示数据　含待审数据"]
    unmarked = opened(EMPTY).sections[0]
    assert unmarked._sectPr.findall(qn("w:headerReference")) == []


def test_a_wide_table_turns_its_page_and_the_text_stays_upright():
    file = opened(replace(SAMPLE, blocks=(Heading(1, "一、表"), WIDE, Paragraph((Span("其后"),))), annexes=()))
    shapes = [attributes(section._sectPr.find(qn("w:pgSz"))) for section in file.sections]
    assert [shape.get("orient", "portrait") for shape in shapes] == ["portrait", "landscape", "portrait"]
    assert shapes[1] == {"w": "16838", "h": "11906", "orient": "landscape"}
    assert len(file.sections[1]._sectPr.findall(qn("w:footerReference"))) == 2


def test_a_turned_annex_is_turned_as_a_whole(file):
    assert [section.orientation for section in file.sections] == [0, 1]


def test_chinese_punctuation_has_the_chinese_face(file):
    runs = [found for found in file.element.iter(qn("w:r")) if found.find(qn("w:t")) is not None]
    assert runs
    assert all(found.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:hint")) == "eastAsia" for found in runs)


def test_the_properties_are_the_documents_own(file):
    core = file.core_properties
    assert (core.author, core.last_modified_by, core.language) == ("组织部办公室", "组织部办公室", "zh-CN")
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None)
    assert f"{core.created:%Y-%m-%d %H:%M}" == "2012-07-10 08:30"
    assert opened(EMPTY).core_properties.author == "中共测试市委组织部"


def test_an_almost_empty_document_opens():
    file = opened(EMPTY)
    assert [each.style.style_id for each in file.paragraphs] == ["Title", "SignedUnit", "SignedOn"]


def test_hostile_text_is_safe_and_stays_readable():
    words = "a\x00b\x0bc <b>&amp;\ud800\ufffe “引”]]>\u202e\n下一行" + "x" * 400
    file = opened(replace(EMPTY, title=words, unit=words, blocks=(Heading(9, words), Paragraph((Span(words),)))))
    shown = styled(file, "BodyText")[0].text
    assert shown == "ab c <b>&amp; “引”]]> 下一行" + "x" * 400
    assert styled(file, "Heading4")[0].text == shown
    assert styled(file, "BodyText")[0]._p.pPr.find(qn("w:wordWrap")).get(qn("w:val")) == "0"


def test_paragraphs_without_words_are_left_out():
    file = opened(replace(EMPTY, blocks=(Paragraph(()), Paragraph((Span("  "),)), Paragraph((Span("有"),)))))
    assert [each.text for each in styled(file, "BodyText")] == ["有"]


def test_a_document_number_stands_above_the_title():
    file = opened(replace(EMPTY, number="测组发〔2012〕5号"))
    assert [each.style.style_id for each in file.paragraphs][:2] == ["Number", "Title"]
    assert file.paragraphs[0].text == "测组发〔2012〕5号"
