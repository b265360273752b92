"""One record of a register: its page, and the form that adds and changes it."""

import json
from datetime import date

import pytest
from django.urls import reverse

from branches.models import (
    AccessRecord,
    AppraisalResult,
    Branch,
    Cadre,
    DoubleStrongCertification,
    Person,
    Receipt,
)
from indicators.models import EconomicProject

from . import cast
from .registers_cast import as_sent

DAY = date(2011, 5, 1)


@pytest.fixture
def person(areas):
    return Person.objects.create(name="单小红", sex="2", area=areas["一村"], birth_month=date(1970, 4, 1))


@pytest.fixture
def cadre(person, areas):
    return Cadre.objects.create(person=person, village=areas["一村"], post="village_clerk", started_on=DAY)


@pytest.fixture
def as_(client, users):
    def enter(who):
        client.force_login(users[who])
        return client

    return enter


def page(name, key, *args):
    return reverse(f"register-{name}", args=[key, *args])


def opened(client, address):
    """What the form's hidden fields hold."""
    context = client.get(address).context
    return {"token": context.get("token", ""), "seen": context.get("seen", "")}


TENURE = {
    "person": "单小红 东镇 一村",
    "village": "一村",
    "post": "party_secretary",
    "started_on": "2012-01-01",
    "source": "grown",
}


# who ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "look", "keep"),
    [("clerk", 200, 200), ("reviewer", 200, 200), ("leader", 200, 403), ("administrator", 200, 200)],
)
def test_everybody_above_may_look_and_the_keepers_may_write(as_, cadre, who, look, keep):
    client = as_(who)
    assert client.get(page("record", "cadres", cadre.pk)).status_code == look
    assert client.get(page("edit", "cadres", cadre.pk)).status_code == keep
    assert client.get(page("add", "cadres")).status_code == keep
    assert client.get(page("suggest", "cadres")).status_code == keep


def test_a_record_of_another_township_is_as_good_as_absent(as_, areas, users):
    stranger = Person.objects.create(name="张立新", sex="1", area=areas["四村"])
    there = Cadre.objects.create(person=stranger, village=areas["四村"], post="village_clerk", started_on=DAY)
    client = as_("clerk")
    for name in ("record", "edit"):
        assert client.get(page(name, "cadres", there.pk)).status_code == 404
        assert client.post(page(name, "cadres", there.pk), TENURE).status_code in (404, 405)
    assert client.get(page("record", "cadres", 10**17)).status_code == 404


# looking -------------------------------------------------------------------------
def test_the_page_says_everything_in_chinese_and_the_look_is_recorded(as_, cadre, users):
    html = as_("leader").get(page("record", "cadres", cadre.pk)).content.decode()
    for words in ("单小红 村文书", "任职村", "一村", "任职日期", "2011-05-01", "来源", "内育", "变更记录"):
        assert words in html
    assert page("edit", "cadres", cadre.pk) not in html
    record = AccessRecord.objects.get()
    assert (record.who, record.rows) == (users["leader"], 1)


@pytest.fixture
def project(areas):
    """A project in 一村 that somebody of 五村 leads."""
    stranger = Person.objects.create(name="张立新", sex="1", area=areas["五村"])
    return EconomicProject.objects.create(
        person=stranger, village=areas["一村"], name="大棚", kind="crops", started_on=DAY, evidence="合同"
    )


def test_a_person_of_another_area_is_masked_wherever_the_name_stands(as_, project):
    for address in (page("record", "economic-projects", project.pk), page("list", "economic-projects")):
        html = as_("clerk").get(address).content.decode()
        assert "张某" in html
        assert "张立新" not in html
    assert "张立新" in as_("leader").get(page("record", "economic-projects", project.pk)).content.decode()


def test_a_person_with_a_post_here_belongs_to_this_chain_as_well(as_, areas, project):
    here = Cadre.objects.create(
        person=project.person, village=areas["一村"], post="first_secretary", started_on=DAY
    )
    for address in (page("record", "cadres", here.pk), page("list", "people"), page("list", "economic-projects")):
        assert "张立新" in as_("clerk").get(address).content.decode(), address


def test_history_tells_what_was_changed_from_what_to_what_by_whom(as_, cadre, users):
    client = as_("clerk")
    form = (
        TENURE
        | {"post": "village_head", "started_on": "2011-05-01"}
        | opened(client, page("edit", "cadres", cadre.pk))
    )
    assert client.post(page("edit", "cadres", cadre.pk), form).status_code == 302
    html = client.get(page("record", "cadres", cadre.pk)).content.decode()
    assert "职务：村文书 → 村委会主任" in html
    assert "clerk 修改" in html


# adding ---------------------------------------------------------------------------
def test_a_row_is_added_by_name_and_place_in_the_name_of_the_clerk(as_, person, users, areas):
    client = as_("clerk")
    response = client.post(page("add", "cadres"), TENURE | opened(client, page("add", "cadres")))
    tenure = Cadre.objects.get()
    assert response.url == page("record", "cadres", tenure.pk)
    assert (tenure.person, tenure.village, tenure.post) == (person, areas["一村"], "party_secretary")
    assert tenure.history.get().history_user == users["clerk"]


def test_a_form_sent_twice_makes_one_row(as_, person):
    client = as_("clerk")
    form = TENURE | opened(client, page("add", "cadres"))
    first, second = (client.post(page("add", "cadres"), form) for _ in range(2))
    assert Cadre.objects.count() == Receipt.objects.count() == 1
    assert second.url == first.url


def test_what_the_database_refuses_is_said_beside_the_field_and_everything_typed_stays(as_, cadre):
    client = as_("clerk")
    form = TENURE | {"started_on": "2012-02-01", "ended_on": "2012-01-01"} | opened(client, page("add", "cadres"))
    response = client.post(page("add", "cadres"), form)
    assert response.status_code == 422
    assert response.context["form"].errors == {"ended_on": ["免职日期不能早于任职日期2012-02-01。"]}
    html = response.content.decode()
    assert 'value="单小红 东镇 一村"' in html
    assert 'value="2012-02-01"' in html
    assert Cadre.objects.count() == 1


def test_a_second_serving_secretary_is_refused_in_words(as_, person, cadre):
    Cadre.objects.filter(pk=cadre.pk).update(post="party_secretary")
    other = Person.objects.create(name="李安", sex="1", area=person.area)
    client = as_("clerk")
    form = TENURE | {"person": "李安 一村"} | opened(client, page("add", "cadres"))
    errors = client.post(page("add", "cadres"), form).context["form"].errors
    assert "一村已有村党组织书记：单小红自2011-05-01起在任，请先办理其离任。" in str(errors)
    assert not other.tenures.exists()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"person": "张立新 四村"}, "管辖范围"),
        ({"person": "无此人"}, "没有登记姓名"),
        ({"village": "四村"}, "管辖范围"),
        ({"village": "990101101201"}, "管辖范围"),
        ({"village": "999999999999"}, "管辖范围"),
        ({"person": ""}, "必填"),
        ({"post": "emperor"}, "有效的选项"),
        ({"started_on": "2012-13-01"}, "日期"),
    ],
)
def test_what_is_unknown_or_out_of_reach_is_refused_alike(as_, person, areas, typed, why):
    Person.objects.create(name="张立新", sex="1", area=areas["四村"])
    client = as_("clerk")
    response = client.post(page("add", "cadres"), TENURE | typed | opened(client, page("add", "cadres")))
    assert response.status_code == 422
    assert why in str(response.context["form"].errors)
    assert not Cadre.objects.exists()


def test_two_of_one_name_are_offered_to_choose_from_and_a_forged_choice_is_not_taken(as_, person, areas):
    twin = Person.objects.create(name="单小红", sex="2", area=areas["一村"], birth_month=date(1980, 1, 1))
    stranger = Person.objects.create(name="单小红", sex="2", area=areas["四村"])
    client = as_("clerk")
    form = TENURE | opened(client, page("add", "cadres"))
    html = client.post(page("add", "cadres"), form).content.decode()
    assert "一村有2个“单小红”" in html
    assert f'value="{twin.pk}"' in html
    assert "单小红 东镇 一村 1980-01" in html
    assert client.post(page("add", "cadres"), form | {"person_pick": stranger.pk}).status_code == 422
    assert client.post(page("add", "cadres"), form | {"person_pick": twin.pk}).status_code == 302
    assert Cadre.objects.get().person == twin


def test_the_query_string_fills_in_what_lies_in_the_scope(as_, person, areas):
    stranger = Person.objects.create(name="张立新", sex="1", area=areas["四村"])
    client = as_("clerk")
    assert (
        'value="单小红 东镇 一村 1970-04"'
        in client.get(page("add", "cadres"), {"person": person.pk}).content.decode()
    )
    assert "张立新" not in client.get(page("add", "cadres"), {"person": stranger.pk}).content.decode()
    assert client.get(page("add", "cadres"), {"person": "x", "post": "village_clerk"}).status_code == 200


def test_a_row_that_stands_already_is_not_added_again(as_, person):
    AppraisalResult.objects.create(person=person, year=2011, grade="competent")
    client = as_("clerk")
    form = {"person": "单小红 东镇 一村", "year": "2011", "grade": "excellent"}
    response = client.post(page("add", "appraisals"), form | opened(client, page("add", "appraisals")))
    assert "此人该年度已有考核结果" in response.content.decode()
    assert AppraisalResult.objects.get().grade == "competent"


# changing --------------------------------------------------------------------------
def test_a_stale_form_is_refused_with_both_values_and_saved_when_sent_again(as_, cadre, users):
    client = as_("clerk")
    address = page("edit", "cadres", cadre.pk)
    form = TENURE | {"post": "village_head", "started_on": "2011-05-01"} | opened(client, address)
    cadre.post = "branch_committee"
    cadre._history_user = users["reviewer"]
    cadre.save()
    response = client.post(address, form)
    html = response.content.decode()
    assert response.status_code == 422
    assert "reviewer改过这条记录" in html
    assert "村党组织委员" in html
    assert "村委会主任" in html
    cadre.refresh_from_db()
    assert cadre.post == "branch_committee"
    assert client.post(address, form | {"seen": response.context["seen"]}).status_code == 302
    cadre.refresh_from_db()
    assert cadre.post == "village_head"


@pytest.mark.parametrize("seen", ["", "{", "[]", "null", '"x"', '{"post": 3}'])
def test_a_form_that_does_not_say_what_it_saw_is_taken_for_stale(as_, cadre, seen):
    client = as_("clerk")
    form = TENURE | {"started_on": "2011-05-01", "seen": seen}
    assert client.post(page("edit", "cadres", cadre.pk), form).status_code == 422
    cadre.refresh_from_db()
    assert cadre.post == "village_clerk"


def test_saving_writes_the_columns_of_the_form_and_no_other(as_, areas, users):
    branch = Branch.objects.create(name="一村党支部", area=areas["一村"], full_members=30)
    client = as_("clerk")
    address = page("edit", "branches", branch.pk)
    form = {
        "name": "一村党总支",
        "area": "一村",
        "org_type": "general_branch",
        "setup_mode": "solo",
        "sector": "village",
    }
    assert client.post(address, form | {"full_members": 60} | opened(client, address)).status_code == 302
    branch.refresh_from_db()
    assert (branch.name, branch.org_type, branch.full_members) == ("一村党总支", "general_branch", 60)
    assert branch.history.first().history_user == users["clerk"]


def test_a_clerk_moves_no_record_out_of_reach(as_, areas):
    branch = Branch.objects.create(name="一村党支部", area=areas["一村"])
    client = as_("clerk")
    address = page("edit", "branches", branch.pk)
    form = {"name": "一村党支部", "area": "四村", "org_type": "branch", "setup_mode": "solo", "sector": "village"}
    assert client.post(address, form | opened(client, address)).status_code == 422


def test_villages_are_changed_and_never_added(as_, areas):
    client = as_("clerk")
    assert client.get(page("add", "villages")).status_code == 404
    address = page("edit", "villages", areas["一村"].pk)
    assert (
        client.post(address, {"households": 300, "main_industry": "蔬菜"} | opened(client, address)).status_code
        == 302
    )
    village = areas["一村"].village
    village.refresh_from_db()
    assert (village.households, village.main_industry, village.is_rural_unit) == (300, "蔬菜", True)


# suggestions ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "text", "offered"),
    [
        ("person", "单", ["单小红 东镇 一村 1970-04"]),
        ("person", "shanx", ["单小红 东镇 一村 1970-04"]),
        ("person", "sxh", ["单小红 东镇 一村 1970-04"]),
        ("person", "张", []),
        ("village", "一", ["东镇 一村"]),
        ("village", "四", []),
        ("village", "", []),
        ("post", "书记", []),
        ("nothing", "x", []),
    ],
)
def test_suggestions_stay_inside_the_scope(as_, person, areas, field, text, offered):
    Person.objects.create(name="张立新", sex="1", area=areas["四村"])
    answer = as_("clerk").get(page("suggest", "cadres"), {"field": field, "q": text})
    assert json.loads(answer.content) == {"offered": offered}


# the menu -----------------------------------------------------------------------------
def test_the_menu_counts_what_is_in_force_in_the_own_area(as_, cadre, areas):
    Cadre.objects.create(
        person=cadre.person, village=areas["一村"], post="village_head", started_on=DAY, ended_on=date(2012, 1, 1)
    )
    DoubleStrongCertification.objects.create(person=cadre.person, standard=cast.build_standard(), certified_on=DAY)
    counts = as_("clerk").get(reverse("register-menu")).context["counts"]
    assert (counts["cadres"], counts["villages"], counts["certifications"]) == (1, 3, 1)


def test_unknown_registers_are_not_found(as_, areas):
    for name in ("list", "add", "suggest"):
        assert as_("clerk").get(page(name, "nothing")).status_code == 404


def test_names_offered_while_one_types_are_a_look_as_well(as_, person, users):
    as_("clerk").get(page("suggest", "cadres"), {"field": "person", "q": "单"})
    as_("clerk").get(page("suggest", "cadres"), {"field": "person", "q": "无"})
    as_("clerk").get(page("suggest", "cadres"), {"field": "village", "q": "一"})
    record = AccessRecord.objects.get()
    assert (record.who, record.rows) == (users["clerk"], 1)


def test_the_queries_of_a_record_do_not_grow_with_its_history(
    as_, cadre, users, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_("clerk")
    for number in range(2):
        cadre.started_on = date(2011, 6, 1 + number)
        cadre.save()
    address = page("record", "cadres", cadre.pk)
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for number in range(20):
        cadre.started_on = date(2011, 7, 1 + number)
        cadre.save()
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_what_stands_already_stays_even_out_of_reach_and_masked(as_, project):
    """A record may name somebody of another township: the form neither tells the name nor loses it."""
    client = as_("clerk")
    address = page("edit", "economic-projects", project.pk)
    shown = client.get(address)
    assert "张立新" not in shown.content.decode()
    sent = as_sent(shown.context["form"]) | {"seen": shown.context["seen"], "name": "大棚蔬菜"}
    assert sent["person"] == "张某"
    assert client.post(address, sent).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.person.name) == ("大棚蔬菜", "张立新")
    forged = TENURE | {"person": "张某", "person_was": project.person_id}
    assert client.post(page("add", "cadres"), forged | opened(client, page("add", "cadres"))).status_code == 422


def test_a_twin_already_chosen_is_not_asked_for_again(as_, areas, cadre):
    Person.objects.create(name="单小红", sex="2", area=areas["一村"], birth_month=date(1970, 4, 1))
    client = as_("clerk")
    address = page("edit", "cadres", cadre.pk)
    form = TENURE | {"person": "单小红 东镇 一村 1970-04", "post": "village_head", "started_on": "2011-05-01"}
    form |= opened(client, address)
    assert client.post(address, form).status_code == 422  # two of them, born in the same month
    assert client.post(address, form | {"person_was": cadre.person_id}).status_code == 302
