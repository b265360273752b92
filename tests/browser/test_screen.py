"""The big screen on the wall: fits, reads without colour, survives a lost connection."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Report

from ..dashboard_cast import build_city, rebuild


@pytest.fixture
def wall(page_as, live_server, areas, users):
    build_city(areas)
    page = page_as("leader")
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.clock.install()
    page.goto(live_server.url + reverse("area-screen", args=[areas["测试市"].code]) + "?period=2012Q1")
    return page


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 1080), (1366, 768)])
def test_it_fits_the_wall_without_scrolling(wall, check_accessibility, screenshot, width, height):
    wall.set_viewport_size({"width": width, "height": height})
    root = "document.documentElement"
    assert wall.evaluate(f"{root}.scrollHeight <= {height} && {root}.scrollWidth <= {width}")
    expect(wall.get_by_text("示意位置，非行政区划图")).to_be_visible()
    check_accessibility(wall)
    screenshot(wall, f"screen-{width}")


def test_it_renews_itself_and_says_when_it_cannot(wall, problems, areas):
    problems.allow("net::ERR")
    problems.allow("Failed to load")
    expect(wall.locator("main")).to_contain_text("60.0")
    wall.context.set_offline(True)
    wall.clock.run_for(61_000)
    expect(wall.get_by_role("status")).to_contain_text("连接中断")
    expect(wall.locator("main")).to_contain_text("60.0")
    report = Report.objects.get(area=areas["三村"], period__code="2012Q1")
    Report.objects.filter(pk=report.pk).update(status="approved")
    rebuild(report.period)
    wall.context.set_offline(False)
    wall.clock.run_for(130_000)
    expect(wall.locator("main")).to_contain_text("66.7")  # 4 of 6
    expect(wall.get_by_role("status")).to_contain_text("更新")
