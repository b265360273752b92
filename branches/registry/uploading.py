"""Files and pasted blocks for a register: kept as a preview, then brought in once, all or nothing."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from ..models import RegisterUpload, User
from ..models.upload import VALID_FOR
from ..scope import Scope
from ..sheets import reading, tables
from ..sheets.tables import Table
from .declaration import Register
from .importing import Import
from .plans import CHANGED, DOUBTFUL, FAULTY, NEW
from .sheet_in import known_headings

MOST_ROWS = 2000
PASTED = "粘贴的内容"


class ImportRefused(Exception):
    """Nothing was brought in; the message says why, in Chinese."""


def receive(register: Register, who: User, sheets: reading.Sheets, name: str, data: bytes) -> RegisterUpload:
    """Keep what a file would do. Raises reading.Unreadable when it is no table of this register."""
    scope = Scope(who)
    probe = Import(register, scope, Table([], []), {})
    known = known_headings(register, probe.columns)
    table = tables.find(sheets, known.__contains__)
    if not table.lines:
        raise reading.Unreadable("表头下面没有内容。")
    if len(table.lines) > MOST_ROWS:
        raise reading.Unreadable(f"有{len(table.lines)}行，一次最多导入{MOST_ROWS}行，请分几次导入。")
    forget_old(who)
    upload = RegisterUpload(
        who=who,
        register=register.key,
        file_name=name.replace("\0", "")[-200:],
        sha256=sha256(data).hexdigest(),
        headings=table.headings,
        lines=[[line, cells] for line, cells in table.lines],
    )
    look_again(upload, register, {})
    return upload


def forget_old(who: User) -> None:
    """Names of people are not kept in previews that can no longer be confirmed."""
    RegisterUpload.objects.filter(who=who, applied_at=None, at__lt=timezone.now() - VALID_FOR).delete()


def look_again(upload: RegisterUpload, register: Register, picks: dict[str, str]) -> None:
    """Plan all rows anew, with what was chosen for the doubtful ones."""
    upload.picks = {**upload.picks, **picks}
    run = begin(upload, register)
    upload.plan, upload.notes = run.run(upload.who, keep=False), run.notes
    upload.save()


def begin(upload: RegisterUpload, register: Register) -> Import:
    lines = [(line, cells) for line, cells in upload.lines]
    return Import(register, Scope(upload.who), Table(upload.headings, lines), upload.picks)


def counts(upload: RegisterUpload) -> dict[str, int]:
    """{kind: rows}"""
    found: dict[str, int] = {}
    for row in upload.plan:
        found[row["kind"]] = found.get(row["kind"], 0) + 1
    return found


def refusal(upload: RegisterUpload, who: User) -> str:
    """Why an upload cannot be brought in; empty when it can."""
    if reason := upload.refusal(who):
        return reason
    found = counts(upload)
    if found.get(FAULTY):
        return "有的行有错误，改正后请重新上传。"
    if found.get(DOUBTFUL):
        return "有的行还要选定是谁，请先选定。"
    if not found.get(NEW) and not found.get(CHANGED):
        return "没有要导入的内容。"
    return ""


@transaction.atomic
def apply(upload: RegisterUpload, register: Register, who: User) -> tuple[int, int]:
    """Bring it in; (rows added, rows changed). Raises ImportRefused, then nothing is stored."""
    upload = RegisterUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if reason := refusal(upload, who):
        raise ImportRefused(reason)
    list(register.within(Scope(who)).filter(pk__in=touched(upload)).order_by("pk").select_for_update(of=("self",)))
    done = begin(upload, register).run(who, keep=True)
    moved = [now["line"] for now, then in zip(done, upload.plan, strict=True) if now != then]
    if moved:
        lines = "、".join(str(line) for line in moved[:5])
        raise ImportRefused(f"预览之后他人改过有关记录（第{lines}行），没有导入任何内容，请重新上传核对。")
    upload.applied_at, upload.lines = timezone.now(), []
    upload.save(update_fields=["applied_at", "lines"])
    found = counts(upload)
    return found.get(NEW, 0), found.get(CHANGED, 0)


def touched(upload: RegisterUpload) -> list[int]:
    return [row["pk"] for row in upload.plan if row["kind"] == CHANGED]
