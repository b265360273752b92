"""Evenness: the worked example of the demo city and the edges of each formula."""

from decimal import Decimal

import pytest

from indicators.analysis.disparity import Flag, Part, disparity, flag, funnel_z, weighted_cv, whole

SECRETARIES = [
    Part("源汇区", Decimal(87), Decimal(114)),
    Part("郾城区", Decimal(119), Decimal(160)),
    Part("召陵区", Decimal(125), Decimal(182)),
    Part("舞阳县", Decimal(292), Decimal(398)),
    Part("临颍县", Decimal(238), Decimal(367)),
    Part("经开区", Decimal(28), Decimal(49)),
]


def test_the_whole_is_the_ratio_of_sums():
    assert whole(SECRETARIES) == Decimal(889) / Decimal(1270)


def test_the_worked_example_has_a_cv_of_0_070():
    assert round(weighted_cv(SECRETARIES), 3) == Decimal("0.070")
    assert disparity(SECRETARIES).word == "有差距"


def test_the_gap_of_the_worked_example_is_19_2_points():
    result = disparity(SECRETARIES)
    assert round(result.gap * 100, 1) == Decimal("19.2")  # 76.3 − 57.1
    assert round(result.ratio, 2) == Decimal("1.34")


@pytest.mark.parametrize(
    ("name", "z", "expected"),
    [("临颍县", "-2.2", Flag.AMBER), ("经开区", "-2.0", Flag.NONE), ("源汇区", "1.5", Flag.NONE)],
)
def test_a_small_unit_is_not_named_by_chance(name, z, expected):
    part = next(part for part in SECRETARIES if part.code == name)
    found = funnel_z(part, whole(SECRETARIES))
    assert round(found, 1) == Decimal(z)
    assert flag(found) is expected


@pytest.mark.parametrize(
    ("z", "expected"),
    [("1.99", Flag.NONE), ("-2", Flag.AMBER), ("2.99", Flag.AMBER), ("3", Flag.RED), ("-3.1", Flag.RED)],
)
def test_amber_from_two_and_red_from_three(z, expected):
    assert flag(Decimal(z)) is expected


def test_nothing_is_published_for_fewer_than_three_parts():
    assert disparity(SECRETARIES[:2]) is None
    assert disparity([*SECRETARIES[:2], Part("空", Decimal(0), Decimal(0))]) is None


def test_equal_parts_are_even():
    result = disparity([Part(str(i), Decimal(7), Decimal(10)) for i in range(3)])
    assert (result.cv, result.gap, result.ratio, result.word) == (0, 0, 1, "均衡")


def test_parts_below_ten_cases_do_not_make_the_gap():
    result = disparity(
        [
            Part("a", Decimal(5), Decimal(10)),
            Part("b", Decimal(6), Decimal(10)),
            Part("tiny", Decimal(9), Decimal(9)),
        ]
    )
    assert result.gap == Decimal("0.1")


def test_the_ratio_to_nothing_is_unknown():
    result = disparity(
        [
            Part("a", Decimal(0), Decimal(10)),
            Part("b", Decimal(6), Decimal(10)),
            Part("c", Decimal(3), Decimal(10)),
        ]
    )
    assert (result.gap, result.ratio) == (Decimal("0.6"), None)


def test_without_any_case_of_it_there_is_nothing_to_compare():
    assert disparity([Part(str(i), Decimal(0), Decimal(10)) for i in range(4)]) is None
    assert funnel_z(Part("a", Decimal(0), Decimal(10)), Decimal(0)) is None
    assert funnel_z(Part("a", Decimal(10), Decimal(10)), Decimal(1)) is None


def test_amounts_have_wider_lines_than_rates():
    parts = [
        Part("a", Decimal(50), Decimal(10)),
        Part("b", Decimal(60), Decimal(10)),
        Part("c", Decimal(70), Decimal(10)),
    ]
    # mean 6, weighted variance 2/3, cv 0.136
    assert disparity(parts, is_rate=False).word == "均衡"
    assert disparity(parts).word == "不均衡"
