"""与经济结合: what the page, its button and its workbook say, and to whom."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area, Role
from indicators import studying
from indicators.models import EconomyStudy, VillageEconomyYear

from . import cast, creation_cast
from .economy_cast import audit, build_twenty, build_village, score

CAUTION = "以上只反映相关，不说明因果"


@pytest.fixture
def twenty(areas):
    return build_twenty(areas["东镇"])


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


@pytest.fixture
def kept(areas, twenty):
    return studying.study(areas["测试市"], 2011)


def get(client, **query):
    return client.get(reverse("economy-page"), query)


def text_of(client, **query):
    answer = get(client, **query)
    assert answer.status_code == 200
    return answer.content.decode()


def compute(client, area, year="2011", **more):
    return client.post(reverse("economy-recompute"), {"area": area.code, "year": year} | more, follow=True)


# reading ------------------------------------------------------------------------------
def test_the_page_says_what_the_study_found(leader, areas, kept):
    html = text_of(leader)
    assert "双强带头村的集体经营收入比其他村高0.50万元" in html
    assert "任取两类村各一个，双强带头村收入高的机会比低的机会多10.0个百分点" in html
    code = areas["测试市"].code
    for indicator, parts in {
        "econ_income_median": ("", "", "5.25"),
        "econ_lt5_rate": ("9", "20", "45.0"),
        "econ_ge10_rate": ("1", "20", "5.0"),
        "econ_gap_hl": ("", "", "0.50"),
        "econ_cliff": ("", "", "0.10"),
        "econ_growth_gap": ("", "", ""),
        "econ_rho": ("", "", ""),
    }.items():
        numerator, denominator, value = parts
        assert (
            f'data-area="{code}" data-period="2011" data-indicator="{indicator}" '
            f'data-numerator="{numerator}" data-denominator="{denominator}" data-value="{value}"'
        ) in html


def test_the_caution_stands_under_every_part(leader, kept):
    html = text_of(leader)
    assert html.count(CAUTION) == html.count('<section class="card') - 1 == 5  # all but the method


def test_what_cannot_be_said_is_said_with_its_reason(leader, areas, kept, twenty):
    html = text_of(leader)
    assert "须有2009年至2011年三个年度的账，没有2009年经审核的账" in html
    assert "2011年没有已评定的“五个好”村党组织得分" in html
    VillageEconomyYear.objects.filter(village__in=twenty[:3]).delete()
    studying.study(areas["测试市"], 2011)
    assert "双强带头村仅7个，不足10个，不作比较" in text_of(leader)


def test_mismatched_villages_are_listed_with_township_and_link(leader, areas, twenty):
    """Ten have 1 to 10 万元 and scores of 90 down to 81, ten the same with half a 万元 less: with the
    medians of 85.5 and 5.25 the first five of each ten are strong and poor."""
    rubric = creation_cast.build_rubric(areas["测试市"])
    for place, village in enumerate(twenty):
        score(rubric, village, 90 - place % 10)
    studying.study(areas["测试市"], 2011)
    answer = get(leader)
    strong, weak = answer.context["quadrants"]
    assert [row.name for row in strong["rows"]] == [f"新{n}村" for n in (*range(1, 6), *range(11, 16))]
    assert (strong["total"], weak["total"]) == (10, 10)
    first = strong["rows"][0]
    assert (first.township, first.county, f"{first.score:f}", first.income_text) == ("东镇", "甲县", "90", "1.00")
    html = answer.content.decode()
    assert reverse("area-dashboard", args=[twenty[0].code]) in html
    assert 'data-indicator="econ_mismatch" data-numerator="20" data-denominator="20" data-value="100.0"' in html


def test_long_lists_have_pages(leader, areas):
    """Thirty villages, the better scored the poorer: fifteen on either side, of whom a page shows eight."""
    rubric = creation_cast.build_rubric(areas["测试市"])
    for number in range(1, 31):
        village = build_village(areas["东镇"], number)
        audit(village, number)
        score(rubric, village, 95 - number)
    studying.study(areas["测试市"], 2011)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("indicators.views.economy.VILLAGES_A_PAGE", 8)
        shown = get(leader, strong_poor=2).context["quadrants"][0]
        assert [row.name for row in shown["rows"]] == [f"新{n}村" for n in range(9, 16)]
        assert "strong_poor=1" in shown["previous"]
        for nonsense in ("-1", "x", "99999999999999999999"):
            assert get(leader, strong_poor=nonsense).status_code == 200


def test_units_below_stand_in_a_table_and_in_the_picture(leader, areas, kept):
    answer = get(leader)
    (point,) = answer.context["points"]
    assert (point.name, point.county, point.villages, point.led, point.texts["share"]) == (
        "东镇", "甲县", 20, 10, "50.0%",
    )  # fmt: skip
    assert answer.context["charts"] == {"shares": None, "scores": None}  # one point is no picture


def test_three_units_make_a_picture(leader, areas, kept):
    for name, income in [("四村", 3), ("五村", 4)]:
        audit(areas[name], income)
    studying.study(areas["测试市"], 2011)
    cloud = get(leader).context["charts"]["shares"]
    assert [(p["label"], p["x"], p["y"]) for p in cloud["points"]] == [
        ("东镇（20村）", 50.0, 5.25),
        ("西镇（1村）", 0.0, 3.0),
        ("南乡（1村）", 0.0, 4.0),
    ]


def test_the_pages_of_analysis_keep_area_and_period(leader, areas, kept):
    html = text_of(leader, area=areas["测试市"].code, period="2012Q1", basis="approved")
    assert f"?period=2012Q1&amp;basis=approved&amp;area={areas['测试市'].code}" in html


# which year -----------------------------------------------------------------------------
@pytest.fixture
def two_years(areas, twenty, kept):
    for village in twenty:
        audit(village, 1, 2010)
    return studying.study(areas["测试市"], 2010)


def test_the_year_is_chosen_or_the_latest_audited_by_the_end_of_the_period(leader, two_years):
    assert get(leader).context["year"] == 2011
    assert get(leader, year=2010).context["found"].median == 1
    assert get(leader, period="2011Q4").context["year"] == 2010
    assert get(leader, period="2012Q1").context["year"] == 2011
    assert get(leader).context["years"] == [2011, 2010]


@pytest.mark.parametrize("year", ["abc", "0", "99999", "2011.5", "２０１１", "-2011", "1" * 300])
def test_a_junk_year_is_said_and_the_latest_shown(leader, kept, year):
    answer = get(leader, year=year)
    assert answer.context["year"] == 2011
    assert "这个年度，已显示最近一年" in answer.content.decode()


@pytest.mark.parametrize("period", ["abc", "9999Q9", "2011Q5", "1" * 300])
def test_a_junk_period_changes_nothing(leader, kept, period):
    assert get(leader, period=period).context["year"] == 2011


def test_a_year_not_computed_says_what_to_do(leader, kept):
    html = text_of(leader, year=2005)
    assert "2005年度还没有计算" in html
    assert reverse("economy-recompute") in html


def test_nothing_computed_says_what_to_do_and_to_whom(client, users, areas):
    client.force_login(users["leader"])
    assert "还没有计算过" in text_of(client)
    assert reverse("economy-recompute") in text_of(client)
    client.force_login(users["clerk"])
    html = text_of(client)
    assert "请本级或上级的审核、查看、管理人员计算" in html
    assert reverse("economy-recompute") not in html


def test_a_village_is_led_to_its_township(leader, areas, kept):
    html = text_of(leader, area=areas["一村"].code)
    assert "一个村不作比较" in html
    assert f"?area={areas['东镇'].code}" in html
    assert reverse("economy-recompute") not in html


# scope and role ---------------------------------------------------------------------------
def test_outside_the_scope_there_is_nothing(client, users, areas, kept):
    client.force_login(users["reviewer"])
    for place in (areas["乙区"].code, areas["测试市"].code, "000000000000", "x"):
        assert get(client, area=place).status_code == 404
        asked = {"area": place, "year": 2011}
        assert client.get(reverse("economy-export"), asked).status_code == 404
        assert client.post(reverse("economy-recompute"), asked).status_code == 404
    assert EconomyStudy.objects.count() == 1


def test_a_village_that_left_the_area_is_not_named_any_more(client, areas, twenty):
    rubric = creation_cast.build_rubric(areas["测试市"])
    for place, village in enumerate(twenty):
        score(rubric, village, 90 - place % 10)
    studying.study(areas["东镇"], 2011)
    Area.objects.filter(pk=twenty[0].pk).update(path=f"{areas['西镇'].path}0999", parent=areas["西镇"])
    client.force_login(cast.build_user("clerk2", areas["东镇"], Role.CLERK))
    assert "新1村" not in text_of(client)


def test_reading_takes_the_same_queries_whatever_the_villages(leader, areas, kept, django_assert_num_queries):
    with django_assert_num_queries(7):
        get(leader)
    rubric = creation_cast.build_rubric(areas["测试市"])
    for number in range(21, 60):
        village = build_village(areas["东镇"], number)
        audit(village, number)
        score(rubric, village, 100 - number)
    studying.study(areas["测试市"], 2011)
    with django_assert_num_queries(9):  # the two lists have villages now
        get(leader)


# anew ---------------------------------------------------------------------------------------
def test_a_change_is_said_and_the_button_computes_anew(leader, areas, kept, twenty):
    assert "数据已变化" not in text_of(leader)
    row = VillageEconomyYear.objects.get(village=twenty[19])
    row.income = 20
    row.save()
    html = text_of(leader)
    assert "数据已变化" in html
    assert "5.25" in html  # still what was computed
    answer = compute(leader, areas["测试市"], seen_2011="1")
    html = answer.content.decode()
    assert "测试市2011年度的分析已经计算" in html
    assert "数据已变化" not in html
    assert answer.context["found"].ge10 == 2


def test_a_double_click_computes_once(leader, areas, twenty):
    assert "已经计算" in compute(leader, areas["东镇"], seen_2011="0").content.decode()
    assert "没有再算一遍" in compute(leader, areas["东镇"], seen_2011="0").content.decode()
    assert EconomyStudy.objects.get().version == 1


def test_a_clerk_sees_the_change_and_whom_to_ask(client, users, areas, twenty):
    studying.study(areas["东镇"], 2011)
    row = VillageEconomyYear.objects.get(village=twenty[19])
    row.save()
    client.force_login(users["clerk"])
    html = text_of(client)
    assert "请审核、查看或管理人员重新计算" in html
    assert compute(client, areas["东镇"]).status_code == 403


@pytest.mark.parametrize("year", ["", "x", "99999", "1" * 300])
def test_a_junk_year_computes_nothing(leader, areas, twenty, year):
    answer = compute(leader, areas["东镇"], year)
    assert "请选一个年度再计算" in answer.content.decode()
    assert not EconomyStudy.objects.exists()


def test_a_forged_version_or_a_year_without_accounts_computes_nothing(leader, areas, kept):
    for seen in ("x", "-1", "1" * 300, "7"):
        assert "没有再算一遍" in compute(leader, areas["测试市"], seen_2011=seen).content.decode()
    assert "没有2003年度经审核" in compute(leader, areas["测试市"], "2003").content.decode()
    assert EconomyStudy.objects.get().version == 1


def test_computing_takes_a_post(leader, areas):
    assert leader.get(reverse("economy-recompute")).status_code == 405


# the workbook ---------------------------------------------------------------------------------
def exported(client, **query):
    answer = client.get(reverse("economy-export"), query)
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))


def test_the_workbook_has_findings_lists_and_units_with_the_caution(leader, areas, twenty):
    rubric = creation_cast.build_rubric(areas["测试市"])
    for place, village in enumerate(twenty):
        score(rubric, village, 90 - place % 10)
    studying.study(areas["测试市"], 2011)
    book = exported(leader, year=2011)
    assert book.sheetnames == ["结论", "组织强经济弱", "组织弱经济强", "各单位"]
    for sheet in book:
        assert any(CAUTION in str(row[0]) for row in sheet.iter_rows(max_row=4, max_col=1, values_only=True))
    rows = {row[0]: row[1:] for row in book["结论"].iter_rows(values_only=True)}
    assert rows["集体经济薄弱村占比"][0] == 45
    assert rows["双强带头村与其他村的收入差距"][0] == 0.5
    assert rows["转为双强带头后的增幅差"][0] == "—"
    assert "没有2009年经审核的账" in rows["转为双强带头后的增幅差"][3]
    listed = [row for row in book["组织强经济弱"].iter_rows(values_only=True) if row[3] and row[0].isdigit()]
    assert len(listed) == 10
    assert listed[0][1:] == ("甲县", "东镇", "新1村", 90, 1)
    record = AccessRecord.objects.get(action="export")
    assert (record.rows, record.area.name) == (20, "测试市")


def test_a_demonstration_is_marked_in_the_workbook(leader, areas, kept):
    Area.objects.update(is_demo=True)
    cells = [row[0] for row in exported(leader)["结论"].iter_rows(max_row=3, max_col=1, values_only=True)]
    assert "演示数据：人员与数字均为虚构，仅供试用" in cells


def test_without_a_study_there_is_no_workbook(leader, areas):
    assert leader.get(reverse("economy-export")).status_code == 404
    assert not AccessRecord.objects.exists()


def test_the_day_of_audit_is_told(leader, kept):
    assert kept.as_of == date(2012, 7, 5)
    assert "2012年7月5日" in text_of(leader)
