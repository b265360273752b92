"""工作落实 in Chromium: at a desk and on a phone, with the explanation of its figures and its chart."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from .. import cast, implementation_cast
from ..campaigns_cast import build_campaign
from ..tasks_cast import Office

SIZES = {"desk": (1366, 768), "phone": (390, 844)}


@pytest.fixture
def opened(transactional_db, page, live_server, sign_in, settings, tmp_path):
    """`opened()`: the page of 甲县 with a campaign that faded and tasks to push."""
    areas = cast.build_areas()
    implementation_cast.load_catalogue(tmp_path, areas)
    implementation_cast.build_quarter(areas)
    office = Office(areas, settings)
    fading = office.one("东镇", 20, programme=None, campaign=build_campaign(areas))
    office.tell(fading, date(2012, 1, 20), 10)
    office.arrange({"一村": None, "四村": None})
    settings.TODAY = date(2012, 7, 5)
    sign_in(office.county)

    def visit():
        page.goto(live_server.url + reverse("implementation-page") + "?period=2012Q1")
        page.wait_for_selector("html[data-charts=ready]")
        return page

    return visit


@pytest.mark.parametrize("size", SIZES)
def test_nothing_runs_over_the_edge_and_axe_finds_nothing_serious(
    opened, page, size, check_accessibility, screenshot
):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    opened()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("Object.keys(Chart.instances).length") == 1
    check_accessibility(page)
    screenshot(page, f"implementation-{size}", full_page=True)


def test_a_figure_of_reports_is_explained_and_one_of_tasks_is_not(opened, page):
    opened()
    page.click("article[data-indicator=impl_done_rate] button.explain")
    page.wait_for_selector("dialog :text('(22 + 3) ÷ (30 + 5) × 100% = 71.4%')")
    expect(page.locator("article[data-indicator=impl_tailoff] button.explain")).to_have_count(0)


def test_the_campaign_filter_keeps_the_place(opened, page):
    opened()
    expect(page.locator("#push tbody tr")).to_have_count(3)
    with page.expect_navigation():
        page.select_option("select[name=campaign]", label="堡垒工程（甲县）")
    expect(page.locator("#push tbody tr")).to_have_count(1)
    assert "period=2012Q1" in page.url
    assert page.url.endswith("#push")
