"""Checks: what is wrong with one report, said in one sentence with both numbers."""

from dataclasses import dataclass

import pytest

from indicators.checks import Finding, check
from indicators.formula import FormulaError


@dataclass(frozen=True)
class Cell:
    code: str
    name: str
    unit: str = "人"
    decimals: int = 0
    required: bool = False
    source: str = ""


@dataclass(frozen=True)
class Relation:
    left: str
    comparison: str
    right: str
    message: str = ""
    severity: str = "error"
    code: str = "relation"


MEMBERS = Cell("members", "农村党员数")
STRONG = Cell("strong", "双强党员数")
HOUSEHOLDS = Cell("households", "已联系户数", unit="户")
INCOME = Cell("income", "集体收入", unit="万元", decimals=2)
RENT = Cell("rent", "租金收入", unit="万元", decimals=1)
FORM = [MEMBERS, STRONG, HOUSEHOLDS, INCOME, RENT]
PART = Relation("strong", "<=", "members", "双强党员是农村党员的一部分")


def messages(values, *rules, form=FORM, asked=None):
    return [finding.message for finding in check(values, form, rules, asked)]


def test_a_clean_report_has_no_findings():
    assert check({"members": 100, "strong": 100}, FORM, [PART]) == []


def test_a_broken_rule_names_its_cells_and_both_numbers_in_one_sentence():
    assert check({"members": 100, "strong": 120}, FORM, [PART]) == [
        Finding(
            severity="error",
            message="双强党员数 120人 不应大于 农村党员数 100人：双强党员是农村党员的一部分",
            cells=("strong", "members"),
            rule="relation",
        )
    ]


def test_at_least_and_equal_are_said_in_their_own_words():
    values = {"members": 100, "strong": 120}
    assert messages(values, Relation("members", ">=", "strong")) == ["农村党员数 100人 不应小于 双强党员数 120人"]
    assert messages(values, Relation("members", "=", "strong")) == ["农村党员数 100人 应等于 双强党员数 120人"]


def test_the_severity_of_the_rule_is_that_of_the_finding():
    [finding] = check({"members": 1, "strong": 2}, FORM, [Relation("strong", "<=", "members", severity="warning")])
    assert finding.severity == "warning"


def test_a_formula_is_shown_with_names_and_its_result():
    values = {"households": 501, "members": 100}
    assert messages(values, Relation("households", "<=", "5*members")) == [
        "已联系户数 501户 不应大于 5×农村党员数 500人"
    ]


def test_a_bare_number_takes_the_unit_of_the_other_side():
    assert messages({"members": 2}, Relation("members", ">=", "3")) == ["农村党员数 2人 不应小于 3人"]


def test_numbers_are_compared_and_shown_in_natural_units():
    rule = Relation("rent", "<=", "income")
    assert messages({"income": 1250, "rent": 125}, rule) == []  # 12.50 and 12.5
    assert messages({"income": 1250, "rent": 126}, rule) == ["租金收入 12.6万元 不应大于 集体收入 12.50万元"]


def test_parts_of_different_units_are_shown_without_a_unit():
    assert messages(
        {"members": 1, "households": 2, "strong": 9}, Relation("strong", "<=", "members + households")
    ) == ["双强党员数 9人 不应大于 农村党员数 ＋ 已联系户数 3"]


@pytest.mark.parametrize("values", [{"strong": 120}, {"strong": 120, "members": None}, {}])
def test_a_rule_is_passed_over_when_a_value_is_missing(values):
    assert messages(values, PART) == []


def test_a_rule_is_passed_over_when_the_form_lacks_an_element():
    assert messages({"strong": 120, "members": 100}, PART, form=[STRONG]) == []


def test_a_required_cell_must_be_answered_and_zero_is_an_answer():
    form = [Cell("a", "党员数", required=True)]
    assert messages({"a": 0}, form=form) == []
    for blank in ({}, {"a": None}):
        assert check(blank, form, []) == [Finding("error", "党员数为必填项，尚未填写", ("a",), "required")]


def test_a_required_cell_of_a_register_sends_the_reader_to_the_register():
    form = [Cell("a", "村干部数", required=True, source="cadres")]
    assert messages({}, form=form) == ["村干部数台账里还没有数，请先登记台账"]


def test_what_is_not_asked_this_quarter_need_not_be_answered():
    form = [Cell("a", "党员数", required=True), Cell("b", "技术门数", required=True)]
    assert messages({}, form=form, asked={"a"}) == ["党员数为必填项，尚未填写"]


def test_a_carried_value_that_is_not_asked_still_keeps_the_rules():
    assert len(messages({"members": 100, "strong": 120}, PART, asked={"members"})) == 1


def test_below_zero_is_wrong():
    assert check({"income": -5}, FORM, []) == [
        Finding("error", "集体收入 -0.05万元 不应小于 0", ("income",), "negative")
    ]


def test_values_of_codes_that_nobody_knows_any_more_are_not_judged():
    assert messages({"retired": -3, "members": 1}) == []


def test_findings_come_in_the_order_of_the_form_then_of_the_rules():
    form = [Cell("a", "甲", required=True), Cell("b", "乙"), Cell("c", "丙")]
    rules = [Relation("b", "<=", "c", code="second"), Relation("b", "=", "c", code="third")]
    found = check({"b": 2, "c": 1}, form, rules)
    assert [finding.rule for finding in found] == ["required", "second", "third"]


def test_a_rule_that_cannot_be_read_is_not_passed_over_in_silence():
    with pytest.raises(FormulaError):
        check({}, FORM, [Relation("strong <", "<=", "members")])
