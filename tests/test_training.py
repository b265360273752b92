"""The rules of the training registers: what a row refuses, and what it says of itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from branches.models import VillagePost
from indicators.models import (
    BatchState,
    Enrolment,
    HoursReview,
    HourStandard,
    PlaceKind,
    Secondment,
    Tier,
    TierRule,
    TraineeClass,
    TrainingBase,
    TrainingBatch,
    TrainingMode,
    completes,
    refusals,
)
from indicators.models.secondment import lasts
from indicators.training.settings_file import load_settings

from .training_cast import away, batch, enrol, lead, person, serve, tier_rules

DAY = date(2012, 5, 10)


def refused(row, **changes) -> dict:
    """{field: messages} of what a row refuses once the changes are made."""
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return caught.value.message_dict


# completion ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hours", "attended", "done"),
    [(56, 48, True), (56, 47, False), (8, 7, True), (8, 6, False), (24, 21, True), (24, 20, False), (8, 0, False)],
)
def test_missing_more_than_a_seventh_is_no_completion(areas, hours, attended, done):
    course = batch(areas["甲县"], DAY, hours=hours)
    [row] = enrol(course, person(areas["一村"]), hours=attended)
    assert completes(hours, attended) is row.completed is done
    assert Enrolment.objects.completed().exists() is done


def test_hours_not_known_are_neither_attended_nor_completed(areas):
    row = Enrolment(batch=batch(areas["甲县"], DAY), person=person(areas["一村"]))
    assert (row.outcome, row.completed) == ("未登记学时", False)
    row.hours_attended = 0
    assert row.outcome == "未到训"


def test_hours_attended_and_leave_fit_into_the_batch(areas):
    [row] = enrol(batch(areas["甲县"], DAY, hours=24), person(areas["一村"]))
    assert refused(row, hours_attended=25)["hours_attended"] == ["本班共24学时，实到不能超过。"]
    assert refused(row, hours_attended=20, leave_hours=5)["leave_hours"] == [
        "本班共24学时，实到与请假合计不能超过。"
    ]
    row.leave_hours = 4
    row.full_clean()


def test_a_person_is_on_a_list_once_and_never_on_that_of_a_cancelled_batch(areas):
    course, who = batch(areas["甲县"], DAY), person(areas["一村"])
    enrol(course, who)
    assert refused(Enrolment(batch=course, person=who))["__all__"] == ["此人已在这个班次的名单上。"]
    off = batch(areas["甲县"], DAY, state=BatchState.CANCELLED, cancelled_reason="农忙")
    assert refused(Enrolment(batch=off, person=who))["person"] == ["班次已取消，不能再报名。"]


def test_a_county_enrols_its_own_people(areas):
    course = batch(areas["甲县"], DAY)
    assert refused(Enrolment(batch=course, person=person(areas["五村"])))["person"] == [
        "此人不属于甲县，请由其上级组织的班次报名。"
    ]
    Enrolment(batch=batch(areas["测试市"], DAY), person=person(areas["五村"])).full_clean()


def test_looking_somebody_up_later_has_a_day_after_the_batch(areas):
    [row] = enrol(batch(areas["甲县"], DAY), person(areas["一村"]))
    assert refused(row, skill_used=True)["__all__"] == ["填写回访结果的须填回访日期。"]
    assert refused(row, followed_up_on=date(2012, 5, 9))["followed_up_on"] == ["回访日期不能早于结业日期。"]
    row.followed_up_on = date(2012, 9, 1)
    row.full_clean()


# tiers --------------------------------------------------------------------------
def test_a_batch_must_fit_a_rule_of_its_tier_on_its_first_day(areas):
    tier_rules(since=date(2012, 1, 1))
    course = batch(
        areas["测试市"], DAY, tier=Tier.HUNDRED, trainee=TraineeClass.CADRE, mode=TrainingMode.VISIT, **away()
    )
    assert refused(course)["tier"] == ["不符合“百”的要求。符合的有：村干部 · 省外 · 高校、先进村落地培训。"]
    course.mode = TrainingMode.ONSITE_EMBEDDED
    course.full_clean()
    course.trainee = TraineeClass.MEMBER
    assert "tier" in refused(course)
    course.starts_on = course.ends_on = date(2011, 12, 31)
    course.full_clean()  # the rule came a day later
    TierRule.objects.update(in_force_until=DAY)
    course.starts_on = course.ends_on = DAY
    course.full_clean()  # and ceased on the day


def test_only_who_belongs_to_the_class_on_the_first_day_is_taken(areas):
    tier_rules()
    secretary, former, head = (person(areas["一村"]) for _ in range(3))
    serve(secretary, areas["一村"], started_on=DAY)
    serve(former, areas["二村"], ended_on=DAY)
    serve(head, areas["一村"], VillagePost.VILLAGE_HEAD)
    course = batch(
        areas["测试市"], date(2012, 5, 16), starts_on=DAY, days=7, tier=Tier.TEN, trainee=TraineeClass.SECRETARY,
        place=PlaceKind.IN_PROVINCE, city="郑州",
    )  # fmt: skip
    why = "开班当日不是在任的村党组织书记"
    people = [secretary.pk, former.pk, head.pk]
    assert refusals(course, people) == {former.pk: why, head.pk: why}
    assert refused(Enrolment(batch=course, person=former))["person"] == [f"此人{why}，不能计入“十”。"]


@pytest.mark.parametrize(
    ("group", "fits"),
    [
        (TraineeClass.SECRETARY, {"书记"}),
        (TraineeClass.CADRE, {"书记", "委员"}),
        (TraineeClass.MEMBER, {"书记", "委员", "党员", "预备"}),
        (TraineeClass.TOWN_LEADER, {"镇长"}),
        (TraineeClass.MIXED, {"书记", "委员", "党员", "预备", "群众", "镇长", "镇干部", "后备"}),
    ],
)
def test_the_classes_of_trainees(areas, group, fits):
    village, township = areas["一村"], areas["东镇"]
    people = {name: person(village, name) for name in ("书记", "委员", "党员")}
    people["预备"] = person(village, "预备", political_status="02")
    people["群众"] = person(village, "群众", political_status="13")
    people["后备"] = person(village, "后备", political_status="03")
    people |= {name: person(township, name) for name in ("镇长", "镇干部")}
    serve(people["书记"], village)
    serve(people["委员"], village, VillagePost.BRANCH_COMMITTEE)
    serve(people["后备"], village, VillagePost.RESERVE_CADRE)
    lead(people["镇长"], township)
    from_register = type(people["书记"]).objects.filter(group.holds_on(DAY))
    assert {one.name for one in from_register} == fits


def test_a_tier_without_rules_takes_everybody_who_is_still_there(areas):
    course = batch(areas["测试市"], DAY, tier=Tier.TEN, trainee=TraineeClass.SECRETARY)
    here = person(areas["一村"])
    gone = person(areas["一村"], left_on=DAY, left_how="transferred")
    going = person(areas["一村"], left_on=date(2012, 5, 11), left_how="transferred")
    assert refusals(course, [here.pk, gone.pk, going.pk]) == {gone.pk: "开班前已去世、出党或转出"}
    assert refused(Enrolment(batch=course, person=gone))["person"] == ["此人开班前已去世、出党或转出，不能报名。"]
    course.full_clean()


# batches and bases ----------------------------------------------------------------
def test_a_batch_is_not_finished_before_its_end_nor_without_evidence(areas):
    course = batch(areas["甲县"], DAY, state=BatchState.PLANNED)
    wrong = refused(course, state=BatchState.FINISHED, evidence=" ", ends_on=date(2012, 7, 6))  # tomorrow
    assert wrong == {"state": ["还没有到结束日期，不能办结。"], "evidence": ["办结的班次须写明佐证材料。"]}
    course.ends_on, course.evidence = date(2012, 7, 5), "签到册"
    course.full_clean()


def test_a_batch_has_no_more_days_than_the_calendar(areas):
    course = batch(areas["甲县"], DAY, starts_on=date(2012, 5, 9))
    assert refused(course, days=3)["days"] == ["从开班到结束只有2天。"]
    course.days = 2
    course.full_clean()


def test_a_base_is_used_between_accreditation_and_closing(areas):
    base = TrainingBase.objects.create(
        area=areas["东镇"], name="园区", kind="agri_park", accredited_on=DAY, closed_on=date(2012, 6, 1)
    )
    for day, good in [
        (date(2012, 5, 9), False),
        (DAY, True),
        (date(2012, 5, 31), True),
        (date(2012, 6, 1), False),
    ]:
        course = batch(areas["甲县"], day, base=base)
        if good:
            course.full_clean()
        else:
            assert refused(course)["base"] == ["开班时“园区”还没有认定或已停用。"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"starts_on": date(2012, 5, 11)}, "结束日期不能早于开班日期。"),
        ({"place": PlaceKind.OUT_OF_PROVINCE}, "在市外举办的须填承办城市。"),
        ({"state": BatchState.CANCELLED}, "取消的班次须填取消原因，未取消的不填。"),
        ({"cancelled_reason": "农忙"}, "取消的班次须填取消原因，未取消的不填。"),
        ({"satisfaction": 101}, "确保该值小于或等于100。"),
        ({"seats": 0}, "确保该值大于或等于1。"),
    ],
)
def test_what_the_database_refuses_of_a_batch_is_said_in_chinese(areas, fields, message):
    row = batch(areas["甲县"], DAY)
    messages = [text for texts in refused(row, **fields).values() for text in texts]
    assert message in messages
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingBatch.objects.filter(pk=row.pk).update(**fields)


# hours --------------------------------------------------------------------------
def count_of(village, as_of, met, trained, due=30):
    return HoursReview(
        area=village, as_of=as_of, members_due=due, members_met=met, members_trained=trained, evidence="支部会议"
    )


def test_counts_of_a_year_never_fall_and_start_again_in_the_next(areas):
    count_of(areas["一村"], date(2011, 12, 31), 25, 28).save()
    count_of(areas["一村"], date(2012, 3, 31), 8, 10).save()
    count_of(areas["一村"], date(2012, 6, 30), 14, 20).save()
    assert refused(count_of(areas["一村"], date(2012, 7, 1), 13, 20)) == {
        "members_met": ["2012-06-30已累计14人，之后不能更少。"]
    }
    assert refused(count_of(areas["一村"], date(2012, 5, 1), 9, 21)) == {
        "members_trained": ["2012-06-30累计20人，之前不能更多。"]
    }
    count_of(areas["一村"], date(2012, 1, 31), 0, 0).full_clean()
    count_of(areas["二村"], date(2012, 7, 1), 0, 0).full_clean()


def test_a_count_is_of_members_due_on_a_day_that_has_come_with_evidence(areas):
    assert refused(count_of(areas["一村"], DAY, 31, 31))["__all__"] == [
        "学时达标的是应参训党员的一部分，不能超过应参训数。"
    ]
    assert refused(count_of(areas["一村"], date(2012, 7, 6), 1, 1))["as_of"] == ["截至日期不能晚于今天。"]
    assert "evidence" in refused(count_of(areas["一村"], DAY, 1, 1), evidence="")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2012, 1, 15), date(2012, 4, 15), True),
        (date(2012, 1, 15), date(2012, 4, 14), False),
        (date(2011, 11, 30), date(2012, 2, 29), True),
        (date(2011, 11, 30), date(2012, 2, 28), False),
        (date(2011, 12, 1), date(2012, 3, 1), True),
    ],
)
def test_three_months_by_the_calendar(start, end, months):
    assert lasts(start, end) is months


def test_nobody_is_on_two_secondments_at_once(areas):
    fields = {"host_province": "江苏", "host_city": "苏州", "host_unit": "某镇", "evidence": "1号"}
    who = person(areas["一村"])
    Secondment.objects.create(person=who, started_on=DAY, due_on=date(2012, 9, 1), **fields)
    second = Secondment(person=who, started_on=date(2012, 6, 1), due_on=date(2012, 9, 1), **fields)
    assert refused(second)["__all__"] == ["此人正在挂职，请先登记实际结束日期。"]


# settings -----------------------------------------------------------------------
def test_the_shipped_settings_hold_the_lines_of_their_time_and_are_added_once(db):
    assert load_settings() == 10
    lines = HourStandard.objects.valid_on(date(2013, 12, 31)).values_list("group", "hours", "days")
    assert set(lines) == {("member", 16, None), ("leader", 24, None), ("town_leader", 90, 12)}
    assert set(HourStandard.objects.valid_on(date(2014, 1, 1)).values_list("group", flat=True)) == {"town_leader"}
    assert set(HourStandard.objects.valid_on(date(2020, 1, 1)).values_list("hours", flat=True)) == {32, 56, 90}
    HourStandard.objects.filter(group="leader", hours=24).update(hours=40)
    assert load_settings() == 0
    assert HourStandard.objects.filter(hours=40).exists()


def test_settings_with_a_mistake_are_not_added_at_all(db, tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text(
        '[[hour_standard]]\ngroup = "member"\nhours = 16\nin_force_from = 2009-01-01\nbasis = "规划"\n'
        '[[hour_standard]]\ngroup = "horses"\nhours = 16\nin_force_from = 2009-01-01\nbasis = "规划"\n'
    )
    with pytest.raises(ValidationError):
        load_settings(file)
    assert HourStandard.objects.count() == 0
