"""What villages show about Party building and income: every number worked out by hand."""

from dataclasses import replace

import pytest
from scipy import stats

from indicators.studying.findings import VillageYear, findings

NEVER, LED, TURNED = (False, False, False), (True, True, True), (True, True, False)


def village(number, income=None, led=NEVER, county="甲", **fields):
    """Amounts in hundredths of 万元; lines of 5 and 10."""
    defaults = {"township": f"{county}镇", "low": 500, "high": 1000}
    return VillageYear(code=f"{county}{number}", county=county, led=led, income=income, **(defaults | fields))


def twenty(county="甲", shift=0):
    """Ten led with 1 to 10 万元, ten others with half a 万元 less."""
    led = [village(n, (n + 1) * 100 + shift, LED, county) for n in range(10)]
    return led + [village(n + 10, (n + 1) * 100 - 50 + shift, NEVER, county) for n in range(10)]


def found(villages, around=None, strata="county", units="township"):
    return findings(villages, around or villages, 2011, strata, units)


# incomes ----------------------------------------------------------------------------
def test_median_and_shares_by_the_lines_of_each_village():
    """3, 5, 8, 10: the median is 6.5; below 5 one; from 10 one, and one by its own goal of 8."""
    rows = [village(1, 300), village(2, 500), village(3, 800, low=400, high=800), village(4, 1000), village(5)]
    result = found(rows)
    assert result.values["median"] == "6.5000"
    assert (result.values["lt5"], result.values["ge10"]) == (1, 2)
    assert (result.values["villages"], result.values["due"]) == (4, 5)
    assert result.lines == [("4", "8"), ("5", "10")]


def test_without_accounts_there_is_no_number_and_a_reason():
    result = found([village(1), village(2)])
    assert result.values["median"] is None
    assert result.reasons["lt5_rate"] == result.reasons["median"] == "没有经审核的村集体经济账。"


# led and not led ------------------------------------------------------------------------
def test_the_gap_its_interval_and_cliffs_delta():
    """Each led village has half a 万元 more; of 100 pairs the led one is ahead in 55, behind in 45."""
    values = found(twenty()).values
    assert (values["n1"], values["n0"]) == (10, 10)
    assert values["gap"] == "0.5000"
    assert float(values["gap_low"]) < 0.5 < float(values["gap_high"])
    assert values["cliff"] == "0.1000"
    assert values["samples"] == 2000


def test_delta_agrees_with_an_independent_library():
    y1, y0 = range(100, 1100, 100), range(50, 1050, 100)
    u = stats.mannwhitneyu(y1, y0).statistic
    assert float(found(twenty()).values["cliff"]) == pytest.approx(2 * u / 100 - 1)


def test_the_gap_of_means_with_and_without_the_counties():
    """乙 is 10 万元 richer and almost all led; inside either county the led have half a 万元 more.

    甲: 10 led of 5.5 on average, 10 others of 5; 乙: 10 and 2. Without outliers the gap inside is 0.5;
    the plain difference of means is that of (5.5 + 15.5)/2 and (10·5 + 2·15)/12 = 10.5 − 6.67.
    """
    poor = [village(n, 550, LED) for n in range(10)] + [village(n + 10, 500) for n in range(10)]
    rich = [village(n, 1550, LED, "乙") for n in range(10)] + [
        village(n + 10, 1500, county="乙") for n in range(2)
    ]
    values = found(poor + rich).values
    assert values["gap_strat"] == "0.5000"
    assert values["gap_mean"] == "3.8333"


def test_seven_led_villages_are_too_few():
    result = found(twenty()[3:])
    assert {result.values[name] for name in ("gap", "gap_low", "gap_strat", "gap_mean", "cliff")} == {None}
    assert result.reasons["gap"] == "双强带头村仅7个，不足10个，不作比较。"
    assert result.reasons["gap_strat"] == "两类村都有的单位里，双强带头村仅7个，不足10个，不作比较。"
    assert result.values["median1"] == "7.0000"


def test_both_sides_that_are_too_few_are_named():
    assert found(twenty()[5:14]).reasons["cliff"] == "双强带头村仅5个、其他村仅4个，不足10个，不作比较。"


def test_a_township_has_no_strata():
    result = found(twenty(), strata="", units="")
    assert (result.values["gap"], result.values["gap_strat"]) == ("0.5000", None)
    assert result.reasons["gap_strat"] == "一个乡镇之内不再分层。"
    assert result.points == []


# growth ---------------------------------------------------------------------------------
def growing():
    """Ten turned in 2010: from 1 to 1.5 万元. Ten never: from 1 to 1.2. Others that must not count."""
    turned = [village(n, 150, TURNED, earlier=100) for n in range(10)]
    never = [village(n + 10, 120, NEVER, earlier=100) for n in range(10)]
    late = village(20, 900, (True, False, False), earlier=100)
    always = village(21, 900, LED, earlier=100)
    lost = village(22, 900, (False, False, True), earlier=100)
    from_nothing = village(23, 900, TURNED, earlier=0)
    unknown = village(24, 900, NEVER)
    return [*turned, *never, late, always, lost, from_nothing, unknown]


def test_growth_after_turning_less_the_growth_of_those_that_never_did():
    values = found(growing()).values
    assert (values["changed"], values["stayed"]) == (10, 10)
    assert (values["growth_changed"], values["growth_stayed"]) == ("50.00", "20.00")
    assert values["growth_gap"] == "30.00"


def test_growth_needs_three_years_and_ten_villages():
    short = found([replace(one, earlier=None) for one in growing()])
    assert short.values["growth_gap"] is None
    assert short.reasons["growth_gap"] == "须有2009年至2011年三个年度的账，没有2009年经审核的账。"
    few = found(growing()[3:])
    assert few.reasons["growth_gap"] == "2010年转为双强带头的村仅7个，不足10个，不作比较。"


# scores -----------------------------------------------------------------------------------
def scored():
    """Twelve villages in two counties: incomes 1 to 6 in 甲, 11 to 16 in 乙, scores in the same order."""
    return [
        village(n, (n + 1 + 10 * (county == "乙")) * 100, county=county, score=800 - 100 * (county == "乙") + n)
        for county in "甲乙"
        for n in range(6)
    ]


def test_ranks_are_taken_inside_the_counties():
    """The richer county has the lower scores; inside either the order is the same."""
    assert found(scored()).values["rho"] == "1.0000"


def test_in_one_county_it_is_spearmans_correlation():
    rows = [village(n, income, score=points) for n, (points, income) in enumerate(PAIRS)]
    expected = stats.spearmanr(*zip(*PAIRS, strict=True)).statistic
    assert float(found(rows).values["rho"]) == pytest.approx(expected, abs=5e-5)


PAIRS = [
    *((710, 300), (720, 250), (720, 410), (805, 90), (810, 300)),
    *((850, 520), (870, 700), (900, 130), (910, 650), (960, 610)),
]


def test_why_there_is_no_correlation():
    assert found(twenty()).reasons["rho"] == "2011年没有已评定的“五个好”村党组织得分。"
    assert found(scored()[:7]).reasons["rho"] == "有得分也有收入的村仅7个，不足10个，不作比较。"
    flat = [replace(one, score=800) for one in scored()]
    assert found(flat).reasons["rho"] == "得分或收入全部相同，算不出相关。"
    scattered = [village(0, 100, county=str(n), score=800 + n) for n in range(12)]
    assert found(scattered).reasons["rho"] == "各县区有得分也有收入的村太少，不作比较。"


def test_mismatched_villages_by_the_medians_of_their_county():
    """In 甲 the medians are 802.5 and 3.5. The best scored gets 0.5 万元, the worst 9 万元."""
    rows = scored()
    rows[5], rows[0] = replace(rows[5], income=50), replace(rows[0], income=900)
    result = found(rows)
    assert result.lists == {"strong_poor": [("甲5", "80.5", "0.5")], "weak_rich": [("甲0", "80", "9")]}
    assert (result.values["strong_poor"], result.values["weak_rich"], result.values["scored"]) == (1, 1, 12)
    assert "mismatch_rate" not in result.reasons


def test_a_township_is_judged_by_the_medians_of_its_county():
    """Alone, the two villages would lie on either side of their own medians; the county says otherwise."""
    county = [village(n, 500, score=800) for n in range(9)]
    own = [village(20, 100, score=850, township="东"), village(21, 200, score=900, township="东")]
    result = found(own, [*county, *own], strata="", units="")
    assert [code for code, _, _ in result.lists["strong_poor"]] == ["甲20", "甲21"]
    assert result.lists["weak_rich"] == []
    assert result.reasons["mismatch_rate"] == "有得分也有收入的村仅2个，不足10个，不作比较。"


# units below -----------------------------------------------------------------------------
def test_a_point_has_share_mean_score_and_median():
    """Scores 80.0 and 85.0, one village without; incomes 1, 2 and 6, one village without accounts."""
    rows = [
        *(village(1, 100, LED, score=800), village(2, 200, score=850), village(3, 600)),
        *(village(4, None, LED), village(5, 700, county="乙")),
    ]
    assert found(rows).points == [
        {"code": "甲镇", "villages": 3, "led": 1, "score": "82.50", "median": "2.000"},
        {"code": "乙镇", "villages": 1, "led": 0, "score": None, "median": "7.000"},
    ]
