"""The entry grid as a clerk works in it: keyboard, paste, two people, a lost connection, a reload."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Role
from indicators import workflow
from indicators.models import Report, Revision, Rule, Status

from ..cast import build_element, build_report, build_user

CLIPBOARD = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def reports(areas, period):
    """Three villages of 东镇 with 党员数, 双强党员数 (at most 党员数), 收入 and a register cell."""
    build_element("villages", name="村数", unit="个", source="villages", sort_order=0)
    members = build_element("members", name="党员数", sort_order=1)
    build_element("strong", name="双强党员数", sort_order=2)
    build_element("income", name="收入", decimals=2, unit="万元", required=False, nature="flow", sort_order=3)
    Rule.objects.create(
        code="strong_of_members", programme=members.programme, left="strong", comparison="<=", right="members"
    )
    return {
        "一村": build_report(areas["一村"], period, "draft", villages=1, members=30, strong=10),
        "二村": build_report(areas["二村"], period, "draft", villages=1, members=20, strong=25),
        "三村": build_report(areas["三村"], period, villages=1),
    }


@pytest.fixture
def grid(page_as, areas, reports, live_server):
    page = page_as("clerk")
    page.goto(live_server.url + reverse("entry-grid", args=[areas["东镇"].code, "2012Q1"]))
    return page


def cell(page, report, code):
    return page.locator(f"#c{report.pk}-{code}")


def saved(page):
    expect(page.locator("#save-state")).to_contain_text("已自动保存")


def values(report):
    return Report.objects.get(pk=report.pk).values


def focused(page):
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize("late", ["book", "keys", "bar", "start"])
def test_what_is_typed_before_the_scripts_are_there_is_saved_as_well(
    page_as, areas, reports, live_server, late_script, late
):
    page, failed, release = page_as("clerk"), [], late_script(f"entry/{late}")
    page.on("pageerror", lambda error: failed.append(str(error)))
    address = live_server.url + reverse("entry-grid", args=[areas["东镇"].code, "2012Q1"])
    page.goto(address, wait_until="commit")
    cell(page, reports["三村"], "members").fill("12")
    page.keyboard.press("Enter")
    page.locator("h1").click()
    cell(page, reports["三村"], "strong").focus()
    assert "members" not in values(reports["三村"])
    release()
    saved(page)
    assert values(reports["三村"])["members"] == 12
    cell(page, reports["三村"], "strong").fill("5")
    page.keyboard.press("Escape")
    expect(cell(page, reports["三村"], "strong")).to_have_value("")  # what stood there when it was entered
    assert failed == []


def test_what_is_handed_in_before_the_scripts_are_there_goes_with_what_was_typed(
    page_as, areas, reports, live_server, late_script
):
    page, release = page_as("clerk"), late_script("entry/send")
    address = live_server.url + reverse("entry-grid", args=[areas["东镇"].code, "2012Q1"])
    page.goto(address, wait_until="commit")
    cell(page, reports["一村"], "members").fill("31")
    page.get_by_role("button", name="提交审核").click()
    assert page.url == address
    release()
    expect(page.locator(".messages")).to_contain_text("已提交 1 份报表")
    assert values(reports["一村"])["members"] == 31


def test_a_page_without_its_scripts_says_so_and_hands_nothing_in(page_as, areas, reports, live_server, problems):
    page = page_as("clerk")
    problems.allow("ERR_FAILED")
    problems.allow("Grid.")
    page.route("**/entry/send*.js", lambda route: route.abort())
    page.goto(live_server.url + reverse("entry-grid", args=[areas["东镇"].code, "2012Q1"]))
    expect(page.locator("#save-state")).to_have_text("页面没有装载完整，请刷新后再填")
    page.get_by_role("button", name="提交审核").click()
    assert Report.objects.get(pk=reports["一村"].pk).status == "draft"


def test_a_cell_saves_by_itself_and_the_page_follows(grid, reports):
    second = reports["二村"]
    expect(grid.locator("#notes")).to_contain_text("二村：双强党员数 25人 不应大于 党员数 20人")
    expect(grid.locator('[data-total="members"]')).to_have_text("50")
    cell(grid, second, "members").fill("３0")
    grid.keyboard.press("Enter")
    saved(grid)
    expect(cell(grid, second, "members")).to_have_value("30")
    assert values(second)["members"] == 30
    expect(grid.locator('[data-total="members"]')).to_have_text("60")
    expect(grid.locator(f'tr[data-report="{second.pk}"] .state')).to_contain_text("可提交")
    expect(grid.locator("#no-notes")).to_be_visible()
    expect(grid.locator("[data-ready-count]")).to_have_text("2")
    expect(grid.locator(".entry-tabs small")).to_be_hidden()


def test_the_keyboard_moves_as_in_a_spreadsheet(grid, reports):
    first, second = reports["一村"].pk, reports["二村"].pk
    cell(grid, reports["一村"], "members").click()
    grid.keyboard.press("ArrowDown")
    assert focused(grid) == f"c{second}-members"
    grid.keyboard.press("ArrowUp")
    grid.keyboard.press("ArrowRight")
    assert focused(grid) == f"c{first}-strong"
    grid.keyboard.press("ArrowLeft")
    grid.keyboard.type("31")
    grid.keyboard.press("Tab")
    grid.keyboard.type("11")
    grid.keyboard.press("Enter")
    assert focused(grid) == f"c{second}-members"  # back in the column where the row was begun
    saved(grid)
    assert values(reports["一村"]) == {"villages": 1, "members": 31, "strong": 11}
    grid.keyboard.type("99")
    grid.keyboard.press("Escape")
    expect(cell(grid, reports["二村"], "members")).to_have_value("20")
    assert values(reports["二村"])["members"] == 20


def test_what_cannot_be_read_stays_typed_with_its_reason_even_after_a_reload(grid, reports):
    first = reports["一村"]
    cell(grid, first, "members").fill("三十")
    grid.keyboard.press("Enter")
    expect(grid.locator("#kept")).to_contain_text("一村 党员数：“三十”不是数字")
    expect(cell(grid, first, "members")).to_have_attribute("aria-invalid", "true")
    grid.reload()
    expect(cell(grid, first, "members")).to_have_value("三十")
    expect(grid.locator("#kept")).to_contain_text("不是数字")
    grid.get_by_role("button", name="放弃").click()
    expect(cell(grid, first, "members")).to_have_value("30")
    expect(grid.locator("#kept li")).to_have_count(0)


def test_a_block_from_excel_is_shown_first_then_stored_as_one_and_can_be_undone(grid, reports, screenshot):
    first, second, third = reports.values()
    cell(grid, first, "members").focus()
    grid.evaluate(CLIPBOARD, '32\t12\t"1,234.5"\r\n约20\t5\t不适用\r\n9\t－\t\r\n40\t\t\r\n')
    dialog = grid.locator("#paste-dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("6 格将改变，1 格不能粘贴，1 格超出表格")
    expect(dialog).to_contain_text("“约20”不会粘贴")
    assert values(first)["members"] == 30
    screenshot(grid, "entry-paste")
    dialog.get_by_role("button", name="粘贴 6 格").click()
    saved(grid)
    assert values(first) == {"villages": 1, "members": 32, "strong": 12, "income": 123450}
    assert Report.objects.get(pk=second.pk).cell("income") == "n/a"
    assert values(third)["members"] == 9
    assert set(Revision.objects.values_list("how", flat=True)) == {"paste"}
    grid.get_by_role("button", name="撤销上一步").click()
    expect(cell(grid, first, "members")).to_have_value("30")
    expect(grid.locator("td[data-state=waiting]")).to_have_count(0)
    saved(grid)
    assert values(first)["members"] == 30
    assert values(third)["members"] is None


def test_two_people_in_one_cell_see_both_values(grid, reports, areas):
    first = reports["一村"]
    colleague = build_user("colleague", areas["东镇"], Role.CLERK, display_name="同事")
    workflow.save_values(first, {"members": 33}, colleague)
    cell(grid, first, "members").fill("31")
    grid.keyboard.press("Enter")
    expect(grid.locator("#kept")).to_contain_text("您填 31；同事")
    expect(grid.locator("#kept")).to_contain_text("已改为 33")
    assert values(first)["members"] == 33
    grid.get_by_role("button", name="用我的").click()
    saved(grid)
    assert values(first)["members"] == 31
    workflow.save_values(first, {"members": 34}, colleague)
    cell(grid, first, "members").fill("35")
    grid.keyboard.press("Enter")
    grid.get_by_role("button", name="用对方的").click()
    expect(cell(grid, first, "members")).to_have_value("34")
    assert values(first)["members"] == 34


def test_a_lost_connection_loses_nothing(grid, context, problems, reports):
    problems.allow("ERR_INTERNET_DISCONNECTED")
    first, second = reports["一村"], reports["二村"]
    context.set_offline(True)
    cell(grid, first, "members").fill("41")
    grid.keyboard.press("Enter")
    cell(grid, second, "members").fill("42")
    grid.keyboard.press("Enter")
    expect(grid.locator("#save-state")).to_contain_text("网络中断，正在重试，2 处尚未保存，已存在本机")
    context.set_offline(False)
    saved(grid)
    assert (values(first)["members"], values(second)["members"]) == (41, 42)


def test_what_was_typed_without_connection_survives_a_reload(grid, context, problems, reports):
    problems.allow("Failed to load resource")
    first = reports["一村"]
    context.route("**/save/", lambda route: route.abort("connectionfailed"))
    cell(grid, first, "members").fill("41")
    grid.keyboard.press("Enter")
    expect(grid.locator("#save-state")).to_contain_text("1 处尚未保存")
    grid.reload()
    expect(cell(grid, first, "members")).to_have_value("41")
    assert values(first)["members"] == 30
    context.unroute("**/save/")
    grid.reload()
    saved(grid)
    assert values(first)["members"] == 41


def test_an_expired_session_is_told_and_the_cell_kept(grid, context, problems, reports, sign_in, users):
    first = reports["一村"]
    context.clear_cookies()
    problems.allow("403")
    cell(grid, first, "members").fill("41")
    grid.keyboard.press("Enter")
    expect(grid.locator("#save-state")).to_contain_text("1 处尚未保存，已存在本机")
    sign_in(users["clerk"])
    grid.reload()
    saved(grid)
    assert values(first)["members"] == 41


def test_a_finding_leads_to_its_cell_and_a_cell_to_its_history(grid, reports, check_accessibility, screenshot):
    second = reports["二村"]
    grid.get_by_role("link", name="二村：双强党员数 25人").click()
    assert focused(grid) == f"c{second.pk}-strong"
    expect(grid.locator("#cell-bar")).to_contain_text("二村 双强党员数")
    expect(grid.locator("#cell-bar")).to_contain_text("不应大于")
    check_accessibility(grid)
    screenshot(grid, "entry")
    cell(grid, second, "strong").fill("15")
    grid.keyboard.press("Enter")
    saved(grid)
    cell(grid, second, "strong").focus()
    grid.get_by_role("button", name="修改记录").click()
    expect(grid.locator("#history-dialog")).to_contain_text("二村 · 双强党员数")
    expect(grid.locator("#history-dialog tbody tr")).to_have_count(1)
    check_accessibility(grid)
    grid.get_by_role("button", name="关闭").click()
    grid.get_by_role("button", name="不适用").click()
    expect(grid.locator("#notes")).to_contain_text("双强党员数为必填项，填为不适用，请说明原因")
    grid.get_by_text("写说明").click()
    grid.get_by_role("textbox", name="的说明").fill("整村搬迁")
    grid.get_by_role("button", name="保存说明").click()
    expect(grid.locator("#notes")).to_contain_text("说明：整村搬迁")


def test_submitting_waits_for_the_last_cell(grid, reports):
    second = reports["二村"]
    cell(grid, second, "members").fill("26")
    grid.get_by_role("button", name="提交审核").click()
    expect(grid.locator(".messages")).to_contain_text("已提交 2 份报表")
    assert {r.status for r in Report.objects.exclude(pk=reports["三村"].pk)} == {Status.SUBMITTED}
    assert values(second)["members"] == 26
    grid.get_by_role("button", name="撤回二村的报表").click()
    expect(grid.locator(".messages")).to_contain_text("已撤回二村")


def test_two_hundred_villages_stay_fluid(grid, reports, areas, period):
    village = areas["一村"]
    for number in range(4, 201):
        village.pk, village.code, village.name = (
            None,
            f"990101100{number:03d}"[:9] + f"{number:03d}",
            f"第{number}村",
        )
        village.path = f"000100010001{number:04d}"
        village.save()
        build_report(village, period, "draft", members=number, strong=1)
    for number in range(16):
        build_element(f"more{number}", name=f"第{number}项", required=False, sort_order=10 + number)
    grid.reload()
    assert grid.locator("#grid input").count() == 200 * 19
    first = reports["一村"]
    cell(grid, first, "members").click()
    touched = grid.evaluate(
        """async () => {
            const touched = [];
            const watch = new MutationObserver(() => {});
            watch.observe(document.getElementById("grid"), { subtree: true, childList: true, attributes: true });
            for (let i = 0; i < 50; i += 1) {
                const input = document.activeElement;
                input.value = String(100 + i);
                input.dispatchEvent(new Event("change", { bubbles: true }));
                const enter = { key: "Enter", bubbles: true, cancelable: true };
                input.dispatchEvent(new KeyboardEvent("keydown", enter));
                await Promise.resolve();
                touched.push(watch.takeRecords().length);
                await new Promise(requestAnimationFrame);
            }
            return touched.sort((a, b) => a - b)[25];
        }"""
    )
    assert touched < 30  # a key touches its own cell, row and total, not 200 villages
    saved(grid)
    assert values(first)["members"] == 100
    cell(grid, first, "members").focus()
    grid.evaluate(CLIPBOARD, "\n".join("\t".join(["7"] * 19) for _ in range(60)))
    apply = grid.locator("#paste-dialog [data-apply]")
    expect(apply).to_be_visible(timeout=30_000)
    apply.click()
    expect(grid.locator("td[data-state=waiting]")).to_have_count(0, timeout=60_000)
    assert values(first)["more15"] == 7
    expect(grid.locator('[data-total="more15"]')).to_have_text("420")


def test_on_a_phone_nothing_but_the_grid_scrolls_sideways(grid, check_accessibility, screenshot):
    grid.set_viewport_size({"width": 390, "height": 844})
    assert not grid.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    check_accessibility(grid)
    screenshot(grid, "entry-phone")
