"""Who is counted no longer: posts and titles end with the person."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from branches.acts import ActRefused
from branches.departures import depart
from branches.models import Cadre, DoubleStrongCertification

from .people_cast import CLERK, SECRETARY, build_person, certify, serve

JUNE = date(2012, 6, 1)


@pytest.fixture
def person(areas):
    return build_person(areas["一村"])


def test_posts_and_titles_end_on_the_day_of_going(person, users, areas):
    held = serve(person, areas["一村"], SECRETARY)
    before = serve(person, areas["一村"], CLERK, ended_on=date(2011, 1, 1), leave_reason="moved")
    title = certify(person)
    depart(person, JUNE, "deceased", users["clerk"])
    for row in (person, held, before, title):
        row.refresh_from_db()
    assert (person.left_on, person.left_how) == (JUNE, "deceased")
    assert (held.ended_on, held.leave_reason) == (JUNE, "gone")
    assert (before.ended_on, before.leave_reason) == (date(2011, 1, 1), "moved")
    assert (title.revoked_on, title.revoked_reason) == (JUNE, "去世")
    assert person.history.first().history_user == users["clerk"]


def test_from_that_day_the_person_is_in_no_set_and_until_the_day_before_in_all(person, users, areas):
    serve(person, areas["一村"], SECRETARY)
    certify(person)
    depart(person, JUNE, "expelled", users["clerk"])
    for day, there in [(date(2012, 5, 31), True), (JUNE, False)]:
        assert Cadre.objects.serving_on(day).exists() is there
        assert DoubleStrongCertification.objects.valid_on(day).exists() is there


@pytest.mark.parametrize(
    ("on", "how", "field", "words"),
    [
        (date(2012, 7, 6), "deceased", "left_on", "2012-07-06还没有到，请在当日或之后办理。"),
        (JUNE, "", "left_how", "请选择减员原因。"),
        (date(2009, 1, 9), "deceased", "left_on", "此人2009-01-10才任村文书，减员日期不能早于该日。"),
    ],
)
def test_what_is_refused_names_its_field(person, users, areas, on, how, field, words):
    serve(person, areas["一村"], CLERK)
    with pytest.raises(ActRefused) as refused:
        depart(person, on, how, users["clerk"])
    assert refused.value.faults == {field: [words]}
    person.refresh_from_db()
    assert person.left_on is None


def test_nobody_goes_before_a_title_that_stands_or_twice(person, users):
    certify(person, date(2011, 1, 1))
    with pytest.raises(ActRefused, match="2011-01-01才认定双强"):
        depart(person, date(2010, 12, 31), "transferred", users["clerk"])
    depart(person, JUNE, "transferred", users["clerk"])
    with pytest.raises(ActRefused, match="已于2012-06-01组织关系转出，不能重复办理"):
        depart(person, date(2012, 6, 2), "transferred", users["clerk"])


def test_the_chain_of_the_roll_tells_of_going(person, users, areas):
    guest = build_person(areas["四村"], "张立新")
    serve(guest, areas["一村"], CLERK)
    for who, whom in [("leader", person), ("clerk", guest)]:
        with pytest.raises(PermissionDenied):
            depart(whom, JUNE, "deceased", users[who])
