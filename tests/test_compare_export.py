"""The workbook of a comparison: the figures of its page, as numbers."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area

from . import dashboard_cast
from .test_compare import RATE, get, table, tables


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    return areas


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


# the workbook -------------------------------------------------------------------------------------
def exported(client, **query):
    answer = client.get(reverse("compare-export"), {"period": "2012Q1"} | query)
    return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active


def test_the_workbook_has_the_figures_of_the_page(leader, city):
    query = {"depth": "village", "sort": f"-{RATE}", "span": "4"}
    sheet = exported(leader, **query)
    lines = [list(row) for row in sheet.iter_rows(min_row=4)]
    titles, found = lines[0], lines[1:]
    assert [cell.value for cell in titles][5:] == [
        "双强支书",
        "位次",
        "掌握技术",
        "位次",
        "任村干部（人）",
        "位次",
    ]
    shown = [(name, cells) for rows in tables(get(leader, **query)) for name, cells in rows]
    assert len(found) == len(shown) == 14  # six villages and the city in two quarters
    for row, (name, cells) in zip(found, shown, strict=True):
        assert row[4].value == name.split()[0]
        for number, (text, place, _) in enumerate(cells):
            value, rank = row[5 + 2 * number], row[6 + 2 * number]
            assert rank.value == place
            if text == "—":
                assert value.value == "—"
            elif value.number_format == "0.0%":
                assert f"{value.value:.1%}" == text
            else:
                assert (value.number_format, f"{value.value:,}") == ("#,##0", text)


def test_the_workbook_holds_all_rows_is_recorded_and_says_what_it_is(leader, city, monkeypatch):
    monkeypatch.setattr("indicators.views.compare.ROWS_A_PAGE", 2)
    Area.objects.update(is_demo=True)
    page = get(leader, depth="village", indicator=RATE)
    assert [name[:2] for name, _ in table(page)] == ["一村", "二村", "测试"]
    assert "第 1 / 3 页，共 6 行" in page.content.decode()
    assert [name[:2] for name, _ in table(get(leader, depth="village", indicator=RATE, page=3))][:2] == [
        "五村",
        "六村",
    ]
    sheet = exported(leader, depth="village", indicator=RATE)
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 5)] == [
        "指标比较",
        "2012年第一季度",
        "测试市 · 已审核 · 截至2012-03-31",
        "演示数据：人员与数字均为虚构，仅供试用",
    ]
    assert [sheet.cell(row, 4).value for row in range(7, 14)] == [
        "一村", "二村", "三村", "四村", "五村", "六村", "测试市（整体）",
    ]  # fmt: skip
    record = AccessRecord.objects.get(action="export")
    assert (record.rows, record.area.name) == (6, "测试市")


def test_rows_of_indicators_and_quarters_are_exported_too(leader, city):
    sheet = exported(leader, layout="indicator-period", span="4")
    assert [cell.value for cell in sheet[5]] == [
        "指标代码", "指标", "单位", "11Q4", "位次", "12Q1", "位次",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[6]] == [RATE, "双强村支书占比", "%", 0.286, 2, 0.6, 1]
    sheet = exported(leader, layout="period-area", span="4", indicator=RATE)
    assert [cell.value for cell in sheet[6]][:3] == ["2011年第四季度", 0.25, 2]
