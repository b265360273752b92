"""Signing in and the password, as a person does it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import cast

PASSWORD = "known-password-1"


def sign_in_by_form(page, live_server, username, password=PASSWORD):
    page.goto(live_server.url + reverse("login"))
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_signing_in_by_keyboard_leads_to_the_page_that_was_asked_for(page, live_server, users):
    page.goto(live_server.url + reverse("village-list"))
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.keyboard.type("clerk")  # the first field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**" + reverse("village-list"))


def test_the_login_page_is_accessible_and_fits_a_phone(page, live_server, users, check_accessibility, screenshot):
    sign_in_by_form(page, live_server, "clerk", "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    check_accessibility(page)
    screenshot(page, "login")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, "login-phone")


def test_the_lockout_is_told_in_words(page, live_server, users, problems, check_accessibility, screenshot):
    problems.allow("status of 429")
    for _ in range(5):
        sign_in_by_form(page, live_server, "clerk", "wrong")
    expect(page.get_by_role("heading", name="账号已暂时锁定")).to_be_visible()
    check_accessibility(page)
    screenshot(page, "lockout")


def test_a_first_password_is_changed_before_anything_else(
    page, live_server, areas, check_accessibility, screenshot
):
    cast.build_user("newcomer", areas["东镇"], must_change_password=True)
    sign_in_by_form(page, live_server, "newcomer")
    page.wait_for_url("**" + reverse("password-change"))
    check_accessibility(page)
    screenshot(page, "password-change")
    page.get_by_label("旧密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill("a-better-secret-2")
    page.get_by_label("新密码确认").fill("a-better-secret-2")
    page.get_by_role("button", name="修改密码").click()
    page.wait_for_url("**" + reverse("area-dashboard", args=[areas["东镇"].code]))


@pytest.mark.parametrize(("path", "status"), [("/no-such-page/", 404), ("/admin/", 403)])
def test_a_refusal_is_a_page_with_a_way_back(page_as, live_server, problems, check_accessibility, path, status):
    problems.allow(f"status of {status}")
    page = page_as("leader")
    assert page.goto(live_server.url + path).status == status
    check_accessibility(page)
    expect(page.get_by_role("link", name="返回首页")).to_be_visible()
