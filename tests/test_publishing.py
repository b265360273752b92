"""From the county's desk to the published figure, and what a correction makes of it."""

import pytest
from django.core.exceptions import PermissionDenied

from branches.models import Role
from indicators import workflow
from indicators.admission import WorkflowError
from indicators.models import Publication, Report, Total
from indicators.publishing import hand_over, publish, published, send_back
from indicators.rollup import rebuild

from .cast import build_element, build_report, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(areas, period):
    """甲县: 一村 10, 二村 20 approved, 三村 waived; 乙区: 五村 50 approved; all below the reviewers."""
    build_element("a")
    rows = [("一村", "approved", 10), ("二村", "approved", 20), ("三村", "waived", None), ("五村", "approved", 50)]
    for name, status, value in rows:
        build_report(areas[name], period, status, a=value)
    rebuild(period)
    return {
        "county": build_user("county", areas["甲县"], Role.REVIEWER),
        "other": build_user("other", areas["乙区"], Role.REVIEWER),
        "city": build_user("city", areas["测试市"], Role.REVIEWER),
        "clerk": build_user("entrant", areas["东镇"], Role.CLERK),
    }


def publish_all(areas, period, desk):
    hand_over(areas["甲县"], period, desk["county"])
    hand_over(areas["乙区"], period, desk["other"])
    return publish(areas["测试市"], period, desk["city"])


def test_a_county_sends_when_every_report_is_approved_or_waived(areas, period, desk):
    Report.objects.filter(area=areas["二村"]).update(status="submitted")
    with pytest.raises(WorkflowError, match="还有1个单位未审核（二村）"):
        hand_over(areas["甲县"], period, desk["county"])
    Report.objects.filter(area=areas["二村"]).update(status="approved")
    hand_over(areas["甲县"], period, desk["county"])
    with pytest.raises(WorkflowError, match="已经报送"):
        hand_over(areas["甲县"], period, desk["county"])


@pytest.mark.parametrize("who", ["other", "clerk"])
def test_nobody_else_sends_for_a_county(who, areas, period, desk):
    with pytest.raises(PermissionDenied):
        hand_over(areas["甲县"], period, desk[who])


def test_what_was_sent_is_shut_until_the_city_sends_it_back(areas, period, desk):
    hand_over(areas["甲县"], period, desk["county"])
    report = Report.objects.get(area=areas["一村"])
    with pytest.raises(WorkflowError, match="已由县区报送市级"):
        workflow.return_reports([report], desk["county"], "有误")
    with pytest.raises(PermissionDenied):
        send_back(areas["甲县"], period, desk["county"], "想改")
    with pytest.raises(WorkflowError, match="须填写原因"):
        send_back(areas["甲县"], period, desk["city"], " ")
    send_back(areas["甲县"], period, desk["city"], "数据存疑")
    workflow.return_reports([report], desk["county"], "有误")
    assert Report.objects.get(pk=report.pk).status == "returned"


def test_the_city_publishes_when_all_counties_have_sent(areas, period, desk):
    hand_over(areas["甲县"], period, desk["county"])
    with pytest.raises(WorkflowError, match="乙区尚未报送"):
        publish(areas["测试市"], period, desk["city"])
    with pytest.raises(PermissionDenied):
        publish(areas["测试市"], period, desk["county"])


def test_publication_1_freezes_figures_and_tree(areas, period, desk):
    publication = publish_all(areas, period, desk)
    frozen = {row["name"]: row for row in publication.frozen["areas"]}
    assert publication.number == 1
    assert frozen["测试市"]["approved"] == {"a": [80, 3]}
    assert frozen["甲县"]["parent"] == "990100000000"
    assert frozen["甲县"]["counts"] == {"village.approved": 2, "village.waived": 1}
    with pytest.raises(WorkflowError, match="已经发布"):
        publish(areas["测试市"], period, desk["city"])


def test_after_publication_only_the_city_corrects_and_that_makes_number_2(areas, period, desk):
    publish_all(areas, period, desk)
    report = Report.objects.get(area=areas["一村"])
    with pytest.raises(WorkflowError, match="已经发布，只能由市级更正"):
        workflow.return_reports([report], desk["city"], "有误")
    with pytest.raises(WorkflowError, match="只能由测试市更正"):
        workflow.correct(report, {"a": 12}, desk["county"], "核实")
    workflow.correct(report, {"a": 12}, desk["city"], "核实")
    first, second = Publication.objects.order_by("number")
    figures = [
        next(row for row in one.frozen["areas"] if row["name"] == "测试市")["approved"]["a"]
        for one in (first, second)
    ]
    assert figures == [[80, 3], [82, 3]]
    assert second.why == "一村：核实"
    assert published(areas["二村"], period) == second
    assert Total.objects.get(area=areas["测试市"], period=period).approved == {"a": [82, 3]}


def test_a_failed_correction_publishes_nothing(areas, period, desk):
    publish_all(areas, period, desk)
    report = Report.objects.get(area=areas["一村"])
    with pytest.raises(Exception, match="未填写"):
        workflow.correct(report, {"a": None}, desk["city"], "清空")
    assert Publication.objects.count() == 1
