"""Starting a year: everybody who is to take part, each with the rubric that holds there."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from branches.models import Area, Role, Sector
from indicators import assessing
from indicators.admission import WorkflowError
from indicators.models import Assessment, AssessmentEvent, ItemScore, RubricKind

from .cast import build_user
from .creation_cast import build_assessment, build_branch, build_rubric

pytestmark = pytest.mark.django_db
VILLAGE = RubricKind.VILLAGE


@pytest.fixture
def county(areas):
    return build_user("county", areas["甲县"], Role.REVIEWER)


@pytest.fixture
def rubric(areas):
    return build_rubric(areas["测试市"])


def started():
    return sorted(Assessment.objects.values_list("area__name", flat=True))


def test_every_rural_village_of_the_county_is_started_once(areas, rubric, county):
    areas["二村"].village.is_rural_unit = False
    areas["二村"].village.save()
    Area.objects.filter(pk=areas["三村"].pk).update(closed_on=date(2012, 7, 5))
    made = assessing.start(areas["甲县"], VILLAGE, 2012, county)
    assert len(made.new) == 2
    assert started() == ["一村", "四村"]
    row = Assessment.objects.get(area=areas["一村"])
    assert (row.rubric, row.year, row.state, row.started_on) == (rubric, 2012, "started", date(2012, 7, 5))
    assert [(e.verb, e.to_state, e.who) for e in row.events.all()] == [("start", "started", county)]
    assert list(row.scores.values_list("item__number", "own_score")) == [(1, None), (2, None)]


def test_who_joins_later_is_added_and_the_others_stay(areas, rubric, county):
    kept = build_assessment(rubric, areas["一村"], 2012, "scored")
    made = assessing.start(areas["东镇"], VILLAGE, 2012, county)
    assert (len(made.new), made.standing) == (2, 1)
    kept.refresh_from_db()
    assert kept.state == "scored"
    with pytest.raises(WorkflowError, match="没有新的单位"):
        assessing.start(areas["东镇"], VILLAGE, 2012, county)


def test_the_rubric_of_the_nearest_issuer_holds(areas, rubric):
    own = build_rubric(areas["乙区"], version="乙区版")
    assessing.start(areas["测试市"], VILLAGE, 2012, build_user("city", areas["测试市"], Role.REVIEWER))
    used = dict(Assessment.objects.values_list("area__name", "rubric"))
    assert used == dict.fromkeys(["一村", "二村", "三村", "四村"], rubric.pk) | dict.fromkeys(
        ["五村", "六村"], own.pk
    )


def test_without_a_rubric_or_with_an_incomplete_one_nobody_is_started(areas, county):
    with pytest.raises(WorkflowError, match=r"没有适用于2012年的“五个好村党组织”评分细则"):
        assessing.start(areas["甲县"], VILLAGE, 2012, county)
    build_rubric(areas["测试市"], points={"班子": 90})
    with pytest.raises(WorkflowError, match="合计90分，须为100分"):
        assessing.start(areas["甲县"], VILLAGE, 2012, county)
    assert not Assessment.objects.exists()


def test_organisations_start_with_the_rubric_of_their_sector(areas, county):
    build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector=Sector.ENTERPRISE)
    firm = build_branch(areas["东镇"])
    build_branch(areas["西镇"], Sector.SCHOOL, "学校支部")
    build_branch(areas["南乡"])
    plan = assessing.start(areas["甲县"], RubricKind.CITY_SECTOR, 2012, county)
    assert [row.branch for row in plan.new] == [firm]
    assert plan.faults == ["没有适用于2012年的“城市分行业创五好”学校评分细则，请先在评分细则台账中登记。"]


@pytest.mark.parametrize("year", [2010, 2013])
def test_only_this_year_and_the_last_can_be_started(year, areas, rubric, county):
    with pytest.raises(WorkflowError, match="只能启动2012年或上一年度"):
        assessing.start(areas["甲县"], VILLAGE, year, county)
    assessing.start(areas["甲县"], VILLAGE, 2011, county)


def test_only_a_reviewer_of_a_county_or_above_starts(areas, rubric, users):
    for name in ("clerk", "leader", "administrator"):
        with pytest.raises(PermissionDenied):
            assessing.start(areas["东镇"], VILLAGE, 2012, users[name])
    with pytest.raises(PermissionDenied):
        assessing.start(areas["乙区"], VILLAGE, 2012, users["reviewer"])
    with pytest.raises(PermissionDenied):
        assessing.start(areas["东镇"], VILLAGE, 2012, build_user("town", areas["东镇"], Role.REVIEWER))


# the page ---------------------------------------------------------------------------
def address(areas, **query):
    return reverse("assessment-start", args=[areas["甲县"].code], query={"kind": "village", "year": 2012} | query)


def test_the_page_shows_first_and_starts_then(client, areas, rubric, county):
    client.force_login(county)
    page = client.get(address(areas)).content.decode()
    assert "将启动 4 个" in page
    assert "评分细则（2010版）：4 个" in page
    assert not Assessment.objects.exists()
    response = client.post(address(areas), follow=True)
    assert "已启动2012年五个好村党组织评定：4个。" in response.content.decode()
    assert (Assessment.objects.count(), AssessmentEvent.objects.count(), ItemScore.objects.count()) == (4, 4, 8)


def test_a_second_post_says_that_there_is_nothing_new(client, areas, rubric, county):
    client.force_login(county)
    client.post(address(areas))
    response = client.post(address(areas), follow=True)
    assert "应参评的都已启动，没有新的单位。" in response.content.decode()
    assert Assessment.objects.count() == 4


def test_what_is_missing_is_named_with_the_way_to_the_rubrics(client, areas, county):
    client.force_login(county)
    page = client.get(address(areas)).content.decode()
    assert "没有适用于2012年的“五个好村党组织”评分细则" in page
    assert reverse("register-list", args=["rubrics"]) in page
    assert "确认启动" not in page
