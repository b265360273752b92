"""What holds for every text: nothing raises, nothing empty is written, printing is stable, faults have a place."""

from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.briefs.condition_reading import parse_condition
from indicators.briefs.conditions import walk
from indicators.briefs.facts import Fact, Kind
from indicators.briefs.grammar import parse, printed
from indicators.briefs.language import applies, check, render
from indicators.briefs.rules import RULES

from .briefs_cast import facts, known

PATHS = sorted(known())
PARAMETERS = {"number": "2", "word": "名", "path": "promoted.value"}
CALLS = [" ".join([rule.name, *(PARAMETERS[kind] for kind in rule.needs)]) for rule in RULES.values()]
FITTING = [
    figure
    for path in PATHS
    for figure in ("{" + path + "}", *(f"{{{path}|{call}}}" for call in CALLS))
    if check(f"甲{figure}乙。", "", known()) == []
]
PIECES = [
    *"。；，！（）“”%\n|：{}且5 ", "[[", "]]", "一是", "二是", "三要", "其中", "甲乙", "截至", "否则：", "如果 ",
    "如果 rate.value > 3：", "[[如果 有 rate.num：", "{rate.none}", "{rate.num|多|以上}",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*PIECES, *FITTING]), max_size=14).map("".join)
CHOICES = st.builds(
    lambda path, one, other: f"[[如果 有 {path}：{one}|如果 rate.value > lost.value：乙。|否则：{other}]]",
    st.sampled_from(PATHS),
    st.sampled_from(["甲。", "乙，{rate.num}", "一是丙；", ""]),
    st.sampled_from(["丁。", "二是戊；", "{lost.value}", ""]),
)
SENTENCES = st.builds(
    lambda start, figure, choice, end: f"{start}{figure}，{choice}己{end}",
    st.sampled_from(["", "一是", "二是", "其中", "甲"]),
    st.sampled_from(FITTING),
    st.one_of(st.just(""), CHOICES),
    st.sampled_from("。；！"),
)
WRITTEN = st.lists(SENTENCES, min_size=1, max_size=6).map("".join)
STATEMENTS = [
    "rate.value > 3", "-2.5% <= lost.value", "有 rate.num", "没有 lost.worst", "area.whole = “全市”",
    "rate.num 不低于 5",
]  # fmt: skip
CONDITIONS = st.recursive(
    st.sampled_from(STATEMENTS),
    lambda part: st.one_of(
        part.map(lambda one: f"非 {one}"),
        part.map(lambda one: f"（{one}）"),
        st.builds(lambda one, word, other: f"{one} {word} {other}", part, st.sampled_from(["且", "或"]), part),
    ),
    max_leaves=5,
)


@st.composite
def changed_facts(draw):
    """Facts of which some are missing and the numbers are anything."""
    found = dict(facts())
    for path, fact in found.items():
        what = draw(st.sampled_from(["as it is", "missing", "other number"]))
        if what == "missing":
            found[path] = Fact(fact.known, None, missing="没有上报")
        elif what == "other number" and isinstance(fact.value, Decimal):
            value = draw(st.decimals(min_value=-(10**6), max_value=10**6, places=3))
            found[path] = Fact(fact.known, value, decimals=draw(st.integers(0, 4)))
    return found


@given(WRITTEN, changed_facts())
@settings(max_examples=300, deadline=None)
@example("一是{rate.num}；其中{lost.value}。", facts())
def test_a_checked_text_never_raises_and_never_writes_an_empty_figure(text, given_facts):
    assert check(text, "", known()) == []
    rendered = render(text, given_facts)
    for odd in ("None", "{", "}", "[[", "]]", "NaN", "——", "，。"):
        assert odd not in rendered.text
    assert rendered.text == "" or rendered.text[-1] in "。！"
    for span in rendered.spans:
        assert span.text
        assert not span.fact or given_facts[span.fact].value is not None
    assert set(rendered.used) >= {span.fact for span in rendered.spans if span.fact}
    for gone in rendered.dropped:
        assert gone.why
        assert gone.sentence


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_checking_never_raises_and_faults_point_into_the_text(text, when):
    for fault in check(text, when, known()):
        lines = {"text": text, "when": when}[fault.field].split("\n")
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.message
        if fault.piece and "\n" not in fault.piece:
            assert fault.piece in lines[fault.line - 1] or not fault.piece.strip()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_is_printed_reads_the_same(text):
    parsed = parse(text)
    if parsed.problems:
        return
    again = parse(printed(parsed.nodes))
    assert again.problems == ()
    assert again.nodes == parsed.nodes
    assert printed(again.nodes) == printed(parsed.nodes)


@given(CONDITIONS, changed_facts())
@settings(max_examples=300, deadline=None)
@example("非 ( 有 rate.num 或 rate.value > 3 ) 且 没有 lost.value", facts())
def test_conditions_print_stably_and_always_have_an_answer(text, given_facts):
    condition = parse_condition(text)
    again = parse_condition(str(condition))
    assert again == condition
    assert applies(text, given_facts) in (True, False, None)
    assert applies(str(condition), given_facts) == applies(text, given_facts)
    assert list(walk(condition))


def test_every_rule_fits_some_fact():
    assert [call for call in CALLS if not any(figure.endswith(f"|{call}}}") for figure in FITTING)] == []


def test_the_cast_has_every_kind():
    assert {one.kind for one in known().values()} == set(Kind)
