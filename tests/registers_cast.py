"""People, posts, certifications and organisations of the cast's villages, and sheets about them."""

from datetime import date
from io import BytesIO

import openpyxl
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branches.models import Branch, Cadre, DoubleStrongCertification, NewOrgUnit, Person, RegisterUpload

from .cast import build_standard

DAY = date(2011, 5, 1)


def build_registers(areas) -> dict[str, Person]:
    """一村: 单小红, secretary and certified, and 李安, clerk; 二村: 王大山, who left; 四村: 张立新,
    first secretary in 一村, and 赵明, without a post. An organisation and an enterprise in 一村, a branch
    in 四村."""
    people = {
        name: Person.objects.create(name=name, sex="1", area=areas[village], birth_month=birth)
        for name, village, birth in [
            ("单小红", "一村", date(1970, 4, 1)),
            ("李安", "一村", date(1985, 3, 1)),
            ("王大山", "二村", None),
            ("张立新", "四村", date(1960, 1, 1)),
            ("赵明", "四村", date(1970, 1, 1)),
        ]
    }
    for name, village, post, ended in [
        ("单小红", "一村", "party_secretary", None),
        ("李安", "一村", "village_clerk", None),
        ("王大山", "二村", "village_head", date(2012, 1, 10)),
        ("张立新", "一村", "first_secretary", None),
    ]:
        Cadre.objects.create(
            person=people[name], village=areas[village], post=post, started_on=DAY, ended_on=ended
        )
    standard = build_standard(version="2011年标准", in_force_from=date(2011, 1, 1), in_force_until=None)
    DoubleStrongCertification.objects.create(
        person=people["单小红"], standard=standard, certified_on=DAY, households_led=12
    )
    branch = Branch.objects.create(name="一村党支部", area=areas["一村"], full_members=30, founded_on=DAY)
    Branch.objects.create(name="四村党支部", area=areas["四村"])
    NewOrgUnit.objects.create(
        name="一村合作社",
        kind="social_org",
        area=areas["一村"],
        staff=40,
        full_members=3,
        branch=branch,
        setup_mode="solo",
    )
    return people


def sheet(*rows) -> bytes:
    """An .xlsx file with these rows; every text stays a text."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet("名册")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def opened(data: bytes):
    return openpyxl.load_workbook(BytesIO(data))


def exported(client, key: str, **params) -> bytes:
    return b"".join(client.get(reverse("register-export", args=[key]), params).streaming_content)


def lines(data: bytes) -> list[list]:
    """The rows of the first page from its headings on."""
    rows = [list(row) for row in opened(data).worksheets[0].iter_rows(values_only=True)]
    head = next(number for number, row in enumerate(rows) if sum(cell is not None for cell in row) > 2)
    return rows[head:]


def bring(client, key: str, data: bytes | str, name: str = "名册.xlsx"):
    """Upload a file or paste a text; the upload, or the sentence that refused it."""
    posted = {"text": data} if isinstance(data, str) else {"file": SimpleUploadedFile(name, data)}
    response = client.post(reverse("register-import", args=[key]), posted)
    return RegisterUpload.objects.latest("pk") if response.status_code == 302 else response.context["wrong"]


def kinds(upload: RegisterUpload) -> list[str]:
    return [row["kind"] for row in upload.plan]


def as_sent(form) -> dict[str, str]:
    """What a browser sends of a form that nobody touched."""
    sent = {}
    for name in form.fields:
        bound = form[name]
        value = bound.value()
        if value is True:
            sent[name] = "on"
        elif value is not None and value is not False:
            shown = bound.field.widget.format_value(value)
            sent[name] = shown[0] if isinstance(shown, list) and shown else shown
        if getattr(bound.initial, "pk", None):
            sent[f"{name}_was"] = bound.initial.pk
    return {name: text for name, text in sent.items() if text not in (None, "")}
