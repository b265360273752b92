"""The register of people: what its list can be asked, what its form refuses, and the rules kept elsewhere."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import AccessRecord, DoubleStrongCertification, ElectionTerm, Person, SourceTag, Village
from branches.models.person import check_tags
from branches.tags import TagsField

from . import cast
from .people_cast import CLERK, RESERVE, SECRETARY, build_person, certify, serve

ON = {"on": "2012-03-31"}


@pytest.fixture
def people(areas):
    """单小红 secretary of 一村, double-strong, 42 years old; 李安 reserve of 二村, 26, college while in service;
    曾长河 of 四村, without a post, 41."""
    leader = build_person(areas["一村"], birth_month=date(1970, 3, 1), education="70", tags=["able"])
    serve(leader, areas["一村"], SECRETARY)
    certify(leader)
    young = {"birth_month": date(1985, 6, 1), "education": "60", "later_education": "30", "joined_on": None}
    serve(build_person(areas["二村"], "李安", political_status="03", **young), areas["二村"], RESERVE)
    build_person(areas["四村"], "曾长河", education="80", tags=["veteran", "returned"], is_able=False)
    return areas


@pytest.fixture
def ask(client, users):
    def get(who="leader", key="people", **params):
        client.force_login(users[who])
        return client.get(reverse("register-list", args=[key]), ON | params)

    return get


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].page]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["单小红", "李安", "曾长河"]),
        ({"area": "990101100000"}, ["单小红", "李安"]),
        ({"post": "cadres"}, ["单小红"]),
        ({"post": "reserve_cadre"}, ["李安"]),
        ({"post": "none"}, ["李安", "曾长河"]),
        ({"strong": "yes"}, ["单小红"]),
        ({"strong": "yes", "on": "2009-01-09"}, []),
        ({"age": "35"}, ["李安"]),
        ({"age": "45"}, ["单小红", "曾长河"]),
        ({"education": "college"}, ["李安"]),
        ({"education": "60"}, ["李安"]),
        ({"education": "80"}, ["曾长河"]),
        ({"tag": "returned"}, ["曾长河"]),
        ({"tag": "able"}, ["单小红"]),
        ({"political_status": "03"}, ["李安"]),
        ({"is_able": "no"}, ["曾长河"]),
        ({"q": "shan"}, ["单小红"]),
        ({"q": "zch"}, ["曾长河"]),
        ({"tag": "rich"}, []),
    ],
)
def test_people_are_found_by_what_is_known_of_them(people, ask, asked, found):
    assert names(ask(**asked)) == found


def test_the_list_is_that_of_the_scope_its_looks_are_recorded_and_names_lead_to_pages(people, ask, users):
    response = ask("clerk")
    assert names(response) == ["单小红", "李安"]
    assert reverse("person", args=[Person.objects.get(name="李安").pk]) in response.content.decode()
    record = AccessRecord.objects.get()
    assert (record.who, record.rows) == (users["clerk"], 2)


def test_the_rows_say_posts_education_and_tags_in_words_and_no_birth_month(people, ask, areas):
    serve(Person.objects.get(name="单小红"), areas["二村"], CLERK)
    html = ask().content.decode()
    for words in ("村党组织书记、村文书（二村）", "大学专科", "退役军人", "致富带头人", "36—45岁"):
        assert words in html
    assert "1970" not in html


def test_who_has_gone_is_listed_when_asked_for(people, ask):
    Person.objects.filter(name="李安").update(left_on=date(2012, 3, 31), left_how="deceased")
    assert "李安" not in names(ask())
    assert names(ask(state="ended")) == ["李安"]
    assert "李安" in names(ask(on="2012-03-30"))


def test_the_queries_do_not_grow_with_the_people(people, ask, areas):
    ask()
    with CaptureQueriesContext(connection) as few:
        ask()
    for number in range(30):
        serve(build_person(areas["三村"], f"李{number:02}"), areas["三村"], CLERK)
    with CaptureQueriesContext(connection) as many:
        ask()
    assert len(many) == len(few)


# the form ---------------------------------------------------------------------------
NEW = {
    "name": "张立新",
    "sex": "1",
    "birth_month": "1980-02",
    "nationality": "03",
    "area": "东镇 一村",
    "political_status": "01",
    "joined_on": "2000-07-01",
    "is_able": "on",
    "education": "60",
    "tags": ["veteran", "able"],
}


@pytest.fixture
def add(client, users, areas):
    def post(who="clerk", **changed):
        client.force_login(users[who])
        return client.post(reverse("register-add", args=["people"]), NEW | changed)

    return post


def test_a_person_is_added_and_the_page_opens(add, areas):
    response = add()
    person = Person.objects.get()
    assert response.url == reverse("person", args=[person.pk])
    assert (person.area, person.nationality, person.tags) == (areas["一村"], "03", ["able", "veteran"])


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"birth_month": "2012-08"}, "birth_month", "2012-08-01还没有到，请核对。"),
        ({"joined_on": "2012-07-06"}, "joined_on", "2012-07-06还没有到，请核对。"),
        ({"joined_on": "1998-01-31"}, "joined_on", "入党时不满18周岁，请核对入党日期和出生年月。"),
        ({"political_status": "13"}, "joined_on", "有入党日期的，政治面貌须为党员或预备党员。"),
        ({"tags": ["rich"]}, "tags", "没有标签“rich”"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_what_was_typed_stays(add, changed, field, words):
    response = add(**changed)
    assert response.status_code == 422
    assert words in str(response.context["form"].errors[field])
    assert 'value="张立新"' in response.content.decode()
    assert not Person.objects.exists()


def test_a_clerk_adds_people_of_the_own_township_only(add):
    assert add(area="四村").status_code == 422
    assert not Person.objects.exists()


# tags -------------------------------------------------------------------------------
def test_tags_come_as_boxes_or_as_words_of_a_spreadsheet():
    field = TagsField(required=False)
    assert field.clean(["veteran", "able"]) == ["able", "veteran"]
    assert field.clean("退役军人、致富带头人") == ["able", "veteran"]
    assert field.clean("") == field.clean(None) == []
    with pytest.raises(ValidationError, match="没有标签“能人”"):
        field.clean("能人")


@pytest.mark.parametrize("tags", ["able", ["rich"], ["able", "able"], [1], {"able": 1}, None])
def test_nothing_but_a_list_of_known_tags_is_stored(tags):
    with pytest.raises(ValidationError):
        check_tags(tags)
    check_tags(list(SourceTag.values))


# other registers of people ------------------------------------------------------------
def test_villages_vacant_for_long_are_one_click_away(people, ask, areas):
    serve(build_person(areas["三村"], "王大山"), areas["三村"], SECRETARY, ended_on=date(2012, 1, 1))
    serve(build_person(areas["四村"], "赵明"), areas["四村"], SECRETARY, ended_on=date(2011, 12, 31))
    Village.objects.filter(area=areas["六村"]).update(is_rural_unit=False)
    listed = ask(key="villages", is_rural_unit="yes", secretary="late")
    assert [row.record.area.name for row in listed.context["table"].page] == ["二村", "四村", "五村"]
    assert f"{reverse('village-list')}?is_rural_unit=yes&amp;secretary=late" in listed.content.decode()


def test_certifications_are_kept_by_judges_and_stand_up_to_the_acts(people, client, users):
    person = Person.objects.get(name="曾长河")
    form = {
        "person": "曾长河 西镇 四村",
        "track": "secretary",
        "standard": str(cast.build_standard().pk),
        "certified_on": "2010-06-01",
        "households_led": "20",
    }
    address = reverse("register-add", args=["certifications"])
    client.force_login(users["clerk"])
    assert client.post(address, form).status_code == 403
    client.force_login(users["reviewer"])
    response = client.post(address, form)
    assert "此人没有担任村党组织书记" in str(response.context["form"].errors["track"])
    assert client.post(address, form | {"track": "member"}).status_code == 302
    assert DoubleStrongCertification.objects.filter(person=person).exists()


def test_terms_and_standards_are_settings_of_the_top_administrator(client, users, areas):
    for who, wanted in [("clerk", 403), ("reviewer", 403), ("leader", 403), ("administrator", 200)]:
        client.force_login(users[who])
        for key in ("election-terms", "standards"):
            assert client.get(reverse("register-list", args=[key])).status_code == 200
            assert client.get(reverse("register-add", args=[key])).status_code == wanted, (who, key)
    term = {"name": "2011年换届", "starts_on": "2011-11-01", "ends_on": "2014-11-01"}
    assert client.post(reverse("register-add", args=["election-terms"]), term).status_code == 302
    assert ElectionTerm.objects.on(date(2011, 11, 1)).name == "2011年换届"
    assert ElectionTerm.objects.on(date(2014, 11, 1)) is None
    assert ElectionTerm.objects.on(date(2011, 10, 31)) is None
