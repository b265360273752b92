"""Reading an uploaded spreadsheet: .xlsx, .xls, .et and .ods, told by content and not by name.

Before anything is parsed the file's size and what its archive claims to unpack to are looked
at; the parsing itself happens in a process of its own (`calamine_child`), which may run out of
memory or time without harm. Formulas are never computed and macros never run.
"""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

MEGABYTE = 1 << 20
LARGEST_FILE = 10 * MEGABYTE
LARGEST_OLD_FILE = 3 * MEGABYTE  # .xls is no archive: nothing but its size can be looked at
LARGEST_UNPACKED = 60 * MEGABYTE
MOST_MEMBERS, HIGHEST_RATIO = 200, 150
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 3000, 300, 120
SECONDS = 40
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHILD = Path(__file__).with_name("calamine_child.py")

Cell = None | bool | int | float | str | dict
Sheets = dict[str, list[list[Cell]]]


class Unreadable(Exception):
    """The file is not taken; the message says why, in Chinese."""


def read(data: bytes) -> Sheets:
    """{sheet name: rows of cells} of a spreadsheet; hidden sheets and empty leading rows included.

    A cell is None, a number, a text, a bool, {"date": text} or {"error": True}. Raises Unreadable.
    """
    guard(data)
    command = [sys.executable, "-I", str(CHILD), str(MOST_ROWS), str(MOST_COLUMNS), str(MOST_SHEETS)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
        answer = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise Unreadable("文件内容异常或过大，无法读取；请在表格软件中另存为 .xlsx 后再上传。") from error
    if "error" in answer:
        raise Unreadable(f"{answer['error']}。")
    return answer["sheets"]


def guard(data: bytes) -> None:
    """Raise Unreadable for what should not even be opened."""
    if not data:
        raise Unreadable("文件是空的。")
    if len(data) > LARGEST_FILE:
        raise Unreadable(f"文件超过{LARGEST_FILE // MEGABYTE}MB，请只上传填好的报表。")
    if data.startswith(ZIP):
        guard_archive(data)
    elif data.startswith(OLE):
        if len(data) > LARGEST_OLD_FILE:
            raise Unreadable(f"旧格式（.xls、.et）文件不能超过{LARGEST_OLD_FILE // MEGABYTE}MB，请另存为 .xlsx。")
    else:
        raise Unreadable("不是表格文件（.xlsx、.xls、.et、.ods）；文本和 CSV 请粘贴到下载的表中再上传。")


def guard_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unreadable("文件已损坏，请在表格软件中另存后再上传。") from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or unpacked > HIGHEST_RATIO * len(data):
        raise Unreadable("文件解压后过大，不像是填好的报表，已拒绝读取。")
    names = {member.filename for member in members}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Unreadable("压缩包里没有表格；请上传 .xlsx、.xls、.et 或 .ods 文件。")
