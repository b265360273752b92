"""The rules of the cultivation lists: who may be listed, what a result must agree with, what is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from branches.models import Person
from indicators import cultivating
from indicators.cultivation_checks import faults_of, faults_of_case, faults_of_measure, faults_of_quota
from indicators.models import Cultivation, CultivationMeasure, ModelCase

from .cultivation_cast import (
    COMMITTEE,
    HEAD,
    KEY_HEAD,
    KEY_MEMBER,
    KEY_SECRETARY,
    LONG_AGO,
    NEW_YEAR,
    SECRETARY,
    STEP_1,
    STEP_2,
    STEP_3,
    STEP_4,
    Villagers,
    certify,
    dropped,
    listed,
    measured,
    promoted,
    serve,
    unsaved,
)


@pytest.fixture
def people(areas):
    return Villagers(areas)


def refusal(row) -> str:
    return "".join(faults_of(row).values())


# who may be listed -----------------------------------------------------------------------
def test_the_first_step_is_for_people_outside_the_party(people):
    assert refusal(unsaved(people.outsider(), STEP_1)) == ""
    assert "已是党员" in refusal(unsaved(people.person(), STEP_1))


def test_somebody_admitted_later_could_be_listed_before(people):
    admitted = people.person(joined_on=date(2012, 1, 2))
    assert refusal(unsaved(admitted, STEP_1)) == ""
    assert "已是党员" in refusal(unsaved(admitted, STEP_1, date(2012, 1, 2)))


@pytest.mark.parametrize("on_list", [STEP_2, STEP_3, STEP_4, KEY_SECRETARY, KEY_MEMBER])
def test_whoever_is_no_member_is_refused_from_every_list_of_members(people, on_list):
    people.quota(9, on_list) if on_list.startswith("key") else None
    words = refusal(unsaved(people.outsider(), on_list))
    assert words == f"不能列入“{on_list.label}”：当日不是党员，应先列入“致富能手→党员”。"


def test_the_second_step_ends_with_the_certificate_and_the_third_begins_with_it(people):
    plain, able = people.person(), people.able()
    assert refusal(unsaved(plain, STEP_2)) == refusal(unsaved(able, STEP_3)) == ""
    assert "已有有效的双强认定" in refusal(unsaved(able, STEP_2))
    assert "没有有效的双强认定" in refusal(unsaved(plain, STEP_3))


def test_a_revoked_certificate_makes_nobody_able(people):
    who = people.person()
    certify(who, revoked_on=NEW_YEAR, revoked_reason="复核不合格")
    assert "没有有效的双强认定" in refusal(unsaved(who, STEP_3))
    assert refusal(unsaved(who, STEP_2)) == ""


def test_the_third_step_ends_with_a_post_and_the_fourth_begins_with_it(people, areas):
    cadre, member = people.able(), people.able()
    serve(cadre, areas["一村"])
    assert refusal(unsaved(cadre, STEP_4)) == refusal(unsaved(member, STEP_3)) == ""
    assert "已任村干部" in refusal(unsaved(cadre, STEP_3))
    assert "不是在任村干部" in refusal(unsaved(member, STEP_4))


def test_a_post_that_was_left_is_no_post(people, areas):
    who = people.able()
    serve(who, areas["一村"], ended_on=NEW_YEAR)
    assert refusal(unsaved(who, STEP_3)) == ""
    assert "不是在任村干部" in refusal(unsaved(who, STEP_4))


def test_a_secretary_has_reached_the_fourth_step(people):
    assert "当日已任村支书" in refusal(unsaved(people.serving(post=SECRETARY), STEP_4))


def test_each_key_list_takes_its_own_people(people, areas):
    for track in (KEY_SECRETARY, KEY_HEAD, KEY_MEMBER):
        people.quota(9, track)
    secretary, head, both = people.serving(post=SECRETARY), people.serving(post=HEAD), people.serving("二村", HEAD)
    serve(both, areas["二村"], SECRETARY)
    assert refusal(unsaved(secretary, KEY_SECRETARY)) == refusal(unsaved(head, KEY_HEAD)) == ""
    assert "一肩挑" in refusal(unsaved(both, KEY_HEAD))
    assert refusal(unsaved(both, KEY_SECRETARY)) == refusal(unsaved(people.person(), KEY_MEMBER)) == ""
    for leader in (secretary, head):
        assert "列入各自的名单" in refusal(unsaved(leader, KEY_MEMBER))


def test_a_village_head_need_not_be_a_member(people, areas):
    people.quota(9, KEY_HEAD)
    head = people.outsider()
    serve(head, areas["一村"], HEAD)
    assert refusal(unsaved(head, KEY_HEAD)) == ""


def test_dates_do_not_lie_ahead(people):
    assert faults_of(unsaved(people.person(), STEP_2, date(2012, 7, 6))) == {"listed_on": "入册日期不能晚于今天。"}
    row = unsaved(people.person(), STEP_2, result="dropped", result_on=date(2012, 7, 6), reason="外出")
    assert faults_of(row) == {"result_on": "结果日期不能晚于今天。"}


def test_a_result_belongs_to_the_year_of_its_list(people):
    row = unsaved(people.person(), STEP_2, date(2011, 1, 1), result="kept", result_on=NEW_YEAR)
    assert faults_of(row) == {"result_on": "这是2011年的名单，结果日期应在2011年内。"}


def test_the_place_is_a_village(people, areas):
    row = unsaved(people.person(), STEP_2, village=areas["东镇"])
    assert faults_of(row) == {"village": "请选到村（社区）。"}


# one list a person ----------------------------------------------------------------------
def test_a_person_stands_on_one_step_at_a_time(people):
    who = people.able()
    listed(who, STEP_3, result="kept", result_on=date(2012, 2, 1))
    assert refusal(unsaved(who, STEP_3, date(2012, 3, 1))) == (
        "2012年已在“党员能手→村干部”名单上，不能同时列入两份。"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        [listed(who, step) for step in (STEP_2, STEP_3)]


def test_whoever_has_left_a_step_may_enter_the_next_in_the_same_year(people):
    who = people.person()
    certify(who, date(2012, 2, 1))
    promoted(who, STEP_2, date(2012, 2, 1))
    assert refusal(unsaved(who, STEP_3, date(2012, 2, 1))) == ""
    assert "不能同时列入两份" in refusal(unsaved(who, STEP_2, date(2012, 1, 15)))


def test_a_person_stands_on_one_key_list_and_may_stand_on_a_step_besides(people):
    people.quota(9, KEY_HEAD)
    head = people.serving(post=HEAD)
    listed(head, KEY_HEAD)
    assert refusal(unsaved(head, STEP_4)) == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        listed(head, KEY_MEMBER)


# quotas -----------------------------------------------------------------------------------
def test_without_a_quota_there_is_no_key_list(people):
    assert refusal(unsaved(people.person(), KEY_MEMBER)) == "所在县区当日没有定这份名单的名额，请先登记名额。"
    people.quota(9, KEY_HEAD)
    people.quota(9, KEY_MEMBER, county="乙区")
    assert "没有定这份名单的名额" in refusal(unsaved(people.person(), KEY_MEMBER))


def test_a_list_takes_no_more_than_its_quota(people):
    people.quota(2)
    listed(people.person(), KEY_MEMBER)
    listed(people.person("五村"), KEY_MEMBER)  # of another county
    dropped(people.person(), KEY_MEMBER, date(2012, 2, 1))
    assert "加上此人将有3名在册" in refusal(unsaved(people.person("四村"), KEY_MEMBER))
    assert refusal(unsaved(people.person("四村"), KEY_MEMBER, date(2012, 2, 1))) == ""


def test_a_place_taken_later_in_the_year_is_taken_for_an_earlier_day_too(people):
    people.quota(1)
    listed(people.person(), KEY_MEMBER, date(2012, 5, 1))
    assert "将有2名在册" in refusal(unsaved(people.person(), KEY_MEMBER, date(2012, 2, 1)))
    early = unsaved(people.person(), KEY_MEMBER, date(2012, 2, 1), result="dropped", result_on=date(2012, 5, 1))
    early.reason = "外出务工"
    assert refusal(early) == ""


def test_quotas_of_a_list_follow_one_another(people):
    first = people.quota(100, ended_on=NEW_YEAR)
    following = people.quota(90, effective_from=NEW_YEAR)
    assert faults_of_quota(first) == faults_of_quota(following) == {}
    following.effective_from = date(2011, 12, 31)
    assert "与2009-01-10起的名额重叠" in faults_of_quota(following)["effective_from"]


def test_a_quota_is_not_set_below_those_on_the_list(people):
    quota = people.quota(2)
    listed(people.person(), KEY_MEMBER)
    listed(people.person(), KEY_MEMBER)
    assert faults_of_quota(quota) == {}
    quota.quota = 1
    assert faults_of_quota(quota) == {"quota": "现有2名在册，名额不能少于在册人数；请先办理调整出列。"}


# results ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fields",
    [
        {"result": "kept"},
        {"result_on": NEW_YEAR},
        {"result": "kept", "result_on": date(2011, 12, 31)},
        {"result": "promoted", "result_on": date(2012, 2, 1)},
        {"result": "kept", "result_on": date(2012, 2, 1), "converted_on": date(2012, 2, 1)},
        {"result": "promoted", "result_on": date(2012, 2, 1), "converted_on": date(2012, 2, 2)},
        {"result": "promoted", "result_on": date(2012, 2, 1), "converted_on": date(2011, 12, 31)},
        {"result": "dropped", "result_on": date(2012, 2, 1)},
        {"on_list": "step_9"},
    ],
)
def test_the_database_refuses_a_result_that_does_not_hang_together(people, fields):
    row = unsaved(people.person(), STEP_2)
    for name, value in fields.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_mentor_is_named_once_and_is_somebody_else(people):
    who, other = people.person(), people.person()
    for fields in ({"mentor": who}, {"mentor": other, "other_mentor": "包村干部"}):
        with pytest.raises(ValidationError, match="帮带人只填一处，也不能是本人"):
            unsaved(who, STEP_2, selected_on=NEW_YEAR, **fields).full_clean()


# verbs ------------------------------------------------------------------------------------
def test_listing_keeps_who_did_it_and_when_it_began(people, users):
    row = cultivating.enlist(unsaved(people.person(), STEP_2), users["clerk"])
    assert row.selected_on == NEW_YEAR
    assert row.history.get().history_user == users["clerk"]


def test_listing_refuses_with_the_reason_beside_the_field(people, users):
    with pytest.raises(ValidationError) as refused:
        cultivating.enlist(unsaved(people.outsider(), STEP_3), users["clerk"])
    assert list(refused.value.message_dict) == ["person"]
    assert Cultivation.objects.count() == 0


@pytest.mark.parametrize("who", ["leader", "clerk"])
def test_nobody_lists_people_whom_they_do_not_keep(people, users, who):
    """A leader looks on; the clerk of 东镇 keeps nothing of 西镇."""
    with pytest.raises(PermissionDenied):
        cultivating.enlist(unsaved(people.person("四村"), STEP_2), users[who])


@pytest.mark.parametrize(
    ("on_list", "came_on"),
    [
        (STEP_1, lambda who, areas: Person.objects.filter(pk=who.pk).update(political_status="02", joined_on=MAY)),
        (STEP_2, lambda who, areas: certify(who, MAY)),
        (STEP_3, lambda who, areas: serve(who, areas["一村"], COMMITTEE, MAY)),
        (STEP_4, lambda who, areas: serve(who, areas["一村"], SECRETARY, MAY)),
        (KEY_MEMBER, lambda who, areas: serve(who, areas["一村"], HEAD, MAY)),
    ],
)
def test_the_day_of_conversion_is_read_from_the_registers(people, areas, users, on_list, came_on):
    people.quota(9)
    who = people.outsider() if on_list == STEP_1 else people.person()
    row = listed(who, on_list)
    came_on(who, areas)
    done = cultivating.record_result(row, users["clerk"], "promoted", date(2012, 6, 1))
    assert (done.result, done.converted_on, done.result_on) == ("promoted", MAY, date(2012, 6, 1))
    assert done.history.first().history_user == users["clerk"]


MAY = date(2012, 5, 7)


@pytest.mark.parametrize(
    ("on_list", "words"),
    [
        (STEP_1, "人员台账里没有这一日入党的记录"),
        (STEP_2, "双强认定台账里没有这一日认定的记录"),
        (STEP_3, "村干部台账里没有这一日任职的记录"),
        (STEP_4, "村干部台账里没有这一日任村支书的记录"),
        (KEY_MEMBER, "村干部台账里没有这一日任职的记录"),
    ],
)
def test_what_the_registers_do_not_know_has_not_happened(people, areas, users, on_list, words):
    people.quota(9)
    who = people.outsider() if on_list == STEP_1 else people.person()
    serve(who, areas["一村"], COMMITTEE, LONG_AGO, ended_on=NEW_YEAR)
    row = listed(who, on_list)
    with pytest.raises(ValidationError, match=words):
        cultivating.record_result(row, users["clerk"], "promoted", MAY)
    row.refresh_from_db()
    assert row.result == ""


@pytest.mark.parametrize(("post", "on_list"), [(SECRETARY, KEY_SECRETARY), (HEAD, KEY_HEAD)])
def test_where_a_leader_was_promoted_to_is_told_in_words(people, users, post, on_list):
    people.quota(9, on_list)
    row = listed(people.serving(post=post), on_list)
    with pytest.raises(ValidationError, match="请写明提拔使用的去向"):
        cultivating.record_result(row, users["clerk"], "promoted", MAY)
    done = cultivating.record_result(row, users["clerk"], "promoted", MAY, reason="任东镇副镇长")
    assert done.converted_on == MAY


def test_dropping_somebody_needs_a_reason(people, users):
    row = listed(people.person(), STEP_2)
    with pytest.raises(ValidationError, match="调整出列的须填写原因"):
        cultivating.record_result(row, users["clerk"], "dropped", MAY)


def test_a_result_stands_unless_somebody_was_only_kept(people, users):
    row = listed(people.person(), STEP_2, result="kept", result_on=date(2012, 3, 1))
    cultivating.record_result(row, users["clerk"], "dropped", MAY, reason="外出务工")
    with pytest.raises(ValidationError, match="已登记为“调整出列”"):
        cultivating.record_result(row, users["clerk"], "kept", MAY)


def test_whoever_left_the_party_still_gets_a_result(people, users):
    who = people.person()
    row = listed(who, STEP_2)
    Person.objects.filter(pk=who.pk).update(political_status="13")
    assert cultivating.record_result(row, users["clerk"], "dropped", MAY, reason="出党").result == "dropped"


def test_letting_somebody_go_ends_every_list_with_the_reason(people, users):
    people.quota(9)
    who = people.person()
    rows = [listed(who, STEP_2), listed(who, KEY_MEMBER), listed(people.person(), STEP_2)]
    cultivating.let_go(who, users["reviewer"], MAY, "去世")
    for row in rows:
        row.refresh_from_db()
    assert [(row.result, row.reason) for row in rows] == [("dropped", "去世"), ("dropped", "去世"), ("", "")]


def test_what_the_registers_know_is_confirmed_for_many_at_once(people, users):
    able, plain, done = people.person(), people.person(), people.person()
    for who in (able, done):
        certify(who, MAY)
    rows = [listed(able, STEP_2), listed(plain, STEP_2), promoted(done, STEP_2, MAY)]
    outcome = cultivating.confirm(rows, users["clerk"], date(2012, 7, 5))
    assert [row.person for row in outcome.done] == [able]
    assert {row.person: why for row, why in outcome.refused} == {
        plain: "台账里还没有入党、认定或任职的记录。",
        done: "已登记为“已转化（提拔）”。",
    }
    rows[0].refresh_from_db()
    assert (rows[0].result, rows[0].converted_on, rows[0].result_on) == ("promoted", MAY, MAY)
    assert rows[0].history.first().history_user == users["clerk"]


# measures ----------------------------------------------------------------------------------
def test_one_measure_is_recorded_for_many_and_once_for_each(people, users):
    first, second, late = (listed(people.person(), STEP_2, day) for day in (NEW_YEAR, NEW_YEAR, date(2012, 6, 1)))
    measured(first, "training", MAY)
    outcome = cultivating.record_measure(
        [first, second, late], users["clerk"], "training", MAY, "大蒜储运3天", "签到册"
    )
    assert [row.pk for row in outcome.done] == [second.pk]
    assert {row.pk: why for row, why in outcome.refused} == {
        first.pk: "当日已有同一项措施的记录。",
        late.pk: "实施日期应在此人在册期间（2012-06-01至2012-12-31）。",
    }
    made = CultivationMeasure.objects.get(cultivation=second)
    assert (made.content, made.history.get().history_user) == ("大蒜储运3天", users["clerk"])


def test_a_measure_lies_in_the_time_on_the_list_and_not_ahead(people):
    row = dropped(people.person(), STEP_2, MAY)
    measure = CultivationMeasure(cultivation=row, kind="post", held_on=date(2012, 5, 6), content="锻炼")
    assert faults_of_measure(measure) == {}
    for day in (date(2011, 12, 31), MAY):
        measure.held_on = day
        assert "应在此人在册期间（2012-01-01至2012-05-06）" in faults_of_measure(measure)["held_on"]
    measure.held_on = date(2012, 7, 6)
    assert faults_of_measure(measure) == {"held_on": "实施日期不能晚于今天。"}


def test_a_measure_without_evidence_is_none(people):
    row = listed(people.person(), STEP_2)
    with pytest.raises(IntegrityError), transaction.atomic():
        CultivationMeasure.objects.create(cultivation=row, kind="post", held_on=MAY, content="锻炼", evidence="")


# model cases -------------------------------------------------------------------------------
@pytest.fixture
def case(areas):
    return ModelCase(
        area=areas["东镇"], title="东镇党员办起大蒜合作社", published_on=MAY, published_in="简报", evidence="2期"
    )


def test_a_case_names_nobody_of_the_place(people, case):
    people.person("一村", "赵福根")
    people.person("一村", "大蒜")  # too short to be told from a word
    assert faults_of_case(case) == {}
    case.title = "东镇赵福根办起大蒜合作社"
    assert "不写人名" in faults_of_case(case)["title"]


def test_a_case_counts_once_a_year(case):
    case.save()
    assert faults_of_case(case) == {}
    again = ModelCase(area=case.area, title=case.title, published_on=date(2012, 6, 1))
    assert faults_of_case(again) == {"title": "2012年已登记过这个典型，同一典型一年只计一次。"}
    again.published_on = date(2011, 6, 1)
    assert faults_of_case(again) == {}
    again.published_on = date(2012, 7, 6)
    assert faults_of_case(again) == {"published_on": "宣传日期不能晚于今天。"}
