"""An administrator adds a programme without code, and it is in the form, the checks, the dashboard, the export."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Role, User
from branches.sheets import reading
from indicators import workflow
from indicators.models import Element, Indicator, Programme, Report, Rule, Target
from indicators.opening import open_period
from indicators.quarters import Quarter

from ..cast import build_element, build_user

FIRST, SECOND = "greened_villages", "planned_villages"


@pytest.fixture
def cast(areas, settings):
    """2012Q1 is open with one element of old; a clerk, a reviewer and an administrator."""
    settings.TODAY = date(2012, 4, 5)
    build_element("members", name="党员总数")
    open_period(Quarter(2012, 1))
    build_user("administrator", areas["测试市"], Role.ADMINISTRATOR, is_staff=True)
    build_user("clerk", areas["东镇"], Role.CLERK)
    build_user("county", areas["甲县"], Role.REVIEWER)
    return areas


class Admin:
    """The add pages of the admin, filled in as a person does."""

    def __init__(self, page, home):
        self.page, self.home = page, home

    def add(self, model, choices=(), picked=(), **texts):
        """Texts into inputs, `choices` {field: label} of selects, `picked` {field: words} by typing."""
        self.page.goto(self.home + reverse(f"admin:indicators_{model}_add"))
        for field, text in texts.items():
            self.page.locator(f"#id_{field}").fill(text)
        for field, label in dict(choices).items():
            self.page.locator(f"#id_{field}").select_option(label=label)
        for field, words in dict(picked).items():
            self.page.locator(f".field-{field} .select2-selection").click()
            self.page.locator(".select2-search__field").fill(words)
            self.page.locator(".select2-results__option--highlighted", has_text=words).click()
        self.page.get_by_role("button", name="保存", exact=True).click()
        self.page.wait_for_url(f"**/indicators/{model}/")


def add_the_programme(admin):
    admin.add("programme", code="greening", name="村庄绿化工程", sort_order="5")
    shared = {"level": "村", "nature": "期末数", "frequency": "季报"}
    for code, name in ((FIRST, "已绿化自然村数"), (SECOND, "规划绿化自然村数")):
        admin.add(
            "element", shared, {"programme": "村庄绿化工程"}, code=code, name=name, unit="个", sort_order="1"
        )
    admin.add(
        "indicator",
        {"display": "百分比", "direction": "越高越好"},
        {"programme": "村庄绿化工程"},
        code="greening_rate",
        name="村庄绿化率",
        short_name="绿化率",
        numerator=FIRST,
        denominator=SECOND,
        count_unit="个",
        featured="1",
        effective_from="2012-01-01",
    )
    admin.add(
        "target",
        picked={"indicator": "村庄绿化率", "area": "测试市"},
        year="2012",
        green="80",
        amber="60",
    )
    admin.add(
        "rule",
        {"comparison": "不大于", "severity": "错误"},
        {"programme": "村庄绿化工程"},
        code="greened_of_planned",
        left=FIRST,
        right=SECOND,
        message="已绿化的自然村不能多于规划数",
    )


def cell(page, area, code):
    return page.locator(f"#c{Report.objects.get(area=area).pk}-{code}")


def type_in(page, area, code, text):
    cell(page, area, code).fill(text)
    with page.expect_response(lambda answer: "/save/" in answer.url):
        page.keyboard.press("Enter")


def test_a_new_programme_needs_no_programmer(page, live_server, sign_in, cast, check_accessibility):
    village, home = cast["一村"], live_server.url
    sign_in(User.objects.get(username="administrator"))
    add_the_programme(Admin(page, home))
    assert (Programme.objects.filter(code="greening").count(), Target.objects.count()) == (1, 1)
    assert (Element.objects.filter(programme__code="greening").count(), Rule.objects.count()) == (2, 1)
    assert Indicator.objects.get().featured == 1

    # the form and the checks
    sign_in(User.objects.get(username="clerk"))
    page.goto(home + reverse("entry-grid", args=[cast["东镇"].code, "2012Q1"]) + "?programme=greening")
    expect(page.get_by_role("link", name="村庄绿化工程")).to_have_attribute("aria-current", "page")
    type_in(page, village, FIRST, "9")
    type_in(page, village, SECOND, "8")
    expect(page.locator("#notes")).to_contain_text("已绿化的自然村不能多于规划数")
    type_in(page, village, FIRST, "6")
    expect(page.locator("#notes")).not_to_contain_text("已绿化的自然村不能多于规划数")
    check_accessibility(page)

    # the export: the same two columns with what was typed
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 模板").click()
    rows = reading.read(download.value.path().read_bytes())
    cells = {str(cell) for sheet in rows.values() for row in sheet for cell in row}
    assert any("已绿化自然村数" in text for text in cells)
    assert {"6.0", "8.0"} <= cells | {f"{float(text):.1f}" for text in cells if text.isdigit()}

    # reviewed, it is on the dashboard and on a page of its own: 6 / 8 = 75%, between 60 and 80
    report = Report.objects.get(area=village)
    workflow.save_cells({report: {"members": 30}}, User.objects.get(username="clerk"))
    workflow.submit([report], User.objects.get(username="clerk"))
    workflow.approve([Report.objects.get(pk=report.pk)], User.objects.get(username="county"))
    sign_in(User.objects.get(username="administrator"))
    page.goto(home + reverse("area-dashboard", args=[cast["测试市"].code]) + "?period=2012Q1")
    tile = page.locator("article.kpi[data-indicator=greening_rate]")
    expect(tile).to_have_attribute("data-value", "75.0")
    expect(tile).to_contain_text("接近")
    page.goto(home + reverse("programme-page", args=["greening"]) + "?period=2012Q1")
    expect(page.locator("article.kpi[data-indicator=greening_rate]")).to_contain_text("6个 / 8个")
    check_accessibility(page)
