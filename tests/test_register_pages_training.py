"""The training registers on the shared pages: who keeps what, what the forms refuse, what the lists mark."""

from datetime import date

import pytest
from django.urls import reverse

from branches.life_lines import life_of
from branches.models import Role
from branches.registry import REGISTERS
from branches.scope import Scope
from indicators.models import (
    BatchState,
    HoursReview,
    HourStandard,
    Secondment,
    Tier,
    TierRule,
    TrainingBase,
    TrainingBatch,
    TrainingPlan,
    TrainingRule,
)

from . import cast
from .training_cast import batch, enrol, lead, line, person, tier_rules

MAY = date(2012, 5, 10)
KEYS = [
    "training-batches", "enrolments", "training-bases", "training-plans", "hour-standards", "tier-rules",
    "training-rules", "hours-reviews", "secondments", "township-leaders",
]  # fmt: skip


@pytest.fixture
def filled(areas):
    """A row in each register."""
    course = batch(areas["甲县"], MAY, number="2012-01")
    enrol(course, person(areas["一村"], "王福顺"))
    TrainingBase.objects.create(area=areas["东镇"], name="园区", kind="agri_park", accredited_on=date(2010, 1, 1))
    TrainingPlan.objects.create(area=areas["甲县"], year=2012, tier=Tier.TEN, quota=3)
    line("member", 16)
    tier_rules()
    TrainingRule.objects.create(area=areas["甲县"], title="办法", document_no="1号", in_force_from=MAY)
    HoursReview.objects.create(
        area=areas["一村"], as_of=MAY, members_due=30, members_met=3, members_trained=4, evidence="支部会议"
    )
    Secondment.objects.create(
        person=person(areas["二村"], "李巧叶"), host_province="江苏", host_city="苏州", host_unit="某镇",
        started_on=MAY, due_on=date(2012, 9, 1), evidence="1号",
    )  # fmt: skip
    lead(person(areas["东镇"], "赵石保"), areas["东镇"])
    return course


@pytest.mark.parametrize("key", KEYS)
def test_list_record_and_form_open_for_who_keeps_everything(client, users, filled, key):
    client.force_login(users["administrator"])
    register = REGISTERS[key]
    assert client.get(reverse("register-list", args=[key])).status_code == 200
    record = register.model.objects.first()
    assert client.get(reverse("register-record", args=[key, record.pk])).status_code == 200
    assert client.get(reverse("register-edit", args=[key, record.pk])).status_code == 200
    assert client.get(reverse("register-add", args=[key])).status_code == 200


@pytest.mark.parametrize(
    ("key", "keepers"),
    [
        ("training-batches", {"reviewer", "administrator"}),
        ("enrolments", {"reviewer", "administrator"}),
        ("training-bases", {"reviewer", "administrator"}),
        ("training-plans", {"city", "administrator"}),  # a county does not set its own quota
        ("training-rules", {"reviewer", "administrator"}),
        ("hours-reviews", {"clerk", "reviewer", "administrator"}),
        ("secondments", {"reviewer", "administrator"}),
        ("township-leaders", {"reviewer", "administrator"}),
        ("hour-standards", {"administrator"}),
        ("tier-rules", {"administrator"}),
    ],
)
def test_who_keeps_what(client, users, areas, key, keepers):
    users["city"] = cast.build_user("city", areas["测试市"], Role.REVIEWER)
    allowed = set()
    for name, user in users.items():
        client.force_login(user)
        if client.get(reverse("register-add", args=[key])).status_code == 200:
            allowed.add(name)
    assert allowed - ({"city"} - keepers) == keepers


def test_a_county_keeps_no_batch_of_the_city_nor_a_quota_of_its_own(users, areas):
    scope = Scope(users["reviewer"])
    batches, plans = REGISTERS["training-batches"], REGISTERS["training-plans"]
    assert [batches.may_keep(scope, areas[name]) for name in ("甲县", "东镇", "一村", "乙区", "测试市")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert not plans.may_keep(scope, areas["甲县"])
    assert plans.may_keep(Scope(users["administrator"]), areas["甲县"])


BATCH = {
    "number": "2012-09",
    "name": "落地培训班",
    "area": "甲县",
    "tier": "hundred",
    "trainee": "cadre",
    "mode": "visit",
    "place": "out_of_province",
    "province": "江苏",
    "city": "苏州",
    "starts_on": "2012-05-01",
    "ends_on": "2012-05-08",
    "days": "8",
    "hours": "64",
    "seats": "25",
    "state": "planned",
}


def post(client, user, key, **data):
    client.force_login(user)
    return client.post(reverse("register-add", args=[key]), {"token": "one"} | data)


def test_a_batch_that_does_not_fit_its_tier_is_refused_beside_the_field(client, users, areas):
    tier_rules()
    response = post(client, users["reviewer"], "training-batches", **BATCH)
    text = response.content.decode()
    assert response.status_code == 422
    assert "不符合“百”的要求。符合的有：村干部 · 省外 · 高校、先进村落地培训。" in text
    assert 'value="落地培训班"' in text
    response = post(client, users["reviewer"], "training-batches", **(BATCH | {"mode": "onsite_embedded"}))
    assert response.status_code == 302
    assert TrainingBatch.objects.get().area == areas["甲县"]


def test_finishing_without_evidence_is_refused(client, users, areas):
    response = post(
        client, users["reviewer"], "training-batches", **(BATCH | {"tier": "other", "state": "finished"})
    )
    assert response.status_code == 422
    assert "办结的班次须写明佐证材料。" in response.content.decode()
    assert not TrainingBatch.objects.exists()


def test_a_count_of_hours_that_falls_is_refused(client, users, areas):
    HoursReview.objects.create(
        area=areas["一村"],
        as_of=date(2012, 3, 31),
        members_due=30,
        members_met=9,
        members_trained=9,
        evidence="会",
    )
    fields = {
        "area": "一村",
        "as_of": "2012-06-30",
        "members_due": "30",
        "members_trained": "9",
        "evidence": "会议",
    }
    response = post(client, users["clerk"], "hours-reviews", **fields, members_met="8")
    assert response.status_code == 422
    assert "2012-03-31已累计9人，之后不能更少。" in response.content.decode()
    assert post(client, users["clerk"], "hours-reviews", **fields, members_met="9").status_code == 302


def test_faults_can_be_asked_for(client, users, areas):
    client.force_login(users["reviewer"])
    late = batch(areas["甲县"], date(2012, 7, 4), number="晚", state=BatchState.PLANNED)
    overfull = batch(areas["甲县"], MAY, number="满", seats=1)
    enrol(overfull, person(areas["一村"]), person(areas["一村"]))
    batch(areas["甲县"], MAY, number="缺", evidence="")
    [unknown] = enrol(batch(areas["甲县"], MAY, number="漏"), person(areas["一村"]))
    unknown.hours_attended = None
    unknown.save()

    def numbers(fault):
        text = client.get(reverse("register-list", args=["training-batches"]), {"fault": fault}).content.decode()
        return {number for number in "晚满缺漏" if f">{number}<" in text}

    asked = {fault: numbers(fault) for fault in ("late", "overfull", "evidence", "hours")}
    assert asked == {"late": {"晚"}, "overfull": {"满"}, "evidence": {"缺"}, "hours": {"漏"}}
    assert late.number in client.get(reverse("register-list", args=["training-batches"])).content.decode()


def test_a_batchs_record_leads_to_its_lists_for_those_who_keep_it(client, users, filled, areas):
    address = reverse("register-record", args=["training-batches", filled.pk])
    enrol_at = reverse("training-enrol", args=[areas["甲县"].code, filled.pk])
    for name, offered in [("reviewer", True), ("leader", False)]:
        client.force_login(users[name])
        text = client.get(address).content.decode()
        assert (enrol_at in text) is offered
        assert "王福顺" in text


def test_courses_stand_in_the_life_of_a_person(users, areas):
    who = person(areas["一村"], "王福顺")
    enrol(batch(areas["甲县"], MAY, name="轮训班", hours=24), who, hours=20)
    enrol(batch(areas["甲县"], date(2012, 6, 1), name="取消的班", state="cancelled", cancelled_reason="农忙"), who)
    [planned] = enrol(batch(areas["甲县"], date(2012, 8, 1), name="下期", state=BatchState.PLANNED), who)
    planned.hours_attended = None
    planned.save()
    told = [(entry.day, entry.words, entry.more) for entry in life_of(who, Scope(users["reviewer"]))]
    assert told == [
        (date(2012, 8, 1), "报名下期", "甲县主办；本市"),
        (MAY, "参加轮训班", "甲县主办；本市；实到20/24学时；未结业"),
    ]


def test_settings_are_everybodys_to_read(client, users, filled):
    client.force_login(users["clerk"])
    assert "16" in client.get(reverse("register-list", args=["hour-standards"])).content.decode()
    assert HourStandard.objects.count() == 1
    assert TierRule.objects.count() == 3


def test_the_programmes_page_lists_the_registers_with_their_rows(client, users, filled, period):
    client.force_login(users["leader"])
    from_catalogue = cast.build_element("sbq_ten_done", "county")
    from_catalogue.programme.code = "quality_project"
    from_catalogue.programme.save()
    text = client.get(reverse("programme-page", args=["quality_project"])).content.decode()
    for words in ("培训班次", "培训计划", "学时标准", "十百千资格", "乡镇领导干部"):
        assert words in text
