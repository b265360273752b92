"""An uploaded form: read and kept as a list of changes, then applied once, all or nothing."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from branches.models import Area, User
from branches.scope import Scope
from branches.sheets import reading

from .admission import WorkflowError
from .checks import Finding
from .entry import CellError, Value, elements_of, findings_of, put
from .exports.cells import spoken
from .exports.comparing import compare
from .exports.form import form_of
from .models import Element, How, Period, Report, Upload
from .workflow import CellConflict, save_cells

MOST_SENTENCES = 300  # of errors or notes; nobody corrects more than that from a screen
KEEP, OVERWRITE = "keep", "overwrite"  # what to do with conflicts


@dataclass(frozen=True)
class Change:
    """One cell of an upload in words: where it stands in the file and what it would become."""

    report: Report
    element: Element
    old: Value
    new: Value
    sheet: str
    cell: str
    base: Value = None  # in a conflict: the value that the file went out with

    @property
    def words(self) -> dict[str, str]:
        """The values as they are read: base, old, new."""
        return {name: spoken(getattr(self, name), self.element) for name in ("base", "old", "new")}


def receive(file_name: str, data: bytes, area: Area, period: Period, who: User) -> Upload:
    """Read a file and keep what it would change; nothing else is stored.

    Raises reading.Unreadable when the file is not the form of this area and period.
    """
    blank = form_of(area, period)
    if not blank.sheets:
        raise reading.Unreadable(f"{area}在{period}没有要填的报表。")
    found = compare(blank, reading.read(data), Scope(who).may_enter)
    return Upload.objects.create(
        who=who,
        area=area,
        period=period,
        file_name=file_name.replace("\0", "")[-200:],
        sha256=sha256(data).hexdigest(),
        changes=found.changes,
        conflicts=found.conflicts,
        errors=cut(found.errors),
        notes=cut(found.notes),
    )


def cut(sentences: list[str]) -> list[str]:
    if len(sentences) <= MOST_SENTENCES:
        return sentences
    return [*sentences[:MOST_SENTENCES], f"……共{len(sentences)}条，只列出前{MOST_SENTENCES}条。"]


def listed(upload: Upload, cells: list[dict]) -> list[Change]:
    """The stored cells of an upload (its changes or its conflicts) with their reports and elements."""
    reports = Report.objects.select_related("area", "period").in_bulk({cell["report"] for cell in cells})
    elements = {element.code: element for element in elements_of(upload.period)}
    return [
        Change(
            reports[cell["report"]],
            elements[cell["code"]],
            cell["old"],
            cell["new"],
            cell["sheet"],
            cell["cell"],
            cell.get("base"),
        )
        for cell in cells
        if cell["report"] in reports and cell["code"] in elements
    ]


def expected_findings(changes: list[Change]) -> list[tuple[Report, list[Finding]]]:
    """What the checks will say of the changed reports once the changes are in; nothing is stored."""
    reports: dict[int, Report] = {change.report.pk: change.report for change in changes}
    cells: dict[int, dict] = defaultdict(dict)
    for change in changes:
        cells[change.report.pk][change.element] = (change.old, change.new)
    for pk, report in reports.items():
        put(report, cells[pk], confirmed=[element.code for element in cells[pk]])
    return [(report, findings) for report, findings in findings_of(list(reports.values())) if findings]


@transaction.atomic
def apply(upload: Upload, who: User, conflicts: str = "") -> int:
    """Store the changes of an upload; returns how many cells.

    `conflicts` says what becomes of cells that others changed since the download: KEEP theirs
    or OVERWRITE them; empty is refused when there are any. Raises WorkflowError with a reason
    in Chinese, or PermissionDenied; then nothing is stored.
    """
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if reason := refusal(upload, who, conflicts):
        raise WorkflowError(reason)
    cells = [*upload.changes, *(upload.conflicts if conflicts == OVERWRITE else [])]
    wanted: dict[int, dict[str, Value]] = defaultdict(dict)
    seen: dict[int, dict[str, Value]] = defaultdict(dict)
    for cell in cells:
        wanted[cell["report"]][cell["code"]] = cell["new"]
        seen[cell["report"]][cell["code"]] = cell["old"]
    reports = Report.objects.in_bulk(wanted)
    try:
        save_cells({reports[pk]: codes for pk, codes in wanted.items()}, who, how=How.EXCEL, base=seen)
    except CellConflict as conflict:
        raise WorkflowError(spoken_conflict(conflict)) from conflict
    except CellError as error:
        raise WorkflowError(f"{error.report.area}：{error}") from error
    upload.applied_at = timezone.now()
    upload.save(update_fields=["applied_at"])
    return len(cells)


def refusal(upload: Upload, who: User, conflicts: str) -> str:
    """Why an upload cannot be applied; empty when it can."""
    if reason := upload.refusal(who):
        return reason
    if upload.errors:
        return "这份表有错误，改正后请重新上传。"
    if upload.conflicts and conflicts not in (KEEP, OVERWRITE):
        return "有他人改过的格，请先选定以哪个数为准。"
    if not upload.changes and conflicts != OVERWRITE:
        return "没有要导入的改动。"
    return ""


def spoken_conflict(conflict: CellConflict) -> str:
    names = (
        Report.objects.filter(pk__in=conflict.theirs).order_by("area__path").values_list("area__name", flat=True)
    )
    return f"预览之后他人又改了{'、'.join(names[:5])}等{len(names)}个单位的数，未导入任何内容，请重新上传核对。"
