"""The admin in Chromium: under the strict policy, accessible, in the colours of the site."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Branch, Cadre, Person, User
from indicators.models import Status
from tests import cast

BRAND = "rgb(179, 18, 29)"


@pytest.fixture
def administrator(users, sign_in, areas, period):
    User.objects.filter(pk=users["administrator"].pk).update(is_staff=True)
    person = Person.objects.create(name="一村人", sex="1", area=areas["一村"])
    Cadre.objects.create(person=person, village=areas["一村"], post="village_clerk", started_on=date(2011, 5, 1))
    cast.build_element("cadres", name="村干部数")
    cast.build_report(areas["一村"], period, Status.DRAFT, cadres=5)
    return sign_in(users["administrator"])


def test_the_start_page_is_red_and_leads_back(page, live_server, administrator, check_accessibility, screenshot):
    page.goto(live_server.url + reverse("admin:index"))
    header = page.locator("#header")
    assert header.evaluate("node => getComputedStyle(node).backgroundColor") == BRAND
    expect(page.get_by_role("link", name="返回看板")).to_be_visible()
    check_accessibility(page)
    screenshot(page, "admin")


@pytest.mark.parametrize(
    "name",
    ["branches_area", "branches_person", "branches_user", "indicators_report", "indicators_element"],
)
def test_lists_and_records_keep_the_policy_and_are_accessible(
    page, live_server, administrator, check_accessibility, screenshot, name
):
    page.goto(live_server.url + reverse(f"admin:{name}_changelist"))
    check_accessibility(page)
    screenshot(page, "admin-" + name.replace("_", "-") + "-list")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**", timeout=10_000)
    check_accessibility(page)
    screenshot(page, "admin-" + name.replace("_", "-"))


def test_the_history_of_a_record_keeps_the_policy(page, live_server, administrator, areas, check_accessibility):
    page.goto(live_server.url + reverse("admin:branches_area_history", args=[areas["一村"].pk]))
    expect(page.get_by_text("新增")).to_be_visible()
    check_accessibility(page)


def test_an_area_is_picked_by_typing_a_part_of_its_name(page, live_server, administrator, areas):
    page.goto(live_server.url + reverse("admin:branches_branch_add"))
    page.get_by_label("名称").fill("一村党支部")
    page.locator(".field-area .select2-selection").click()
    page.locator(".select2-search__field").fill("一村")
    page.get_by_role("option", name="一村").click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url("**/branches/branch/")
    assert Branch.objects.get().area == areas["一村"]
