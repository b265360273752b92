"""Hours of everybody on one page: typed, filled up, refused, never written over somebody else's."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import AccessRecord
from indicators.models import BatchState

from .training_cast import batch, enrol, person

DAY = date(2012, 7, 2)


@pytest.fixture
def course(areas):
    return batch(areas["甲县"], DAY, hours=24, days=3, starts_on=date(2012, 6, 30))


@pytest.fixture
def rows(areas, course):
    """Two trainees whose hours nobody knows, and one with 20."""
    people = [person(areas["一村"], name) for name in ("甲某", "乙某", "丙某")]
    found = enrol(course, *people, hours=20)
    for row in found[:2]:
        row.hours_attended = None
        row.save()
    return found


@pytest.fixture
def post(client, users, areas, course):
    client.force_login(users["reviewer"])
    address = reverse("training-attendance", args=[areas["甲县"].code, course.pk])

    def ask(*lines, **data):
        """Each line is (row, hours, leave, grade, what it was when the page was opened)."""
        if not lines and not data:
            return client.get(address)
        for row, hours, leave, grade, was in lines:
            data |= {
                f"hours-{row.pk}": hours,
                f"leave-{row.pk}": leave,
                f"grade-{row.pk}": grade,
                f"was-{row.pk}": was,
            }
        return client.post(address, data)

    return ask


def hours(rows):
    for row in rows:
        row.refresh_from_db()
    return [(row.hours_attended, row.leave_hours, row.grade) for row in rows]


def test_the_page_shows_what_is_stored_and_the_look_is_recorded(post, rows):
    text = post().content.decode()
    assert f'name="was-{rows[2].pk}" value="20/0/"' in text
    assert f'name="hours-{rows[0].pk}" value=""' in text
    assert "已登记 1 / 3 人" in text
    assert AccessRecord.objects.get(what__startswith="培训学时").rows == 3


def test_what_was_typed_is_stored_and_leads_back(post, rows, users):
    response = post(
        (rows[0], "２４学时", "", "good", "/0/"),
        (rows[1], "20", "4", "", "/0/"),
        (rows[2], "20", "0", "", "20/0/"),
    )
    assert response.status_code == 302
    assert hours(rows) == [(24, 0, "good"), (20, 4, ""), (20, 0, "")]
    assert rows[0].completed
    assert not rows[1].completed  # 4 of 24 hours are more than a seventh
    assert rows[0].history.first().history_user == users["reviewer"]
    assert rows[2].history.count() == 1  # unchanged


def test_everybody_without_hours_is_given_all_of_them_less_the_leave(post, rows):
    post((rows[0], "", "", "", "/0/"), (rows[1], "", "3", "", "/0/"), (rows[2], "0", "", "", "20/0/"), fill="1")
    assert hours(rows) == [(24, 0, ""), (21, 3, ""), (0, 0, "")]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("25", "", ""), "本班共24学时，实到25学时超过了。"),
        (("20", "5", ""), "本班共24学时，实到与请假合计超过了。"),
        (("-1", "", ""), "实到学时“-1”是负数，此处不能小于0。"),
        (("20", "很多", ""), "请假学时“很多”不是数字。"),
        (("1.5", "", ""), "实到学时“1.5”小数位过多，应为整数。"),
        (("99999", "", ""), "实到学时过大。"),
        (("20", "", "wonderful"), "没有这种考核结果，请重新选择。"),
    ],
)
def test_one_wrong_line_stores_nothing_and_keeps_what_was_typed(post, rows, typed, message):
    response = post((rows[0], *typed, "/0/"), (rows[1], "24", "", "", "/0/"))
    text = response.content.decode()
    assert response.status_code == 422
    assert message in text
    assert f'name="hours-{rows[0].pk}" value="{typed[0]}"' in text
    assert f'name="hours-{rows[1].pk}" value="24"' in text
    assert hours(rows) == [(None, 0, ""), (None, 0, ""), (20, 0, "")]


def test_what_somebody_else_stored_meanwhile_is_not_written_over(post, rows):
    rows[0].hours_attended = 22
    rows[0].save()
    response = post((rows[0], "24", "", "", "/0/"), (rows[1], "24", "", "", "/0/"))
    assert response.status_code == 422
    assert "他人刚把这一行改为“实到22学时，请假0学时”" in response.content.decode()
    assert hours(rows)[:2] == [(22, 0, ""), (None, 0, "")]
    assert post((rows[0], "24", "", "", "22/0/"), (rows[1], "24", "", "", "/0/")).status_code == 302
    assert hours(rows)[:2] == [(24, 0, ""), (24, 0, "")]


def test_a_trainee_who_joined_meanwhile_keeps_what_is_stored(post, rows):
    post((rows[0], "24", "", "", "/0/"))
    assert hours(rows) == [(24, 0, ""), (None, 0, ""), (20, 0, "")]


def test_before_the_first_day_and_in_a_cancelled_batch_there_are_no_hours(post, rows, course):
    course.starts_on = course.ends_on = date(2012, 7, 6)
    course.save()
    assert "2012-07-06才开班" in post().content.decode()
    assert post((rows[0], "24", "", "", "/0/")).status_code == 422
    course.starts_on = course.ends_on = DAY
    course.state, course.cancelled_reason = BatchState.CANCELLED, "农忙"
    course.save()
    assert post((rows[0], "24", "", "", "/0/")).status_code == 422
    assert hours(rows)[0] == (None, 0, "")


def test_the_number_of_queries_does_not_grow_with_the_list(areas, post, rows, course, django_assert_num_queries):
    post()
    with django_assert_num_queries(7):
        post()
    enrol(course, *(person(areas["二村"], f"学员{number}") for number in range(10)))
    with django_assert_num_queries(7):
        post()
