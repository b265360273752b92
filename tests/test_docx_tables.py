"""Tables of the Word file: title and unit above, head on every page, numbers to the right, 合计 last."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from indicators.briefs.document import Annex, Table
from indicators.briefs.docx import write_docx

from .brief_sample import EMPTY, RANKING, TOWNSHIPS


def written(*blocks, **others):
    return docx.Document(BytesIO(write_docx(replace(EMPTY, blocks=blocks, **others))))


def cell_styles(row):
    return [cell.paragraphs[0].style.style_id for cell in row.cells]


@pytest.fixture(scope="module")
def file():
    return written(RANKING, TOWNSHIPS)


def test_title_and_unit_stand_above_and_stay_with_the_table(file):
    styles = [each.style.style_id for each in file.paragraphs]
    assert styles[1:4] == ["TableTitle", "TableUnit", "AfterTable"]
    assert file.paragraphs[1].text == "各县区“双强”村党支部书记情况"
    assert file.paragraphs[2].text == "单位：名、%"
    for name in ("表题", "计量单位"):
        assert file.styles[name].paragraph_format.keep_with_next
    assert file.styles["计量单位"].paragraph_format.alignment == 2  # right


def test_the_head_is_repeated_and_rows_are_not_split(file):
    for table in file.tables:
        assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True] + [False] * (
            len(table.rows) - 1
        )
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert cell_styles(table.rows[0]) == ["TableHead"] * len(table.columns)


def test_numbers_stand_to_the_right_and_texts_to_the_left(file):
    counties, townships = file.tables
    assert cell_styles(counties.rows[1]) == ["TableText", *["TableNumber"] * 3]
    assert cell_styles(townships.rows[1]) == ["TableText", "TableText", *["TableNumber"] * 4]
    assert file.styles["表数"].paragraph_format.alignment == 2
    assert file.styles["表文"].paragraph_format.alignment == 0


def test_the_total_is_the_last_row_in_a_face_of_its_own(file):
    counties, townships = file.tables
    assert counties.rows[-1].cells[0].text == "合计"
    assert cell_styles(counties.rows[-1]) == ["TableTextTotal", *["TableNumberTotal"] * 3]
    assert cell_styles(townships.rows[-1])[0] == "TableText"


def test_cells_hold_what_the_document_says(file):
    assert [cell.text for cell in file.tables[0].rows[6].cells] == ["合计", "1,278", "860", "67.3"]
    assert len(file.tables[1].rows) == 61


def test_widths_are_the_text_area_and_cells_agree_with_the_grid(file):
    for table in file.tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(grid) == 8844
        assert table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")) == "8844"
        for row in (table.rows[0], table.rows[-1]):
            assert [int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.cells] == grid


def test_a_small_table_stays_on_one_page_and_a_long_one_may_break(file):
    def kept(table):
        return [row.cells[0].paragraphs[0]._p.pPr.find(qn("w:keepNext")) is not None for row in table.rows]

    assert kept(file.tables[0]) == [True] * 6 + [False]
    assert kept(file.tables[1]) == [True] + [False] * 60  # the head never stands alone


def test_a_table_without_rows_says_so_and_one_without_columns_is_left_out():
    file = written(replace(RANKING, rows=()), Table("空", (), ()))
    [table] = file.tables
    assert [cell.text for cell in table.rows[1].cells] == ["（无数据）"] * 4
    assert len(table.rows[1]._tr.tc_lst) == 1


def test_short_rows_are_filled_and_long_ones_cut():
    [table] = written(replace(RANKING, rows=(("源汇区",), ("郾城区", "1", "2", "3", "4")), total=False)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["源汇区", "", "", ""],
        ["郾城区", "1", "2", "3"],
    ]


def test_two_tables_never_run_into_each_other():
    plain = replace(RANKING, title="", unit="")
    body = written(plain, plain).element.body
    tags = [child.tag.rpartition("}")[2] for child in body]
    assert "tbl tbl" not in " ".join(tags)
    assert tags.count("tbl") == 2


def test_an_annex_called_like_its_table_says_the_name_once():
    file = written(annexes=(Annex(RANKING.title, (RANKING,)), Annex("另一名称", (RANKING,))))
    titles = [each.text for each in file.paragraphs if each.style.style_id == "TableTitle"]
    assert titles == [RANKING.title]
