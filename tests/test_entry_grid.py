"""The entry grid: what it shows a clerk, and what becomes of every cell that is saved."""

import json
from datetime import date

import pytest
from django.urls import reverse

from branches.models import Level, Role
from indicators import workflow
from indicators.models import Explanation, Programme, Report, Revision, Rule, Status
from indicators.typed import NOT_APPLICABLE

from .cast import build_element, build_report, build_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(areas):
    """党员数 (required), 双强 (at most 党员数), 收入 (two decimals, optional) and a register cell."""
    members = build_element("members", name="党员数", sort_order=1)
    build_element("strong", name="双强党员数", sort_order=2)
    build_element("income", name="收入", decimals=2, unit="万元", required=False, nature="flow", sort_order=3)
    build_element("villages", name="村数", unit="个", source="villages", sort_order=0)
    Rule.objects.create(
        code="strong_of_members", programme=members.programme, left="strong", comparison="<=", right="members"
    )
    return members.programme


@pytest.fixture
def reports(areas, period, form):
    """一村 filled in, 二村 with an error, 三村 untouched; 四村 belongs to 西镇."""
    return {
        "一村": build_report(areas["一村"], period, "draft", members=30, strong=10, villages=1),
        "二村": build_report(areas["二村"], period, "draft", members=20, strong=25, villages=1),
        "三村": build_report(areas["三村"], period, villages=1),
        "四村": build_report(areas["四村"], period, "draft", members=7, strong=1, villages=1),
    }


@pytest.fixture
def clerk(client, users):
    client.force_login(users["clerk"])
    return client


def url(areas, name="entry-grid", place="东镇"):
    return reverse(name, args=[areas[place].code, "2012Q1"])


def save(client, areas, cells, **more):
    """`cells` is {report: {code: (text, base)}}; the answer's JSON with its status."""
    reports = [
        {"id": report.pk, "cells": {code: {"text": text, "base": base} for code, (text, base) in those.items()}}
        for report, those in cells.items()
    ]
    return post(client, areas, {"reports": reports} | more)


def post(client, areas, body, place="东镇"):
    data = body if isinstance(body, str) else json.dumps(body)
    response = client.post(url(areas, "entry-save", place), data, content_type="application/json")
    return response.status_code, response.json()


def result(answer, report, code):
    [cells] = [one["cells"] for one in answer["reports"] if one["id"] == report.pk]
    return cells[code]


def row(answer, report):
    return next(one for one in answer["rows"] if one["id"] == report.pk)


# what is shown --------------------------------------------------------------------------
def test_the_grid_shows_the_villages_of_the_township_with_their_state(clerk, areas, reports):
    page = clerk.get(url(areas))
    shown = page.context["sheet"]
    assert [(r.report.area.name, *r.standing) for r in shown.rows] == [
        ("一村", "可提交", "good"),
        ("二村", "1 处错误", "bad"),
        ("三村", "未填报", ""),
    ]
    html = page.content.decode()
    assert "四村" not in html
    assert "二村：双强党员数 25人 不应大于 党员数 20人" in html
    assert f'href="?programme=test#c{reports["二村"].pk}-strong"' in html
    assert f'href="{reverse("village-list")}?area={areas["一村"].code}"' in html
    assert [text for text, _ in page.context["totals"]] == ["3", "50", "35", "—"]
    assert [(tab.name, tab.problems) for tab in shown.tabs] == [("测试", 1)]
    assert len(shown.ready) == 1


def test_missing_cells_are_one_note_a_village(clerk, areas, reports):
    Report.objects.filter(pk=reports["一村"].pk).update(values={"villages": 1})
    shown = clerk.get(url(areas)).context["sheet"]
    assert shown.rows[0].standing == ("缺 2 项", "")
    assert [note.text for note in shown.rows[0].notes] == ["还有 2 项未填：党员数、双强党员数"]
    assert shown.rows[2].notes == []  # an untouched village is not nagged about


def test_elements_that_are_not_asked_have_no_column(clerk, areas, reports):
    build_element("yearly", name="年末户数", frequency=1)
    html = clerk.get(url(areas)).content.decode()
    assert "年末户数" not in html


def test_each_programme_has_its_tab_and_the_townships_own_report_too(clerk, areas, period, reports):
    other = Programme.objects.create(code="other", name="素质工程", sort_order=5)
    build_element("trained", name="参训人数", programme=other)
    build_element("batches", name="办班期数", programme=other, level=Level.TOWNSHIP)
    own = build_report(areas["东镇"], period)
    shown = clerk.get(url(areas)).context["sheet"]
    assert [(tab.key, tab.name) for tab in shown.tabs] == [
        ("test", "测试"),
        ("other", "素质工程"),
        ("other.township", "本级 · 素质工程"),
    ]
    page = clerk.get(url(areas), {"programme": "other.township"})
    assert [r.report for r, _ in page.context["grid"]] == [own]
    assert "办班期数" in page.content.decode()
    assert clerk.get(url(areas), {"programme": "nothing"}).context["tab"].key == "test"


def test_a_reviewer_fills_in_the_report_of_the_county(client, areas, users, period, form):
    build_element("quota", name="名额", level=Level.COUNTY)
    own = build_report(areas["甲县"], period)
    client.force_login(users["reviewer"])
    page = client.get(url(areas, place="甲县"))
    assert [r.report for r, _ in page.context["grid"]] == [own]
    body = {"reports": [{"id": own.pk, "cells": {"quota": {"text": "5", "base": None}}}]}
    status, answer = post(client, areas, body, "甲县")
    assert (status, result(answer, own, "quota")["state"]) == (200, "saved")


def test_a_closed_period_shows_its_reason_and_takes_nothing(clerk, areas, reports, settings):
    settings.TODAY = date(2014, 1, 1)
    html = clerk.get(url(areas)).content.decode()
    assert "已于2013-04-05关闭" in html
    assert "提交审核" not in html
    assert "readonly" in html
    report = reports["一村"]
    _, answer = save(clerk, areas, {report: {"members": ("31", 30)}})
    assert result(answer, report, "members") == {
        "state": "refused",
        "message": "2012年第一季度已于2013-04-05关闭。",
    }
    assert not Revision.objects.exists()


def test_without_reports_the_page_says_what_to_do(clerk, areas, period):
    assert "没有要填的表" in clerk.get(url(areas)).content.decode()
    assert clerk.get(reverse("entry-grid", args=[areas["东镇"].code, "2031Q1"])).status_code == 404


def test_the_queries_do_not_grow_with_the_villages(clerk, areas, period, reports, django_assert_max_num_queries):
    clerk.get(url(areas))
    with django_assert_max_num_queries(22) as few:
        clerk.get(url(areas))
    from_three = len(few)
    template = areas["一村"]
    for number in range(4, 40):
        template.pk, template.village_id = None, None
        template.code, template.name = f"9901011003{number:02d}", f"村{number}"
        template.path = f"000100010001{number:04d}"
        template.save()
        build_report(template, period, "draft", members=number, strong=number + 1)
    with django_assert_max_num_queries(from_three):
        clerk.get(url(areas))


# what is saved --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("１２", 1200, "12"),
        ("1,234.5", 123450, "1234.5"),
        ("1.2万", 1200000, "12000"),
        (" 7 万元 ", 700, "7"),
        ("3，0００万元", 300000, "3000"),
        ("－", None, ""),
        ("", None, ""),
        ("0", 0, "0"),
        ("不适用", NOT_APPLICABLE, "不适用"),
    ],
)
def test_typed_forms_are_understood(clerk, areas, reports, text, value, shown):
    report = reports["一村"]
    status, answer = save(clerk, areas, {report: {"income": (text, None)}})
    assert status == 200
    assert result(answer, report, "income") == {"state": "saved", "value": value, "text": shown}
    assert Report.objects.get(pk=report.pk).cell("income") == value


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("members", "十二", "不是数字"),
        ("members", "-3", "负数"),
        ("members", "1.5", "应为整数"),
        ("members", "9" * 61, "内容过长"),
        ("villages", "2", "由台账提取"),
        ("nothing", "2", "没有“nothing”"),
    ],
)
def test_a_refused_cell_says_why_and_the_others_are_stored(clerk, areas, reports, code, text, said):
    report = reports["一村"]
    _, answer = save(clerk, areas, {report: {code: (text, 1), "strong": ("11", 10)}})
    assert result(answer, report, code)["state"] == "refused"
    assert said in result(answer, report, code)["message"]
    assert result(answer, report, "strong")["state"] == "saved"
    assert Report.objects.get(pk=report.pk).values == {"members": 30, "strong": 11, "villages": 1}


def test_the_answer_has_what_the_page_draws_again(clerk, areas, reports):
    report = reports["二村"]
    _, answer = save(clerk, areas, {report: {"members": ("19", 20)}})
    told = row(answer, report)
    assert told["marks"] == {"strong": "bad", "members": "bad"}
    assert "双强党员数 25人 不应大于 党员数 19人" in told["notes"]
    assert (told["ready"], "1 处错误" in told["state"]) == (False, True)
    _, answer = save(clerk, areas, {report: {"members": ("25", 19)}})
    told = row(answer, report)
    assert (told["marks"], told["notes"].strip(), told["ready"]) == ({}, "", True)


def test_a_first_cell_starts_an_untouched_report(clerk, areas, reports):
    report = reports["三村"]
    _, answer = save(clerk, areas, {report: {"members": ("9", None)}})
    assert "缺 1 项" in row(answer, report)["state"]
    assert Report.objects.get(pk=report.pk).status == Status.DRAFT


def test_a_conflict_shows_both_values_and_stores_the_other_cells(clerk, areas, reports, users):
    report, colleague = reports["一村"], build_user("colleague", areas["东镇"], Role.CLERK, display_name="同事")
    workflow.save_values(report, {"members": 33}, colleague)
    _, answer = save(clerk, areas, {report: {"members": ("31", 30), "strong": ("12", 10)}})
    clash = result(answer, report, "members")
    assert (clash["state"], clash["value"], clash["text"], clash["who"]) == ("conflict", 33, "33", "同事")
    assert clash["at"]
    assert result(answer, report, "strong")["state"] == "saved"
    assert Report.objects.get(pk=report.pk).values == {"members": 33, "strong": 12, "villages": 1}
    _, answer = save(clerk, areas, {report: {"members": ("31", 33)}})  # 用我的
    assert result(answer, report, "members")["state"] == "saved"


def test_sending_the_same_cell_twice_changes_nothing_twice(clerk, areas, reports):
    report = reports["一村"]
    for _ in range(2):
        _, answer = save(clerk, areas, {report: {"members": ("31", 30)}})
        assert result(answer, report, "members")["state"] == "saved"
    assert Revision.objects.count() == 1


def test_a_trial_tells_everything_and_stores_nothing(clerk, areas, reports):
    first, second = reports["一村"], reports["二村"]
    Report.objects.filter(pk=second.pk).update(status=Status.SUBMITTED)
    cells = {
        first: {"members": ("３１", 30), "strong": ("多", 10), "villages": ("1", 1)},
        second: {"members": ("1", 20)},
    }
    _, answer = save(clerk, areas, cells, trial=True, how="paste")
    assert result(answer, first, "members") == {"state": "fine", "value": 31, "text": "31"}
    assert result(answer, first, "strong")["state"] == "refused"
    assert "台账" in result(answer, first, "villages")["message"]
    assert "已上报" in result(answer, second, "members")["message"]
    assert not Revision.objects.exists()


def test_a_paste_is_stored_as_one_and_marked_as_pasted(clerk, areas, reports):
    cells = {
        reports["一村"]: {"members": ("31", 30)},
        reports["三村"]: {"members": ("8", None), "strong": ("1", None)},
    }
    save(clerk, areas, cells, how="paste")
    assert list(Revision.objects.values_list("how", flat=True)) == ["paste"] * 3


def test_one_report_that_cannot_be_changed_does_not_hold_up_the_others(clerk, areas, reports):
    first, second = reports["一村"], reports["二村"]
    Report.objects.filter(pk=second.pk).update(status=Status.APPROVED)
    _, answer = save(clerk, areas, {first: {"members": ("31", 30)}, second: {"members": ("21", 20)}})
    assert result(answer, first, "members")["state"] == "saved"
    assert "已审核" in result(answer, second, "members")["message"]


def test_a_report_of_another_township_is_not_found_and_nothing_is_stored(clerk, areas, reports):
    cells = {reports["一村"]: {"members": ("31", 30)}, reports["四村"]: {"members": ("8", 7)}}
    assert save(clerk, areas, cells)[0] == 404
    assert not Revision.objects.exists()
    forged = {"reports": [{"id": 10**9, "cells": {}}]}
    assert post(clerk, areas, forged)[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "[" * 5000,
        '{"reports": 5}',
        '{"reports": [{"id": "1", "cells": {}}]}',
        '{"reports": [{"id": true, "cells": {}}]}',
        '{"reports": [{"id": 1, "cells": {"a": "5"}}]}',
        '{"reports": [{"id": 1, "cells": {"a": {"text": 5, "base": null}}}]}',
        '{"reports": [{"id": 1, "cells": {"a": {"text": "5", "base": 1.5}}}]}',
        '{"reports": [{"id": 1, "cells": {"a": {"text": "5"}}}]}',
        '{"reports": [], "how": "correction"}',
        '{"reports": [], "trial": "yes"}',
        '{"reports": [{"id": 100000000000000000000, "cells": {}}]}',
    ],
)
def test_a_malformed_request_is_refused(clerk, areas, reports, body):
    status, answer = post(clerk, areas, body)
    assert status == 400
    assert "刷新页面" in answer["error"]


def test_a_huge_request_is_refused(clerk, areas, reports):
    cell = {"text": "1", "base": None}
    body = {"reports": [{"id": reports["一村"].pk, "cells": {f"a{n}": cell for n in range(5001)}}]}
    assert post(clerk, areas, body) == (400, {"error": "一次最多保存 5,000 格，请分几次粘贴。"})


# confirming, explaining, sending ---------------------------------------------------------
def test_no_change_confirms_what_was_carried_for_one_or_all(clerk, areas, reports):
    Report.objects.filter(pk__in=[reports["一村"].pk, reports["三村"].pk]).update(carried=["members"])
    assert "结转上期" in clerk.get(url(areas)).content.decode()
    clerk.post(url(areas, "entry-confirm"), {"report": reports["三村"].pk})
    first, _, third = Report.objects.filter(counted_in=areas["东镇"])
    assert (first.carried, third.carried, third.status) == (["members"], [], Status.DRAFT)
    clerk.post(url(areas, "entry-confirm"))
    assert Report.objects.get(pk=first.pk).carried == []
    page = clerk.post(url(areas, "entry-confirm"), follow=True)
    assert "没有待确认的结转数" in page.content.decode()
    assert not Revision.objects.exists()


def test_clean_villages_go_and_the_others_stay_with_their_findings(clerk, areas, reports):
    page = clerk.post(url(areas, "entry-submit"), {"programme": "test"}, follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert said == [
        "已提交 1 份报表，等待审核。",
        "二村还有问题，没有提交；问题列在“校验”里。",
        "另有 1 份报表未填。",
    ]
    assert list(Report.objects.order_by("area__path").values_list("status", flat=True)) == [
        "submitted",
        "draft",
        "empty",
        "draft",
    ]
    page = clerk.post(url(areas, "entry-submit"), follow=True)
    assert Report.objects.get(pk=reports["一村"].pk).version == 1
    assert "二村还有问题" in page.content.decode()


def test_own_reports_with_nothing_to_fill_in_go_along(clerk, areas, period, reports):
    build_element("leaders", level=Level.TOWNSHIP, frequency=1)
    own = build_report(areas["东镇"], period)
    clerk.post(url(areas, "entry-submit"))
    own.refresh_from_db()
    assert own.status == Status.SUBMITTED


def test_what_the_reviewer_has_not_opened_can_be_taken_back(clerk, areas, users, reports):
    report = reports["一村"]
    workflow.submit([report], users["clerk"])
    assert f'aria-label="撤回{report.area.name}的报表"' in clerk.get(url(areas)).content.decode()
    clerk.post(url(areas, "entry-withdraw"), {"report": report.pk})
    assert Report.objects.get(pk=report.pk).status == Status.DRAFT
    workflow.submit([report], users["clerk"])
    workflow.start_review([report], users["reviewer"])
    page = clerk.post(url(areas, "entry-withdraw"), {"report": report.pk}, follow=True)
    assert "审核已开始的不能撤回" in page.content.decode()
    assert "审核中" in page.content.decode()
    assert Report.objects.get(pk=report.pk).status == Status.SUBMITTED


def test_a_returned_report_says_why_and_where(clerk, areas, users, reports):
    report = reports["一村"]
    workflow.submit([report], users["clerk"])
    workflow.return_reports([report], users["reviewer"], "与台账不符", ["strong"])
    page = clerk.get(url(areas))
    note = page.context["sheet"].rows[0].notes[0]
    assert (note.label, note.text, note.focus) == ("退回", "与台账不符（双强党员数）", "strong")
    assert page.context["sheet"].rows[0].marks == {"strong": "marked"}
    assert "审核退回 1 份" in page.content.decode()


def test_a_returned_report_goes_again_when_it_was_touched_or_is_named(clerk, areas, users, reports):
    report = reports["一村"]
    workflow.submit([report], users["clerk"])
    workflow.return_reports([report], users["reviewer"], "请核实")
    page = clerk.post(url(areas, "entry-submit"), follow=True)
    assert "一村退回后还没有改动，没有提交。" in page.content.decode()
    row = page.context["sheet"].rows[0]
    assert (row.standing, row.ready) == (("已退回", "bad"), False)
    assert 'aria-label="一村按原数提交"' in page.content.decode()
    workflow.save_values(report, {"members": 29}, users["clerk"])
    row = clerk.get(url(areas)).context["sheet"].rows[0]
    assert (row.standing, row.ready) == (("可提交", "good"), True)
    workflow.submit([report], users["clerk"])
    workflow.return_reports([report], users["reviewer"], "再核实")
    clerk.post(url(areas, "entry-submit"), {"report": report.pk})
    assert Report.objects.get(pk=report.pk).status == Status.SUBMITTED


def test_a_doubt_is_answered_in_writing_and_then_no_longer_holds_back(clerk, areas, reports):
    report = reports["一村"]
    save(clerk, areas, {report: {"members": ("不适用", 30)}})
    note = clerk.get(url(areas)).context["sheet"].rows[0].notes[0]
    data = {"report": report.pk, "finding": note.finding, "text": " 全村整体搬迁 "}
    page = clerk.post(url(areas, "entry-explain"), data, follow=True)
    assert "说明：全村整体搬迁" in page.content.decode()
    assert page.context["sheet"].rows[0].ready
    for wrong, said in [
        ({"finding": "别的提醒"}, "不再成立"),
        ({"text": "  "}, "说明不能为空"),
        ({"text": "长" * 501}, "最多 500 字"),
        ({"report": reports["四村"].pk}, "不再成立"),
    ]:
        page = clerk.post(url(areas, "entry-explain"), data | wrong, follow=True)
        assert said in page.content.decode()
    assert Explanation.objects.count() == 1


def test_registers_are_taken_again_on_demand(clerk, areas, reports):
    Report.objects.filter(pk=reports["一村"].pk).update(values={"members": 30, "strong": 10})
    page = clerk.post(url(areas, "entry-registers"), follow=True)
    assert "1 份报表有变化" in page.content.decode()
    assert Report.objects.get(pk=reports["一村"].pk).values["villages"] == 1


def test_a_cell_opens_its_history(clerk, areas, reports, users):
    report = reports["一村"]
    workflow.save_values(report, {"members": 31}, users["clerk"])
    workflow.save_values(report, {"members": NOT_APPLICABLE}, users["clerk"])
    where = {"report": report.pk, "element": "members"}
    html = clerk.get(url(areas, "entry-cell-history"), where).content.decode()
    assert html.count("<tr>") == 3
    assert "<td>30</td><td>31</td><td>clerk</td><td>网页填报</td>" in html
    assert "<td>31</td><td>不适用</td>" in html
    assert clerk.get(url(areas, "entry-cell-history"), where | {"report": reports["四村"].pk}).status_code == 404
    assert clerk.get(url(areas, "entry-cell-history"), where | {"element": "x"}).status_code == 404


def test_a_form_with_a_forged_report_does_nothing(clerk, areas, reports):
    for name in ("entry-submit", "entry-confirm", "entry-withdraw"):
        clerk.post(url(areas, name), {"report": reports["四村"].pk})
        assert clerk.post(url(areas, name), {"report": "四村"}).status_code == 404
    assert Report.objects.get(pk=reports["四村"].pk).status == Status.DRAFT
