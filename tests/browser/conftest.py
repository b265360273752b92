"""Chromium for the tests in this folder: signed-in pages, a CDN in any mood, axe, screenshots.

Every test here fails when the page logs an error, throws, breaks the content security policy
or asks any host but the test server and the chart CDN. A test that provokes such a thing says
so first: `problems.allow("status of 404")`.
"""

import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from indicators.demo import city
from indicators.demo.rows import PRETENDED_DAY

from .network import Cdn, Problems

# Playwright's synchronous API keeps an event loop running in this thread, in which Django
# would refuse every query of a test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LAUNCH_ARGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Preloading would put the stylesheets into the page a second time, inline, against the policy.
AXE_OPTIONS = {"preload": False}
SCREENSHOTS = Path(settings.BASE_DIR) / "docs" / "screenshots"


def pytest_collection_modifyitems(items):
    """Everything in this folder is a browser test; without Chromium it is skipped (in CI: failed)."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": LAUNCH_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A desk in the department: 1366×768, Chinese, and no animations to wait for."""
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def cdn(context, live_server):
    """The network beyond the test server: `cdn.served()` (the start), `.refused()`, `.dropped()`, `.altered()`."""
    network = Cdn(context, live_server.url)
    yield network
    network.hang_up()


@pytest.fixture(autouse=True)
def problems(context, cdn):
    """What the browser complained about; anything not allowed by the test fails it at the end."""
    collected = Problems(context, cdn)
    yield collected
    assert not collected.unexpected(), "the browser reported: " + "\n".join(collected.unexpected())


@pytest.fixture
def sign_in(context, live_server):
    """`sign_in(user)`: the browser now carries that user's session. Returns the user."""

    def sign(user):
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        return user

    return sign


@pytest.fixture(scope="session")
def kept_city():
    """The database of the demonstration city, once a test has built it: building takes half a minute."""
    with sqlite3.connect(":memory:") as copy:
        yield copy
    copy.close()


@pytest.fixture
def demo_city(transactional_db, settings, live_server, kept_city):
    """The address of the whole demonstration, as `manage.py demo` builds it, on the day it pretends to live in.

    Tests that use it belong to the xdist group "demo_city", so that one process builds it, once (on
    PostgreSQL it is built every time).
    """
    settings.TODAY = PRETENDED_DAY
    connection.ensure_connection()
    is_kept = kept_city.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if is_kept:
        kept_city.backup(connection.connection)
        ContentType.objects.clear_cache()
    else:
        city.build(lambda told: None)
        if connection.vendor == "sqlite":
            connection.connection.backup(kept_city)
    return live_server.url


@pytest.fixture
def page_as(page, users, sign_in):
    """`page_as("leader")`: a page signed in as that one of the cast's accounts."""

    def signed_in(role):
        sign_in(users[role])
        return page

    return signed_in


@pytest.fixture
def late_script(page):
    """`release = late_script("pick")`: js/pick.js comes at `release()`; the page is there before it."""

    def delayed(name):
        held = []
        page.route(f"**/{name}*.js", lambda route: held.append(route) if is_late else route.continue_())
        is_late = True

        def release():
            nonlocal is_late
            is_late = False
            [route] = held
            route.continue_()

        return release

    return delayed


@pytest.fixture
def check_accessibility():
    """`check_accessibility(page)`: fails on every serious or critical finding of axe."""

    def check(page):
        violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
        found = [v for v in violations if v["impact"] in ("serious", "critical")]
        told = [f"{v['id']}: {v['help']}\n  " + "\n  ".join(n["html"] for n in v["nodes"][:5]) for v in found]
        assert not told, "\n".join(told)

    return check


@pytest.fixture
def screenshot(tmp_path):
    """`screenshot(page, "dashboard")` → path of the PNG, in docs/screenshots when SAVE_SCREENSHOTS=1."""
    folder = SCREENSHOTS if os.environ.get("SAVE_SCREENSHOTS") == "1" else tmp_path

    def shoot(page, name, **options):
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise ValueError(f"{name!r} is not a plain file name")
        folder.mkdir(parents=True, exist_ok=True)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        path = folder / f"{name}.png"
        page.screenshot(path=path, **options)
        return path

    return shoot
