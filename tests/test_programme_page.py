"""The pages of programmes: figures of any area and period, registers, documents, within the reader's scope."""

import re
from datetime import date

import pytest
from django.urls import reverse

from branches.models import Area, Village
from indicators.models import Programme, ProgrammeDocument

from . import cast, dashboard_cast

FIGURE = re.compile(
    r"""<td[^>]*data-area="(\d+)" data-period="2012Q1" data-indicator="(\w+)"[^>]*data-value="([^"]*)\""""
)


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def page(client, programme="test", **query):
    return client.get(reverse("programme-page", args=[programme]), query)


def figures(response) -> dict[tuple[str, str], str]:
    names = dict(Area.objects.values_list("code", "name"))
    found = FIGURE.findall(response.content.decode())
    return {(names[code], indicator): value for code, indicator, value in found}


def test_the_page_opens_on_the_readers_own_area_with_all_indicators_of_the_programme(leader, city):
    """Approved are 一村 二村 四村 五村: secretaries 1 + 1 + 1 + 2 = 5, double-strong 1 + 0 + 1 + 1 = 3."""
    found = figures(page(leader, period="2012Q1"))
    assert found["测试市", "ds_secretary_rate"] == "60.0"
    assert found["测试市", "ds_promoted"] == "7"  # 2 + 1 + 3 + 1, one quarter of the year
    assert found["甲县", "ds_secretary_rate"] == "66.7"  # 2 of 3


def test_another_area_and_basis_may_be_asked_for(leader, city):
    found = figures(page(leader, area=city["东镇"].code, period="2012Q1", basis="reported"))
    assert found["东镇", "ds_secretary_rate"] == "66.7"  # 三村 waits for review and counts: 2 of 3
    assert found["二村", "ds_secretary_rate"] == "0.0"


def test_a_village_has_its_figures_and_no_children(leader, city):
    response = page(leader, area=city["一村"].code, period="2012Q1")
    assert figures(response)["一村", "ds_secretary_rate"] == "100.0"
    assert "一览表" not in response.content.decode()


def test_outside_the_scope_there_is_no_page(client, city, users):
    client.force_login(users["clerk"])
    assert page(client, area=city["西镇"].code).status_code == 404
    assert page(client, area=city["东镇"].code).status_code == 200
    assert page(client, area="nonsense").status_code == 404


def test_an_unknown_programme_is_not_found_and_an_unknown_period_is_said(leader, city):
    assert page(leader, "horses").status_code == 404
    response = leader.get(reverse("programme-page", args=["test"]), {"period": "1999Q9"}, follow=True)
    assert "没有“1999Q9”这个报告期" in response.content.decode()


def test_the_child_links_stay_on_the_programme(leader, city):
    text = page(leader, period="2012Q1").content.decode()
    assert f"/programmes/test/?period=2012Q1&amp;basis=approved&amp;area={city['甲县'].code}" in text


def test_documents_of_the_own_chain_in_force_are_listed(leader, city):
    programme = Programme.objects.get(code="test")

    def issue(title, area, **dates):
        ProgrammeDocument.objects.create(
            programme=programme, area=city[area], title=title, **({"issued_on": date(2011, 5, 1)} | dates)
        )

    issue("全市方案", "测试市")
    issue("甲县办法", "甲县")
    issue("乙区办法", "乙区")
    issue("旧方案", "测试市", repealed_on=date(2012, 3, 31))
    issue("新方案", "测试市", issued_on=date(2012, 4, 1))
    text = page(leader, area=city["东镇"].code, period="2012Q1").content.decode()
    assert [title in text for title in ("全市方案", "甲县办法", "乙区办法", "旧方案", "新方案")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_the_overview_has_a_card_for_each_programme(leader, city):
    Programme.objects.create(code="empty", name="空的工程", sort_order=9)
    text = leader.get(reverse("programme-list"), {"period": "2012Q1"}).content.decode()
    assert "3 项指标" in text
    assert "空的工程" in text
    assert "这个工程还没有指标" in text


def test_ten_times_the_villages_take_the_same_queries(leader, city, django_assert_num_queries):
    with django_assert_num_queries(12):
        page(leader, period="2012Q1")
    for number in range(20):
        area = Area.objects.create(
            code=f"9901011003{number:02d}",
            name=f"新{number}村",
            level="village",
            parent=city["东镇"],
            path=f"000100010001{number + 10:04d}",
        )
        Village.objects.create(area=area, is_rural_unit=True)
        cast.build_report(area, dashboard_cast.Period.objects.get(code="2012Q1"), "approved", secretaries=1)
    with django_assert_num_queries(12):
        page(leader, period="2012Q1")
