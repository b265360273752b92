"""The dashboard pages: what a reader finds, what it costs, when it is fresh."""

import re

import pytest
from django.urls import reverse

from branches.models import Area
from indicators.models import Element, Report, Status, Target
from indicators.rollup import rebuild

from . import cast, dashboard_cast

TILE = re.compile(r'<article class="card kpi" ([^>]*)>')


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def address(area, **query):
    return reverse("area-dashboard", args=[area.code]) + ("?" + "&".join(f"{k}={v}" for k, v in query.items()))


def attributes(text: str) -> dict[str, str]:
    return dict(re.findall(r'data-(\w+)="([^"]*)"', text))


def tiles(response) -> dict[str, dict[str, str]]:
    found = map(attributes, TILE.findall(response.content.decode()))
    return {tile["indicator"]: tile for tile in found}


def test_home_leads_to_the_own_area(leader, city):
    assert leader.get("/").headers["Location"] == reverse("area-dashboard", args=[city["测试市"].code])


def test_home_of_an_empty_site_says_what_to_do(client, db):
    client.force_login(cast.build_user("root", None, is_superuser=True))
    assert "load_areas" in client.get("/").content.decode()


def test_a_superuser_without_an_area_starts_at_the_top(client, city):
    client.force_login(cast.build_user("root", None, is_superuser=True))
    assert client.get("/").headers["Location"].endswith(f"{city['测试市'].code}/")


def test_an_area_without_any_period_says_what_to_do(leader, areas):
    assert "open_period" in leader.get(address(areas["测试市"])).content.decode()


def test_every_shown_figure_carries_its_parts(leader, city):
    response = leader.get(address(city["测试市"], period="2012Q1"))
    assert tiles(response)["ds_secretary_rate"] == {
        "area": "990100000000",
        "period": "2012Q1",
        "indicator": "ds_secretary_rate",
        "numerator": "3",
        "denominator": "5",
        "value": "60.0",
    }
    cells = [attributes(cell) for cell in re.findall(r"<td ([^>]*data-area[^>]*)>", response.content.decode())]
    assert {
        "area": "990102000000",
        "period": "2012Q1",
        "indicator": "dd_skill_rate",
        "numerator": "40",
        "denominator": "80",
        "value": "50.0",
    } in cells


def test_the_basis_and_the_period_can_be_switched(leader, city):
    both = leader.get(address(city["测试市"], period="2012Q1", basis="reported"))
    assert tiles(both)["ds_secretary_rate"]["value"] == "66.7"
    before = leader.get(address(city["测试市"], period="2011Q4"))
    assert tiles(before)["ds_secretary_rate"]["value"] == "28.6"


@pytest.mark.parametrize("name", ["测试市", "甲县", "东镇", "一村"])
def test_every_level_has_its_page_with_the_way_back_and_the_selected_period(leader, city, name):
    response = leader.get(address(city[name], period="2011Q4", basis="reported"))
    text = response.content.decode()
    assert response.status_code == 200
    assert '<option value="2011Q4" selected>' in text
    for ancestor in Area.objects.above(city[name]):
        assert f'/areas/{ancestor.code}/?period=2011Q4&amp;basis=reported">{ancestor.name}' in text


@pytest.mark.parametrize("query", [{"period": "2019Q1"}, {"period": "x"}, {"basis": "secret"}])
def test_an_unknown_period_or_basis_leads_back_with_a_message(leader, city, query):
    response = leader.get(address(city["测试市"], **query), follow=True)
    assert response.redirect_chain == [(reverse("area-dashboard", args=[city["测试市"].code]), 302)]
    assert "没有“" in response.content.decode()


def test_a_forged_indicator_falls_back_to_the_first(leader, city):
    response = leader.get(address(city["测试市"], indicator="%3Cscript%3E"))
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_standing_is_told_in_words(leader, city):
    text = leader.get(address(city["测试市"], period="2012Q1")).content.decode()
    assert '<span class="tag near">接近</span>' in text
    assert "目标 65%" in text


def test_the_village_page_shows_cadres_and_leaves_a_record(leader, city, users):
    text = leader.get(address(city["一村"], period="2012Q1")).content.decode()
    assert "本期报表" in text
    assert "台账中没有在任村干部" in text


def test_a_county_reviewer_finds_nothing_outside(client, users, city):
    client.force_login(users["reviewer"])
    assert client.get(address(city["甲县"])).status_code == 200
    assert client.get(address(city["乙区"])).status_code == 404
    assert client.get(address(city["测试市"])).status_code == 404
    text = client.get(address(city["东镇"])).content.decode()
    assert "测试市" in text
    assert f"/areas/{city['测试市'].code}/" not in text


def test_units_that_have_not_reported_have_their_own_page(leader, city):
    response = leader.get(reverse("area-outstanding", args=[city["测试市"].code]) + "?period=2012Q1")
    text = response.content.decode()
    assert "六村" in text
    assert "未填报" in text
    assert "共 1 个村" in text
    assert "六村" not in leader.get(reverse("area-outstanding", args=[city["甲县"].code])).content.decode()


def test_a_demo_city_says_so_on_every_page(leader, city, users):
    assert "演示数据" not in leader.get(address(city["一村"])).content.decode()
    Area.objects.update(is_demo=True)
    for name in ("测试市", "一村"):
        assert "演示数据" in leader.get(address(city[name])).content.decode()


# what it costs ----------------------------------------------------------------
@pytest.mark.parametrize(("name", "most"), [("测试市", 21), ("甲县", 21), ("东镇", 21), ("一村", 24)])
def test_a_whole_page_takes_few_queries(leader, city, name, most, django_assert_max_num_queries):
    leader.get(address(city[name]))  # marks the session
    with django_assert_max_num_queries(most):
        assert leader.get(address(city[name], period="2012Q1")).status_code == 200


def test_ten_times_the_villages_take_the_same_queries(leader, city, django_assert_num_queries):
    leader.get(address(city["测试市"]))
    with django_assert_num_queries(21):
        leader.get(address(city["测试市"], period="2012Q1"))
    period = Report.objects.get(area=city["一村"], period__code="2012Q1").period
    for number in range(60):
        area = Area.objects.create(
            code=f"9901011003{number:02}",
            name=f"新{number}村",
            level="village",
            parent=city["东镇"],
            path=f"000100010001{number + 100:04}",
        )
        cast.build_report(area, period, Status.APPROVED, secretaries=1, ds_secretaries=1)
    rebuild(period)
    with django_assert_num_queries(21):
        response = leader.get(address(city["测试市"], period="2012Q1"))
    assert tiles(response)["ds_secretary_rate"]["numerator"] == "63"


# when it is fresh ---------------------------------------------------------------
def held(client, url):
    """The page's ETag as a browser keeps it."""
    response = client.get(url)
    assert response.headers["Cache-Control"] == "private, no-cache"
    return {"HTTP_IF_NONE_MATCH": response.headers["ETag"]}


def test_an_unchanged_page_answers_not_modified(leader, city):
    url = address(city["测试市"], period="2012Q1")
    assert leader.get(url, **held(leader, url)).status_code == 304
    assert leader.get(url, **held(leader, url)).content == b""


def test_a_change_in_any_village_makes_the_page_new(leader, city):
    url = address(city["测试市"], period="2012Q1")
    tag = held(leader, url)
    report = Report.objects.get(area=city["三村"], period__code="2012Q1")
    report.status = Status.APPROVED
    report.save()
    rebuild(report.period)
    response = leader.get(url, **tag)
    assert response.status_code == 200
    assert tiles(response)["ds_secretary_rate"]["value"] == "66.7"


@pytest.mark.parametrize(
    "change",
    [
        lambda: Target.objects.get(area__name="测试市").save(),
        lambda: Element.objects.first().save(),
        lambda: Area.objects.get(name="甲县").save(),
    ],
    ids=["target", "element", "area"],
)
def test_a_change_of_the_configuration_makes_the_page_new(leader, city, change):
    url = address(city["测试市"], period="2012Q1")
    tag = held(leader, url)
    change()
    assert leader.get(url, **tag).status_code == 200


def test_another_reader_or_address_never_matches(leader, client, city, users):
    url = address(city["测试市"], period="2012Q1")
    tag = held(leader, url)
    assert leader.get(address(city["测试市"], period="2011Q4"), **tag).status_code == 200
    client.force_login(users["administrator"])
    assert client.get(url, **tag).status_code == 200


def test_a_page_with_a_message_is_not_kept(leader, city):
    response = leader.get(address(city["测试市"], period="2019Q1"), follow=True)
    assert "ETag" not in response.headers
    assert "no-store" in response.headers["Cache-Control"]


def test_a_page_with_names_is_not_kept(leader, city):
    assert "no-store" in leader.get(address(city["一村"])).headers["Cache-Control"]
