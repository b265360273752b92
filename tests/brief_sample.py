"""A document with everything in it, invented: two levels of headings, tables, both charts, annexes."""

from dataclasses import replace
from datetime import UTC, date, datetime

from indicators.briefs.document import Annex, Chart, Document, Heading, Paragraph, Span, Table

COUNTIES = ("源汇区", "郾城区", "召陵区", "舞阳县", "临颍县", "经济技术开发区")
RATES = (78.4, 70.0, 66.7, 59.25, 71.3, None)

RANKING = Table(
    title="各县区“双强”村党支部书记情况",
    columns=("单位", "村党支部书记（名）", "“双强”书记（名）", "占比（%）"),
    rows=(
        ("源汇区", "125", "98", "78.4"),
        ("郾城区", "180", "126", "70"),
        ("召陵区", "210", "140", "66.7"),
        ("舞阳县", "400", "237", "59.3"),
        ("临颍县", "363", "259", "71.3"),
        ("合计", "1,278", "860", "67.3"),
    ),
    unit="名、%",
    total=True,
)
TOWNSHIPS = Table(
    title="各乡镇“双强”村党支部书记情况",
    columns=("县区", "乡镇", "行政村（个）", "书记（名）", "“双强”书记（名）", "占比（%）"),
    rows=tuple(
        (COUNTIES[n % 5], f"第{n + 1}乡", str(20 + n % 7), str(20 + n % 7), str(10 + n % 5), f"{50 + n * 0.5:.1f}")
        for n in range(60)
    ),
    unit="个、名、%",
    text_columns=frozenset({0, 1}),
)
BARS = Chart("各县区“双强”书记占比", "bar", COUNTIES, (("2012年第二季度", RATES),))
LINE = Chart(
    "全市“双强”书记占比变化",
    "line",
    ("2011年一季度", "二季度", "三季度", "四季度", "2012年一季度", "二季度"),
    (("全市", (52.1, 55.0, None, 60.2, 64.8, 67.3)),),
)
WIDE = Table(
    title="各县区主要指标一览",
    columns=("单位", *(f"第{n}项指标的名称（{n}）" for n in range(1, 19))),
    rows=tuple((name, *(f"{1234.5 + n:,.1f}" for n in range(18))) for name in COUNTIES),
)
LONG_PARAGRAPH = (
    "为掌握全市农村基层党组织“领头雁”队伍建设情况，按照年度工作安排，对5个县区、56个乡镇的村党支部书记队伍"
    "进行了统计分析。有关数据以各乡镇报送并经县区审核的季度报表为准，截至2012年6月30日。"
)


def sentence(*parts: str) -> Paragraph:
    return Paragraph(
        tuple(Span(part, fact="lead.value" if number % 2 else "") for number, part in enumerate(parts))
    )


BLOCKS = (
    sentence(LONG_PARAGRAPH),
    Heading(1, "一、基本情况"),
    sentence(
        "截至2012年6月30日，全市共有“双强”村党支部书记",
        "860",
        "名，占书记总数的",
        "67.3%",
        "；较上年同期提高12.3个百分点。",
    ),
    RANKING,
    Heading(2, "（一）各县区情况"),
    sentence("占比最高的是源汇区（78.4%），最低的是舞阳县（59.3%）。"),
    BARS,
    Heading(2, "（二）变化情况"),
    sentence("一年来占比逐季上升，2011年第三季度未报送。"),
    LINE,
    Heading(3, "1.乡镇之间不平衡"),
    sentence("60个乡镇中，占比低于60%的有20个。"),
    Heading(4, "（1）村级"),
    sentence("部分村书记一人兼任数职。"),
    Heading(1, "二、存在问题"),
    sentence(LONG_PARAGRAPH),
    sentence(LONG_PARAGRAPH),
    Heading(1, "三、工作建议"),
    sentence("一要", "抓培养", "。", "二要", "抓使用。"),
)

SAMPLE = Document(
    title="关于全市农村基层党组织“领头雁”队伍建设情况的报告",
    blocks=BLOCKS,
    unit="中共测试市委组织部",
    signed_on=date(2012, 7, 10),
    written_at=datetime(2012, 7, 10, 8, 30, tzinfo=UTC),
    recipient="市委",
    closing="特此报告。",
    annexes=(
        Annex("各乡镇“双强”村党支部书记情况", (TOWNSHIPS,)),
        Annex("各县区主要指标一览", (WIDE,)),
    ),
    marks=("演示数据",),
    author="组织部办公室",
)
EMPTY = replace(SAMPLE, blocks=(), annexes=(), marks=(), recipient="", closing="", author="")
