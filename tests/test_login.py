"""Signing in, the lockout, the first password."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import F
from django.test import RequestFactory
from django.urls import reverse

from branches.client_address import client_address
from branches.models import User

from . import cast

PASSWORD = "known-password-1"


def sign_in(client, username="leader", password=PASSWORD, address="10.0.0.1", **data):
    return client.post(reverse("login"), {"username": username, "password": password} | data, REMOTE_ADDR=address)


def fail(client, times, **how):
    return [sign_in(client, password="wrong", **how).status_code for _ in range(times)]


def let_pass(**time):
    """As if the recorded failures were that much older."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(**time))


def test_the_login_page_is_chinese_and_names_no_account(client, users):
    html = client.get(reverse("login")).content.decode()
    assert "用户名" in html
    assert "密码" in html
    assert settings.SITE_TITLE in html
    assert "dangjian" not in html
    assert "leader" not in html


def test_the_right_password_leads_to_the_page_that_was_asked_for(client, users):
    response = sign_in(client, next=reverse("password-change"))
    assert (response.status_code, response.url) == (302, reverse("password-change"))
    assert AccessLog.objects.get().username == "leader"


def test_a_page_of_another_site_is_not_where_signing_in_leads(client, users):
    assert sign_in(client, next="https://example.com/").url == reverse("home")


def test_a_wrong_password_is_explained_in_chinese_and_keeps_the_user_name(client, users):
    html = sign_in(client, password="wrong").content.decode()
    assert "请输入一个正确的" in html
    assert 'value="leader"' in html


def test_the_fifth_failure_locks_and_the_right_password_is_refused_too(client, users):
    assert fail(client, 5) == [200, 200, 200, 200, 429]
    response = sign_in(client)
    assert response.status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_lockout_page_says_in_chinese_how_long_to_wait(client, users):
    fail(client, 4)
    response = sign_in(client, password="wrong")
    html = response.content.decode()
    minutes = int(re.search(r"<strong>(\d+)分钟</strong>", html)[1])
    assert minutes == 15
    assert "账号已暂时锁定" in html
    assert response["Retry-After"] == str(15 * 60)


def test_trying_while_locked_does_not_prolong_the_lock(client, users):
    fail(client, 5)
    let_pass(minutes=10)
    assert "<strong>5分钟</strong>" in sign_in(client).content.decode()
    assert "<strong>5分钟</strong>" in sign_in(client, password="wrong").content.decode()
    let_pass(minutes=6)
    assert sign_in(client, next="/password/").status_code == 302


def test_another_user_at_the_same_address_is_not_locked(client, users):
    fail(client, 5)
    assert sign_in(client, username="clerk", next="/password/").status_code == 302


def test_the_locked_user_may_sign_in_at_another_computer(client, users):
    fail(client, 5)
    assert sign_in(client, address="10.0.0.2", next="/password/").status_code == 302


def test_success_forgets_earlier_failures(client, users):
    fail(client, 4)
    assert sign_in(client, next="/password/").status_code == 302
    client.logout()
    assert fail(client, 4) == [200, 200, 200, 200]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "10.0.0.9"),
        (2, "1.1.1.1", "10.0.0.9"),
        (1, "not an address", "10.0.0.9"),
    ],
)
def test_behind_proxies_only_what_our_own_proxy_saw_is_believed(settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_signing_out_takes_a_post_and_ends_at_the_login_page(client, users):
    client.force_login(users["leader"])
    assert client.get(reverse("logout")).status_code == 405
    response = client.post(reverse("logout"))
    assert (response.status_code, response.url) == (302, reverse("login"))
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_signed_out_at_the_next_page(client, users):
    client.force_login(users["leader"])
    User.objects.filter(username="leader").update(is_active=False)
    assert client.get(reverse("password-change")).status_code == 302


def test_the_account_and_its_area_are_one_query(client, users, django_assert_num_queries):
    client.force_login(users["leader"])
    with django_assert_num_queries(2):  # session, account with area
        client.get(reverse("password-change"))


# the first password --------------------------------------------------------
def change_password(client, new, old=PASSWORD, again=None):
    data = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(reverse("password-change"), data)


@pytest.fixture
def newcomer(client, areas):
    user = cast.build_user("newcomer", areas["东镇"], must_change_password=True)
    client.force_login(user)
    return user


def test_the_first_password_must_be_changed_before_any_other_page(client, newcomer):
    response = client.get(reverse("home"))
    assert (response.status_code, response.url) == (302, reverse("password-change"))
    assert "初始密码" in client.get(reverse("password-change")).content.decode()


def test_after_the_change_the_site_is_open(client, newcomer):
    assert change_password(client, "a-better-secret-2").url == reverse("home")
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password
    assert newcomer.check_password("a-better-secret-2")
    assert client.get(reverse("home")).url != reverse("password-change")


@pytest.mark.parametrize(
    ("new", "old", "again", "complaint"),
    [
        (PASSWORD, PASSWORD, None, "新密码不能与原密码相同"),
        ("short-1", PASSWORD, None, "密码太短，至少需要10个字符"),
        ("12345678901234", PASSWORD, None, "密码只包含数字"),
        ("newcomer-1", PASSWORD, None, "密码跟 用户名 太相似了"),
        ("a-better-secret-2", "wrong", None, "旧密码"),
        ("a-better-secret-2", PASSWORD, "a-better-secret-3", "不一致"),
    ],
)
def test_a_bad_new_password_is_refused_with_a_reason_in_chinese(client, newcomer, new, old, again, complaint):
    response = change_password(client, new, old, again)
    assert response.status_code == 200
    assert complaint in response.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.must_change_password


def test_the_rules_for_a_password_are_told_in_chinese(client, newcomer):
    html = client.get(reverse("password-change")).content.decode()
    assert "至少" in html
    assert "10" in html
    assert "Your password" not in html


def test_signing_out_is_possible_without_changing_it(client, newcomer):
    assert client.post(reverse("logout")).url == reverse("login")
