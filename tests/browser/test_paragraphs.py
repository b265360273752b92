"""Writing a paragraph in Chromium: the manual opens, a fault is shown beside its field, the page is accessible."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import User
from indicators.models import ParagraphTemplate


@pytest.fixture
def administrator(users, sign_in):
    User.objects.filter(pk=users["administrator"].pk).update(is_staff=True)
    call_command("load_catalogue", verbosity=0)
    call_command("load_paragraphs", verbosity=0)
    return sign_in(users["administrator"])


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_a_fault_is_shown_and_the_manual_says_how(
    page, live_server, administrator, check_accessibility, tmp_path, width, height
):
    page.set_viewport_size({"width": width, "height": height})
    row = ParagraphTemplate.objects.get(code="practice_lead_goose")
    page.goto(live_server.url + reverse("admin:indicators_paragraphtemplate_change", args=[row.pk]))
    expect(page.get_by_text("双强村干部3283名，占村干部总数的48%以上")).to_be_visible()
    page.get_by_text("规则：写在路径后面").click()
    expect(page.get_by_role("cell", name="舍去小数；本来就是整数的不写“以上”")).to_be_visible()
    check_accessibility(page)
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.screenshot(path=tmp_path / "form.png", full_page=True)
    page.get_by_label("正文").fill("截止目前，共{ds_secretary_rate.nun}。")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("第1行第1字：应写“截至目前”").wait_for()
    expect(page.get_by_text("第1行第8字：“ds_secretary_rate”没有“nun”这一项")).to_be_visible()
    assert page.get_by_label("正文").input_value() == "截止目前，共{ds_secretary_rate.nun}。"
    check_accessibility(page)
    page.screenshot(path=tmp_path / "faults.png", full_page=True)
