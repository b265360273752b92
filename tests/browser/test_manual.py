"""The manuals (docs/manual) are true to the screens: their pictures are taken here, their words are looked for.

SAVE_SCREENSHOTS=1 .venv/bin/pytest tests/browser/test_manual.py takes the pictures anew. A picture that
a manual shows needs a row in SHOTS; what a manual prints **bold** must stand on some page.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image

from branches.models import User

from .demo_pages import WUQUAN, Visitor
from .quarter_steps import PASTE
from .test_every_page import DESK, LOOKS, ready

pytestmark = pytest.mark.xdist_group("demo_city")

MANUAL = Path(settings.BASE_DIR) / "docs" / "manual"
FILES = sorted(MANUAL.glob("*.md"))
PICTURE = re.compile(r"!\[[^\]]+\]\(images/([a-z-]+)\.png\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
MOST_BYTES = 200_000


def paste_a_block(page):
    page.locator("#grid tbody tr input:not([readonly])").first.focus()
    page.evaluate(PASTE, "31\n26\n29")
    page.locator("#paste-dialog[open]").wait_for()


def explain_a_figure(page):
    page.locator(".kpi button.explain").first.click()
    page.locator(".explain-dialog .written").wait_for()


@dataclass(frozen=True)
class Shot:
    """A row of demo_pages.py (or an address of the admin, with the account that looks), what is done on
    the page first, what must stand on it, and how much of its height is shown."""

    page: str
    shows: str
    steps: Callable | None = None
    height: int = 620
    account: str = ""


SHOTS = {
    "clerk-login": Shot("login", "登录", height=440),
    "clerk-todo": Shot("todo", "督办任务", height=560),
    "clerk-grid": Shot("entry-grid", "提交审核"),
    "clerk-paste": Shot("entry-grid", "粘贴预览", paste_a_block),
    "clerk-upload": Shot("entry-upload-preview", "确认导入", height=700),
    "clerk-register": Shot("cadre-list-clerk", "保存当前筛选"),
    "reviewer-queue": Shot("review-queue", "待审"),
    "reviewer-township": Shot("review-township", "通过所选"),
    "reviewer-decide": Shot("review-decide", "确认退回"),
    "reviewer-chasing": Shot("chasing", "导出名单"),
    "reviewer-publish": Shot("publish-city", "县区报送"),
    "reviewer-task": Shot("task-batch", "验收所选", height=560),
    "leader-dashboard": Shot("area-dashboard", "县区排名", height=720),
    "leader-explain": Shot("area-dashboard", "口径", explain_a_figure, height=720),
    "leader-indicator": Shot("indicator-page-townships", "均衡度", height=720),
    "leader-compare": Shot("compare", "选指标", height=560),
    "leader-economy": Shot("economy-page", "村集体经营收入", height=720),
    "leader-brief": Shot("brief-preview-research", "未能写入的内容", height=720),
    "administrator-account": Shot("/admin/branches/user/add/", "所辖区划", account="admin"),
    "administrator-period": Shot("period-open", "确认开报"),
    "administrator-import": Shot("register-import-preview", "有错误的行", height=400),
    "administrator-catalogue": Shot("/admin/indicators/indicator/", "指标", account="admin"),
    "administrator-paragraph": Shot("/admin/indicators/paragraphtemplate/", "文稿段落", account="admin"),
}


def where(shot: Shot) -> tuple[str, str]:
    """The account and the address of a picture."""
    if shot.account:
        return shot.account, shot.page
    [(route, row)] = [(route, row) for route, row in LOOKS if (row.name or route) == shot.page]
    return row.account, row.address(route)


def small(picture: bytes) -> bytes:
    """The same picture with few colours, which halves a screenshot's size."""
    out = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(192).save(out, "PNG", optimize=True)
    return out.getvalue()


def test_every_picture_of_the_manuals_is_taken_here_and_none_besides():
    shown = [name for file in FILES for name in PICTURE.findall(file.read_text(encoding="utf-8"))]
    assert sorted(shown) == sorted(SHOTS)
    kept = {path.stem: path.stat().st_size for path in (MANUAL / "images").glob("*.png")}
    assert sorted(kept) == sorted(SHOTS)
    assert [name for name, size in kept.items() if size > MOST_BYTES] == []


def test_pictures_show_what_the_pages_show(demo_city, page, context, sign_in):
    page.set_viewport_size(DESK)
    for name, shot in SHOTS.items():
        account, address = where(shot)
        context.clear_cookies()
        if account:
            sign_in(User.objects.get(username=account))
        assert page.goto(demo_city + address).status == 200, name
        ready(page)
        if shot.steps:
            shot.steps(page)
        assert page.get_by_text(shot.shows).first.is_visible(), name
        clip = {"x": 0, "y": 0, "width": DESK["width"], "height": shot.height}
        picture = small(page.screenshot(clip=clip))
        assert len(picture) <= MOST_BYTES, name
        if os.environ.get("SAVE_SCREENSHOTS") == "1":
            (MANUAL / "images").mkdir(exist_ok=True)
            (MANUAL / "images" / f"{name}.png").write_bytes(picture)


def words_of_the_pages() -> str:
    """The text of every page as its account sees it, and of the forms that are shown only at times."""
    seen = []
    for route, row in LOOKS:
        if row.account and not route.startswith("help"):
            seen.append(Visitor(row.account).client.get(row.address(route)).content.decode())
    admin = Visitor("admin")
    account = User.objects.get(username="clerk").pk
    paths = ["/admin/", "/admin/branches/user/", f"/admin/branches/user/{account}/change/", "/login/"]
    seen += [admin.client.get(path).content.decode() for path in paths]
    folders = [Path(settings.BASE_DIR, "templates"), Path(settings.BASE_DIR, "static", "js")]
    files = [path for folder in folders for path in folder.rglob("*.*") if "help" not in path.parts]
    seen += [path.read_text(encoding="utf-8") for path in files]
    text = re.sub(r"<(script|style)\b.*?</\1>|{%.*?%}|<[^>]+>", "", "\n".join(seen), flags=re.S)
    return "".join(unescape(text).split())


def test_what_a_manual_names_stands_on_a_page(demo_city):
    pages = words_of_the_pages()
    named = {words for file in FILES for words in BOLD.findall(file.read_text(encoding="utf-8"))}
    assert len(named) > 90
    assert sorted(words for words in named if "".join(words.split()) not in pages) == []


def test_the_help_of_each_role_shows_its_pictures(demo_city, page, context, sign_in):
    for account in ("clerk", "reviewer", "leader", "admin"):
        context.clear_cookies()
        sign_in(Visitor(account).user)
        page.goto(
            demo_city
            + reverse("area-dashboard", args=[WUQUAN if account == "clerk" else Visitor(account).area.code])
        )
        page.locator(".account summary").click()
        page.get_by_role("link", name="帮助").click()
        page.locator(".help-text img").first.wait_for()
        for image in page.locator(".help-text img").all():
            image.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        assert page.evaluate(
            "[...document.querySelectorAll('.help-text img')].every((one) => one.naturalWidth === 1366)"
        )
