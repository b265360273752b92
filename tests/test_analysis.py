"""The statistics of evenness, economy and follow-through: worked by hand, and against an independent library."""

from datetime import date
from decimal import Decimal
from random import Random
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
WHOLE = st.lists(st.integers(-50, 5000), min_size=1, max_size=30)


def every_difference(y1, y0):
    return sorted(a - b for a in y1 for b in y0)


@settings(deadline=None)
@given(WHOLE, WHOLE)
def test_hodges_lehmann_is_the_median_of_all_differences(y1, y0):
    assert groups.hodges_lehmann(y1, y0) == median(every_difference(y1, y0))


@settings(deadline=None)
@given(WHOLE, WHOLE, st.integers(-9000, 9000), st.sampled_from([1, 7, 500]))
def test_a_difference_is_found_by_its_place_whatever_the_guess(y1, y0, guess, reach):
    every = every_difference(y1, y0)
    for place in {0, len(every) // 3, len(every) - 1}:
        assert groups.Differences(y1, y0).at(place, guess, reach) == every[place]


def test_the_gap_of_shifted_groups_is_the_shift():
    poor = [n * 10 for n in range(1, 13)]
    rich = [n + 25 for n in poor]
    found = groups.gap(rich, poor, samples=200)
    assert found.value == 25
    assert found.low < 25 < found.high
    assert (found.n1, found.n0) == (12, 12)
    assert groups.gap(rich[::-1], poor[5:] + poor[:5], samples=200) == found  # the same every time


def test_the_bootstrap_is_the_one_that_lists_every_difference():
    """Same seed, same draws, each estimate by brute force."""
    chance = Random(7)
    y1, y0 = ([chance.randrange(3000) for _ in range(n)] for n in (17, 12))
    draws = Random(groups.SEED)
    y1, y0 = sorted(y1), sorted(y0)
    medians = sorted(
        median(every_difference(draws.choices(y1, k=17), draws.choices(y0, k=12))) for _ in range(300)
    )
    found = groups.gap(y1, y0, samples=300)
    assert (found.low, found.high) == tuple(distribution.quantile(medians, share) for share in (0.025, 0.975))


def test_the_bootstrap_agrees_with_an_independent_library():
    """Its draws differ, so the ends differ by what 2,000 draws leave to chance: here a twentieth of the width."""
    chance = Random(20)
    y1, y0 = [round(chance.gauss(900, 200)) for _ in range(40)], [round(chance.gauss(700, 200)) for _ in range(35)]

    def estimate(a, b):
        return groups.hodges_lehmann(a.tolist(), b.tolist())

    theirs = stats.bootstrap(
        (y1, y0), estimate, vectorized=False, n_resamples=2000, method="percentile", rng=3
    ).confidence_interval
    ours = groups.gap(y1, y0)
    width = ours.high - ours.low
    assert ours.low == pytest.approx(theirs.low, abs=width / 20)
    assert ours.high == pytest.approx(theirs.high, abs=width / 20)


def test_the_interval_by_ranks_takes_the_difference_that_the_formula_names():
    """10 and 10: C = 50 − 1.96·√(100·21/12) = 50 − 25.93 = 24 (rounded down): the 24th from either end."""
    y1, y0 = [n * n for n in range(10)], [3 * n for n in range(10)]
    every = every_difference(y1, y0)
    assert groups.ranked_interval(y1, y0) == (every[23], every[100 - 24])


def test_many_villages_take_the_interval_by_ranks_which_ends_where_a_rank_sum_test_turns(monkeypatch):
    """Shifted by an end of the interval the groups are just not different at 5 %."""
    chance = Random(5)
    y1, y0 = [chance.randrange(4000) + 300 for _ in range(260)], [chance.randrange(4000) for _ in range(240)]
    monkeypatch.setattr(groups, "MOST_SAMPLED", 250)
    found = groups.gap(y1, y0)
    assert (found.low, found.high) == groups.ranked_interval(y1, y0)
    for end, outwards in ((found.low, -1), (found.high, 1)):
        p_at, p_beyond = (
            stats.mannwhitneyu([y - shift for y in y1], y0, method="asymptotic", use_continuity=False).pvalue
            for shift in (end - outwards * 5, end + outwards * 5)
        )
        assert p_beyond < 0.05 < p_at


def test_a_growth_gap_compares_medians():
    """Medians 30 and 12."""
    changed, stayed = [10, 20, 30, 40, 50] * 2, [12] * 11
    assert groups.growth_gap(changed, stayed) == 18
    assert groups.growth_gap(changed[:9], stayed) is None


def test_fewer_than_ten_villages_on_a_side_make_no_comparison():
    nine, ten = [1] * 9, [1] * 10
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
