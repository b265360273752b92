"""A register in a browser: a row added by keyboard, a file brought in, a view kept; accessible throughout."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import AppraisalResult, Cadre, Person
from tests.registers_cast import build_registers, sheet

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PHONE = {"width": 390, "height": 844}
HEADINGS = ["姓名", "所在单位", "任职村", "职务", "任职日期"]


@pytest.fixture
def people(areas):
    return build_registers(areas)


def address(live_server, name, *args):
    return live_server.url + reverse(f"register-{name}", args=args)


def scrolls_sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_row_is_added_by_keyboard_alone(people, page_as, live_server, check_accessibility, screenshot, problems):
    problems.allow("status of 422")
    page = page_as("clerk")
    page.goto(address(live_server, "list", "appraisals"))
    page.get_by_role("link", name="登记", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/add/")
    check_accessibility(page)

    page.get_by_label("人员").focus()
    page.keyboard.type("lian")
    offered = page.locator("#id_person_list option")
    expect(offered).to_have_count(1)
    assert offered.get_attribute("value") == "李安 东镇 一村 1985-03"
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("李安 一村")
    page.keyboard.press("Tab")
    page.keyboard.type("2013")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("考核结果通报")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="2013年还没有到").wait_for()
    check_accessibility(page)
    screenshot(page, "register-form-refused")
    assert page.get_by_label("人员").input_value() == "李安 一村"
    assert page.get_by_label("依据").input_value() == "考核结果通报"

    page.get_by_label("年度").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("2011")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="已登记").wait_for()
    kept = AppraisalResult.objects.get()
    assert (kept.person, kept.year, kept.evidence) == (people["李安"], 2011, "考核结果通报")
    check_accessibility(page)
    screenshot(page, "register-record")


def test_two_of_one_name_are_told_apart_by_choosing(
    people, areas, page_as, live_server, check_accessibility, problems
):
    problems.allow("status of 422")
    twin = Person.objects.create(name="李安", sex="2", area=areas["一村"], birth_month=date(1990, 1, 1))
    page = page_as("clerk")
    page.goto(address(live_server, "add", "cadres"))
    page.get_by_label("人员").fill("李安 一村")
    page.get_by_label("任职村").fill("一村")
    page.get_by_label("职务").select_option(label="村委会委员")
    page.get_by_label("任职日期").fill("2012-06-01")
    page.get_by_role("button", name="保存", exact=True).click()
    check_accessibility(page)
    page.get_by_role("radio", name="李安 东镇 一村 1990-01").check()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("status").filter(has_text="已登记").wait_for()
    assert Cadre.objects.get(post="village_committee").person == twin


def test_a_list_is_brought_in_after_corrections(
    people, areas, page_as, live_server, check_accessibility, screenshot, problems
):
    problems.allow("status of 422")
    page = page_as("clerk")
    page.goto(address(live_server, "list", "cadres"))
    page.get_by_role("link", name="导入").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载导入模板").click()
    assert download.value.suggested_filename == "村干部台账导入模板.xlsx"
    page.get_by_label("或者粘贴").fill("甲\t乙\n1\t2")
    page.get_by_role("button", name="读取并预览").click()
    assert "没有找到表头" in page.get_by_role("alert").inner_text()
    check_accessibility(page)

    faulty = ["无此人", "一村", "一村", "村委会委员", "2012-06-01"]
    doubtful = ["李安", "二村", "一村", "村委会委员", "2012-06-01"]
    upload(page, sheet(HEADINGS, faulty, doubtful))
    page.get_by_role("heading", name="有错误的行").wait_for()
    assert page.get_by_role("button", name="确认导入").count() == 0
    check_accessibility(page)
    screenshot(page, "register-import-preview")

    page.get_by_role("link", name="重新上传").first.click()
    upload(page, sheet(HEADINGS, doubtful))
    page.get_by_role("radio", name="李安 东镇 一村 1985-03").check()
    page.get_by_role("button", name="按选定的重新核对").click()
    page.get_by_role("heading", name="新增").wait_for()
    page.set_viewport_size(PHONE)
    check_accessibility(page)
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="确认导入").click()
    page.get_by_role("status").filter(has_text="新增1条").wait_for()
    assert Cadre.objects.get(post="village_committee").person == people["李安"]


def upload(page, data: bytes) -> None:
    page.get_by_label("填好的文件").set_input_files({"name": "名册.xlsx", "mimeType": MIME, "buffer": data})
    page.get_by_role("button", name="读取并预览").click()


def test_filters_are_kept_as_a_view_and_open_the_list(people, page_as, live_server, check_accessibility):
    page = page_as("clerk")
    page.goto(address(live_server, "list", "cadres"))
    page.get_by_label("职务").select_option(label="村文书")
    page.get_by_role("button", name="筛选").click()
    page.get_by_text("保存当前筛选").click()
    page.get_by_label("名称", exact=True).fill("文书")
    page.get_by_label("每次打开台账先用它").check()
    check_accessibility(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.goto(address(live_server, "list", "cadres"))
    assert "post=village_clerk" in page.url
    expect(page.locator("tbody tr")).to_have_count(1)


def test_the_menu_and_a_record_fit_desk_and_phone(people, page_as, live_server, check_accessibility, screenshot):
    page = page_as("leader")
    record = Cadre.objects.get(person=people["单小红"]).pk
    for name, where in [
        ("register-menu", live_server.url + reverse("register-menu")),
        ("register-page", address(live_server, "record", "cadres", record)),
    ]:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(where)
        check_accessibility(page)
        screenshot(page, name)
        page.set_viewport_size(PHONE)
        check_accessibility(page)
        assert not scrolls_sideways(page)
