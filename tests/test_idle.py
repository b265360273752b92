"""Who leaves the desk is signed out."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

PAGE = "/password/"


@pytest.fixture
def later(monkeypatch):
    """`later(minutes=31)`: the clock stands that long after the start of the test."""
    start = timezone.now()
    return lambda **ahead: monkeypatch.setattr(timezone, "now", lambda: start + timedelta(**ahead))


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return users["leader"]


def test_within_the_limit_the_session_goes_on(client, leader, later):
    for minutes in (29, 58, 87):
        later(minutes=minutes)
        assert client.get(PAGE).status_code == 200


def test_after_the_limit_the_next_page_is_the_login_page_with_the_way_back(client, leader, later):
    later(minutes=31)
    response = client.get(PAGE + "?period=2012Q1")
    target = urlsplit(response.url)
    assert (response.status_code, target.path) == (302, reverse("login"))
    assert parse_qs(target.query)["next"] == [PAGE + "?period=2012Q1"]
    assert "_auth_user_id" not in client.session


def test_the_login_page_says_why(client, leader, later):
    later(minutes=31)
    assert "您已超过30分钟未操作，请重新登录。" in client.get(PAGE, follow=True).content.decode()


def test_the_limit_is_a_setting(client, leader, settings, later):
    settings.IDLE_MINUTES = 5
    later(minutes=6)
    assert client.get(PAGE).status_code == 302


def test_pages_within_a_minute_write_nothing(client, leader, django_assert_num_queries, later):
    later(seconds=59)
    with django_assert_num_queries(2) as queries:
        client.get(PAGE)
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
    assert "last_seen" not in client.session


def test_after_a_minute_the_activity_is_marked_once(client, leader, later):
    later(seconds=61)
    client.get(PAGE)
    marked = client.session["last_seen"]
    assert marked == int(timezone.now().timestamp())
    later(seconds=90)
    client.get(PAGE)
    assert client.session["last_seen"] == marked


def test_a_form_posted_too_late_leads_back_to_the_page_with_the_form(client, leader, later):
    later(minutes=31)
    response = client.post(reverse("logout"), HTTP_REFERER="http://testserver/password/?a=1")
    assert parse_qs(urlsplit(response.url).query)["next"] == ["/password/?a=1"]


def test_a_form_from_elsewhere_leads_to_the_plain_login_page(client, leader, later):
    later(minutes=31)
    assert client.post(PAGE, HTTP_REFERER="https://example.com/x").url == reverse("login")


def test_a_visitor_without_account_is_left_alone(client, db, later):
    assert client.get(reverse("login")).status_code == 200
    later(minutes=300)
    assert client.get(reverse("login")).status_code == 200


def test_a_clock_set_back_does_not_sign_anybody_out(client, leader, later):
    later(minutes=20)
    client.get(PAGE)
    later(minutes=-5)
    assert client.get(PAGE).status_code == 200
