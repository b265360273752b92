"""Paper: what Chromium's PDF has of a dashboard, a long list, a wide grid, an empty page.

Every page of the site is printed in test_every_page.py; here is what must be right on the sheets.
"""

from datetime import date, datetime

import pytest
from django.urls import reverse

from branches.models import Area, Cadre, Person, Role
from indicators.models import Programme

from .. import cast, dashboard_cast
from .paper import bare, printed

OF_THE_MASTHEAD = ["检索（/）", "接口密钥", "修改密码", "督办催报"]
CADRES = 130


@pytest.fixture
def city(transactional_db):
    return dashboard_cast.build_wide_city()


@pytest.fixture
def official(city, sign_in):
    return sign_in(cast.build_user("official", city, Role.LEADER, display_name="李科员"))


@pytest.fixture
def sheets_of(page, live_server, tmp_path):
    """`sheets_of(address)`: the page as printed, once its charts are drawn."""

    def sheets(address):
        page.goto(live_server.url + address)
        if page.locator("script[data-files]").count():
            page.wait_for_selector("html[data-charts=ready]", state="attached")
        return printed(page, tmp_path / "page.pdf")

    return sheets


@pytest.fixture
def cadres(areas):
    """People of 一村: 李安001 to 李安130, each a member of its committee."""
    people = [
        Person(name=f"李安{number:03}", sex="1", area=areas["一村"], education="30", birth_month=date(1970, 1, 1))
        for number in range(1, CADRES + 1)
    ]
    for person in people:
        person.save()  # which writes the pinyin that the list is sorted by
    day = date(2009, 1, 1)
    Cadre.objects.bulk_create(
        Cadre(person=person, village=areas["一村"], post="village_committee", started_on=day) for person in people
    )


def of_area(area) -> str:
    return reverse("area-dashboard", args=[area.code]) + "?period=2012Q1"


# the margins and the watermark --------------------------------------------------------
@pytest.mark.parametrize("level", ["city", "county", "township", "village"])
def test_every_sheet_of_a_dashboard_says_what_it_is_and_who_printed_it(city, official, sheets_of, level):
    area = Area.objects.filter(level=level).order_by("path").first()
    sheets = sheets_of(of_area(area))
    assert 1 <= len(sheets) <= 5
    for number, sheet in enumerate(sheets, 1):
        assert sheet.is_a4
        assert not sheet.is_landscape
        assert bare(f"{area.name} · 2012年第一季度 · 已审核 · 数据截至2012年3月31日") in sheet.text
        assert bare(f"第 {number} 页，共 {len(sheets)} 页") in sheet.text
        assert sheet.text.count(bare("李科员 2012-07-05")) >= 6  # once in the foot, the others across the sheet
        assert [words for words in OF_THE_MASTHEAD if bare(words) in sheet.text] == []


def test_the_watermark_tells_when_it_was_printed_not_when_it_was_opened(city, official, page, sheets_of, tmp_path):
    page.clock.install(time=datetime(2026, 3, 1, 9, 5))  # noqa: DTZ001 - the browser's zone is set
    assert bare("李科员 2012-07-05 09:05") in sheets_of(of_area(city))[0].text
    page.clock.set_fixed_time(datetime(2026, 3, 1, 16, 45))  # noqa: DTZ001
    [first, *_] = printed(page, tmp_path / "later.pdf")
    assert bare("李科员 2012-07-05 16:45") in first.text
    assert "09:05" not in first.text


def test_without_scripts_head_watermark_and_page_numbers_are_there(
    browser, context, city, official, live_server, tmp_path
):
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(live_server.url + of_area(city))
    sheets = printed(page, tmp_path / "plain.pdf")
    plain.close()
    assert all(bare("数据截至2012年3月31日") in sheet.text for sheet in sheets)
    assert all(sheet.text.count(bare("李科员 2012-07-05")) >= 6 for sheet in sheets)
    assert bare(f"第 {len(sheets)} 页，共 {len(sheets)} 页") in sheets[-1].text


# charts --------------------------------------------------------------------------------
def test_charts_are_drawn_for_paper_each_on_one_sheet(city, official, page, sheets_of):
    sheets = sheets_of(of_area(city))
    [ranking] = [sheet for sheet in sheets if "县区排名" in sheet.text]
    [trend] = [sheet for sheet in sheets if "近十二期走势" in sheet.text]
    # Chromium writes a canvas as drawing and text: below the bars their names, which the table has as well;
    # below the lines what they are and where they ended, which nothing else says.
    assert all(ranking.text.count(name) >= 2 for name in dashboard_cast.COUNTIES)
    for figure in page.locator(".kpi").all():
        name, value = figure.locator("h2").inner_text(), figure.locator(".value").inner_text()
        assert bare(value) in sheets[0].text, name
    assert all(bare(line) in trend.text for line in legends(page))
    assert len(legends(page)) == 4


def legends(page) -> list[str]:
    """What the trend's legend says: each line with its last value."""
    return page.evaluate(
        "() => Object.values(Chart.instances).find((one) => one.canvas.id === 'chart-trend')"
        ".data.datasets.map((one) => one.label)"
    )


def test_nothing_of_a_dashboard_is_wider_than_the_sheet(city, official, page, sheets_of):
    sheets_of(of_area(city))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # 210 mm less the margins
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_screen_has_its_charts_back_after_printing(city, official, page, sheets_of):
    sheets_of(of_area(city))
    sizes = page.evaluate("[...document.querySelectorAll('canvas')].map((one) => [one.offsetWidth, one.width])")
    room = page.evaluate("[...document.querySelectorAll('.chart')].map((one) => one.clientWidth)")
    assert [shown for shown, _ in sizes] == room
    assert all(abs(dots - shown) <= 1 for shown, dots in sizes)  # not three dots a pixel any more


def test_the_tables_under_folded_charts_are_printed(city, official, sheets_of):
    text = "".join(sheet.text for sheet in sheets_of(of_area(city)))
    assert bare("偏离值 z") in text
    assert bare("近十二期走势") in text


# lists ---------------------------------------------------------------------------------
def test_a_long_list_repeats_its_headings_and_loses_no_row(cadres, page_as, sheets_of):
    page_as("leader")
    sheets = sheets_of(reverse("cadre-list") + "?paper=1")
    assert 3 <= len(sheets) <= 6
    for sheet in sheets:
        assert bare("姓名村职务") in sheet.text or bare("姓名村乡镇") in sheet.text
        assert bare("村干部台账 · 截至2012年7月5日") in sheet.text
    text = "".join(sheet.text for sheet in sheets)
    assert [number for number in range(1, CADRES + 1) if text.count(f"李安{number:03}") != 1] == []
    assert "李安001" in sheets[0].text
    assert "李安130" in sheets[-1].text


def test_one_page_of_a_list_says_that_it_is_one_of_several(cadres, page_as, sheets_of):
    page_as("leader")
    sheets = sheets_of(reverse("cadre-list"))
    assert all(bare("村干部台账（列表第1/3页） · 截至2012年7月5日") in sheet.text for sheet in sheets)


def test_links_are_words_without_addresses(cadres, page_as, sheets_of):
    page_as("leader")
    text = "".join(sheet.text for sheet in sheets_of(reverse("cadre-list")))
    assert "http" not in text
    assert "/registers/" not in text


# wide and empty ---------------------------------------------------------------------------
def test_a_wide_grid_lies_on_its_side_and_is_whole(areas, page_as, sheets_of, live_server):
    period = cast.build_period("2012Q2")
    names = [f"第{number:02}列很长的指标名称" for number in range(1, 21)]
    for number, name in enumerate(names, 1):
        cast.build_element(f"e{number:02}", name=name, sort_order=number)
    for village in ("一村", "二村", "三村"):
        cast.build_report(areas[village], period, **{f"e{number:02}": 1000 + number for number in range(1, 21)})
    page_as("clerk")
    [sheet] = sheets_of(
        reverse("entry-grid", args=[areas["东镇"].code, "2012Q2"]) + f"?programme={Programme.objects.get().code}"
    )
    assert sheet.is_a4
    assert sheet.is_landscape
    assert all(name in sheet.text for name in names)
    assert sheet.text.count("1020") == 3
    assert "未填报" in sheet.text


def test_an_empty_page_says_what_to_do_on_one_sheet(areas, page_as, sheets_of):
    page_as("leader")
    [sheet] = sheets_of(reverse("area-dashboard", args=[areas["测试市"].code]))
    assert "还没有报告期" in sheet.text
    assert "截至2012年7月5日" in sheet.text


def test_the_button_prints(city, official, page, live_server):
    for address in (of_area(city), reverse("indicator-list"), reverse("task-list"), reverse("cadre-list")):
        page.goto(live_server.url + address)
        page.evaluate("() => { window.print = () => { document.title = '打印了'; }; }")
        page.get_by_role("button", name="打印", exact=True).click()
        assert page.title() == "打印了"
