"""A form that comes back: every change and every mistake by its place, then all or nothing, once."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branches.models import Role
from branches.sheets.cells import code_text, letters
from indicators import workflow
from indicators.models import Element, How, Report, Revision, Rule, Status, Upload
from indicators.typed import NOT_APPLICABLE

from .cast import build_period, build_user
from .sheets_cast import OWN, SHEET, build_form, download, edited, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast_form(areas):
    return build_form(areas)


@pytest.fixture
def period(cast_form):
    return cast_form[0]


@pytest.fixture
def reports(cast_form):
    return cast_form[1]


@pytest.fixture
def blank(areas, period, reports):
    """The form of 东镇 as downloaded."""
    return download(areas["东镇"], period)


@pytest.fixture
def send(client, users, areas, period):
    """Posts a file as the clerk; answers the upload, or the sentence that refused it."""

    def post(data, name="东镇.xlsx", area="东镇", user="clerk"):
        client.force_login(users[user])
        address = reverse("entry-upload", args=[areas[area].code, period.code])
        response = client.post(address, {"file": SimpleUploadedFile(name, data)})
        if response.status_code == 302:
            return Upload.objects.latest("pk")
        return response.context["wrong"]

    return post


@pytest.fixture
def confirm(client, areas, period):
    def post(upload, **data):
        address = reverse("entry-upload-apply", args=[upload.area.code, period.code, upload.pk])
        response = client.post(address, data, follow=True)
        upload.refresh_from_db()
        return [str(message) for message in response.context["messages"]]

    return post


def values(report):
    return Report.objects.get(pk=report.pk).values


# whole files --------------------------------------------------------------------------
def test_an_untouched_form_changes_nothing(send, blank):
    upload = send(blank)
    assert (upload.changes, upload.conflicts, upload.errors) == ([], [], [])
    assert upload.notes == ["还有2格必填项是空白，上报前须填齐。"]  # 三村 members, 东镇 halls


def test_a_form_of_another_township_is_refused(send, areas, period, reports):
    assert send(download(areas["西镇"], period)) == "这是西镇的报表，不能导入东镇。"


def test_a_form_of_another_period_is_refused(send, areas, blank, period):
    later = build_period("2012Q1")
    Report.objects.filter(area=areas["一村"]).update(period=later)
    data = download(areas["东镇"], later)
    assert send(data) == "这是2012年第一季度的报表，不能导入2012年第二季度。"


def test_a_form_of_an_older_layout_or_catalogue_is_refused(send, blank):
    assert "旧版式" in send(edited(blank, {"B1": "0"}, sheet="_form"))
    Element.objects.filter(code="members").update(name="党员数")
    assert "指标项有变化" in send(blank)


def test_a_file_that_never_came_from_here_is_refused(send, blank):
    assert "不是从本系统下载的报表" in send(edited(blank, {"A1": "x"}, sheet="_form"))
    assert "不是表格文件" in send(b"MZ" + b"\0" * 99, name="东镇.xlsx")


def test_a_hidden_sheet_that_was_played_with_does_no_harm(send, blank):
    upload = send(edited(blank, {"C4": "9" * 5000, "D4": "²", "A5": "base", "B5": None}, sheet="_form"))
    assert upload.errors == []


def test_no_file_is_no_upload(client, users, areas, period):
    client.force_login(users["clerk"])
    response = client.post(reverse("entry-upload", args=[areas["东镇"].code, period.code]))
    assert response.status_code == 422
    assert "请先选择" in response.content.decode()


def test_a_missing_sheet_is_an_error(send, blank):
    book = opened(blank)
    del book[OWN]
    assert send(saved(book)).errors == ["缺少工作表“乡镇本级”（不能删除或改名）。"]


def saved(book) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"E4": "收入"}, "第4行E列：表头应为“集体收入”，现为“收入”"),
        ({"D7": "income", "E7": "members"}, "第4行D列：表头应为“党员总数”"),
        ({"H7": "extra"}, "多出了列（extra）"),
    ],
)
def test_a_changed_heading_is_refused_by_its_place(send, blank, cells, words):
    [error] = send(edited(blank, cells)).errors
    assert words in error


# rows -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"A8": "990102200201"}, "“东镇”第8行A列：本表没有代码为990102200201的单位。"),
        ({"A8": 12345678901234567}, "第8行A列：本表没有代码为12345678901234"),
        ({"A9": "990101100201", "B9": "一村"}, "“东镇”第9行A列：一村重复，第8行已有。"),
        ({"B8": "二村"}, "“东镇”第8行B列：代码990101100201是一村，单位一栏却是“二村”，可能排序时错了行。"),
        ({"A8": None}, "“东镇”第8行有数但没有区划代码，不知是哪个单位。"),
    ],
)
def test_a_row_that_is_not_its_village_is_an_error(send, blank, cells, words):
    assert any(words in error for error in send(edited(blank, cells)).errors)


def test_rows_may_stand_in_another_order(send, blank, reports):
    swap = {"A8": "990101100202", "B8": "二村", "D8": 31, "E8": None, "F8": 4}
    swap |= {"A9": "990101100201", "B9": "一村", "D9": 41, "E9": 12.5, "F9": 5}
    upload = send(edited(blank, swap))
    assert upload.errors == []
    assert [(c["report"], c["new"], c["cell"]) for c in upload.changes] == [(reports["一村"].pk, 41, "D9")]


def test_a_code_that_became_a_number_is_still_the_code(send, blank):
    assert send(edited(blank, {"A8": 990101100201, "D8": 41})).errors == []
    assert code_text(10101100201.0) == "010101100201"


def test_a_missing_row_is_left_alone_and_said(send, blank):
    upload = send(edited(blank, dict.fromkeys(["A10", "B10", "C10", "D10", "E10", "F10"])))
    assert upload.errors == []
    assert "“东镇”中没有三村等1个单位的行，不作改动。" in upload.notes


# cells ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (12.5, 1250),
        ("１，２３４．５", 123450),
        ("0.1万", 100000),
        (0, 0),
        (" 3.20 ", 320),
        ("不适用", NOT_APPLICABLE),
    ],
)
def test_what_people_type_is_understood(send, blank, typed, stored):
    [change] = send(edited(blank, {"E10": typed})).changes
    assert (change["old"], change["new"], change["cell"]) == (None, stored, "E10")


def test_arithmetic_of_the_spreadsheet_leaves_no_dust(send, blank):
    [change] = send(edited(blank, {"E10": 0.1 + 0.2})).changes
    assert change["new"] == 30


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (-1, "“-1”是负数"),
        (3.5, "应为整数"),
        ("很多", "“很多”不是数字"),
        (True, "是逻辑值"),
        ("=1/0", "公式出错或没有结果"),
        (1e15, "过大"),
    ],
)
def test_a_cell_that_is_no_number_is_an_error_by_its_place(send, blank, typed, words):
    [error] = send(edited(blank, {"D8": typed})).errors
    assert error.startswith("“东镇”第8行D列（一村 党员总数）：")
    assert words in error


def test_a_blank_never_takes_a_required_value_away(send, blank):
    [error] = send(edited(blank, {"D8": None})).errors
    assert error == ("“东镇”第8行D列（一村 党员总数）：为必填项，原为40人，表中成了空白；没有此项的请填“不适用”。")


def test_a_blank_takes_an_optional_value_away(send, blank):
    [change] = send(edited(blank, {"E8": None})).changes
    assert (change["old"], change["new"]) == (1250, None)


def test_registers_and_cells_not_asked_cannot_be_changed(send, blank):
    errors = send(edited(blank, {"F8": 7, "G8": 1})).errors
    assert errors == [
        "“东镇”第8行F列（一村 村干部数）：由台账提取（5人），不能在表中改为7人，请到台账登记。",
        "“东镇”第8行G列（一村 年末数）：为年报，本期不填。",
    ]


def test_a_register_that_moved_on_is_not_the_clerks_mistake(send, blank, reports):
    reports["一村"].values |= {"cadres": 6}
    reports["一村"].save()
    upload = send(blank)
    assert (upload.errors, upload.changes) == ([], [])


def test_a_report_handed_in_meanwhile_is_not_changed(send, blank, reports):
    Report.objects.filter(pk=reports["一村"].pk).update(status=Status.SUBMITTED)
    [error] = send(edited(blank, {"D8": 41})).errors
    assert error == "“东镇”第8行D列（一村 党员总数）：报表为“已上报”，不能填报。"


def test_a_closed_period_takes_no_file(send, blank, settings, period):
    settings.TODAY = period.closes_on + timedelta(days=1)
    assert send(edited(blank, {"D8": 41})).errors == [f"2012年第二季度已于{period.closes_on}关闭。"]


def test_a_county_cannot_fill_in_for_its_townships(send, areas, period, reports):
    data = edited(download(areas["甲县"], period), {"D8": 41})
    upload = send(data, area="甲县", user="reviewer")
    assert upload.errors == ["您的账号不填报一村，表中却改了它的数。"]


def test_every_mistake_is_listed_at_once(send, blank):
    assert len(send(edited(blank, {"D8": "甲", "D9": "乙", "E8": "丙", "B10": "丁"})).errors) == 4


# somebody else ----------------------------------------------------------------------
def test_what_others_changed_and_the_file_did_not_stays(send, blank, reports, users, confirm):
    workflow.save_values(reports["一村"], {"members": 44}, users["clerk"])
    upload = send(edited(blank, {"E8": 13}))
    assert "“东镇”第8行D列（一村 党员总数）：表中未改，他人已改为44人，保持现值。" in upload.notes
    confirm(upload)
    assert values(reports["一村"]) == {"members": 44, "income": 1300, "cadres": 5}


def test_a_conflict_shows_three_values_and_waits_for_a_decision(client, send, blank, reports, users, confirm):
    workflow.save_values(reports["一村"], {"members": 44}, users["clerk"])
    upload = send(edited(blank, {"D8": 41, "D9": 32}))
    [conflict] = upload.conflicts
    assert (conflict["base"], conflict["old"], conflict["new"]) == (40, 44, 41)
    text = client.get(reverse("entry-upload-preview", args=["990101100000", "2012Q2", upload.pk])).content.decode()
    assert all(shown in text for shown in ("40人", "44人", "41人"))
    assert confirm(upload) == ["有他人改过的格，请先选定以哪个数为准。"]
    assert values(reports["二村"])["members"] == 31
    confirm(upload, conflicts="keep")
    assert (values(reports["一村"])["members"], values(reports["二村"])["members"]) == (44, 32)


def test_a_conflict_may_be_decided_for_the_file(send, blank, reports, users, confirm):
    workflow.save_values(reports["一村"], {"members": 44}, users["clerk"])
    confirm(send(edited(blank, {"D8": 41})), conflicts="overwrite")
    assert values(reports["一村"])["members"] == 41


def test_a_change_between_preview_and_confirmation_stops_everything(send, blank, reports, users, confirm):
    upload = send(edited(blank, {"D8": 41, "D9": 32}))
    workflow.save_values(reports["一村"], {"members": 44}, users["clerk"])
    [message] = confirm(upload)
    assert "他人又改了一村等1个单位的数，未导入任何内容" in message
    assert values(reports["二村"])["members"] == 31
    assert upload.applied_at is None


# applying ---------------------------------------------------------------------------
def test_confirming_stores_every_change_with_its_trace(send, blank, reports, users, confirm):
    upload = send(edited(blank, {"D8": 41, "D10": 20, "E10": 1.5}))
    assert values(reports["一村"])["members"] == 40  # the preview stores nothing
    assert confirm(upload) == ["已从“东镇.xlsx”导入3格数据，可在填报页继续核对、上报。"]
    traces = Revision.objects.order_by("report__area__path", "element__sort_order", "element__code")
    assert {(t.report.area.name, t.element.code, t.old, t.new, t.how, t.who) for t in traces} == {
        ("一村", "members", 40, 41, How.EXCEL, users["clerk"]),
        ("三村", "members", None, 20, How.EXCEL, users["clerk"]),
        ("三村", "income", None, 150, How.EXCEL, users["clerk"]),
    }
    assert Report.objects.get(pk=reports["三村"].pk).status == Status.DRAFT


def test_an_own_report_of_the_township_comes_with_the_same_file(send, blank, reports, confirm):
    confirm(send(edited(blank, {"D8": 3}, sheet=OWN)))
    assert values(reports["东镇"]) == {"halls": 3}


def test_a_changed_carried_value_is_carried_no_longer(send, blank, reports, confirm):
    confirm(send(edited(blank, {"D9": 33})))
    assert Report.objects.get(pk=reports["二村"].pk).carried == []


def test_an_untouched_carried_value_stays_carried(send, blank, reports, confirm):
    confirm(send(edited(blank, {"E9": 3})))
    assert Report.objects.get(pk=reports["二村"].pk).carried == ["members"]


def test_an_upload_is_applied_once(send, blank, confirm):
    upload = send(edited(blank, {"D8": 41}))
    confirm(upload)
    [message] = confirm(upload)
    assert "不会重复导入" in message
    assert Revision.objects.count() == 1


def test_an_upload_with_errors_cannot_be_applied(send, blank, reports, confirm):
    assert confirm(send(edited(blank, {"D8": 41, "D9": "x"}))) == ["这份表有错误，改正后请重新上传。"]
    assert values(reports["一村"])["members"] == 40


def test_a_preview_grows_too_old(send, blank, reports, confirm):
    upload = send(edited(blank, {"D8": 41}))
    Upload.objects.update(at=upload.at - timedelta(hours=25))
    assert confirm(upload) == ["预览已超过24小时，请重新上传。"]
    assert values(reports["一村"])["members"] == 40


def test_the_period_may_close_before_the_confirmation(send, blank, reports, confirm, settings, period):
    upload = send(edited(blank, {"D8": 41}))
    settings.TODAY = period.closes_on + timedelta(days=1)
    assert "关闭" in confirm(upload)[0]
    assert upload.applied_at is None


def test_an_upload_belongs_to_who_sent_it(client, send, blank, areas):
    upload = send(edited(blank, {"D8": 41}))
    client.force_login(build_user("other", areas["东镇"], Role.CLERK))
    for name, ask in (("entry-upload-preview", client.get), ("entry-upload-apply", client.post)):
        assert ask(reverse(name, args=["990101100000", "2012Q2", upload.pk])).status_code == 404


def test_the_preview_tells_what_the_checks_will_say(client, send, blank, reports):
    programme = Element.objects.get(code="members").programme
    Rule.objects.create(
        code="r", programme=programme, left="cadres", comparison="<=", right="members", message="干部不会多于党员"
    )
    upload = send(edited(blank, {"D8": 3}))
    text = client.get(reverse("entry-upload-preview", args=["990101100000", "2012Q2", upload.pk])).content.decode()
    assert "干部不会多于党员" in text
    assert "40人" in text
    assert values(reports["一村"])["members"] == 40


def test_the_pages_open_and_the_download_is_a_workbook(client, users, areas, period, reports, send, blank):
    send(edited(blank, {"D8": 41}))
    page = client.get(reverse("entry-upload", args=[areas["东镇"].code, period.code])).content.decode()
    assert "东镇.xlsx" in page
    answer = client.get(reverse("entry-workbook", args=[areas["东镇"].code, period.code]))
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert opened(b"".join(answer.streaming_content)).sheetnames[0] == SHEET


def test_nothing_due_is_nothing_to_download(client, users, areas, period, reports):
    Report.objects.all().delete()
    client.force_login(users["clerk"])
    assert client.get(reverse("entry-workbook", args=[areas["东镇"].code, period.code])).status_code == 404


def test_columns_are_named_as_in_a_spreadsheet():
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
