"""Documents in Chromium: written by hand, read on paper, kept, on a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Area, Role

from .. import cast, documents_cast

SIZES = {"desk": (1366, 768), "phone": (390, 844)}
ASKED = "?kind=research&period=2012Q1&signed_on=2012-07-01"


@pytest.fixture
def city(transactional_db):
    documents_cast.build_paragraphs()
    areas = documents_cast.build_city(cast.build_areas())
    return areas["测试市"]


@pytest.fixture
def leader(city, sign_in):
    return sign_in(cast.build_user("leader", city, Role.LEADER))


def test_a_document_is_chosen_read_kept_and_found(page, city, leader, live_server):
    page.goto(live_server.url + reverse("brief-list"))
    page.click("text=写一份材料 >> nth=0")
    page.fill("input[name=title]", "关于试点的报告")
    page.fill("input[name=signed_on]", "2012-07-01")
    page.click("button:has-text('预览')")
    expect(page.locator("h2.paper-title:has-text('关于试点的报告')").first).to_be_visible()
    page.click("button:has-text('留存')")
    expect(page.locator("text=已留存为〔2012〕1号").first).to_be_visible()
    with page.expect_download() as download:
        page.click("text=下载 Word")
    assert download.value.suggested_filename == "关于试点的报告.docx"
    page.goto(live_server.url + reverse("brief-list"))
    expect(page.locator("a:has-text('关于试点的报告')").first).to_be_visible()


def test_a_figure_in_a_sentence_explains_itself(page, city, leader, live_server):
    page.goto(live_server.url + reverse("brief-preview") + ASKED)
    page.click(".paper-text .paper-figure >> nth=1")
    page.wait_for_selector("dialog h2")
    assert "700 ÷ 1,000" in page.inner_text("dialog")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_so_it_does_by_keyboard_and_no_full_stop_begins_a_line(page, city, leader, live_server, key):
    page.goto(live_server.url + reverse("brief-preview") + ASKED)
    figure = page.get_by_role("button", name="70%", exact=True).first
    assert figure.evaluate("one => getComputedStyle(one).display") == "inline"  # else a line may end after it
    figure.press(key)
    page.wait_for_selector("dialog h2")
    assert "700 ÷ 1,000" in page.inner_text("dialog")


@pytest.mark.parametrize("size", SIZES)
def test_nothing_sticks_out(page, city, leader, live_server, size):
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    for route in ("brief-list", "brief-new", "brief-preview"):
        page.goto(live_server.url + reverse(route) + ASKED)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], route


def test_no_serious_finding_of_axe(page, city, leader, live_server, check_accessibility):
    for route in ("brief-list", "brief-new", "brief-preview"):
        page.goto(live_server.url + reverse(route) + ASKED)
        check_accessibility(page)
    page.click("button:has-text('留存')")
    check_accessibility(page)
    documents_cast.correct({"七村": Area.objects.get(name="七村")}, "七村", ds_secretaries=110)
    page.click("text=所引用的数有无变化")
    page.wait_for_selector("text=提高2个百分点")
    check_accessibility(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
