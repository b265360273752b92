"""The comparison in Chromium: the picker by keyboard, own indicators, sorting, sharing, a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Role
from indicators.models import ColumnChoice

from .. import cast, dashboard_cast

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def city(transactional_db):
    return dashboard_cast.build_wide_city()


@pytest.fixture
def leader(city, sign_in):
    return sign_in(cast.build_user("leader", city, Role.LEADER))


@pytest.fixture
def opened(page, live_server, leader):
    """`opened("span=8")`: the comparison of the whole city."""

    def open_page(query=""):
        page.goto(f"{live_server.url}{reverse('compare')}?period=2012Q1&{query}")
        return page

    return open_page


def columns(page) -> list[str]:
    return page.eval_on_selector_all(".compare thead th > a", "links => links.map(a => a.firstChild.textContent)")


def test_indicators_are_found_ticked_and_kept_by_keyboard_alone(opened):
    page = opened("indicator=ds_secretary_rate")
    page.focus(".pickers summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("实用技术")
    expect(page.locator("[data-group] li:visible")).to_have_count(1)
    assert page.inner_text("[data-picker-told]") == "已选 1 / 12"
    page.keyboard.press("Enter")  # to the first that was found, not away from the page
    page.keyboard.press("Space")
    assert page.inner_text("[data-picker-told]") == "已选 2 / 12"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert columns(page) == ["双强支书", "掌握技术"]
    page.focus("text=存为我的常用指标")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("text=已保存").first).to_be_visible()
    assert ColumnChoice.objects.get().codes == ["ds_secretary_rate", "dd_skill_rate"]
    assert columns(page) == ["双强支书", "掌握技术"]
    opened()
    assert columns(page) == ["双强支书", "掌握技术"]
    with page.expect_navigation():
        page.click("text=不再用常用指标")
    opened()
    assert len(columns(page)) == 4


def test_a_click_on_a_heading_sorts_and_the_next_turns_it_round(opened):
    page = opened()
    first = page.locator(".compare tbody tr:first-child th").inner_text
    page.click(".compare thead a:has-text('双强支书')")
    assert page.get_attribute(".compare th[aria-sort]", "aria-sort") == "descending"
    best = first()
    page.click(".compare thead a:has-text('双强支书')")
    assert page.get_attribute(".compare th[aria-sort]", "aria-sort") == "ascending"
    assert first() != best


def test_the_selectors_submit_themselves_and_keep_the_rest(opened):
    page = opened("indicator=ds_cadre_rate&indicator=ds_member_rate")
    with page.expect_navigation():
        page.select_option("select[name=layout]", "area-period")
    with page.expect_navigation():
        page.select_option("select[name=span]", "4")
    assert columns(page)[:4] == ["11Q2", "11Q3", "11Q4", "12Q1"]
    expect(page.locator("table.compare")).to_have_count(2)


def test_the_address_is_copied_or_shown_to_be_copied(opened, page):
    opened()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.click("text=复制链接")
    shown = page.input_value("[data-shared] input")
    assert "indicator=ds_secretary_rate" in shown
    page.goto(shown)
    assert len(columns(page)) == 4


def test_the_own_columns_of_the_dashboard_are_chosen_there(page, live_server, city, leader):
    page.goto(live_server.url + reverse("area-dashboard", args=[city.code]) + "?period=2012Q1")
    page.click("summary:has-text('选择列')")
    page.uncheck("label:has-text('“双强”村干部占比') input")
    page.uncheck("label:has-text('“双强”党员占比') input")
    with page.expect_navigation():
        page.click("text=保存并显示")
    assert page.locator(".children thead th").all_inner_texts()[3:] == ["双强支书", "掌握技术"]
    page.click("summary:has-text('选择列')")
    with page.expect_navigation():
        page.click("text=恢复默认")
    assert len(page.locator(".children thead th").all_inner_texts()) == 7


@pytest.mark.parametrize("query", ["", "layout=area-period&span=8&indicator=ds_cadre_rate", "depth=village"])
def test_it_is_accessible_and_keeps_inside_a_phone(opened, check_accessibility, screenshot, query):
    page = opened(query)
    page.click("summary:has-text('选指标')")
    check_accessibility(page)
    page.click("summary:has-text('选指标')")
    name = "compare-" + (query.split("=")[-1].replace("_", "-") or "counties")
    screenshot(page, name, full_page=True)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"{name}-phone", full_page=True)


def test_without_scripts_everything_is_chosen_by_boxes(browser, context, live_server, leader):
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(f"{live_server.url}{reverse('compare')}?period=2012Q1")
    page.click("summary:has-text('选单位')")
    page.check("label:has-text('舞阳县') input")
    page.check("label:has-text('经开区') input")
    page.click("text=比较所选单位")
    expect(page.locator(".compare tbody tr")).to_have_count(2)
    page.click("summary:has-text('选报告期')")
    page.check("label:has-text('2011年第一季度') input")
    page.click("text=比较所选各期")
    expect(page.locator("table.compare")).to_have_count(2)
    plain.close()
