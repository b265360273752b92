"""What the address of a comparison may name, and the indicators that a reader keeps for it."""

import re
from html import unescape

import pytest
from django.urls import reverse

from indicators.models import ColumnChoice, Indicator

from . import cast, dashboard_cast
from .test_compare import PROMOTED, RATE, SKILL, get, headings, notes, table, values


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


# what an address may name ---------------------------------------------------------------------
def test_unknown_names_are_told_and_the_rest_is_shown(leader, city):
    response = get(
        leader, indicator=["horses", RATE, "x\x00y"], at=["2012Q1", "2030Q1"], layout="sideways", depth="moon"
    )
    assert notes(response) == [
        "没有“sideways”这种排法，已按“行为单位，列为指标”显示。",
        "没有“2030Q1”这样的报告期，未列出。",
        "没有“moon”这种单位层级，已按“县区”显示。",
        "没有“horses”“x\x00y”这样的指标，未列出。",
    ]
    assert values(table(response))["甲县"] == ["66.7%"]


def test_an_indicator_that_is_not_in_use_is_told_by_name(leader, city):
    Indicator.objects.filter(code=SKILL).update(effective_until="2011-12-31")
    response = get(leader, indicator=[RATE, SKILL])
    assert notes(response) == ["“掌握技术率”在这一级或这一期没有启用，未列出。"]
    assert headings(response)[1:-1] == ["双强支书"]


def test_an_unknown_period_keeps_the_rest_of_the_address(leader, city):
    response = leader.get(reverse("compare"), {"period": "1999Q9", "indicator": SKILL}, follow=True)
    assert response.redirect_chain == [(f"{reverse('compare')}?indicator={SKILL}", 302)]
    assert "没有“1999Q9”这个报告期" in response.content.decode()
    assert headings(response)[1:-1] == ["掌握技术"]


def test_too_many_indicators_and_quarters_are_cut_with_a_word(leader, city):
    for number in range(13):
        dashboard_cast.build_indicator(f"count_{number}", "secretaries")
        if number:
            cast.build_period(f"{1990 + number}Q2")
    many = [f"count_{number}" for number in range(13)]
    quarters = ["2012Q1", *(f"{1990 + number}Q2" for number in range(1, 13))]
    response = get(leader, indicator=many, at=quarters, layout="indicator-period")
    assert notes(response) == ["一次最多比较12期，已取最近的12期。", "一次最多比较12个指标，已取前12个。"]
    assert headings(response)[1:3] == ["92Q2", "93Q2"]
    assert len(table(response)) == 12


def test_many_units_stand_on_rows_whatever_was_asked(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.comparing.address.MOST_ACROSS", 5)
    response = get(leader, layout="indicator-area", depth="village")
    assert notes(response) == ["列上最多放5个单位，现有6个，已改为行是单位。"]
    assert len(table(response)) == 7
    monkeypatch.setattr("indicators.comparing.address.MOST_GROUPS", 2)
    response = get(leader, layout="indicator-period", depth="township")
    assert notes(response) == ["最多分成2组，现有3个单位，已改为行是单位。"]


def test_a_table_too_large_is_cut_to_its_latest_quarters(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.comparing.address.MOST_CELLS", 13)
    response = get(leader, layout="area-period", depth="village", span="8", indicator=RATE)
    assert headings(response)[1:-1] == ["11Q4", "12Q1"]
    assert "6个单位、1个指标、3期共18格，超过13格" in notes(response)[0]


def test_more_units_than_can_be_read_ask_for_a_smaller_area(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.comparing.address.MOST_UNITS", 5)
    response = get(leader, depth="village")
    assert notes(response) == ["共6个单位，超过5个：请先选下一级区划。现显示本级。"]
    assert [name for name, _ in table(response)] == ["测试市"]


def test_units_outside_the_scope_are_not_there(client, city, users):
    client.force_login(users["clerk"])
    assert get(client, unit=city["一村"].code).status_code == 200
    for code in (city["四村"].code, city["测试市"].code, "000000000000", "一村", "1\x00"):
        assert get(client, unit=code).status_code == 404, code
        assert client.get(reverse("compare-export"), {"unit": code}).status_code == 404
    assert get(client, area=city["西镇"].code).status_code == 404
    assert "四村" not in get(client, depth="village").content.decode()


def test_a_village_stands_alone_and_an_empty_catalogue_says_what_to_do(leader, city):
    assert values(table(get(leader, area=city["一村"].code, indicator=RATE))) == {"一村": ["100.0%"]}
    Indicator.objects.all().delete()
    text = get(leader).content.decode()
    assert "load_catalogue" in text
    assert leader.get(reverse("compare-export"), {"period": "2012Q1"}).status_code == 404


def test_a_quarter_without_reports_below_says_so(leader, city):
    cast.build_period("2012Q2")
    assert "没有下级单位的报表" in get(leader, period="2012Q2").content.decode()


def test_the_address_to_share_says_everything(leader, city, users):
    ColumnChoice.objects.create(who=users["leader"], page="compare", codes=[SKILL])
    text = get(leader).content.decode()
    (shared,) = re.findall(r'data-share="([^"]*)"', text)
    assert unescape(shared) == (
        f"{reverse('compare')}?area={city['测试市'].code}&period=2012Q1&basis=approved"
        f"&layout=area-indicator&depth=county&span=1&indicator={SKILL}"
    )
    ColumnChoice.objects.all().delete()
    assert headings(leader.get(unescape(shared)))[1:-1] == ["掌握技术"]


# what a reader keeps ----------------------------------------------------------------------------
def keep(client, page="compare", **data):
    address = reverse("column-choice", args=[page])
    return client.post(address, {"next": reverse("compare")} | data, follow=True)


def test_kept_indicators_open_the_page_for_their_owner_alone(leader, client, city, users):
    response = keep(leader, indicator=[SKILL, RATE])
    assert "已保存" in response.content.decode()
    assert headings(get(leader))[1:-1] == ["掌握技术", "双强支书"]
    assert headings(get(leader, indicator=PROMOTED))[1:-1] == ["任村干部（人）"]
    client.force_login(users["administrator"])
    assert headings(get(client))[1:-1] == ["双强支书", "掌握技术", "任村干部（人）"]
    client.force_login(users["leader"])
    keep(client, act="reset")
    assert headings(get(client))[1:-1] == ["双强支书", "掌握技术", "任村干部（人）"]


def test_a_kept_indicator_that_is_retired_is_passed_over(leader, city, users):
    keep(leader, indicator=[SKILL, RATE])
    Indicator.objects.filter(code=SKILL).update(effective_until="2011-12-31")
    response = get(leader)
    assert headings(response)[1:-1] == ["双强支书"]
    assert notes(response) == []


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([], "请至少选一个指标"),
        (["horses", RATE], "没有“horses”这样的指标"),
        (["x\x00", RATE], "这样的指标，没有保存"),
        ([f"count_{number}" for number in range(13)], "最多保存12个指标，您选了13个"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_stored(leader, city, codes, told):
    assert told in keep(leader, indicator=codes).content.decode()
    assert not ColumnChoice.objects.exists()


def test_a_choice_leads_back_to_this_site_alone_and_only_by_post(leader, city):
    address = reverse("column-choice", args=["compare"])
    data = {"indicator": RATE, "next": "https://elsewhere.example/"}
    assert leader.post(address, data)["Location"] == reverse("home")
    assert leader.get(address).status_code == 405
    assert leader.post(reverse("column-choice", args=["horses"]), data).status_code == 404
