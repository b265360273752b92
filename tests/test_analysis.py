"""The statistics of evenness, economy and follow-through: worked by hand, and against an independent library."""

from datetime import date
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from indicators.analysis import distribution, follow_through, groups, ranks
from indicators.analysis.disparity import Part
from indicators.analysis.theil import explained_between, theil

AMOUNTS = st.lists(st.integers(0, 400).map(lambda n: n / 4), min_size=1, max_size=30)
TEN = st.lists(st.integers(0, 400).map(lambda n: n / 4), min_size=10, max_size=30)


# Theil ----------------------------------------------------------------------------
def test_theil_of_two_equal_groups_lies_inside_them():
    """In each county 0 and 2: mean 1, T = (1/2)·2·ln 2 = 0.6931, nothing of it between."""
    found = theil({"甲": [0, 2], "乙": [0, 2]})
    assert round(found.total, 4) == round(found.within, 4) == 0.6931
    assert abs(found.between) < 1e-12
    assert found.word == "主要在县区内部"


def test_theil_of_flat_groups_lies_between_them():
    """甲 1 and 1, 乙 3 and 3: s = 1/4, 3/4 against π = 1/2: T_B = ¼ ln ½ + ¾ ln 1½ = 0.1308."""
    found = theil({"甲": [1, 1], "乙": [3, 3]})
    assert round(found.between, 4) == round(found.total, 4) == 0.1308
    assert found.share_within == pytest.approx(0, abs=1e-12)
    assert found.word == "主要在县区之间"


@given(st.dictionaries(st.sampled_from("甲乙丙丁"), AMOUNTS, min_size=1))
def test_the_two_parts_of_theil_add_up(counties):
    found = theil(counties)
    if found is not None:
        assert found.between + found.within == pytest.approx(found.total, abs=1e-9)
        assert found.total >= -1e-12


def test_theil_needs_amounts_above_zero():
    assert theil({"甲": [0, 0], "乙": [0]}) is None
    assert theil({"甲": [3, -1]}) is None
    assert theil({}) is None
    assert theil({"甲": [5, 5], "乙": [5]}).word == "各村相同"


def test_eta_squared_of_the_worked_example():
    """10 of 20 against 15 of 20: P = 0.625, V_B = (0.125² + 0.125²)/2 = 0.015625, V = 0.234375: 1/15."""
    parts = [Part("甲", Decimal(10), Decimal(20)), Part("乙", Decimal(15), Decimal(20))]
    assert round(explained_between(parts), 6) == round(Decimal(1) / 15, 6)
    assert explained_between([Part("甲", Decimal(20), Decimal(20))]) is None


# distribution -----------------------------------------------------------------------
def test_quartiles_of_five_values():
    found = distribution.quartiles([5, 1, 4, 2, 3])
    assert (found.lowest, found.lower, found.median, found.upper, found.highest) == (1, 2, 3, 4, 5)
    assert distribution.quartiles([]) is None


@given(AMOUNTS)
def test_quartiles_agree_with_an_independent_library(values):
    found = distribution.quartiles(values)
    assert (found.lower, found.upper) == pytest.approx(tuple(stats.mstats.mquantiles(values, [0.25, 0.75], 1, 1)))
    assert found.median == median(values)


@given(AMOUNTS)
def test_a_histogram_counts_every_value_once(values):
    bins = distribution.histogram(values)
    assert sum(one.count for one in bins) == len(values)
    assert 1 <= len(bins) <= distribution.MOST_BARS + 1
    assert bins[0].start <= min(values)
    assert bins[-1].end >= max(values)


# two groups -------------------------------------------------------------------------
@settings(deadline=None)
@given(AMOUNTS, AMOUNTS)
def test_hodges_lehmann_is_the_median_of_all_differences(y1, y0):
    every = median(a - b for a in y1 for b in y0)
    assert groups.hodges_lehmann(y1, y0) == pytest.approx(every, abs=1e-6)


def test_the_gap_of_shifted_groups_is_the_shift():
    poor = [float(n) for n in range(1, 13)]
    rich = [n + 2.5 for n in poor]
    found = groups.gap(rich, poor, samples=200)
    assert found.value == pytest.approx(2.5)
    assert found.low < 2.5 < found.high
    assert (found.n1, found.n0) == (12, 12)
    assert groups.gap(rich, poor, samples=200) == found  # the same every time


def test_fewer_than_ten_villages_on_a_side_make_no_comparison():
    nine, ten = [1.0] * 9, [1.0] * 10
    assert groups.gap(nine, ten) is None
    assert groups.cliff(ten, nine) is None
    assert groups.stratified_gap({"甲": (nine, ten)}) is None


@given(TEN, TEN)
def test_cliffs_delta_agrees_with_the_mann_whitney_statistic(y1, y0):
    """U counts pairs with y1 > y0 and half of the ties, so δ = 2U/(n1 n0) − 1."""
    u = stats.mannwhitneyu(y1, y0).statistic
    assert groups.cliff(y1, y0) == pytest.approx(2 * u / (len(y1) * len(y0)) - 1)


def test_a_stratified_gap_forgets_the_difference_between_counties():
    """甲 is rich and mostly led by certified people; inside either county the gap is 1.

    ω = 10·2/12 = 5/3 in both, so the mean of 1 and 1; the plain means differ by more than 60.
    """
    strata = {"甲": ([101.0] * 10, [100.0] * 2), "乙": ([6.0] * 2, [5.0] * 10)}
    assert groups.stratified_gap(strata) == pytest.approx(1)


def test_winsorising_pulls_in_the_outliers_only():
    values = [float(n) for n in range(1, 100)] + [10_000.0]
    pulled = groups.winsorised(values)
    assert max(pulled) == pytest.approx(198.01)  # 99 + 0.01 of the way to 10,000
    assert pulled[40] == values[40]


# ranks --------------------------------------------------------------------------------
@given(AMOUNTS)
def test_ranks_agree_with_an_independent_library(values):
    assert ranks.ranks(values) == list(stats.rankdata(values))


@given(TEN, st.randoms(use_true_random=False))
def test_spearman_in_one_county_agrees_with_an_independent_library(values, chance):
    others = values[:]
    chance.shuffle(others)
    found = ranks.spearman_within({"甲": list(zip(values, others, strict=True))})
    if len(set(values)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(stats.spearmanr(values, others).statistic)


def test_a_rich_county_does_not_make_the_correlation():
    """Inside each county score and income run against each other; together they would seem to agree."""
    poor = [(float(n), float(6 - n)) for n in range(1, 6)]
    rich = [(n + 10, y + 100) for n, y in poor]
    assert ranks.spearman_within({"甲": poor, "乙": rich}) == pytest.approx(-1)


def test_mismatched_villages_are_named_on_both_sides():
    """Medians in the county: score 2, income 20."""
    county = {"a": (1, 30), "b": (2, 20), "c": (3, 10), "d": (3, 30), "e": (1, 20)}
    found = ranks.mismatch({"甲": county})
    assert (found.strong_poor, found.weak_rich, found.villages) == (("c",), ("a",), 5)
    assert found.share == 0.4
    assert ranks.mismatch({}).share is None


# follow-through -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("planned", "done", "expected"),
    [
        ((10, 10), (10, 5), "0.5"),
        ((10, 20), (5, 10), "0"),
        ((10, 10), (5, 10), "-1"),
        ((10, 10), (2, 10), "-1"),  # kept within −1
        ((10, 4), (5, 1), None),
        ((10, 10), (0, 5), None),
    ],
)
def test_tail_off_compares_the_halves_of_a_plan(planned, done, expected):
    found = follow_through.tail_off(tuple(map(Decimal, planned)), tuple(map(Decimal, done)))
    assert found == (None if expected is None else Decimal(expected))


def test_the_median_of_days_late_leaves_out_what_is_not_late():
    day = date(2012, 4, 30)
    due = [date(2012, 4, 20), date(2012, 4, 26), date(2012, 4, 30), date(2012, 5, 9)]
    assert follow_through.overdue_median(due, day) == 7  # of 10 and 4
    assert follow_through.overdue_median(due[2:], day) is None


def test_paper_for_each_action():
    assert follow_through.paper_ratio(9, 4) == Decimal("2.25")
    assert follow_through.paper_ratio(9, 0) is None
