"""Party building and economy, and the funnel of an indicator, in Chromium: pictures, lists, the button, paper."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Role
from indicators import studying
from indicators.models import EconomyStudy, VillageEconomyYear

from .. import cast, creation_cast, dashboard_cast
from ..economy_cast import audit, build_twenty, score
from .paper import bare, printed


@pytest.fixture
def city(transactional_db):
    """Twenty villages of 东镇 with accounts and scores, one each of 西镇 and 南乡."""
    areas = cast.build_areas()
    villages = build_twenty(areas["东镇"])
    rubric = creation_cast.build_rubric(areas["测试市"])
    for place, village in enumerate(villages):
        score(rubric, village, 90 - place % 10)
    for name in ("四村", "五村"):
        audit(areas[name], 3)
    return areas


@pytest.fixture
def leader(city, sign_in):
    return sign_in(cast.build_user("leader", city["测试市"], Role.LEADER))


def open_page(page, live_server, name, *args, query=""):
    page.goto(live_server.url + reverse(name, args=args) + query)
    page.wait_for_selector("html[data-charts=ready]")


@pytest.mark.parametrize(("size", "width"), [("desk", 1366), ("phone", 390)])
def test_the_study_is_drawn_reachable_and_inside_the_screen(
    page, city, leader, live_server, check_accessibility, screenshot, size, width
):
    studying.study(city["测试市"], 2011)
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, live_server, "economy-page")
    assert page.evaluate("Object.keys(Chart.instances).length") == 1  # scores are known of one township only
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check_accessibility(page)
    screenshot(page, f"economy-{size}", full_page=True)
    page.click("summary:has-text('各乡镇表')")
    expect(page.locator("th:has-text('东镇')").first).to_be_visible()


def test_a_change_is_told_and_computed_anew_by_keyboard(page, city, leader, live_server):
    studying.study(city["测试市"], 2011)
    row = VillageEconomyYear.objects.get(village__name="新20村")
    row.income = 20
    row.save()
    open_page(page, live_server, "economy-page")
    expect(page.locator("text=数据已变化").first).to_be_visible()
    page.focus("button:has-text('重新计算')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("text=测试市2011年度的分析已经计算").first).to_be_visible()
    assert not page.is_visible("text=数据已变化")
    assert EconomyStudy.objects.get().version == 2


def test_the_caution_goes_to_paper(page, city, leader, live_server, tmp_path):
    studying.study(city["测试市"], 2011)
    open_page(page, live_server, "economy-page")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".caution:visible")).to_have_count(5)
    assert all(bare("账目审核截至2012年7月5日") in sheet.text for sheet in printed(page, tmp_path / "economy.pdf"))
    assert not page.is_visible(".compute")
    page.set_viewport_size({"width": 703, "height": 1000})  # 210 mm less the margins
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1366, 390])
def test_the_funnel_and_the_course_of_evenness_are_drawn(
    page, transactional_db, sign_in, live_server, check_accessibility, screenshot, width
):
    city = dashboard_cast.build_wide_city()
    sign_in(cast.build_user("leader", city, Role.LEADER))
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, live_server, "indicator-page", "ds_secretary_rate", query="?period=2012Q1")
    drawn = page.evaluate("Object.values(Chart.instances).map((one) => one.canvas.id).sort()")
    assert drawn == ["chart-funnel", "chart-histogram", "chart-ranking", "chart-trend", "chart-unevenness"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check_accessibility(page)
    screenshot(page, f"indicator-{width}", full_page=True)
