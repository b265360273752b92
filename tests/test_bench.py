"""The benchmark compares like with like, and says so when a promise is broken."""

import pytest

from indicators.dashboards.frame import catalogue

from .bench.city import LAST, Shape, build
from .bench.measure import assert_same
from .bench.run import promises, show


@pytest.fixture
def found():
    """A measurement in which every promise is just kept."""
    return {
        "ms": {
            "sums": 2.0,
            "naive": 100.0,
            "data.default": 10.0,
            "data.large": 15.0,
            "page.default": 30.0,
            "page.large": 31.0,
            "unchanged.default": 5.0,
            "unchanged.large": 5.0,
        },
        "queries": {"page.default": 12, "page.large": 12},
        "compared": 552,
    }


def test_naive_sums_and_the_page_agree_on_every_number(db):
    city = build(Shape(townships=7, villages=20, reported=12))
    # own sums of 12 quarters and of 6 counties, then 24 own figures, 6 × 8 children's and 4 × 12 of the trend
    assert assert_same(city, catalogue(LAST.last_day, city.level)) > 24 + 48 + 48


def test_a_kept_promise_is_kept_at_its_very_limit(found, capsys):
    assert show({"SQLite": found})
    assert "BROKEN" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("ms", "naive", 99.0),  # 49.5 times
        ("ms", "data.large", 15.1),  # 1.51 times
        ("queries", "page.default", 13),
        ("queries", "page.large", 11),  # not the same as the small city's
    ],
)
def test_a_broken_promise_is_told_and_fails_the_run(found, part, key, value, capsys):
    found[part][key] = value
    assert not all(kept for *_, kept in promises(found))
    assert not show({"SQLite": found})
    assert "BROKEN" in capsys.readouterr().out
