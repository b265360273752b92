"""Who went up, who went down, who lost the title, against the last decision before."""

from datetime import date

import pytest
from django.urls import reverse

from indicators import assessing
from indicators.assessing import Move
from indicators.models import RubricKind

from .creation_cast import State, build_assessment, build_rubric

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(areas):
    """2011 against 2010: 一村 up, 二村 down, 三村 the same, 四村 first, 五村 up and then lost, 六村 won again."""
    rubric = build_rubric(areas["测试市"])
    lost = {"lost_on": date(2012, 3, 1), "lost_reason": "账目不实"}
    for name, before, now, more in [
        ("一村", "达标", "五个好", {}),
        ("二村", "标兵", "五个好", {"note": "一票否决"}),
        ("三村", "五个好", "五个好", {}),
        ("四村", "", "标兵", {}),
        ("五村", "达标", "五个好", lost),
    ]:
        if before:
            build_assessment(rubric, areas[name], 2010, State.DECIDED, before)
        build_assessment(rubric, areas[name], 2011, State.LOST if more is lost else State.DECIDED, now, **more)
    taken = {"lost_on": date(2011, 3, 1), "lost_reason": "上访"}
    build_assessment(rubric, areas["六村"], 2010, State.LOST, "五个好", **taken)
    build_assessment(rubric, areas["六村"], 2011, State.DECIDED, "五个好")
    return rubric


def found(areas, area="测试市", only="", **more):
    rows = assessing.moves(areas[area], RubricKind.VILLAGE, 2011, only, **more)
    return rows, [(row.area.name, assessing.move_of(row)) for row in rows.rows]


def test_each_move_is_told_once(areas, years):
    moves, rows = found(areas)
    assert rows == [("一村", Move.UP), ("二村", Move.DOWN), ("五村", Move.LOST), ("六村", Move.UP)]
    assert moves.counts == {Move.UP: 2, Move.DOWN: 1, Move.LOST: 1}
    assert (moves.decided, moves.steady) == (6, 2)


def test_the_level_before_is_named(areas, years):
    rows = {row.area.name: row for row in found(areas)[0].rows}
    assert (rows["二村"].level_before, rows["二村"].rank_before, rows["二村"].state_before) == (
        "标兵",
        3,
        "decided",
    )
    assert (rows["六村"].level_before, rows["六村"].rank_before, rows["六村"].state_before) == (
        "五个好",
        0,
        "lost",
    )


def test_only_the_area_and_the_asked_move(areas, years):
    assert found(areas, "东镇")[1] == [("一村", Move.UP), ("二村", Move.DOWN)]
    assert found(areas, only="lost")[1] == [("五村", Move.LOST)]
    assert len(found(areas, only="nonsense")[1]) == 4


def test_by_a_day_only_what_was_decided_counts(areas, years):
    assert found(areas, day=date(2011, 5, 31))[0].decided == 0
    assert found(areas, day=date(2011, 6, 1))[0].decided == 6


def test_a_move_is_told_in_two_queries(areas, years, django_assert_num_queries):
    with django_assert_num_queries(2):
        found(areas)


def test_the_page_names_villages_with_their_township_and_the_reason(client, areas, users, years):
    client.force_login(users["leader"])
    page = client.get(reverse("assessment-moves", query={"year": 2011})).content.decode()
    assert "晋级 <strong>2</strong>" in page
    assert "乙区 南乡" in page
    assert "账目不实" in page
    assert "一票否决" in page
    assert '五个好<span class="quiet">（后摘牌）</span>' in page


def test_a_year_without_decisions_says_so(client, areas, users, years):
    client.force_login(users["leader"])
    page = client.get(reverse("assessment-moves", query={"year": 2012})).content.decode()
    assert "2012年还没有评定结果" in page
