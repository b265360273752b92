"""Charts of the Word file: native, with the numbers in a workbook of their own, told in words."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree

from indicators.briefs.document import Chart
from indicators.briefs.docx import write_docx

from .brief_sample import BARS, EMPTY, LINE, SAMPLE

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def written(*blocks) -> ZipFile:
    return ZipFile(BytesIO(write_docx(replace(EMPTY, blocks=blocks))))


def chart_part(file: ZipFile, number: int = 1):
    return etree.fromstring(file.read(f"word/charts/chart{number}.xml"))


def sheet(file: ZipFile, number: int = 1):
    return openpyxl.load_workbook(BytesIO(file.read(f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"))).active


def values(element, tag):
    return [found.get("val") for found in element.iter(C + tag)]


def test_the_workbook_holds_the_numbers_of_the_chart():
    file = written(LINE)
    rows = list(sheet(file).iter_rows(values_only=True))
    assert rows[0] == (None, "全市")
    assert rows[1:] == [
        ("2011年一季度", 52.1),
        ("二季度", 55),
        ("三季度", None),
        ("四季度", 60.2),
        ("2012年一季度", 64.8),
        ("二季度", 67.3),
    ]


@pytest.mark.parametrize("chart", [BARS, LINE, replace(BARS, series=(*BARS.series, ("上年同期", (1.0, 2.5))))])
def test_every_formula_of_the_chart_finds_its_numbers_in_the_workbook(chart):
    file = written(chart)
    book = sheet(file)
    formulas = list(chart_part(file).iter(C + "f"))
    assert len(formulas) == 3 * len(chart.series)
    for formula in formulas:
        name, _, cells = formula.text.partition("!")
        assert name == book.title
        found = book[cells.replace("$", "")]
        flat = [cell.value for (cell,) in found] if isinstance(found, tuple) else [found.value]
        cached = {int(point.get("idx")): point.find(C + "v").text for point in formula.getnext().iter(C + "pt")}
        assert {place: str(value) for place, value in enumerate(flat) if value is not None} == {
            place: text.removesuffix(".0") for place, text in cached.items()
        }


def test_a_missing_quarter_is_a_gap():
    part = chart_part(written(LINE))
    points = [int(point.get("idx")) for point in part.find(f".//{C}val").iter(C + "pt")]
    assert points == [0, 1, 3, 4, 5]
    assert values(part, "dispBlanksAs") == ["gap"]


def test_bars_lie_in_the_order_of_the_table_and_begin_at_zero():
    part = chart_part(written(BARS))
    assert values(part, "barDir") == ["bar"]
    assert values(part.find(f".//{C}catAx"), "orientation") == ["maxMin"]
    assert values(part.find(f".//{C}valAx"), "min") == ["0.0"]
    below = chart_part(written(replace(BARS, series=(("较上年", (1.0, -2.0)),))))
    assert values(below.find(f".//{C}valAx"), "min") == []


@pytest.mark.parametrize(
    ("unit", "numbers", "shown"),
    [
        ("%", (78.4, 59.25), '0.0"%"'),
        ("%", (78.0, 59.0), '0"%"'),
        ("名", (125.0, 98.0), "0"),
        ("万元", (4.256, 3.1), "0.00"),
    ],
)
def test_labels_have_the_decimals_of_a_printed_figure(unit, numbers, shown):
    part = chart_part(written(Chart("图", "bar", ("甲", "乙"), (("本期", numbers),), unit)))
    assert part.find(f".//{C}dLbls/{C}numFmt").get("formatCode") == shown


def test_series_differ_by_more_than_colour():
    two = replace(LINE, series=(*LINE.series, ("甲县", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0))))
    part = chart_part(written(two))
    assert values(part, "symbol") == ["circle", "square"]
    dashes = [
        found.get("val") for found in part.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}prstDash")
    ]
    assert dashes == ["solid", "dash"]
    assert values(part, "legendPos") == ["b"]
    assert values(chart_part(written(LINE)), "legendPos") == []


def test_charts_have_words_for_those_who_cannot_see_them():
    file = docx.Document(BytesIO(write_docx(SAMPLE)))
    first, second = file.element.iter(qn("wp:docPr"))
    assert first.get("descr") == (
        "条形图：各县区“双强”书记占比。2012年第二季度：源汇区78.4%，郾城区70%，召陵区66.7%，舞阳县59.25%，临颍县71.3%。"
    )
    assert second.get("descr").startswith("折线图：全市“双强”书记占比变化。全市：2011年一季度52.1%")
    assert [first.get("id"), second.get("id")] == ["1", "2"]


def test_a_chart_of_many_units_is_told_by_its_ends():
    labels = tuple(f"第{n}乡" for n in range(30))
    file = docx.Document(
        BytesIO(written(Chart("图", "bar", labels, (("本期", tuple(map(float, range(30)))),))).fp.getvalue())
    )
    [properties] = file.element.iter(qn("wp:docPr"))
    assert properties.get("descr") == "条形图：图。本期：共30项，最高第29乡29%，最低第0乡0%。"


@pytest.mark.parametrize("series", [(), (("本期", ()),), (("本期", (None, None)),)])
def test_a_chart_without_a_number_becomes_a_sentence(series):
    file = written(Chart("图", "line", ("甲", "乙"), series))
    assert [name for name in file.namelist() if "chart" in name] == []
    assert "（无数据）" in file.read("word/document.xml").decode()


def test_every_chart_has_a_part_and_a_workbook_of_its_own():
    names = written(BARS, LINE, BARS).namelist()
    assert len([name for name in names if name.startswith("word/charts/chart")]) == 3
    assert len([name for name in names if name.startswith("word/embeddings/")]) == 3


def test_a_label_that_looks_like_a_formula_stays_text():
    book = sheet(written(Chart("图", "bar", ("=1+1", "<&>"), (("=A1", (1.0, 2.0)),))))
    assert (book["A2"].value, book["A2"].data_type) == ("=1+1", "s")
    assert (book["B1"].value, book["B1"].data_type) == ("=A1", "s")
