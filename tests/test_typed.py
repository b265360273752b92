"""What is typed is read as meant, or refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.typed import NotANumber, read_number


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [
        ("12", 0, 12),
        ("１２３", 0, 123),
        ("1,234", 0, 1234),
        ("1，234", 0, 1234),
        (" 1 234 ", 0, 1234),
        ("12　", 0, 12),
        ("3.5", 2, 350),
        ("３．５", 1, 35),
        ("1.2万", 0, 12000),
        ("0.5万", 2, 500000),
        ("007", 0, 7),
        ("12.0", 0, 12),
        ("12人", 0, 12),
        ("1.5万元", 2, 150),
        ("'15", 0, 15),
    ],
)
def test_numbers_as_officials_write_them(text, decimals, value):
    unit = "万元" if text.endswith("万元") else "人"
    assert read_number(text, decimals, unit) == value


@pytest.mark.parametrize("text", ["", "  ", "-", "－", "—", "——", "/", "\u3000"])
def test_a_dash_is_no_value_and_not_zero(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("-5", "负数"),
        ("－5", "负数"),
        ("12a", "不是数字"),
        ("约12", "不是数字"),
        ("12.5", "应为整数"),
        ("1,23", "不是数字"),
        ("12%", "百分比"),
        ("1e5", "不是数字"),
        ("=1+1", "不是数字"),
        ("9" * 16, "过大"),
        ("1.2.3", "不是数字"),
        ("五", "不是数字"),
    ],
)
def test_what_is_unclear_is_refused_with_the_reason(text, said):
    with pytest.raises(NotANumber, match=said):
        read_number(text)


@given(st.integers(0, 10**12), st.integers(0, 4))
def test_a_written_number_reads_back(value, decimals):
    text = f"{value / 1:.0f}" if decimals == 0 else f"{value // 10**decimals}.{value % 10**decimals:0{decimals}d}"
    assert read_number(text, decimals) == value


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_never_worse(text):
    try:
        value = read_number(text, 2, "人")
    except NotANumber as error:
        said = str(error)
    else:
        said = ""
        assert value is None or value >= 0
    assert len(said) < 80
