"""The summary workbook in the hands of a real LibreOffice: same numbers, paper across, heads repeated. WPS was not
tried."""

from io import BytesIO

import openpyxl
import pypdf
import pytest

from branches.models import Area
from branches.scope import Scope
from indicators.dashboards import Basis, choose, period_choices
from indicators.exports.summary import write_summary

from . import cast, dashboard_cast
from .office import convert, needs_office

pytestmark = [pytest.mark.django_db, needs_office]
A4_ACROSS = (842, 595)


@pytest.fixture
def workbook():
    """The summary of the wide city, whose second sheet has 24 townships in six counties."""
    city = dashboard_cast.build_wide_city()
    Area.objects.filter(pk=city.pk).update(name="=样例市")
    city.refresh_from_db()
    choices, file = period_choices(city), BytesIO()
    scope = Scope(cast.build_user("leader", city))
    write_summary(file, city, choose(choices, "2012Q1"), Basis.APPROVED, choices, scope)
    return file.getvalue()


def test_libreoffice_reads_the_same_cells_and_keeps_the_charts(workbook, office_profile, tmp_path):
    saved = convert(workbook, "xlsx", "xlsx:Calc MS Excel 2007 XML", office_profile, tmp_path)
    before, after = (openpyxl.load_workbook(BytesIO(data)) for data in (workbook, saved))
    assert before.sheetnames == after.sheetnames
    for name in before.sheetnames:
        cells = {
            cell.coordinate: cell.value
            for row in before[name].iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        assert cells
        assert {place: after[name][place].value for place in cells} == cells
    assert len(after["图表"]._charts) == 5


def test_it_prints_across_with_charts_whole_on_their_pages(workbook, office_profile, tmp_path):
    pages = pypdf.PdfReader(BytesIO(convert(workbook, "xlsx", "pdf", office_profile, tmp_path))).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {A4_ACROSS}
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert len(texts) == 6  # counties, townships, names, two of charts, notes
    assert all("演示数据" in text for text in texts)
    assert all(f"第{number}页，共6页" in text for number, text in enumerate(texts, 1))
    assert "源汇区" in texts[0]
    assert "变化趋势" in texts[4]
