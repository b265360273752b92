"""Reading files of administrative divisions: bytes to checked rows, or every fault at once.

The format is described in fixtures/divisions/README.md. Nothing here touches the database.
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from .models import Area, AreaKind, Level
from .tree import KINDS, misplaced

COLUMNS = ["code", "name", "level", "parent_code", "kind", "short_name"]
LEVELS = {
    "province": Level.PROVINCE,
    "prefecture": Level.CITY,
    "county": Level.COUNTY,
    "township": Level.TOWNSHIP,
    "village": Level.VILLAGE,
}
# Where the digits of each level end in a code; all behind them is zeros.
DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}
LONGEST_NAME = Area._meta.get_field("name").max_length
LONGEST_OFFICIAL_NAME = Area._meta.get_field("official_name").max_length
AS_UTF8 = "请用表格软件打开后另存为“CSV UTF-8（逗号分隔）”再试"


@dataclass(frozen=True)
class Division:
    """One good row. `name` is as published, `short_name` is for display; `parent_code` "" at the top."""

    line: int
    code: str
    name: str
    level: Level
    parent_code: str
    kind: str
    short_name: str


@dataclass(frozen=True)
class Problem:
    """One fault: the line of the file (None for the file as a whole) and the reason in Chinese."""

    line: int | None
    reason: str

    def __str__(self) -> str:
        return self.reason if self.line is None else f"第{self.line}行：{self.reason}"


class DivisionsError(ValueError):
    """The file cannot be loaded; `problems` lists every fault found, in file order."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)
        super().__init__("\n".join(map(str, self.problems)))


def refuse(reason: str, line: int | None = None) -> DivisionsError:
    return DivisionsError([Problem(line, reason)])


def decode(raw: bytes) -> str:
    """The text of a CSV file, plain or gzip, in UTF-8 with or without a mark. Raises DivisionsError."""
    if raw.startswith(b"\x1f\x8b"):
        try:
            raw = gzip.decompress(raw)
        except (EOFError, OSError, zlib.error) as error:
            raise refuse("压缩文件已损坏或不完整，请重新下载或重新压缩") from error
    if not raw.strip():
        raise refuse("文件是空的")
    if raw.startswith(b"PK\x03\x04"):
        raise refuse(f"这是 Excel 工作簿或 ZIP 压缩包，不是 CSV 文件，{AS_UTF8}")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse(f"文件编码是 UTF-16，须为 UTF-8，{AS_UTF8}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refuse(f"文件编码不是 UTF-8，{likely_encoding(raw)}，{AS_UTF8}", line) from error


def likely_encoding(raw: bytes) -> str:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "也不像 GBK，文件可能已损坏"
    return "看来是 GBK"


def parse(text: str, known: Mapping[str, str]) -> list[Division]:
    """The rows, parents before children, otherwise in the order of the file.

    `known` is {code: level} of the units that are already in the database and may be parents.
    Raises DivisionsError with every fault.
    """
    numbered, problems = read_rows(text)
    divisions: list[Division] = []
    first_seen: dict[str, int] = {}
    for line, fields in numbered:
        reasons = faults_alone(fields)
        code = fields["code"]
        if code in first_seen:
            reasons.append(f"区划代码“{code}”重复，第{first_seen[code]}行已有")
        first_seen.setdefault(code, line)
        problems += [Problem(line, reason) for reason in reasons]
        if not reasons:
            level = LEVELS[fields["level"]]
            short_name = fields["short_name"] or fields["name"]
            divisions.append(Division(line, **(fields | {"level": level, "short_name": short_name})))
    levels = dict(known) | {division.code: division.level for division in divisions}
    for division in divisions:
        if reason := fault_of_place(division, levels, first_seen):
            problems.append(Problem(division.line, reason))
    if problems:
        raise DivisionsError(problems)
    return sorted(divisions, key=lambda division: division.level.rank)


def read_rows(text: str) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """(line, {column: stripped text}) of every row that is not blank, and the rows of wrong width."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, problems = [], []
    try:
        header = [name.strip() for name in next(reader, [])]
        if missing := [name for name in COLUMNS if name not in header]:
            raise refuse(f"缺少列：{'、'.join(missing)}；首行须为 {','.join(COLUMNS)}", 1)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                reason = f"有{len(cells)}列，应为{len(header)}列"
                problems.append(Problem(reader.line_num, reason))
                continue
            row = dict(zip(header, map(str.strip, cells), strict=True))
            rows.append((reader.line_num, {name: row[name] for name in COLUMNS}))
    except csv.Error as error:
        raise refuse("引号不配对或含有非法字符，无法继续读取", reader.line_num) from error
    if not rows and not problems:
        raise refuse("文件里只有表头，没有数据")
    return rows, problems


def faults_alone(fields: Mapping[str, str]) -> list[str]:
    """What is wrong with a row looked at by itself."""
    reasons = []
    level = LEVELS.get(fields["level"])
    reasons += fault_of_code("区划代码", fields["code"])
    if not reasons and level and level_of(fields["code"]) != level:
        shape = level_of(fields["code"]).label
        reasons.append(f"层级“{fields['level']}”与区划代码“{fields['code']}”不符，按代码应为“{shape}”级")
    if fields["parent_code"]:
        reasons += fault_of_code("上级代码", fields["parent_code"])
    if not level:
        reasons.append(f"层级“{fields['level']}”不认识，应为 {'、'.join(LEVELS)} 之一")
    if not fields["name"]:
        reasons.append("名称为空")
    if len(fields["name"]) > LONGEST_OFFICIAL_NAME:
        reasons.append(f"名称超过{LONGEST_OFFICIAL_NAME}个字")
    if len(fields["short_name"] or fields["name"]) > LONGEST_NAME:
        reasons.append(f"简称超过{LONGEST_NAME}个字")
    if level:
        reasons += fault_of_kind(fields["kind"], level)
    return reasons


def fault_of_code(column: str, code: str) -> list[str]:
    if re.fullmatch(r"[0-9]{12}", code):
        return []
    if not code:
        return [f"{column}为空"]
    if re.fullmatch(r"[0-9]+", code):
        return [f"{column}“{code}”是{len(code)}位，应为12位数字"]
    if re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", code):
        return [f"{column}“{code}”是科学计数法，请把该列设为文本格式后重新填入12位代码"]
    return [f"{column}“{code}”含有数字以外的字符，应为12位数字"]


def level_of(code: str) -> Level:
    """The level that the digits of a code speak of."""
    return next(level for level, end in DIGITS.items() if not code[end:].strip("0"))


def fault_of_kind(kind: str, level: Level) -> list[str]:
    if kind in KINDS[level] or (not kind and level != Level.VILLAGE):
        return []
    if not kind:
        return ["村级单位须填类别（kind），以区分村委会和居委会"]
    if kind not in AreaKind.values:
        return [f"类别“{kind}”不认识"]
    return [f"类别“{kind}”（{AreaKind(kind).label}）不是“{level.label}”级单位的类别"]


def fault_of_place(division: Division, levels: Mapping[str, str], in_file: Mapping[str, int]) -> str:
    """Why a row cannot stand where it says; silent when its parent's own row is already at fault."""
    code = division.parent_code
    if not code:
        return misplaced(division.level, None)
    if code in levels:
        return misplaced(division.level, levels[code])
    return "" if code in in_file else f"上级代码“{code}”不存在：文件里没有这个单位，系统里也没有或已撤销"
