"""The carriers' panel: what the registers of 双学双带 hold in an area, and which villages have nothing."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.dashboards import carriers_of
from indicators.models import Programme

from .carriers_cast import Q1, Book

DAY = date(2012, 2, 1)
RURAL = 6  # villages of the cast


@pytest.fixture
def book(areas):
    return Book(areas)


def gaps(area, quarter=Q1) -> dict[str, tuple[int, int]]:
    return {gap.words: (gap.number, gap.whole) for gap in carriers_of(area, quarter).gaps}


def holding(area, key):
    return next(one for one in carriers_of(area, Q1).holdings if one.key == key)


def test_an_empty_area_lacks_everything_and_holds_nothing(areas):
    panel = carriers_of(areas["测试市"], Q1)
    assert [(one.number, one.newest) for one in panel.holdings] == [(0, None)] * len(panel.holdings)
    assert gaps(areas["测试市"]) == {
        "没有有效示范户的村": (RURAL, RURAL),
        "没有党员协会的村": (RURAL, RURAL),
        "本季度没有组织奉献日的村": (RURAL, RURAL),
        "本年没有考核理论学习的村": (RURAL, RURAL),
        "半年以上没有评议的村": (RURAL, RURAL),
        "本季度没有走访的联系户": (0, 0),
        "应建未建党组织的协会": (0, 0),
    }


def test_a_village_leaves_the_gap_when_it_has_what_was_missing(book, areas):
    book.demo_household("一村")
    book.demo_household("二村", valid_until=date(2012, 3, 30))  # ran out
    book.association("一村")
    book.association("东镇")  # of no village
    book.dedicate("一村", DAY, 20, 15)
    book.dedicate("二村", date(2011, 12, 31), 20, 15)  # in the quarter before
    book.study("一村", DAY, 20)
    book.review("一村", date(2011, 12, 20), one=3)
    book.review("二村", date(2011, 9, 1), one=3)  # more than half a year ago
    town = carriers_of(areas["东镇"], Q1)
    assert {(gap.number, gap.whole) for gap in town.gaps[:5]} == {(2, 3)}
    assert {tuple(village.name for village in gap.villages) for gap in town.gaps[:5]} == {("二村", "三村")}
    assert {village.township for village in town.gaps[0].villages} == {"东镇"}


def test_villages_that_do_not_report_are_in_no_gap(areas):
    areas["六村"].village.is_rural_unit = False
    areas["六村"].village.save()
    assert gaps(areas["南乡"])["没有党员协会的村"] == (1, 1)


def test_at_most_twelve_villages_are_named_and_the_rest_is_counted(areas, monkeypatch):
    monkeypatch.setattr("indicators.dashboards.carriers.MOST_VILLAGES", 4)
    gap = carriers_of(areas["测试市"], Q1).gaps[0]
    assert [village.name for village in gap.villages] == ["一村", "二村", "三村", "四村"]
    assert gap.unnamed == 2


def test_pairings_without_a_visit_and_associations_without_an_organisation_are_counted(book, areas):
    book.visit(book.liaison("一村"), DAY, 2)
    book.visit(book.liaison("二村"), date(2011, 12, 1), 2)
    book.liaison("三村", ended_on=DAY)
    book.liaison("五村")
    book.association("一村", full_members=3)
    book.association("二村", full_members=3, branch=book.branch("二村"))
    book.association("三村", full_members=2)
    found = gaps(areas["甲县"])
    assert found["本季度没有走访的联系户"] == (1, 2)
    assert found["应建未建党组织的协会"] == (1, 2)


def test_a_holding_counts_rows_in_force_and_knows_the_newest_entry(book, areas):
    book.demo_household("一村", certified_on=date(2010, 5, 1))
    book.demo_household("一村", certified_on=DAY, revoked_on=date(2012, 3, 1), revoked_reason="外出务工")
    book.demo_household("二村", certified_on=date(2012, 4, 1))  # after the day
    book.demo_household("五村", certified_on=date(2012, 3, 30))
    held = holding(areas["甲县"], "demo-households")
    assert (held.number, held.newest) == (1, DAY)
    assert held.unit == "户"


def test_the_number_of_queries_does_not_depend_on_the_area(book, areas, django_assert_num_queries):
    for village in ("一村", "四村", "六村"):
        book.demo_household(village)
    for name in ("测试市", "东镇"):
        with django_assert_num_queries(1 + 1 + 5 * 2 + 4):  # holdings, villages, five gaps, two gaps of rows
            carriers_of(areas[name], Q1)


def test_the_programme_page_shows_the_panel_and_leads_to_the_lists(client, users, areas, period, book):
    Programme.objects.create(code="dual_learn_dual_lead", name="双学双带")
    book.liaison("一村")
    client.force_login(users["leader"])
    address = (
        reverse("programme-page", args=["dual_learn_dual_lead"]) + f"?area={areas['甲县'].code}&period=2012Q1"
    )
    html = client.get(address).content.decode()
    assert "载体落实情况" in html
    assert f"/registers/liaisons/?area={areas['甲县'].code}&amp;on=2012-03-31&amp;visited=no" in html
    assert f"/registers/demo-households/?area={areas['一村'].code}" in html
    Programme.objects.create(code="other", name="另一个")
    assert "载体落实情况" not in client.get(reverse("programme-page", args=["other"])).content.decode()
