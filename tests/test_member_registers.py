"""What the registers of members refuse: posts, reviews, absences, contacts, pioneer posts, schemes, plans."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import AccessRecord, Branch, Person
from indicators.models import (
    DevelopmentPlan,
    FloatingContact,
    FloatingMember,
    PioneerPost,
    PostAssignment,
    PostReview,
    PublicPost,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, users):
    def enter(who):
        client.force_login(users[who])
        return client

    return enter


@pytest.fixture
def member(areas):
    return Person.objects.create(name="单小红", sex="2", area=areas["一村"], political_status="01")


@pytest.fixture
def post(db):
    return PublicPost.objects.create(
        name="村务监督岗", group="oversight", published_on=date(2010, 1, 1), withdrawn_on=date(2012, 1, 1)
    )


def add(client, key, **fields):
    return client.post(reverse("register-add", args=[key]), fields)


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422, response.headers
    return response.context["form"].errors


# posts -----------------------------------------------------------------------------
def taking(post, **fields):
    return {"person": "单小红 一村", "village": "一村", "post": str(post.pk), "assigned_on": "2011-05-01"} | fields


def test_a_member_takes_a_post_of_the_list(as_, member, post):
    assert add(as_("clerk"), "post-assignments", **taking(post)).status_code == 302
    assert PostAssignment.objects.get().person == member


@pytest.mark.parametrize("day", ["2009-12-31", "2012-01-01"])
def test_a_post_is_taken_only_while_the_list_holds_it(as_, member, post, day):
    wrong = errors(add(as_("clerk"), "post-assignments", **taking(post, assigned_on=day)))
    assert wrong["post"] == [f"岗位目录在{day}没有“村务监督岗”这个岗位。"]


def test_who_is_no_member_takes_no_post(as_, member, post):
    Person.objects.update(political_status="13")
    wrong = errors(add(as_("clerk"), "post-assignments", **taking(post)))
    assert wrong["person"] == ["只有党员能认领岗位，请核对人员台账里的政治面貌。"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"claimed_on": "2011-05-02"}, "定岗日期不能早于认岗日期"),
        ({"ended_on": "2011-04-30"}, "离岗日期不能早于定岗日期"),
        ({"ended_on": "2012-07-06"}, "日期不能晚于今天"),
    ],
)
def test_the_days_of_a_post_follow_one_another(as_, member, post, fields, words):
    assert words in str(errors(add(as_("clerk"), "post-assignments", **taking(post, **fields))))


def test_a_post_is_reviewed_on_its_own_page_and_not_before_it_was_taken(as_, areas, member, post):
    held = PostAssignment.objects.create(
        person=member, village=areas["一村"], post=post, assigned_on=date(2011, 5, 1)
    )
    review = {"assignment": str(held.pk), "rating": "good"}
    wrong = errors(add(as_("clerk"), "post-reviews", **review, rated_on="2011-04-30"))
    assert wrong["rated_on"] == ["2011-05-01才定岗，评议不能更早。"]
    assert add(as_("clerk"), "post-reviews", **review, rated_on="2011-12-20").status_code == 302
    assert PostReview.objects.get().assignment == held
    page = as_("clerk").get(reverse("register-record", args=["post-assignments", held.pk])).content.decode()
    assert "履岗评议" in page
    assert "2011-12-20" in page
    assert "良好" in as_("clerk").get(reverse("register-list", args=["post-assignments"])).content.decode()


# away from home --------------------------------------------------------------------
AWAY = {"person": "单小红 一村", "left_on": "2011-05-01", "province": "广东"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"returned_on": "2011-04-30"}, "返回日期不能早于外出日期"),
        ({"joined_org_on": "2011-06-01"}, "日期和组织名称都要填"),
        ({"receiving_org": "某支部"}, "日期和组织名称都要填"),
        ({"receiving_org": "某支部", "joined_org_on": "2011-04-30"}, "日期不早于外出日期"),
        ({"contribution": "project"}, "方式和日期都要填"),
        ({"contributed_on": "2011-06-01"}, "方式和日期都要填"),
        ({"left_on": "2012-07-06"}, "日期不能晚于今天"),
    ],
)
def test_an_absence_that_contradicts_itself_is_refused(as_, member, fields, words):
    response = add(as_("clerk"), "floating-members", **AWAY | fields)
    assert words in str(errors(response))
    assert response.context["form"]["province"].value() == "广东"


def test_somebody_is_away_once_at_a_time(as_, member):
    FloatingMember.objects.create(person=member, left_on=date(2010, 1, 1), province="浙江")
    assert "没有返回的外出记录" in str(errors(add(as_("clerk"), "floating-members", **AWAY)))
    FloatingMember.objects.update(returned_on=date(2011, 1, 1))
    assert add(as_("clerk"), "floating-members", **AWAY).status_code == 302


def test_the_list_marks_who_was_not_contacted_this_quarter(as_, areas):
    for name, day in (("甲", date(2012, 7, 1)), ("乙", date(2012, 6, 30)), ("丙", None)):
        person = Person.objects.create(name=name, sex="1", area=areas["一村"])
        away = FloatingMember.objects.create(person=person, left_on=date(2011, 1, 1), province="广东")
        if day:
            FloatingContact.objects.create(floating=away, contacted_on=day)
    page = reverse("register-list", args=["floating-members"])
    html = as_("clerk").get(page).content.decode()
    assert "2012-06-30（本季未联系）" in html
    assert "2012-07-01（" not in html
    assert "没有联系" in html
    assert as_("clerk").get(page + "?contacted=yes").context["table"].paginator.count == 1
    assert as_("clerk").get(page + "?contacted=no").context["table"].paginator.count == 2
    assert AccessRecord.objects.count() == 3


def test_nobody_is_contacted_abroad_before_leaving(as_, member):
    away = FloatingMember.objects.create(person=member, left_on=date(2011, 5, 1), province="浙江")
    contact = {"floating": str(away.pk), "way": "telephone"}
    wrong = errors(add(as_("clerk"), "floating-contacts", **contact, contacted_on="2011-04-30"))
    assert wrong["contacted_on"] == ["此人2011-05-01才外出，联系日期不能更早。"]
    assert add(as_("clerk"), "floating-contacts", **contact, contacted_on="2011-05-01").status_code == 302


# layers ----------------------------------------------------------------------------
def test_no_more_members_have_a_zone_than_there_are(as_, areas):
    organ = Branch.objects.create(
        name="机关支部", area=areas["甲县"], sector="government", full_members=10, probationary_members=1
    )
    zone = {"branch": str(organ.pk), "kind": "zone", "number": "3", "set_on": "2011-01-01"}
    wrong = errors(add(as_("reviewer"), "pioneer-posts", **zone, members="12"))
    assert wrong["members"] == ["该党组织登记的党员只有11名，落实到的党员数不能更多。"]
    assert add(as_("reviewer"), "pioneer-posts", **zone, members="11").status_code == 302
    assert "已有登记" in str(errors(add(as_("reviewer"), "pioneer-posts", **zone, members="5")))
    assert PioneerPost.objects.count() == 1


def test_plans_and_schemes_are_kept_by_the_county_and_not_by_a_township(as_, areas):
    plan = {"area": "甲县", "year": "2012", "ceiling": "40"}
    scheme = {"area": "甲县", "group": "farmers", "title": "办法", "document": "1号", "issued_on": "2011-01-01"}
    assert add(as_("clerk"), "development-plans", **plan).status_code == 403
    assert add(as_("clerk"), "member-schemes", **scheme).status_code == 403
    assert add(as_("reviewer"), "development-plans", **plan).status_code == 302
    assert add(as_("reviewer"), "member-schemes", **scheme).status_code == 302
    again = errors(add(as_("reviewer"), "development-plans", **plan | {"ceiling": "50"}))
    assert "这一年的计划已经下达" in str(again) or "相同的记录" in str(again)
    assert DevelopmentPlan.objects.get().ceiling == 40


def test_the_list_of_posts_is_read_by_all_and_kept_at_the_top(as_, areas):
    new = {"name": "环境卫生岗", "group": "affairs", "published_on": "2012-01-01"}
    assert add(as_("reviewer"), "public-posts", **new).status_code == 403
    assert add(as_("administrator"), "public-posts", **new).status_code == 302
    assert "环境卫生岗" in as_("clerk").get(reverse("register-list", args=["public-posts"])).content.decode()


@pytest.mark.parametrize(
    "key",
    [
        "member-developments", "development-plans", "public-posts", "post-assignments", "post-reviews",
        "floating-members", "floating-contacts", "pioneer-posts", "member-schemes", "organisation-standards",
        "term-rules", "branches", "new-orgs",
    ],
)  # fmt: skip
def test_every_register_opens_its_list_and_says_what_to_do_when_it_is_empty(as_, key):
    response = as_("administrator").get(reverse("register-list", args=[key]))
    register = response.context["register"]
    assert register.empty in response.content.decode()
    assert register.description.endswith("。")
