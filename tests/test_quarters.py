"""Quarters at their edges."""

from datetime import date

import pytest

from indicators.quarters import Quarter


def test_a_quarter_knows_its_edges():
    assert (Quarter(2012, 1).first_day, Quarter(2012, 1).last_day) == (date(2012, 1, 1), date(2012, 3, 31))
    assert (Quarter(2012, 4).first_day, Quarter(2012, 4).last_day) == (date(2012, 10, 1), date(2012, 12, 31))


def test_neighbours_cross_the_year():
    assert Quarter(2012, 1).previous == Quarter(2011, 4)
    assert Quarter(2011, 4).next == Quarter(2012, 1)
    assert Quarter(2012, 1).year_ago == Quarter(2011, 1)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2012, 1, 1), "2012Q1"), (date(2012, 3, 31), "2012Q1"), (date(2012, 12, 31), "2012Q4")],
)
def test_a_day_lies_in_one_quarter(day, code):
    assert Quarter.containing(day).code == code


def test_the_year_to_date_starts_with_the_first_quarter():
    assert [q.code for q in Quarter(2012, 3).year_to_date] == ["2012Q1", "2012Q2", "2012Q3"]


@pytest.mark.parametrize(("frequency", "asked"), [(4, [1, 2, 3, 4]), (2, [2, 4]), (1, [4])])
def test_half_yearly_is_asked_in_q2_and_q4_and_yearly_in_q4(frequency, asked):
    assert [n for n in range(1, 5) if Quarter(2012, n).closes(frequency)] == asked


def test_names_read_as_officials_write_them():
    assert Quarter(2012, 1).label == "2012年第一季度"
    assert Quarter.of_ordinal(Quarter(2009, 2).ordinal).short_label == "09Q2"


@pytest.mark.parametrize("code", ["2012", "2012Q5", "2012q1", "12Q1", "2012Q1 "])
def test_anything_else_is_not_a_quarter(code):
    with pytest.raises(ValueError, match="不是季度代码"):
        Quarter.parse(code)
