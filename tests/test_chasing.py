"""催报: who has not reported, by place and state, on the page and as a sheet to take away."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from branches.models import AccessRecord
from indicators import workflow
from indicators.chasing import calls, outstanding
from indicators.models import Report, Status

from .cast import build_report
from .review_cast import build_quarters, build_reviewers, report_of

pytestmark = pytest.mark.django_db

LIST, EXPORT = "/chasing/", "/chasing/export/"


@pytest.fixture
def quarter(areas):
    return build_quarters(areas)


@pytest.fixture
def reviewers(areas):
    return build_reviewers(areas)


def names(area, quarter, status=""):
    return [call.name for call in calls(outstanding(area, quarter, status), date(2012, 7, 5))]


def test_submitted_approved_and_waived_units_are_not_called(areas, quarter):
    assert names(areas["测试市"], quarter) == ["三村", "五村", "六村"]
    Report.objects.filter(area=areas["五村"], period=quarter).update(status=Status.WAIVED)
    assert names(areas["测试市"], quarter) == ["三村", "六村"]


@pytest.mark.parametrize(
    ("day", "words"), [(5, "剩5天"), (9, "剩1天"), (10, "今天截止"), (11, "已过1天"), (31, "已过21天")]
)
def test_days_are_counted_to_the_due_date(day, words, areas, quarter):
    [call] = calls(outstanding(areas["东镇"], quarter), date(2012, 7, day))
    assert (call.days_word, call.county, call.township, call.name) == (words, "甲县", "东镇", "三村")


def test_a_returned_unit_says_why(areas, quarter, reviewers):
    workflow.return_reports([report_of(areas["一村"], quarter)], reviewers["county"], "数字有误")
    [call] = calls(outstanding(areas["东镇"], quarter, "returned"), date(2012, 7, 5))
    assert (call.name, call.status_word, call.why) == ("一村", "已退回", "数字有误")


def test_own_reports_of_counties_and_townships_are_called_too(areas, quarter):
    build_report(areas["甲县"], quarter)
    build_report(areas["东镇"], quarter)
    assert names(areas["甲县"], quarter) == ["甲县", "东镇", "三村"]
    assert names(areas["三村"], quarter) == ["三村"]


def test_the_page_filters_and_says_when_nothing_is_left(client, areas, quarter, reviewers):
    client.force_login(reviewers["city"])
    page = client.get(LIST)
    assert [call.name for call in page.context["calls"]] == ["三村", "五村", "六村"]
    assert [group.area.name for group in page.context["groups"]] == ["甲县", "乙区"]
    narrowed = client.get(LIST, {"area": areas["乙区"].code, "status": "empty"})
    assert [call.name for call in narrowed.context["calls"]] == ["五村", "六村"]
    nobody = client.get(LIST, {"area": areas["西镇"].code}).content.decode()
    assert "全部应报单位均已上报，无须催报。" in nobody


def test_nobody_sees_beyond_the_own_area(client, areas, quarter, reviewers):
    client.force_login(reviewers["county"])
    assert [call.name for call in client.get(LIST).context["calls"]] == ["三村"]
    for page in (LIST, EXPORT):
        assert client.get(page, {"area": areas["乙区"].code}).status_code == 404


def test_no_people_are_named_or_ranked(client, areas, quarter, reviewers):
    client.force_login(reviewers["city"])
    page = client.get(LIST).content.decode()
    assert not any(word in page for word in ("名次", "排名", "得分", "倒数"))


def test_the_sheet_has_the_same_units_and_is_recorded(client, areas, quarter, reviewers):
    workflow.return_reports([report_of(areas["一村"], quarter)], reviewers["county"], "=1+1 有误")
    client.force_login(reviewers["county"])
    response = client.get(EXPORT)
    assert response["Content-Disposition"].startswith("attachment")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
    rows = rows.to_python()
    assert rows[0][0] == "甲县2012年第二季度催报名单"
    assert rows[3][:9] == [
        1,
        areas["一村"].code,
        "甲县",
        "东镇",
        "一村",
        "已退回",
        "2012-07-10",
        "剩5天",
        "=1+1 有误",
    ]
    assert [row[4] for row in rows[3:]] == ["一村", "三村"]
    record = AccessRecord.objects.get()
    assert (record.action, record.what, record.area, record.rows) == (
        "export",
        "2012年第二季度催报名单",
        areas["甲县"],
        2,
    )


def test_before_any_period_the_page_says_what_to_do(client, areas, reviewers):
    client.force_login(reviewers["county"])
    assert "没有可催报的报告期" in client.get(LIST).content.decode()
    assert client.get(EXPORT).status_code == 404
    assert not AccessRecord.objects.exists()


def test_nonsense_in_the_query_falls_back_to_everything(client, areas, quarter, reviewers):
    client.force_login(reviewers["county"])
    page = client.get(LIST, {"period": "x", "status": "y", "page": "z"})
    assert page.context["period"] == quarter
    assert [call.name for call in page.context["calls"]] == ["三村"]
    assert reverse("chasing-export") in page.content.decode()
