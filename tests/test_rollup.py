"""Totals: one rule on every level, in the transaction of the change."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from branches.models import Area, Level
from indicators.models import Report, Total
from indicators.rollup import differences, rebuild, refresh

from .cast import build_element, build_period, build_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports(areas, period):
    """Villages one to six: 10, 20 and 50 approved, 30 submitted, 40 in draft, none; 东镇 itself 7."""
    build_element("a")
    build_element("t", level=Level.TOWNSHIP)
    rows = {
        "一村": build_report(areas["一村"], period, "approved", a=10),
        "二村": build_report(areas["二村"], period, "approved", a=20),
        "三村": build_report(areas["三村"], period, "submitted", a=30),
        "四村": build_report(areas["四村"], period, "draft", a=40),
        "五村": build_report(areas["五村"], period, "approved", a=50),
        "六村": build_report(areas["六村"], period, "empty"),
        "东镇": build_report(areas["东镇"], period, "approved", t=7),
    }
    rebuild(period)
    return rows


def total(area, period):
    return Total.objects.get(area=area, period=period)


def test_a_township_adds_its_villages_and_its_own_report(areas, period, reports):
    east = total(areas["东镇"], period)
    assert east.approved == {"a": [30, 2], "t": [7, 1]}
    assert east.reported == {"a": [60, 3], "t": [7, 1]}
    assert east.counts == {"village.approved": 2, "village.submitted": 1, "township.approved": 1}


def test_a_county_and_the_city_add_what_is_below(areas, period, reports):
    assert total(areas["甲县"], period).approved == {"a": [30, 2], "t": [7, 1]}
    assert total(areas["乙区"], period).approved == {"a": [50, 1]}
    city = total(areas["测试市"], period)
    assert city.approved == {"a": [80, 3], "t": [7, 1]}
    assert city.reported == {"a": [110, 4], "t": [7, 1]}
    assert city.counts == {
        "village.approved": 3,
        "village.submitted": 1,
        "village.draft": 1,
        "village.empty": 1,
        "township.approved": 1,
    }


def test_refresh_carries_a_change_to_the_top_and_raises_only_the_versions_on_the_way(areas, period, reports):
    before = dict(Total.objects.values_list("area__name", "version"))
    Report.objects.filter(pk=reports["六村"].pk).update(status="approved", values={"a": 60})
    with transaction.atomic():
        refresh([areas["南乡"].pk], period)
    assert total(areas["测试市"], period).approved == {"a": [140, 4], "t": [7, 1]}
    after = dict(Total.objects.values_list("area__name", "version"))
    assert {name for name in after if after[name] > before[name]} == {"南乡", "乙区", "测试市"}


def test_refresh_of_areas_on_several_levels_works_from_the_deepest_up(areas, period, reports):
    Report.objects.filter(pk=reports["四村"].pk).update(status="approved")
    with transaction.atomic():
        refresh([areas["测试市"].pk, areas["西镇"].pk, areas["甲县"].pk], period)
    assert total(areas["测试市"], period).approved["a"] == [120, 4]


@pytest.mark.django_db(transaction=True)
def test_refresh_refuses_to_run_outside_a_transaction(areas, period):
    with pytest.raises(transaction.TransactionManagementError):
        refresh([areas["东镇"].pk], period)


def test_periods_do_not_touch_each_other(areas, period, reports):
    later = build_period("2012Q2")
    build_report(areas["一村"], later, "approved", a=11)
    rebuild(later)
    assert total(areas["测试市"], period).approved["a"] == [80, 3]
    assert total(areas["测试市"], later).approved == {"a": [11, 1]}


def test_an_old_period_keeps_the_tree_it_was_reported_under(areas, period, reports):
    Total.objects.filter(area=areas["西镇"]).update(parent=areas["甲县"])
    areas["西镇"].parent = areas["乙区"]
    areas["西镇"].save()
    rebuild(period)
    assert total(areas["甲县"], period).counts["village.draft"] == 1
    assert "village.draft" not in total(areas["乙区"], period).counts


def test_rebuild_mends_what_is_wrong_and_leaves_the_rest(areas, period, reports):
    Total.objects.filter(area=areas["甲县"]).update(approved={"a": [999, 9]})
    assert rebuild(period) == 1
    assert total(areas["甲县"], period).approved["a"] == [30, 2]


def test_the_check_command_names_every_difference_and_fails(areas, period, reports):
    call_command("rebuild_totals", "--check", stdout=StringIO())
    Total.objects.filter(area=areas["南乡"]).update(reported={}, counts={"village.approved": 5})
    stderr = StringIO()
    with pytest.raises(CommandError, match="2 处"):
        call_command("rebuild_totals", "--check", stderr=stderr, stdout=StringIO())
    assert "南乡 reported" in stderr.getvalue()
    assert "南乡 counts" in stderr.getvalue()
    call_command("rebuild_totals", stdout=StringIO())
    assert differences(period) == []


def test_a_missing_total_is_a_difference(areas, period, reports):
    Total.objects.filter(area=areas["南乡"]).delete()
    assert [item.kind for item in differences(period)].count("missing") == 1


def test_a_refresh_costs_the_same_for_three_villages_and_for_thirty(
    areas, period, reports, django_assert_num_queries
):
    with transaction.atomic(), django_assert_num_queries(13):
        refresh([areas["东镇"].pk], period)
    for number in range(27):
        village = Area.objects.create(
            code=f"9901011003{number:02d}",
            name=f"新{number}村",
            level=Level.VILLAGE,
            parent=areas["东镇"],
            path=f"00010001000101{number:02d}",
        )
        build_report(village, period, "approved", a=1)
    with transaction.atomic(), django_assert_num_queries(13):
        refresh([areas["东镇"].pk], period)
    assert total(areas["测试市"], period).approved["a"] == [107, 30]
