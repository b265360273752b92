"""Rubrics are versioned data: which holds where and when, what makes them complete, what may still change."""

import pytest
from django.core.exceptions import ValidationError

from branches.models import Sector
from indicators.models import Rubric, RubricItem, RubricKind, RubricLevel

from .creation_cast import build_assessment, build_rubric, build_scores

pytestmark = pytest.mark.django_db


@pytest.fixture
def rubric(areas):
    return build_rubric(areas["测试市"], last_year=2011)


def names(queryset):
    return [str(one) for one in queryset]


def test_a_version_holds_in_its_years_and_nobody_elses(areas, rubric):
    build_rubric(areas["测试市"], first_year=2012)
    holding = {
        year: names(Rubric.objects.holding_for(areas["一村"], RubricKind.VILLAGE, year))
        for year in (2009, 2010, 2011, 2012, 2020)
    }
    assert holding == {
        2009: [],
        2010: ["评分细则（2010版）"],
        2011: ["评分细则（2010版）"],
        2012: ["评分细则（2012版）"],
        2020: ["评分细则（2012版）"],
    }
    assert names(Rubric.objects.holding_for(areas["一村"], RubricKind.TOWNSHIP, 2010)) == []


def test_the_nearest_issuer_comes_first(areas, rubric):
    build_rubric(areas["甲县"], version="甲县2010版")
    nearest = Rubric.objects.holding_for(areas["一村"], RubricKind.VILLAGE, 2010)
    assert names(nearest) == ["评分细则（甲县2010版）", "评分细则（2010版）"]
    assert names(Rubric.objects.holding_for(areas["五村"], RubricKind.VILLAGE, 2010)) == ["评分细则（2010版）"]


def test_two_versions_of_a_year_are_refused_with_the_name_of_the_other(areas, rubric):
    other = Rubric(area=areas["测试市"], kind="village", code="x", name="新", version="2011版", first_year=2011)
    with pytest.raises(ValidationError, match=r"与“评分细则（2010版）”重叠"):
        other.full_clean()
    other.first_year = 2012
    other.full_clean()


@pytest.mark.parametrize(("kind", "sector"), [("city_sector", ""), ("village", "school")])
def test_only_rubrics_of_the_city_have_a_sector(areas, kind, sector):
    rubric = Rubric(
        area=areas["测试市"], kind=kind, sector=sector, code="x", name="n", version="v", first_year=2012
    )
    with pytest.raises(ValidationError, match="城市分行业的细则须选行业"):
        rubric.full_clean()


def test_the_level_is_the_highest_that_the_total_reaches(rubric):
    reached = [rubric.level_for(total).name for total in (0, 59.5, 60, 79.5, 80, 92.5, 93, 100)]
    assert reached == ["未达标", "未达标", "达标", "达标", "五个好", "五个好", "标兵", "标兵"]
    assert rubric.pass_line == 80


def test_an_incomplete_rubric_says_what_is_missing(areas):
    rubric = build_rubric(areas["测试市"], points={"班子": 60}, levels=[("达标", 60, False)])
    assert rubric.faults == [
        "“评分细则（2010版）”各项满分合计60分，须为100分。",
        "“评分细则（2010版）”还没有设定达到称号的等次。",
        "“评分细则（2010版）”须有一个级次和最低分都为0的等次。",
    ]
    assert build_rubric(areas["甲县"]).faults == []


def test_items_cannot_pass_the_total(rubric):
    item = RubricItem(rubric=rubric, number=3, name="工作机制好", points=1)
    with pytest.raises(ValidationError, match=r"不能超过总分100分，还剩0分"):
        item.full_clean()


def test_points_stand_once_somebody_was_scored_by_them(areas, rubric):
    item = rubric.items.get(number=1)
    item.points = 50
    item.full_clean()
    build_scores(build_assessment(rubric, areas["一村"], 2011), own=(50, 30))
    with pytest.raises(ValidationError, match="请另立新版"):
        item.full_clean()
    item.points = 60
    item.name = "班子好"
    item.full_clean()  # only the points are fixed


def test_a_higher_rank_needs_a_higher_minimum(rubric):
    level = RubricLevel(rubric=rubric, rank=4, name="更高", minimum=90)
    with pytest.raises(ValidationError, match=r"与“标兵”（93分）不符"):
        level.full_clean()
    level.minimum = 101
    with pytest.raises(ValidationError, match="不能超过总分100分"):
        level.full_clean()


def test_each_sector_of_the_city_has_a_rubric_of_its_own(areas):
    school = build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector=Sector.SCHOOL)
    build_rubric(areas["测试市"], RubricKind.CITY_SECTOR, sector=Sector.HOSPITAL)
    found = Rubric.objects.holding_for(areas["东镇"], RubricKind.CITY_SECTOR, 2012, Sector.SCHOOL)
    assert list(found) == [school]
