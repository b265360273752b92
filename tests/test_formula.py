"""Formulas: what may be written, what it is worth, and what is said about the rest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formula import Formula, FormulaError, parse

VALUES = {"a": Decimal(7), "b": Decimal(5), "c": Decimal("2.25"), "none": None}


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("a", "7"),
        ("a + b - c", "9.75"),
        ("a+b-c", "9.75"),
        ("2*a - 3*b", "-1"),
        ("a - (b - c)", "4.25"),
        ("4*(a + b + c)", "57"),
        ("-a + 10", "3"),
        ("-(a - 2*(b - c))", "-1.5"),
        ("2*3*a", "42"),
        ("a - a", "0"),
        ("12", "12"),
        ("  a \n+ b ", "12"),
    ],
)
def test_a_formula_is_worth_its_sum(text, worth):
    assert parse(text).evaluate(VALUES) == Decimal(worth)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "公式为空"),
        ("   ", "公式为空"),
        ("a b", "公式第3个字符处应为加号、减号或右括号，却是“b”：a b"),
        ("a + ", "公式第4个字符处应为指标项代码、数字或左括号，公式已结束：a + "),
        ("(a", "公式少一个右括号：(a"),
        ("a)", "公式第2个字符处应为加号、减号或右括号，却是“)”：a)"),
        ("()", "公式第2个字符处应为指标项代码、数字或左括号，却是“)”：()"),
        ("a / b", "公式第3个字符“/”不能识别：a / b"),
        ("a ＋ b", "公式第3个字符“＋”不能识别：a ＋ b"),
        ("1.5*a", "公式第2个字符“.”不能识别：1.5*a"),
        ("A", "公式第1个字符“A”不能识别：A"),
        ("a * b", "公式第3个字符处应为加号、减号或右括号，却是“*”：a * b"),
        ("a*2", "公式第2个字符处应为加号、减号或右括号，却是“*”：a*2"),
        ("2a", "公式第2个字符处应为加号、减号或右括号，却是“a”：2a"),
        ("a - -b", "公式第5个字符处应为指标项代码、数字或左括号，却是“-”：a - -b"),
        ("2*-a", "公式第3个字符处应为指标项代码、数字或左括号，却是“-”：2*-a"),
        ("__import__('os')", "公式第1个字符“_”不能识别：__import__('os')"),
        ("a.b", "公式第2个字符“.”不能识别：a.b"),
    ],
)
def test_what_is_no_formula_is_refused_with_place_and_reason(text, said):
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert str(refused.value) == said


def test_one_missing_value_makes_the_whole_missing():
    assert parse("a + none").evaluate(VALUES) is None
    assert parse("a + unheard_of").evaluate(VALUES) is None


def test_a_value_that_cancels_out_must_still_be_known():
    assert parse("a + none - none").evaluate(VALUES) is None


def test_zero_is_a_value():
    assert parse("a").evaluate({"a": Decimal(0)}) == 0


def test_codes_come_once_and_in_the_order_of_the_text():
    assert parse("b + 2*(a - b) + c").codes == ("b", "a", "c")


def test_a_formula_is_spoken_with_names_in_place_of_codes():
    names = {"a": "党员数", "a_b": "干部数"}
    assert parse("a_b - 2*a + c").spoken(names) == "干部数 - 2*党员数 + c"


def test_equal_texts_are_equal_formulas():
    assert Formula.parse("a + b") == Formula.parse("a + b")


def test_many_brackets_cost_no_stack():
    deep = 5000
    assert parse("(" * deep + "a" + ")" * deep).evaluate(VALUES) == 7


# against a second way of working it out ------------------------------------------
def extend(children):
    return st.one_of(
        st.tuples(st.just("times"), st.integers(0, 9), children),
        st.tuples(st.sampled_from("+-"), children, children),
        st.tuples(st.just("minus"), children),
    )


TREES = st.recursive(st.sampled_from(["a", "b", "c", "x_1"]) | st.integers(0, 99), extend, max_leaves=12)
NUMBERS = st.fixed_dictionaries(
    {code: st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-2)) for code in ("a", "b", "c", "x_1")}
)


def written(tree, space="") -> str:
    match tree:
        case ("times", factor, inner):
            return f"{factor}{space}*{space}({written(inner, space)})"
        case ("minus", inner):
            return f"(-{space}({written(inner, space)}))"
        case (sign, left, right):
            return f"{written(left, space)}{space}{sign}{space}({written(right, space)})"
    return str(tree)


def worth(tree, values) -> Decimal:
    match tree:
        case ("times", factor, inner):
            return factor * worth(inner, values)
        case ("minus", inner):
            return -worth(inner, values)
        case ("+", left, right):
            return worth(left, values) + worth(right, values)
        case ("-", left, right):
            return worth(left, values) - worth(right, values)
        case str():
            return values[tree]
    return Decimal(tree)


@given(TREES, NUMBERS, st.sampled_from(["", " ", "  "]))
def test_any_formula_is_worth_what_its_tree_is_worth(tree, values, space):
    assert parse(written(tree, space)).evaluate(values) == worth(tree, values)


@given(TREES, NUMBERS, NUMBERS)
def test_without_a_constant_the_formula_of_a_sum_is_the_sum_of_the_formulas(tree, one, other):
    formula = parse(written(tree))
    both = {code: one[code] + other[code] for code in one}
    assert formula.evaluate(both) == formula.evaluate(one) + formula.evaluate(other) - formula.constant


@given(st.text(alphabet="ab12 +-*()x_/.", max_size=20))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        formula = parse(text)
    except FormulaError:
        return
    assert formula.evaluate(dict.fromkeys(formula.codes, Decimal(1))) is not None
