"""What holds for every register that is declared, without naming one."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from branches.models import AccessRecord, Role
from branches.registry import REGISTERS
from branches.registry.columns import columns_of
from branches.registry.fields import field_at
from branches.scope import Scope

from . import cast
from .records import build, place_of
from .registers_cast import as_sent, bring, exported, kinds

DECLARED = sorted(REGISTERS)


@pytest.fixture(params=DECLARED)
def register(request):
    return REGISTERS[request.param]


@pytest.fixture
def record(register, areas):
    """A row of the register in 一村, or in the unit above it that the register is kept for."""
    return build_row(register, areas["一村"])


def build_row(register, village):
    place = place_of(register, village)
    if register.model._meta.pk.name == "area":
        return register.model._default_manager.get(area=place)
    return build(register.model, place)


@pytest.fixture
def administrator(client, areas):
    user = cast.build_user("administrator", areas["测试市"], Role.ADMINISTRATOR, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def keeper(client, areas, register, record):
    """Somebody who keeps the record by form, signed in; None where it is kept on pages of its own."""
    for where, role in [("测试市", "administrator"), ("甲县", "reviewer"), ("东镇", "clerk")]:
        user = cast.build_user(f"keeper-{role}", areas[where], role)
        if register.may_keep(Scope(user), register.area_of(record)):
            client.force_login(user)
            return user
    return None


def page(name, register, *args):
    return reverse(f"register-{name}", args=[register.key, *args])


# the declaration ------------------------------------------------------------------
def test_a_declaration_names_fields_that_exist(register):
    for name in (*register.fields, *register.same, *register.search):
        assert field_at(register.model, name) is not None, name
    for name in (register.to_area, register.to_person, register.parent, register.start, register.end):
        assert not name or field_at(register.model, name) is not None, name
    for name in register.filters:
        assert not isinstance(name, str) or field_at(register.model, name) is not None, name


def test_every_heading_and_word_is_chinese(register):
    words = [register.title, register.group, register.empty, *register.states, register.unit]
    for word in [*words, *(column.heading for column in columns_of(register))]:
        assert not word.isascii(), word
    assert len({column.heading for column in columns_of(register)}) == len(columns_of(register))


def test_what_is_imported_again_is_told_apart(register):
    """Without `same` every import would add its rows once more."""
    assert register.same or not register.adds


def test_a_register_belongs_to_a_programme_of_the_catalogue_or_to_none(register):
    assert register.programme == "" or register.programme.replace("_", "").isalnum()


# its pages ------------------------------------------------------------------------------
def test_form_and_sheets_answer_whoever_keeps_it(client, keeper, register, record):
    if keeper is None:
        return
    assert client.get(page("edit", register, record.pk)).status_code == 200
    assert client.get(page("add", register)).status_code == (200 if register.adds else 404)
    assert client.get(page("import", register)).status_code == 200
    assert client.get(page("import-template", register)).status_code == 200


def test_list_and_record_answer(client, administrator, register, record):
    html = client.get(page("list", register), {"on": "2012-03-31"}).content.decode()
    assert register.title in html
    assert client.get(page("record", register, record.pk), follow=True).status_code == 200
    assert client.get(page("export", register)).status_code == 200
    assert client.get(page("list", register), {"q": "yi", "sort": "-pk", "state": "all"}).status_code == 200
    assert client.get(page("list", register), {"paper": "1"}).status_code == 200


def test_every_column_can_be_sorted_by_or_not_at_all(client, administrator, register, record):
    for column in columns_of(register):
        for sign in ("", "-"):
            assert client.get(page("list", register), {"sort": sign + column.name}).status_code == 200


def test_every_filter_can_be_asked(client, administrator, register, record):
    form = client.get(page("list", register)).context["filter"].form
    for name, field in form.fields.items():
        if hasattr(field, "choices"):
            values = [str(value) for value, _ in field.choices][1:30]
        else:
            values = ["2012-03-31" if name.endswith(("_from", "_to")) or name == "on" else "1"]
        for value in values:
            answer = client.get(page("list", register), {name: value})
            assert answer.status_code == 200, (name, value)
            assert not answer.context["filter"].form.errors, (name, value)


def test_what_goes_out_comes_back_as_no_change(client, keeper, register, record):
    if keeper is None:
        return
    everything = {"state": "all"} if register.has_end else {}
    upload = bring(client, register.key, exported(client, register.key, **everything))
    assert set(kinds(upload)) == {"same"}, upload.plan


def test_a_form_sent_back_as_it_came_changes_nothing(client, keeper, register, record):
    """Also the form's own rules must accept a record that stands."""
    if keeper is None:
        return
    opened = client.get(page("edit", register, record.pk))
    sent = as_sent(opened.context["form"]) | {"seen": opened.context["seen"]}
    before = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    answer = client.post(page("edit", register, record.pk), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    record.refresh_from_db()
    assert {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields} == before


# who --------------------------------------------------------------------------------------
def test_a_leader_looks_and_does_not_keep(client, areas, register, record):
    client.force_login(cast.build_user("leader", areas["测试市"], Role.LEADER))
    assert client.get(page("list", register)).status_code == 200
    assert client.get(page("record", register, record.pk), follow=True).status_code == 200
    for address in (page("add", register), page("edit", register, record.pk), page("import", register)):
        assert client.get(address).status_code in ((403, 404) if not register.adds else (403,))


def test_another_county_sees_nothing_of_it(client, areas, register, record):
    if not register.to_area:  # settings are everybody's
        return
    client.force_login(cast.build_user("beside", areas["乙区"], Role.REVIEWER))
    assert client.get(page("record", register, record.pk)).status_code == 404
    assert client.get(page("edit", register, record.pk)).status_code == 404
    everything = {"state": "all"} if register.has_end else {}
    shown = client.get(page("list", register), everything).context["table"].page
    assert record.pk not in {row.record.pk for row in shown}


def test_settings_are_kept_at_the_top_alone(client, areas, register, record):
    if register.to_area or not register.fields:
        return
    for who, status in (("甲县", 403), ("测试市", 200)):
        client.force_login(cast.build_user(f"keeper of {who}", areas[who], Role.ADMINISTRATOR))
        assert client.get(page("edit", register, record.pk)).status_code == status


def test_a_look_at_names_is_recorded_and_no_other(client, administrator, register, record):
    client.get(page("list", register))
    assert AccessRecord.objects.count() == (1 if register.shows_names else 0)


# cost ----------------------------------------------------------------------------------------
def test_the_queries_of_a_list_do_not_grow_with_its_rows(
    client, administrator, areas, register, record, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(page("list", register))
    with django_assert_max_num_queries(24) as few:
        client.get(page("list", register))
    taken = {place_of(register, areas["一村"])}
    for village in ("二村", "三村", "四村", "五村") if register.to_area else ():
        if (place := place_of(register, areas[village])) not in taken:
            taken.add(place)
            build_row(register, areas[village])
    with django_assert_num_queries(len(few)):
        client.get(page("list", register))


# all of them ----------------------------------------------------------------------------------
def test_the_menu_shows_all_registers_with_one_count(client, administrator, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        html = client.get(reverse("register-menu")).content.decode()
    for register in REGISTERS.values():
        assert escape(register.title) in html
        assert reverse("register-list", args=[register.key]) in html


def test_no_two_registers_have_one_title():
    titles = [register.title for register in REGISTERS.values()]
    assert len(set(titles)) == len(titles)
