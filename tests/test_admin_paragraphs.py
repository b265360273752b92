"""Writing paragraphs in the admin: refused with the place of each fault, tried out, kept at the top only."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches.models import Role
from indicators.models import ParagraphTemplate, Programme, Section

from . import cast


def url(page, *args):
    return reverse(f"admin:indicators_paragraphtemplate_{page}", args=args)


@pytest.fixture
def catalogue(db):
    call_command("load_catalogue", verbosity=0)


@pytest.fixture
def administrator(client, areas, catalogue):
    client.force_login(cast.build_user("administrator", areas["测试市"], Role.ADMINISTRATOR, is_staff=True))


@pytest.fixture
def paragraph(catalogue):
    return ParagraphTemplate.objects.create(
        code="one", section=Section.PRACTICE, in_report=True, text="共{ds_secretary_rate.num|单位 名}。"
    )


def form(**changed):
    return {
        "code": "two",
        "in_report": "on",
        "section": "practice",
        "programme": "",
        "heading": "",
        "order": "0",
        "when": "",
        "text": "共{ds_secretary_rate.num}。",
        "active": "on",
        "note": "",
    } | changed


def test_a_right_paragraph_is_stored(client, administrator):
    programme = Programme.objects.get(code="lead_goose")
    answer = client.post(
        url("add"), form(programme=programme.pk, when="有 ds_secretary_rate.num", in_circular="on")
    )
    assert answer.status_code == 302
    row = ParagraphTemplate.objects.get()
    assert [kind.value for kind in row.kinds] == ["report", "circular"]
    assert row.history.get().history_user.username == "administrator"


def test_each_fault_stands_beside_its_field_with_its_place(client, administrator):
    text = "甲。\r\n截至目前，共{ds_secretary_rate.nums}，{ds_secretary_rate.num|百分点}。"
    html = client.post(url("add"), form(text=text, when="ds_secretary_rate.value > 七成"))
    fields = html.context["adminform"].form.errors
    assert fields["text"] == [
        "第2行第8字：“ds_secretary_rate”没有“nums”这一项，是不是 ds_secretary_rate.num",
        "第2行第55字：“百分点”只用于百分点之差，ds_secretary_rate.num 是数量",
    ]
    assert fields["when"] == ["第1行第27字：这里应为指标路径、数字或加引号的文字，却是“七”"]
    page = html.content.decode()
    assert "是不是 ds_secretary_rate.num" in page
    assert "{ds_secretary_rate.nums}" in page  # what was typed is still there
    assert not ParagraphTemplate.objects.exists()


def test_a_paragraph_of_no_kind_and_an_endless_one_are_refused(client, administrator):
    without = {name: value for name, value in form().items() if name != "in_report"}
    assert "至少选一种文稿" in client.post(url("add"), without).content.decode()
    endless = client.post(url("add"), form(text="甲" * 2001))
    assert list(endless.context["adminform"].form.errors) == ["text"]
    assert not ParagraphTemplate.objects.exists()


def test_an_edited_text_is_tried_out_on_example_figures(client, administrator, paragraph):
    page = client.get(url("change", paragraph.pk)).content.decode()
    assert "共889名。" in page
    client.post(url("change", paragraph.pk), form(text="<b>共</b>{ds_cadre_rate.value|以上}。"))
    page = client.get(url("change", paragraph.pk)).content.decode()
    assert "&lt;b&gt;共&lt;/b&gt;48%以上。" in page


def test_a_text_whose_indicator_is_gone_still_opens(client, administrator, paragraph):
    ParagraphTemplate.objects.update(text="共{gone.value}。甲{。", when="gone.value >")
    page = client.get(url("change", paragraph.pk)).content.decode()
    assert "暂不能成文" in page
    ParagraphTemplate.objects.update(text="共{gone.value}。", when="gone.value > 3")
    page = client.get(url("change", paragraph.pk)).content.decode()
    assert "没有可写的句子" in page
    assert "缺“gone.value”未写：共【gone.value】。" in page
    assert "写入条件不成立" in page


def test_the_form_lists_rules_paths_and_indicators(client, administrator):
    page = client.get(url("add")).content.decode()
    for piece in ("{路径}", "名单 数字", "tasks.tailoff", ".low_flagged", "ds_secretary_rate", "双强村支书占比"):
        assert piece in page


def test_a_county_looks_and_does_not_change(client, areas, paragraph):
    client.force_login(cast.build_user("county", areas["甲县"], Role.ADMINISTRATOR, is_staff=True))
    assert "共889名" in client.get(url("change", paragraph.pk)).content.decode()
    assert client.post(url("change", paragraph.pk), form()).status_code == 403
    assert client.get(url("add")).status_code == 403


def test_the_page_costs_the_same_however_many_paragraphs(
    client, administrator, paragraph, django_assert_max_num_queries
):
    ParagraphTemplate.objects.bulk_create(
        ParagraphTemplate(
            code=f"more-{number}", section="lead", in_report=True, text="甲。", programme=Programme.objects.first()
        )
        for number in range(20)
    )
    with django_assert_max_num_queries(10):
        client.get(url("changelist"))
