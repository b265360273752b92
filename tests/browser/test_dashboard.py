"""The dashboard in Chromium: at a desk, on a phone, on the wall, on paper, without scripts or the CDN."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Area, Role

from .. import cast, dashboard_cast

SIZES = {"desk": (1366, 768), "phone": (390, 844), "wall": (1920, 1080)}


@pytest.fixture
def city(transactional_db):
    return dashboard_cast.build_wide_city()


@pytest.fixture
def leader(city, sign_in):
    return sign_in(cast.build_user("leader", city, Role.LEADER))


@pytest.fixture
def open_dashboard(live_server, leader):
    """`open_dashboard(page, area)`: the area's dashboard, with charts or after they failed."""

    def opened(page, area, query="?period=2012Q1"):
        page.goto(live_server.url + reverse("area-dashboard", args=[area.code]) + query)
        return page

    return opened


def charts_drawn(page):
    page.wait_for_selector("html[data-charts=ready]")
    return page.evaluate("Object.keys(Chart.instances).length")


def test_two_charts_are_drawn_and_their_tables_fold(page, city, open_dashboard):
    open_dashboard(page, city)
    assert charts_drawn(page) == 2
    assert not page.is_visible("text=偏离值 z")
    page.click("summary:has-text('排名表')")
    expect(page.locator("th:has-text('偏离值 z')").first).to_be_visible()


def test_without_the_cdn_the_local_copy_draws(page, city, cdn, open_dashboard):
    cdn.refused()
    open_dashboard(page, city)
    assert charts_drawn(page) == 2


def test_without_scripts_every_figure_is_there(browser, context, city, open_dashboard):
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = open_dashboard(plain.new_page(), city)
    expect(page.locator("th:has-text('偏离值 z')").first).to_be_visible()
    expect(page.locator("h2:has-text('近十二期走势')").first).to_be_visible()
    page.select_option("select[name=period]", "2011Q4")
    page.click(".selectors button")
    assert "period=2011Q4" in page.url
    plain.close()


def test_the_selectors_submit_themselves(page, city, open_dashboard):
    open_dashboard(page, city)
    charts_drawn(page)
    with page.expect_navigation():
        page.select_option("select[name=basis]", "reported")
    assert "basis=reported" in page.url
    expect(page.locator("select[name=basis]")).to_have_value("reported")


def test_a_period_chosen_before_the_script_is_there_is_shown(page, city, live_server, leader, late_script):
    release = late_script("dashboard")
    address = live_server.url + reverse("area-dashboard", args=[city.code])
    page.goto(address + "?period=2012Q1", wait_until="commit")
    page.select_option("select[name=period]", "2011Q4")
    with page.expect_navigation(url="**period=2011Q4**"):
        release()
    expect(page.locator("select[name=period]")).to_have_value("2011Q4")


def test_come_back_to_the_selectors_name_what_is_shown(page, city, open_dashboard):
    """Chromium keeps no page for going back when a test drives it: what it then tells the page is told by hand."""
    open_dashboard(page, city)
    page.evaluate("document.querySelector('select[name=period]').value = '2011Q4'")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("select[name=period]")).to_have_value("2012Q1")


def test_a_leader_drills_down_to_a_village(page, city, open_dashboard):
    open_dashboard(page, city)
    for name in ("舞阳县", "舞阳东镇", "东甲村"):
        page.click(f".children a:has-text('{name}')")
        page.wait_for_selector(f"h1:has-text('{name}')")
    expect(page.locator("h2:has-text('本期报表')").first).to_be_visible()


@pytest.mark.parametrize("level", ["city", "county", "township", "village"])
def test_no_serious_finding_of_axe(page, city, open_dashboard, check_accessibility, level):
    open_dashboard(page, Area.objects.filter(level=level).order_by("path").first())
    if level != "village":
        charts_drawn(page)
    check_accessibility(page)


def test_the_outstanding_page_is_accessible(page, city, live_server, leader, check_accessibility):
    page.goto(live_server.url + reverse("area-outstanding", args=[city.code]) + "?period=2012Q1")
    expect(page.locator("text=共 6 个村").first).to_be_visible()
    check_accessibility(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("level", ["city", "township", "village"])
def test_nothing_runs_over_the_edge(page, city, open_dashboard, screenshot, size, level):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    open_dashboard(page, Area.objects.filter(level=level).order_by("path").first())
    if level != "village":
        charts_drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"dashboard-{level}-{size}", full_page=True)
