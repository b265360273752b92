"""Opening a quarter on its page: what it will do, four dates in order, once."""

import pytest
from django.urls import reverse

from indicators.models import Period, Report

from .cast import build_element, build_period, build_user

pytestmark = pytest.mark.django_db

PAGE = "/periods/open/"
DATES = {
    "opens_on": "2012-06-30",
    "due_on": "2012-07-10",
    "late_until": "2012-07-20",
    "closes_on": "2012-07-30",
}


@pytest.fixture
def admin(client, users):
    client.force_login(users["administrator"])
    return client


def test_the_page_says_how_many_units_will_report(admin, areas, period):
    build_element("a")
    build_element("b", level="county")
    page = admin.get(PAGE).content.decode()
    assert "开报2012年第二季度" in page
    assert "将建立 8 份报表" in page
    assert "县区级 2 份，村级 6 份" in page
    assert 'name="due_on" value="2012-07-10"' in page


def test_opening_makes_every_report_once(admin, areas, period):
    build_element("a")
    form = {"code": "2012Q2", **DATES, "due_on": "2012-07-12"}
    response = admin.post(PAGE, form, follow=True)
    assert [str(m) for m in response.context["messages"]] == ["已开报2012年第二季度：6份报表，2012-07-12截止。"]
    assert str(Period.objects.get(code="2012Q2").due_on) == "2012-07-12"
    again = admin.post(PAGE, form, follow=True)
    assert [str(m) for m in again.context["messages"]][-1] == "2012年第二季度已经开报，没有重复办理。"
    assert Report.objects.filter(period__code="2012Q2").count() == 6
    assert not Period.objects.filter(code="2012Q3").exists()


def test_only_the_next_quarter_is_opened(admin, areas, period):
    response = admin.post(PAGE, {"code": "2013Q1", **DATES}, follow=True)
    assert "只能开报紧接着的一个季度" in response.content.decode()
    assert Period.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("due_on", "2012-06-29", "“截止日期”不能早于“开始填报”。"),
        ("late_until", "2012-07-09", "“补报截止”不能早于“截止日期”。"),
        ("closes_on", "2012-07-01", "“关闭日期”不能早于“补报截止”。"),
        ("due_on", "下周", "日期应如 2012-07-10。"),
        ("closes_on", "", "请填写日期。"),
    ],
)
def test_wrong_dates_come_back_as_they_were_typed(name, value, told, admin, areas, period):
    response = admin.post(PAGE, {"code": "2012Q2", **DATES, name: value})
    assert response.status_code == 422
    assert told in response.content.decode()
    assert value in response.content.decode()
    assert Period.objects.count() == 1


def test_warnings_forbid_nothing_but_are_told(admin, areas, settings):
    build_period("2012Q2")
    page = admin.get(PAGE).content.decode()
    assert "2012年第三季度到2012-09-30才结束" in page
    assert "指标目录是空的" in page
    assert "2012年第二季度还没有发布" in page


def test_on_a_new_site_the_last_ended_quarter_is_the_first(admin, areas):
    assert "开报2012年第二季度" in admin.get(PAGE).content.decode()
    assert "还没有报告期" in admin.get(reverse("period-list")).content.decode()


def test_an_administrator_of_a_county_does_not_open(client, areas, period):
    client.force_login(build_user("local", areas["甲县"], "administrator"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"code": "2012Q2", **DATES}).status_code == 403
    assert Period.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2012-03-30", "未开始"),
        ("2012-03-31", "填报中"),
        ("2012-04-10", "填报中"),
        ("2012-04-11", "补报中"),
        ("2013-03-26", "补报中"),
        ("2013-03-27", "仅退回可改"),
        ("2013-04-06", "已关闭"),
    ],
)
def test_the_list_names_the_stage_of_the_day(day, stage, admin, areas, period, settings):
    settings.TODAY = period.opens_on.fromisoformat(day)
    [(_, shown)] = admin.get(reverse("period-list")).context["listed"]
    assert shown == stage
