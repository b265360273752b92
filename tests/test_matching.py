"""Which area or person a text means: one, candidates to choose from, or none; never a guess."""

from datetime import date

import pytest

from branches.registry.matching import (
    Grade,
    Place,
    Places,
    Someone,
    find_person,
    month_of,
    split_person,
    stem,
)

CITY, COUNTY = ("测试市",), ("测试市", "甲县")
# 李庄村 is there twice, once in each township; 东镇 has a village that is called as the township.
ROWS = [
    ("990101000000", "00010001", COUNTY, "county", "jia xian", "jx"),
    ("990101100000", "000100010001", (*COUNTY, "东镇"), "township", "dong zhen", "dz"),
    ("990101101000", "000100010002", (*COUNTY, "西镇"), "township", "xi zhen", "xz"),
    ("990101100201", "0001000100010001", (*COUNTY, "东镇", "李庄村"), "village", "li zhuang cun", "lzc"),
    ("990101100202", "0001000100010002", (*COUNTY, "东镇", "二村"), "village", "er cun", "ec"),
    ("990101100203", "0001000100010003", (*COUNTY, "东镇", "东村"), "village", "dong cun", "dc"),
    ("990101101201", "0001000100020001", (*COUNTY, "西镇", "李庄村"), "village", "li zhuang cun", "lzc"),
    ("990101101202", "0001000100020002", (*COUNTY, "西镇", "刘营社区"), "village", "liu ying she qu", "lysq"),
]
PLACES = {
    code: Place(number, code, path, names, level, "", pinyin, initials)
    for number, (code, path, names, level, pinyin, initials) in enumerate(ROWS)
}
BOOK = Places(PLACES.values())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("990101101201", "990101101201"),
        (" ９９０１０１１０１２０１ ", "990101101201"),  # full-width digits, as some input methods type them
        ("东镇 李庄村", "990101100201"),
        ("东镇　李庄村", "990101100201"),
        ("西镇李庄村", "990101101201"),
        ("甲县 西镇 李庄村", "990101101201"),
        ("甲县 李庄村 ", None),
        ("测试市、甲县、东镇、二村", "990101100202"),
        ("二村", "990101100202"),
        ("二村村委会", "990101100202"),
        ("二村村民委员会", "990101100202"),
        ("刘营", "990101101202"),
        ("西镇 刘营", "990101101202"),
        ("东镇", "990101100000"),
        ("ercun", "990101100202"),
        ("Er Cun", "990101100202"),
        ("er'cun", "990101100202"),
    ],
)
def test_a_place_is_found_by_code_name_and_pinyin(text, code):
    match = BOOK.find(text)
    if code is None:
        assert match.grade is Grade.DOUBTFUL
    else:
        assert match.found == PLACES[code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("李庄村", {"990101100201", "990101101201"}),
        ("李庄", {"990101100201", "990101101201"}),
        ("lizhuangcun", {"990101100201", "990101101201"}),
        ("东", {"990101100000", "990101100203"}),  # the township and the village without their last letter
        ("ec", {"990101100202"}),  # initials alone are no name
    ],
)
def test_what_fits_several_or_only_nearly_is_to_be_chosen(text, codes):
    match = BOOK.find(text)
    assert match.grade is Grade.DOUBTFUL
    assert {place.code for place in match.candidates} == codes
    assert match.why


@pytest.mark.parametrize(
    "text", ["", "  ", "，", "三村", "西镇 二村", "二村 东镇", "999999999999", "12", "%", "_", "' or 1=1--", "村"]
)
def test_what_fits_nothing_has_a_reason(text):
    match = BOOK.find(text)
    assert match.grade is Grade.NONE
    assert match.why.endswith("。")


def test_a_place_is_written_as_it_is_found_again():
    assert PLACES["990101101201"].words == "西镇 李庄村"
    assert PLACES["990101100000"].words == "东镇"
    for place in PLACES.values():
        assert BOOK.find(place.words).found == place


@pytest.mark.parametrize(
    ("name", "short"),
    [("一村村委会", "一"), ("刘营社区居委会", "刘营"), ("舞泉镇", "舞泉"), ("村", "村"), ("", "")],
)
def test_what_may_be_left_off_a_name(name, short):
    assert stem(name) == short


# persons ------------------------------------------------------------------------------
AT = {
    name: PLACES[code]
    for name, code in [("李庄", "990101100201"), ("二村", "990101100202"), ("西", "990101101201")]
}
APRIL, MAY = date(1970, 4, 1), date(1970, 5, 1)


def person(pk, name, place, birth=APRIL):
    return Someone(pk, name, birth, AT[place])


ALONE = [person(1, "单小红", "李庄")]
TWINS = [person(1, "李安", "李庄"), person(2, "李安", "李庄", MAY)]
APART = [person(1, "李安", "李庄"), person(2, "李安", "西", MAY)]


@pytest.mark.parametrize(
    ("people", "place", "birth", "found"),
    [
        (ALONE, "李庄", None, 1),
        (ALONE, "李庄", APRIL, 1),
        (TWINS, "李庄", MAY, 2),
        (APART, "西", None, 2),
        (APART, None, APRIL, 1),
        ([person(1, "单小红", "李庄", None)], "李庄", MAY, 1),  # nothing registered contradicts
    ],
)
def test_a_person_is_sure_when_name_place_and_month_leave_one(people, place, birth, found):
    match = find_person(people[0].name, place and AT[place], birth, people)
    assert (match.grade, match.found.pk) == (Grade.SURE, found)


@pytest.mark.parametrize(
    ("people", "place", "birth", "offered", "why"),
    [
        (ALONE, "李庄", MAY, {1}, "登记的出生年月是1970-04"),
        (TWINS, "李庄", None, {1, 2}, "有2个“李安”"),
        (TWINS, "李庄", date(1980, 1, 1), {1, 2}, "有2个“李安”"),
        (ALONE, "二村", None, {1}, "同一乡镇有同名的人"),
        (ALONE, "西", None, {1}, "其他地方有同名的人"),
        (APART, "二村", None, {1}, "同一乡镇有同名的人"),
        (APART, None, None, {1, 2}, "请写明所在村"),
        (ALONE, None, MAY, {1}, "请确认是否此人"),
    ],
)
def test_a_person_who_only_nearly_fits_is_to_be_confirmed(people, place, birth, offered, why):
    match = find_person(people[0].name, place and AT[place], birth, people)
    assert match.grade is Grade.DOUBTFUL
    assert {one.pk for one in match.candidates} == offered
    assert why in match.why


def test_the_only_one_of_a_name_is_likely_while_the_place_is_not_said():
    assert find_person("单小红", None, None, ALONE).grade is Grade.LIKELY


def test_nobody_of_a_name_is_nobody():
    match = find_person("无此人", None, None, ALONE)
    assert (match.grade, match.candidates) == (Grade.NONE, ())
    assert "先在人员台账登记" in match.why


def test_not_more_candidates_than_one_reads():
    many = [person(number, "李安", "李庄") for number in range(40)]
    assert len(find_person("李安", AT["李庄"], None, many).candidates) == 12


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("单小红", ("单小红", "", None)),
        ("单小红 东镇 李庄村", ("单小红", "东镇 李庄村", None)),
        ("单小红（东镇李庄村，1970-04）", ("单小红", "东镇李庄村", APRIL)),
        ("单小红 李庄村 1970年4月生", ("单小红", "李庄村", APRIL)),
        ("王　强 二村", ("王强", "二村", None)),
        ("单小红 990101100201", ("单小红", "990101100201", None)),
        ("阿依古丽·买买提 二村", ("阿依古丽·买买提", "二村", None)),
        ("", ("", "", None)),
    ],
)
def test_a_text_is_taken_apart_into_name_place_and_month(text, parts):
    assert split_person(text) == parts


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1970-04", APRIL),
        ("1970.4", APRIL),
        ("1970/4", APRIL),
        ("197004", APRIL),
        ("1970年4月", APRIL),
        ("１９７０－０４", APRIL),
        ("1970-04-01", APRIL),
        ("1970-13", None),
        ("70-04", None),
        ("1870-04", None),
        ("四月", None),
    ],
)
def test_a_month_is_read_in_the_usual_ways(text, month):
    assert month_of(text) == month
