"""The tree changes by dated acts that leave a lineage, and refuses what would break it."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from branches import hierarchy
from branches.hierarchy import Part
from branches.models import Area, AreaChange, Level, Village
from branches.pinyin import spell_place
from branches.tree import HierarchyError, flaws, free_paths

MAY = date(2012, 5, 2)
JUNE = date(2012, 6, 1)


@pytest.fixture(autouse=True)
def sound_tree_afterwards(areas):
    yield
    assert flaws() == []


@pytest.fixture
def refuses():
    """Run an act that must be refused with a message, and leave nothing behind."""

    def run(message: str, act, *args, **kwargs):
        before = list(Area.objects.order_by("pk").values()), AreaChange.objects.count()
        with pytest.raises(HierarchyError) as caught:
            act(*args, **kwargs)
        assert message in str(caught.value)
        assert (list(Area.objects.order_by("pk").values()), AreaChange.objects.count()) == before

    return run


def lineage(area: Area) -> list[tuple]:
    rows = area.changes.order_by("pk").values_list("kind", "other__name", "effective_on", "before", "after")
    return list(rows)


def new_village(parent: Area, name: str = "七村", code: str = "990101100207", on: date = MAY, **fields) -> Area:
    facts = {"code": code, "name": name, "level": Level.VILLAGE, "parent": parent, "kind": "villagers", "on": on}
    return hierarchy.open_area(**(facts | fields))


# opening and closing -----------------------------------------------------------------------


def test_a_new_village_stands_behind_its_siblings_and_reports(areas, users):
    village = new_village(areas["东镇"], who=users["administrator"], note="批复1号")
    assert (village.path, village.opened_on, village.initials) == ("0001000100010004", MAY, "qc")
    assert Village.objects.get(area=village).is_rural_unit
    assert village.sort_order > areas["三村"].sort_order
    assert lineage(village) == [("open", "东镇", MAY, "", "七村")]
    change = AreaChange.objects.get()
    assert (change.who, change.note) == (users["administrator"], "批复1号")


def test_a_residents_committee_does_not_report_unless_told(areas):
    assert not Village.objects.get(area=new_village(areas["东镇"], kind="residents")).is_rural_unit
    told = new_village(areas["东镇"], "八村", "990101100008", kind="residents", is_rural_unit=True)
    assert Village.objects.get(area=told).is_rural_unit


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"code": "99010110020"}, "区划代码“99010110020”是11位，应为12位数字"),
        ({"code": "990101100201"}, "区划代码“990101100201”已被使用"),
        ({"name": "一村"}, "东镇已有名为“一村”的下级单位"),
        ({"name": " "}, "名称不能为空"),
        ({"name": "长" * 61}, "超过60个字"),
        ({"kind": ""}, "村级单位须填类别"),
        ({"level": Level.TOWNSHIP, "kind": "town"}, "“乡镇”级单位不能隶属于“乡镇”级"),
        ({"parent": None}, "“村”级单位须有上级"),
        ({"note": "据" * 201}, "依据超过200个字"),
    ],
)
def test_what_cannot_be_opened(areas, refuses, fields, message):
    facts = {"code": "990101100207", "name": "七村", "level": Level.VILLAGE, "parent": areas["东镇"]}
    refuses(message, hierarchy.open_area, **({"kind": "villagers", "on": MAY} | facts | fields))


def test_nothing_is_dated_in_the_future(areas, refuses):
    tomorrow = timezone.localdate() + timedelta(days=1)
    refuses("还没有到", new_village, areas["东镇"], on=tomorrow)
    refuses("还没有到", hierarchy.close_area, areas["一村"], tomorrow)
    refuses("还没有到", hierarchy.move, areas["一村"], areas["西镇"], tomorrow)


def test_the_day_is_the_demonstrations_when_one_is_set(areas, refuses, monkeypatch):
    monkeypatch.setattr(settings, "TODAY", date(2012, 5, 1))
    refuses("还没有到", hierarchy.close_area, areas["一村"], MAY)


def test_a_closed_village_is_gone_from_its_first_day_without(areas):
    hierarchy.close_area(areas["一村"], MAY)
    assert Area.objects.open_on(MAY - timedelta(days=1)).filter(name="一村").exists()
    assert not Area.objects.open_on(MAY).filter(name="一村").exists()
    assert lineage(areas["一村"]) == [("close", None, MAY, "一村", "")]


def test_an_area_with_open_children_cannot_close(areas, refuses):
    refuses("东镇还有3个下级单位未撤销或划出（如一村、二村、三村）", hierarchy.close_area, areas["东镇"], MAY)
    hierarchy.close_area(areas["四村"], MAY)
    hierarchy.close_area(areas["西镇"], MAY)


def test_nothing_closes_twice_or_before_it_opened(areas, refuses):
    village = new_village(areas["东镇"])
    refuses("须晚于七村的设立日期2012-05-02", hierarchy.close_area, village, MAY)
    hierarchy.close_area(village, JUNE)
    refuses("七村已于2012-06-01撤销", hierarchy.close_area, village, JUNE)


def test_the_name_of_a_closed_village_may_be_used_again(areas):
    hierarchy.close_area(areas["一村"], MAY)
    assert new_village(areas["东镇"], "一村").path == "0001000100010004"


# names -------------------------------------------------------------------------------------


def test_a_rename_keeps_both_names_and_the_pinyin_follows(areas):
    village = hierarchy.rename(areas["一村"], "单庄村", MAY)
    assert (village.pinyin, village.initials) == ("shan zhuang cun", "szc")
    assert lineage(village) == [("rename", None, MAY, "一村", "单庄村")]
    assert village.history.first().name == "单庄村"


def test_a_rename_must_change_something_and_clash_with_nobody(areas, refuses):
    refuses("一村的名称没有变化", hierarchy.rename, areas["一村"], "一村", MAY)
    refuses("东镇已有名为“二村”的下级单位", hierarchy.rename, areas["一村"], "二村", MAY)
    assert hierarchy.rename(areas["一村"], "四村", MAY).name == "四村"  # the other one is in another township


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("漯河市", "luo he shi"),
        ("召陵区", "shao ling qu"),
        ("浚县", "xun xian"),
        ("任庄村", "ren zhuang cun"),
        ("大刘镇", "da liu zhen"),
    ],
)
def test_places_are_spelt_as_their_people_say_them(areas, name, pinyin):
    assert spell_place(name)[0] == pinyin


# moves -------------------------------------------------------------------------------------


def test_a_township_moves_with_everything_below_it(areas):
    moved = hierarchy.move(areas["东镇"], areas["乙区"], MAY)
    assert moved.path == "000100020002"
    paths = dict(Area.objects.within(areas["乙区"]).values_list("name", "path"))
    assert paths == {
        "乙区": "00010002",
        "南乡": "000100020001",
        "五村": "0001000200010001",
        "六村": "0001000200010002",
        "东镇": "000100020002",
        "一村": "0001000200020001",
        "二村": "0001000200020002",
        "三村": "0001000200020003",
    }
    assert lineage(moved) == [("move", "乙区", MAY, "甲县", "乙区")]
    assert moved.history.first().parent == areas["乙区"]


def test_a_freed_place_is_handed_out_again(areas):
    hierarchy.move(areas["一村"], areas["西镇"], MAY)
    assert new_village(areas["东镇"]).path == "0001000100010001"


@pytest.mark.parametrize(
    ("area", "new_parent", "message"),
    [
        ("甲县", "东镇", "甲县不能划入自己或自己的下级"),
        ("东镇", "东镇", "东镇不能划入自己或自己的下级"),
        ("一村", "东镇", "一村本来就隶属于东镇"),
        ("一村", "乙区", "“村”级单位不能隶属于“县区”级，上级应为“乡镇”级"),
        ("东镇", "南乡", "“乡镇”级单位不能隶属于“乡镇”级"),
    ],
)
def test_what_cannot_move(areas, refuses, area, new_parent, message):
    refuses(message, hierarchy.move, areas[area], areas[new_parent], MAY)


def test_a_move_needs_a_free_name_and_an_open_parent(areas, refuses):
    new_village(areas["西镇"], "一村", "990101101209")
    refuses("西镇已有名为“一村”的下级单位", hierarchy.move, areas["一村"], areas["西镇"], MAY)
    hierarchy.close_area(areas["五村"], MAY)
    hierarchy.close_area(areas["六村"], MAY)
    hierarchy.close_area(areas["南乡"], MAY)
    refuses("南乡已于2012-05-02撤销", hierarchy.move, areas["二村"], areas["南乡"], JUNE)


def test_an_area_is_not_moved_behind_the_back_of_a_later_act(areas, refuses):
    hierarchy.move(areas["一村"], areas["西镇"], JUNE)
    refuses("一村在2012-06-01已有后来的区划变更", hierarchy.move, areas["一村"], areas["东镇"], MAY)
    hierarchy.move(areas["一村"], areas["东镇"], JUNE)


def test_a_stale_copy_of_an_area_moves_from_where_it_really_is(areas):
    stale = Area.objects.get(name="一村")
    hierarchy.move(areas["东镇"], areas["乙区"], MAY)
    hierarchy.move(stale, areas["西镇"], MAY)
    assert Area.objects.get(name="一村").path == "0001000100020002"


# mergers and splits ------------------------------------------------------------------------


def test_a_merged_village_closes_and_names_its_successor(areas):
    hierarchy.merge(areas["一村"], areas["二村"], MAY)
    assert lineage(areas["一村"]) == [("merge", "二村", MAY, "一村", "二村")]
    assert Area.objects.get(name="一村").closed_on == MAY
    assert Area.objects.get(name="二村").closed_on is None


def test_a_merged_township_hands_its_villages_over(areas):
    hierarchy.merge(areas["东镇"], areas["西镇"], MAY)
    children = areas["西镇"].children.order_by("path").values_list("name", "path")
    assert list(children) == [
        ("四村", "0001000100020001"),
        ("一村", "0001000100020002"),
        ("二村", "0001000100020003"),
        ("三村", "0001000100020004"),
    ]
    assert lineage(areas["一村"]) == [("move", "西镇", MAY, "东镇", "西镇")]


def test_what_cannot_merge(areas, refuses):
    refuses("一村不能与自己合并", hierarchy.merge, areas["一村"], areas["一村"], MAY)
    refuses("层级不同，不能合并", hierarchy.merge, areas["一村"], areas["西镇"], MAY)
    hierarchy.close_area(areas["三村"], MAY)
    refuses("三村已于2012-05-02撤销", hierarchy.merge, areas["一村"], areas["三村"], JUNE)


def test_a_merger_with_a_clash_of_names_changes_nothing(areas, refuses):
    hierarchy.rename(areas["四村"], "三村", MAY)
    refuses("西镇已有名为“三村”的下级单位", hierarchy.merge, areas["东镇"], areas["西镇"], JUNE)


def test_a_split_township_gives_villages_to_the_new_one(areas):
    [north] = hierarchy.split(
        areas["东镇"], [Part("990101102000", "北镇", [areas["二村"], areas["三村"]], "town")], MAY
    )
    assert (north.path, north.parent.name, north.opened_on) == ("000100010003", "甲县", MAY)
    assert list(north.children.values_list("name", flat=True)) == ["二村", "三村"]
    assert lineage(north) == [("split", "东镇", MAY, "", "北镇")]
    assert Area.objects.get(name="东镇").closed_on is None


def test_a_village_split_in_two_is_gone_when_told(areas):
    parts = [Part("990101100211", "一东村", kind="villagers"), Part("990101100212", "一西村", kind="villagers")]
    made = hierarchy.split(areas["一村"], parts, MAY, closes=True)
    assert [area.name for area in made] == ["一东村", "一西村"]
    assert lineage(areas["一村"]) == [("split", "一东村", MAY, "一村", "一东村")]


def test_what_cannot_split(areas, refuses):
    part = Part("990101102000", "北镇", [areas["二村"]], "town")
    refuses("拆分须列出新设的单位", hierarchy.split, areas["东镇"], [], MAY)
    refuses("东镇还有2个下级单位", hierarchy.split, areas["东镇"], [part], MAY, closes=True)
    foreign = Part("990101102000", "北镇", [areas["四村"]], "town")
    refuses("四村不是东镇的下级，不能划给北镇", hierarchy.split, areas["东镇"], [foreign], MAY)


# paths -------------------------------------------------------------------------------------


def test_the_smallest_free_path_comes_first(areas):
    free = free_paths("0001", ["00010001", "00010003"])
    assert [next(free), next(free)] == ["00010002", "00010004"]


def test_a_full_level_is_refused_before_a_subtree_would_touch_its_neighbour(areas):
    assert next(free_paths("0001", [f"0001{n:04d}" for n in range(1, 9998)])) == "00019998"
    with pytest.raises(HierarchyError, match="最多9998个单位"):
        next(free_paths("0001", [f"0001{n:04d}" for n in range(1, 9999)]))


def test_the_check_sees_every_kind_of_flaw(areas):
    Area.objects.filter(name="四村").update(parent=areas["东镇"])
    Area.objects.filter(name="西镇").update(level=Level.VILLAGE)
    Area.objects.filter(name="南乡").update(closed_on=MAY)
    found = flaws()
    assert found == [
        "西镇（990101101000）：“村”级单位不能隶属于“县区”级，上级应为“乡镇”级",
        "西镇（990101101000）：缺少村情记录",
        "四村（990101101201）：路径 0001000100020001 与上级的路径 000100010001 不符",
        "五村（990102200201）：上级南乡已于2012-05-02撤销，本单位仍在",
        "六村（990102200202）：上级南乡已于2012-05-02撤销，本单位仍在",
    ]
    Area.objects.filter(name="四村").update(parent=areas["西镇"])
    Area.objects.filter(name="西镇").update(level=Level.TOWNSHIP)
    Area.objects.filter(name="南乡").update(closed_on=None)
