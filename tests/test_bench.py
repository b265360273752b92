"""The benchmark compares like with like, and says so when a promise is broken."""

import pytest

from branches.models import Role
from indicators.dashboards.frame import catalogue
from indicators.models import Report
from indicators.rollup import rebuild

from .bench.city import LAST, Shape, build
from .bench.measure import assert_same
from .bench.run import COMPARISON, STATISTICS, promises, show, show_writes
from .bench.site import served
from .bench.writes import Load, measure
from .cast import build_element, build_report, build_user


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
            **{key: 60.0 for _, key in STATISTICS},  # twice the dashboard
            COMPARISON[1]: 200.0,
        },
        "queries": {"page.default": 22, "page.large": 22},
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
        ("ms", "statistics.indicator", 60.1),
        ("queries", "page.default", 23),
        ("queries", "page.large", 23),  # more than the small city's
    ],
)
def test_a_broken_promise_is_told_and_fails_the_run(found, part, key, value, capsys):
    found[part][key] = value
    assert not all(kept for *_, kept in promises(found))
    assert not show({"SQLite": found})
    assert "BROKEN" in capsys.readouterr().out


# writing --------------------------------------------------------------------------------
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_people_save_submit_and_read_over_http_and_every_total_is_right(areas, period, users, today, monkeypatch):
    monkeypatch.setenv("DEBUG", "on")  # for the site's own process: no static files are collected here
    build_element("typed")
    build_element("villages", source="villages")
    for name in ["一村", "二村", "三村", "四村", "五村", "六村"]:
        build_report(areas[name], period, "draft", typed=40, villages=1)
    build_user("western", areas["西镇"], Role.CLERK)
    build_user("southern", areas["南乡"], Role.CLERK)
    rebuild(period)
    with served(today) as port:
        found = measure(period, port, Load(clerks=2, saves=4, readers=1, reads=2))
    assert (found["failures"], found["differences"]) == (0, 0)
    # two clerks with four saves; 甲县 has two townships with four villages; six villages in three townships
    assert [found["saves"]["number"], found["county"]["number"], found["sending"]["number"]] == [8, 2, 3]
    assert (found["quiet"]["number"], found["villages"]) == (2, {"county": 4, "sending": 6})
    assert set(Report.objects.values_list("status", flat=True)) == {"submitted"}
    assert {report.values["typed"] for report in Report.objects.all()} == {40}


@pytest.fixture
def written():
    """A measurement of writing in which every promise is just kept."""
    kind = {"number": 58, "seconds": 60.0, "rate": 20.0, "median": 300.0, "p95": 900.0, "failures": 0}
    return {
        **dict.fromkeys(["saves", "county", "quiet", "sending", "reading"], kind),
        "villages": {"county": 398, "sending": 1270},
        "failures": 0,
        "differences": 0,
    }


def test_a_city_that_reports_in_a_minute_has_sixty_times_the_speed_it_needs(written, capsys):
    assert show_writes(written)
    lines = capsys.readouterr().out.splitlines()
    assert any("60.00" in line and "1,270" in line and "kept" in line for line in lines)


@pytest.mark.parametrize("key", ["failures", "differences"])
def test_a_failure_or_a_wrong_total_is_told_and_fails_the_run(written, key, capsys):
    written[key] = 1
    assert not show_writes(written)
    assert "BROKEN" in capsys.readouterr().out
