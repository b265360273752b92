"""What the registers of creation and economy refuse, each with its reason beside the field."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from branches.models import NewOrgKind, NewOrgUnit
from indicators.models import (
    CreationStandard,
    CreationStandards,
    InnovationProject,
    Mechanism,
    Rectification,
    Satisfaction,
    SupervisionVisit,
    VillageEconomyYear,
    WeakSituation,
)

from .creation_cast import build_branch

pytestmark = pytest.mark.django_db


def refused(record) -> dict[str, list[str]]:
    """{field: messages} of a record that cannot stand; {} for one that can."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


# rectifications ---------------------------------------------------------------------
@pytest.fixture
def situation(db):
    return WeakSituation.objects.create(
        code="01", name="班子不团结", effective_from=date(2009, 1, 1), effective_until=date(2012, 5, 31)
    )


@pytest.fixture
def weak(areas, situation):
    def make(**fields):
        given = {"village": areas["一村"], "situation": situation, "problem": "不团结"}
        return Rectification(**(given | {"listed_on": date(2011, 4, 1)} | fields))

    return make


def test_the_term_is_a_year_unless_a_shorter_one_is_set(weak):
    row = weak()
    row.save()
    assert row.due_on == date(2012, 4, 1)
    assert refused(weak(listed_on=date(2011, 5, 1), due_on=date(2012, 5, 2)))["due_on"] == [
        "整顿期限不能晚于2012-05-01（列入之日起12个月）。"
    ]


def test_a_leap_day_has_its_year_as_well(weak):
    row = weak(listed_on=date(2012, 2, 29))
    row.save()
    assert row.due_on == date(2013, 2, 28)


def test_a_village_is_listed_once_at_a_time(weak):
    weak().save()
    assert "该村正在整顿，验收后才能再次列入。" in refused(weak(listed_on=date(2011, 9, 1)))["__all__"]


def test_accepting_needs_measures_and_who_accepted(weak):
    wrong = refused(weak(accepted_on=date(2011, 12, 1)))
    assert wrong["__all__"] == ["验收的须写明整顿措施和验收单位，且日期晚于列入日期。"]
    done = {"measures": "调整班子", "accepted_by": "县委组织部"}
    assert refused(weak(accepted_on=date(2011, 12, 1), **done)) == {}
    assert refused(weak(accepted_on=date(2011, 4, 1), **done))


def test_the_situation_must_have_been_in_force(weak):
    assert refused(weak(listed_on=date(2012, 5, 31))) == {}
    assert refused(weak(listed_on=date(2012, 6, 1)))["situation"] == ["这条情形在列入当日不适用，请选当时的情形。"]


# visits -----------------------------------------------------------------------------
def visit(area, **fields):
    given = {"visited_on": date(2012, 3, 1), "visited_by": "督查组", "evidence": "记录1"}
    return SupervisionVisit(area=area, **(given | fields))


def test_what_was_visited_lies_in_the_named_area_and_gives_the_visit_its_place(areas):
    branch = build_branch(areas["东镇"])
    assert refused(visit(areas["西镇"], branch=branch))["branch"] == ["“某企业支部”不在西镇。"]
    row = visit(areas["甲县"], branch=branch)
    assert refused(row) == {}
    assert row.area == areas["东镇"]


def test_one_visit_has_one_subject(areas):
    unit = NewOrgUnit.objects.create(name="协会", kind=NewOrgKind.SOCIAL_ORG, area=areas["东镇"])
    wrong = refused(visit(areas["东镇"], branch=build_branch(areas["东镇"]), unit=unit))
    assert wrong["__all__"] == ["受督查党组织和社会组织只填一个。"]


def test_putting_right_needs_something_found_and_comes_after_the_visit(areas):
    found = {"findings": "台账不全", "follow_up": "已补齐"}
    assert refused(visit(areas["一村"], followed_up_on=date(2012, 3, 1), **found)) == {}
    assert refused(visit(areas["一村"], followed_up_on=date(2012, 2, 29), **found))
    assert refused(visit(areas["一村"], followed_up_on=date(2012, 3, 9)))


def test_dates_that_have_not_come_are_refused_beside_the_field(areas):
    assert refused(visit(areas["一村"], visited_on=date(2012, 7, 6)))["visited_on"] == ["日期不能晚于今天。"]
    assert refused(visit(areas["一村"], visited_on=date(2012, 7, 5))) == {}


def test_findings_wait_until_the_day_they_are_put_right(areas):
    visit(areas["一村"], findings="台账不全").save()
    visit(areas["二村"]).save()
    done = {"findings": "台账不全", "follow_up": "已补齐", "followed_up_on": date(2012, 3, 31)}
    visit(areas["三村"], **done).save()

    def waiting(day):
        return [
            row.area.name for row in SupervisionVisit.objects.waiting_for_follow_up(day).order_by("area__path")
        ]

    assert waiting(date(2012, 3, 30)) == ["一村", "三村"]
    assert waiting(date(2012, 3, 31)) == ["一村"]


# satisfaction -------------------------------------------------------------------------
def survey(area, **fields):
    given = {"year": 2011, "surveyed_on": date(2011, 10, 1), "valid": 50, "satisfied": 40, "evidence": "报告"}
    return Satisfaction(area=area, **(given | fields))


def test_a_township_is_surveyed_by_village_or_as_a_whole(areas):
    survey(areas["一村"]).save()
    survey(areas["南乡"]).save()
    assert refused(survey(areas["东镇"]))["area"] == ["东镇本年度已有村的测评结果，不再按乡镇登记。"]
    assert refused(survey(areas["五村"]))["area"] == ["南乡本年度已按乡镇合并测评，不再按村登记。"]
    assert refused(survey(areas["东镇"], year=2010)) == {}


def test_no_more_are_satisfied_than_answered_and_somebody_answered(areas):
    assert refused(survey(areas["一村"], satisfied=50)) == {}
    assert refused(survey(areas["一村"], satisfied=51))["__all__"] == ["满意票数不能超过有效票数。"]
    assert refused(survey(areas["一村"], valid=0, satisfied=0))["__all__"] == ["有效票数须大于0。"]


def test_the_nearest_standard_holds_then_the_newest_then_the_defaults(areas):
    CreationStandard.objects.create(area=areas["测试市"], effective_from=date(2010, 1, 1), least_answers=40)
    CreationStandard.objects.create(area=areas["测试市"], effective_from=date(2012, 1, 1), least_answers=50)
    CreationStandard.objects.create(area=areas["甲县"], effective_from=date(2011, 1, 1), least_answers=20)
    standards = CreationStandards()

    def least(name, day):
        return standards.on(areas[name].path, day).least_answers

    assert [least("五村", date(year, 6, 1)) for year in (2009, 2010, 2012)] == [30, 40, 50]
    assert [least("一村", date(year, 6, 1)) for year in (2009, 2010, 2012)] == [30, 40, 20]


# mechanisms, projects, accounts -----------------------------------------------------------
def test_a_mechanism_is_reviewed_and_repealed_after_it_came_into_force(areas):
    row = Mechanism(area=areas["甲县"], kind="training", name="办法", in_force_from=date(2011, 5, 1))
    row.reviewed_on = row.ended_on = date(2011, 4, 30)
    assert sorted(refused(row)["__all__"]) == ["废止日期不能早于施行日期。", "检视日期不能早于施行日期。"]


def project(area, **fields):
    return InnovationProject(area=area, title="示范园", started_on=date(2012, 1, 5), **fields)


def test_an_economic_goal_is_put_into_words_and_a_result_as_well(areas):
    assert refused(project(areas["一村"], has_economic_goal=True))["__all__"] == [
        "有经济目标的须写明目标，没有的不写。"
    ]
    goal = {"has_economic_goal": True, "economic_goal": "增收2万元"}
    assert refused(project(areas["一村"], measured_on=date(2012, 3, 1), **goal))["__all__"] == [
        "填了核实日期的须写明实际成效，且日期不能早于立项日期。"
    ]
    assert refused(project(areas["一村"], measured_on=date(2012, 3, 1), result="2.1万元", **goal)) == {}


def test_a_project_of_an_organisation_lies_where_that_lies(areas):
    branch = build_branch(areas["南乡"])
    assert refused(project(areas["甲县"], branch=branch))["branch"] == ["“某企业支部”不在甲县。"]
    row = project(areas["乙区"], branch=branch)
    assert refused(row) == {}
    assert row.area == areas["南乡"]


def accounts(area, **fields):
    return VillageEconomyYear(village=area, **({"year": 2011, "income": 4} | fields))


def test_accounts_are_audited_after_their_year_and_by_somebody(areas):
    by = {"audited_by": "农经站"}
    assert refused(accounts(areas["一村"], audited_on=date(2011, 12, 31), **by))["audited_on"] == [
        "2011年度的账在年末之后才能审核结账。"
    ]
    assert refused(accounts(areas["一村"], audited_on=date(2012, 1, 1), **by)) == {}
    assert refused(accounts(areas["一村"], audited_on=date(2012, 1, 1)))["__all__"] == [
        "填了审核日期的须填审核单位。"
    ]


def test_a_village_has_one_set_of_accounts_a_year_and_no_negative_amounts(areas):
    accounts(areas["一村"]).save()
    assert "该村本年度的账已登记。" in refused(accounts(areas["一村"]))["__all__"]
    assert refused(accounts(areas["二村"], income=-1))["__all__"] == ["经营性收入不能小于0。"]
    assert refused(accounts(areas["二村"], debt=-1))["__all__"] == ["资产和债务不能小于0。"]
