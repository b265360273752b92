"""The roster of one village, and whom it may take into a post."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area

from .people_cast import CLERK, COMMITTEE, RESERVE, SECRETARY, build_person, certify, serve


@pytest.fixture
def village(areas):
    return areas["一村"]


@pytest.fixture
def roster(client, users):
    def get(who, village, name="village-cadres", **params):
        client.force_login(users[who])
        return client.get(reverse(name, args=[village.code]), params)

    return get


def test_the_roster_names_who_serves_by_rank_and_who_left(roster, village, users, areas):
    serve(build_person(village, "李安"), village, CLERK)
    leader = build_person(village, "单小红")
    serve(leader, village, SECRETARY, date(2011, 12, 1))
    certify(leader)
    serve(build_person(areas["五村"], "张立新"), village, RESERVE)
    serve(build_person(village, "王大山"), village, SECRETARY, ended_on=date(2011, 12, 1), leave_reason="age")
    response = roster("clerk", village)
    (_, cadres, _), (_, others, _) = response.context["groups_of_posts"]
    assert [(t.person.name, t.double_strong) for t in cadres] == [("单小红", True), ("李安", False)]
    assert [t.person.name for t in others] == ["张立新"]
    assert [t.person.name for t in response.context["left"]] == ["王大山"]
    assert "年龄原因" in response.content.decode()
    record = AccessRecord.objects.get()
    assert (record.who, record.area, record.rows) == (users["clerk"], village, 3)


@pytest.mark.parametrize(
    ("left_on", "words"),
    [
        (None, "村党组织书记空缺（没有任职记录）。"),
        (date(2012, 4, 6), "村党组织书记空缺90天。"),
        (date(2012, 4, 5), "村党组织书记空缺91天，已超过90天。"),
    ],
)
def test_a_vacant_post_is_said_with_its_days(roster, village, left_on, words):
    if left_on:
        serve(build_person(village), village, SECRETARY, ended_on=left_on)
    assert words in roster("clerk", village).content.decode()


def test_who_may_act_is_offered_the_acts_with_the_way_back(roster, village):
    held = serve(build_person(village), village, SECRETARY)
    leave = reverse("person-row-act", args=[held.person_id, "leave", held.pk]) + f"?village={village.code}"
    html = roster("clerk", village).content.decode()
    assert leave in html
    assert reverse("village-candidates", args=[village.code]) in html
    html = roster("leader", village).content.decode()
    assert leave not in html
    assert reverse("village-candidates", args=[village.code]) not in html


def test_a_closed_village_says_so_and_offers_nothing(roster, village):
    Area.objects.filter(pk=village.pk).update(closed_on=date(2012, 5, 1))
    html = roster("clerk", village).content.decode()
    assert "本村已于2012-05-01撤销，不再办理任职。" in html
    assert reverse("village-candidates", args=[village.code]) not in html


def test_only_villages_have_a_roster(roster, areas):
    assert roster("reviewer", areas["东镇"]).status_code == 404
    assert roster("reviewer", areas["东镇"], "village-candidates").status_code == 404


# candidates -------------------------------------------------------------------------
def names(response) -> list[str]:
    return [person.name for person in response.context["candidates"]]


def test_the_own_roll_comes_first_and_words_reach_the_whole_scope(roster, village, areas, users):
    here, beside = build_person(village, "单小红"), build_person(areas["二村"], "李安")
    build_person(areas["四村"], "李大山")
    build_person(village, "王大山", left_on=date(2012, 6, 1), left_how="deceased")
    serve(beside, areas["二村"], COMMITTEE)
    assert names(roster("clerk", village, "village-candidates")) == ["单小红"]
    found = roster("clerk", village, "village-candidates", q="李")
    assert names(found) == ["李安"]
    html = found.content.decode()
    assert reverse("person-act", args=[beside.pk, "take"]) + f"?village={village.code}" in html
    assert "村委会委员" in html
    assert here.name not in html
    assert names(roster("reviewer", village, "village-candidates", q="li")) == ["李安", "李大山"]
    assert AccessRecord.objects.filter(what="任职人选名单").count() == 3


@pytest.mark.parametrize("words", ["无此人", "%", "' or 1=1--", "\x00", "长" * 99])
def test_words_that_find_nobody_say_so(roster, village, words):
    build_person(village)
    response = roster("clerk", village, "village-candidates", q=words)
    assert response.status_code == 200
    assert names(response) == ([] if words != "\x00" else ["单小红"])


def test_a_long_list_is_cut_and_says_so(roster, village):
    for number in range(51):
        build_person(village, f"李{number:02}")
    response = roster("clerk", village, "village-candidates")
    assert len(names(response)) == 50
    assert "只列出前 50 人" in response.content.decode()


def test_a_leader_is_offered_nobody(roster, village):
    assert roster("leader", village, "village-candidates").status_code == 403


@pytest.mark.parametrize("name", ["village-cadres", "village-candidates"])
def test_the_queries_do_not_grow_with_the_rows(client, users, village, name, django_assert_max_num_queries):
    client.force_login(users["clerk"])
    for number in range(12):
        serve(build_person(village, f"李{number:02}"), village, COMMITTEE)
    with django_assert_max_num_queries(9):
        client.get(reverse(name, args=[village.code]))
