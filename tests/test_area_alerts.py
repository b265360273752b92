"""预警 on pages: the panel, the page with everything, the workbook, who sees what, and that nothing is stale."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area, OrganisationStandard, Person
from indicators.models import AlertStandard, Status, TaskStandard

from . import alerts_cast
from .tasks_cast import Office

pytestmark = pytest.mark.django_db

DAY = date(2012, 7, 5)
LINK = re.compile(r'<p><a href="([^"]+)"><b>([^<]+)</b> ([^<]*)</a>')


@pytest.fixture
def city(areas, settings):
    """西镇 below its line and falling, 一村 vacant, 六村 not reported, a late task in 二村 and one in 五村."""
    alerts_cast.build_quarters(areas)
    areas["tenures"] = alerts_cast.build_secretaries(areas)
    alerts_cast.vacate(areas["tenures"]["一村"], date(2012, 1, 1))
    alerts_cast.change_report(areas["六村"], "2012Q1", status=Status.EMPTY)
    office = areas["office"] = Office(areas, settings)
    office.one("二村", title="入户走访", on=date(2012, 6, 1), due=date(2012, 7, 1))
    office.one("五村", title="整理台账", on=date(2012, 6, 1), due=date(2012, 7, 1), by="乙区")
    settings.TODAY = DAY
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def address(area, name="area-alerts", **query):
    return reverse(name, args=[area.code]) + "?" + "&".join(f"{k}={v}" for k, v in query.items())


def dashboard_of(area):
    return address(area, "area-dashboard", period="2012Q1")


def listed(response) -> list[str]:
    """The places of a page's alerts, in order."""
    return [place for _, place, _ in LINK.findall(response.content.decode())]


def page_of(client, area, **query):
    return client.get(address(area, period="2012Q1", **query))


# where they are shown ---------------------------------------------------------------------
def test_the_dashboard_counts_by_kind_and_names_the_gravest_with_icon_and_word(leader, city):
    text = leader.get(dashboard_of(city["甲县"])).content.decode()
    numbers = dict(re.findall(r'data-alerts="(\w+)">(\d+)<', text))
    assert numbers == {"below": "1", "fall": "1", "vacancy": "1", "overdue": "1", "unchanged": "1"}
    panel = text[text.index('aria-labelledby="alert-panel-title"') :]
    assert re.search(r'class="alert-mark grave"><svg aria-hidden="true".*?</svg>严重</span>', panel)
    assert re.search(r'class="alert-mark notice"><svg aria-hidden="true".*?</svg>提醒</span>', panel)
    assert "指标按2012年第一季度，任务、空缺和填报按2012-07-05" in panel


def test_a_number_in_an_alert_carries_its_parts(leader, city):
    text = page_of(leader, city["甲县"], kind="below").content.decode()
    figure = re.search(r'<span class="value num" ([^>]*)>50.0%</span>（50名/100名），低于预警线70%', text)[1]
    assert dict(re.findall(r'data-([a-z]+)="([^"]*)"', figure)) == {
        "area": city["西镇"].code,
        "period": "2012Q1",
        "indicator": alerts_cast.SKILL,
        "numerator": "50",
        "denominator": "100",
        "value": "50.0",
    }


def test_a_village_page_has_its_own(leader, city):
    assert listed(leader.get(dashboard_of(city["一村"]))) == ["一村"]
    text = leader.get(dashboard_of(city["三村"])).content.decode()
    assert "没有预警" in text


def test_clerk_and_reviewer_find_them_on_their_first_page(client, city, users):
    client.force_login(users["clerk"])  # of 东镇
    assert sorted(listed(client.get("/todo/"))) == ["一村", "东镇", "二村"]
    client.force_login(users["reviewer"])  # of 甲县
    text = client.get("/todo/").content.decode()
    assert "东镇 一村" in text
    assert "五村" not in text
    assert address(city["甲县"]).rstrip("?") in text


def test_the_screen_counts_them_and_leads_nowhere(leader, city):
    text = leader.get(address(city["甲县"], "area-screen", period="2012Q1")).content.decode()
    assert "预警 · 共 5 条" in text
    assert '书记空缺</span> <b data-alerts="vacancy">1</b>' in text
    assert "village-cadres" not in text


# the page -------------------------------------------------------------------------------------
def test_the_page_is_narrowed_by_kind_and_by_child(leader, city):
    assert sorted(listed(page_of(leader, city["甲县"]))) == ["东镇", "东镇 一村", "东镇 二村", "西镇", "西镇"]
    assert listed(page_of(leader, city["甲县"], kind="vacancy")) == ["东镇 一村"]
    west = city["西镇"].code
    assert listed(page_of(leader, city["甲县"], child=west)) == ["西镇", "西镇"]
    assert listed(page_of(leader, city["甲县"], child=west, kind="fall")) == ["西镇"]
    text = page_of(leader, city["甲县"], kind="coverage").content.decode()
    assert "没有这类预警，可选“全部”再看。" in text


@pytest.mark.parametrize("query", [{"kind": "x"}, {"child": "<script>"}, {"page": "99"}, {"page": "x"}])
def test_junk_in_the_address_does_no_harm(leader, city, query):
    response = page_of(leader, city["甲县"], **query)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script src", "")


@pytest.mark.parametrize("name", ["area-alerts", "area-alerts-export"])
def test_an_unknown_period_leads_back_with_a_message(leader, city, name):
    response = leader.get(address(city["甲县"], name, period="1999Q9"), follow=True)
    assert response.redirect_chain == [(reverse("area-alerts", args=[city["甲县"].code]), 302)]
    assert "没有“1999Q9”这个报告期" in response.content.decode()


def test_fifty_a_page(leader, city):
    for number in range(60):
        city["office"].one("二村", title=f"事项{number}", on=date(2012, 6, 1), due=date(2012, 6, 30))
    city["office"].on(DAY)
    assert len(listed(page_of(leader, city["甲县"], kind="overdue"))) == 50
    second = page_of(leader, city["甲县"], kind="overdue", page=2)
    assert len(listed(second)) == 11
    assert '<ol class="alert-list single" start="51">' in second.content.decode()


def test_without_any_period_there_are_posts_and_tasks_and_no_error(leader, areas):
    text = leader.get(address(areas["西镇"])).content.decode()
    assert "台账中没有任职记录" in text
    assert leader.get(address(areas["西镇"], "area-alerts-export")).status_code == 200


def test_the_lines_are_told(leader, city):
    AlertStandard.objects.create(effective_from=date(2012, 1, 1), fall_points=4)
    OrganisationStandard.objects.create(effective_from=DAY, vacancy_days=60)
    text = page_of(leader, city["甲县"]).content.decode()
    assert "变差超过 4 个百分点" in text
    assert "超过 60 天没有在任村党组织书记" in text


# the workbook -------------------------------------------------------------------------------------
def test_the_workbook_has_the_same_rows_with_numbers_and_is_recorded(leader, city):
    Area.objects.update(is_demo=True)
    response = leader.get(address(city["甲县"], "area-alerts-export", period="2012Q1", kind="below"))
    sheet = openpyxl.load_workbook(BytesIO(response.getvalue())).active
    rows = list(sheet.values)
    assert rows[0][0] == "甲县预警（未达标）"
    assert rows[1][0] == "指标按2012年第一季度（已审核），任务、空缺和填报按2012-07-05"
    assert rows[2][0] == "演示数据：人员与数字均为虚构，仅供试用"
    words = "掌握技术率50.0%（50名/100名），低于预警线70%，目标85%"
    assert rows[4:] == [
        (1, "严重", "未达标", city["西镇"].code, None, "西镇", words, None, "掌握技术率", 50, 50, 100)
    ]
    record = AccessRecord.objects.get(action="export")
    assert (record.what, record.area, record.rows) == ("甲县预警20120705", city["甲县"], 1)


def test_the_workbook_names_the_units_above_and_the_days(leader, city):
    response = leader.get(address(city["测试市"], "area-alerts-export", period="2012Q1", kind="vacancy"))
    [row] = list(openpyxl.load_workbook(BytesIO(response.getvalue())).active.values)[3:]
    assert row[4:8] == ("甲县 东镇", "一村", "村党组织书记空缺186天", 186)


# who -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "name"), [("clerk", "东镇"), ("reviewer", "甲县"), ("leader", "测试市"), ("administrator", "测试市")]
)
def test_every_link_answers_whoever_sees_it(client, city, users, role, name):
    client.force_login(users[role])
    text = client.get(address(city[name], period="2012Q1")).content.decode()
    links = [link.replace("&amp;", "&") for link, _, _ in LINK.findall(text)]
    assert {reverse("village-cadres", args=[city["一村"].code])} <= set(links)
    assert any("/tasks/" in link for link in links)
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    if role == "leader":
        assert any("/outstanding/?period=2012Q1" in link for link in links)
    if role == "reviewer":
        assert any(f"/indicators/{alerts_cast.SKILL}/?period=2012Q1&basis=approved" in link for link in links)


def test_links_of_a_village_answer_too(client, city, users):
    client.force_login(city["office"].south)
    for name in ("六村", "五村"):
        text = client.get(dashboard_of(city[name])).content.decode()
        links = [link.replace("&amp;", "&") for link, _, _ in LINK.findall(text)]
        assert links
        assert {client.get(link).status_code for link in links} == {200}


def test_nobody_sees_alerts_outside_the_own_area(client, city, users):
    client.force_login(users["clerk"])
    for name in ("西镇", "甲县", "四村"):
        assert client.get(address(city[name])).status_code == 404
        assert client.get(address(city[name], "area-alerts-export")).status_code == 404


def test_no_name_of_a_person_is_part_of_an_alert(leader, city):
    Person.objects.update(name="欧阳不名")
    for response in (leader.get(dashboard_of(city["测试市"])), page_of(leader, city["测试市"])):
        assert "欧阳不名" not in response.content.decode()


# never stale -----------------------------------------------------------------------------------------------
def vacancy(city, settings):
    alerts_cast.vacate(city["tenures"]["三村"], date(2012, 1, 1))


def departure(city, settings):
    person = city["tenures"]["三村"].person
    person.left_on, person.left_how = date(2012, 1, 1), "deceased"
    person.save()


def next_day(city, settings):
    settings.TODAY = DAY + timedelta(days=1)


CHANGES = {
    "a tenure ended": (vacancy, "东镇 三村"),
    "a secretary departed": (departure, "东镇 三村"),
    "a post filled": (
        lambda city, settings: alerts_cast.serve(city["tenures"]["二村"].person, city["一村"], "party_secretary"),
        None,
    ),
    "a task was arranged that is late": (
        lambda city, settings: (
            city["office"].one("四村", title="补录", on=date(2012, 6, 1), due=date(2012, 6, 2)),
            city["office"].on(DAY),
        ),
        "“补录”逾期33天",
    ),
    "a day went by": (next_day, "“入户走访”逾期5天"),
    "a line of alerts": (
        lambda city, settings: AlertStandard.objects.create(effective_from=date(2012, 1, 1), fewest_cases=500),
        None,
    ),
    "a line of vacancies": (
        lambda city, settings: OrganisationStandard.objects.create(effective_from=DAY, vacancy_days=300),
        None,
    ),
    "a line of tasks": (
        lambda city, settings: TaskStandard.objects.create(effective_from=DAY, stalled_days=3),
        "3 天没有进展",
    ),
}


@pytest.mark.parametrize("name", ["area-dashboard", "area-screen"])
@pytest.mark.parametrize("change", CHANGES)
def test_no_change_of_an_alert_hides_behind_a_304(leader, city, settings, name, change):
    act, words = CHANGES[change]
    url = address(city["甲县"], name, period="2012Q1")
    first = leader.get(url)
    tag = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    assert leader.get(url, **tag).status_code == 304
    act(city, settings)
    after = leader.get(url, **tag)
    assert after.status_code == 200
    if name == "area-dashboard":
        assert listed(after) != listed(first) or words
        assert words is None or (words in after.content.decode()) > (words in first.content.decode())
