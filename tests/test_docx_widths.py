"""How the columns of a table share the page: the type shrinks first, then the page turns."""

import pytest

from indicators.briefs.document import Table
from indicators.briefs.docx.page import TURNED, UPRIGHT
from indicators.briefs.docx.widths import fit


def table(columns, rows, **others):
    return Table("", tuple(columns), tuple(map(tuple, rows)), **others)


def numbers(count, cell="1,234.5", rows=3):
    return table(["单位", *["指标"] * count], [["源汇区", *[cell] * count]] * rows)


def test_columns_fill_156_mm_exactly():
    found = fit(numbers(3))
    assert found.page is UPRIGHT
    assert sum(found.columns) == 8844  # 11906 - 1588 - 1474


def test_a_small_table_has_small_four_and_a_long_one_size_five():
    assert fit(numbers(3, rows=15)).size == "小四"
    assert fit(numbers(3, rows=16)).size == "五号"


@pytest.mark.parametrize(
    ("count", "page", "size"),
    [
        # a column of 1,234.5 takes 3.5 characters and 140 twips; 单位 3 characters and 140: room for 8844 twips
        (8, UPRIGHT, "小四"),  # 8 x (3.5x240+140) + 860 = 8700
        (9, UPRIGHT, "五号"),  # 小四 9680; 五号 9 x 875 + 770 = 8645
        (10, UPRIGHT, "小五"),  # 五号 9520; 小五 10 x 770 + 680 = 8380
        (11, TURNED, "小四"),  # 小五 9150; turned 12756: 小四 11 x 980 + 860 = 11640
        (17, TURNED, "六号"),  # 小五 17 x 770 + 680 = 13770; 六号 17 x 665 + 590 = 11895
    ],
)
def test_type_shrinks_before_the_page_turns(count, page, size):
    found = fit(numbers(count))
    assert (found.page, found.size) == (page, size)
    assert sum(found.columns) == page.room


def test_a_table_too_wide_for_any_page_still_fits_the_turned_one():
    found = fit(numbers(60))
    assert sum(found.columns) == TURNED.room
    assert min(found.columns) > 0


def test_a_number_never_breaks_while_a_text_may():
    words = "经济技术开发区的某一个名称很长很长的村级单位"  # 22 characters
    found = fit(table(["单位", "数"], [[words, "123456789012"]] * 3))
    assert found.columns[1] >= 12 * 0.5 * 240
    narrow = fit(table(["单位", *["数"] * 8], [[words, *["1,234.5"] * 8]]))
    assert narrow.columns[0] < 22 * 180
    assert all(width >= 3.5 * 180 for width in narrow.columns[1:])


def test_a_table_of_one_column_takes_the_whole_width():
    assert fit(table(["单位"], [["源汇区"]])).columns == (8844,)


def test_headings_take_three_lines_before_they_widen_a_column():
    assert fit(table(["单位", *["十二个字的指标名称十二"] * 8], [["源汇区", *["1"] * 8]])).page is UPRIGHT


def test_a_date_in_a_column_of_text_stays_in_one_line():
    rows = [["双强村支书占比", "2012-03-31", "已审核汇总第1版，口径自2009-01-01"]] * 30
    found = fit(table(["指标", "截至", "版本"], rows, text_columns=frozenset({0, 1, 2})), [UPRIGHT])
    assert found.columns[1] >= 10 * 0.5 * 210  # ten half-width signs in 五号
