"""Opening a quarter: who reports, what is carried and marked, what the registers know."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from branches.models import Area, Cadre, Level, Person, Village
from indicators.models import Period, Report, Total
from indicators.opening import open_period
from indicators.quarters import Quarter
from indicators.rollup import differences

from .cast import build_element, build_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def elements(areas):
    build_element("members")
    build_element("skilled", frequency=2)
    build_element("joined", nature="flow")
    build_element("secretaries", source="secretaries")
    build_element("offices", level=Level.TOWNSHIP)


def report_of(area, period):
    return Report.objects.get(area=area, period=period)


def test_villages_report_in_their_township_and_townships_in_themselves(areas, elements):
    period = open_period(Quarter(2012, 1))
    pairs = dict(Report.objects.values_list("area__name", "counted_in__name"))
    assert pairs == {
        "一村": "东镇", "二村": "东镇", "三村": "东镇", "四村": "西镇", "五村": "南乡", "六村": "南乡",
        "东镇": "东镇", "西镇": "西镇", "南乡": "南乡",
    }  # fmt: skip
    assert Total.objects.get(area=areas["测试市"], period=period).counts == {
        "village.empty": 6,
        "township.empty": 3,
    }
    assert differences(period) == []


def test_who_is_no_rural_unit_or_is_closed_does_not_report(areas, elements):
    Village.objects.filter(area=areas["一村"]).update(is_rural_unit=False)
    Area.objects.filter(pk=areas["二村"].pk).update(closed_on=date(2012, 3, 31))
    Area.objects.filter(pk=areas["三村"].pk).update(opened_on=date(2012, 4, 1))
    open_period(Quarter(2012, 1))
    names = set(Report.objects.filter(area__level=Level.VILLAGE).values_list("area__name", flat=True))
    assert names == {"四村", "五村", "六村"}


def test_stock_values_are_carried_and_marked_and_flows_start_blank(areas, elements, period):
    build_report(areas["一村"], period, "approved", members=30, skilled=20, joined=4)
    second = open_period(Quarter(2012, 2))
    report = report_of(areas["一村"], second)
    assert report.values == {"members": 30, "skilled": 20, "secretaries": 0}
    assert report.carried == ["members", "skilled"]


def test_what_counts_from_the_first_of_january_is_not_carried_into_the_new_year(areas, elements, period):
    build_element("entered", restarts=True)
    build_report(areas["一村"], period, "approved", members=30, entered=4)
    for number in (2, 3, 4):
        assert report_of(areas["一村"], open_period(Quarter(2012, number))).values["entered"] == 4
    report = report_of(areas["一村"], open_period(Quarter(2013, 1)))
    assert "entered" not in report.values
    assert report.values["members"] == 30


def test_a_value_is_carried_through_a_quarter_in_which_it_is_not_asked(areas, elements, period):
    build_report(areas["一村"], period, "approved", skilled=20)
    open_period(Quarter(2012, 2))
    third = open_period(Quarter(2012, 3))
    assert report_of(areas["一村"], third).values["skilled"] == 20


def test_a_blank_is_not_carried_as_a_value(areas, elements, period):
    build_report(areas["一村"], period, "approved", members=None)
    report = report_of(areas["一村"], open_period(Quarter(2012, 2)))
    assert "members" not in report.values
    assert report.carried == []


def test_registers_answer_as_of_the_last_day(areas, elements):
    person = Person.objects.create(name="甲一", sex="1", area=areas["一村"])
    Cadre.objects.create(
        person=person, village=areas["一村"], post="party_secretary", started_on=date(2012, 3, 31)
    )
    assert report_of(areas["一村"], open_period(Quarter(2012, 1))).values == {"secretaries": 1}


def test_the_default_dates_and_given_dates(areas, elements):
    period = open_period(Quarter(2012, 1), due_on=date(2012, 4, 8))
    assert (period.opens_on, period.due_on) == (date(2012, 3, 31), date(2012, 4, 8))
    assert (period.late_until, period.closes_on) == (date(2012, 4, 20), date(2012, 4, 30))


def test_the_command_opens_once_and_says_what_it_did(areas, elements):
    out = StringIO()
    call_command("open_period", "2012Q1", stdout=out)
    assert "9 份报表" in out.getvalue()
    with pytest.raises(CommandError, match="已经开报"):
        call_command("open_period", "2012Q1", stdout=out)
    with pytest.raises(CommandError, match="不是季度代码"):
        call_command("open_period", "2012-1", stdout=out)
    assert Period.objects.count() == 1
