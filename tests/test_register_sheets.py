"""Registers as spreadsheets: what goes out comes back unchanged, what comes in is shown first and stored once."""

from datetime import timedelta
from io import BytesIO
from unittest import mock

import pytest
from django.urls import reverse

from branches.models import AccessRecord, Area, Branch, Cadre, NewOrgUnit, Person, RegisterUpload, Village
from branches.registry import REGISTERS
from indicators.models import EconomicProject

from .registers_cast import DAY, bring, build_registers, exported, kinds, lines, opened, sheet

HEADINGS = ["姓名", "所在单位", "任职村", "职务", "任职日期", "来源"]


@pytest.fixture
def people(areas):
    return build_registers(areas)


@pytest.fixture
def as_(client, users):
    def enter(who):
        client.force_login(users[who])
        return client

    return enter


@pytest.fixture
def clerk(as_, people):
    return as_("clerk")


def confirm(client, upload):
    address = reverse("register-import-apply", args=[upload.register, upload.pk])
    return client.post(address, follow=True).content.decode()


def pick(client, upload, **picks):
    client.post(reverse("register-import-preview", args=[upload.register, upload.pk]), picks)
    upload.refresh_from_db()
    return upload


# out -----------------------------------------------------------------------------
def test_an_export_has_the_filtered_rows_and_what_an_import_needs(clerk, users, areas):
    head, *rows = lines(exported(clerk, "cadres", source="grown", sort="-person"))
    names = [row[0] for row in rows]
    assert names == ["张立新", "单小红", "李安"]  # zhang, shan, li; 王大山 left
    row = dict(zip(head, rows[1], strict=True))
    assert (row["所在单位代码"], row["所在单位"], row["出生年月"]) == ("990101100201", "东镇 一村", "1970-04")
    assert (row["任职村*"], row["职务*"], row["双强"]) == ("东镇 一村", "村党组织书记", "双强")
    assert row["任职日期*"].date() == DAY
    assert row["记录编号"] == Cadre.objects.get(person__name="单小红").pk
    record = AccessRecord.objects.get()
    assert (record.who, record.action, record.area, record.rows) == (users["clerk"], "export", areas["东镇"], 3)


def test_a_person_of_another_area_goes_out_masked_and_without_birth_or_code(clerk, people, areas):
    EconomicProject.objects.create(
        person=people["赵明"], village=areas["一村"], name="大棚", kind="crops", started_on=DAY, evidence="合同"
    )
    head, row = lines(exported(clerk, "economic-projects"))
    stranger = dict(zip(head, row, strict=True))
    assert stranger["姓名*"] == "赵某"
    assert (stranger["所在单位代码"], stranger["出生年月"]) == (None, None)
    assert "赵明" not in str(row)


def test_a_person_with_a_post_here_goes_out_with_name_and_home(clerk, areas):
    head, *rows = lines(exported(clerk, "cadres"))
    guest = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == "张立新")
    assert (guest["所在单位代码"], guest["出生年月"]) == (areas["四村"].code, "1960-01")


def test_no_cell_of_an_export_is_a_formula(as_, people, areas):
    names = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x","y")', "http://example.com"]
    for name in names:
        Branch.objects.create(name=name, area=areas["二村"])
    page = opened(exported(as_("clerk"), "branches")).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells} >= set(names)
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_a_demonstration_says_so_in_its_first_line(as_, people, areas):
    Area.objects.update(is_demo=True)
    assert opened(exported(as_("clerk"), "branches")).worksheets[0]["A2"].value.startswith("演示数据")


def test_wrong_filters_give_no_row(clerk):
    assert len(lines(exported(clerk, "cadres", on="2012-13-01"))) == 1


def test_a_template_offers_choices_by_defined_names(clerk):
    response = clerk.get(reverse("register-import-template", args=["cadres"]))
    book = opened(b"".join(response.streaming_content))
    page = book.worksheets[0]
    head = [cell.value for cell in page[3]]
    assert head[:2] == ["姓名*", "所在单位代码"]
    assert page.cell(3, head.index("任职日期*") + 1).comment.text.startswith("年-月-日")
    rules = {str(rule.sqref).split(":")[0][:1]: rule.formula1 for rule in page.data_validations.dataValidation}
    letter = page.cell(3, head.index("职务*") + 1).column_letter
    where = book.defined_names[rules[letter]].attr_text
    hidden = book["选项"]
    assert hidden.sheet_state == "veryHidden"
    column = where.split("$")[1]
    assert [cell.value for cell in hidden[column]][:2] == ["村党组织书记", "村委会主任"]


# there and back ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "key"),
    [
        *[("clerk", key) for key in ("cadres", "people", "branches", "new-orgs", "villages")],
        *[("administrator", key) for key in ("cadres", "people", "certifications", "branches", "new-orgs")],
    ],
)
def test_what_goes_out_comes_back_as_no_change(as_, people, key, who):
    client = as_(who)
    data = exported(client, key, state="all") if REGISTERS[key].has_end else exported(client, key)
    upload = bring(client, key, data)
    assert [row for row in upload.plan if row["kind"] != "same"] == []
    assert len(upload.plan) == len(lines(data)) - 1 > 0
    assert "没有要导入的内容" in confirm(client, upload)


def test_a_changed_cell_of_an_export_is_the_only_change(clerk):
    data = exported(clerk, "new-orgs")
    book = opened(data)
    head = {cell.value.strip("*"): cell.column for cell in book.worksheets[0][3]}
    page = book.worksheets[0]
    assert page.cell(4, head["名称"]).value == "一村合作社"
    rows = lines(data)
    rows[1][rows[0].index("从业人数")] = 55
    rows[1] = [cell.isoformat()[:10] if hasattr(cell, "isoformat") else cell for cell in rows[1]]
    upload = bring(clerk, "new-orgs", sheet(*rows))
    assert [(row["kind"], row["changes"]) for row in upload.plan] == [("changed", [["从业人数", "40", "55"]])]
    assert NewOrgUnit.objects.get().staff == 40
    assert "修改1个" in confirm(clerk, upload)
    assert NewOrgUnit.objects.get().staff == 55


# in -------------------------------------------------------------------------------------
def test_new_rows_are_shown_first_and_stored_once_in_the_name_of_the_uploader(clerk, users, areas):
    data = sheet(
        HEADINGS,
        ["李安", "东镇 一村", "一村", "村委会委员", "2012-01-01", "内育"],
        ["王大山", "二村", "东镇 二村", "村党组织书记", "2012.2.1", "回引"],
    )
    upload = bring(clerk, "cadres", data)
    assert kinds(upload) == ["new", "new"]
    assert Cadre.objects.count() == 4
    html = clerk.get(reverse("register-import-preview", args=["cadres", upload.pk])).content.decode()
    assert "王大山" in html
    assert "2012-02-01" in html
    assert "新增2条" in confirm(clerk, upload)
    tenure = Cadre.objects.get(person__name="王大山", post="party_secretary")
    assert (tenure.village, tenure.source) == (areas["二村"], "returned")
    assert tenure.history.get().history_user == users["clerk"]
    assert "不会重复导入" in confirm(clerk, upload)
    assert Cadre.objects.count() == 6


def test_a_row_that_stands_is_found_by_what_makes_it_the_same(clerk):
    data = sheet([*HEADINGS, "免职日期"], ["李安", "一村", "一村", "村文书", str(DAY), "内育", "2012-06-01"])
    upload = bring(clerk, "cadres", data)
    assert [row["changes"] for row in upload.plan] == [[["免职日期", "空白", "2012-06-01"]]]


def test_lists_from_elsewhere_are_read_by_their_usual_headings(clerk, areas):
    text = "乡镇\t村\t姓名\t职务\t任职日期\t电话\n东镇\t一村\t李安\t村委会主任\t20120301\t138\n"
    upload = bring(clerk, "cadres", text)
    assert kinds(upload) == ["new"]
    assert upload.file_name == "粘贴的内容"
    assert upload.notes == ["没有用到的列：电话。"]
    confirm(clerk, upload)
    assert Cadre.objects.get(post="village_head", person__name="李安").village == areas["一村"]


@pytest.mark.parametrize(
    ("row", "heading", "why"),
    [
        (["无此人", "一村", "一村", "村文书", "2012-01-01", "内育"], "姓名", "没有登记姓名"),
        (["赵明", "五村", "一村", "村文书", "2012-01-01", "内育"], "姓名", "管辖范围"),
        (["李安", "一村", "四村", "村文书", "2012-01-01", "内育"], "任职村", "管辖范围"),
        (["李安", "一村", "一村", "皇帝", "2012-01-01", "内育"], "职务", "应从这些里面选"),
        (["李安", "一村", "一村", "村委会主任", "2012-13-01", "内育"], "任职日期", "日期"),
        (["李安", "一村", "一村", "村文书", 40909, "内育"], "任职日期", "不是日期"),
        (["李安", "一村", "一村", "村委会主任", "", "内育"], "任职日期", "必填"),
        (["李安", "一村", "一村", "村党组织书记", "2012-01-01", "内育"], "职务", "已有村党组织书记"),
    ],
)
def test_a_faulty_row_is_named_by_line_column_and_reason_and_stops_the_file(clerk, row, heading, why):
    sound = ["李安", "一村", "一村", "村委会委员", "2012-01-01", "内育"]
    upload = bring(clerk, "cadres", sheet(HEADINGS, sound, row))
    assert kinds(upload) == ["new", "faulty"]
    faulty = upload.plan[1]
    assert faulty["line"] == 3
    assert [(one[0], why in one[1]) for one in faulty["errors"]] == [(heading, True)]
    assert "有的行有错误" in confirm(clerk, upload)
    assert Cadre.objects.count() == 4


def test_one_row_may_make_room_for_another(clerk, people):
    """The secretary leaves in one line and another takes the post in the line before."""
    data = sheet(
        [*HEADINGS, "免职日期"],
        ["李安", "一村", "一村", "村党组织书记", "2012-06-01", "内育", ""],
        ["单小红", "一村", "一村", "村党组织书记", str(DAY), "内育", "2012-06-01"],
    )
    upload = bring(clerk, "cadres", data)
    assert kinds(upload) == ["new", "changed"]
    confirm(clerk, upload)
    assert Cadre.objects.secretaries().get(ended_on=None).person == people["李安"]


def test_two_lines_about_one_record_are_a_mistake(clerk):
    row = ["李安", "一村", "一村", "村委会委员", "2012-01-01", "内育"]
    upload = bring(clerk, "cadres", sheet(HEADINGS, row, row))
    assert kinds(upload) == ["new", "faulty"]
    assert upload.plan[1]["errors"] == [["", "与第2行是同一条记录"]]


def test_a_number_of_a_record_out_of_reach_is_as_good_as_none(clerk):
    foreign = Branch.objects.get(name="四村党支部")
    upload = bring(clerk, "branches", sheet(["记录编号", "名称", "所在地"], [foreign.pk, "改名", "一村"]))
    assert kinds(upload) == ["faulty"]
    assert "管辖范围" in upload.plan[0]["errors"][0][1]


def test_villages_are_changed_by_import_and_never_added(clerk, areas):
    upload = bring(clerk, "villages", sheet(["村", "户数"], ["一村", 321], ["无此村", 5]))
    assert kinds(upload) == ["changed", "faulty"]
    upload = bring(clerk, "villages", sheet(["村代码", "户数"], [areas["一村"].code, 321]))
    confirm(clerk, upload)
    assert Village.objects.get(area=areas["一村"]).households == 321


# doubtful persons -------------------------------------------------------------------------
def test_a_doubtful_person_is_chosen_among_candidates_and_shown_again(clerk, people, areas):
    twin = Person.objects.create(name="李安", sex="2", area=areas["一村"])
    row = ["李安", "一村", "一村", "村委会委员", "2012-01-01", "内育"]
    upload = bring(clerk, "cadres", sheet(HEADINGS, row))
    assert kinds(upload) == ["doubtful"]
    [doubt] = upload.plan[0]["doubts"]
    assert {pk for pk, _ in doubt["candidates"]} == {people["李安"].pk, twin.pk}
    assert "请先选定" in confirm(clerk, upload)
    forged = pick(clerk, upload, **{"pick-2.person": people["张立新"].pk})
    assert kinds(forged) == ["doubtful"]
    assert kinds(pick(clerk, upload, **{"pick-2.person": twin.pk})) == ["new"]
    confirm(clerk, upload)
    assert Cadre.objects.get(post="village_committee").person == twin


@pytest.mark.parametrize(
    ("where", "born", "why"),
    [
        ("一村", "1986-03", "出生年月是1985-03"),
        ("二村", "", "同一乡镇有同名的人"),
    ],
)
def test_what_nearly_fits_is_asked_about(clerk, where, born, why):
    row = ["李安", where, born, "一村", "村委会委员", "2012-01-01"]
    upload = bring(clerk, "cadres", sheet(["姓名", "所在村", "出生年月", "任职村", "职务", "任职日期"], row))
    assert kinds(upload) == ["doubtful"]
    assert why in upload.plan[0]["doubts"][0]["why"]


def test_a_row_may_be_left_out(clerk):
    sound = ["单小红", "一村", "一村", "村委会委员", "2012-01-01", "内育"]
    doubtful = ["李安", "二村", "一村", "村委会委员", "2012-01-01", "内育"]
    upload = bring(clerk, "cadres", sheet(HEADINGS, sound, doubtful))
    assert kinds(pick(clerk, upload, **{"pick-3.person": "skip"})) == ["new", "skipped"]
    assert "新增1条" in confirm(clerk, upload)


# once, by the uploader, in time, and not over others ------------------------------------------
def test_nobody_but_the_uploader_sees_or_confirms_an_upload(clerk, as_, users):
    upload = bring(clerk, "villages", sheet(["村", "户数"], ["一村", 321]))
    other = as_("reviewer")
    assert other.get(reverse("register-import-preview", args=["villages", upload.pk])).status_code == 404
    assert other.post(reverse("register-import-apply", args=["villages", upload.pk])).status_code == 404
    assert other.get(reverse("register-import-preview", args=["branches", upload.pk])).status_code == 404


def test_a_preview_of_yesterday_is_too_old(clerk):
    upload = bring(clerk, "villages", sheet(["村", "户数"], ["一村", 321]))
    RegisterUpload.objects.filter(pk=upload.pk).update(at=upload.at - timedelta(hours=25))
    assert "超过24小时" in confirm(clerk, upload)
    assert Village.objects.filter(households=321).count() == 0


@pytest.mark.parametrize("change", [{"staff": 60}, {"name": "改名合作社"}])
def test_what_others_changed_since_the_preview_stops_everything(clerk, change):
    data = sheet(
        ["名称", "所在地", "类别", "从业人数"],
        ["一村合作社", "一村", "社会组织", 55],
        ["新社", "一村", "社会组织", 5],
    )
    upload = bring(clerk, "new-orgs", data)
    assert kinds(upload) == ["changed", "new"]
    NewOrgUnit.objects.filter(name="一村合作社").update(**change)
    assert "预览之后他人改过有关记录（第2行）" in confirm(clerk, upload)
    assert NewOrgUnit.objects.count() == 1


def test_nothing_is_stored_when_one_row_fails_in_the_middle(clerk):
    rows = [[f"社{number}", "一村", "社会组织"] for number in range(5)]
    upload = bring(clerk, "new-orgs", sheet(["名称", "所在地", "类别"], *rows))
    save = NewOrgUnit.save

    def break_down(unit, **kwargs):
        if unit.name == "社3":
            raise RuntimeError("the lights go out")
        save(unit, **kwargs)

    with mock.patch.object(NewOrgUnit, "save", break_down), pytest.raises(RuntimeError):
        confirm(clerk, upload)
    upload.refresh_from_db()
    assert (NewOrgUnit.objects.count(), upload.applied_at) == (1, None)


# what is no table -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"MZ\x90", "不是表格文件"),
        ("", "请选择填好的文件"),
        ("\t\n \n", "请选择填好的文件"),
        ("甲\t乙\n1\t2", "没有找到表头"),
        ("姓名\t职务", "没有内容"),
    ],
)
def test_what_is_no_list_is_refused_in_words(clerk, data, why):
    assert why in bring(clerk, "cadres", data)
    assert not RegisterUpload.objects.exists()


def test_too_many_rows_are_refused_with_the_limit(clerk):
    rows = [["一村", number] for number in range(2001)]
    assert "一次最多导入2000行" in bring(clerk, "villages", sheet(["村", "户数"], *rows))


def test_a_formula_without_result_is_a_faulty_cell_and_never_computed(clerk):
    book = opened(sheet(["村", "户数"], ["一村", 5]))
    book.worksheets[0]["B2"] = "=2+2"
    stream = BytesIO()
    book.save(stream)
    upload = bring(clerk, "villages", stream.getvalue())
    assert upload.plan[0]["errors"] == [["户数", "公式出错或没有结果，请改为填写内容"]]


def test_a_posted_text_that_is_refused_stays_in_the_box(clerk):
    response = clerk.post(reverse("register-import", args=["cadres"]), {"text": "甲\t乙\n1\t2"})
    assert response.status_code == 422
    assert "甲\t乙" in response.content.decode()


def test_a_leader_takes_away_and_brings_nothing(as_, people):
    client = as_("leader")
    assert client.get(reverse("register-export", args=["cadres"])).status_code == 200
    assert client.post(reverse("register-import", args=["cadres"]), {"text": "姓名\n李安"}).status_code == 403


# cost -----------------------------------------------------------------------------------------------
def test_the_queries_of_an_export_do_not_grow_with_its_rows(
    clerk, areas, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as few:
        exported(clerk, "cadres")
    for number in range(60):
        person = Person.objects.create(name=f"甲{number}", sex="1", area=areas["三村"])
        Cadre.objects.create(person=person, village=areas["三村"], post="village_committee", started_on=DAY)
    with django_assert_num_queries(len(few)):
        assert len(lines(exported(clerk, "cadres"))) == 64


# what is kept ----------------------------------------------------------------------------------------
def test_the_lines_of_a_file_are_forgotten_once_they_are_brought_in(clerk):
    upload = bring(clerk, "villages", sheet(["村", "户数"], ["一村", 321]))
    confirm(clerk, upload)
    upload.refresh_from_db()
    assert upload.lines == []
    page = clerk.get(reverse("register-import-preview", args=["villages", upload.pk])).content.decode()
    assert "321" in page


def test_previews_that_can_no_longer_be_confirmed_are_forgotten(clerk):
    old = bring(clerk, "villages", sheet(["村", "户数"], ["一村", 321]))
    RegisterUpload.objects.update(at=old.at - timedelta(hours=25))
    new = bring(clerk, "villages", sheet(["村", "户数"], ["一村", 322]))
    assert list(RegisterUpload.objects.all()) == [new]
