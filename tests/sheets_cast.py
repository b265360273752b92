"""The cast's form as a spreadsheet: three villages of 东镇 with four columns and one of the township."""

from io import BytesIO

import openpyxl

from indicators.exports import form, workbook
from indicators.models import Programme

from .cast import build_element, build_period, build_report

SHEET, OWN = "东镇", "乡镇本级"
# Columns of the sheet 东镇: D members, E income, F cadres (register), G yearly (asked in Q4 only).


def build_form(areas, code: str = "2012Q2"):
    """Period, and reports by the name of the area. 一村 has values, 二村 a carried one, 三村 none."""
    period = build_period(code)
    other = Programme.objects.create(code="money", name="经济", sort_order=2)
    build_element("members", name="党员总数", sort_order=1, definition="期末组织关系在本村的党员。")
    build_element(
        "income",
        name="集体收入",
        sort_order=1,
        programme=other,
        unit="万元",
        decimals=2,
        nature="flow",
        required=False,
    )
    build_element("cadres", name="村干部数", sort_order=2, programme=other, source="cadres")
    build_element("yearly", name="年末数", sort_order=3, programme=other, frequency=1)
    build_element("halls", name="活动场所", level="township", unit="处")
    reports = {
        "一村": build_report(areas["一村"], period, "draft", members=40, income=1250, cadres=5),
        "二村": build_report(areas["二村"], period, members=31, cadres=4),
        "三村": build_report(areas["三村"], period, cadres=0),
        "东镇": build_report(areas["东镇"], period),
        "四村": build_report(areas["四村"], period, members=22),
    }
    reports["二村"].carried = ["members"]
    reports["二村"].save()
    return period, reports


def download(area, period) -> bytes:
    return workbook.write(form.form_of(area, period))


def edited(data: bytes, cells: dict[str, object], sheet: str = SHEET) -> bytes:
    """The file with cells typed over: {"E8": 12.5}."""
    book = openpyxl.load_workbook(BytesIO(data))
    for place, value in cells.items():
        book[sheet][place] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes):
    return openpyxl.load_workbook(BytesIO(data))
