"""Figures follow the tree from the day of the change, and stay where they were before it."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from branches.hierarchy import HierarchyError, Part
from branches.models import Area, Level
from indicators.models import Report, ReviewEvent, Status, Total
from indicators.reorganisation import close_area, merge_areas, move_area, open_area, split_area
from indicators.rollup import differences, rebuild

from . import cast

MEMBERS = {"一村": 10, "二村": 20, "三村": 40, "四村": 80, "五村": 160, "六村": 320}
APRIL = date(2012, 4, 1)


@pytest.fixture
def quarters(areas):
    """2012Q1 and Q2: every village approved with its members, own reports of townships and counties."""
    cast.build_element("members")
    cast.build_element("staff", Level.TOWNSHIP)
    periods = [cast.build_period("2012Q1"), cast.build_period("2012Q2")]
    for period in periods:
        for name, members in MEMBERS.items():
            cast.build_report(areas[name], period, Status.APPROVED, members=members)
        for name in ["东镇", "西镇", "南乡"]:
            cast.build_report(areas[name], period, Status.APPROVED, staff=1)
        rebuild(period)
    yield periods
    for period in periods:
        assert differences(period) == []


def members(period) -> dict[str, int]:
    """{area name: members approved}, areas without any left out."""
    totals = Total.objects.filter(period=period).select_related("area")
    return {total.area.name: total.approved["members"][0] for total in totals if "members" in total.approved}


BEFORE = {"测试市": 630, "甲县": 150, "乙区": 480, "东镇": 70, "西镇": 80, "南乡": 480}


def status_of(name: str, period) -> str:
    return Report.objects.get(area__name=name, period=period).status


def set_status(name: str, period, status: str) -> None:
    Report.objects.filter(area__name=name, period=period).update(status=status)
    rebuild(period)


def test_the_figures_stand_as_reported_before_any_change(quarters):
    assert [members(period) for period in quarters] == [BEFORE, BEFORE]


# moves -------------------------------------------------------------------------------------


def test_a_moved_village_counts_in_its_new_township_from_that_quarter(areas, quarters):
    first, second = quarters
    move_area(areas["二村"], areas["南乡"], APRIL)
    assert members(first) == BEFORE
    assert members(second) == {"测试市": 630, "甲县": 130, "乙区": 500, "东镇": 50, "西镇": 80, "南乡": 500}


@pytest.mark.parametrize(
    ("on", "moved"), [(date(2012, 3, 31), 2), (APRIL, 1), (date(2012, 6, 30), 1), (date(2012, 7, 1), 0)]
)
def test_the_last_day_of_a_quarter_decides_whether_it_follows(areas, quarters, on, moved):
    move_area(areas["二村"], areas["西镇"], on)
    counted = Report.objects.filter(area=areas["二村"], counted_in=areas["西镇"]).count()
    assert counted == moved


def test_a_moved_township_takes_its_total_along_and_history_keeps_the_old_tree(areas, quarters):
    first, second = quarters
    move_area(areas["东镇"], areas["乙区"], APRIL)
    assert members(first) == BEFORE
    assert members(second) == BEFORE | {"甲县": 80, "乙区": 550}
    parents = (
        Total.objects.filter(area=areas["东镇"]).order_by("period__ordinal").values_list("parent__name", flat=True)
    )
    assert list(parents) == ["甲县", "乙区"]


def test_a_moved_township_brings_its_own_report(areas, quarters):
    move_area(areas["东镇"], areas["乙区"], APRIL)
    total = Total.objects.get(area=areas["乙区"], period=quarters[1])
    assert total.approved["staff"] == [2, 2]
    assert total.counts == {"village.approved": 5, "township.approved": 2}


def test_depths_follow_when_a_township_comes_right_under_the_city(areas, quarters):
    move_area(areas["东镇"], areas["测试市"], APRIL)
    depths = Total.objects.filter(area=areas["东镇"]).order_by("period__ordinal").values_list("depth", flat=True)
    assert list(depths) == [3, 2]
    assert members(quarters[1]) == BEFORE | {"甲县": 80}


def test_a_new_parent_without_totals_gets_them(areas, quarters):
    second = quarters[1]
    county = open_area(
        code="990103000000", name="丙县", level=Level.COUNTY, kind="county", parent=areas["测试市"], on=APRIL
    )
    assert not Total.objects.filter(area=county).exists()
    move_area(areas["西镇"], county, APRIL)
    assert members(second) == BEFORE | {"甲县": 70, "丙县": 80}


def test_the_versions_of_both_sides_rise_so_that_pages_know(areas, quarters):
    def versions():
        return dict(Total.objects.filter(period=quarters[1]).values_list("area__name", "version"))

    before = versions()
    move_area(areas["二村"], areas["南乡"], APRIL)
    after = versions()
    risen = {name for name in after if after[name] > before[name]}
    assert risen == {"东镇", "甲县", "南乡", "乙区", "测试市"}


def test_a_refused_move_leaves_every_figure(areas, quarters):
    with pytest.raises(HierarchyError):
        move_area(areas["二村"], areas["乙区"], APRIL)
    assert [members(period) for period in quarters] == [BEFORE, BEFORE]


# closing and merging -----------------------------------------------------------------------


def test_a_closed_village_owes_nothing_from_its_quarter_on(areas, quarters, users):
    first, second = quarters
    set_status("二村", first, Status.EMPTY)
    set_status("二村", second, Status.DRAFT)
    close_area(areas["二村"], APRIL, users["administrator"], "批复2号")
    assert (status_of("二村", first), status_of("二村", second)) == (Status.EMPTY, Status.WAIVED)
    event = ReviewEvent.objects.get()
    assert (event.verb, event.from_status, event.to_status) == ("waive", "draft", "waived")
    assert (event.who, event.why) == (users["administrator"], "二村已于2012-04-01撤销（批复2号）")
    assert Total.objects.get(area=areas["东镇"], period=second).counts["village.waived"] == 1


def test_what_is_approved_stays_when_a_village_merges(areas, quarters):
    merge_areas(areas["二村"], areas["四村"], APRIL)
    assert [members(period) for period in quarters] == [BEFORE, BEFORE]
    assert not ReviewEvent.objects.exists()


def test_a_submitted_report_of_a_merged_village_is_withdrawn_then_waived(areas, quarters):
    second = quarters[1]
    set_status("二村", second, Status.SUBMITTED)
    merge_areas(areas["二村"], areas["四村"], APRIL)
    steps = ReviewEvent.objects.order_by("pk").values_list("verb", "from_status", "to_status")
    assert list(steps) == [("withdraw", "submitted", "draft"), ("waive", "draft", "waived")]
    assert set(ReviewEvent.objects.values_list("why", flat=True)) == {"二村已于2012-04-01并入四村"}
    assert Total.objects.get(area=areas["东镇"], period=second).reported["members"] == [50, 2]


def test_a_merged_township_hands_over_its_villages_and_keeps_its_approved_report(areas, quarters):
    first, second = quarters
    merge_areas(areas["东镇"], areas["南乡"], APRIL)
    assert members(first) == BEFORE
    assert members(second) == {"测试市": 630, "甲县": 80, "乙区": 550, "西镇": 80, "南乡": 550}
    east = Total.objects.get(area=areas["东镇"], period=second)
    assert (east.approved, east.counts) == ({"staff": [1, 1]}, {"township.approved": 1})


def test_merged_counties_keep_every_total_below(areas, quarters):
    merge_areas(areas["乙区"], areas["甲县"], APRIL)
    assert members(quarters[1]) == {"测试市": 630, "甲县": 630, "东镇": 70, "西镇": 80, "南乡": 480}


# opening and splitting ---------------------------------------------------------------------


def test_a_village_opened_in_an_open_quarter_reports_from_it(areas, quarters):
    second = quarters[1]
    village = open_area(
        code="990101100207", name="七村", level=Level.VILLAGE, kind="villagers", parent=areas["东镇"], on=APRIL
    )
    assert [report.period for report in village.reports.all()] == [second]
    assert Total.objects.get(area=areas["东镇"], period=second).counts["village.empty"] == 1


def test_a_split_township_shares_its_figures(areas, quarters):
    first, second = quarters
    part = Part("990101102000", "北镇", [areas["三村"]], "town")
    split_area(areas["东镇"], [part], APRIL)
    assert members(first) == BEFORE
    assert members(second) == BEFORE | {"东镇": 30, "北镇": 40}
    assert status_of("北镇", second) == Status.EMPTY
    assert Total.objects.get(area=areas["甲县"], period=second).counts["township.empty"] == 1


def test_a_village_split_for_good_is_waived_and_its_parts_report(areas, quarters):
    second = quarters[1]
    set_status("一村", second, Status.RETURNED)
    parts = [Part("990101100211", "一东村"), Part("990101100212", "一西村")]
    Area.objects.filter(name="一村").update(kind="villagers")
    split_area(areas["一村"], parts, APRIL, closes=True)
    assert [status_of(name, second) for name in ["一村", "一东村", "一西村"]] == ["waived", "empty", "empty"]
    assert ReviewEvent.objects.get().why == "一村已于2012-04-01拆分为一东村、一西村"


# the command -------------------------------------------------------------------------------


def test_the_command_moves_with_date_note_and_account(areas, quarters, users, capsys):
    arguments = [
        "990101100202",
        "990102200000",
        "--on",
        "2012-04-01",
        "--note",
        "批复3号",
        "--user",
        "administrator",
    ]
    call_command("reorganise", "move", *arguments)
    assert "已把 二村（990101100202）划入 南乡（990102200000），自 2012-04-01 起生效" in capsys.readouterr().out
    change = areas["二村"].changes.get()
    assert (change.note, change.who) == ("批复3号", users["administrator"])


def test_the_command_merges_and_reminds_of_what_the_registers_still_hold(areas, quarters, capsys):
    cast.build_user("village-clerk", areas["二村"])
    call_command("reorganise", "merge", "990101100202", "990101100201", "--on", "2012-04-01")
    said = capsys.readouterr().out
    assert "已把 二村（990101100202）并入 一村（990101100201）" in said
    assert "提醒：二村名下还有 1 个账号，请在台账和账号管理中转出" in said


def test_the_command_closes(areas, quarters):
    call_command("reorganise", "close", "990101100202", "--on", "2012-04-01")
    assert Area.objects.get(name="二村").closed_on == APRIL


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["move", "990101100999", "990102200000"], "没有区划代码为“990101100999”的单位"),
        (["move", "990101100202", "990102000000"], "没有改动：“村”级单位不能隶属于“县区”级"),
        (["close", "990101100000"], "没有改动：东镇还有3个下级单位"),
        (["close", "990101100202", "--user", "nobody"], "没有登录名为“nobody”的账号"),
    ],
)
def test_the_command_says_what_it_refuses(areas, quarters, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("reorganise", *arguments, "--on", "2012-04-01")
