"""The form in the hands of a real LibreOffice: opened, edited, saved in every format, sent back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branches.sheets import reading
from indicators.models import Report, Upload

from .office import convert, needs_office
from .sheets_cast import OWN, SHEET, build_form, download, edited, opened

pytestmark = [pytest.mark.django_db, needs_office]
FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods"}


@pytest.fixture
def saved_as(office_profile, tmp_path):
    """Opens a file in LibreOffice and saves it in another format; answers the new file's bytes."""

    def save(data: bytes, suffix: str, source: str = "xlsx") -> bytes:
        return convert(data, source, FILTERS[suffix], office_profile, tmp_path)

    return save


@pytest.fixture
def cast_form(areas):
    return build_form(areas)


@pytest.fixture
def send(client, users, areas, cast_form):
    """Uploads a file for 东镇 and answers the upload, or the sentence that refused it."""

    def post(data, name):
        client.force_login(users["clerk"])
        address = reverse("entry-upload", args=[areas["东镇"].code, "2012Q2"])
        response = client.post(address, {"file": SimpleUploadedFile(name, data)})
        return Upload.objects.latest("pk") if response.status_code == 302 else response.context["wrong"]

    return post


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.et", "a.ods"])
def test_a_form_saved_in_any_format_comes_back_with_its_changes(areas, cast_form, saved_as, send, name):
    typed = edited(download(areas["东镇"], cast_form[0]), {"D8": 41, "E8": 0.1, "D10": "２０", "E9": "不适用"})
    suffix = name.partition(".")[2].replace("et", "xls")  # WPS keeps the old format under a name of its own
    upload = send(saved_as(typed, suffix), name)
    assert upload.errors == []
    assert [(change["cell"], change["new"]) for change in upload.changes] == [
        ("D8", 41),
        ("E8", 10),
        ("E9", "n/a"),
        ("D10", 20),
    ]


def test_mistakes_keep_their_places_through_libreoffice(areas, cast_form, saved_as, send):
    typed = edited(download(areas["东镇"], cast_form[0]), {"D8": "很多", "E9": -2, "F8": 9})
    errors = send(saved_as(typed, "ods"), "a.ods").errors
    assert [error.partition("：")[0] for error in errors] == [
        "“东镇”第8行D列（一村 党员总数）",
        "“东镇”第8行F列（一村 村干部数）",
        "“东镇”第9行E列（二村 集体收入）",
    ]


def test_a_formula_typed_in_libreoffice_counts_with_its_result(areas, cast_form, saved_as, send):
    typed = edited(download(areas["东镇"], cast_form[0]), {"D8": "=20+22", "D9": "=1/0"})
    upload = send(saved_as(typed, "xlsx"), "a.xlsx")
    assert [(change["cell"], change["new"]) for change in upload.changes] == [("D8", 42)]
    [error] = upload.errors
    assert "第9行D列" in error
    assert "公式出错或没有结果" in error


def test_what_libreoffice_edits_and_saves_is_applied(areas, cast_form, saved_as, send, client):
    """There and back: .xlsx to .ods, edited again, saved as .xlsx, uploaded, confirmed."""
    there = saved_as(edited(download(areas["东镇"], cast_form[0]), {"D8": 41}), "ods")
    back = edited(saved_as(there, "xlsx", source="ods"), {"D8": 3}, sheet=OWN)
    upload = send(back, "a.xlsx")
    assert upload.errors == []
    client.post(reverse("entry-upload-apply", args=[areas["东镇"].code, "2012Q2", upload.pk]))
    assert Report.objects.get(area=areas["一村"]).values["members"] == 41
    assert Report.objects.get(area=areas["东镇"]).values == {"halls": 3}


def test_layout_locks_and_rules_survive_libreoffice(areas, cast_form, saved_as):
    book = opened(saved_as(download(areas["东镇"], cast_form[0]), "xlsx"))
    page = book[SHEET]
    assert book["_form"].sheet_state != "visible"
    assert page.protection.sheet
    assert page["F8"].protection.locked
    assert not page["D8"].protection.locked
    assert page["A8"].data_type == "s"
    assert page["D4"].comment is not None
    assert page.page_setup.orientation == "landscape"
    assert page.row_dimensions[7].hidden
    assert {rule.type for rule in page.data_validations.dataValidation} == {"whole", "decimal"}


def test_the_hidden_marks_survive_the_old_format(areas, cast_form, saved_as):
    sheets = reading.read(saved_as(download(areas["东镇"], cast_form[0]), "xls"))
    assert [str(cell) for cell in sheets["_form"][0][:4]] == ["partybuild-form", "1", "990101100000", "2012Q2"]
