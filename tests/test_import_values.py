"""Values from a file: every row checked first, stored batch by batch, as often as one likes."""

import pytest
from django.core.management import CommandError, call_command

from branches.models import Level, Role
from indicators import value_files, workflow
from indicators.admission import WorkflowError
from indicators.models import How, Report, Revision, Status, Total

from .cast import build_element, build_period, build_report, build_user

pytestmark = pytest.mark.django_db

HEAD = "area_code,period,element,value"
ONE, TWO, FOUR = "990101100201", "990101100202", "990101101201"


@pytest.fixture
def period(areas):
    period = build_period("2012Q2")
    build_element("members", name="党员总数")
    build_element("income", name="集体收入", decimals=2, unit="万元", nature="flow")
    build_element("cadres", name="村干部数", source="cadres")
    build_element("yearly", name="年末数", frequency=1)
    build_element("halls", name="活动场所", level=Level.TOWNSHIP)
    for name in ("一村", "二村", "四村", "东镇"):
        build_report(areas[name], period)
    return period


@pytest.fixture
def run(tmp_path, period, users, capsys):
    """Runs the command over rows; answers what it says, or its CommandError with the lines before."""

    def go(*rows, user="administrator", encoding="utf-8", head=HEAD, **options):
        file = tmp_path / "values.csv"
        file.write_bytes("\r\n".join([head, *rows]).encode(encoding))
        try:
            call_command("import_values", file, user=user, **options)
        except CommandError as error:
            return capsys.readouterr().err + str(error)
        return capsys.readouterr().out

    return go


def values(code):
    return Report.objects.get(area__code=code).values


def test_rows_become_values_with_their_trace(run, users):
    said = run(f"{ONE},2012Q2,members,40", f"{ONE},2012Q2,income,12.5", f"{FOUR},2012Q2,members,7")
    assert "待导入3个数（2份报表，2批）" in said
    assert values(ONE) == {"members": 40, "income": 1250}
    assert values(FOUR) == {"members": 7}
    trace = Revision.objects.get(report__area__code=ONE, element__code="income")
    assert (trace.old, trace.new, trace.how, trace.who) == (None, 1250, How.IMPORT, users["administrator"])


def test_empty_reports_become_drafts_and_are_counted(run, areas, period):
    run(f"{ONE},2012Q2,members,40")
    assert Report.objects.get(area__code=ONE).status == Status.DRAFT
    assert Total.objects.get(area=areas["东镇"], period=period).counts["village.draft"] == 1


def test_a_dry_run_stores_nothing(run):
    assert "试运行" in run(f"{ONE},2012Q2,members,40", dry_run=True)
    assert values(ONE) == {}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("990199999999,2012Q2,members,1", "没有代码为“990199999999”的单位"),
        (f"{ONE},2013Q1,members,1", "没有“2013Q1”这个报告期"),
        (f"{ONE},2012Q2,nothing,1", "2012年第二季度没有“nothing”这个指标项"),
        (f"{ONE},2012Q2,halls,1", "活动场所由乡镇填报，一村是村"),
        (f"{ONE},2012Q2,cadres,1", "村干部数由台账提取"),
        (f"{ONE},2012Q2,yearly,1", "年末数为年报，2012年第二季度不填"),
        (f"{ONE},2012Q2,members,多", "党员总数的数值“多”不是数字"),
        (f"{ONE},2012Q2,members,1.5", "应为整数"),
        (f"{ONE},2012Q2,members,", "党员总数的数值是空的"),
        ("990101100203,2012Q2,members,1", "三村在2012年第二季度没有报表"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_stored(run, row, words):
    said = run(f"{TWO},2012Q2,members,40", row)
    assert "第3行：" in said
    assert words in said
    assert "2行中有1行有错，未导入任何内容" in said
    assert values(TWO) == {}


def test_a_repeated_row_names_the_first(run):
    said = run(f"{ONE},2012Q2,members,40", f"{ONE},2012Q2,members,40")
    assert "第3行：与第2行重复（一村 党员总数）" in said


def test_all_wrong_rows_are_listed(run):
    said = run(f"{ONE},2012Q2,members,x", f"{TWO},2012Q2,members,y")
    assert "第2行：" in said
    assert "第3行：" in said


@pytest.mark.parametrize(("status", "word"), [("submitted", "已上报"), ("approved", "已审核"), ("waived", "免报")])
def test_a_report_that_is_not_open_refuses_its_rows(run, status, word):
    Report.objects.filter(area__code=ONE).update(status=status)
    assert f"第2行：一村的报表为“{word}”，不能导入" in run(f"{ONE},2012Q2,members,40")


def test_a_closed_period_refuses_its_rows(run, settings, period):
    settings.TODAY = period.closes_on.replace(year=2014)
    assert "关闭" in run(f"{ONE},2012Q2,members,40")


def test_who_may_not_enter_there_imports_nothing(run, areas):
    assert "该账号不能填报四村" in run(f"{FOUR},2012Q2,members,40", user="clerk")
    assert "已导入1个数" in run(f"{ONE},2012Q2,members,40", user="clerk")
    assert "该账号不能填报一村" in run(f"{ONE},2012Q2,members,40", user="leader")
    build_user("elsewhere", areas["乙区"], Role.ADMINISTRATOR)
    assert "该账号不能填报一村" in run(f"{ONE},2012Q2,members,40", user="elsewhere")
    assert "没有名为“nobody”的有效账号" in run(f"{ONE},2012Q2,members,40", user="nobody")


def test_a_second_run_passes_over_what_is_there(run):
    rows = [f"{ONE},2012Q2,members,40", f"{TWO},2012Q2,members,41"]
    run(*rows)
    assert "2个数已是此值，待导入0个数" in run(*rows)
    assert Revision.objects.count() == 2


def test_an_interrupted_run_is_finished_by_the_next(run, monkeypatch):
    rows = [f"{ONE},2012Q2,members,40", f"{FOUR},2012Q2,members,41"]
    real = workflow.save_cells

    def fails_in_the_west(batch, *args, **kwargs):
        if any(report.area.name == "四村" for report in batch):
            raise WorkflowError("四村刚刚上报。")
        return real(batch, *args, **kwargs)

    monkeypatch.setattr(value_files, "save_cells", fails_in_the_west)
    said = run(*rows)
    assert "四村刚刚上报。" in said
    assert "1批未导入" in said
    assert (values(ONE), values(FOUR)) == ({"members": 40}, {})
    monkeypatch.undo()
    assert "1个数已是此值，待导入1个数" in run(*rows)
    assert values(FOUR) == {"members": 41}


def test_a_carried_value_that_is_imported_again_is_confirmed(run):
    Report.objects.filter(area__code=ONE).update(values={"members": 40}, carried=["members"])
    run(f"{ONE},2012Q2,members,40")
    assert Report.objects.get(area__code=ONE).carried == []


def test_gbk_and_a_byte_order_mark_are_read(run):
    assert "已导入1个数" in run(f"{ONE},2012Q2,income,１２万", encoding="gbk")
    assert values(ONE) == {"income": 12_000_000}
    assert "已导入1个数" in run(f"{ONE},2012Q2,income,3", encoding="utf-8-sig")


def test_not_applicable_is_an_answer(run):
    run(f"{ONE},2012Q2,members,不适用")
    assert Report.objects.get(area__code=ONE).not_applicable == ["members"]


def test_a_file_that_is_no_table_of_values_is_refused(run, tmp_path, users):
    assert "表头缺少 period、element" in run("x,1", head="area_code,value")
    assert "没有数据行" in run()
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("import_values", tmp_path / "absent.csv", user="administrator")
    (tmp_path / "image.csv").write_bytes(b"\x89PNG\xff\xff\x00")
    with pytest.raises(CommandError, match="不是 UTF-8 或 GBK"):
        call_command("import_values", tmp_path / "image.csv", user="administrator")


def test_a_batch_refreshes_its_totals_once(run, monkeypatch):
    calls = []
    monkeypatch.setattr(workflow, "refresh", lambda ids, period: calls.append(set(ids)))
    run(f"{ONE},2012Q2,members,40", f"{TWO},2012Q2,members,41", f"{FOUR},2012Q2,members,42")
    assert len(calls) == 2  # 东镇 and 西镇
