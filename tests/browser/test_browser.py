"""The browser machinery itself: what it lets pass and what it stops."""

import pytest
from playwright.sync_api import Error


def test_a_page_that_logs_an_error_is_noticed(page, problems, live_server):
    page.goto(f"{live_server.url}/static/vendor/chart.umd.min.js")
    page.evaluate("console.error('something broke')")
    assert any("something broke" in told for told in problems.unexpected())
    problems.allow("something broke")


def test_an_uncaught_exception_is_noticed(page, problems, live_server):
    page.goto(f"{live_server.url}/static/vendor/chart.umd.min.js")
    page.evaluate("setTimeout(() => { throw new Error('thrown late'); })")
    page.wait_for_timeout(100)
    assert any("thrown late" in told for told in problems.unexpected())
    problems.allow("thrown late")


def test_no_page_may_ask_another_host(page, problems, cdn):
    with pytest.raises(Error, match="ERR_BLOCKED_BY_CLIENT"):
        page.goto("https://fonts.example.com/")
    assert any("fonts.example.com" in told for told in problems.unexpected())
    cdn.strangers.clear()
    problems.allow("fonts.example.com")


def test_chinese_has_a_font(page):
    """Without a CJK font every character is the same empty box, and screenshots say nothing."""
    page.set_content("<canvas width=40 height=40></canvas>")
    drawn = page.evaluate(
        """() => ["党", "建"].map((character) => {
            const canvas = document.querySelector("canvas");
            const brush = canvas.getContext("2d");
            brush.clearRect(0, 0, 40, 40);
            brush.font = "30px sans-serif";
            brush.fillText(character, 2, 32);
            return canvas.toDataURL();
        })"""
    )
    assert drawn[0] != drawn[1]
