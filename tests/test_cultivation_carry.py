"""Carrying the lists of one year into the next: by the verb, and on its page."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from branches.models import AccessRecord
from indicators import carrying
from indicators.models import Cultivation

from .cultivation_cast import (
    KEY_MEMBER,
    NEW_YEAR,
    STEP_1,
    STEP_2,
    STEP_3,
    Villagers,
    certify,
    dropped,
    listed,
    promoted,
    serve,
)

LAST_YEAR, LAST_DAY = date(2011, 1, 1), date(2011, 12, 31)


@pytest.fixture
def people(areas):
    return Villagers(areas)


def carry(areas, who, lists=(STEP_2, STEP_3, KEY_MEMBER), area="甲县"):
    return carrying.carry(areas[area], 2012, lists, who)


def test_the_old_row_is_kept_and_a_new_one_begins_at_new_year(people, areas, users):
    mentor = people.person()
    old = listed(people.person(), STEP_2, LAST_YEAR, mentor=mentor, selected_on=date(2010, 3, 1))
    outcome = carry(areas, users["reviewer"])
    assert [row.pk for row in outcome.done] == [old.pk]
    assert outcome.refused == []
    old.refresh_from_db()
    new = Cultivation.objects.get(listed_on=NEW_YEAR)
    assert (old.result, old.result_on) == ("kept", LAST_DAY)
    assert (new.person, new.on_list, new.result, new.mentor) == (old.person, STEP_2, "", mentor)
    assert (new.selected_on, new.evidence) == (date(2010, 3, 1), "由2011年名单结转")
    assert {row.history.first().history_user for row in (old, new)} == {users["reviewer"]}


def test_a_result_that_was_recorded_earlier_stays(people, areas, users):
    old = listed(people.person(), STEP_2, LAST_YEAR, result="kept", result_on=date(2011, 11, 1))
    carry(areas, users["reviewer"])
    old.refresh_from_db()
    assert old.result_on == date(2011, 11, 1)
    assert Cultivation.objects.filter(listed_on=NEW_YEAR).count() == 1


def test_whoever_left_the_list_is_not_carried(people, areas, users):
    member = people.person()
    certify(member, date(2011, 5, 1))
    promoted(member, STEP_2, date(2011, 5, 1), LAST_YEAR)
    dropped(people.person(), STEP_2, date(2011, 5, 1), LAST_YEAR)
    outcome = carry(areas, users["reviewer"])
    assert outcome.done == outcome.refused == []


def test_carrying_twice_does_nothing_more(people, areas, users):
    listed(people.person(), STEP_2, LAST_YEAR)
    carry(areas, users["reviewer"])
    assert carry(areas, users["reviewer"]).done == []
    assert Cultivation.objects.count() == 2


def test_whoever_cannot_go_on_stays_behind_with_the_reason(people, areas, users):
    converted, lost, gone = people.person(), people.able(), people.outsider()
    certify(converted, date(2011, 6, 1))
    lost.certifications.update(revoked_on=date(2011, 9, 1), revoked_reason="复核不合格")
    for who, on_list in ((converted, STEP_2), (lost, STEP_3), (gone, STEP_2)):
        listed(who, on_list, LAST_YEAR)
    outcome = carry(areas, users["reviewer"])
    assert {row.person: why for row, why in outcome.refused} == {
        converted: "台账显示2011-06-01已转化，请先确认转化。",
        lost: "1月1日没有有效的双强认定，应先列入“党员→致富能手”。",
        gone: "1月1日不是党员，应先列入“致富能手→党员”。",
    }
    assert set(Cultivation.objects.values_list("result", flat=True)) == {""}


def test_a_key_list_is_carried_as_far_as_its_places_go(people, areas, users):
    people.quota(3)
    rows = [listed(people.person(village), KEY_MEMBER, LAST_YEAR) for village in ("一村", "二村", "四村")]
    listed(people.person("三村"), KEY_MEMBER)  # took a place already
    outcome = carry(areas, users["reviewer"])
    assert [row.pk for row in outcome.done] == [rows[0].pk, rows[1].pk]
    assert [(row.pk, why) for row, why in outcome.refused] == [(rows[2].pk, "所在县区没有定名额，或名额已满。")]


def test_only_the_chosen_lists_and_the_own_area_are_carried(people, areas, users):
    listed(people.person(), STEP_2, LAST_YEAR)
    listed(people.able(), STEP_3, LAST_YEAR)
    listed(people.person("五村"), STEP_2, LAST_YEAR)
    carry(areas, users["reviewer"], [STEP_2])
    new = Cultivation.objects.get(listed_on=NEW_YEAR)
    assert (new.on_list, new.village) == (STEP_2, areas["一村"])


def test_whoever_keeps_no_lists_carries_none(people, areas, users):
    listed(people.person(), STEP_2, LAST_YEAR)
    with pytest.raises(PermissionDenied):
        carry(areas, users["leader"])


# the page ---------------------------------------------------------------------------------
@pytest.fixture
def page(client, users, areas):
    client.force_login(users["clerk"])
    return reverse("cultivation-carry", args=[areas["东镇"].code])


def test_the_page_says_before_how_many_go_and_who_does_not(client, page, people, areas):
    for village in ("一村", "二村", "四村"):
        listed(people.outsider(village), STEP_1, LAST_YEAR)
    stays = people.person("三村", "赵福根")
    serve(stays, areas["三村"], day=date(2011, 3, 1))
    certify(stays)
    listed(stays, STEP_3, LAST_YEAR)
    response = client.get(page)
    assert [row[2:] for row in response.context["counts"] if any(row[2:])] == [(2, 0), (0, 1)]
    assert "台账显示2011-03-01已转化" in response.text
    assert "赵福根" in response.text
    assert Cultivation.objects.filter(listed_on=NEW_YEAR).count() == 0
    assert AccessRecord.objects.get().rows == 1


def test_the_page_carries_what_was_ticked(client, page, people):
    listed(people.outsider(), STEP_1, LAST_YEAR)
    listed(people.person(), STEP_2, LAST_YEAR)
    response = client.post(page, {"lists": [STEP_1]}, follow=True)
    assert "结转到2012年：已办理1人。" in response.text
    assert Cultivation.objects.get(listed_on=NEW_YEAR).on_list == STEP_1


def test_the_page_asks_for_a_list(client, page, people):
    listed(people.person(), STEP_2, LAST_YEAR)
    response = client.post(page, {})
    assert response.status_code == 422
    assert "请至少勾选一份名单。" in response.text
    assert Cultivation.objects.count() == 1
