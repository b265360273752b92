"""要催办的: which tasks call for a push, in which order, for whom; as a page and as a sheet."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area
from indicators import dashboards
from indicators.models import Task

from . import cast
from .campaigns_cast import build_campaign
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

LAST = date(2012, 3, 31)


@pytest.fixture
def office(areas, settings):
    cast.build_period()
    return Office(areas, settings)


@pytest.fixture
def waiting(office, areas):
    """甲 is 11 days late and 81 without word; 乙 30 days without word; 丙 1 day late; 丁 neither."""
    office.one("东镇", title="甲")
    silent = office.one("一村", title="乙", due=date(2012, 9, 1))
    office.tell(silent, date(2012, 3, 1))
    campaign = build_campaign(areas)
    late = office.one("四村", title="丙", due=date(2012, 3, 30), programme=None, campaign=campaign)
    office.tell(late, date(2012, 3, 29))
    fresh = office.one("西镇", title="丁", due=LAST)
    office.tell(fresh, date(2012, 3, 2))
    done = office.one("西镇", title="戊")
    office.report(done, date(2012, 3, 25))
    office.one("南乡", title="己", by="乙区", due=date(2012, 2, 1))
    office.settings.TODAY = date(2012, 7, 5)
    return campaign


def found(area, kind="", campaign=None, day=LAST):
    rows = dashboards.of_kind(dashboards.to_push(area, day, 30, campaign), kind, day)
    return [(one.task.title, one.late, one.silent) for one in (dashboards.push(task, day) for task in rows)]


def test_the_longest_days_come_first(waiting, areas):
    assert found(areas["甲县"]) == [("甲", 11, 81), ("乙", 0, 30), ("丙", 1, 0)]
    assert found(areas["甲县"], "overdue") == [("甲", 11, 81), ("丙", 1, 0)]
    assert found(areas["甲县"], "stalled") == [("甲", 11, 81), ("乙", 0, 30)]
    assert found(areas["测试市"], "overdue")[0] == ("己", 59, 81)


def test_the_list_keeps_to_the_area_the_campaign_and_the_day(waiting, areas):
    assert found(areas["东镇"]) == [("甲", 11, 81), ("乙", 0, 30)]
    assert found(areas["甲县"], campaign=waiting) == [("丙", 1, 0)]
    then = found(areas["甲县"], day=date(2012, 3, 20))  # 70 days since 10 January, before 丙 and 戊 told more
    assert then == [("甲", 0, 70), ("戊", 0, 70), ("丙", 0, 70)]
    assert found(areas["甲县"], day=date(2012, 1, 9)) == []


def test_kinds_are_counted(waiting, areas):
    rows = dashboards.to_push(areas["甲县"], LAST, 30)
    assert dashboards.push_counts(rows, LAST) == {"": 3, "overdue": 2, "stalled": 2}


def test_a_task_names_its_unit_township_and_county(waiting, areas):
    rows = dashboards.of_kind(dashboards.to_push(areas["甲县"], LAST, 30), "", LAST)
    assert [(one.unit.name, one.township, one.county) for one in (dashboards.push(t, LAST) for t in rows)] == [
        ("东镇", "东镇", "甲县"),
        ("一村", "东镇", "甲县"),
        ("四村", "西镇", "甲县"),
    ]


def get(client, route="implementation-page", **query):
    return client.get(reverse(route), {"period": "2012Q1"} | query)


def test_the_page_lists_them_with_links(waiting, office, areas, client):
    client.force_login(office.county)
    text = get(client).content.decode()
    assert "逾期 11 天" in text
    assert "停滞 30 天" in text
    for title in ("甲", "乙", "丙"):
        assert reverse("task-page", args=[Task.objects.get(title=title).pk]) in text
    assert reverse("task-page", args=[Task.objects.get(title="己").pk]) not in text  # of 乙区
    only = get(client, kind="overdue", campaign=str(waiting.pk)).content.decode()
    assert reverse("task-page", args=[Task.objects.get(title="丙").pk]) in only
    assert reverse("task-page", args=[Task.objects.get(title="甲").pk]) not in only
    assert f"&kind=overdue&campaign={waiting.pk}".replace("&", "&amp;") in only


def test_with_nothing_to_push_the_page_says_so(office, client):
    client.force_login(office.county)
    assert "没有逾期和停滞的任务" in get(client).content.decode()
    assert "没有停滞的任务" in get(client, kind="stalled").content.decode()


def test_fifty_stand_on_a_page(office, client):
    for _ in range(51):
        office.one("东镇")
    office.settings.TODAY = date(2012, 7, 5)
    client.force_login(office.county)
    first, second = get(client), get(client, page="2")
    assert first.content.decode().count("逾期 11 天") == 50
    assert second.content.decode().count("逾期 11 天") == 1
    assert "第 2 / 2 页" in second.content.decode()


def table(answer):
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_sheet_has_the_same_rows_and_is_recorded(waiting, office, areas, client):
    client.force_login(office.county)
    answer = get(client, "implementation-export")
    rows = table(answer)
    assert [rows[0][0], rows[1][0]] == ["甲县催办清单", "截至2012-03-31 · 逾期和停滞的任务"]
    assert rows[2][:5] == ["序号", "县区", "乡镇", "责任单位", "事项"]
    assert [row[:11] for row in rows[3:]] == [
        [1, "甲县", "东镇", "东镇", "甲", "领头雁工程", "逾期、停滞", 11, 81, "2012-03-20", None],
        [2, "甲县", "东镇", "一村", "乙", "领头雁工程", "停滞", None, 30, "2012-09-01", "2012-03-01"],
        [3, "甲县", "西镇", "四村", "丙", "堡垒工程", "逾期", 1, None, "2012-03-30", "2012-03-29"],
    ]
    assert rows[3][11:13] == ["甲县", "2012-01-10"]
    record = AccessRecord.objects.get(action="export")
    assert (record.what, record.rows, record.area) == ("甲县催办清单", 3, areas["甲县"])


def test_the_sheet_keeps_the_filter_and_marks_a_demonstration(waiting, office, areas, client):
    Area.objects.update(is_demo=True)
    client.force_login(office.county)
    rows = table(get(client, "implementation-export", kind="overdue", campaign=str(waiting.pk)))
    assert [rows[1][0], rows[2][0]] == [
        "截至2012-03-31 · 逾期的任务（堡垒工程）",
        "演示数据：人员与数字均为虚构，仅供试用",
    ]
    assert [row[4] for row in rows[4:]] == ["丙"]


def test_no_title_becomes_a_formula(office, client):
    office.one("东镇", title='=HYPERLINK("http://x")')
    office.settings.TODAY = date(2012, 7, 5)
    client.force_login(office.county)
    answer = get(client, "implementation-export")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert (sheet["E4"].value, sheet["E4"].data_type) == ('=HYPERLINK("http://x")', "s")


def test_the_sheet_stays_inside_the_scope(waiting, office, areas, client):
    client.force_login(office.east)
    assert get(client, "implementation-export", area=areas["西镇"].code).status_code == 404
    assert get(client, "implementation-export", kind="horses").status_code == 404
    assert [row[4] for row in table(get(client, "implementation-export"))[3:]] == ["甲", "乙"]
    assert client.get(reverse("implementation-export"), {"period": "1999Q9"}).status_code == 302


def test_a_campaign_of_elsewhere_is_no_filter(office, areas, client):
    other = build_campaign(areas, area=areas["乙区"])
    client.force_login(office.county)
    assert get(client, campaign=str(other.pk)).status_code == 404


def test_a_sheet_takes_as_many_queries_for_many_tasks_as_for_one(office, areas, client, django_assert_num_queries):
    client.force_login(office.county)
    for number in (1, 20):
        for _ in range(number):
            office.one("一村")
        office.settings.TODAY = date(2012, 7, 5)
        with django_assert_num_queries(6):
            table(get(client, "implementation-export"))
