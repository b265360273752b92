"""What documents read of 工作落实: plain values under fixed names."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import dashboards
from indicators.dashboards import Basis

from . import implementation_cast
from .campaigns_cast import build_campaign
from .tasks_cast import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(areas, tmp_path):
    implementation_cast.load_catalogue(tmp_path, areas)
    implementation_cast.build_quarter(areas)
    return areas


def summary_of(area):
    period = dashboards.choose(dashboards.period_choices(area), "2012Q1")
    return dashboards.implementation_summary(area, period, Basis.APPROVED)


def test_the_city_in_plain_values(city, settings):
    office = Office(city, settings)
    campaign = build_campaign(city)
    build_campaign(city, name="好班子", kind="good_team")
    task = office.one("东镇", 20, programme=None, campaign=campaign)
    office.tell(task, date(2012, 1, 20), 10)
    settings.TODAY = date(2012, 7, 5)
    found = summary_of(city["测试市"])
    assert found.day == date(2012, 3, 31)
    assert (found.due, found.done, found.done_rate, found.ontime_rate) == (50, 40, 80, 62)
    assert round(found.evidence_rate, 2) == Decimal("90.70")
    assert round(found.stalled_rate, 2) == Decimal("33.33")
    assert (found.overdue, found.overdue_median) == (1, 11)
    assert round(found.tailoff, 4) == Decimal("0.6136")  # 1 - 17/44
    assert (found.paper_ratio, found.effect_rate) == (Decimal("2.5"), 70)
    assert [(name, round(rate, 1)) for name, rate in found.worst_areas] == [("甲县", Decimal("71.4"))]
    assert found.faded_campaigns == ("堡垒工程",)


def test_units_as_good_as_the_whole_are_not_named(city):
    assert summary_of(city["乙区"]).worst_areas == ()  # 南乡 has 10 of 10
    found = summary_of(city["甲县"]).worst_areas
    assert found == (("西镇", Decimal(40)),)  # 25 of 35 in the county, 18 of 20 in 东镇


def test_what_is_unknown_is_none(areas, period):
    found = summary_of(areas["测试市"])
    assert (found.due, found.done, found.done_rate, found.tailoff, found.overdue_median) == (None,) * 5
    assert (found.overdue, found.worst_areas, found.faded_campaigns) == (0, (), ())


def test_a_village_is_told_by_its_tasks(city, settings):
    Office(city, settings).one("一村")
    settings.TODAY = date(2012, 7, 5)
    found = summary_of(city["一村"])
    assert (found.due, found.done, found.done_rate, found.overdue) == (1, 0, 0, 1)
