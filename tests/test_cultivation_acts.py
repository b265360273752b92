"""The pages on which keepers record measures, results and confirmations, and the registers' own forms."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import AccessRecord
from indicators.models import Cultivation, CultivationMeasure, KeyListQuota, ModelCase

from .cultivation_cast import HEAD, KEY_MEMBER, STEP_1, STEP_2, STEP_3, Villagers, certify, listed, serve

MAY = date(2012, 5, 7)
MEASURE = {"kind": "training", "held_on": "2012-05-07", "content": "大蒜储运3天", "evidence": "签到册"}


@pytest.fixture
def people(areas):
    return Villagers(areas)


@pytest.fixture
def at(areas):
    """`at("measure")` is the address of a page about 东镇."""
    return lambda act, *more: reverse(f"cultivation-{act}", args=[areas["东镇"].code, *more])


@pytest.fixture
def clerk(client, users):
    client.force_login(users["clerk"])
    return client


# a measure for many ------------------------------------------------------------------------
def test_one_form_records_a_measure_for_everybody_ticked(clerk, at, people, users):
    rows = [
        listed(people.person(village, name), STEP_2) for village, name in (("一村", "赵福根"), ("二村", "钱喜收"))
    ]
    page = clerk.get(at("measure"), {"pick": [row.pk for row in rows]})
    assert "赵福根" in page.text
    assert "登记 2 人" in page.text
    assert AccessRecord.objects.get().rows == 2
    response = clerk.post(at("measure"), MEASURE | {"picks": page.context["picks"]}, follow=True)
    assert "集中培训：已办理2人。" in response.text
    made = CultivationMeasure.objects.order_by("pk")
    assert [(one.cultivation_id, one.held_on, one.evidence) for one in made] == [
        (row.pk, MAY, "签到册") for row in rows
    ]


def test_a_whole_list_is_reached_by_its_filter(clerk, at, people):
    people.quota(5)
    mine = [listed(people.person(), KEY_MEMBER) for _ in range(2)]
    listed(people.person(), STEP_2)
    listed(people.person("四村"), KEY_MEMBER)  # of another township
    page = clerk.get(at("measure"), {"all": 1, "list": "key_member", "missing": "post"})
    assert page.context["picks"] == ",".join(str(row.pk) for row in mine)
    assert clerk.get(at("measure"), {"all": 1, "state": "nonsense"}).status_code == 302


def test_what_was_typed_survives_a_mistake(clerk, at, people):
    row = listed(people.person(), STEP_2)
    response = clerk.post(at("measure"), MEASURE | {"evidence": "", "picks": row.pk})
    assert response.status_code == 422
    assert "大蒜储运3天" in response.text
    assert response.context["picks"] == str(row.pk)
    assert list(response.context["form"].errors) == ["evidence"]


def test_when_everybody_refuses_the_form_stays_with_the_reasons(clerk, at, people):
    row = listed(people.person(name="赵福根"), STEP_2, date(2012, 6, 1))
    response = clerk.post(at("measure"), MEASURE | {"picks": row.pk})
    assert response.status_code == 422
    assert "赵福根：实施日期应在此人在册期间" in response.text
    assert CultivationMeasure.objects.count() == 0


def test_people_of_other_places_cannot_be_ticked(clerk, at, people):
    row = listed(people.person("四村"), STEP_2)
    response = clerk.post(at("measure"), MEASURE | {"picks": row.pk})
    assert response.status_code == 302
    assert CultivationMeasure.objects.count() == 0


def test_nobody_is_left_out_silently_when_there_are_too_many(clerk, at, people, monkeypatch):
    for module in ("cultivation_forms", "views.cultivation_acts"):
        monkeypatch.setattr(f"indicators.{module}.MOST_PICKED", 1)
    rows = [listed(people.person(), STEP_2) for _ in range(2)]
    picks = ",".join(str(row.pk) for row in rows)
    for ask in (clerk.get(at("measure"), {"all": 1}), clerk.post(at("measure"), MEASURE | {"picks": picks})):
        assert ask.status_code == 302
    assert CultivationMeasure.objects.count() == 0
    assert "一次最多办理1人" in clerk.get(at("measure"), {"all": 1}, follow=True).text


def test_after_the_deed_the_same_filter_stands(clerk, at, people):
    row = listed(people.person(), STEP_2)
    response = clerk.post(at("measure"), MEASURE | {"picks": row.pk, "list": "step_2", "missing": "training"})
    assert response["Location"] == at("names") + "?list=step_2&missing=training"


def test_nobody_ticked_leads_back_with_a_word(clerk, at):
    assert "请先在名单上勾选人员" in clerk.get(at("measure"), follow=True).text


# results ------------------------------------------------------------------------------------
def test_a_result_is_recorded_with_the_day_that_the_register_knows(clerk, at, people):
    who = people.person(name="赵福根")
    row = listed(who, STEP_2)
    certify(who, MAY)
    page = clerk.get(at("result", row.pk))
    assert "台账显示 <strong>2012-05-07</strong> 已转化" in page.text
    response = clerk.post(at("result", row.pk), {"result": "promoted", "result_on": "2012-07-01"})
    assert response["Location"] == reverse("register-record", args=["cultivations", row.pk])
    row.refresh_from_db()
    assert (row.result, row.converted_on) == ("promoted", MAY)


def test_a_refused_result_stands_beside_its_field_and_keeps_what_was_typed(clerk, at, people):
    row = listed(people.person(), STEP_2)
    typed = {"result": "promoted", "result_on": "2012-07-01", "reason": "带头致富"}
    response = clerk.post(at("result", row.pk), typed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["converted_on"]
    assert "双强认定台账里没有这一日认定的记录" in response.text
    assert "带头致富" in response.text
    dropping = clerk.post(at("result", row.pk), {"result": "dropped", "result_on": "2012-07-01"})
    assert "调整出列的须填写原因" in dropping.text
    assert clerk.post(at("result", row.pk), {"result": "", "result_on": ""}).status_code == 422
    row.refresh_from_db()
    assert row.result == ""


def test_the_result_of_somebody_elsewhere_is_not_found(clerk, at, people):
    assert clerk.get(at("result", listed(people.person("四村"), STEP_2).pk)).status_code == 404


# confirming ---------------------------------------------------------------------------------
def test_what_the_registers_know_is_read_first_and_confirmed_then(clerk, at, people, areas):
    able, cadre = people.person(name="赵福根"), people.able(name="钱喜收")
    rows = [listed(able, STEP_2), listed(cadre, STEP_3), listed(people.person(name="孙来顺"), STEP_2)]
    certify(able, MAY)
    serve(cadre, areas["一村"], HEAD, MAY)
    page = clerk.get(at("confirm"), {"pick": [row.pk for row in rows]})
    assert "确认 2 人已转化" in page.text
    assert "孙来顺" in page.text
    assert {row.result for row in Cultivation.objects.all()} == {""}
    response = clerk.post(at("confirm"), {"picks": page.context["picks"]}, follow=True)
    assert "确认转化：已办理2人。" in response.text
    assert list(Cultivation.objects.order_by("pk").values_list("result", "converted_on")) == [
        ("promoted", MAY),
        ("promoted", MAY),
        ("", None),
    ]


def test_all_who_wait_are_reached_by_the_filter(clerk, at, people):
    able = people.person()
    listed(able, STEP_2)
    listed(people.person(), STEP_2)
    certify(able, MAY)
    page = clerk.get(at("confirm"), {"all": 1, "state": "unconfirmed"})
    assert [row.person for row, _ in page.context["people"]] == [able]


# the forms of the registers -------------------------------------------------------------------
def register_form(client, key, **typed):
    return client.post(reverse("register-add", args=[key]), typed)


def test_listing_by_the_form_takes_the_village_from_the_person(clerk, people):
    people.person(name="赵福根")
    response = register_form(
        clerk, "cultivations", person="赵福根", on_list="step_2", listed_on="2012-01-01", evidence="会议记录"
    )
    row = Cultivation.objects.get()
    assert response["Location"] == reverse("register-record", args=["cultivations", row.pk])
    assert (row.village.name, str(row.selected_on)) == ("一村", "2012-01-01")


def test_the_form_refuses_a_non_member_on_the_third_step_and_says_why(clerk, people):
    people.outsider(name="赵福根")
    response = register_form(
        clerk, "cultivations", person="赵福根", on_list="step_3", listed_on="2012-01-01", evidence="会议记录"
    )
    assert response.status_code == 422
    assert response.context["form"].errors["person"] == [
        "不能列入“党员能手→村干部”：当日不是党员，应先列入“致富能手→党员”。"
    ]
    assert "会议记录" in response.text


def test_the_last_place_is_given_once_however_fast_two_are(clerk, people, monkeypatch):
    """The other clerk's row arrives between the check of the form and the saving."""
    people.quota(1)
    people.person(name="赵福根")
    monkeypatch.setattr("indicators.register_pages.cultivation.faults_of", lambda row: late(people))
    response = register_form(
        clerk, "cultivations", person="赵福根", on_list="key_member", listed_on="2012-01-01", evidence="会议记录"
    )
    assert response.status_code == 422
    assert "保存时与他人刚才的登记冲突" in response.text
    assert Cultivation.objects.get().person.name == "别人"


def late(people):
    listed(people.person("四村", "别人"), KEY_MEMBER)
    return {}


def test_a_measure_by_the_form_keeps_the_rules(clerk, people):
    row = listed(people.person(), STEP_2, date(2012, 6, 1))
    response = register_form(clerk, "cultivation-measures", cultivation=row.pk, **MEASURE)
    assert "实施日期应在此人在册期间" in response.context["form"].errors["held_on"][0]
    register_form(clerk, "cultivation-measures", cultivation=row.pk, **(MEASURE | {"held_on": "2012-06-02"}))
    assert CultivationMeasure.objects.get().cultivation == row


def test_quotas_and_cases_are_kept_by_the_county(client, clerk, users, people):
    quota = {
        "county": "甲县",
        "on_list": "key_head",
        "quota": 50,
        "effective_from": "2012-01-01",
        "evidence": "1号",
    }
    case = {
        "area": "东镇",
        "title": "东镇党员办起合作社",
        "published_on": "2012-05-07",
        "published_in": "简报",
        "evidence": "2期",
    }
    assert register_form(clerk, "key-list-quotas", **quota).status_code == 403
    assert register_form(clerk, "model-cases", **case).status_code == 403
    client.force_login(users["reviewer"])
    register_form(client, "key-list-quotas", **quota)
    register_form(client, "model-cases", **case)
    assert (KeyListQuota.objects.get().quota, ModelCase.objects.get().area.name) == (50, "东镇")
    overlapping = register_form(client, "key-list-quotas", **(quota | {"effective_from": "2012-02-01"}))
    assert "请先填" in str(overlapping.context["form"].errors)
    people.person(name="赵福根")
    named = register_form(client, "model-cases", **(case | {"title": "赵福根办起合作社"}))
    assert "不写人名" in named.context["form"].errors["title"][0]


@pytest.mark.parametrize("key", ["cultivations", "cultivation-measures", "key-list-quotas", "model-cases"])
def test_every_register_has_its_list(client, users, people, key):
    people.quota(5)
    row = listed(people.outsider(name="赵福根"), STEP_1)
    CultivationMeasure.objects.create(cultivation=row, kind="post", held_on=MAY, content="锻炼", evidence="表")
    client.force_login(users["leader"])
    response = client.get(reverse("register-list", args=[key]))
    assert response.status_code == 200


def test_the_register_of_people_can_be_narrowed_to_what_has_to_be_seen_to(client, users, people):
    listed(people.person(name="赵福根"), STEP_2)
    listed(people.person(name="钱喜收"), STEP_2, other_mentor="包村干部")
    client.force_login(users["leader"])
    page = client.get(reverse("register-list", args=["cultivations"]), {"check": "unmentored"}).text
    assert "赵福根" in page
    assert "钱喜收" not in page
