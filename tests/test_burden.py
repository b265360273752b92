"""减负台账: cells asked a unit and quarter, what fills them, and that nothing is asked twice."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches.models import Level
from indicators.burden import by_level, duplicates, ledger, note
from indicators.models import Element

from .cast import build_element, build_user

pytestmark = pytest.mark.django_db

DAY = date(2012, 6, 30)


@pytest.fixture
def form(db):
    """Each quarter 1 register cell and 1 stock; half-yearly 1 flow; yearly 1 stock. A county's own flow."""
    build_element("known", name="支书数", source="secretaries")
    build_element("stock", name="党员数")
    build_element("half", name="新发展数", nature="flow", frequency=2)
    build_element("yearly", name="总户数", frequency=1)
    build_element("county", name="培训期数", level=Level.COUNTY, nature="flow")
    build_element("gone", name="旧项", effective_until=date(2011, 12, 31))


def test_cells_are_counted_by_quarter_and_by_who_fills_them(form):
    county, village = sorted(ledger(DAY), key=lambda each: each.level)
    assert [(q.register, q.carried, q.typed) for q in village.quarters] == [
        (1, 1, 0),
        (1, 1, 1),
        (1, 1, 0),
        (1, 2, 1),
    ]
    assert [q.share for q in village.quarters] == ["100%", "67%", "100%", "75%"]
    assert [q.asked for q in county.quarters] == [1, 1, 1, 1]
    assert county.quarters[0].share == "0%"


def test_a_level_adds_up_its_forms(form):
    sums = {level: [burden.asked for burden in quarters] for level, quarters in by_level(ledger(DAY))}
    assert sums == {Level.VILLAGE: [2, 3, 2, 4], Level.COUNTY: [1, 1, 1, 1]}
    assert note(DAY) == "每个村级单位每期最多4项，其中75%自动带出；每个县区级单位每期最多1项，其中0%自动带出"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "党 员 数"}, "名称相同"),
        ({"name": "支书数"}, "名称相同"),
        ({"name": "成员", "definition": "年末正式党员、预备党员"}, "口径相同"),
        ({"name": "党员数", "level": "county"}, None),
        ({"name": "党员数", "effective_until": date(2010, 1, 1)}, None),
        ({"name": "新项"}, None),
    ],
)
def test_the_same_question_of_the_same_level_is_found(fields, why, form):
    Element.objects.filter(code="stock").update(
        definition="年末正式党员，预备党员", effective_from=date(2011, 1, 1)
    )
    build_element("again", **fields)
    found = duplicates(Element.objects.all())
    assert [(one.element.code, one.why) for one in found] == ([("again", why)] if why else [])


def test_what_a_register_comes_to_know_need_not_be_typed_any_more(form):
    build_element("again", name="党员数", source="cadres")
    assert [(one.element.code, one.other.code) for one in duplicates(Element.objects.all())] == [
        ("stock", "again")
    ]


def test_the_subject_before_a_colon_tells_equal_definitions_apart(db):
    for code, name in [("x", "堡垒工程：完成节点数"), ("y", "德政工程：完成节点数")]:
        build_element(code, name=name, definition="本期完成的节点数")
    assert duplicates(Element.objects.all()) == []


def test_the_catalogue_that_comes_along_asks_nothing_twice(db):
    call_command("load_catalogue", stdout=SimpleNamespace(write=lambda *args: None))
    assert Element.objects.count() > 50
    assert duplicates(Element.objects.in_force(DAY)) == []


def test_administrators_read_it_and_others_do_not(client, areas, form, users):
    client.force_login(users["administrator"])
    page = client.get(reverse("burden")).content.decode()
    assert "每一项只在全系统要求填报一次" in page
    client.force_login(users["reviewer"])
    assert client.get(reverse("burden")).status_code == 403


def test_an_empty_catalogue_says_so(client, users):
    client.force_login(users["administrator"])
    assert "指标目录是空的" in client.get(reverse("burden")).content.decode()


def test_adding_an_element_shows_the_burden_and_refuses_what_is_known(client, areas, form):
    keeper = build_user("keeper", areas["测试市"], "administrator", is_staff=True)
    client.force_login(keeper)
    page = reverse("admin:indicators_element_add")
    assert "每个村级单位每期最多4项" in client.get(page).content.decode()
    programme = Element.objects.first().programme_id
    fields = {"name": "党员数。", "programme": programme, "sort_order": 0, "level": "village", "unit": "人"}
    fields |= {"decimals": 0, "nature": "stock", "frequency": 4, "definition": "", "source": ""}
    refused = client.post(page, fields | {"code": "again"})
    assert "“党员数”已经回答了这一项（名称相同），请勿重复要求填报。" in refused.content.decode()
    assert not Element.objects.filter(code="again").exists()
    assert client.post(page, fields | {"code": "other", "name": "流动党员数"}).status_code == 302
