"""One batch: who may look at it, whose names are shown, what is said to be wrong with it."""

from datetime import date

from django.urls import reverse

from branches.models import AccessRecord, Role
from indicators.dashboards.training_batch import batch_summary, faults
from indicators.models import BatchState, Tier, TraineeClass

from . import cast
from .training_cast import batch, enrol, person, tier_rules

MAY, TODAY = date(2012, 5, 10), date(2012, 7, 5)


def look(client, user, area, course):
    client.force_login(user)
    return client.get(reverse("training-batch", args=[area.code, course.pk]))


def test_names_of_other_counties_are_masked_and_nothing_else_is_told_of_them(client, users, areas):
    citys = batch(areas["测试市"], MAY, hours=24)
    enrol(citys, person(areas["一村"], "王福顺"), hours=23)
    enrol(citys, person(areas["五村"], "李巧叶"), hours=22)
    text = look(client, users["reviewer"], areas["甲县"], citys).content.decode()
    assert "王福顺" in text
    assert "李巧叶" not in text
    assert "李某" in text
    assert "乙区" in text
    assert "五村" not in text
    assert "<td>23</td>" in text
    assert "<td>22</td>" not in text
    record = AccessRecord.objects.get()
    assert (record.what, record.area, record.rows) == ("培训班学员：测试班", areas["甲县"], 2)
    assert "李巧叶" in look(client, users["leader"], areas["测试市"], citys).content.decode()


def test_a_batch_is_there_for_its_organiser_and_for_those_whose_people_were_in_it(client, users, areas):
    citys, countys = batch(areas["测试市"], MAY), batch(areas["甲县"], MAY)
    enrol(citys, person(areas["四村"]))
    clerk = users["clerk"]  # of 东镇
    assert look(client, clerk, areas["东镇"], citys).status_code == 404
    assert look(client, clerk, areas["东镇"], countys).status_code == 404
    enrol(citys, person(areas["一村"]))
    assert look(client, clerk, areas["东镇"], citys).status_code == 200
    assert look(client, clerk, areas["二村"], citys).status_code == 404
    assert look(client, clerk, areas["测试市"], citys).status_code == 404  # outside the scope
    assert look(client, users["reviewer"], areas["甲县"], countys).status_code == 200


def test_only_the_organisers_keepers_are_offered_to_change_it(client, users, areas):
    course = batch(areas["甲县"], MAY)
    enrol(course, person(areas["一村"]))
    enrol_at = reverse("training-enrol", args=[areas["甲县"].code, course.pk])
    assert enrol_at in look(client, users["reviewer"], areas["甲县"], course).content.decode()
    for user, area in [("clerk", "东镇"), ("leader", "测试市")]:
        assert enrol_at not in look(client, users[user], areas[area], course).content.decode()


def test_the_counts_of_a_list(areas):
    course = batch(areas["甲县"], MAY, seats=4, hours=24)
    done, away, unknown = (person(areas["一村"]) for _ in range(3))
    enrol(course, done, hours=24, followed_up_on=date(2012, 9, 1), skill_used=True, households_taught=3)
    enrol(course, away, hours=0)
    [row] = enrol(course, unknown)
    row.hours_attended = None
    row.save()
    found = batch_summary(course)
    assert (found.listed, found.known, found.attended, found.completed) == (3, 2, 1, 1)
    assert (found.followed, found.used, found.households, found.mean_hours) == (1, 1, 3, 24)
    assert (found.fill_text, found.completed_text, found.used_text) == ("25.0%", "100.0%", "100.0%")


def test_a_good_batch_has_nothing_to_be_done(areas):
    course = batch(areas["甲县"], MAY)
    enrol(course, person(areas["一村"]))
    assert faults(batch_summary(course), TODAY) == []


def test_what_is_wrong_is_said_in_sentences(areas):
    course = batch(areas["甲县"], MAY, seats=1, evidence="", tier=Tier.THOUSAND, trainee=TraineeClass.CADRE)
    enrol(course, person(areas["一村"]), person(areas["一村"]))
    [row] = enrol(course, person(areas["一村"]))
    row.hours_attended = None
    row.save()
    tier_rules()
    assert faults(batch_summary(course), TODAY) == [
        "实到2人，超过计划1人，请核对名单或计划。",
        "已办结而没有佐证材料，请补登通知文号、签到册存放处。",
        "1人还没有登记学时，不计入实到和结业。",
        "不符合“千”的要求。符合的有：农村党员 · 本市 · 方式不限。",
    ]
    late = batch(areas["甲县"], date(2012, 7, 4), state=BatchState.PLANNED)
    assert faults(batch_summary(late), TODAY)[0].startswith("2012-07-04已结束，还没有办结。")
    late.ends_on = TODAY
    assert faults(batch_summary(late), TODAY) == []


def test_the_number_of_queries_does_not_grow_with_the_list(client, users, areas, django_assert_num_queries):
    course = batch(areas["甲县"], MAY)
    client.force_login(users["reviewer"])
    address = reverse("training-batch", args=[areas["甲县"].code, course.pk])
    for number in range(12):
        enrol(course, person(areas["一村"], f"学员{number}"))
        if number in (0, 11):
            with django_assert_num_queries(10):
                assert client.get(address).status_code == 200


def test_an_administrator_of_the_county_may_change_it_too(client, areas):
    course = batch(areas["甲县"], MAY)
    admin = cast.build_user("keeper", areas["甲县"], Role.ADMINISTRATOR)
    assert reverse("training-attendance", args=[areas["甲县"].code, course.pk]) in (
        look(client, admin, areas["甲县"], course).content.decode()
    )
