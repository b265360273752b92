"""The programmes' own panels: people converted, key lists, and training against the time gone by."""

from decimal import Decimal

import pytest

from indicators.figures import Figure, IndicatorSpec
from indicators.formula import Formula
from indicators.panels import cultivation_panel, training_panel
from indicators.quarters import Quarter


def rate(code, numerator, denominator):
    """A percentage as a dashboard makes it; None where nothing was reported."""
    spec = IndicatorSpec(code, code, code, Formula.parse("a"), Formula.parse("b"))
    value = None if None in (numerator, denominator) else Decimal(numerator) * 100 / Decimal(denominator)
    parts = (None if part is None else Decimal(part) for part in (numerator, denominator))
    return Figure(spec, "1", "2012Q1", *parts, value)


def test_a_step_shows_how_many_were_converted_and_a_list_how_full_it_is():
    panel = cultivation_panel([rate("fc2_to_able", 1655, 3310), rate("th_head", 96, 100)])
    assert [(label, count) for label, count, _ in panel.steps] == [("党员 → 致富能手", "1,655")]
    (track,) = panel.tracks
    assert (track.label, track.text, track.width, track.mark) == ("村主任", "96 / 100", "96.0%", "")


def test_a_county_without_a_key_list_shows_none():
    panel = cultivation_panel([rate("fc1_to_member", 1, 9), rate("th_member", None, None)])
    assert panel.tracks == ()


@pytest.mark.parametrize(("quarter", "behind"), [(1, False), (2, True), (4, True)])
def test_a_tier_is_behind_when_less_is_done_than_the_part_of_the_year_gone_by(quarter, behind):
    """30 of 100 after one quarter is ahead of 25 %, after two behind 50 %."""
    panel = training_panel([rate("sbq_hundred", 30, 100)], Quarter(2012, quarter))
    (tier,) = panel.tiers
    assert tier.behind is behind
    assert tier.mark == f"{25 * quarter}.0%"
    assert panel.elapsed == f"{25 * quarter}%"


def test_a_tier_over_the_plan_fills_the_bar_and_no_more():
    (tier,) = training_panel([rate("sbq_ten", 12, 10)], Quarter(2012, 4)).tiers
    assert (tier.text, tier.width, tier.behind) == ("12 / 10", "100.0%", False)


def test_without_the_programmes_there_are_no_panels():
    other = [rate("something_else", 1, 2)]
    assert cultivation_panel(other) is None
    assert training_panel(other, Quarter(2012, 1)) is None
