"""Admission to the Party: the stages in order, the person's record that follows, the pages of the pipeline."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from branches.models import AccessRecord, OrganisationStandard, Person
from indicators.developing import StepRefused, take_step
from indicators.development_stages import pipeline
from indicators.models import DevelopmentPlan, MemberDevelopment, Stage

TODAY = date(2012, 7, 5)


@pytest.fixture
def person(areas):
    def make(place="一村", name="单小红", status="13"):
        return Person.objects.create(name=name, sex="2", area=areas[place], political_status=status)

    return make


@pytest.fixture
def develop(person):
    """`develop("二村", applied_on=…)`: a person of a place and how far they have come."""

    def make(place="一村", name="单小红", **dates):
        return MemberDevelopment.objects.create(person=person(place, name), **dates)

    return make


@pytest.fixture
def as_(client, users):
    def enter(who):
        client.force_login(users[who])
        return client

    return enter


def step(development, stage, day, users, evidence="支部大会决议"):
    return take_step(development.pk, stage, day, users["clerk"], evidence)


# rules that the database holds -----------------------------------------------------
@pytest.mark.parametrize(
    "dates",
    [
        {"applied_on": date(2011, 2, 1), "activist_on": date(2011, 1, 31)},
        {"applied_on": date(2011, 2, 1), "admitted_on": date(2011, 1, 31)},
        {"activist_on": date(2011, 2, 1), "candidate_on": date(2011, 1, 31), "applied_on": date(2010, 1, 1)},
        {"admitted_on": date(2011, 2, 1), "full_on": date(2011, 1, 31)},
        {"applied_on": date(2011, 2, 1), "full_on": date(2012, 2, 1)},
        {},
        {"applied_on": date(2011, 2, 1), "ended_on": date(2011, 3, 1)},
        {"applied_on": date(2011, 2, 1), "ended_reason": "外出"},
        {
            "admitted_on": date(2010, 2, 1),
            "full_on": date(2011, 2, 1),
            "ended_on": date(2011, 3, 1),
            "ended_reason": "误",
        },
    ],
)
def test_stages_out_of_order_or_an_end_without_reason_cannot_be_stored(develop, dates):
    with pytest.raises(IntegrityError), transaction.atomic():
        develop(**dates)


def test_a_person_has_one_development_that_is_not_ended(develop):
    first = develop(applied_on=date(2010, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberDevelopment.objects.create(person=first.person, applied_on=date(2011, 1, 1))
    first.ended_on, first.ended_reason = date(2010, 5, 1), "本人撤回"
    first.save()
    MemberDevelopment.objects.create(person=first.person, applied_on=date(2011, 1, 1))


# the person follows ----------------------------------------------------------------
def test_admission_confirmation_and_end_change_the_person(develop):
    development = develop(applied_on=date(2008, 1, 1))
    person = development.person

    def status():
        person.refresh_from_db()
        return person.political_status, person.joined_on

    assert status() == ("13", None)
    development.admitted_on = date(2010, 6, 25)
    development.save()
    assert status() == ("02", date(2010, 6, 25))
    development.full_on = date(2011, 6, 25)
    development.save()
    assert status() == ("01", date(2010, 6, 25))
    assert person.history.count() == 3


def test_a_probationary_member_whose_admission_ends_is_none_any_more(develop):
    development = develop(admitted_on=date(2010, 6, 25))
    development.ended_on, development.ended_reason = date(2011, 7, 1), "取消预备党员资格"
    development.save()
    development.person.refresh_from_db()
    assert (development.person.political_status, development.person.joined_on) == ("13", None)


def test_what_changes_no_stage_leaves_the_person_alone(develop):
    development = develop(admitted_on=date(2010, 6, 25), full_on=date(2011, 6, 25))
    Person.objects.update(political_status="13", joined_on=None)  # left the Party since
    development.evidence = "补记文号"
    development.save()
    development.person.refresh_from_db()
    assert development.person.political_status == "13"


# the steps -------------------------------------------------------------------------
def test_the_steps_are_taken_one_after_the_other(develop, users):
    development = develop(applied_on=date(2009, 1, 1))
    days = [date(2009, 6, 1), date(2010, 6, 1), date(2010, 9, 1), date(2011, 9, 1)]
    for stage, day in zip(list(Stage)[1:], days, strict=True):
        step(development, stage, day, users)
    development.refresh_from_db()
    assert development.stage is Stage.FULL
    assert development.next_stage is None
    assert development.history.first().history_user == users["clerk"]
    assert Person.objects.get().political_status == "01"


@pytest.mark.parametrize(
    ("stage", "day", "why"),
    [
        (Stage.ADMITTED, date(2012, 7, 1), "已由他人办理"),
        (Stage.ACTIVIST, date(2012, 7, 1), "已由他人办理"),
        (Stage.CANDIDATE, date(2012, 7, 6), "不能晚于今天"),
        (Stage.CANDIDATE, date(2011, 7, 4), "不能早于“入党积极分子”的日期2011-07-05"),
        (Stage.CANDIDATE, date(2012, 7, 4), "积极分子培养时间不够，最早可在2012-07-05办理"),
    ],
)
def test_a_step_out_of_turn_or_too_early_is_refused(develop, users, stage, day, why):
    development = develop(applied_on=date(2011, 1, 1), activist_on=date(2011, 7, 5))
    with pytest.raises(StepRefused, match=why):
        step(development, stage, day, users)
    development.refresh_from_db()
    assert development.stage is Stage.ACTIVIST


def test_the_first_day_allowed_is_enough_and_a_step_needs_its_paper(develop, users):
    development = develop(applied_on=date(2011, 1, 1), activist_on=date(2011, 7, 5))
    with pytest.raises(StepRefused, match="请填写依据"):
        step(development, Stage.CANDIDATE, TODAY, users, "  ")
    assert step(development, Stage.CANDIDATE, TODAY, users).candidate_on == TODAY


def test_probation_lasts_what_the_standard_of_the_admission_says(develop, users):
    development = develop(admitted_on=date(2011, 7, 6))
    with pytest.raises(StepRefused, match="预备期时间不够，最早可在2012-07-06办理"):
        step(development, Stage.FULL, TODAY, users)
    OrganisationStandard.objects.create(effective_from=date(2011, 1, 1), probation_months=6)
    assert step(development, Stage.FULL, TODAY, users).full_on == TODAY


def test_an_ended_record_has_no_next_step(develop, users):
    development = develop(applied_on=date(2009, 1, 1), ended_on=date(2010, 1, 1), ended_reason="外出")
    with pytest.raises(StepRefused, match="记录已经终止"):
        step(development, Stage.ACTIVIST, TODAY, users)


# the form of the register ----------------------------------------------------------
def test_the_register_refuses_what_came_too_soon_and_keeps_what_was_typed(as_, person):
    person()
    sent = {
        "person": "单小红 一村",
        "occupation": "farmer",
        "admitted_on": "2011-07-06",
        "full_on": "2012-07-05",
        "evidence": "支部大会决议",
    }
    response = as_("clerk").post(reverse("register-add", args=["member-developments"]), sent)
    assert response.status_code == 422
    assert response.context["form"].errors["full_on"] == ["预备期时间不够，最早可在2012-07-06办理。"]
    assert response.context["form"]["evidence"].value() == "支部大会决议"
    good = as_("clerk").post(reverse("register-add", args=["member-developments"]), sent | {"full_on": ""})
    assert good.status_code == 302
    assert Person.objects.get().political_status == "02"


# the page of the next step ---------------------------------------------------------
def address(development):
    return reverse("development-step", args=[development.pk])


def test_who_may_take_a_step(as_, develop):
    here = develop(applied_on=date(2011, 1, 1))
    elsewhere = develop("四村", "张立新", applied_on=date(2011, 1, 1))
    assert {who: as_(who).get(address(here)).status_code for who in ("clerk", "reviewer", "leader")} == {
        "clerk": 200,
        "reviewer": 200,
        "leader": 403,
    }
    sent = {"day": "2012-07-01", "evidence": "决议"}
    assert as_("leader").post(address(here), sent).status_code == 403
    assert as_("clerk").get(address(elsewhere)).status_code == 404
    assert as_("clerk").post(address(elsewhere), sent).status_code == 404
    assert set(MemberDevelopment.objects.values_list("activist_on", flat=True)) == {None}


def test_a_step_is_taken_by_its_page_and_leads_back_to_the_pipeline(as_, develop, areas):
    development = develop(applied_on=date(2011, 1, 1))
    response = as_("clerk").post(address(development), {"day": "2011-05-01", "evidence": "支委会决议"})
    assert response.url == reverse("development-pipeline", args=[areas["一村"].code])
    development.refresh_from_db()
    assert (development.activist_on, development.evidence) == (date(2011, 5, 1), "支委会决议")


def test_a_refused_step_says_why_and_keeps_what_was_typed(as_, develop):
    development = develop(applied_on=date(2011, 1, 1))
    response = as_("clerk").post(address(development), {"day": "2010-12-31", "evidence": "支委会决议"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "“入党积极分子”的日期不能早于“申请入党”的日期2011-01-01。" in html
    assert 'value="支委会决议"' in html
    assert 'value="2010-12-31"' in html
    assert "请填写依据" in as_("clerk").post(address(development), {"day": "2011-05-01"}).content.decode()


def test_beyond_the_plan_an_admission_must_be_meant(as_, develop, areas):
    DevelopmentPlan.objects.create(area=areas["甲县"], year=2012, ceiling=1)
    develop("四村", "张立新", admitted_on=date(2012, 3, 1))
    development = develop(candidate_on=date(2012, 3, 1), applied_on=date(2010, 1, 1))
    sent = {"day": "2012-07-01", "evidence": "支部大会决议"}
    html = as_("clerk").get(address(development)).content.decode()
    assert "甲县2012年计划1名，已发展1名，还可发展0名" in html
    response = as_("clerk").post(address(development), sent)
    assert response.context["form"].errors["beyond_plan"] == ["接收后将超出全年计划，确需接收的请勾选确认。"]
    assert as_("clerk").post(address(development), sent | {"beyond_plan": "on"}).status_code == 302
    development.refresh_from_db()
    assert development.admitted_on == date(2012, 7, 1)


def test_within_the_plan_nothing_is_asked_and_it_is_shown(as_, develop, areas):
    DevelopmentPlan.objects.create(area=areas["甲县"], year=2012, ceiling=2)
    DevelopmentPlan.objects.create(area=areas["东镇"], year=2012, ceiling=1)
    develop("四村", "张立新", admitted_on=date(2012, 3, 1))
    development = develop(candidate_on=date(2012, 3, 1), applied_on=date(2010, 1, 1))
    response = as_("clerk").get(address(development))
    assert [plan.words for plan in response.context["plans"]] == [
        "甲县2012年计划2名，已发展1名，还可发展1名",
        "东镇2012年计划1名，已发展0名，还可发展1名",
    ]
    sent = {"day": "2012-07-01", "evidence": "支部大会决议"}
    assert as_("clerk").post(address(development), sent).status_code == 302


def test_after_the_last_step_there_is_none(as_, develop):
    development = develop(admitted_on=date(2010, 1, 1), full_on=date(2011, 1, 1))
    response = as_("clerk").get(address(development))
    assert response.url == reverse("register-record", args=["member-developments", development.pk])


# the pipeline ----------------------------------------------------------------------
@pytest.fixture
def crowd(develop, areas):
    develop("一村", "甲一", applied_on=date(2012, 1, 1))
    develop("一村", "乙一", applied_on=date(2010, 1, 1), activist_on=date(2011, 7, 5))
    develop("二村", "丙二", applied_on=date(2010, 1, 1), activist_on=date(2011, 7, 6))
    develop("四村", "丁四", applied_on=date(2010, 1, 1), candidate_on=date(2012, 5, 1))
    develop("四村", "戊四", admitted_on=date(2011, 7, 5))
    develop("五村", "己五", admitted_on=date(2012, 1, 5))
    develop("五村", "庚五", admitted_on=date(2010, 1, 5), full_on=date(2012, 1, 5))
    develop("五村", "辛五", applied_on=date(2012, 1, 1), ended_on=date(2012, 2, 1), ended_reason="外出")
    DevelopmentPlan.objects.create(area=areas["乙区"], year=2012, ceiling=4)
    return areas


def test_everybody_stands_at_one_stage_and_those_who_waited_long_enough_are_due(crowd):
    page = pipeline(crowd["测试市"], TODAY)
    assert [(one.stage.value, one.now, one.this_year, one.due) for one in page.stages] == [
        ("applied", 1, 2, None),
        ("activist", 2, 0, 1),
        ("candidate", 1, 1, 1),
        ("admitted", 2, 1, 1),
        ("full", 1, 1, None),
    ]


def test_the_units_below_stand_with_their_plans(crowd):
    units = [
        (u.area.name, u.waiting, u.admitted, u.plan, u.rate_text) for u in pipeline(crowd["测试市"], TODAY).units
    ]
    assert units == [("甲县", 5, 0, None, "—"), ("乙区", 1, 1, 4, "25.0%")]
    assert [unit.area.name for unit in pipeline(crowd["东镇"], TODAY).units] == ["一村", "二村"]
    assert pipeline(crowd["一村"], TODAY).units == ()


def test_names_are_listed_in_scope_with_the_longest_wait_first_and_the_look_is_recorded(as_, crowd, users):
    response = as_("reviewer").get(reverse("development-pipeline", args=[crowd["甲县"].code]))
    assert [name for _, name in response.context["people"]] == ["乙一", "戊四", "丁四"]
    record = AccessRecord.objects.get()
    assert (record.who, record.area, record.rows) == (users["reviewer"], crowd["甲县"], 3)
    html = as_("clerk").get(reverse("development-pipeline", args=[crowd["东镇"].code])).content.decode()
    assert "乙一" in html
    assert "丁四" not in html
    assert (
        "办理"
        not in as_("leader")
        .get(reverse("development-pipeline", args=[crowd["南乡"].code]))
        .content.decode()
        .split("</header>")[-1]
    )


@pytest.mark.parametrize(("name", "number"), [("测试市", 7), ("东镇", 6), ("一村", 3)])
def test_the_queries_do_not_grow_with_the_people(crowd, develop, django_assert_num_queries, name, number):
    for each in range(12):
        develop("三村", f"人{each}", applied_on=date(2012, 1, 1))
    with django_assert_num_queries(number):
        pipeline(crowd[name], TODAY)
