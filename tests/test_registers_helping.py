"""What the two helps count for the report: where the helped live, each once a year."""

from datetime import date

import pytest

from indicators.quarters import Quarter
from indicators.registers import derive

from .carriers_cast import Q1, Book

CODES = ["laidoff_helped", "laidoff_employed", "poor_helped", "poor_raised"]
Q2 = Quarter(2012, 2)


@pytest.fixture
def book(areas):
    return Book(areas)


def with_result(number, day, result="job_found"):
    return {"result": result, "result_on": day, "with_result": number}


def test_help_counts_in_the_quarter_in_which_it_began_for_the_county(book):
    book.help("一村", 3, date(2012, 1, 1))
    book.help("西镇", 4, date(2012, 3, 31))
    book.help("甲县", 5, date(2012, 2, 1))
    book.help("五村", 6, date(2012, 4, 1))
    book.help("六村", 9, date(2011, 12, 31))
    assert book.count("laidoff_helped") == {"甲县": 12}
    assert book.count("laidoff_helped", quarter=Q2) == {"甲县": 0, "乙区": 6}


def test_a_result_counts_in_the_quarter_in_which_it_came(book):
    book.help("一村", 8, date(2012, 2, 1), **with_result(5, date(2012, 3, 31)))
    book.help("二村", 8, date(2012, 2, 1), **with_result(3, date(2012, 4, 1)))
    assert book.count("laidoff_employed") == {"甲县": 5}
    assert book.count("laidoff_employed", quarter=Q2) == {"甲县": 3}
    assert book.count("laidoff_helped", quarter=Q2) == {"甲县": 0}


def test_a_result_of_last_years_help_is_not_a_part_of_this_years(book):
    book.help("一村", 8, date(2011, 12, 31), **with_result(5, date(2012, 1, 10)))
    assert book.count("laidoff_employed") == {}


def test_workers_and_households_are_counted_apart(book):
    book.help("一村", 8, date(2012, 2, 1), **with_result(5, date(2012, 2, 1)))
    book.help("一村", 20, date(2012, 2, 1), "poor_household", **with_result(9, date(2012, 3, 1), "line_crossed"))
    assert [book.count(code) for code in CODES] == [{"甲县": 8}, {"甲县": 5}, {"甲县": 20}, {"甲县": 9}]


def test_a_year_of_results_never_exceeds_the_year_of_help(book):
    for quarter, day in ((1, date(2012, 1, 5)), (2, date(2012, 4, 5))):
        book.help("一村", 4 * quarter, day, **with_result(4 * quarter, date(2012, 6, 1)))
    quarters = [Quarter(2012, 1), Q2]
    sums = {code: sum(book.count(code, quarter=q).get("甲县", 0) for q in quarters) for code in CODES[:2]}
    assert sums == {"laidoff_helped": 12, "laidoff_employed": 12}


def test_a_county_without_help_has_zero_and_only_the_area_asked_for_answers(book, areas):
    book.help("一村", 3, date(2012, 1, 1))
    assert derive(areas["乙区"], Q1, CODES) == {areas["乙区"].pk: dict.fromkeys(CODES, 0)}
    assert derive(areas["东镇"], Q1, CODES) == {}


def test_the_number_of_queries_does_not_depend_on_the_area(book, areas, django_assert_num_queries):
    for village in ("一村", "六村"):
        book.help(village, 3, date(2012, 1, 1))
    for name in ("测试市", "甲县"):
        with django_assert_num_queries(2 + 1):  # the counties twice, the rows once
            derive(areas[name], Q1, CODES)
