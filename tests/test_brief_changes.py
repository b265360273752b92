"""A kept document stays as it is; the page of changes says which of its figures read otherwise today."""

from decimal import Decimal
from hashlib import sha256

import pytest
from django.urls import reverse

from branches.models import AccessRecord, AppendOnlyError
from indicators.briefs import storing
from indicators.briefs.changes import quoting
from indicators.briefs.comparing import difference_of, moved
from indicators.briefs.facts import Fact, Kind, Known
from indicators.briefs.keeping import document_of, file_of
from indicators.briefs.subjects import subject_of
from indicators.models import Brief, Indicator, ParagraphTemplate, Period, Publication
from indicators.publishing import freeze

from . import cast, documents_cast
from .documents_cast import RATE
from .test_brief_preview import get, keep


@pytest.fixture
def city(areas):
    documents_cast.build_paragraphs()
    return documents_cast.build_city(areas)


@pytest.fixture
def leader(client, users):
    client.force_login(users["leader"])
    return client


def kept(client, **query) -> Brief:
    keep(client, get(client, **query))
    return Brief.objects.latest("pk")


def publish(city, who, number=1):
    period = Period.objects.get(code="2012Q1")
    return Publication.objects.create(
        period=period,
        area=city["测试市"],
        number=number,
        who=who,
        why="" if number == 1 else "七村更正",
        frozen=freeze(city["测试市"], period),
    )


def changes(client, brief):
    """{path: (old, new, difference)} as the page shows them."""
    answer = client.get(reverse("brief-changes", args=[brief.pk]))
    assert answer.status_code == 200
    return {one.path: (one.old, one.new, one.difference) for one in answer.context["changes"]}


# kept for ever ---------------------------------------------------------------
def test_the_file_is_made_again_byte_for_byte(leader, city):
    brief = kept(leader)
    documents_cast.correct(city, "七村", ds_secretaries=190)
    ParagraphTemplate.objects.all().delete()
    again = Brief.objects.get()
    assert sha256(file_of(again)).hexdigest() == brief.sha256
    assert leader.get(reverse("brief-download", args=[brief.pk])).getvalue() == file_of(brief)
    assert storing.document_to_plain(document_of(again)) == brief.document


def test_a_kept_document_cannot_be_changed_or_deleted(leader, city):
    brief = kept(leader)
    with pytest.raises(AppendOnlyError):
        brief.save()
    with pytest.raises(AppendOnlyError):
        Brief.objects.filter(pk=brief.pk).delete()


def test_the_page_shows_what_was_kept(leader, city):
    brief = kept(leader)
    ParagraphTemplate.objects.all().delete()
    text = leader.get(reverse("brief-page", args=[brief.pk])).content.decode()
    for words in ("〔2012〕1号", 'data-numerator="700"', "数据来源表", brief.sha256):
        assert words in text
    assert "数据有更新" not in text


def test_a_download_leaves_a_record(leader, city):
    brief = kept(leader, area=city["甲县"].code)
    answer = leader.get(reverse("brief-download", args=[brief.pk]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    record = AccessRecord.objects.get(action="export")
    assert (record.what, record.area) == ("〔2012〕1号关于全县基层党建工作情况的调研报告", city["甲县"])


# what has changed ------------------------------------------------------------
def test_nothing_has_changed(leader, city):
    brief = kept(leader)
    documents_cast.correct(city, "七村", nobody=5)  # no figure of the document
    assert changes(leader, brief) == {}
    assert "没有变化" in leader.get(reverse("brief-changes", args=[brief.pk])).content.decode()


def test_a_corrected_figure_is_listed_with_its_difference(leader, city):
    """丙区 90 becomes 110 of 200, 55%; the city 720 of 1000, 72%."""
    brief = kept(leader)
    documents_cast.correct(city, "七村", ds_secretaries=110)
    assert changes(leader, brief) == {
        f"{RATE}.num": ("700名", "720名", "增加20名"),
        f"{RATE}.value": ("70%", "72%", "提高2个百分点"),
        f"{RATE}.year_change": ("6个百分点", "8个百分点", "提高2个百分点"),
        f"{RATE}.worst": ("丙区（45%）", "丙区（55%）", "丙区提高10个百分点"),
        f"{RATE}.gap": ("35个百分点", "25个百分点", "下降10个百分点"),
        f"{RATE}.children": (
            "甲县（80%）、乙区（70%）和丙区（45%）",
            "甲县（80%）、乙区（70%）和丙区（55%）",
            "丙区提高10个百分点",
        ),
    }
    text = leader.get(reverse("brief-changes", args=[brief.pk])).content.decode()
    assert reverse("figure-explain", args=[RATE]) in text
    assert "只在附表中" in text


def test_a_figure_in_a_table_alone_is_listed_too(leader, city):
    brief = kept(leader)
    documents_cast.correct(city, "一村", promoted=4)
    found = changes(leader, brief)
    assert found["ds_promoted.value"] == ("10人", "11人", "增加1人")
    assert set(found) == {"ds_promoted.value", "ds_promoted.children"}


def test_a_figure_that_is_gone_says_why(leader, city):
    brief = kept(leader)
    for name in documents_cast.VILLAGES:
        documents_cast.correct(city, name, secretaries=0, ds_secretaries=0)
    answer = leader.get(reverse("brief-changes", args=[brief.pk]))
    found = {one.path: one for one in answer.context["changes"]}
    assert (found[f"{RATE}.value"].state, found[f"{RATE}.value"].why) == ("gone", "分母为零")
    assert "已经没有" in answer.content.decode()


def test_a_new_definition_is_said_even_where_the_number_stays(leader, city):
    brief = kept(leader)
    Indicator.objects.filter(code=RATE).update(effective_from="2010-01-01")
    found = {
        one.path: one.state for one in leader.get(reverse("brief-changes", args=[brief.pk])).context["changes"]
    }
    assert found[f"{RATE}.value"] == "redefined"
    assert "ds_promoted.value" not in found


def test_a_document_from_a_publication_keeps_its_figures_until_the_next_one(leader, city, users):
    publish(city, users["leader"])
    brief = kept(leader, publication="1")
    documents_cast.correct(city, "七村", ds_secretaries=110)
    assert changes(leader, brief) == {}
    publish(city, users["leader"], 2)
    assert changes(leader, brief)[f"{RATE}.value"] == ("70%", "72%", "提高2个百分点")
    text = leader.get(reverse("brief-changes", args=[brief.pk])).content.decode()
    assert "成文用第1次发布，现在是第2次：七村更正" in text


# the list --------------------------------------------------------------------
def rows(client, **query):
    answer = client.get(reverse("brief-list"), query)
    return [(brief.number_text, brief.area.name, changed) for brief, changed in answer.context["rows"]]


def test_the_list_marks_what_has_changed_and_nothing_else(leader, city):
    kept(leader)
    kept(leader, area=city["甲县"].code)
    assert rows(leader) == [("〔2012〕1号", "甲县", 0), ("〔2012〕1号", "测试市", 0)]
    documents_cast.correct(city, "七村", ds_secretaries=110)
    assert rows(leader) == [("〔2012〕1号", "甲县", 0), ("〔2012〕1号", "测试市", 6)]
    assert "6个已变化" in leader.get(reverse("brief-list")).content.decode()


def test_the_list_marks_a_document_whose_publication_was_followed(leader, city, users):
    publish(city, users["leader"])
    kept(leader, publication="1")
    documents_cast.correct(city, "七村", ds_secretaries=110)
    assert rows(leader)[0][2] == 0
    publish(city, users["leader"], 2)
    assert rows(leader)[0][2] == 6


def test_the_list_can_be_narrowed(leader, city):
    kept(leader)
    kept(leader, kind="bulletin", area=city["甲县"].code)
    assert len(rows(leader, kind="bulletin")) == len(rows(leader, area=city["甲县"].code)) == 1
    assert rows(leader, period="2011Q4") == []
    assert "没有符合条件的材料" in leader.get(reverse("brief-list"), {"period": "2011Q4"}).content.decode()
    answer = leader.get(reverse("brief-list"), {"kind": "poem", "period": "\x00", "page": "x"})
    assert len(answer.context["rows"]) == 2
    assert "没有“poem”这个选项，已显示全部。" in answer.content.decode()


def test_an_empty_list_says_what_to_do(leader, city):
    assert "还没有留存材料" in leader.get(reverse("brief-list")).content.decode()


def test_nobody_sees_documents_from_outside(client, users, city):
    client.force_login(users["leader"])
    brief = kept(client)
    client.force_login(users["clerk"])
    assert rows(client) == []
    for route in ("brief-page", "brief-download", "brief-changes"):
        assert client.get(reverse(route, args=[brief.pk])).status_code == 404
        assert client.get(reverse(route, args=[2**63])).status_code == 404
    assert client.get(reverse("brief-list"), {"area": city["测试市"].code}).status_code == 404
    client.force_login(cast.build_user("township", city["东镇"], "leader"))
    assert client.get(reverse("brief-list")).status_code == 200


def test_the_list_takes_the_same_queries_for_many_documents(leader, city, django_assert_num_queries):
    kept(leader)
    with django_assert_num_queries(7):
        rows(leader)
    for kind in ("report", "bulletin", "circular", "research"):
        kept(leader, kind=kind, recipient="上级")
    with django_assert_num_queries(7):
        rows(leader)
    documents_cast.correct(city, "七村", ds_secretaries=110)
    with django_assert_num_queries(15):  # five documents on one ground are held against it together
        assert {changed for *_, changed in rows(leader)} == {6}


# who quotes a number ---------------------------------------------------------
def test_a_correction_knows_which_documents_quote_the_number(leader, city, django_assert_num_queries):
    whole, county = kept(leader), kept(leader, area=city["甲县"].code)
    period = Period.objects.get(code="2012Q1")
    with django_assert_num_queries(1):
        assert quoting(city["七村"], period, ["ds_secretaries"]) == [whole]
    assert quoting(city["一村"], period, ["ds_secretaries"]) == [county, whole]
    assert quoting(city["一村"], period, ["nobody"]) == []
    assert quoting(city["一村"], Period.objects.get(code="2011Q4"), ["ds_secretaries"]) == []


# in plain values ---------------------------------------------------------------
def fact(kind, value, unit="", of=None):
    return Fact(Known("a.b", kind, "数", unit, of), value)


@pytest.mark.parametrize(
    ("kind", "unit", "old", "new", "words"),
    [
        (Kind.PERCENT, "", "70", "68.2", "下降1.8个百分点"),
        (Kind.COUNT, "名", "889", "886", "减少3名"),
        (Kind.AMOUNT, "万元", "4.25", "5", "增加0.75万元"),
        (Kind.RANK, "", "2", "3", "后移1位"),
        (Kind.RANK, "", "5", "1", "前移4位"),
        (Kind.INDEX, "", "0.07", "0.10", "上升0.03"),
        (Kind.DAYS, "", "12", "10", "减少2天"),
        (Kind.TEXT, "", "甲", "乙", ""),
    ],
)
def test_differences_in_words(kind, unit, old, new, words):
    old, new = (each if kind is Kind.TEXT else Decimal(each) for each in (old, new))
    subjects = (subject_of("a.b", {"a.b": fact(kind, value, unit)}) for value in (old, new))
    assert difference_of(*subjects) == words


def test_lists_say_who_came_and_who_went():
    before, now = fact(Kind.NAMES, ("甲县", "乙区")), fact(Kind.NAMES, ("乙区", "丙区"))
    [one] = moved({"a.b": before}, {"a.b": now}, {})
    assert one.difference == "增加丙区；不再有甲县"


def test_what_rounds_to_the_same_words_has_not_moved():
    before, now = fact(Kind.PERCENT, Decimal("70.01")), fact(Kind.PERCENT, Decimal("69.98"))
    assert moved({"a.b": before}, {"a.b": now}, {}) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.PERCENT, Decimal("70.125")),
        (Kind.TEXT, "全市"),
        (Kind.NAMES, ("甲县", "乙区")),
        (Kind.PLACES, (("甲县", Decimal("80.5")),)),
        (Kind.DATE, documents_cast.cast.DAY),
    ],
)
def test_facts_come_back_as_they_were_stored(kind, value):
    one = fact(kind, value, "名", Kind.PERCENT if kind is Kind.PLACES else None)
    assert storing.fact_from_plain("a.b", storing.fact_to_plain(one)) == one
