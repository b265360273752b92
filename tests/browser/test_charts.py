"""The chart loader under every network a site may have."""

import json

import pytest
from django.template import Context, Template

from indicators.chart_files import CHART_FILES

CHART, LABELS = CHART_FILES
READY, FAILED = "html[data-charts=ready]", "html[data-charts=failed]"

# What a dashboard does: listens in a deferred script of its own, placed after the loader.
LISTENER = """
window.told = [];
for (const outcome of ["ready", "failed"]) {
    document.addEventListener("charts:" + outcome, () => window.told.push(outcome));
}
"""
PAGE = """{% load charts %}<!doctype html><html lang="zh-Hans"><head><title>图表</title>
<link rel="icon" href="data:,">{% chart_loader %}<script src="/trial/listener.js" defer></script></head>
<body><table><caption>各县区</caption></table></body></html>"""


@pytest.fixture
def open_page(page, live_server, settings, cdn):
    """`open_page(source="auto", wait_for=READY)`: a page with nothing but the loader and a listener."""

    def opened(source="auto", wait_for=READY):
        settings.CHART_SOURCE = source
        html = Template(PAGE).render(Context())
        page.route("**/trial/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.route(
            "**/trial/listener.js", lambda route: route.fulfill(body=LISTENER, content_type="text/javascript")
        )
        page.goto(f"{live_server.url}/trial/")
        page.wait_for_selector(wait_for, state="attached")
        return page

    return opened


def sources(page):
    """Where the scripts in use came from, in order: `cdn` or `local`."""
    addresses = page.eval_on_selector_all("script[integrity]", "scripts => scripts.map(s => s.src)")
    names = [file.name for file in CHART_FILES]
    assert [address.rsplit("/", 1)[-1] for address in addresses if "jsdelivr" not in address] in ([], names)
    return ["cdn" if "jsdelivr" in address else "local" for address in addresses]


def drawn_with(page):
    return page.evaluate("[Chart.version, typeof ChartDataLabels]")


def test_a_working_cdn_is_used_and_nothing_else(open_page, cdn):
    page = open_page()
    assert sources(page) == ["cdn", "cdn"]
    assert cdn.asked == [CHART.cdn_url, LABELS.cdn_url]
    assert drawn_with(page) == ["4.6.1", "object"]


def test_a_refusing_network_falls_back_to_the_local_copy(open_page, cdn):
    cdn.refused()
    page = open_page()
    assert sources(page)[-2:] == ["local", "local"]
    assert cdn.asked == [CHART.cdn_url]
    assert drawn_with(page) == ["4.6.1", "object"]


def test_dropped_packets_cost_two_and_a_half_seconds_once(open_page, cdn):
    cdn.dropped()
    page = open_page()
    assert 2500 <= page.evaluate("performance.now()") < 9000
    assert drawn_with(page) == ["4.6.1", "object"]
    page = open_page()
    assert page.evaluate("performance.now()") < 2500
    assert cdn.asked == [CHART.cdn_url]


def test_a_script_that_arrives_after_it_was_given_up_changes_nothing(open_page, cdn):
    cdn.dropped()
    page = open_page()
    page.evaluate("() => { window.inUse = Chart; }")
    cdn.release()
    page.wait_for_timeout(500)
    assert page.evaluate("window.inUse === Chart")
    assert page.evaluate("window.told") == ["ready"]


def test_an_altered_file_never_runs(open_page, cdn):
    cdn.altered()
    page = open_page()
    assert page.evaluate("typeof window.intruder") == "undefined"
    assert sources(page)[-2:] == ["local", "local"]


def test_local_asks_nobody_outside(open_page, cdn):
    page = open_page("local")
    assert sources(page) == ["local", "local"]
    assert cdn.asked == []


def test_cdn_alone_fails_openly_and_the_tables_stay(open_page, cdn):
    cdn.refused()
    page = open_page("cdn", wait_for=FAILED)
    assert page.evaluate("window.told") == ["failed"]
    assert page.evaluate("window.chartsReady") is None
    assert page.locator("caption").inner_text() == "各县区"


def test_an_altered_local_copy_never_runs_either(open_page, cdn, problems):
    cdn.refused()
    problems.allow("integrity")
    problems.allow("vendor/chart.umd.min.js")
    cdn.context.route("**/static/vendor/*", lambda route: route.fulfill(body="window.intruder = true"))
    page = open_page(wait_for=FAILED)
    assert page.evaluate("typeof window.intruder") == "undefined"


def test_charts_draw_without_their_labels_when_only_the_plugin_is_missing(open_page, cdn, problems):
    problems.allow(LABELS.name)
    cdn.context.route(f"**/{LABELS.name}", lambda route: route.abort("connectionrefused"))
    page = open_page()
    assert drawn_with(page) == ["4.6.1", "undefined"]


@pytest.mark.parametrize("mood", ["served", "refused"])
def test_the_outcome_is_told_once_and_the_promise_gives_chart(open_page, cdn, mood):
    getattr(cdn, mood)()
    page = open_page()
    page.wait_for_timeout(200)
    assert page.evaluate("window.told") == ["ready"]
    assert page.evaluate("window.chartsReady.then((Chart) => Chart === window.Chart)")


def test_a_browser_that_forbids_storage_still_gets_its_charts(open_page, page, cdn):
    cdn.refused()
    page.add_init_script(
        """Object.defineProperty(window, "sessionStorage", {
            get() { throw new DOMException("no", "SecurityError"); }
        });"""
    )
    assert drawn_with(open_page()) == ["4.6.1", "object"]


def test_the_tag_names_both_addresses_and_the_hash_of_each_file(settings):
    settings.CHART_SOURCE = "auto"
    context = Template("{% load charts %}{% chart_loader %}").render(Context())
    attribute = context.split('data-files="')[1].split('"')[0].replace("&quot;", '"')
    assert [set(file) for file in json.loads(attribute)] == [{"cdn", "local", "integrity"}] * 2
    assert "onerror" not in context
