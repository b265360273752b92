"""Where the title of a document breaks: at words, in even lines, never before 的 or inside “双强”."""

import pytest

from indicators.briefs.docx.titles import title_lines


def test_a_title_that_fits_stays_in_one_line():
    assert title_lines("关于全市村干部“双强”工作情况的报告") == ["关于全市村干部“双强”工作情况的报告"]


@pytest.mark.parametrize(
    "lines",
    [
        ["关于2012年第二季度全市", "基层党建工作指标完成情况的通报"],
        ["关于全市农村基层党组织“领头雁”", "队伍建设情况的调研报告"],
        ["召陵区2012年第二季度", "基层党建工作情况简报"],
        [
            "关于认真贯彻落实市委关于加强",
            "农村基层党组织建设进一步推进",
            "“四个培养”和“双学双带”工作的",
            "实施意见落实情况的专题调研报告",
        ],
    ],
)
def test_a_longer_title_breaks_between_words_in_even_lines(lines):
    assert title_lines("".join(lines)) == lines


def test_three_lines_never_have_a_waist():
    """GB/T 9704: trapezoid or diamond. 18 + 3 + 18 would be an hourglass."""
    [first, second, third] = title_lines(
        "关于全市农村基层党组织建设工作和村干部教育管理培训考核制度创新开展情况的综合调研报告"
    )
    assert not (len(first) > len(second) < len(third))


@pytest.mark.parametrize("mark", ["。", "；", "！", "，", "："])
def test_a_title_ends_without_punctuation(mark):
    assert title_lines(f"基层党建工作月报{mark}") == ["基层党建工作月报"]


@pytest.mark.parametrize("text", ["", "漯" * 30, "漯" * 300, "a" * 500, "。" * 30, "“" * 40])
def test_what_no_word_claims_loses_nothing(text):
    assert "".join(title_lines(text)) == text.rstrip("。")


def test_a_long_word_is_left_to_the_reader_to_wrap():
    assert title_lines("x" * 60) == ["x" * 60]
