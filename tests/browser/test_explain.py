"""Any figure opens into where it comes from, by mouse and by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ..dashboard_cast import build_city


@pytest.fixture
def city(areas, users):
    build_city(areas)
    return areas


@pytest.fixture
def dashboard(page_as, live_server, city):
    page = page_as("leader")
    page.goto(live_server.url + reverse("area-dashboard", args=[city["测试市"].code]) + "?period=2012Q1")
    return page


def test_a_tile_opens_into_its_formula_and_closes_again(dashboard, check_accessibility):
    tile = dashboard.locator("article.kpi[data-indicator=ds_secretary_rate]")
    tile.get_by_role("button").click()
    dialog = dashboard.get_by_role("dialog", name="这个数的来历")
    expect(dialog).to_contain_text("3 ÷ 5 × 100% = 60.0%")
    expect(dialog).to_contain_text("南乡六村")
    check_accessibility(dashboard)
    dialog.get_by_role("link", name="甲县").click()
    expect(dialog).to_contain_text("2 ÷ 3 × 100% = 66.7%")
    dashboard.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(tile.get_by_role("button")).to_be_focused()


def test_in_a_table_arrows_move_and_enter_opens(dashboard):
    table = dashboard.locator("table.children")
    buttons = table.locator("button.explain")
    assert [button.get_attribute("tabindex") for button in buttons.all()].count("0") == 1
    buttons.first.focus()
    dashboard.keyboard.press("ArrowDown")
    expect(table.locator("tbody tr").nth(1).locator("button.explain").first).to_be_focused()
    dashboard.keyboard.press("Enter")
    expect(dashboard.get_by_role("dialog", name="这个数的来历")).to_contain_text("乙区")


def test_a_lost_session_is_said(dashboard, context, problems):
    context.clear_cookies()
    dashboard.locator("article.kpi button.explain").first.click()
    expect(dashboard.get_by_role("dialog", name="这个数的来历")).to_contain_text("登录可能已过期")
