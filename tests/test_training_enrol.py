"""Enrolling a list of names: who is meant, what is asked, and everybody at once or nobody."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branches.models import AccessRecord, Person, Role, VillagePost
from branches.scope import Scope
from indicators.models import BatchState, Enrolment, PlaceKind, Tier, TraineeClass
from indicators.training.enrolling import Enroller, apply

from . import cast
from .training_cast import batch, enrol, person, serve, tier_rules

BORN = date(1968, 5, 1)
DAY = date(2012, 7, 2)


@pytest.fixture
def reviewer(users):
    """Reviews 甲县."""
    return users["reviewer"]


@pytest.fixture
def course(areas):
    """A county batch of 24 hours without rules about who may come."""
    return batch(areas["甲县"], DAY, hours=24, days=3, starts_on=date(2012, 6, 30), state=BatchState.PLANNED)


@pytest.fixture
def match(course, reviewer):
    """Rows of a text in the county's batch: `match("王福顺 一村")`."""

    def ask(text, answers=None, on=course, **more):
        return Enroller(on, Scope(reviewer)).review(text, answers or {}, **more).rows

    return ask


def states(rows):
    return [row.state for row in rows]


# who is meant -------------------------------------------------------------------
def test_name_with_village_or_month_of_birth_is_somebody_for_sure(areas, match):
    who = person(areas["一村"], "王福顺", birth_month=BORN)
    rows = match("王福顺 一村\n王福顺 东镇一村\n王福顺 1968-05\n王福顺 东镇 1968.5")
    assert states(rows) == ["sure", "double", "double", "double"]
    assert rows[0].choice == str(who.pk)
    assert [row.choice for row in rows[1:]] == ["skip"] * 3
    assert rows[1].note == "与第1行是同一人。"


def test_a_bare_name_is_to_be_confirmed_even_when_there_is_one(areas, match):
    who = person(areas["一村"], "王福顺")
    [row] = match("王福顺")
    assert (row.state, row.choice, row.is_open) == ("likely", "", True)
    [row] = match("王福顺", accept_likely=True)
    assert (row.choice, row.is_open) == (str(who.pk), False)


def test_the_township_alone_is_to_be_confirmed(areas, match):
    person(areas["一村"], "王福顺")
    [row] = match("王福顺 东镇")
    assert (row.state, row.note) == ("likely", "只对上了乡镇和姓名，请确认。")


def test_namesakes_are_to_be_chosen_from(areas, match):
    here = [person(areas[village], "王福顺") for village in ("一村", "一村", "四村")]
    person(areas["五村"], "王福顺")  # of another county
    [row] = match("王福顺")
    assert (row.state, row.choice) == ("doubtful", "")
    assert {one.pk for one in row.candidates} == {one.pk for one in here}
    [row] = match("王福顺 一村", {"pick-1": str(here[1].pk)})
    assert {one.pk for one in row.candidates} == {one.pk for one in here[:2]}
    assert (row.choice, row.is_open) == (str(here[1].pk), False)


def test_another_month_of_birth_or_a_neighbouring_village_is_doubtful(areas, match):
    person(areas["一村"], "王福顺", birth_month=BORN)
    [born, near] = match("王福顺 一村 1970-01\n王福顺 二村")
    assert (born.state, near.state) == ("doubtful", "doubtful")
    assert "登记的出生年月是1968-05" in born.note
    assert "同一乡镇有同名的人" in near.note


def test_an_unknown_place_still_offers_the_people_of_that_name(areas, match):
    who = person(areas["一村"], "王福顺")
    [row] = match("王福顺 无此村")
    assert row.state == "doubtful"
    assert [one.pk for one in row.candidates] == [who.pk]
    assert "没有名为“无此村”的单位" in row.note


def test_a_name_that_nobody_has_is_unknown_and_may_be_registered(areas, match):
    person(areas["五村"], "李巧叶")
    [row] = match("李巧叶 一村")
    assert (row.state, row.candidates, row.may_register, row.choice) == ("unknown", [], True, "")


def test_who_is_on_the_list_already_is_passed_over(areas, course, match):
    who = person(areas["一村"], "王福顺")
    enrol(course, who)
    [row] = match("王福顺 一村")
    assert (row.state, row.choice, row.note) == ("enrolled", "skip", "此人已在名单上。")
    other = person(areas["二村"], "王福顺")
    [row] = match("王福顺", {"pick-1": str(who.pk)})
    assert (row.choice, [one.refused for one in row.candidates]) == ("", ["已在名单上", ""])
    assert match("王福顺", {"pick-1": str(other.pk)})[0].choice == str(other.pk)


def test_who_does_not_belong_to_the_tier_is_refused_with_the_reason(areas, match):
    tier_rules()
    ten = batch(
        areas["甲县"], DAY, tier=Tier.TEN, trainee=TraineeClass.SECRETARY, place=PlaceKind.IN_PROVINCE, city="郑州"
    )
    secretary, member = person(areas["一村"], "王福顺"), person(areas["二村"], "李巧叶")
    serve(secretary, areas["一村"])
    serve(member, areas["二村"], VillagePost.VILLAGE_HEAD)
    rows = match("王福顺 一村\n李巧叶 二村\n赵新人 一村", {"pick-2": str(member.pk), "pick-3": "new"}, on=ten)
    assert states(rows) == ["sure", "refused", "unknown"]
    assert (rows[1].choice, rows[1].note) == ("skip", "开班当日不是在任的村党组织书记，不能计入“十”。")
    assert (rows[2].may_register, rows[2].choice) == (False, "")  # nobody new is a secretary


def test_a_choice_that_was_not_offered_is_no_choice(areas, match):
    person(areas["一村"], "王福顺")
    outsider = person(areas["五村"], "王福顺")
    for forged in (str(outsider.pk), "new-", "999999", "-1"):
        [row] = match("王福顺", {"pick-1": forged})
        assert (row.choice, row.is_open) == ("", True)


def test_the_same_person_chosen_twice_is_an_error_on_the_second_line(areas, match):
    who = person(areas["一村"], "王福顺")
    answers = {"pick-1": str(who.pk), "pick-2": str(who.pk)}
    [first, second] = match("王福顺\n王福顺 东镇", answers)
    assert (first.errors, second.errors) == ([], ["与第1行选的是同一人，请改选或跳过。"])
    assert not any(row.is_open for row in match("王福顺\n王福顺 东镇", answers | {"pick-2": "skip"}))


def test_hours_belong_to_a_batch_that_has_begun_and_are_not_more_than_it_has(areas, match):
    person(areas["一村"], "王福顺")
    assert match("王福顺 一村 24学时")[0].errors == []
    assert match("王福顺 一村 25学时")[0].errors == ["本班共24学时，25学时超过了。"]
    later = batch(areas["甲县"], date(2012, 7, 8), starts_on=date(2012, 7, 6), hours=24, days=3, state="planned")
    assert match("王福顺 一村 24学时", on=later)[0].errors == ["2012-07-06才开班，开班后再登记学时。"]


def test_matching_asks_no_more_for_a_longer_list(areas, course, reviewer, django_assert_num_queries):
    tier_rules()
    people = [person(areas["一村"], f"王{letter}") for letter in "甲乙丙丁戊己"]
    text = "\n".join(f"{one.name} 一村" for one in people)
    for number in (1, 6):
        with django_assert_num_queries(9):
            rows = Enroller(course, Scope(reviewer)).review("\n".join(text.split("\n")[:number]), {}).rows
        assert states(rows) == ["sure"] * number


# registering somebody new ---------------------------------------------------------
NEW = {"pick-1": "new", "where-1": "东镇 一村", "birth-1": "1970-03", "sex-1": "2", "status-1": "01"}


def test_somebody_new_needs_a_place_a_month_a_sex_and_a_status(areas, match):
    [row] = match("赵新人", NEW | {"where-1": "", "birth-1": "不详", "sex-1": "", "status-1": "99"})
    assert row.errors == [
        "请写明所在村（单位）。",
        "请填写出生年月，如 1968-05，用来识别同名的人。",
        "请选择性别。",
        "请选择政治面貌。",
    ]
    assert row.typed == {"where": "", "birth": "不详", "sex": "", "status": "99"}
    assert match("赵新人", NEW)[0].errors == []


@pytest.mark.parametrize("where", ["五村", "无此村"])
def test_nobody_is_registered_outside_the_organisers_area(areas, match, where):
    [row] = match("赵新人", NEW | {"where-1": where})
    assert row.errors == [f"没有名为“{where}”的单位，或不在您的管辖范围内。"]


def test_what_the_line_says_about_somebody_new_is_filled_in(areas, match):
    [row] = match("赵新人 一村 1970-03 女 群众")
    assert row.typed == {"where": "一村", "birth": "1970-03", "sex": "2", "status": "13"}


def test_only_a_member_of_a_village_is_registered_into_the_tier_of_members(areas, match):
    tier_rules()
    thousand = batch(areas["甲县"], DAY, tier=Tier.THOUSAND, trainee=TraineeClass.MEMBER)
    [row] = match("赵新人 一村", on=thousand)
    assert (row.may_register, row.typed["status"]) == (True, "01")
    why = ["不是农村党员（含预备党员），不能计入“千”。"]
    assert match("赵新人", NEW | {"status-1": "13"}, on=thousand)[0].errors == why
    assert match("赵新人", NEW | {"where-1": "东镇"}, on=thousand)[0].errors == why
    assert match("赵新人", NEW, on=thousand)[0].errors == []


# all at once --------------------------------------------------------------------
def test_everybody_joins_or_nobody(areas, course, reviewer):
    known = person(areas["一村"], "王福顺")
    text = "王福顺 一村 20学时\n赵新人"
    fresh = {key.replace("-1", "-2"): value for key, value in NEW.items()}
    review, count = apply(course, Scope(reviewer), reviewer, text, fresh | {"sex-2": ""})
    assert (review.open, count, Enrolment.objects.count(), Person.objects.count()) == (1, 0, 0, 1)
    review, count = apply(course, Scope(reviewer), reviewer, text, fresh)
    assert (review.open, count) == (0, 2)
    newcomer = Person.objects.get(name="赵新人")
    assert (newcomer.area, newcomer.birth_month, newcomer.sex) == (areas["一村"], date(1970, 3, 1), "2")
    assert newcomer.initials == "zxr"
    assert newcomer.history.get().history_user == reviewer
    hours = dict(course.enrolments.values_list("person", "hours_attended"))
    assert hours == {known.pk: 20, newcomer.pk: None}
    assert {row.history.get().history_user for row in course.enrolments.all()} == {reviewer}


def test_a_second_press_of_the_button_changes_nothing(areas, course, reviewer):
    person(areas["一村"], "王福顺")
    scope, text = Scope(reviewer), "王福顺 一村\n赵新人"
    fresh = {key.replace("-1", "-2"): value for key, value in NEW.items()}
    assert apply(course, scope, reviewer, text, fresh)[1] == 2
    review, count = apply(course, scope, reviewer, text, fresh)
    assert count == 0
    assert [row.state for row in review.rows] == ["enrolled", "enrolled"]
    assert (Enrolment.objects.count(), Person.objects.count()) == (2, 2)


def test_nobody_is_registered_a_second_time(areas, course, reviewer):
    scope, text = Scope(reviewer), "赵新人 二村"
    assert apply(course, scope, reviewer, text, NEW)[1] == 1
    review, count = apply(course, scope, reviewer, text, NEW)
    assert (count, review.rows[0].errors) == (0, ["一村已登记同名、同出生年月的人，请选此人，不要重复登记。"])
    assert Person.objects.count() == 1


# the page -----------------------------------------------------------------------
@pytest.fixture
def post(client, reviewer, areas, course):
    client.force_login(reviewer)
    address = reverse("training-enrol", args=[areas["甲县"].code, course.pk])

    def ask(**data):
        return client.post(address, data) if data else client.get(address)

    return ask


def test_a_list_is_shown_before_anything_is_stored(areas, post, reviewer):
    person(areas["一村"], "王福顺", birth_month=BORN)
    assert "粘贴名单" in post().content.decode()
    response = post(step="read", text="王福顺 一村\n赵新人 一村")
    text = response.content.decode()
    assert response.status_code == 200
    assert "王福顺 东镇 一村 1968-05" in text
    assert "甲县没有登记此人。" in text
    assert (Enrolment.objects.count(), Person.objects.count()) == (0, 1)
    assert AccessRecord.objects.get(what__startswith="培训报名核对").rows == 1


def test_an_unfinished_list_comes_back_with_everything_chosen_and_typed(areas, post):
    both = [person(areas["一村"], "王福顺"), person(areas["二村"], "王福顺")]
    answers = {"pick-1": str(both[1].pk)} | {key.replace("-1", "-2"): value for key, value in NEW.items()}
    response = post(step="apply", text="王福顺\n赵新人\n钱某", **(answers | {"birth-2": "七十年代"}))
    text = response.content.decode()
    assert response.status_code == 422
    assert "没有报名：还有2行没有选定或填错" in text
    assert f'value="{both[1].pk}" checked' in text
    assert 'value="七十年代"' in text
    assert "请填写出生年月" in text
    assert Enrolment.objects.count() == 0


def test_a_finished_list_leads_to_the_batch(areas, post, course):
    person(areas["一村"], "王福顺")
    response = post(step="apply", text="王福顺 一村\n钱某", **{"pick-2": "skip"})
    assert response.status_code == 302
    assert response.url == reverse("training-batch", args=[areas["甲县"].code, course.pk])
    assert course.enrolments.count() == 1


def test_the_text_can_be_mended(post):
    text = post(step="edit", text="王福顺 一村").content.decode()
    assert "王福顺 一村</textarea>" in text


def test_likely_ones_can_be_taken_all_together(areas, post):
    who = person(areas["一村"], "王福顺")
    text = post(step="suggest", text="王福顺").content.decode()
    assert f'value="{who.pk}" checked' in text


@pytest.mark.parametrize("text", ["", "\n\n", "王\n" * 501])
def test_a_list_that_cannot_be_read_says_why_and_keeps_the_text(post, text):
    response = post(step="read", text=text)
    assert response.status_code == 422
    assert "没有读取：" in response.content.decode()


def test_a_sheet_is_read_like_a_pasted_list(areas, post):
    person(areas["一村"], "王福顺")
    book, stream = openpyxl.Workbook(), BytesIO()
    for row in (["姓名", "所在村", "手机"], ["王福顺", "一村", "13800000000"]):
        book.active.append(row)
    book.save(stream)
    response = post(step="read", text="李巧叶", file=SimpleUploadedFile("名单.xlsx", stream.getvalue()))
    text = response.content.decode()
    assert "王福顺" in text
    assert "李巧叶" not in text
    assert "138" not in text
    assert "已去掉，系统不登记这些" in text


def test_what_is_no_sheet_is_refused(post):
    response = post(step="read", text="", file=SimpleUploadedFile("名单.xlsx", b"hello"))
    assert response.status_code == 422
    assert "不是表格文件" in response.content.decode()


def test_a_cancelled_batch_takes_nobody(areas, post, course):
    person(areas["一村"], "王福顺")
    course.state, course.cancelled_reason = BatchState.CANCELLED, "农忙"
    course.save()
    assert "不能再报名" in post().content.decode()
    for step in ("read", "apply"):
        assert post(step=step, text="王福顺 一村").status_code == 422
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize(("role", "status"), [(Role.CLERK, 403), (Role.LEADER, 403), (Role.ADMINISTRATOR, 200)])
def test_lists_are_kept_by_reviewers_and_administrators(client, areas, course, role, status):
    client.force_login(cast.build_user("somebody", areas["甲县"], role))
    address = reverse("training-enrol", args=[areas["甲县"].code, course.pk])
    assert client.get(address).status_code == status


def test_a_batch_is_enrolled_at_its_organiser_and_nowhere_else(client, reviewer, areas, course):
    client.force_login(reviewer)
    assert client.get(reverse("training-enrol", args=[areas["东镇"].code, course.pk])).status_code == 404
    citys = batch(areas["测试市"], DAY)
    assert client.get(reverse("training-enrol", args=[areas["甲县"].code, citys.pk])).status_code == 404
    assert client.get(reverse("training-enrol", args=[areas["测试市"].code, citys.pk])).status_code == 404
