"""How a document is put together: what crosses its line is in it, the rest is left out."""

from datetime import UTC, date, datetime

import pytest

from indicators import dashboards
from indicators.briefs.choice import Choice
from indicators.briefs.composing import compose
from indicators.briefs.document import Chart, Heading, Paragraph, Table
from indicators.briefs.outline import Section, chinese, numbered
from indicators.dashboards import Basis
from indicators.models import DocumentKind, ParagraphTemplate

from . import documents_cast
from .documents_cast import EMPTY, RATE

NOW = datetime(2012, 4, 8, 9, 30, tzinfo=UTC)


@pytest.fixture
def city(areas):
    documents_cast.build_paragraphs()
    return documents_cast.build_city(areas)


def choice(area, kind=DocumentKind.RESEARCH, **more):
    period = dashboards.choose(dashboards.period_choices(area), "2012Q1")
    fields = {
        "basis": Basis.APPROVED,
        "publication": None,
        "title": "关于双强的调研报告",
        "recipient": "",
        "unit": "中共测试市委组织部",
        "signed_on": date(2012, 4, 8),
    }
    return Choice(kind=kind, area=area, period=period, **(fields | more))


def composed(area, kind=DocumentKind.RESEARCH, **more):
    return compose(choice(area, kind, **more), "试用", NOW)


def headings(document):
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def texts(document):
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def annex(document, title):
    return next((one for one in document.annexes if one.title == title), None)


def test_the_numbers_of_headings():
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 21, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]
    deep = Section("甲", (), (Section("乙", (), (Section("丙", (), (Section("丁", (Paragraph(()),)),)),)),))
    assert [block.text for block in numbered([deep])[:4]] == ["一、甲", "（一）乙", "1.丙", "（1）丁"]


def test_a_part_that_says_nothing_is_left_out_and_the_numbers_close_up():
    said, silent = Section("说", (Paragraph(()),)), Section("不说", (), (Section("更不说"),))
    assert [b.text for b in numbered([silent, said, silent, said]) if isinstance(b, Heading)] == [
        "一、说",
        "二、说",
    ]


def test_the_paragraphs_in_their_order_under_numbered_headings(city):
    document = composed(city["测试市"]).document
    assert headings(document) == ["一、基本情况", "（一）领头雁", "二、存在问题", "三、对策建议"]
    assert texts(document) == [
        "为掌握情况，形成本报告。",
        "截至2012年3月31日，全市共有双强村支书700名，占70%，比上年同期提高6个百分点。",
        "最高的是甲县（80%）。",
        "丙区（45%）明显偏低，差距35个百分点。",
        "一要补齐短板。",
        "请审阅。",
    ]


def test_a_problem_whose_line_is_not_crossed_is_no_problem(city):
    """All counties alike: no problem, so no suggestion either, and nothing about it in the annex."""
    for name, value in (("一村", 210), ("四村", 140), ("五村", 210), ("七村", 140)):
        documents_cast.correct(city, name, ds_secretaries=value)
    found = composed(city["测试市"])
    assert headings(found.document) == ["一、基本情况", "（一）领头雁"]
    assert "偏低" not in str(found.left_out)


def test_a_sentence_without_its_figure_is_left_out_and_listed(city):
    ParagraphTemplate.objects.create(
        code="empty", in_research=True, section="situation", order=9,
        text=f"无分母的占{{{EMPTY}.value}}。共有{{{RATE}.den}}。",
    )  # fmt: skip
    found = composed(city["测试市"])
    assert "共有1000名。" in texts(found.document)
    assert [(one.sentence, one.why) for one in found.left_out] == [
        ("无分母的占【无分母占比】。", "无分母占比：分母为零"),
    ]
    [table] = annex(found.document, "未能写入的内容").blocks
    assert table.rows == (("无分母的占【无分母占比】。", "无分母占比：分母为零"),)


def test_a_paragraph_whose_condition_cannot_be_judged_is_listed(city):
    ParagraphTemplate.objects.create(
        code="unknown", in_research=True, section="problem", when=f"{EMPTY}.value < 50", text="很低。"
    )
    found = composed(city["测试市"])
    assert [(one.sentence, one.why) for one in found.left_out] == [("很低。", "无分母占比：分母为零")]


def test_a_paragraph_that_was_never_checked_is_listed_and_spoils_nothing(city):
    ParagraphTemplate.objects.create(code="broken", in_research=True, section="problem", text="占{。")
    found = composed(city["测试市"])
    assert [one.sentence for one in found.left_out] == ["占{。"]
    assert headings(found.document)[0] == "一、基本情况"


def test_every_figure_has_its_row_among_the_sources(city):
    document = composed(city["测试市"]).document
    [table] = annex(document, "数据来源表").blocks
    assert table.columns == ("指标", "单位", "分子", "分母", "数值", "截至", "版本")
    rows = {row[:2]: row[2:] for row in table.rows}
    version = "已审核汇总第1版，口径自2009-01-01"
    assert rows["双强村支书占比", "测试市"] == ("700", "1,000", "70.0%", "2012-03-31", version)
    assert rows["双强村支书占比", "丙区"] == ("90", "200", "45.0%", "2012-03-31", version)
    assert len(rows) == len(table.rows)


def test_the_table_of_the_counties_ends_with_the_whole(city):
    document = composed(city["测试市"]).document
    tables = [block for block in annex(document, "主要指标情况").blocks if isinstance(block, Table)]
    units = tables[1]
    assert units.columns == ("单位", "双强支书", "任村干部（人）", "小单位")
    assert units.total
    assert units.rows[0] == ("甲县", "80.0%", "5", "80.0%")  # 3 + 2; 16 of 20
    assert units.rows[2] == ("丙区", "45.0%", "1", "—")
    assert units.rows[-1] == ("合计", "70.0%", "10", "76.5%")  # 26 of 34
    assert tables[0].rows[0][1:] == ("70.0%", "+1.4个百分点", "+6.0个百分点", "75%", "接近")


def test_the_pictures_are_numbers(city):
    charts = [b for b in annex(composed(city["测试市"]).document, "主要指标情况").blocks if isinstance(b, Chart)]
    bars, lines = charts
    assert (bars.kind, bars.labels, bars.series) == (
        "bar", ("甲县", "乙区", "丙区"), (("双强支书", (80.0, 70.0, 45.0)),)
    )  # fmt: skip
    assert lines.labels[0] == "2011Q1"
    assert lines.series[0] == ("双强支书", (64.0, None, None, 68.6, 70.0))


def test_a_circular_ranks_and_names_only_what_is_beyond_chance(city):
    document = composed(city["测试市"], DocumentKind.CIRCULAR).document
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [(row[0], row[1], row[2], row[6]) for row in table.rows] == [
        ("1", "甲县", "80.0%", "先进"),
        ("2", "乙区", "70.0%", ""),
        ("3", "丙区", "45.0%", "后进"),
    ]
    assert document.closing == ""


def test_a_bulletin_has_three_tables(city):
    document = composed(city["测试市"], DocumentKind.BULLETIN).document
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables) == 3
    assert tables[2].rows[-1] == ("合计", "4", "4", "4", "100.0%")


def test_a_report_goes_up_and_says_so(city):
    document = composed(city["测试市"], DocumentKind.REPORT, recipient="中共某省委组织部").document
    assert (document.recipient, document.closing) == ("中共某省委组织部", "特此报告。")
    assert document.marks == ()


def test_a_demonstration_is_marked(city):
    city["测试市"].is_demo = True
    assert composed(city["测试市"]).document.marks == ("演示数据：人员与数字均为虚构，仅供试用",)


def test_what_stands_behind_the_figures(city):
    found = composed(city["测试市"])
    assert found.shown[f"{RATE}.num"] == ("700名",)
    assert found.facts[f"{RATE}.value"].value == 70
    assert {"ds_secretaries", "secretaries"} <= set(found.elements)
    assert found.stamp["definitions"][RATE] == "2009-01-01"
    assert found.stamp["totals"]["990100000000/2012Q1"] == 1


def test_a_township_is_written_of_without_its_small_villages(city):
    document = composed(city["东镇"]).document
    assert "全镇共有双强村支书260名" in texts(document)[1]


def test_the_queries_of_a_document(city, django_assert_num_queries):
    """Paragraphs, what is known (2), catalogue (2), lines, own rows, children, definitions, names, versions."""
    asked = choice(city["测试市"])
    with django_assert_num_queries(11):
        compose(asked, "试用", NOW)
