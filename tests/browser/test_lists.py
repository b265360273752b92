"""The register lists in a browser: accessible, usable without JavaScript, on a phone and on paper."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Branch, Cadre, DoubleStrongCertification, Person

from .. import cast

LISTS = ["village-list", "cadre-list", "branch-list"]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def registers(areas):
    """Sixty cadres in 一村, every third double-strong, and an organisation a village."""
    for number in range(60):
        person = Person.objects.create(
            name=f"李安{number}", sex="1", area=areas["一村"], education="30", birth_month=date(1970, 1, 1)
        )
        post = "party_secretary" if number == 0 else "village_committee"
        Cadre.objects.create(person=person, village=areas["一村"], post=post, started_on=date(2009, 1, 1))
        if number % 3 == 0:
            DoubleStrongCertification.objects.create(
                person=person, standard=cast.build_standard(), certified_on=date(2010, 1, 1)
            )
    for name in ("一村", "二村", "五村"):
        Branch.objects.create(name=f"{name}党支部", area=areas[name], full_members=30)
    return areas


def scrolls_sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("route", LISTS)
def test_a_list_is_accessible_at_a_desk_and_on_a_phone(
    registers, page_as, live_server, check_accessibility, screenshot, route
):
    page = page_as("leader")
    page.goto(live_server.url + reverse(route))
    check_accessibility(page)
    screenshot(page, route)
    page.set_viewport_size(PHONE)
    check_accessibility(page)
    assert not scrolls_sideways(page)
    screenshot(page, f"{route}-phone")


def test_filter_sort_and_next_page_work_together(registers, page_as, live_server):
    page = page_as("leader")
    page.goto(live_server.url + reverse("cadre-list"))
    page.get_by_label("双强").select_option(label="否")
    page.get_by_role("button", name="筛选").click()
    assert page.locator(".register-sums").inner_text().count("40") == 2
    page.get_by_label("双强").select_option(label="全部")
    page.get_by_label("来源", exact=True).select_option(label="内育")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name="姓名").click()
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("姓名")
    page.get_by_role("link", name="下一页").click()
    assert "第 2 / 2 页" in page.locator(".pager").inner_text()
    page.get_by_role("link", name="清除条件").click()
    assert page.url == live_server.url + reverse("cadre-list")


def test_an_error_stands_beside_its_field(registers, page_as, live_server, check_accessibility):
    page = page_as("leader")
    page.goto(live_server.url + reverse("cadre-list") + "?on=2012-13-01")
    expect(page.locator(".register-field .register-error")).to_have_count(1)
    expect(page.locator("table")).to_have_count(0)
    check_accessibility(page)
