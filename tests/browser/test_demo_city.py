"""The demo city as a leader meets it on the first day: `make demo`, then a browser.

The figures are those of the city's own report for the first quarter of 2012, typed by hand.
README's picture comes from here: SAVE_SCREENSHOTS=1 .venv/bin/pytest tests/browser/test_demo_city.py
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.demo.accounts import PASSWORD

LUOHE, WUYANG = "411100000000", "411121000000"
OF_THE_CITY = {
    "ds_secretary_rate": ("889", "1270", "70.0%"),
    "ds_cadre_rate": ("3283", "6820", "48.1%"),
    "ds_member_rate": ("10662", "42648", "25.0%"),
    "dd_skill_rate": ("34119", "42648", "80.0%"),
}


pytestmark = pytest.mark.xdist_group("demo_city")


def sign_in_by_form(page, site, username):
    page.goto(site)
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_a_leader_signs_in_and_finds_the_reports_own_figures(page, demo_city, screenshot):
    sign_in_by_form(page, demo_city, "leader")
    expect(page).to_have_url(re.compile(reverse("area-dashboard", args=[LUOHE])))
    expect(page.get_by_text("演示数据").first).to_be_visible()

    page.goto(f"{demo_city}{reverse('area-dashboard', args=[LUOHE])}?period=2012Q1")
    for indicator, (numerator, denominator, shown) in OF_THE_CITY.items():
        tile = page.locator(f'[data-area="{LUOHE}"][data-indicator="{indicator}"]').first
        expect(tile).to_have_attribute("data-numerator", numerator)
        expect(tile).to_have_attribute("data-denominator", denominator)
        expect(tile).to_contain_text(shown)
    page.wait_for_selector("html[data-charts=ready]", state="attached")
    screenshot(page, "dashboard", full_page=True)

    secretaries = page.locator(f'[data-area="{WUYANG}"][data-indicator="ds_secretary_rate"]').first
    expect(secretaries).to_have_attribute("data-numerator", "292")
    expect(secretaries).to_have_attribute("data-denominator", "398")

    for place in ("舞阳县", "舞泉镇"):
        page.get_by_role("link", name=f"{place} ›").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(place)
    village = page.locator("table.children tbody a").first
    name = village.inner_text().removesuffix(" ›")
    village.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page).to_have_url(re.compile("period=2012Q1"))
