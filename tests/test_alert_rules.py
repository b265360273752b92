"""The rules of alerts on numbers worked out by hand: what is called out, how gravely, what is left to chance."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from scipy.stats import hypergeom

from indicators.alerting import Alert, Finding, Kind, Lines, Link, Severity, counted, gravest, rules, unit_rules
from indicators.analysis.chance import LIKELY, fisher, has_fallen
from indicators.figures import Figure, IndicatorSpec
from indicators.formula import parse
from indicators.tally import Tally

LINES = Lines()
DAY = date(2012, 7, 5)


def spec(**fields) -> IndicatorSpec:
    defaults = {"code": "rate", "name": "技术率", "short_name": "技术", "count_unit": "名"}
    return IndicatorSpec(**(defaults | {"numerator": parse("a"), "denominator": parse("b")} | fields))


PERCENT, LOWER = spec(), spec(direction="lower")
COUNT = spec(display="count", denominator=None, unit="人", decimals=0)
RATIO = spec(display="ratio", unit="户/人", decimals=2)


def rate(x, n, indicator=PERCENT, green=75, amber=60, **fields) -> Figure:
    """x of n by lines of 75 and 60, with every report in."""
    x, n = Decimal(x), Decimal(n)
    value = x * 100 / n if indicator.is_percent else x / n
    lines = {"green": Decimal(green), "amber": Decimal(amber)} if green is not None else {}
    return Figure(
        indicator, numerator=x, denominator=n, value=value, **({"reported": 20, "due": 20} | lines | fields)
    )


def count(x, indicator=COUNT, **fields) -> Figure:
    return Figure(indicator, numerator=Decimal(x), value=Decimal(x), reported=20, due=20, **fields)


# chance -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("now", "before", "fallen"),
    [
        ((40, 100), (50, 100), False),  # pooled 0.45, standard error 0.0704: z = −1.42
        ((35, 100), (50, 100), True),  # pooled 0.425, 0.0699: z = −2.15
        ((5, 10), (10, 10), True),  # 2.5 of ten are expected to fail: exactly 252 / 15504 = 0.016
        ((6, 10), (10, 10), False),  # 210 / 4845 = 0.043
        ((0, 8), (0, 8), False),
        ((12, 10), (15, 10), True),  # no share of cases: nothing to be said of chance
    ],
)
def test_a_fall_is_told_from_chance(now, before, fallen):
    assert has_fallen(*map(Decimal, (*now, *before))) is fallen


def test_the_exact_test_agrees_with_a_library():
    for now_x, now_n, before_x, before_n in [(5, 10, 10, 10), (0, 7, 3, 40), (3, 9, 6, 8), (17, 20, 20, 20)]:
        known = hypergeom(now_n + before_n, now_x + before_x, now_n).cdf(now_x)
        assert fisher(now_x, now_n, before_x, before_n) == pytest.approx(known, rel=1e-9)
    assert pytest.approx(0.02275, abs=1e-5) == LIKELY


# below target --------------------------------------------------------------------------------
def test_a_rate_below_the_amber_line_is_called_out_with_its_parts_and_lines():
    found = rules.below_target(rate(28, 49), LINES)
    assert found.words == "技术率57.1%（28名/49名），低于预警线60%，目标75%"
    assert found.excess == pytest.approx(Decimal("1.193"), abs=Decimal("0.001"))  # 17.9 of the 15 points
    assert (found.severity, found.by_chance) == (Severity.NOTICE, False)  # z = −2.89


@pytest.mark.parametrize(
    "figure",
    [
        rate(60, 100),  # on the line
        rate(1499, 2500),  # 59.96%, printed 60.0%
        rate(2, 4),  # four cases are none to judge by
        rate(5, 20, green=None),  # no line
        rate(5, 20, spec(direction="context")),
        rate(5, 20, reported=18),  # 18 of 20 reports
        Figure(PERCENT, green=Decimal(75), amber=Decimal(60)),
    ],
)
def test_what_meets_its_line_or_cannot_be_judged_is_not_called_out(figure):
    assert rules.below_target(figure, LINES) is None


def test_nineteen_of_twenty_reports_are_enough():
    assert rules.below_target(rate(5, 20, reported=19), LINES)


def test_twice_as_far_below_as_the_amber_line_is_grave_unless_so_few_cases_may_do_that_by_chance():
    assert rules.below_target(rate(18, 40), LINES).severity is Severity.GRAVE  # 45%: two times 15 points below
    small = rules.below_target(rate(3, 6), LINES)  # z = −1.41
    assert small.by_chance
    assert small.words.endswith("；差距未超出偶然波动")
    few = rules.below_target(rate(2, 5, green=70, amber=60), LINES)  # three times below, z = −1.46
    assert (few.excess, few.severity) == (3, Severity.NOTICE)
    all_of_them = rules.below_target(rate(12, 15, green=100, amber=90), LINES)  # by the amber line: z = −1.29
    assert all_of_them.by_chance


def test_what_should_be_low_is_called_out_when_it_is_high():
    found = rules.below_target(rate(8, 20, LOWER, green=5, amber=15), LINES)
    assert "40.0%（8名/20名），高于预警线15%，目标5%" in found.words
    assert (found.excess, found.severity) == (Decimal("3.5"), Severity.GRAVE)
    assert rules.below_target(rate(3, 20, LOWER, green=5, amber=15), LINES) is None


def test_what_adds_up_over_the_year_is_measured_by_the_part_of_it_that_has_passed():
    # 5% against 20% and 10% of the year
    assert rules.below_target(rate(2, 40, green=10, amber=5, year_green=Decimal(20)), LINES) is None  # half of ten
    found = rules.below_target(rate(2, 40, green=15, amber="7.5", year_green=Decimal(20)), LINES)
    assert "低于按时间进度的预警线7.5%，目标15%（全年20%）" in found.words
    over = rules.below_target(rate(2, 40, green=20, amber=10), LINES)  # the year is over
    assert "，低于预警线10%，" in over.words


def test_one_line_for_green_and_amber_is_measured_in_parts_of_it():
    assert rules.below_target(count(1, green=Decimal(4), amber=Decimal(4)), LINES).excess == Decimal("1.75")
    assert rules.below_target(rate(5, 100, LOWER, green=0, amber=0), LINES).excess == 1


# sharp fall ------------------------------------------------------------------------------------
def test_a_percent_has_fallen_sharply_by_more_than_the_points_and_more_than_chance():
    found = rules.sharp_fall(rate(460, 1000), rate(520, 1000), LINES)  # z = −2.68
    assert found.words == "技术率46.0%（460名/1,000名），比上期的52.0%下降6.0个百分点"
    assert found.excess == Decimal("1.2")
    assert rules.sharp_fall(rate(470, 1000), rate(520, 1000), LINES) is None  # five points, not more
    assert rules.sharp_fall(rate(46, 100), rate(52, 100), LINES) is None  # z = −0.85
    assert rules.sharp_fall(rate(520, 1000), rate(460, 1000), LINES) is None  # risen


def test_ten_points_and_more_are_grave():
    assert rules.sharp_fall(rate(420, 1000), rate(520, 1000), LINES).severity is Severity.GRAVE


def test_what_should_be_low_falls_sharply_when_it_rises():
    found = rules.sharp_fall(rate(120, 1000, LOWER), rate(60, 1000, LOWER), LINES, "上年同期")
    assert "比上年同期的6.0%上升6.0个百分点" in found.words
    assert rules.sharp_fall(rate(60, 1000, LOWER), rate(120, 1000, LOWER), LINES) is None


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (13, 20, "减少7人（35.0%）"),
        (14, 20, None),  # 30%, not more
        (1, 6, None),  # 83%, but five
        (0, 6, "减少6人（100.0%）"),
        (6, 0, None),
    ],
)
def test_a_count_by_more_than_a_part_of_it_and_more_than_a_least_number(now, before, words):
    found = rules.sharp_fall(count(now), count(before), LINES)
    assert (found is None) if words is None else found.words.endswith(words)


def test_a_ratio_by_more_than_a_part_of_it():
    assert rules.sharp_fall(rate(17, 10, RATIO), rate(25, 10, RATIO), LINES).words.endswith(
        "减少0.80户/人（32.0%）"
    )
    assert rules.sharp_fall(rate(18, 10, RATIO), rate(25, 10, RATIO), LINES) is None


def test_neither_side_may_stand_on_few_cases_or_few_reports():
    assert rules.sharp_fall(rate(0, 4), rate(900, 1000), LINES) is None
    assert rules.sharp_fall(rate(460, 1000), rate(520, 1000, reported=10), LINES) is None


# no change ------------------------------------------------------------------------------------------
def test_three_times_the_same_parts_short_of_the_target_is_no_change():
    found = rules.unchanged([rate(28, 40)] * 3, LINES)
    assert found.words == "技术率连续2期没有变化，仍为70.0%（28名/40名），目标75%"
    assert found.severity is Severity.NOTICE


@pytest.mark.parametrize(
    "figures",
    [
        [rate(28, 40)] * 2,  # one period only
        [rate(28, 40), rate(28, 40), rate(27, 40)],
        [rate(28, 40), rate(28, 40), rate(14, 20)],  # the same value of other parts
        [rate(30, 40)] * 3,  # the target is met
        [rate(28, 40, green=None)] * 3,
        [rate(28, 40, carried=True)] * 3,
        [rate(3, 4)] * 3,
        [rate(28, 40), rate(28, 40), Figure(PERCENT)],
    ],
)
def test_otherwise_it_has_moved_or_need_not_or_was_not_asked(figures):
    assert rules.unchanged(figures, LINES) is None


def test_how_many_periods_is_a_line():
    assert rules.unchanged([rate(28, 40)] * 3, Lines(unchanged_periods=3)) is None
    assert rules.unchanged([rate(28, 40)] * 4, Lines(unchanged_periods=3)).words.count("连续3期") == 1


# units ---------------------------------------------------------------------------------------------
class Reports(Tally, SimpleNamespace):
    empty = draft = submitted = approved = returned = 0


def covered(**counts):
    return unit_rules.coverage(Reports(**counts), "2012年第二季度", date(2012, 7, 1), DAY, LINES)


def test_too_few_reports_after_the_due_day():
    found = covered(approved=30, submitted=6, empty=3, returned=1)
    assert found.words == "2012年第二季度填报率90.0%（36/40），截止已过4天，还差4份"
    assert (found.excess, found.severity) == (2, Severity.GRAVE)  # ten points missing where five may


@pytest.mark.parametrize("counts", [{"approved": 19, "empty": 1}, {"approved": 1899, "draft": 101}, {}])
def test_enough_reports_as_printed_or_none_due(counts):
    assert covered(**counts) is None  # 95%; 94.95%, printed 95.0%


def test_on_the_due_day_nothing_is_missing_yet():
    late = Reports(empty=5)
    for days, called in ((0, False), (1, True)):
        due = DAY - timedelta(days=days)
        assert bool(unit_rules.coverage(late, "", due, DAY, LINES)) is called
        assert bool(unit_rules.unreported("未填报", "2012年第二季度", due, DAY)) is called


@pytest.mark.parametrize(("days", "severity"), [(90, None), (91, "notice"), (179, "notice"), (180, "grave")])
def test_a_post_vacant_for_more_than_ninety_days(days, severity):
    found = unit_rules.vacancy(DAY - timedelta(days=days), DAY, LINES)
    assert (found.severity if found else None) == severity
    assert found is None or found.words == f"村党组织书记空缺{days}天"


def test_a_post_that_nobody_ever_held():
    found = unit_rules.vacancy(None, DAY, LINES)
    assert (found.words, found.days) == ("村党组织书记空缺，台账中没有任职记录", None)


@pytest.mark.parametrize(("days", "severity"), [(0, None), (1, "notice"), (29, "notice"), (30, "grave")])
def test_an_overdue_task(days, severity):
    found = unit_rules.overdue("建档立卡", DAY - timedelta(days=days), DAY, LINES)
    assert (found.severity if found else None) == severity
    assert found is None or found.words == f"“建档立卡”逾期{days}天"


SAME = {"a": 1, "b": 0, "c": 40, "d": 30, "e": 2}


@pytest.mark.parametrize(
    ("reports", "carried", "called"),
    [
        ([SAME] * 3, [], True),
        ([SAME] * 2, [], False),
        ([SAME, SAME, SAME | {"d": 29}], [], False),
        ([SAME, SAME, {}], [], False),
        ([SAME] * 3, ["d"], False),  # four cells were looked at
        ([dict.fromkeys(SAME, 0)] * 3, [], False),
    ],
)
def test_a_report_that_repeats_the_two_before(reports, carried, called):
    found = unit_rules.copied(reports, carried, SAME, LINES)
    assert bool(found) is called
    assert found is None or found.words == "填报的5项期末数连续2期全部没有变化，请核实"


# order ------------------------------------------------------------------------------------------------
def alert(kind, excess, name="", **fields):
    return Alert(Finding(kind=kind, lead="", excess=Decimal(excess), **fields), "", name, Link("home"))


def test_grave_ones_come_first_and_the_kinds_take_turns():
    given = [
        alert(Kind.BELOW, 1, "a"), alert(Kind.BELOW, 9, "b"), alert(Kind.BELOW, 8, "c"), alert(Kind.BELOW, 7, "d"),
        alert(Kind.VACANCY, 3, "e"), alert(Kind.OVERDUE, 2, "f"), alert(Kind.OVERDUE, "2.5", "g"),
        alert(Kind.FALL, 20, "h", by_chance=True),
    ]  # fmt: skip
    assert [one.name for one in gravest(given)] == ["b", "e", "g", "c", "f", "d", "a", "h"]
    assert counted(given)[Kind.OVERDUE] == 2
    assert counted(given)[Kind.COVERAGE] == 0
