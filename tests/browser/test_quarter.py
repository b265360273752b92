"""One whole quarter of one township in Chromium, from opening to a correction after publication.

After every decisive step the city's dashboard is loaded again and must show the figure that the
step leads to: double-strong members / members, of the reviewed reports and of those that wait.
"""

import pytest
from playwright.sync_api import expect

from branches.models import User
from indicators import publishing, workflow
from indicators.models import Period, Publication, Report, Revision

from ..sheets_cast import edited
from .quarter_steps import (
    PASTE,
    QUARTER,
    Desks,
    build_catalogue,
    build_people,
    cell,
    city_figure,
    confirm,
    expect_saved,
    report_of,
    type_in,
    upload,
    values,
)

NOTHING = ("", "")
PAGES = {
    "login",
    "period-list",
    "period-open",
    "area-dashboard",
    "todo",
    "entry-grid",
    "entry-upload",
    "entry-upload-preview",
    "review-queue",
    "review-township",
    "review-decide",
    "publish",
    "report-correct",
}


@pytest.fixture
def desks(new_context, live_server, areas, check_accessibility):
    build_people(areas)
    build_catalogue()
    office = Desks(new_context, live_server.url, check_accessibility)
    yield office
    office.leave()


def test_a_quarter_runs_from_opening_to_a_correction_after_publication(desks, areas):
    city = areas["测试市"]
    the_administrator_opens_it(desks)
    assert city_figure(desks, city) == NOTHING
    the_clerk_types_without_a_connection_and_pastes(desks, areas)
    two_clerks_disagree(desks, areas)
    the_clerk_uploads_a_form(desks, areas)
    assert city_figure(desks, city, "reported") == NOTHING  # drafts count nowhere
    the_clerk_submits(desks, areas, 3)
    assert city_figure(desks, city) == NOTHING
    assert city_figure(desks, city, "reported") == ("47", "120")  # 10 + 12 + 25 of 30 + 40 + 50
    the_county_returns_a_village(desks)
    assert city_figure(desks, city, "reported") == ("35", "80")
    the_clerk_mends_it(desks, areas)
    assert city_figure(desks, city, "reported") == ("49", "120")
    the_county_approves_all(desks, areas)
    assert city_figure(desks, city) == ("49", "120")
    the_counties_hand_over(desks, areas)
    the_city_publishes(desks)
    assert city_figure(desks, city) == ("49", "120")
    the_city_corrects(desks, areas)
    assert city_figure(desks, city) == ("50", "120")
    assert desks.looked_at == PAGES  # by axe, as the people came along


def the_administrator_opens_it(desks):
    page = desks.go("administrator", "period-list")
    page.get_by_role("link", name="开报下一期").click()
    desks.arrive(page, "period-open")
    expect(page.get_by_role("heading", name="将建立 6 份报表")).to_be_visible()
    page.get_by_role("button", name="确认开报2012年第二季度").click()
    expect(page.locator(".messages")).to_contain_text("已开报2012年第二季度：6份报表，2012-07-10截止")
    assert Period.objects.get().code == QUARTER


def the_clerk_types_without_a_connection_and_pastes(desks, areas):
    page = desks.go("clerk", "todo")
    page.get_by_role("link", name="去填报2012年第二季度").click()
    desks.arrive(page, "entry-grid")
    type_in(page, "一村", "members", "３０ ")
    expect_saved(page)
    desks.allow("clerk", "ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    type_in(page, "一村", "strong", "10")
    expect(page.locator("#save-state")).to_contain_text("1 处尚未保存，已存在本机")
    assert "strong" not in values("一村")
    page.context.set_offline(False)
    expect_saved(page)
    assert values("一村") == {"villages": 1, "members": 30, "strong": 10}
    cell(page, "二村", "members").focus()
    page.evaluate(PASTE, "40\t45\r\n50\t20\r\n")
    expect(page.locator("#paste-dialog")).to_contain_text("4 格将改变")
    page.get_by_role("button", name="粘贴 4 格").click()
    expect_saved(page)
    expect(page.locator("#notes")).to_contain_text("二村：双强党员数 45人 不应大于 党员总数 40人")
    expect(page.locator("[data-ready-count]")).to_have_text("2")
    expect(page.locator('[data-total="members"]')).to_have_text("120")


def two_clerks_disagree(desks, areas):
    page = desks.of("clerk")
    other = desks.go("colleague", "entry-grid", areas["东镇"].code, QUARTER)
    type_in(other, "二村", "strong", "15")
    expect_saved(other)
    type_in(page, "二村", "strong", "12")
    expect(page.locator("#kept")).to_contain_text("您填 12；同事")
    expect(page.locator("#kept")).to_contain_text("已改为 15")
    assert values("二村")["strong"] == 15
    page.get_by_role("button", name="用我的").click()
    expect_saved(page)
    assert values("二村")["strong"] == 12
    expect(page.locator("#no-notes")).to_be_visible()


def the_clerk_uploads_a_form(desks, areas):
    """D villages, E members, F strong, G income; rows 8 to 10 are the villages."""
    page = desks.go("clerk", "entry-grid", areas["东镇"].code, QUARTER)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 模板").click()
    form = download.value.path().read_bytes()
    page.get_by_role("link", name="上传 Excel").click()
    desks.arrive(page, "entry-upload")
    upload(page, edited(form, {"F9": -3, "G10": "很多", "G8": 1.5}))
    expect(page.get_by_role("heading", name="错误")).to_be_visible()
    expect(page.locator(".sentences.wrong li")).to_have_count(2)
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    desks.arrive(page, "entry-upload-preview")
    assert "income" not in values("一村")
    page.get_by_role("link", name="重新上传").click()
    upload(page, edited(form, {"F10": 25, "G8": 1.5, "G10": "2.50"}))
    expect(page.locator("main")).to_contain_text("2 个单位 3 格改动")
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("status")).to_contain_text("导入3格数据")
    assert values("一村")["income"] == 150
    assert values("三村") == {"villages": 1, "members": 50, "strong": 25, "income": 250}
    assert set(Revision.objects.values_list("how", flat=True)) == {"form", "paste", "excel"}


def the_clerk_submits(desks, areas, number):
    page = desks.go("clerk", "entry-grid", areas["东镇"].code, QUARTER)
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messages")).to_contain_text(f"已提交 {number} 份报表")


def the_county_returns_a_village(desks):
    page = desks.go("county", "todo")
    page.get_by_role("link", name="去审核").click()
    page.get_by_role("button", name="开始审核（3份）").click()
    expect(page.locator(".messages")).to_contain_text("已开始审核3份报表")
    desks.arrive(page, "review-township")
    page.get_by_label("选二村").check()
    page.get_by_role("button", name="退回所选…").first.click()
    page.get_by_label("双强党员数").check()
    page.get_by_role("textbox", name="原因").fill("与花名册不符")
    confirm(desks, page, "确认退回 1 份")
    assert report_of("二村").status == "returned"


def the_clerk_mends_it(desks, areas):
    page = desks.go("clerk", "todo")
    expect(page.locator(".todo-list")).to_contain_text("与花名册不符")
    page.get_by_role("link", name="去修改").click()
    expect(page.locator("#notes")).to_contain_text("与花名册不符")
    expect(page.locator("#grid td.marked")).to_have_count(1)
    expect(cell(page, "一村", "members")).not_to_be_editable()
    type_in(page, "二村", "strong", "14")
    expect_saved(page)
    the_clerk_submits(desks, areas, 1)


def the_county_approves_all(desks, areas):
    page = desks.go("county", "review-queue")
    page.get_by_role("link", name="东镇").click()
    expect(page.locator("tr.is-back")).to_contain_text("退回原因：与花名册不符（双强党员数）")
    expect(page.locator("tr.is-back")).to_contain_text("双强党员数 12人 → 14人")
    page.get_by_label("全选").first.check()
    page.get_by_role("button", name="通过所选…").click()
    confirm(desks, page, "确认审核通过 3 份")
    page = desks.go("county", "review-township", areas["西镇"].code, QUARTER)
    page.get_by_label("选四村").check()
    page.get_by_role("button", name="免报所选…").click()
    page.get_by_role("textbox", name="原因").fill("整村搬迁")
    confirm(desks, page, "确认免报 1 份")


def the_counties_hand_over(desks, areas):
    """乙区, where nothing was due, and 甲县 through its page."""
    neighbour, period = User.objects.get(username="neighbour"), Period.objects.get()
    workflow.waive(Report.objects.within(areas["乙区"]), neighbour, "本期不报")
    publishing.hand_over(areas["乙区"], period, neighbour)
    city = desks.go("city", "publish", QUARTER)
    expect(city.locator("main")).to_contain_text("还不能发布：甲县尚未报送")
    page = desks.go("county", "publish", QUARTER)
    page.get_by_role("button", name="报送市级").click()
    expect(page.locator(".messages")).to_contain_text("甲县2012年第二季度已报送市级")


def the_city_publishes(desks):
    page = desks.go("city", "publish", QUARTER)
    page.get_by_role("button", name="发布2012年第二季度").click()
    expect(page.locator(".messages")).to_contain_text("为第1次发布")
    assert frozen_strong() == {1: 49}


def the_city_corrects(desks, areas):
    page = desks.go("county", "report-correct", areas["一村"].code, QUARTER)
    desks.allow("county", "status of 422")
    correct_strong(page, "11", "漏统一人")
    expect(page.get_by_role("alert")).to_contain_text("已经发布，只能由测试市更正")
    page = desks.go("city", "report-correct", areas["一村"].code, QUARTER)
    correct_strong(page, "11", "漏统一人")
    expect(page.locator(".messages")).to_contain_text("已更正1项")
    desks.arrive(page, "area-dashboard")
    page = desks.go("city", "publish", QUARTER)
    for words in ("第2次发布", "一村：漏统一人", "第1次发布"):
        expect(page.locator("main")).to_contain_text(words)
    assert frozen_strong() == {1: 49, 2: 50}


def correct_strong(page, text, why):
    page.get_by_role("textbox", name="双强党员数").fill(text)
    page.get_by_role("textbox", name="更正原因").fill(why)
    page.get_by_role("button", name="确认更正").click()


def frozen_strong():
    """{number of the publication: double-strong members of the whole city in it}."""
    found = {}
    for publication in Publication.objects.all():
        [whole] = [area for area in publication.frozen["areas"] if area["name"] == "测试市"]
        found[publication.number] = whole["approved"]["strong"][0]
    return found
