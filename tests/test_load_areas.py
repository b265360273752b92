"""Loading divisions: repeatable, all or nothing, careful with what is already there."""

import gzip
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from branches import hierarchy
from branches.models import Area, AreaChange, ChangeKind, Level, Village
from branches.tree import flaws

LUOHE = settings.BASE_DIR / "fixtures" / "divisions" / "luohe.csv"
HENAN = settings.BASE_DIR.parent / "shared" / "data" / "henan_divisions.csv.gz"
HEADER = "code,name,level,parent_code,kind,short_name"
SMALL = """\
990100000000,测试市,prefecture,,,测试市
990101000000,甲县,county,990100000000,county,甲县
990101100000,甲县东镇,township,990101000000,town,东镇
990101100201,一村村民委员会,village,990101100000,villagers,一村
990101100202,二村村委会,village,990101100000,villagers_like,二村
990101100003,花园居委会,village,990101100000,residents,花园社区
990101101000,甲县西镇,township,990101000000,town,西镇
"""


@pytest.fixture
def load(tmp_path, db, capsys):
    """Load rows as a file; returns what the command said."""

    def run(rows: str, *args) -> str:
        path = tmp_path / "areas.csv"
        path.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
        call_command("load_areas", str(path), *args)
        return capsys.readouterr().out

    return run


def made_up_province(cities: int, villages: int) -> str:
    """A province: a county a city, a township a county, `villages` villages each."""
    rows = ["980000000000,某省,province,,,某省"]
    for city in range(1, cities + 1):
        head = f"98{city:02d}"
        rows.append(f"{head}00000000,第{city}市,prefecture,980000000000,,第{city}市")
        rows.append(f"{head}21000000,第{city}县,county,{head}00000000,county,第{city}县")
        rows.append(f"{head}21100000,第{city}镇,township,{head}21000000,town,第{city}镇")
        rows += [
            f"{head}21100{200 + n},{n}号村民委员会,village,{head}21100000,villagers,{n}号村"
            for n in range(1, villages + 1)
        ]
    return "\n".join(rows) + "\n"


def test_the_whole_tree_stands_after_one_load(load):
    said = load(SMALL)
    east = Area.objects.get(code="990101100000")
    assert (east.name, east.official_name, east.level, east.kind) == ("东镇", "甲县东镇", "township", "town")
    assert (east.parent.name, east.path, east.pinyin, east.initials) == ("甲县", "000100010001", "dong zhen", "dz")
    assert [area.name for area in Area.objects.within(east)] == ["东镇", "一村", "二村", "花园社区"]
    assert "新增 7 个单位（市级 1、县区级 1、乡镇级 2、村级 3）" in said
    assert flaws() == []


def test_villagers_committees_report_and_residents_committees_do_not(load):
    load(SMALL)
    assert list(Village.objects.order_by("area__path").values_list("area__name", "is_rural_unit")) == [
        ("一村", True),
        ("二村", True),
        ("花园社区", False),
    ]


def test_a_second_load_changes_nothing_and_says_so(load):
    load(SMALL)
    before = list(Area.objects.order_by("pk").values())
    said = load(SMALL)
    assert list(Area.objects.order_by("pk").values()) == before
    assert "没有变化：7 个单位与文件一致" in said
    assert Area.history.count() == 7
    assert not AreaChange.objects.exists()


def test_a_changed_name_is_taken_over_with_history_and_lineage(load):
    load(SMALL)
    said = load(SMALL.replace("二村村委会", "新村村委会").replace(",二村", ",新村"), "--on", "2012-02-01")
    village = Area.objects.get(code="990101100202")
    assert (village.name, village.official_name, village.initials) == ("新村", "新村村委会", "xc")
    assert list(village.history.values_list("name", flat=True)) == ["新村", "二村"]
    change = AreaChange.objects.get()
    assert (change.kind, change.area, change.before, change.after) == (ChangeKind.RENAME, village, "二村", "新村")
    assert change.effective_on == date(2012, 2, 1)
    assert "二村（990101100202） 更名为 新村" in said
    assert "更名 1 个，改类别 0 个，未变 6 个" in said


def test_two_siblings_may_exchange_their_names(load):
    load(SMALL)
    load(SMALL.replace(",一村", ",X").replace(",二村", ",一村").replace(",X", ",二村"))
    assert Area.objects.get(code="990101100201").name == "二村"
    assert Area.objects.get(code="990101100202").name == "一村"


def test_new_rows_are_added_behind_their_siblings(load):
    load(SMALL)
    said = load(SMALL + "990101100203,三村村民委员会,village,990101100000,villagers,三村\n")
    assert Area.objects.get(code="990101100203").path == "0001000100010004"
    assert "新增 1 个单位（村级 1）" in said


def test_units_missing_from_the_file_are_named_and_stay(load):
    load(SMALL)
    said = load("\n".join(line for line in SMALL.splitlines() if "花园" not in line))
    assert Area.objects.filter(code="990101100003", closed_on=None).exists()
    assert "系统里有 1 个单位不在文件中，连同其下级未作改动：花园社区（990101100003）" in said


def test_a_file_of_one_county_extends_a_tree_that_is_there(load):
    load(SMALL)
    load("990102000000,乙区,county,990100000000,district,乙区\n990102200000,南乡,township,990102000000,,南乡\n")
    assert Area.objects.get(name="南乡").path == "000100020001"


def test_one_bad_row_keeps_everything_out(load):
    with pytest.raises(CommandError) as caught:
        load(SMALL + "99010110020,四村,village,990101100000,villagers,\n,五村,village,990101100000,villagers,\n")
    assert "有 2 处错误，没有装入任何内容" in str(caught.value)
    assert "第9行：区划代码“99010110020”是11位" in str(caught.value)
    assert "第10行：区划代码为空" in str(caught.value)
    assert not Area.objects.exists()


def test_a_changed_parent_is_refused_with_its_row(load):
    load(SMALL)
    moved = SMALL.replace("990101100202,二村村委会,village,990101100000", "990101100202,新名,village,990101101000")
    with pytest.raises(CommandError) as caught:
        load(moved)
    assert "第6行：二村的上级由东镇（990101100000）变为西镇（990101101000），请用区划调整" in str(caught.value)
    assert Area.objects.get(code="990101100202").name == "二村"


def test_a_changed_kind_is_taken_over_but_never_who_reports(load):
    load(SMALL)
    Village.objects.filter(area__name="花园社区").update(is_rural_unit=True)
    load(SMALL)
    said = load(SMALL.replace("villagers_like", "residents_like"))
    assert set(Village.objects.values_list("is_rural_unit", flat=True)) == {True}
    assert Area.objects.get(name="二村").kind == "residents_like"
    assert "二村（990101100202） 类别由 类似村委会 改为 类似居委会" in said


def test_closed_units_stay_closed_and_take_no_children(load):
    load(SMALL)
    hierarchy.close_area(Area.objects.get(name="西镇"), date(2012, 2, 1))
    assert "西镇（990101101000）已于2012-02-01撤销，未作改动" in load(SMALL)
    with pytest.raises(CommandError, match="第9行：上级西镇（990101101000）已于2012-02-01撤销"):
        load(SMALL + "990101101201,四村,village,990101101000,villagers,\n")


def test_siblings_with_one_short_name_show_their_published_names(load):
    said = load(SMALL + "990101100004,花园社区居委会,village,990101100000,residents,花园社区\n")
    names = Area.objects.filter(code__in=["990101100003", "990101100004"]).values_list("name", flat=True)
    assert set(names) == {"花园居委会", "花园社区居委会"}
    assert "第7、9行在同一上级下简称相同（花园社区），改用公布名称区分" in said


def test_demo_marks_every_unit_and_never_mixes_with_real_ones(load):
    load(SMALL, "--demo")
    assert set(Area.objects.values_list("is_demo", flat=True)) == {True}
    load(SMALL + "990101100203,三村,village,990101100000,villagers,\n")
    assert Area.objects.get(name="三村").is_demo
    Area.objects.filter(name="三村").update(is_demo=False)
    with pytest.raises(CommandError, match="不能再装入演示数据"):
        load(SMALL, "--demo")


def test_a_missing_file_is_told_without_a_traceback(db):
    with pytest.raises(CommandError, match="不能读取文件"):
        call_command("load_areas", "no/such/file.csv")


def test_a_fault_list_of_hundreds_is_cut(load):
    rows = "".join(f"{n},村,village,990101100000,villagers,\n" for n in range(1, 121))
    with pytest.raises(CommandError) as caught:
        load(rows)
    assert "……另有 70 处" in str(caught.value)


def test_luohe_ships_with_1400_units(db, capsys):
    call_command("load_areas", str(LUOHE))
    luohe = Area.objects.get(code="411100000000")
    assert (luohe.name, luohe.level, luohe.pinyin) == ("漯河市", Level.CITY, "luo he shi")
    within = Area.objects.within(luohe)
    assert [within.at(level).count() for level in Level] == [0, 1, 6, 58, 1334]
    assert Village.objects.within(luohe).filter(is_rural_unit=True).count() == 1259
    assert flaws() == []
    assert "省级 1、市级 1、县区级 6、乡镇级 58、村级 1,334" in capsys.readouterr().out


def province_files() -> list[tuple[Path | str, dict[str, int]]]:
    """A made-up province always; the whole of Henan where its file lies beside the project."""
    made_up = {"city": 30, "county": 30, "township": 30, "village": 3000}
    henan = {"city": 18, "county": 181, "township": 2586, "village": 52378}
    return [(made_up_province(30, 100), made_up)] + ([(HENAN, henan)] if HENAN.exists() else [])


@pytest.mark.parametrize(
    ("source", "expected"), province_files(), ids=["made-up", "henan"][: len(province_files())]
)
def test_a_province_loads_from_a_compressed_file(source, expected, tmp_path, db, django_assert_max_num_queries):
    path = source
    if isinstance(source, str):
        path = tmp_path / "province.csv.gz"
        path.write_bytes(gzip.compress(f"{HEADER}\n{source}".encode()))
    with django_assert_max_num_queries(sum(expected.values()) // 20 + 60):
        call_command("load_areas", str(path), verbosity=0)
    assert {level: Area.objects.at(level).count() for level in expected} == expected
    assert flaws() == []


def test_the_check_passes_a_good_tree_and_fails_a_broken_one(load, capsys):
    load(SMALL)
    call_command("check_areas")
    assert "区划树无误：共 7 个单位" in capsys.readouterr().out
    Area.objects.filter(name="二村").update(path="0001000100020001")
    Village.objects.filter(area__name="一村").delete()
    with pytest.raises(SystemExit) as caught:
        call_command("check_areas")
    assert caught.value.code == 1
    said = capsys.readouterr()
    assert "二村（990101100202）：路径 0001000100020001 与上级的路径 000100010001 不符" in said.out
    assert "一村（990101100201）：缺少村情记录" in said.out
    assert "发现 2 处问题" in said.err
