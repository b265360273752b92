"""The page of one indicator: its definition and versions, every unit at a depth, where unevenness lies."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area, Level, Village
from indicators import dashboards
from indicators.dashboards import Basis
from indicators.models import Indicator, Period, Status
from indicators.rollup import rebuild

from . import cast, dashboard_cast

RATE = "ds_secretary_rate"


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def page_of(area, code=RATE, basis=Basis.APPROVED, depth="", period="2012Q1"):
    period = dashboards.choose(dashboards.period_choices(area), period)
    return dashboards.indicator_page(area, period, basis, dashboards.versions_of(code), depth)


def get(client, indicator=RATE, **query):
    return client.get(reverse("indicator-page", args=[indicator]), {"period": "2012Q1"} | query)


def rows(page):
    """(place, unit, value to one place) in the order shown."""
    return [(u.place, u.name, u.figure.value and round(u.figure.value, 1)) for u in page.units]


def test_the_next_level_is_compared_first(city):
    """甲县 2 of 3, 乙区 1 of 2."""
    page = page_of(city["测试市"])
    assert page.depths == (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
    assert rows(page) == [(1, "甲县", Decimal("66.7")), (2, "乙区", Decimal("50.0"))]


def test_every_township_of_the_city_with_its_county(city):
    page = page_of(city["测试市"], depth="township")
    assert rows(page) == [(1, "西镇", Decimal("100")), (2, "东镇", Decimal("50")), (2, "南乡", Decimal("50"))]
    assert [unit.county for unit in page.units] == ["甲县", "甲县", "乙区"]


def test_every_village_with_township_and_county_those_without_a_number_last(city):
    page = page_of(city["测试市"], depth="village")
    assert rows(page)[:2] == [(1, "一村", Decimal("100")), (1, "四村", Decimal("100"))]
    assert rows(page)[2:4] == [(3, "五村", Decimal("50")), (4, "二村", Decimal("0"))]
    assert {name for place, name, _ in rows(page) if place is None} == {"三村", "六村"}
    assert (page.units[0].township, page.units[0].county) == ("东镇", "甲县")


def test_the_other_basis_counts_what_waits_for_review(city):
    page = page_of(city["东镇"], basis=Basis.REPORTED)
    assert rows(page)[:2] == [(1, "一村", Decimal("100")), (1, "三村", Decimal("100"))]


def test_a_flow_adds_the_year_at_every_depth(city):
    second = dashboard_cast.build_quarter(
        city, "2012Q2", {"一村": (Status.APPROVED, 1, 1, 40, 30, 5), "二村": (Status.APPROVED, 1, 1, 60, 30, 0)}
    )
    assert second.code == "2012Q2"
    page = page_of(city["东镇"], "ds_promoted", period="2012Q2")
    assert rows(page)[:2] == [(1, "一村", Decimal("7")), (2, "二村", Decimal("1"))]  # 2 + 5, 1 + 0


def test_quartiles_and_histogram_count_the_known_units(city):
    page = page_of(city["测试市"], depth="village")
    assert page.quartiles.n == 4
    assert (page.quartiles.lowest, page.quartiles.median, page.quartiles.highest) == (0, 75, 100)
    assert sum(one.count for one in page.bins) == 4


def test_a_new_definition_breaks_the_trend(city):
    Indicator.objects.filter(code=RATE).update(effective_until=date(2011, 12, 31))
    dashboard_cast.build_indicator(RATE, "secretaries", "secretaries", effective_from=date(2012, 1, 1))
    page = page_of(city["测试市"])
    assert [(point.quarter.code, point.broken) for point in page.trend][-2:] == [
        ("2011Q4", False),
        ("2012Q1", True),
    ]
    assert page.own.value == 100
    assert page.current.formula == "secretaries ÷ secretaries"
    assert [version.since.year for version in page.versions] == [2009, 2012]


def test_before_its_first_definition_an_indicator_has_no_page(leader, city):
    Indicator.objects.filter(code=RATE).update(effective_from=date(2012, 4, 1))
    assert page_of(city["测试市"]) is None
    assert get(leader).status_code == 404


def test_where_the_spread_lies_is_said_in_words(city):
    """Members, double-strong by townships: 甲县 all alike, 乙区 all alike, so everything lies between them."""
    cast.build_element("members")
    cast.build_element("strong")
    dashboard_cast.build_indicator("share", "strong", "members")
    period = Period.objects.get(code="2012Q1")
    extra = Area.objects.create(
        code="990102201000", name="北乡", level="township", parent=city["乙区"], path="000100020002"
    )
    village = Area.objects.create(
        code="990102201201", name="七村", level="village", parent=extra, path="0001000200020001"
    )
    Village.objects.create(area=village, is_rural_unit=True)
    cast.build_report(village, period)
    for name, strong in (("一村", 600), ("四村", 600), ("五村", 200), ("七村", 200)):
        place = city.get(name) or village
        report = place.reports.get(period=period)
        report.status, report.values = Status.APPROVED, {"members": 1000, "strong": strong}
        report.save()
    rebuild(period)
    split = page_of(city["测试市"], "share").split
    assert split.between == 1
    assert split.sentence.startswith("除去偶然波动，各乡镇的差距有100.0%在县区之间、0.0%在县区内部")
    # P = 0.4, V_B = 0.2² = 0.04, V = 0.24: one sixth
    assert round(split.eta, 4) == Decimal("0.1667")


def test_a_spread_that_chance_explains_is_called_so(city):
    """Six secretaries in three townships: what differs there is chance."""
    assert page_of(city["测试市"]).split.between is None


def test_the_page_stays_inside_the_scope(client, city, users):
    client.force_login(users["clerk"])
    assert get(client, area=city["西镇"].code).status_code == 404
    assert get(client, "horses").status_code == 404
    assert get(client).status_code == 200


def test_the_export_has_the_same_numbers_and_is_recorded(leader, city):
    answer = leader.get(reverse("indicator-export", args=[RATE]), {"period": "2012Q1", "depth": "township"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [(row[0], row[4], row[5], row[6], row[7]) for row in table] == [
        (1, "西镇", 100, 1, 1),
        (2, "东镇", 50, 1, 2),
        (2, "南乡", 50, 1, 2),
    ]
    assert [(sheet[f"{column}4"].number_format, sheet[f"{column}4"].value) for column in "FI"] == [
        ("#,##0.0", 100),
        ("#,##0", 65),
    ]
    record = AccessRecord.objects.get(action="export")
    assert (record.rows, record.area.name) == (3, "测试市")


def test_the_list_has_every_indicator_with_its_definition(leader, city):
    Indicator.objects.filter(code=RATE).update(definition="双强支书占在任支书的比例。")
    text = leader.get(reverse("indicator-list"), {"period": "2012Q1"}).content.decode()
    assert "双强支书占在任支书的比例。" in text
    assert reverse("indicator-page", args=[RATE]) in text


def test_ten_times_the_villages_take_the_same_queries(leader, city, django_assert_num_queries):
    for depth in ("county", "village"):
        with django_assert_num_queries(13):
            get(leader, depth=depth)
    for number in range(20):
        area = Area.objects.create(
            code=f"9901011003{number:02d}",
            name=f"新{number}村",
            level="village",
            parent=city["东镇"],
            path=f"000100010001{number + 10:04d}",
        )
        cast.build_report(area, Period.objects.get(code="2012Q1"), "approved", secretaries=1, ds_secretaries=0)
    for depth in ("county", "village"):
        with django_assert_num_queries(13):
            get(leader, depth=depth)
