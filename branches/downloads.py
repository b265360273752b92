"""Files that people take away: it is recorded who took what, then the file is sent."""

from io import BytesIO
from typing import BinaryIO

from django.http import FileResponse

from .access_log import record_export
from .models import Area

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


def file_name(name: str) -> str:
    """Without what a file system refuses."""
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in name).strip(" .")[:80]


def send(
    request, file: bytes | BinaryIO, name: str, area: Area | None, rows: int, kind: str = "xlsx", what: str = ""
) -> FileResponse:
    """`file` as "`name`.`kind`"; recorded as `what` (else its name), with `rows` rows about `area` and below."""
    record_export(request.user, what or name, area, rows)
    if isinstance(file, bytes):
        file = BytesIO(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{file_name(name)}.{kind}", content_type=KINDS[kind])
