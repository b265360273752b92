"""A list of names as people write it: what each line says, and what is never kept."""

from datetime import date

import pytest

from indicators.training.name_list import MOST_LINES, Line, UnusableList, read_list, text_of


def lines(text):
    return read_list(text).lines


def test_a_name_alone_is_enough():
    assert lines("王福顺\n\n 李巧叶 \n") == (Line(1, "王福顺"), Line(3, "李巧叶"))


@pytest.mark.parametrize(
    "text",
    [
        "王福顺 东镇 一村 1968-05 24 男 党员",
        "王福顺，东镇，一村，1968年5月，24学时，男，中共党员",
        "1、王福顺 东镇 一村 196805 男 24课时 党员",
        "3\t王福顺\t男\t东镇\t一村\t1968.05\t24\t党员",
        "王福顺　东镇　一村　1968/05　２４　男　党员",
    ],
)
def test_the_words_after_a_name_are_told_apart_by_what_they_look_like(text):
    [line] = lines(text)
    assert line == Line(1, "王福顺", "东镇 一村", date(1968, 5, 1), "1", "01", 24)


def test_a_name_of_two_characters_written_apart_is_one_name():
    [first, second] = lines("王　强 一村\n张 男 一村")
    assert (first.name, first.where) == ("王强", "一村")
    assert (second.name, second.sex, second.where) == ("张", "1", "一村")


def test_a_first_line_of_headings_says_which_column_is_which():
    text = (
        "序号\t姓名\t联系方式\t乡镇\t村\t出生年月\t学时\n1\t王福顺\t备注\t东镇\t一村\t1968-05\t16\n2\t\t\t\t\t\t"
    )
    assert lines(text) == (Line(2, "王福顺", "东镇 一村", date(1968, 5, 1), hours=16),)


def test_what_a_column_holds_and_cannot_be_read_is_named():
    [line] = lines("姓名\t出生年月\t学时\n王福顺\t不详\t很多")
    assert (line.birth, line.hours, line.unread) == (None, None, ("不详", "很多"))
    assert lines("王福顺 1968 x1")[0].unread == ("1968", "x1")


def test_numbers_of_identity_cards_and_telephones_are_dropped_from_the_text_itself():
    found = read_list("王福顺 一村 411121196805010011 13800000000\n李巧叶 41112119680501001X")
    assert found.lines == (Line(1, "王福顺", "一村"), Line(2, "李巧叶"))
    assert "4111" not in found.text
    assert "138" not in found.text
    assert found.notes == ("名单里有3处像身份证号或手机号，已去掉，系统不登记这些。",)


@pytest.mark.parametrize("text", ["", " \n\t\n", "姓名\t村\n\t一村"])
def test_a_list_without_a_name_is_refused(text):
    with pytest.raises(UnusableList, match="没有姓名"):
        read_list(text)


def test_a_list_too_long_is_refused():
    read_list("王\n" * MOST_LINES)
    with pytest.raises(UnusableList, match="一次最多500行"):
        read_list("王\n" * (MOST_LINES + 1))


def test_a_sheet_becomes_text_from_the_line_of_its_headings_on():
    sheets = {
        "说明": [["填表说明"]],
        "名单": [
            ["参训人员名单", None, None, None],
            ["姓名", "所在村", "出生年月", "学时"],
            ["王福顺", "一村", {"date": "1968-05-01"}, 24.0],
            ["李巧叶", " 二村\n", None, True],
        ],
    }
    text = text_of(sheets)
    assert text == "姓名\t所在村\t出生年月\t学时\n王福顺\t一村\t1968-05-01\t24\n李巧叶\t二村\t\t"
    assert lines(text)[0] == Line(2, "王福顺", "一村", date(1968, 5, 1), hours=24)
    assert text_of({"表1": [["王福顺", "一村"]], "表2": [["李巧叶"]]}) == "王福顺\t一村"
    assert text_of({"表1": [[None, ""]]}) == ""
