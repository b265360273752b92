"""A county's reviewer at work: start, read, approve, return with marked cells; by keyboard; accessible."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Role
from indicators.models import Period, ReviewEvent

from .. import cast
from ..review_cast import build_quarters, build_reviewers, report_of, statuses

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def quarter(transactional_db, areas):
    return build_quarters(areas)


@pytest.fixture
def open_as(page, live_server, sign_in, areas, quarter):
    """`open_as("county", "review-township")`: the page as that reviewer, of 东镇 and 2012Q2 where it asks."""
    reviewers = build_reviewers(areas)

    def opened(who, name, *args):
        sign_in(reviewers[who])
        page.goto(live_server.url + reverse(name, args=args))
        return page

    return opened


def test_a_reviewer_starts_approves_one_and_returns_the_other(open_as, areas, quarter, screenshot):
    page = open_as("county", "todo")
    page.click("a:has-text('去审核')")
    page.click("button:has-text('开始审核（2份）')")
    expect(page.locator("text=已开始审核2份报表").first).to_be_visible()
    expect(page.locator("text=党员数 20人 → 40人（+100%）").first).to_be_visible()
    expect(page.locator("text=说明：两村合并后核对").first).to_be_visible()
    screenshot(page, "review-township", full_page=True)
    page.click("a:has-text('通过全部无疑问的（1份）')")
    expect(page.locator("h2:has-text('将审核通过 1 份')").first).to_be_visible()
    page.click("button:has-text('确认审核通过 1 份')")
    page.wait_for_selector("text=审核通过：1份报表已办理。")
    page.check("input[aria-label='选一村']")
    page.click("button:has-text('退回所选…') >> nth=0")
    assert page.is_checked("input[name=cells][value=a]")  # the cell with the finding
    page.fill("textarea[name=why]", "与党内统计不符")
    page.click("button:has-text('确认退回 1 份')")
    page.wait_for_selector("text=退回：1份报表已办理。")
    assert [statuses(quarter)[name] for name in ("一村", "二村")] == ["returned", "approved"]
    assert ReviewEvent.objects.get(verb="return").cells == ["a"]


def test_the_keyboard_walks_and_ticks(open_as, areas, quarter):
    page = open_as("county", "review-township", areas["东镇"].code, quarter.code)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("input[name=pick]:checked")).to_have_count(2)
    expect(page.locator("[data-pick-all=waiting]")).to_be_checked()
    page.uncheck("[data-pick-all=waiting]")
    expect(page.locator("input[name=pick]:checked")).to_have_count(0)


def test_all_are_ticked_though_the_script_comes_after_the_click(
    page, live_server, sign_in, areas, quarter, late_script
):
    release = late_script("pick")
    sign_in(build_reviewers(areas)["county"])
    page.goto(
        live_server.url + reverse("review-township", args=[areas["东镇"].code, quarter.code]), wait_until="commit"
    )
    page.check("[data-pick-all=waiting]")
    expect(page.locator("input[name=pick]:checked")).to_have_count(0)
    release()
    page.wait_for_load_state()
    expect(page.locator("[data-pick-all=waiting]")).to_be_checked()
    expect(page.locator("input[name=pick]:checked")).to_have_count(2)


def test_without_scripts_a_decision_is_possible(open_as, browser, context, areas, quarter):
    address = open_as("county", "review-township", areas["东镇"].code, quarter.code).url
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(address)
    page.check("input[aria-label='选一村']")
    page.click("button:has-text('通过所选…')")
    page.click("button:has-text('确认审核通过 1 份')")
    expect(page.locator("text=审核通过：1份报表已办理。").first).to_be_visible()
    plain.close()
    assert statuses(quarter)["一村"] == "approved"


@pytest.mark.parametrize(
    "name", ["todo", "review-queue", "review-township", "review-decide", "report-correct", "publish", "chasing"]
)
def test_the_pages_are_accessible_and_fit_a_phone(open_as, areas, quarter, check_accessibility, name):
    arguments = {
        "review-township": [areas["东镇"].code, quarter.code],
        "review-decide": [areas["东镇"].code, quarter.code],
        "report-correct": [areas["四村"].code, quarter.code],
        "publish": [quarter.code],
    }
    page = open_as("county", name, *arguments.get(name, []))
    if name == "review-decide":
        report = report_of(areas["一村"], quarter)
        page.goto(page.url.split("?")[0] + f"decide/?verb=return&pick={report.pk}-{report.version}")
        expect(page.locator("h2:has-text('将退回 1 份')").first).to_be_visible()
    check_accessibility(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", ["period-open", "period-list", "burden", "publish"])
def test_the_administrators_pages_are_accessible(
    page, live_server, sign_in, areas, quarter, check_accessibility, name
):
    sign_in(cast.build_user("keeper", areas["测试市"], Role.ADMINISTRATOR, is_staff=True))
    page.goto(live_server.url + reverse(name, args=[quarter.code] if name == "publish" else []))
    check_accessibility(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Period.objects.count() == 2
