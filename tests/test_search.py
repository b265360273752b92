"""One box finds units, indicators, programmes, registers and people - inside the reader's area."""

import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area, Person
from branches.scope import Scope
from indicators.search import search

from . import dashboard_cast


@pytest.fixture
def city(areas, users):
    dashboard_cast.build_city(areas)
    for name, pinyin, initials in (
        ("一村", "yi cun", "yc"),
        ("东镇", "dong zhen", "dz"),
        ("四村", "si cun", "sc"),
    ):
        Area.objects.filter(pk=areas[name].pk).update(pinyin=pinyin, initials=initials)
    Person.objects.create(name="李大山", sex="1", area=areas["一村"])
    Person.objects.create(name="李大海", sex="1", area=areas["四村"])
    return areas


def found(user, text):
    return search(text, Scope(user))


def names(user, text):
    return [place.names[-1] for place in found(user, text).places]


@pytest.mark.parametrize("text", ["一村", "yicun", "yi", "yc", "YC", "990101100201", " 一 村 "])
def test_a_unit_is_found_by_name_pinyin_initials_or_code(city, users, text):
    assert names(users["leader"], text) == ["一村"]


def test_a_code_is_found_from_its_beginning(city, users):
    assert names(users["leader"], "9901011002") == ["一村", "二村", "三村"]


def test_units_outside_the_area_are_not_found(city, users):
    assert names(users["clerk"], "四村") == []
    assert names(users["leader"], "四村") == ["四村"]


def test_people_are_found_in_the_own_area_and_never_by_one_character(city, users):
    def people(user, text):
        return [person.name for person in found(users[user], text).people]

    assert people("leader", "李大") == ["李大海", "李大山"]
    assert people("clerk", "李大") == ["李大山"]
    assert people("clerk", "lidashan") == people("clerk", "lds") == ["李大山"]
    assert people("leader", "李") == []


def test_indicators_programmes_and_registers_are_found_by_name(city, users):
    assert [i.code for i in found(users["leader"], "掌握").indicators] == ["dd_skill_rate"]
    assert [p.code for p in found(users["leader"], "测试").programmes] == ["test"]
    assert "branches" in [r.key for r in found(users["leader"], "党组织").registers]


def test_nothing_typed_finds_nothing(city, users):
    assert found(users["leader"], " \t").is_empty


def test_the_page_records_a_look_at_names_and_escapes_what_was_typed(client, city, users):
    client.force_login(users["leader"])
    address = reverse("search")
    assert "没有找到" in client.get(address, {"q": "没有这样的"}).content.decode()
    assert not AccessRecord.objects.exists()
    assert "李大山" in client.get(address, {"q": "李大"}).content.decode()
    assert AccessRecord.objects.get().rows == 2
    text = client.get(address, {"q": "<b>x\0"}).content.decode()
    assert "<b>x" not in text
    assert client.get(address).status_code == 200


def test_a_search_takes_few_queries(city, users, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        search("村", Scope(users["leader"]))
