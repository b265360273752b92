"""What the branches' reviews and checks of study count for the report."""

from datetime import date

import pytest

from indicators.quarters import Quarter
from indicators.registers import derive

from .carriers_cast import Q1, Book

REVIEWED = ["skilled_members", "skills_held", "member_households_led"]


@pytest.fixture
def book(areas):
    return Book(areas)


def test_three_skills_and_more_count_as_three(book):
    book.review("一村", date(2011, 12, 20), one=10, two=5, three=2, led=40)
    assert book.count("skilled_members") == {"一村": 17}
    assert book.count("skills_held") == {"一村": 26}  # 10 + 2*5 + 3*2
    assert book.count("member_households_led") == {"一村": 40}


def test_the_newest_review_by_the_last_day_holds_until_the_next(book):
    book.review("一村", date(2011, 6, 20), one=30, led=60)
    book.review("一村", date(2011, 12, 20), one=12, led=20)
    book.review("二村", date(2012, 3, 31), one=8)
    book.review("三村", date(2012, 4, 1), one=9)
    assert book.count("skilled_members") == {"一村": 12, "二村": 8}
    assert book.count("skilled_members", quarter=Quarter(2011, 3)) == {"一村": 30}
    assert book.count("skilled_members", quarter=Quarter(2012, 2)) == {"一村": 12, "二村": 8, "三村": 9}
    assert book.count("skilled_members", quarter=Quarter(2011, 1)) == {}


def test_study_counts_from_the_newest_check_of_the_year(book):
    book.study("一村", date(2012, 1, 10), 20)
    book.study("一村", date(2012, 3, 31), 25)
    book.study("二村", date(2011, 12, 31), 30)  # last year's
    book.study("三村", date(2012, 4, 1), 31)
    assert book.count("dd_theory_done") == {"一村": 25}
    assert book.count("dd_theory_done", quarter=Quarter(2011, 4)) == {"二村": 30}


def test_a_check_holds_for_the_rest_of_its_year(book):
    book.study("一村", date(2012, 2, 10), 20)
    assert book.count("dd_theory_done", quarter=Quarter(2012, 4)) == {"一村": 20}
    assert book.count("dd_theory_done", quarter=Quarter(2013, 1)) == {}


def test_only_reporting_villages_of_the_area_are_counted(book, areas):
    for village in ("一村", "二村", "四村", "五村"):
        book.review(village, date(2011, 12, 1), one=5)
        book.study(village, date(2012, 3, 1), 6)
    areas["二村"].village.is_rural_unit = False
    areas["二村"].village.save()
    assert book.count("skilled_members", "甲县") == {"一村": 5, "四村": 5}
    assert book.count("dd_theory_done", "东镇") == {"一村": 6}


def test_a_village_never_reviewed_nor_checked_has_zero(areas):
    assert derive(areas["西镇"], Q1, [*REVIEWED, "dd_theory_done"]) == {
        areas["四村"].pk: dict.fromkeys([*REVIEWED, "dd_theory_done"], 0)
    }


def test_one_query_for_the_reviews_and_one_for_the_checks_whatever_the_area(
    book, areas, django_assert_num_queries
):
    for village in ("一村", "四村", "六村"):
        book.review(village, date(2011, 12, 1), one=5)
    for name in ("测试市", "东镇"):
        with django_assert_num_queries(2 + 1):  # and one for the units
            derive(areas[name], Q1, [*REVIEWED, "dd_theory_done"])
