"""The names behind the numbers: who is in which state, who sees them, and what it leaves behind."""

from datetime import date

import pytest
from django.urls import reverse

from branches.models import AccessRecord, Person
from indicators.dashboards.cultivation_names import count_states, names

from .cultivation_cast import (
    HEAD,
    KEY_HEAD,
    KEY_MEMBER,
    KEY_SECRETARY,
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
)

DAY, MAY = date(2012, 7, 5), date(2012, 5, 7)


@pytest.fixture
def people(areas):
    return Villagers(areas)


@pytest.fixture
def found(areas):
    """`found("unmeasured")` are the people of the city in a state, by name."""
    return lambda state, **more: [row.person.name for row in names(areas["测试市"], DAY, state, **more)]


# states -----------------------------------------------------------------------------------
def test_a_state_counts_the_people_that_it_lists(people, areas, found):
    listed(people.person(name="在册人"), STEP_2, other_mentor="包村干部")
    promoted(people.person(name="转化人"), STEP_2, MAY)
    dropped(people.person(name="出列人"), STEP_2, MAY)
    listed(people.person(name="去年人"), STEP_2, date(2011, 1, 1))
    counts = count_states(areas["测试市"], DAY)
    assert {state: found(state) for state in ("active", "start", "converted", "dropped")} == {
        "active": ["在册人"],
        "start": ["出列人", "在册人", "转化人"],
        "converted": ["转化人"],
        "dropped": ["出列人"],
    }
    assert {state: number for state, number in counts.items() if number} == {
        "active": 1,
        "start": 3,
        "converted": 1,
        "dropped": 1,
    }


def test_without_a_measure_is_asked_of_the_key_lists_only(people, found):
    listed(people.person(name="无措施"), KEY_MEMBER)
    measured(listed(people.person(name="有措施"), KEY_MEMBER), "post")
    listed(people.person(name="不要求"), STEP_2)
    assert found("unmeasured") == ["无措施"]


def test_who_misses_which_measure(people, found):
    first, second = (listed(people.person(name=name), KEY_MEMBER) for name in ("甲人", "乙人"))
    measured(first, "training")
    measured(second, "training")
    measured(second, "post")
    promoted(people.person(name="丙人"), KEY_MEMBER, MAY)
    assert found("active", missing="training") == []
    assert found("active", missing="post") == ["甲人"]
    assert sorted(found("active", missing="reward", on_list=KEY_MEMBER)) == ["乙人", "甲人"]
    assert found("active", missing="reward", on_list=KEY_HEAD) == []


def test_a_mentor_may_be_a_person_or_a_text(people, found):
    listed(people.person(name="有人"), STEP_2, mentor=people.person())
    listed(people.person(name="有文"), STEP_2, other_mentor="包村干部")
    listed(people.person(name="没有"), STEP_2)
    assert found("unmentored") == ["没有"]


@pytest.mark.parametrize(
    ("on_list", "comes_on"),
    [
        (
            STEP_1,
            lambda who, areas, day: Person.objects.filter(pk=who.pk).update(political_status="02", joined_on=day),
        ),
        (STEP_2, lambda who, areas, day: certify(who, day)),
        (STEP_3, lambda who, areas, day: serve(who, areas["一村"], day=day)),
        (STEP_4, lambda who, areas, day: serve(who, areas["一村"], SECRETARY, day)),
        (KEY_MEMBER, lambda who, areas, day: serve(who, areas["一村"], HEAD, day)),
    ],
)
def test_what_the_registers_say_waits_for_confirmation(people, areas, found, on_list, comes_on):
    who = people.outsider(name="入选人") if on_list == STEP_1 else people.person(name="入选人")
    if on_list == STEP_4:
        serve(who, areas["一村"])
    row = listed(who, on_list)
    assert found("unconfirmed") == []
    comes_on(who, areas, MAY)
    assert found("unconfirmed") == ["入选人"]
    assert not names(areas["测试市"], date(2012, 5, 6), "unconfirmed").exists()
    type(row).objects.filter(pk=row.pk).update(result="promoted", result_on=MAY, converted_on=MAY)
    assert found("unconfirmed") == []


def test_whoever_lost_what_the_list_is_for_waits_to_be_settled(people, areas, found):
    rows = [
        (people.serving("一村", SECRETARY, "书记"), KEY_SECRETARY),
        (people.serving("二村", HEAD, "主任"), KEY_HEAD),
        (people.serving("三村", name="委员"), STEP_4),
        (people.person(name="党员"), STEP_2),
    ]
    for who, on_list in rows:
        listed(who, on_list)
    assert found("unsettled") == []
    for who, _ in rows:
        who.tenures.update(ended_on=MAY)
    Person.objects.filter(name="党员").update(political_status="13")
    assert sorted(found("unsettled")) == sorted(["书记", "主任", "委员", "党员"])


# the page ---------------------------------------------------------------------------------
@pytest.fixture
def opened(client, users, areas):
    def open_page(role="reviewer", area="甲县", **query):
        client.force_login(users[role])
        return client.get(reverse("cultivation-names", args=[areas[area].code]), query)

    return open_page


def test_every_look_at_names_is_recorded(opened, people, users, areas):
    listed(people.person(name="赵福根"), STEP_2)
    listed(people.person(name="钱喜收"), STEP_2)
    assert "赵福根" in opened().text
    record = AccessRecord.objects.get()
    assert (record.who, record.area, record.rows) == (users["reviewer"], areas["甲县"], 2)
    assert "培养对象名单（在册）" in record.what


def test_somebody_from_outside_the_chain_is_masked(opened, people):
    """A person and a mentor of 乙区 stand on a row of 一村: the county of 一村 reads no full names."""
    listed(
        people.person("五村", "孙铁书"),
        STEP_2,
        village=people.areas["一村"],
        mentor=people.person("六村", "周石满"),
    )
    below, above = opened("reviewer", "甲县").text, opened("leader", "测试市").text
    assert "孙某" in below
    assert "周某" in below
    assert "孙铁书" not in below
    assert "周石满" not in below
    assert "孙铁书" in above
    assert "周石满" in above


def test_a_keeper_may_tick_people_and_a_leader_only_reads(opened, people):
    row = listed(people.person(), STEP_2)
    box = f'name="pick" value="{row.pk}"'
    assert box in opened("reviewer").text
    assert box not in opened("leader").text
    assert "登记结果" not in opened("leader").text


def test_measures_and_results_stand_beside_the_name(opened, people):
    row = listed(people.person(), KEY_MEMBER)
    measured(row, "training", date(2012, 2, 3))
    measured(row, "training", date(2012, 3, 9))
    page = opened(list="key_member").text
    assert "03-09<small> 共2次</small>" in page
    assert "未定" in page


@pytest.mark.parametrize(
    "query", [{"state": "lost"}, {"list": "step_9"}, {"missing": "lunch"}, {"period": "2012Q9"}]
)
def test_nonsense_in_the_address_shows_everybody_with_a_word(opened, query):
    response = opened(**query)
    assert response.status_code == 302
    assert "?" not in response["Location"]


def test_fifty_names_a_page(opened, people):
    for number in range(51):
        listed(people.person(name=f"人{number:02}"), STEP_2)
    assert len(opened().context["people"]) == 50
    second = opened(page=2)
    assert len(second.context["people"]) == 1
    assert AccessRecord.objects.order_by("pk").last().rows == 1


def test_a_page_costs_the_same_for_one_name_and_for_many(
    client, users, areas, people, django_assert_max_num_queries
):
    for number in range(30):
        measured(listed(people.person(name=f"人{number}"), STEP_2, mentor=people.person()), "post")
    client.force_login(users["leader"])
    page = reverse("cultivation-names", args=[areas["测试市"].code])
    client.get(page)
    with django_assert_max_num_queries(11):
        client.get(page)
