"""Numbers as officials write them (GB/T 15835-2011 and office habit)."""

from decimal import Decimal

import pytest

from indicators import wording


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("0.25", 1, "0.3"), ("0.35", 1, "0.4"), ("-0.25", 1, "-0.3"), ("2.5", 0, "3"), ("-0.04", 1, "0.0")],
)
def test_rounding_is_half_up_away_from_zero_and_never_minus_zero(value, decimals, text):
    assert str(wording.rounded(Decimal(value), decimals)) == text


def test_missing_is_a_dash_and_never_zero():
    texts = {wording.grouped(None), wording.in_wan(None), wording.percent(None), wording.change_of_rate(None)}
    assert texts == {"—"}
    assert wording.grouped(Decimal(0)) == "0"
    assert wording.plain(None) == wording.fixed(None, 1) == ""


def test_a_negative_value_has_the_true_minus_sign():
    assert wording.percent(Decimal("-39.74")) == "−39.7%"
    assert wording.grouped(Decimal(-12345)) == "−12,345"
    assert wording.fixed(Decimal("-39.74"), 1) == "-39.7"


def test_tables_group_thousands_and_tiles_turn_to_wan_from_a_hundred_thousand():
    assert wording.grouped(Decimal(42648)) == "42,648"
    assert wording.in_wan(Decimal(99_999)) == "99,999"
    assert wording.in_wan(Decimal(100_000)) == "10.00万"
    assert wording.in_wan(Decimal(1_234_567)) == "123.46万"


def test_natural_keeps_the_decimals_that_a_value_has():
    assert wording.natural(Decimal("1234.50")) == "1,234.5"
    assert wording.natural(Decimal(1270)) == "1,270"


def test_plain_decimals_for_machines_have_no_grouping_and_no_exponent():
    assert wording.plain(Decimal("1E+4")) == "10000"
    assert wording.plain(Decimal("3.10")) == "3.1"
    assert wording.plain(Decimal(100)) == "100"
    assert wording.fixed(Decimal(70), 1) == "70.0"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("1.84", "+1.8个百分点"),
        ("-0.2", "−0.2个百分点"),
        ("0.049", "持平"),
        ("-0.049", "持平"),
        ("0.05", "+0.1个百分点"),
    ],
)
def test_the_change_of_a_rate_is_in_percentage_points(change, text):
    assert wording.change_of_rate(Decimal(change)) == text


def test_the_change_of_an_amount_keeps_its_unit():
    assert wording.change_of_amount(Decimal(12), 0, "人") == "+12人"
    assert wording.change_of_amount(Decimal(-1200), 0, "人") == "−1,200人"
    assert wording.change_of_amount(Decimal("0.004"), 2, "万元") == "持平"
