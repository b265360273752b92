"""A form downloaded, filled in with mistakes, corrected, uploaded and confirmed in Chromium."""

from io import BytesIO

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators import workflow
from indicators.models import Report
from tests.sheets_cast import SHEET, build_form, edited, opened

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def form_of_the_township(areas):
    return build_form(areas)


def choose(page, data: bytes, name: str = "东镇.xlsx") -> None:
    page.get_by_label("填好的报表").set_input_files({"name": name, "mimeType": MIME, "buffer": data})
    page.get_by_role("button", name="上传并预览").click()


def scrolls_sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_clerk_corrects_the_mistakes_of_a_form_and_brings_it_in(
    form_of_the_township, areas, page_as, live_server, check_accessibility, screenshot, problems, users
):
    problems.allow("status of 422")
    page = page_as("clerk")
    page.goto(live_server.url + reverse("entry-grid", args=[areas["东镇"].code, "2012Q2"]))
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 模板").click()
    assert download.value.suggested_filename == "东镇2012年第二季度报表.xlsx"
    data = download.value.path().read_bytes()
    assert opened(data)[SHEET]["B8"].value == "一村"

    page.get_by_role("link", name="上传 Excel").click()
    check_accessibility(page)
    choose(page, BytesIO(b"MZ not a table").getvalue(), "报表.xlsx")
    assert "不是表格文件" in page.get_by_role("alert").inner_text()
    check_accessibility(page)
    screenshot(page, "entry-upload")

    choose(page, edited(data, {"D8": 41, "D9": "很多", "E10": -3}))
    page.get_by_role("heading", name="错误").wait_for()
    expect(page.locator("#errors").locator("xpath=../..").locator("li")).to_have_count(2)
    assert page.get_by_role("button", name="确认导入").count() == 0
    check_accessibility(page)
    screenshot(page, "entry-upload-errors")

    page.get_by_role("link", name="重新上传").click()
    workflow.save_values(Report.objects.get(area=areas["二村"]), {"members": 35}, users["clerk"])
    choose(page, edited(data, {"D8": 41, "D9": 32, "E10": 3}))
    page.get_by_role("heading", name="冲突").wait_for()
    check_accessibility(page)
    screenshot(page, "entry-upload-preview")
    page.set_viewport_size(PHONE)
    check_accessibility(page)
    assert not scrolls_sideways(page)
    page.get_by_label("用表中的数覆盖").check()
    page.get_by_role("button", name="确认导入").click()
    assert "导入3格数据" in page.get_by_role("status").inner_text()
    values = {report.area.name: report.values for report in Report.objects.select_related("area")}
    assert (values["一村"]["members"], values["二村"]["members"], values["三村"]["income"]) == (41, 32, 300)
    page.get_by_role("link", name="去填报页").click()
    page.get_by_role("heading", name="2012年第二季度填报").wait_for()
