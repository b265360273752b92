"""Spreadsheets that mean harm, or are none: refused with a reason, and quickly."""

import io
import time
import zipfile
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from branches.sheets import reading
from branches.sheets.reading import Unreadable


def book(*cells, sheets=1) -> bytes:
    """An .xlsx file; cells are (row, column, value) of the first sheet."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    pages = [made.add_worksheet(f"s{number}") for number in range(sheets)]
    for row, column, value in cells:
        pages[0].write(row, column, value)
    made.close()
    return stream.getvalue()


def archive(**members) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def rewritten(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one member replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return stream.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        reading.read(data)
    return str(caught.value)


def test_cells_come_as_what_they_are():
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    page = made.add_worksheet("页")
    page.write_row(1, 0, [1.5, "文字", True])
    page.write_datetime(2, 0, date(2012, 1, 31), made.add_format({"num_format": "yyyy-mm-dd"}))
    made.close()
    rows = reading.read(stream.getvalue())["页"]
    assert rows == [[None, None, None], [1.5, "文字", True], [{"date": "2012-01-31"}, None, None]]


def test_empty_rows_before_the_first_cell_are_kept():
    assert reading.read(book((3, 1, 7)))["s0"][3] == [None, 7]


def test_an_error_and_a_formula_without_result_are_told_from_a_blank():
    made = openpyxl.Workbook()
    page = made.active
    page.title = "s"
    page["A1"], page["B1"], page["D1"] = 1, "=1/0", "end"
    page["A2"] = "#DIV/0!"
    page["A2"].data_type = "e"
    stream = io.BytesIO()
    made.save(stream)
    assert reading.read(stream.getvalue())["s"] == [
        [1, {"error": True}, None, "end"],
        [{"error": True}, None, None, None],
    ]


def test_a_formula_with_a_result_is_read_as_its_result():
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    made.add_worksheet("s").write_formula(0, 0, "=20+20", None, 40)
    made.close()
    assert reading.read(stream.getvalue())["s"] == [[40]]


def test_a_program_named_as_a_table_is_refused():
    assert "不是表格文件" in refusal(b"MZ\x90\x00" + b"\0" * 500)


def test_a_csv_in_gbk_is_refused_with_advice():
    assert "CSV 请粘贴到下载的表中" in refusal("区划代码,党员总数\n990101100201,40\n".encode("gbk"))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04" + b"x" * 100, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"y" * 900]
)
def test_an_empty_or_broken_file_is_refused(data):
    assert refusal(data).endswith("。")


def test_an_archive_without_a_table_is_refused():
    assert "没有表格" in refusal(archive(a_xml="x"))


def test_an_archive_that_unpacks_to_gigabytes_is_refused_at_once():
    bomb = archive(xl__workbook_xml="x", big=b"\0" * 61_000_000)
    began = time.monotonic()
    assert "解压后过大" in refusal(bomb)
    assert time.monotonic() - began < 1


def test_an_archive_packed_beyond_all_measure_is_refused():
    assert "解压后过大" in refusal(archive(xl__workbook_xml="x", big=b"\0" * 5_000_000))


def test_an_archive_of_too_many_members_is_refused():
    assert "解压后过大" in refusal(archive(xl__workbook_xml="x", **{f"m{number}": "" for number in range(201)}))


def test_a_file_over_the_limit_is_refused_unopened():
    assert "超过10MB" in refusal(b"PK\x03\x04" + b"\0" * 10 * 1024 * 1024)
    assert "不能超过3MB" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3 * 1024 * 1024)


def test_entities_are_not_unfolded():
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
    )
    sheet = lol + (
        b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    )
    data = rewritten(book((0, 0, 1)), "xl/worksheets/sheet1.xml", sheet)
    with suppress(Unreadable):
        assert "aaaaaaaaaa" not in str(reading.read(data))


def test_a_file_on_this_machine_cannot_be_read_through_an_entity(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("topsecret")
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file://{secret}">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    data = rewritten(book((0, 0, 1)), "xl/worksheets/sheet1.xml", sheet.encode())
    with suppress(Unreadable):
        assert "topsecret" not in str(reading.read(data))


def test_a_cell_at_the_far_corner_takes_no_memory_of_ours():
    """A dense range of 17 thousand million cells: the parsing process dies, this one does not."""
    assert "过大" in refusal(book((0, 0, 1), (1048575, 16383, 2)))


def test_too_many_rows_columns_or_sheets_are_refused():
    assert "最多3000行" in refusal(book((3000, 0, 1)))
    assert "300列" in refusal(book((0, 300, 1)))
    assert "最多120张" in refusal(book(sheets=121))


def test_a_code_of_17_digits_that_became_a_number_is_not_mistaken_for_another():
    [[cell]] = reading.read(book((0, 0, 12345678901234567)))["s0"]
    assert str(int(cell)) != "12345678901234567"  # lost in the file itself; cells.code_text finds no such unit
