"""Short trends: where their points lie in a drawing of 96 by 24."""

from decimal import Decimal

from indicators.sparkline import sparkline


def points(*values, breaks=()):
    return sparkline([None if value is None else Decimal(value) for value in values], breaks)


def test_the_lowest_lies_at_the_bottom_and_the_highest_at_the_top():
    drawn = points(10, 20, 15)  # x from 3 to 93, y from 21 up to 3
    assert drawn.lines == ("3,21 48,3 93,12",)
    assert drawn.end == ("93", "12")


def test_a_gap_parts_the_line_and_a_lone_quarter_is_a_dot():
    drawn = points(10, 20, None, 20, None)
    assert drawn.lines == ("3,21 25.5,3",)
    assert drawn.dots == (("70.5", "3"),)
    assert drawn.end == ("70.5", "3")


def test_another_definition_parts_the_line_as_a_gap_does():
    drawn = points(10, 20, 10, 20, breaks=[False, False, True, False])
    assert drawn.lines == ("3,21 33,3", "63,21 93,3")


def test_what_never_changes_runs_through_the_middle_and_nothing_known_draws_nothing():
    assert points(5, 5).lines == ("3,12 93,12",)
    assert points(0).dots == (("3", "12"),)
    assert points(None, None) is None
