"""The paragraphs that a new site starts with, and the command that loads them."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.briefs.examples import example_facts
from indicators.briefs.known import known_paths
from indicators.briefs.language import applies, check, render
from indicators.briefs.paragraph_file import read_paragraphs
from indicators.models import DocumentKind, ParagraphTemplate, Programme, Section

pytestmark = pytest.mark.django_db
FILE = settings.BASE_DIR / "fixtures" / "briefs" / "paragraphs.toml"


@pytest.fixture
def catalogue():
    call_command("load_catalogue", verbosity=0)
    return known_paths()


def entries(known):
    return {
        entry.code: entry.values
        for entry in read_paragraphs(FILE, known, {row.code: row for row in Programme.objects.all()})
    }


def load(*args) -> str:
    out = StringIO()
    call_command("load_paragraphs", *args, stdout=out)
    return out.getvalue()


# the file itself ----------------------------------------------------------------
def test_every_paragraph_checks_and_reads_as_whole_sentences(catalogue):
    facts = example_facts(catalogue.values())
    for code, values in entries(catalogue).items():
        assert check(values["text"], values["when"], catalogue) == [], code
        rendered = render(values["text"], facts)
        assert rendered.dropped == (), code
        for odd in ("{", "[[", "None", "，，", "，。", "、。", "。。"):
            assert odd not in rendered.text, (code, rendered.text)
        assert rendered.text == "" or rendered.text[-1] in "。！？", code


def test_every_programme_is_spoken_of_and_every_kind_has_its_sections(catalogue):
    found = entries(catalogue)
    practised = {values["programme"] for values in found.values() if values["section"] == Section.PRACTICE}
    assert practised == set(Programme.objects.values_list("code", flat=True))
    sections = defaultdict(set)
    for values in found.values():
        for kind in values["for"]:
            sections[kind].add(values["section"])
    assert sections[DocumentKind.RESEARCH] == set(Section)
    assert sections[DocumentKind.REPORT] == set(Section)
    assert sections[DocumentKind.CIRCULAR] == set(Section) - {Section.PRACTICE}
    assert sections[DocumentKind.BULLETIN] >= {Section.LEAD, Section.SITUATION, Section.PRACTICE}


def test_the_figures_of_the_report_come_out_in_its_words(catalogue):
    facts, found = example_facts(catalogue.values()), entries(catalogue)
    geese = render(found["practice_lead_goose"]["text"], facts).text
    assert "双强村党组织书记889名，占村党组织书记总数的70%" in geese
    assert "双强村干部3283名，占村干部总数的48%以上" in geese
    assert "双强党员10662人，占农村党员总数的25%" in geese
    assert "100多名双强党员" in render(found["practice_lead_goose_ways"]["text"], facts).text
    assert "农村党员34119名，占农村党员总数的80%" in render(found["practice_dual"]["text"], facts).text
    hundreds = render(found["practice_three_hundred"]["text"], facts).text
    assert "村党组织书记100名、村主任100名、党员100名" in hundreds
    tiers = render(found["practice_quality"]["text"], facts).text
    assert "选送10名村党组织书记" in tiers
    assert "100名村干部到先进地区落地培训" in tiers
    assert "培训1000名农村党员" in tiers
    assert "举办6期，培训300多名乡镇干部" in tiers


def test_the_three_hundred_are_spoken_of_only_where_there_are_quotas(catalogue):
    facts = dict(example_facts(catalogue.values()))
    when = entries(catalogue)["practice_three_hundred"]["when"]
    assert applies(when, facts) is True
    facts["th_secretary.value"] = replace(facts["th_secretary.value"], value=None)
    assert applies(when, facts) is False


@pytest.mark.parametrize(
    ("cv", "words"), [("0.04", "总体差异不大"), ("0.07", "存在一定差异"), ("0.11", "发展不平衡")]
)
def test_uneven_is_said_where_the_threshold_says_so(catalogue, cv, words):
    facts = dict(example_facts(catalogue.values()))
    facts["ds_secretary_rate.cv"] = replace(facts["ds_secretary_rate.cv"], value=Decimal(cv))
    assert words in render(entries(catalogue)["problem_uneven_secretaries"]["text"], facts).text


def test_a_problem_that_the_figures_do_not_show_is_not_written(catalogue):
    facts = dict(example_facts(catalogue.values()))
    calm = {
        "tasks.done_rate": Decimal("95"),
        "tasks.overdue": Decimal(0),
        "tasks.stalled_rate": Decimal("5"),
    }
    for path, value in calm.items():
        facts[path] = replace(facts[path], value=value)
    assert applies(entries(catalogue)["problem_done"]["when"], facts) is False
    facts["tasks.done_rate"] = replace(facts["tasks.done_rate"], value=Decimal("94.9"))
    assert applies(entries(catalogue)["problem_done"]["when"], facts) is True


# the command --------------------------------------------------------------------
def test_loading_twice_changes_nothing(catalogue):
    number = len(entries(catalogue))
    assert f"新增{number}，更新0，未变0" in load()
    assert f"新增0，更新0，未变{number}" in load()
    first = ParagraphTemplate.objects.for_kind(DocumentKind.BULLETIN)[0]
    assert (first.section, first.kinds) == (Section.LEAD, [DocumentKind.BULLETIN])


def test_what_was_edited_here_stays_unless_asked(catalogue):
    load()
    row = ParagraphTemplate.objects.get(code="closing_report")
    row.text = "下一步另行报告。"
    row.save()
    assert "closing_report）已在本站改过，保留不动" in load()
    row.refresh_from_db()
    assert row.text == "下一步另行报告。"
    assert "更新1" in load("--amend")
    row.refresh_from_db()
    assert row.text.startswith("下一步，将针对")


def test_a_paragraph_of_ones_own_stays(catalogue):
    ParagraphTemplate.objects.create(code="own", section=Section.LEAD, in_report=True, text="自己写的。")
    assert "own）不在文件中，保留不动" in load()


def test_wrong_paragraphs_are_all_named_and_none_is_loaded(catalogue, tmp_path):
    file = tmp_path / "paragraphs.toml"
    file.write_text(
        '[[paragraph]]\ncode = "a"\nfor = ["report"]\nsection = "lead"\ntext = "共{ds_secretary_rate.nun}。"\n'
        '[[paragraph]]\ncode = "a"\nfor = []\nsection = "lead"\nprogramme = "nothing"\ntext = "甲。"\n'
        'when = "有"\n',
        encoding="utf-8",
    )
    with pytest.raises(CommandError) as error:
        load("--file", str(file))
    told = str(error.value)
    assert "第1个[[paragraph]]（a）：text 第1行第3字：“ds_secretary_rate”没有“nun”这一项，是不是" in told
    assert "for 至少写一种文稿" in told
    assert "没有“nothing”这个工程与主题" in told
    assert "when 第1行第2字" in told
    assert "代码 a 重复" in told
    assert not ParagraphTemplate.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff", b"[[paragraph]", b"other = 1", b"paragraph = 1"])
def test_a_file_that_cannot_be_read_is_refused(catalogue, tmp_path, content):
    file = tmp_path / "paragraphs.toml"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="未读入任何内容"):
        load("--file", str(file))


# the paths ----------------------------------------------------------------------
def test_paths_follow_the_catalogue_with_two_queries(catalogue, django_assert_num_queries):
    with django_assert_num_queries(2):
        known = known_paths()
    assert known["ds_secretary_rate.value"].kind == "percent"
    assert (known["ds_secretary_rate.num"].kind, known["ds_secretary_rate.num"].unit) == ("count", "人")
    assert known["ds_secretary_rate.year_change"].kind == "points"
    assert (known["ds_promoted.value"].kind, known["ds_promoted.value"].unit) == ("count", "人")
    assert "ds_promoted.den" not in known
    led = known["ds_households_led.value"], known["ds_households_led.num"], known["ds_households_led.den"]
    assert [(one.kind, one.unit) for one in led] == [("amount", "户/人"), ("count", "户"), ("count", "人")]
    income = known["income_per_village.num"], known["income_per_village.den"]
    assert [(one.kind, one.unit) for one in income] == [("amount", "万元"), ("count", "村")]
    assert known["ds_secretary_rate.low_flagged"].of == "percent"
