"""What looks odd: far from last time, far from the neighbours, too neat."""

from types import SimpleNamespace

import pytest

from indicators.plausibility import changes, hints, outliers, usual

PEOPLE = SimpleNamespace(code="a", name="党员数", unit="人", decimals=0)
MONEY = SimpleNamespace(code="m", name="集体收入", unit="万元", decimals=2)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (20, 26, 0),  # +30% exactly is not more than 30%
        (20, 27, 1),  # +35% and 7
        (10, 15, 0),  # +50% but only 5
        (10, 16, 1),
        (100, 60, 1),
        (0, 50, 0),  # nothing to compare with
        (None, 50, 0),
        (50, None, 0),
    ],
)
def test_a_change_by_more_than_a_third_and_five_needs_a_word(old, new, found):
    assert len(changes({"a": new}, {"a": old}, [PEOPLE])) == found


def test_the_warning_names_both_numbers_and_the_share():
    [finding] = changes({"m": 650}, {"m": 1300}, [MONEY])
    assert finding.message == "集体收入较上期 13万元 减至 6.5万元（-50%），请核实或说明"
    assert (finding.severity, finding.cells) == ("warning", ("m",))


def test_an_outlier_is_far_from_the_middle_of_the_township():
    """Median 31, MAD 2: z of 90 is 0.6745·59/2 = 19.9, of 40 it is 3.0."""
    rows = [{"a": value} for value in (28, 29, 30, 31, 31, 32, 33, 34, 40, 90)]
    assert [bool(outliers(row, usual(rows, [PEOPLE]), [PEOPLE])) for row in rows] == [False] * 9 + [True]


def test_few_neighbours_or_all_alike_say_nothing():
    assert outliers({"a": 90}, usual([{"a": 1}] * 6 + [{"a": 90}], [PEOPLE]), [PEOPLE]) == []
    assert outliers({"a": 90}, usual([{"a": 5}] * 9 + [{"a": 90}], [PEOPLE]), [PEOPLE]) == []


def test_hints_see_copies_round_numbers_twins_and_targets():
    entered = [SimpleNamespace(code=code, name=code.upper()) for code in "abc"]
    row = {"a": 10, "b": 20, "c": 30}
    assert hints(row, row, [row], entered, {"a": 10}) == [
        "全部数值与上期相同",
        "全部数值为整十数",
        "与本乡镇另一村的数值完全相同",
        "A恰好等于目标值",
    ]
    assert hints({"a": 11, "b": 20, "c": 30}, {"a": 1}, [{"a": 3}], entered, {}) == []
