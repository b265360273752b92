"""The big screen: what it shows, where its tiles lie, how it stays fresh, and who hangs before it."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.models import Area, Role
from indicators import dashboards, screen
from indicators.models import Report

from . import cast, dashboard_cast


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def address(area, **query):
    return reverse("area-screen", args=[area.code]) + "?" + "&".join(f"{k}={v}" for k, v in query.items())


def tiles(area):
    return screen.tile_map(dashboards.dashboard(area, "2012Q1"))


def test_it_shows_the_figures_of_the_dashboard_and_the_day_of_the_data(leader, city):
    text = leader.get(address(city["测试市"], period="2012Q1")).content.decode()
    for words in ("测试市基层党建工作指标", "60.0", "数据截至 2012-03-31", "甲县", "66.7%", "非行政区划图"):
        assert words in text


def test_a_county_is_one_click_away_and_the_way_back_too(leader, city):
    text = leader.get(address(city["测试市"], period="2012Q1")).content.decode()
    assert reverse("area-screen", args=[city["甲县"].code]) in text
    county = leader.get(address(city["甲县"], period="2012Q1")).content.decode()
    assert "返回测试市" in county


def test_without_places_the_tiles_stand_in_even_rows(city):
    found = tiles(city["测试市"]).tiles
    assert [(tile.ranked.child.name, tile.x, tile.y) for tile in found] == [("甲县", 0, 0), ("乙区", 100, 0)]


def test_named_places_are_kept_unless_two_share_a_cell(city):
    Area.objects.filter(pk=city["甲县"].pk).update(tile="2,1,1,2")
    Area.objects.filter(pk=city["乙区"].pk).update(tile="1,2,1,1")
    found = {tile.ranked.child.name: (tile.x, tile.y, tile.width) for tile in tiles(city["测试市"]).tiles}
    assert found == {"甲县": (0, 100, 192), "乙区": (100, 0, 92)}
    Area.objects.filter(pk=city["乙区"].pk).update(tile="2,2,1,1")
    assert {tile.y for tile in tiles(city["测试市"]).tiles} == {0}


def test_the_brightest_tile_has_the_highest_value():
    values = [Decimal(50), Decimal(60), Decimal(70)]
    assert [screen.shade(value, values) for value in values] == ["#4a2228", "#81232c", "#b82430"]
    assert screen.shade(None, values) == screen.UNKNOWN


def test_bars_are_measured_by_the_longest():
    row = SimpleNamespace(figure=SimpleNamespace(value=Decimal(30)))
    top = SimpleNamespace(figure=SimpleNamespace(value=Decimal(60)))
    none = SimpleNamespace(figure=SimpleNamespace(value=None))
    page = SimpleNamespace(ranking=[top, row, none])
    assert [length for _, length in screen.bar_lengths(page)] == ["100.0%", "50.0%", "0%"]


def test_it_answers_304_until_a_report_changes(leader, city):
    url = address(city["测试市"], period="2012Q1", part=1)
    first = leader.get(url)
    assert "<html" not in first.content.decode()
    assert leader.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    report = Report.objects.get(area=city["三村"], period__code="2012Q1")
    Report.objects.filter(pk=report.pk).update(status="approved")
    dashboard_cast.rebuild(report.period)
    assert leader.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_village_has_no_screen_and_an_empty_site_says_why(leader, city, areas):
    assert leader.get(address(city["一村"])).status_code == 404
    assert "不对" in leader.get(address(city["测试市"], period="1999Q9")).content.decode()


# the account on the wall ---------------------------------------------------------------
@pytest.fixture
def kiosk(client, city):
    user = cast.build_user("kiosk", city["测试市"], Role.KIOSK)
    client.force_login(user)
    return client


def test_a_kiosk_opens_on_its_screen_and_sees_nothing_else(kiosk, city):
    own = reverse("area-screen", args=[city["测试市"].code])
    assert kiosk.get("/")["Location"] == own
    assert kiosk.get(own).status_code == 200
    for name, args in [
        ("area-dashboard", [city["测试市"].code]), ("register-menu", []), ("search", []), ("period-list", []),
    ]:  # fmt: skip
        assert kiosk.get(reverse(name, args=args)).status_code == 403
    assert kiosk.get("/admin/", follow=True).status_code == 403


def test_a_kiosk_stays_inside_its_area(client, city):
    client.force_login(cast.build_user("kiosk", city["甲县"], Role.KIOSK))
    assert client.get(address(city["测试市"])).status_code == 404
    assert client.get(address(city["东镇"])).status_code == 200


def test_a_kiosk_never_falls_asleep(kiosk, city, monkeypatch):
    start = timezone.now()
    for hours in range(2, 60, 2):  # longer than any session lasts, as long as it is renewed
        now = start + timedelta(hours=hours)
        monkeypatch.setattr("branches.middleware.timezone.now", lambda now=now: now)
        answer = kiosk.get(address(city["测试市"], part=1), headers={"X-Refresh": "1"})
        assert answer.status_code == 200, hours


def test_a_screen_that_renews_itself_keeps_no_other_account_signed_in(leader, city, monkeypatch):
    start = timezone.now()
    for minutes, status in ((10, 200), (20, 200), (29, 200), (31, 302)):
        now = start + timedelta(minutes=minutes)
        monkeypatch.setattr("branches.middleware.timezone.now", lambda now=now: now)
        answer = leader.get(address(city["测试市"], part=1), headers={"X-Refresh": "1"})
        assert answer.status_code == status, minutes
