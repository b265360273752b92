"""A file of divisions is read whole: every fault is named with its line, nothing is guessed."""

import gzip

import pytest

from branches.divisions import DivisionsError, decode, parse
from branches.models import Level

HEADER = "code,name,level,parent_code,kind,short_name"
GOOD = [
    "990100000000,测试市,prefecture,,,测试市",
    "990101000000,甲县,county,990100000000,county,甲县",
    "990101100000,东镇,township,990101000000,town,东镇",
    "990101100201,一村村民委员会,village,990101100000,villagers,一村",
]


def text_of(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def reasons(text: str, known=None) -> list[str]:
    with pytest.raises(DivisionsError) as caught:
        parse(text, known or {})
    return [str(problem) for problem in caught.value.problems]


def test_good_rows_keep_their_line_and_get_our_levels():
    divisions = parse(text_of(*GOOD), {})
    assert [(one.line, one.code, one.level, one.short_name) for one in divisions] == [
        (2, "990100000000", Level.CITY, "测试市"),
        (3, "990101000000", Level.COUNTY, "甲县"),
        (4, "990101100000", Level.TOWNSHIP, "东镇"),
        (5, "990101100201", Level.VILLAGE, "一村"),
    ]


def test_a_parent_may_come_after_its_child():
    assert [one.line for one in parse(text_of(*reversed(GOOD)), {})] == [5, 4, 3, 2]


def test_a_parent_may_be_in_the_database_only():
    [division] = parse(text_of(GOOD[3]), {"990101100000": Level.TOWNSHIP})
    assert division.parent_code == "990101100000"


def test_blank_lines_and_blanks_around_values_do_no_harm():
    [division] = parse(text_of("", " 990100000000 , 测试市 ,prefecture, ,,", ",,,,,"), {})
    assert (division.code, division.name, division.short_name) == ("990100000000", "测试市", "测试市")


def test_columns_may_stand_in_any_order_with_others_among_them():
    header = "level,remark,short_name,code,kind,parent_code,name"
    [division] = parse(text_of("prefecture,x,测试市,990100000000,,,测试市", header=header), {})
    assert (division.level, division.name) == (Level.CITY, "测试市")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("99010110020,二村,village,990101100000,villagers,", "区划代码“99010110020”是11位，应为12位数字"),
        ("9901011002020,二村,village,990101100000,villagers,", "区划代码“9901011002020”是13位，应为12位数字"),
        (",二村,village,990101100000,villagers,", "区划代码为空"),
        (
            "99010110O202,二村,village,990101100000,villagers,",
            "区划代码“99010110O202”含有数字以外的字符，应为12位数字",
        ),
        (
            "9.90101E+11,二村,village,990101100000,villagers,",
            "区划代码“9.90101E+11”是科学计数法，请把该列设为文本格式后重新填入12位代码",
        ),
        ("990101100202,二村,village,99010110000,villagers,", "上级代码“99010110000”是11位，应为12位数字"),
        ("990101100201,二村,village,990101100000,villagers,", "区划代码“990101100201”重复，第5行已有"),
        (
            "990101100202,二村,hamlet,990101100000,villagers,",
            "层级“hamlet”不认识，应为 province、prefecture、county、township、village 之一",
        ),
        (
            "990101100202,二村,township,990101000000,,",
            "层级“township”与区划代码“990101100202”不符，按代码应为“村”级",
        ),
        (
            "990101100202,二村,village,990101000000,villagers,",
            "“村”级单位不能隶属于“县区”级，上级应为“乡镇”级",
        ),
        (
            "990101101000,西镇,township,990101100000,town,",
            "“乡镇”级单位不能隶属于“乡镇”级，上级应为“市”级、“县区”级",
        ),
        ("990101101000,西镇,township,,town,", "“乡镇”级单位须有上级，上级应为“市”级、“县区”级"),
        ("980000000000,测试省,province,990100000000,,", "“省”级单位只能在最上层，不能有上级"),
        (
            "990101100202,二村,village,990101109000,villagers,",
            "上级代码“990101109000”不存在：文件里没有这个单位，系统里也没有或已撤销",
        ),
        ("990101100202,,village,990101100000,villagers,", "名称为空"),
        (f"990101100202,{'长' * 101},village,990101100000,villagers,短", "名称超过100个字"),
        (f"990101100202,{'长' * 61},village,990101100000,villagers,", "简称超过60个字"),
        ("990101100202,二村,village,990101100000,,", "村级单位须填类别（kind），以区分村委会和居委会"),
        ("990101100202,二村,village,990101100000,commune,", "类别“commune”不认识"),
        ("990101100202,二村,village,990101100000,town,", "类别“town”（镇）不是“村”级单位的类别"),
        ("990101100202,二村,village,990101100000,villagers", "有5列，应为6列"),
        ("990101100202,二村,village,990101100000,villagers,二村,多", "有7列，应为6列"),
        ('990101100202,"二"村,village,990101100000,villagers,', "引号不配对或含有非法字符，无法继续读取"),
    ],
)
def test_a_faulty_row_is_named_with_line_and_reason(row, reason):
    assert reasons(text_of(*GOOD, row)) == [f"第6行：{reason}"]


def test_all_faults_are_reported_at_once_in_file_order():
    assert reasons(
        text_of(GOOD[0], "99010100000,甲县,county,990100000000,county,", GOOD[2], "990102000000,,district,,,")
    ) == [
        "第3行：区划代码“99010100000”是11位，应为12位数字",
        "第4行：上级代码“990101000000”不存在：文件里没有这个单位，系统里也没有或已撤销",
        "第5行：层级“district”不认识，应为 province、prefecture、county、township、village 之一",
        "第5行：名称为空",
    ]


def test_children_of_a_faulty_row_are_not_blamed_for_it():
    county = "990101000000,甲县,county,990100000000,commune,"
    assert reasons(text_of(GOOD[0], county, *GOOD[2:])) == ["第3行：类别“commune”不认识"]


def test_a_unit_cannot_be_its_own_parent():
    row = "990101000000,甲县,county,990101000000,county,"
    assert reasons(text_of(row)) == ["第2行：“县区”级单位不能隶属于“县区”级，上级应为“省”级、“市”级"]


@pytest.mark.parametrize("header", ["code,name,level,parent_code,kind", "区划代码;名称"])
def test_missing_columns_are_named(header):
    [reason] = reasons(text_of(*GOOD, header=header))
    assert reason.startswith("第1行：缺少列：")
    assert "short_name" in reason


@pytest.mark.parametrize("text", [HEADER + "\n", HEADER + "\n,,,,,\n"])
def test_a_header_alone_is_not_a_file(text):
    assert reasons(text) == ["文件里只有表头，没有数据"]


# bytes -------------------------------------------------------------------------------------


def refusal(raw: bytes) -> str:
    with pytest.raises(DivisionsError) as caught:
        decode(raw)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_utf8_is_read_with_and_without_mark_plain_and_compressed(encoding, pack):
    assert decode(pack(text_of(*GOOD).encode(encoding))) == text_of(*GOOD)


def test_windows_line_ends_are_read():
    assert len(parse(decode(text_of(*GOOD).replace("\n", "\r\n").encode()), {})) == 4


def test_gbk_is_recognised_and_the_way_out_is_told():
    raw = text_of("990100000000,Test,prefecture,,,Test").encode() + GOOD[1].encode("gbk")
    assert refusal(raw) == (
        "第3行：文件编码不是 UTF-8，看来是 GBK，请用表格软件打开后另存为“CSV UTF-8（逗号分隔）”再试"
    )


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "文件是空的"),
        (b" \n", "文件是空的"),
        ("测试".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest of a workbook", "Excel 工作簿"),
        (b"code\n\xff\xff\xff", "也不像 GBK"),
        (gzip.compress(text_of(*GOOD).encode(), mtime=0)[:-12], "压缩文件已损坏或不完整"),
        (b"\x1f\x8b\x08\x00 this is no gzip", "压缩文件已损坏或不完整"),
        (gzip.compress(b"", mtime=0), "文件是空的"),
    ],
)
def test_a_file_that_is_no_readable_csv_is_refused_with_its_reason(raw, part):
    assert part in refusal(raw)


def test_a_mark_and_nothing_else_lacks_its_columns():
    assert reasons(decode(b"\xef\xbb\xbf")) == [
        f"第1行：缺少列：{'、'.join(HEADER.split(','))}；首行须为 {HEADER}"
    ]
