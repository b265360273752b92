"""Numbers, changes and lists as official texts write them; every expected text is worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.briefs import words

numbers = st.decimals(min_value=0, max_value=10**7, places=3)


def D(text):  # noqa: N802
    return Decimal(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [("70", "70%"), ("70.0", "70%"), ("48.138", "48.1%"), ("48.05", "48.1%"), ("48.04", "48%"), ("0", "0%"),
     ("99.96", "100%"), ("106.25", "106.3%"), ("-0.04", "0%")],
)  # fmt: skip
def test_a_percent_has_one_decimal_and_no_zero_behind_the_point(value, text):
    assert words.percent(D(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("48.138", "48%以上"), ("48.001", "48%以上"), ("48", "48%"), ("47.997", "47%以上")]
)
def test_above_is_said_only_of_what_is_above(value, text):
    assert words.at_least(D(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("49.2", "近50%"), ("49", "近50%"), ("48.9", "近49%"), ("48.5", "近49%"), ("48.4", "48.4%"), ("50", "50%"),
     ("99.3", "近100%"), ("48", "48%")],
)  # fmt: skip
def test_nearly_is_said_within_a_point_of_a_ten_or_half_a_point_of_a_number(value, text):
    assert words.nearly_percent(D(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("298", "近300名"), ("290", "近300名"), ("289", "289名"), ("300", "300名"), ("892", "近900名"),
     ("889", "889名"), ("9", "9名"), ("39", "近40名"), ("38", "38名"), ("99500", "99500名"),
     ("199500", "近20万名")],
)  # fmt: skip
def test_nearly_of_a_count(value, text):
    assert words.nearly(D(value), "名") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("312", "300多名"), ("108", "100多名"), ("300", "300名"), ("83", "80多名"), ("80", "80名"), ("7", "7名"),
     ("42648", "42600多名"), ("106620", "10万多名"), ("100000", "10万名"), ("100", "100名"), ("10", "10名")],
)  # fmt: skip
def test_more_than_goes_down_to_the_hundred_or_ten(value, text):
    assert words.more_than(D(value), "名") == text


def test_the_other_word_for_more_than():
    assert words.more_than(D("312"), "户", "余") == "300余户"


@pytest.mark.parametrize(
    ("value", "text"),
    [("889", "约900名"), ("900", "900名"), ("83", "约80名"), ("42648", "约42600名"), ("106620", "约11万名"),
     ("7", "7名"), ("99960", "约10万名")],
)  # fmt: skip
def test_about(value, text):
    assert words.about(D(value), "名") == text


def test_about_of_a_percent_goes_without_when_it_is_round():
    assert words.about_percent(D("48.138")) == "约48%"
    assert words.about_percent(D(70)) == "70%"


@given(numbers)
@settings(deadline=None)
def test_round_words_never_carry_a_decimal_and_never_lie(value):
    whole = value.to_integral_value()
    for word in ("多", "余"):
        text = words.more_than(whole, "名", word)
        assert "." not in text
        assert ("约" in text, "近" in text) == (False, False)
        if word in text:
            scale = 10_000 if "万" in text else 1
            assert int(text.split("万")[0].split(word)[0]) * scale < whole
    if words.at_least(value).endswith("以上"):
        assert Decimal(words.at_least(value).removesuffix("%以上")) < value


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("889", "名", "889名"), ("42648", "名", "42648名"), ("99999", "名", "99999名"), ("100000", "名", "10.00万名"),
     ("106620", "名", "10.66万名"), ("0", "个", "0个"), ("-12", "名", "−12名")],
)  # fmt: skip
def test_counts_stand_without_grouping_and_from_a_hundred_thousand_in_wan(value, unit, text):
    assert words.count(D(value), unit) == text


def test_money_has_two_decimals_and_other_amounts_their_own():
    assert words.amount(D("4.255"), "万元", 1) == "4.26万元"
    assert words.amount(D("4.2"), "万元", 0) == "4.20万元"
    assert words.amount(D("3.25"), "户/人", 1) == "3.3户/人"


@pytest.mark.parametrize(
    ("change", "text"),
    [("1.84", "提高1.8个百分点"), ("-0.21", "下降0.2个百分点"), ("2", "提高2个百分点"), ("0.049", "持平"),
     ("-0.049", "持平"), ("0.05", "提高0.1个百分点"), ("0", "持平")],
)  # fmt: skip
def test_a_rate_changes_by_points(change, text):
    assert words.change_of_rate(D(change)) == text


def test_a_count_changes_by_its_unit():
    assert words.change_of_count(D(12), "名") == "增加12名"
    assert words.change_of_count(D(-3), "名") == "减少3名"
    assert words.change_of_count(D(0), "名") == "持平"
    assert words.change_of_count(D("0.35"), "万元", 2) == "增加0.35万元"
    assert words.change_of_index(D("-0.012"), 3) == "下降0.012"
    assert words.change_of_index(D("0.001"), 2) == "持平"


def test_growth_is_a_share_of_what_stood_before():
    assert words.growth(D(108), D(8)) == "增长8%"  # 100 before
    assert words.growth(D(92), D(-8)) == "下降8%"
    assert words.growth(D(100), D(0)) == "持平"
    assert words.growth(D(8), D(8)) is None


def test_what_a_change_is_compared_with():
    rise = "提高1.8个百分点"
    assert words.compared("同比", rise) == "同比提高1.8个百分点"
    assert words.compared("环比", "持平") == "与上季度持平"
    assert words.compared("较上年同期", rise) == "较上年同期提高1.8个百分点"
    assert words.compared("同比", "持平") == "与上年同期持平"


def test_higher_lower_and_the_same():
    assert words.higher_or_lower(D("1.25"), "1.25万元", 2) == "高1.25万元"
    assert words.higher_or_lower(D("-0.3"), "0.3个百分点", 1) == "低0.3个百分点"
    assert words.higher_or_lower(D("0.004"), "0.00万元", 2) == "持平"


def test_days_have_four_digits_and_no_zero_in_front():
    assert words.day(date(2012, 4, 8)) == "2012年4月8日"
    assert words.as_of(date(2012, 3, 31)) == "截至2012年3月31日"
    assert words.month(date(2012, 4, 8)) == "2012年4月"
    assert words.days(D("12.0")) == "12天"
    assert words.days(D("12.5")) == "12.5天"


def test_places_and_lists():
    assert words.rank(D(2), "全市") == "居全市第2位"
    assert words.listing(["甲"]) == "甲"
    assert words.listing(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert words.first_of(["甲", "乙", "丙"], 2, "个县区") == "甲、乙等3个县区"
    assert words.first_of(["甲", "乙"], 2, "个县区") == "甲和乙"
    assert words.between("5%", "10%") == "5%—10%"
    assert words.between("5%", "5%") == "5%"


def test_respectively_pairs_each_name_with_its_number():
    assert words.respectively(["甲", "乙"], ["1%", "2%"]) == "甲和乙分别为1%和2%"
    assert words.respectively(["甲"], ["1%"]) == "甲为1%"
    with pytest.raises(ValueError, match="名称有2个，数字有1个"):
        words.respectively(["甲", "乙"], ["1%"])
    with pytest.raises(ValueError):
        words.respectively([], [])


def test_the_fixed_order_holds_unless_ranked():
    order = ["源汇区", "郾城区", "舞阳县"]
    mixed = (("舞阳县", D(73)), ("新区", D(1)), ("源汇区", D(76)), ("郾城区", D(76)))
    assert [name for name, _ in words.in_order(mixed, order)] == [*order, "新区"]
    assert [name for name, _ in words.ranked(mixed)] == ["源汇区", "郾城区", "舞阳县", "新区"]
    assert words.ranked(mixed, highest_first=False)[0] == ("新区", D(1))
