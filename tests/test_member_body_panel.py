"""The panels of 党员队伍 and 组织设置与覆盖 on their programme pages: what is to be followed up, without names."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches.models import NewOrgUnit, Person
from indicators.dashboards import blank_spots_of, member_body_of
from indicators.models import (
    DevelopmentPlan,
    FloatingContact,
    FloatingMember,
    MemberDevelopment,
    PostAssignment,
    PostReview,
    PublicPost,
)
from indicators.quarters import Quarter

from . import cast

Q1 = Quarter(2012, 1)
LAST = date(2012, 3, 31)


@pytest.fixture
def person(areas):
    return lambda place="一村", name="单小红": Person.objects.create(name=name, sex="2", area=areas[place])


def concerns(panel) -> dict[str, tuple[int, int]]:
    return {one.words: (one.number, one.whole) for one in panel.concerns}


def test_who_stands_at_a_stage_is_told_as_of_the_day(areas, person):
    MemberDevelopment.objects.create(
        person=person(), applied_on=date(2009, 1, 1), admitted_on=date(2012, 3, 31), full_on=date(2012, 4, 1)
    )
    MemberDevelopment.objects.create(person=person(), admitted_on=date(2011, 3, 31))
    MemberDevelopment.objects.create(
        person=person(), admitted_on=date(2011, 4, 1), ended_on=date(2012, 4, 1), ended_reason="取消资格"
    )
    MemberDevelopment.objects.create(person=person(), applied_on=date(2012, 4, 1))
    panel = member_body_of(areas["测试市"], Q1)
    assert {one.stage.value: one.now for one in panel.pipeline.stages} == {
        "applied": 0, "activist": 0, "candidate": 0, "admitted": 3, "full": 0,
    }  # fmt: skip
    assert concerns(panel)["预备期满、还没有转正的预备党员"] == (1, 3)


def test_units_beyond_their_plan_are_named(areas, person):
    for county, ceiling in (("甲县", 1), ("乙区", 1)):
        DevelopmentPlan.objects.create(area=areas[county], year=2012, ceiling=ceiling)
    for place, day in (("一村", LAST), ("东镇", LAST), ("五村", LAST), ("五村", date(2012, 4, 1))):
        MemberDevelopment.objects.create(person=person(place), admitted_on=day)
    assert member_body_of(areas["测试市"], Q1).over == ["甲县"]
    assert member_body_of(areas["测试市"], Q1.next).over == ["甲县", "乙区"]


def test_floating_members_and_weak_posts_are_counted_in_the_quarter(areas, person):
    asked, silent = (
        FloatingMember.objects.create(person=person(), left_on=date(2011, 1, 1), province="广东") for _ in range(2)
    )
    FloatingContact.objects.create(floating=asked, contacted_on=date(2012, 1, 1))
    FloatingContact.objects.create(floating=silent, contacted_on=date(2012, 4, 1))
    post = PublicPost.objects.create(name="监督岗", group="oversight", published_on=date(2009, 1, 1))
    for day, rating in ((LAST, "poor"), (LAST, "good"), (date(2011, 12, 31), "fair"), (date(2012, 4, 1), "fair")):
        held = PostAssignment.objects.create(
            person=person(), village=areas["一村"], post=post, assigned_on=date(2010, 1, 1)
        )
        PostReview.objects.create(assignment=held, rated_on=day, rating=rating)
    found = concerns(member_body_of(areas["东镇"], Q1))
    assert found["本季度没有联系到的流动党员"] == (1, 2)
    assert found["没有纳入流入地组织的流动党员"] == (2, 2)
    assert found["本年履岗评议一般或较差的岗位"] == (1, 2)
    assert set(concerns(member_body_of(areas["乙区"], Q1)).values()) == {(0, 0)}


def test_blank_spots_are_those_of_the_quarters_last_day(areas):
    NewOrgUnit.objects.create(
        name="厂", kind="social_org", area=areas["东镇"], staff=20, full_members=0, registered_on=date(2012, 3, 31)
    )
    found = {alert.key: number for alert, number in blank_spots_of(areas["甲县"], Q1).alerts}
    assert found["no-member"] == 1
    assert not any(number for _, number in blank_spots_of(areas["甲县"], Q1.previous).alerts)


@pytest.mark.parametrize("name", ["测试市", "东镇"])
def test_the_queries_do_not_grow_with_the_rows(areas, person, django_assert_max_num_queries, name):
    for _ in range(12):
        MemberDevelopment.objects.create(person=person(), admitted_on=LAST)
        FloatingMember.objects.create(person=person(), left_on=date(2011, 1, 1), province="广东")
    with django_assert_max_num_queries(9):
        member_body_of(areas[name], Q1)
    with django_assert_max_num_queries(3):
        blank_spots_of(areas[name], Q1)


@pytest.mark.parametrize(
    ("programme", "route"),
    [("member_body", "development-pipeline"), ("organisation_coverage", "coverage-page")],
)
def test_the_programme_page_leads_to_the_lists_and_names_nobody(client, areas, users, person, programme, route):
    call_command("load_catalogue", verbosity=0)
    cast.build_period()
    MemberDevelopment.objects.create(person=person(), admitted_on=date(2011, 1, 1))
    client.force_login(users["leader"])
    html = client.get(reverse("programme-page", args=[programme])).content.decode()
    assert reverse(route, args=[areas["测试市"].code]) in html
    assert "单小红" not in html
