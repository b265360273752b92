"""Figures: divide last, missing stays missing, standing by what is printed."""

from decimal import Decimal

import pytest

from indicators.figures import ElementSpec, IndicatorSpec, Standing, compared, figure, natural_values
from indicators.formula import Formula


def spec(numerator="a", denominator="b", **fields):
    fields.setdefault("name", "测试")
    bottom = Formula.parse(denominator) if denominator else None
    return IndicatorSpec(
        code="rate", short_name="测试", numerator=Formula.parse(numerator), denominator=bottom, **fields
    )


def figure_of(x, n, **fields):
    return figure(spec(**fields), {"a": Decimal(x), "b": Decimal(n)})


@pytest.mark.parametrize(
    ("x", "n", "text"),
    [
        (889, 1270, "70.0%"),
        (3283, 6820, "48.1%"),
        (10662, 42648, "25.0%"),
        (34119, 42648, "80.0%"),
        (34118, 42648, "80.0%"),  # 79.9991 prints 80.0
        (292, 398, "73.4%"),
        (1, 8, "12.5%"),
        (1, 2000, "0.1%"),  # 0.05 goes up
    ],
)
def test_rates_print_with_one_decimal_half_up(x, n, text):
    assert figure_of(x, n).text == text


def test_a_rate_explains_itself():
    shown = figure_of(889, 1270, count_unit="名")
    assert shown.parts == "889名 / 1,270名"
    assert (shown.data_numerator, shown.data_denominator, shown.data_value) == ("889", "1270", "70.0")


def test_a_zero_denominator_is_missing_neither_zero_nor_hundred():
    shown = figure_of(0, 0)
    assert shown.value is None
    assert shown.text == "—"
    assert (shown.data_numerator, shown.data_denominator, shown.data_value) == ("0", "0", "")


def test_a_missing_part_makes_the_figure_missing():
    shown = figure(spec(), {"b": Decimal(10)})
    assert shown.numerator is None
    assert shown.denominator == 10
    assert shown.text == "—"
    assert shown.standing is Standing.NONE


def test_a_count_has_no_denominator():
    shown = figure(spec(denominator="", display="count", unit="人", decimals=0), {"a": Decimal(1234)})
    assert (shown.text, shown.parts, shown.data_denominator, shown.data_value) == ("1,234", "", "", "1234")


def test_a_ratio_is_not_multiplied_by_a_hundred():
    shown = figure_of("9652.5", 1270, display="ratio", unit="万元", decimals=2)
    assert shown.text == "7.60"


def test_scaled_integers_become_natural_decimals():
    values, numbers, _ = natural_values(
        {"income": ElementSpec("income", decimals=2)}, [(4, {"income": [123456, 7]})]
    )
    assert values == {"income": Decimal("1234.56")}
    assert numbers == {"income": 7}


def test_a_stock_is_the_last_quarter_and_a_flow_the_year_to_date():
    elements = {"stock": ElementSpec("stock"), "flow": ElementSpec("flow", is_flow=True)}
    rows = [(1, {"stock": [5, 2], "flow": [10, 2]}), (2, {"stock": [6, 3], "flow": [20, 3]})]
    values, numbers, _ = natural_values(elements, rows)
    assert values == {"stock": Decimal(6), "flow": Decimal(30)}
    assert numbers == {"stock": 3, "flow": 2}


def test_what_is_not_asked_in_a_quarter_is_not_zero():
    elements = {"yearly": ElementSpec("yearly", is_flow=True, frequency=1)}
    assert natural_values(elements, [(1, {}), (2, {}), (3, {})])[:2] == ({}, {})
    assert natural_values(elements, [(1, {}), (4, {"yearly": [9, 1]})])[0] == {"yearly": Decimal(9)}


def test_a_half_yearly_flow_is_not_missed_in_the_first_quarter():
    elements = {"half": ElementSpec("half", is_flow=True, frequency=2)}
    values, numbers, _ = natural_values(elements, [(1, {}), (2, {"half": [4, 3]}), (3, {})])
    assert (values, numbers) == ({"half": Decimal(4)}, {"half": 3})


def test_a_flow_that_nobody_answered_in_an_asked_quarter_is_covered_by_nobody():
    elements = {"flow": ElementSpec("flow", is_flow=True)}
    assert natural_values(elements, [(1, {}), (2, {"flow": [4, 3]})])[:2] == ({"flow": Decimal(4)}, {"flow": 0})


def test_a_flow_is_missing_while_the_latest_asked_quarter_has_no_answer():
    elements = {"flow": ElementSpec("flow", is_flow=True)}
    assert natural_values(elements, [(1, {"flow": [4, 3]}), (2, {})])[:2] == ({}, {})


@pytest.mark.parametrize(("reports", "text"), [(14, "25.0%"), (19, "25.0%"), (1, "—")])
def test_a_year_of_many_is_not_divided_by_a_quarter_of_few(reports, text):
    """20 trained in the first quarter's 20 villages, none since; 80 members stand in the reports at hand.
    19 of 20 reports are enough to compare, one is not."""
    first = 14 if reports == 14 else 20
    elements = {"a": ElementSpec("a", is_flow=True), "b": ElementSpec("b")}
    known = natural_values(elements, [(1, {"a": [20, first]}), (2, {"a": [0, reports], "b": [80, reports]})])
    assert figure(spec(), *known).text == text


def test_two_flows_of_the_same_year_can_be_divided_whoever_has_reported():
    elements = {"a": ElementSpec("a", is_flow=True), "b": ElementSpec("b", is_flow=True)}
    known = natural_values(elements, [(1, {"a": [20, 20], "b": [30, 20]}), (2, {"a": [1, 1], "b": [12, 1]})])
    assert figure(spec(), *known).text == "50.0%"


def test_coverage_is_that_of_the_least_answered_element():
    shown = figure(spec(), {"a": Decimal(1), "b": Decimal(2)}, {"a": 1214, "b": 1268}, due=1270)
    assert (shown.reported, shown.due) == (1214, 1270)


@pytest.mark.parametrize(
    ("x", "direction", "standing", "word"),
    [
        (75, "higher", Standing.GOOD, "达标"),
        (70, "higher", Standing.NEAR, "接近"),
        (59, "higher", Standing.BAD, "未达标"),
        (75, "context", Standing.NONE, ""),
    ],
)
def test_standing_against_the_lines_75_and_60(x, direction, standing, word):
    shown = figure(spec(direction=direction), {"a": Decimal(x), "b": Decimal(100)})
    judged = type(shown)(**{**vars(shown), "green": Decimal(75), "amber": Decimal(60)})
    assert judged.standing is standing
    assert judged.standing.word == word


@pytest.mark.parametrize(("x", "standing"), [(4, "good"), (5, "good"), (9, "near"), (16, "bad")])
def test_lower_is_better_turns_the_lines_round(x, standing):
    shown = figure(spec(direction="lower"), {"a": Decimal(x), "b": Decimal(100)})
    assert type(shown)(**{**vars(shown), "green": Decimal(5), "amber": Decimal(15)}).standing == standing


def test_standing_is_judged_by_the_printed_value():
    shown = figure_of(34118, 42648)
    assert type(shown)(**{**vars(shown), "green": Decimal(80)}).standing is Standing.GOOD


def test_changes_are_differences_of_exact_rates():
    now = compared(figure_of(889, 1270), figure_of(866, 1270).value, None)  # 70.000 − 68.189
    assert now.previous_text == "+1.8个百分点"
    assert now.change_year is None
    assert now.year_text == "—"
