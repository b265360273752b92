"""Texts with figures in them: what comes out, what is left out, and what is said about mistakes."""

from decimal import Decimal

import pytest

from indicators.briefs.document import Span
from indicators.briefs.language import LanguageError, applies, check, render

from .briefs_cast import facts, known


def said(text, **changed) -> str:
    return render(text, facts(**changed)).text


def faults(text, when="") -> list[str]:
    return [str(fault) for fault in check(text, when, known())]


# figures ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{rate.num}", "889人"),
        ("{rate.num|单位 名}", "889名"),
        ("{rate.num|数字}", "889"),
        ("{rate.num|多}", "800多人"),
        ("{promoted.value|多 名}", "100多名"),
        ("{promoted.value|单位 名|余}", "100余名"),
        ("{rate.num|约 名}", "约900名"),
        ("{rate.value}", "70%"),
        ("{cadres.value}", "48.1%"),
        ("{cadres.value|以上}", "48%以上"),
        ("{cadres.value|位数 2}", "48.14%"),
        ("{cadres.value|数字}", "48.1"),
        ("{cadres.value|近}", "48.1%"),
        ("{members.num}", "10662人"),
        ("{members.value}", "25%"),
        ("{rate.change}", "1.8个百分点"),
        ("{rate.change|变化}", "提高1.8个百分点"),
        ("{rate.change|环比}", "环比提高1.8个百分点"),
        ("{rate.year_change|同比}", "与上年同期持平"),
        ("{promoted.change|变化}", "增加8人"),
        ("{promoted.change|增长 promoted.value}", "增长8%"),
        ("{rate.rank}", "第2位"),
        ("{rate.rank|位次 全省}", "居全省第2位"),
        ("{rate.rank|位次 area.whole}", "居全市第2位"),
        ("{day}", "2012年3月31日"),
        ("{day|截至}", "截至2012年3月31日"),
        ("{day｜年月}", "2012年3月"),
        ("{income.value}", "4.25万元"),
        ("{income.value|高低}", "高4.25万元"),
        ("{income.value|数字}", "4.25"),
        ("{rate.cv}", "0.07"),
        ("{rate.cv|位数 3}", "0.070"),
        ("{rate.cv|百分数}", "7%"),
        ("{tasks.overdue_median}", "12.5天"),
        ("{rate.low_flagged}", "临颍县（64.9%）和经开区（57.1%）"),
        ("{rate.low_flagged|分别}", "临颍县和经开区分别为64.9%和57.1%"),
        ("{rate.best|分别}", "源汇区为76.3%"),
        ("{rate.children|低到高|前 2|名称}", "经开区和临颍县"),
        ("{rate.children|后 1|分别}", "经开区为57.1%"),
        ("{rate.children|名单 2 个县区}", "源汇区、郾城区等6个县区"),
        ("{rate.children|个数 个县区}", "6个县区"),
        ("{rate.children|区间}", "57.1%—76.3%"),
        ("{rate.low_flagged|数值}", "64.9%和57.1%"),
        ("{tasks.faded_campaigns}", "甲活动、乙活动和丙活动"),
        ("{tasks.faded_campaigns|顿号}", "甲活动、乙活动、丙活动"),
        ("{area.name}", "漯河市"),
    ],
)
def test_a_figure_is_written_by_its_kind_and_its_rules(text, written):
    assert faults(f"{text}。") == []
    assert said(f"{text}。") == f"{written}。"


def test_the_sentences_of_the_report():
    text = (
        "{day|截至}，全市共有双强村支书{rate.num|单位 名}，占{rate.value}；"
        "双强村干部{cadres.num|单位 名}，占{cadres.value|以上}；双强党员{members.num}，占{members.value}。"
    )
    assert said(text) == (
        "截至2012年3月31日，全市共有双强村支书889名，占70%；双强村干部3283名，占48%以上；双强党员10662人，占25%。"
    )


def test_spans_keep_the_path_of_each_figure():
    rendered = render("共{rate.num|单位 名}，占{rate.value}。", facts())
    assert rendered.spans == (
        Span("共"),
        Span("889名", "rate.num"),
        Span("，占"),
        Span("70%", "rate.value"),
        Span("。"),
    )
    assert rendered.used == ("rate.num", "rate.value")
    assert rendered.paragraph.text == "共889名，占70%。"


def test_a_text_that_is_a_sentence_of_its_own_gets_no_second_full_stop():
    assert said("注意：{area.name}。", area__name="这是提示。") == "注意：这是提示。"


# conditions ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("", True),
        ("rate.value >= 70", True),
        ("rate.value >= 70% 且 rate.value < rate.target", True),
        ("rate.value > 70 或 rate.cv 大于 0.05", True),
        ("非 (rate.value > 70 或 rate.num = 889)", False),
        ("rate.value ≥ 70 且（rate.num < 10 或 rate.num 不低于 889）", True),
        ("有 rate.low_flagged", True),
        ("没有 lost.worst", True),
        ("有 lost.value", False),
        ("lost.value > 3", None),
        ("lost.value > 3 且 rate.value > 90", False),
        ("lost.value > 3 或 rate.value > 50", True),
        ("非 lost.value > 3", None),
        ("area.whole = “全市”", True),
        ('area.whole != "全县"', True),
        ("rate.rank <= 3", True),
        ("rate.rank = rate.siblings", False),
        ("rate.year_change < 0", False),  # −0.04 is written 0
    ],
)
def test_conditions(when, holds):
    assert faults("甲。", when) == []
    assert applies(when, facts()) is holds


def test_numbers_are_judged_as_they_are_written():
    assert applies("rate.value >= 70", facts(rate__value=Decimal("69.96"))) is True
    assert applies("rate.value >= 70", facts(rate__value=Decimal("69.94"))) is False


def test_and_binds_closer_than_or():
    assert applies("rate.value > 90 且 rate.num > 0 或 rate.num = 889", facts()) is True
    assert applies("rate.value > 90 且 (rate.num > 0 或 rate.num = 889)", facts()) is False


@pytest.mark.parametrize(("cv", "word"), [("0.12", "不平衡"), ("0.07", "有差异"), ("0.03", "均衡")])
def test_a_choice_takes_the_first_branch_that_holds(cv, word):
    text = "各县区[[如果 rate.cv > 0.1：不平衡|如果 rate.cv >= 0.05：有差异|否则：均衡]]。"
    assert said(text, rate__cv=Decimal(cv)) == f"各县区{word}。"


def test_a_choice_that_comes_to_nothing_leaves_no_comma():
    assert said("甲，[[如果 rate.value > 90：乙]]。丙。") == "甲。丙。"
    assert said("[[如果 rate.value > 90：乙]]。丙。") == "丙。"


# sentences that go ----------------------------------------------------------------
def test_a_sentence_without_its_figure_goes_as_a_whole_and_is_reported():
    rendered = render("甲{rate.num}。乙{lost.value}，丙{rate.value}。丁。", facts())
    assert rendered.text == "甲889人。丁。"
    assert [(gone.sentence, gone.path, gone.why) for gone in rendered.dropped] == [
        ("乙【lost.value】，丙70%。", "lost.value", "没有上报")
    ]
    assert rendered.used == ("rate.num",)


def test_an_empty_list_and_an_unknown_path_are_missing_too():
    rendered = render("甲{lost.worst}。乙{rate.nothing}。", facts())
    assert rendered.text == ""
    assert rendered.paragraph is None
    assert [(gone.path, gone.why) for gone in rendered.dropped] == [
        ("lost.worst", "名单为空"),
        ("rate.nothing", "没有这一项"),
    ]


def test_the_last_semicolon_becomes_a_full_stop():
    assert said("甲{rate.num}；乙{lost.value}。") == "甲889人。"
    assert said("甲{rate.num}；乙{lost.value}。丙。") == "甲889人。丙。"
    assert said("甲；{rate.num}；") == "甲；889人。"


def test_points_are_counted_anew():
    text = "一是甲{rate.num}；二是乙{lost.value}；三是丙。"
    assert said(text) == "一是甲889人；二是丙。"
    assert said("一是甲{lost.value}；二是乙。") == "乙。"
    assert said("一要甲[[如果 rate.value > 90：多]]；二要乙。") == "一要甲；二要乙。"
    assert said("[[如果 rate.value > 90：一要甲。]]二要乙。三要丙。") == "一要乙。二要丙。"


def test_a_paragraph_that_goes_on_counting_keeps_its_number():
    assert said("二是乙{rate.num}。") == "二是乙889人。"


def test_what_leans_on_a_lost_sentence_goes_with_it():
    rendered = render("共{lost.value}。其中甲{rate.num}。乙。", facts())
    assert rendered.text == "乙。"
    assert [gone.why for gone in rendered.dropped] == ["没有上报", "前一句没有写出"]


def test_brackets_and_quotes_do_not_end_a_sentence():
    assert said("口号是“干！{lost.value}”，甲。乙。") == "乙。"
    assert said("他说：“干！”甲{lost.value}。乙。") == "他说：“干！”乙。"
    assert said("甲（注：乙。）丙{lost.value}。丁。") == "甲（注：乙。）丁。"


def test_a_choice_nobody_can_make_takes_its_own_sentence_only():
    rendered = render("甲。[[如果 lost.value > 3：乙。|否则：丙。]]丁。", facts())
    assert rendered.text == "甲。丁。"
    assert [(gone.sentence, gone.path) for gone in rendered.dropped] == [("乙。", "lost.value")]
    assert said("甲[[如果 lost.value > 3：乙]]。丁。") == "丁。"
    assert said("\n[[如果 lost.value > 3：乙。]]\n[[如果 lost.value > 4：丙。]]\n丁。") == "丁。"


def test_line_breaks_are_for_the_writer():
    assert said("\n甲，\n  乙{rate.num}。\r\n丙。\n") == "甲，乙889人。丙。"


def test_a_value_of_another_kind_is_missing_and_nothing_breaks():
    rendered = render("甲{rate.num}。乙{rate.children}。", facts(rate__num="很多", rate__children=("甲", "乙")))
    assert [gone.why for gone in rendered.dropped] == ["数值与类别不符"] * 2


def test_an_unchecked_text_is_refused_and_not_guessed():
    with pytest.raises(LanguageError, match="没有闭合"):
        render("甲{rate.num。", facts())
    with pytest.raises(LanguageError):
        applies("rate.value >", facts())


# faults ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("甲。\n共{rate.nun}。", "第2行第3字：“rate”没有“nun”这一项，是不是 rate.num"),
        ("{rates.num}", "第1行第2字：没有“rates”这个指标，是不是“rate”"),
        ("{rate.num|百分点}", "第1行第11字：“百分点”只用于百分点之差，rate.num 是数量"),
        ("{rate.num|以上}", "“以上”只用于百分比"),
        ("{income.value|多}", "“多”只用于数量，income.value 是带小数的数量"),
        ("{rate.children|同比}", "是单位和数值的名单"),
        ("{rate.num|四舍}", "没有“四舍”这个规则"),
        ("{rate.children|区间隔}", "没有“区间隔”这个规则，是不是“区间”"),
        ("{rate.num|多|单位 名}", "“多”已经写成文字，后面不能再接“单位”"),
        ("{rate.num|单位}", "“单位”后面应写单位"),
        ("{rate.children|前 十|名称}", "“前”后面应为1至50的整数，不是“十”"),
        ("{rate.children|前 0|名称}", "应为1至50的整数"),
        ("{rate.cv|位数 9}", "“位数”后面应为0至4的整数"),
        ("{rate.value|以上 名}", "“以上”后面多了“名”"),
        ("{promoted.change|增长 rate.value}", "应为同一单位的数量，rate.value 是百分比"),
        ("{promoted.change|增长 甲}", "应为指标路径，不是“甲”"),
        ("{rate.rank|位次 rate.num}", "应为文字，rate.num 是数量"),
        ("{rate.num", "第1行第1字：花括号没有闭合"),
        ("甲}", "第1行第2字：多了一个“}”"),
        ("{}", "花括号里是空的"),
        ("{双强}", "“双强”不是指标路径"),
        ("{rate.num|}", "“|”后面没有写规则"),
        ("｛rate.num｝", "花括号应为半角"),
        ("[[如果 rate.num > 3：甲", "“[[”没有闭合"),
        ("甲]]", "前面没有对应的“[[”"),
        ("[[如果 rate.num > 3 甲]]", "“如果”后面少一个冒号"),
        ("[[rate.num > 3：甲]]", "这里应以“如果 条件：”或“否则：”开头"),
        ("[[否则：甲]]", "应先写“如果 条件：”"),
        ("[[如果 rate.num > 3：甲|否则：乙|否则：丙]]", "“否则”应写在最后"),
        ("[[如果 rate.num > 3：[[如果 rate.num > 4：甲]]]]", "条件里不能再套条件"),
        ("[[如果 rate.num >：甲]]", "这里应为指标路径、数字或加引号的文字，条件已经结束"),
        ("[[如果 rate.nun > 3：甲]]", "第1行第6字：“rate”没有“nun”"),
        ("截止目前，甲。", "第1行第1字：应写“截至目前”"),
        ("截止{day}，甲。", "“截止”后面不跟时间"),
        ("截止2012年，甲。", "“截止”后面不跟时间"),
        ("减少2倍。", "减少、下降不能用“倍”"),
        ("占5-10%。", "范围两端都写百分号"),
        ("12年3月。", "年份写四位数"),
        ("共42,648人。", "整数不分节"),
        ("约{rate.num|多}。", "第1行第1字：“约”与后面的约数重复"),
        ("{cadres.value|以上}左右。", "“左右”与前面的约数重复"),
        ("{rate.num}人。", "前面的数已经带了单位“人”"),
        ("{rate.value}%。", "前面的数已经带了单位“%”"),
        ("{rate.change}%。", "变化和差距用“个百分点”"),
        ("{rate.change}个百分点。", "已经带了单位“个百分点”"),
        ("{rate.children|名称}分别为{cadres.children|数值}。", "没有“children”"),
        ("{rate.best|名称}分别为{rate.low_flagged|数值}。", "名称来自 rate.best，数值来自 rate.low_flagged"),
        ("{rate.children|高到低|名称}为{rate.children|数值}。", "对不上"),
        ("甲（乙。", "“（”没有对应的后一半"),
        ("甲”乙。", "“””前面没有对应的前一半"),
        ("  ", "段落没有文字"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place(text, fault):
    assert fault in "\n".join(faults(text))


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("rate.value > rate.children", "rate.children 是单位和数值的名单，不能比较大小"),
        ("rate.value > rate.num", "rate.value（百分比）不能与rate.num（数量，单位人）比较"),
        ("rate.num > 70%", "不能与“70%”（百分比）比较"),
        ("rate.num > income.value", "不能与"),
        ("3 > 2", "两边至少一边应为指标路径"),
        ("area.name > “甲”", "文字只能比较是否相等"),
        ("area.name = 3", "不能与“3”（数字）比较"),
        ("有 rate.nothing", "第1行第3字：“rate”没有“nothing”这一项"),
        ("有 3", "“有”后面应为指标路径"),
        ("rate.value", "这里应为大于、小于或等于"),
        ("rate.value > 3 且", "条件已经结束"),
        ("(rate.value > 3", "少一个右括号"),
        ("rate.value > 3 rate.num > 3", "这里应为“且”“或”"),
        ("rate.value > 三", "却是“三”"),
        ("rate..value > 3", "“rate..value”不是指标路径"),
        ("非" * 30 + "有 rate.num", "条件套得太深"),
        ("(" * 200 + "有 rate.num", "条件套得太深"),
    ],
)
def test_each_mistake_of_a_condition_is_told(when, fault):
    assert fault in "\n".join(faults("甲。", when))


def test_a_word_that_only_looks_forbidden_passes():
    assert faults("报名截止日期另行通知。减少2户。占5%—10%。2012年3月。其中{rate.num|数字}人。") == []


def test_faults_name_their_field():
    assert [fault.field for fault in check("{a.b}", "c.d > 1", known())] == ["when", "text"]
