"""Runs as a process of its own: a spreadsheet on standard input, its cells as JSON on standard output.

A small hostile file can ask the parser for more memory than the machine has, and the parser
then takes its whole process with it. So this process is small, limited, and expected to die.
No Django here. Arguments: most rows, most columns, most sheets.

Output: {"sheets": {name: [[cell]]}} or {"error": why}; a cell is null, a number, a text, true or
false, {"date": text}, or {"error": true} for an error or a formula without a result (.xlsx only:
the other formats give those as blanks or texts).
"""

import json
import re
import sys
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import python_calamine

try:
    import resource
except ImportError:  # Windows
    resource = None

MEMORY, SECONDS = 1 << 30, 20
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
FORMULA = rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
NO_VALUE = rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
NO_RESULT = re.compile(rb"\s*" + FORMULA + rb"\s*" + NO_VALUE + rb"\s*")


def limit() -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell):
    if isinstance(cell, str):
        return cell.replace("\0", "") or None  # PostgreSQL keeps no NUL
    if isinstance(cell, bool | int | float):
        return cell
    return {"date": str(cell)}


def read(data: bytes, most_rows: int, most_columns: int, most_sheets: int) -> dict:
    book = python_calamine.load_workbook(BytesIO(data))
    if len(book.sheet_names) > most_sheets:
        return {"error": f"工作表有{len(book.sheet_names)}张，最多{most_sheets}张"}
    pages = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    for name, page in pages.items():
        if page.end and (page.end[0] >= most_rows or page.end[1] >= most_columns):
            return {"error": f"工作表“{name[:31]}”过大，最多{most_rows}行、{most_columns}列"}
    broken = broken_cells(data)
    sheets = {}
    for name, page in pages.items():
        rows = [[plain(cell) for cell in row] for row in page.to_python(skip_empty_area=False)]
        for row, column in broken.get(name, ()):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = {"error": True}
        sheets[name] = rows
    return {"sheets": sheets}


def broken_cells(data: bytes) -> dict[str, list[tuple[int, int]]]:
    """{sheet: places} of the error cells and of the formulas without a result in an .xlsx file."""
    if not zipfile.is_zipfile(BytesIO(data)):
        return {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        return {
            name: list(broken_in(archive.read(path)))
            for name, path in sheet_paths(archive).items()
            if path in archive.namelist()
        }


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    return {
        sheet.get("name", ""): "xl/" + targets.get(sheet.get(RELATION), "").removeprefix("/xl/")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }


def broken_in(xml: bytes):
    for attributes, content in CELL.findall(xml):
        place = PLACE.search(attributes)
        if place and (b't="e"' in attributes or NO_RESULT.fullmatch(content)):
            column = 0
            for letter in place[1]:
                column = column * 26 + letter - 64
            yield int(place[2]) - 1, column - 1


def main() -> None:
    limit()
    try:
        answer = read(sys.stdin.buffer.read(), *(int(number) for number in sys.argv[1:4]))
    except python_calamine.PasswordError:
        answer = {"error": "文件设有打开密码，请取消密码后再上传"}
    except (python_calamine.CalamineError, ElementTree.ParseError, zipfile.BadZipFile, KeyError):
        answer = {"error": "文件已损坏，或不是能读取的表格"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
