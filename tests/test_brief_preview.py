"""Asking for a document, seeing it on paper, taking the draft away, keeping it."""

from datetime import date
from io import BytesIO
from re import search

import docx
import pytest
from django.urls import reverse

from branches.models import AccessRecord, Receipt
from indicators.models import Brief, ParagraphTemplate, Period, Publication
from indicators.publishing import freeze

from . import cast, documents_cast
from .documents_cast import RATE

ASKED = {"kind": "research", "period": "2012Q1", "signed_on": "2012-07-01"}


@pytest.fixture
def city(areas):
    documents_cast.build_paragraphs()
    return documents_cast.build_city(areas)


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def get(client, route="brief-preview", **query):
    return client.get(reverse(route), ASKED | query)


def keep(client, preview, follow=False, **query):
    """Press 留存 on a preview."""
    token, digest = preview.context["token"], preview.context["digest"]
    address = reverse("brief-keep") + preview.context["choices_query"]
    return client.post(address, {"token": token, "digest": digest} | query, follow=follow)


def test_the_first_page_says_what_a_blank_stands_for(leader, city):
    text = leader.get(reverse("brief-new")).content.decode()
    for words in ("关于全市基层党建工作情况的调研报告", "中共测试市委组织部", "2012年第一季度", "随时更新的汇总"):
        assert words in text
    assert "register-error" not in text


def test_a_preview_shows_the_document_as_on_paper(leader, city):
    text = get(leader).content.decode()
    for words in (
        "关于全市基层党建工作情况的调研报告",
        "（一）领头雁",
        "中共测试市委组织部",
        "2012年7月1日",
        "数据来源表",
    ):
        assert words in text
    assert '占<span class="paper-figure"' in text


def test_a_figure_in_the_text_leads_to_its_ground(leader, city):
    text = get(leader).content.decode()
    figure = search(r'<span class="paper-figure"([^>]*)><span class="value">70%</span>', text)
    for data in (
        'data-area="990100000000"', 'data-period="2012Q1"', 'data-indicator="ds_secretary_rate"',
        'data-basis="approved"',
        'data-numerator="700"', 'data-denominator="1000"', 'data-value="70.0"',
    ):  # fmt: skip
        assert data in figure[1]


def test_a_cell_of_a_table_leads_to_its_ground_too(leader, city):
    text = get(leader).content.decode()
    cell = search(r"<td class=\"num\"([^>]*)>45.0%</td>", text)
    for data in (
        'data-area="990103000000"',
        'data-indicator="ds_secretary_rate"',
        'data-numerator="90"',
        'data-value="45.0"',
    ):
        assert data in cell[1]


def test_a_chart_has_its_table_and_no_script(leader, city):
    text = get(leader).content.decode()
    assert text.count('class="paper-chart"') == text.count("<summary>数据表</summary>") == 2
    assert "<polyline" in text


def test_what_could_not_be_written_stands_beside(leader, city):
    ParagraphTemplate.objects.create(
        code="empty", in_research=True, section="situation", text="占{empty_rate.value}。"
    )
    text = get(leader).content.decode()
    assert "占【无分母占比】。" in text
    assert "无分母占比：分母为零" in text


def test_typed_words_take_the_place_of_the_suggestions(leader, city):
    document = (
        get(leader, kind="report", title="关于试点的报告。", recipient="省委组织部", unit="市委")
        .context["paper"]
        .document
    )
    assert (document.title, document.recipient, document.unit) == ("关于试点的报告", "省委组织部", "市委")
    assert document.closing == "特此报告。"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"kind": "poem"}, "没有这种材料"),
        ({"kind": "report"}, "情况汇报须写明主送机关"),
        ({"publication": "7"}, "本期没有这一次发布"),
        ({"publication": "1' OR 1=1"}, "本期没有这一次发布"),
        ({"signed_on": "昨天"}, "日期应如"),
        ({"signed_on": "2012-03-30"}, "成文日期不能早于数据截止日2012-03-31"),
        ({"signed_on": "2013-01-01"}, "成文日期最多比今天晚一个月"),
        ({"title": "长" * 61}, "60"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_typed_is_lost(leader, city, query, words):
    answer = get(leader, **({"unit": "已填的署名"} | query))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert "已填的署名" in text


def test_junk_in_a_line_is_no_error(leader, city):
    document = get(leader, title="甲\x00\x07\u2028乙", unit="<b>丙").context["paper"].document
    assert document.title == "甲   乙"
    assert "&lt;b&gt;丙" in get(leader, unit="<b>丙").content.decode()


def test_a_wrong_period_or_basis_is_said(leader, city):
    for query in ({"period": "1999Q9"}, {"basis": "horses"}):
        answer = leader.get(reverse("brief-preview"), ASKED | query, follow=True)
        assert "已" in str(next(iter(answer.context["messages"])))
        assert answer.status_code == 200


def test_a_village_has_no_document_and_nobody_reaches_outside(client, users, city):
    client.force_login(users["clerk"])
    assert get(client).status_code == 200
    for route in ("brief-new", "brief-preview", "brief-draft-download"):
        assert get(client, route, area=city["一村"].code).status_code == 404
        assert get(client, route, area=city["西镇"].code).status_code == 404


def test_a_draft_is_a_word_file_and_leaves_a_record(leader, city):
    answer = get(leader, "brief-draft-download")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert "filename*=utf-8''%E5%85%B3%E4%BA%8E%E5%85%A8%E5%B8%82" in answer["Content-Disposition"]
    texts = [paragraph.text for paragraph in docx.Document(BytesIO(answer.getvalue())).paragraphs]
    assert any("共有双强村支书700名，占70%" in text for text in texts)
    record = AccessRecord.objects.get(action="export")
    assert (record.what, record.area.name, record.who.username) == (
        "草稿：关于全市基层党建工作情况的调研报告",
        "测试市",
        "leader",
    )


def test_a_file_name_has_nothing_that_a_file_system_refuses(leader, city):
    answer = get(leader, "brief-draft-download", title='关于"甲/乙"的报告')
    assert "%E7%94%B2_%E4%B9%99" in answer["Content-Disposition"]


def test_keeping_numbers_the_document_and_leads_to_it(leader, city):
    answer = keep(leader, get(leader), follow=True)
    brief = Brief.objects.get()
    assert (brief.number_text, brief.kind, brief.area.name) == ("〔2012〕1号", "research", "测试市")
    assert brief.facts[f"{RATE}.num"]["value"] == "700"
    assert brief.facts[f"{RATE}.num"]["text"] == "700名"
    assert brief.facts[f"{RATE}.num"]["source"]["denominator"] == "1000"
    text = answer.content.decode()
    assert "已留存为〔2012〕1号。" in text
    assert brief.sha256 in text


def test_pressed_twice_it_is_kept_once(leader, city):
    preview = get(leader)
    first, second = keep(leader, preview), keep(leader, preview)
    assert first.url == second.url
    assert (Brief.objects.count(), Receipt.objects.count()) == (1, 1)
    keep(leader, get(leader))
    assert [brief.number for brief in Brief.objects.order_by("number")] == [1, 2]


def test_each_area_and_year_counts_by_itself(leader, city):
    for query in ({}, {"area": city["甲县"].code}, {}):
        keep(leader, get(leader, **query))
    assert sorted(Brief.objects.values_list("area__name", "number")) == [("测试市", 1), ("测试市", 2), ("甲县", 1)]


def test_what_changed_after_the_preview_is_not_kept(leader, city):
    preview = get(leader)
    documents_cast.correct(city, "七村", ds_secretaries=100)
    answer = keep(leader, preview, follow=True)
    assert "预览以后数据、段落或所选内容有了变化，没有留存" in answer.content.decode()
    assert Brief.objects.count() == 0


def test_a_report_elsewhere_that_moves_no_figure_does_not_stand_in_the_way(leader, city):
    preview = get(leader)
    documents_cast.correct(city, "七村")
    keep(leader, preview)
    assert Brief.objects.count() == 1


@pytest.mark.parametrize("forged", [{"digest": ""}, {"digest": "0" * 64}, {"token": ""}])
def test_a_forged_form_keeps_nothing(leader, city, forged):
    assert keep(leader, get(leader), **forged).status_code == 302
    assert Brief.objects.count() == 0


def test_the_token_of_somebody_else_keeps_nothing(client, users, city):
    client.force_login(users["leader"])
    preview = get(client)
    Receipt.objects.create(token=preview.context["token"], who=users["clerk"], register="briefs", record="1")
    assert "没有重复留存" in keep(client, preview, follow=True).content.decode()
    assert Brief.objects.count() == 0


def test_a_forged_address_keeps_nothing(leader, city):
    for query in ("", "?period=horses", "?kind=poem&period=2012Q1"):
        assert leader.post(reverse("brief-keep") + query, {"token": "a", "digest": "b"}).status_code == 302
    assert leader.post(reverse("brief-keep") + "?area=000000000000", {"token": "a"}).status_code == 404
    assert Brief.objects.count() == 0


def test_a_clerk_writes_for_the_own_township_and_a_kiosk_for_nobody(client, users, city):
    client.force_login(users["clerk"])
    keep(client, get(client))
    assert Brief.objects.get().area.name == "东镇"
    client.force_login(cast.build_user("wall", city["测试市"], "kiosk"))
    for route in ("brief-list", "brief-new", "brief-preview"):
        assert get(client, route).status_code == 403
    assert client.post(reverse("brief-keep")).status_code == 403


def test_a_published_quarter_can_be_the_source(leader, city, users):
    period = Period.objects.get(code="2012Q1")
    Publication.objects.create(
        period=period, area=city["测试市"], number=1, who=users["leader"], frozen=freeze(city["测试市"], period)
    )
    documents_cast.correct(city, "七村", ds_secretaries=190)
    assert "第1次发布" in get(leader, "brief-new").content.decode()
    keep(leader, get(leader, publication="1", basis="reported"))
    brief = Brief.objects.get()
    assert (brief.publication.number, brief.basis, brief.facts[f"{RATE}.num"]["value"]) == (1, "approved", "700")


def test_without_paragraphs_there_are_still_tables(leader, city):
    ParagraphTemplate.objects.all().delete()
    assert get(leader).status_code == 200
    keep(leader, get(leader))
    assert Brief.objects.get().signed_on == date(2012, 7, 1)


def test_the_preview_takes_the_same_queries_for_ten_times_the_villages(leader, city, django_assert_num_queries):
    with django_assert_num_queries(16):
        get(leader)
    for number in range(20):
        area = cast.Area.objects.create(
            code=f"9901011003{number:02d}", name=f"新{number}村", level="village", parent=city["东镇"],
            path=f"000100010001{number + 10:04d}",
        )  # fmt: skip
        cast.build_report(area, Period.objects.get(code="2012Q1"), "approved", secretaries=1, ds_secretaries=0)
    documents_cast.rebuild(Period.objects.get(code="2012Q1"))
    with django_assert_num_queries(16):
        get(leader)
