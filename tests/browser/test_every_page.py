"""Every page of the site at a desk, on a phone and on paper, on the demonstration city.

The routes come from the URL configuration and demo_pages.py says how each is reached: a route
without a row there fails. Each page is opened once, must answer 200, log no error, stay inside a
screen of 1366 and of 390 pixels, have no serious finding of axe, and print on A4 with its head, its
page numbers and the watermark on every sheet; the big screen is looked at on a wall.

SAVE_SCREENSHOTS=1 keeps the pictures as var/screenshots/<page>-<desk|phone|paper|wall>.png.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from ..test_access import routes
from .demo_pages import PAGES, Visitor
from .paper import bare, printed

pytestmark = pytest.mark.xdist_group("demo_city")

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
WALLS = {"wall": {"width": 1920, "height": 1080}, "wall-wide": {"width": 3840, "height": 1080}}
ON_WALLS = "area-screen"
KEPT = Path(settings.BASE_DIR) / "var" / "screenshots" if os.environ.get("SAVE_SCREENSHOTS") == "1" else None
LOOKS = [
    (route, page)
    for route, rows in PAGES.items()
    if not isinstance(rows, str)
    for page in (rows if isinstance(rows, list) else [rows])
]
ACCOUNTS = sorted({page.account for _, page in LOOKS})
DAY_TOLD = re.compile(r"截至20\d\d年\d+月\d+日")


def test_every_route_has_its_row():
    assert sorted(str(name) for name, _ in routes()) == sorted(PAGES)


def test_pictures_do_not_overwrite_each_other():
    names = [page.name or route for route, page in LOOKS]
    assert len(names) == len(set(names))


def picture(page, name):
    if KEPT:
        KEPT.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=KEPT / f"{name}.png", full_page=True)


def ready(page):
    """Charts are drawn, where the page has any."""
    if page.locator("script[data-files]").count():
        page.wait_for_selector("html[data-charts=ready]", state="attached")


FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
WIDEST = """() => {
    const scrolls = (one) => one && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
    const over = (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
    return [...document.querySelectorAll("body *")]
        .filter((one) => over(one) && !scrolls(one.parentElement)).map((one) => one.outerHTML.slice(0, 120));
}"""


def runs_over(page) -> list[str]:
    """What reaches past the right edge of the screen; empty when all fits, which charts take a moment to do."""
    for _ in range(20):
        if page.evaluate(FITS):
            return []
        page.wait_for_timeout(100)
    return page.evaluate(WIDEST) or ["the page"]


def look(page, address, name, check_accessibility):
    """At a desk with axe, then on a phone."""
    page.set_viewport_size(DESK)
    answer = page.goto(address)
    assert answer.status == 200
    ready(page)
    assert runs_over(page) == []
    picture(page, f"{name}-desk")
    check_accessibility(page)
    page.set_viewport_size(PHONE)
    assert runs_over(page) == []
    picture(page, f"{name}-phone")
    page.set_viewport_size(DESK)


def on_paper(page, name, by, folder):
    path = (KEPT or folder) / f"{name}-paper.pdf"
    sheets = printed(page, path)
    if KEPT and shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "60", "-l", "3", "-png", path, path.with_suffix("")], check=True)
        path.unlink()
    head = page.locator("html").get_attribute("data-print-head")  # the plain pages of accounts have none
    assert head is None or DAY_TOLD.search(head), head
    for number, sheet in enumerate(sheets, 1):
        assert sheet.is_a4
        assert bare(f"第 {number} 页，共 {len(sheets)} 页") in sheet.text
        if head:
            assert bare(head) in sheet.text
            assert sheet.text.count(bare(f"{by} {settings.TODAY}")) > 2  # the foot, and the watermark


def on_walls(page, address, name, check_accessibility):
    for wall, size in WALLS.items():
        page.set_viewport_size(size)
        assert page.goto(address).status == 200
        assert runs_over(page) == []
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), wall
        picture(page, f"{name}-{wall}")
    check_accessibility(page)


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account or "visitor")
def test_every_page(demo_city, page, sign_in, problems, check_accessibility, subtests, tmp_path, account):
    by = sign_in(Visitor(account).user) if account else None
    for route, row in LOOKS:
        if row.account != account:
            continue
        name, told = row.name or route, len(problems.unexpected())
        with subtests.test(page=name):
            address = demo_city + row.address(route)
            if route == ON_WALLS:
                on_walls(page, address, name, check_accessibility)
            else:
                look(page, address, name, check_accessibility)
                on_paper(page, name, by, tmp_path)
            assert problems.unexpected()[told:] == []
