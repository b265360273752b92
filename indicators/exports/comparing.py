"""An uploaded form held against the form as it stands now and as it went out.

Three values meet in a cell: the one it went out with (base), the one in the file, and the one
stored now. Only a cell that the file changed is a change; where somebody else changed it
meanwhile to something else, it is a conflict with all three.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from branches.clock import today
from branches.models import Area
from branches.sheets.cells import at, code_text, letters, row_of, squeezed
from branches.sheets.reading import Cell, Sheets, Unreadable

from ..admission import refusal, stages
from ..entry import Value
from ..models import Element, Report, Verb
from ..quarters import Quarter
from ..typed import NotANumber
from ..workflow import TRANSITIONS
from . import form
from .cells import spoken, stored, value_of
from .form import Form, Sheet

AGAIN = "请重新下载后填写。"


@dataclass
class Comparison:
    """What a file would do. `changes` and `conflicts` are cells for JSON: report (id), code, old,
    new, sheet, cell ("E12"), and base in a conflict; `errors` and `notes` are sentences."""

    changes: list[dict] = field(default_factory=list)
    conflicts: list[dict] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blanks: int = 0  # required cells that are still blank


def compare(blank: Form, sheets: Sheets, may: Callable[[Area], bool]) -> Comparison:
    """What the file changes, and everything that is wrong with it, by sheet, row and column.

    `blank` is the form as it stands now; `may` answers whether the user enters an area's report.
    Raises Unreadable when the file is not this form at all.
    """
    base = identified(blank, sheets)
    found = Comparison()
    for sheet in blank.sheets:
        rows = sheets.get(sheet.name)
        if rows is None:
            found.errors.append(f"缺少工作表“{sheet.name}”（不能删除或改名）。")
        elif not wrong_heading(sheet, rows, found):
            compare_rows(sheet, rows, base, found)
    for name in sheets.keys() - {sheet.name for sheet in blank.sheets} - {form.HIDDEN}:
        found.notes.append(f"工作表“{name[:31]}”不是报表的一部分，未读取。")
    refuse_reports(blank, found, may)
    if found.blanks:
        found.notes.append(f"还有{found.blanks}格必填项是空白，上报前须填齐。")
    return found


def identified(blank: Form, sheets: Sheets) -> dict[str, list[str]]:
    """{area code: values the file went out with}; raises Unreadable for any other file."""
    lines = [[str(cell or "") for cell in row] for row in sheets.get(form.HIDDEN, [])]
    marks = [mark[:40] for mark in lines[0]] if lines else []
    marks += [""] * 7
    if marks[0] != form.MARK:
        raise Unreadable(f"这不是从本系统下载的报表，或其中的标识页已被删除。{AGAIN}")
    _, version, area, period, digest, made, name = marks[:7]
    if version != form.TEMPLATE_VERSION:
        raise Unreadable(f"这是旧版式的报表（下载于{made}）。{AGAIN}")
    if area != blank.area.code:
        raise Unreadable(f"这是{name or area}的报表，不能导入{blank.area}。")
    if period != blank.period.code:
        raise Unreadable(f"这是{spoken_period(period)}的报表，不能导入{blank.period}。")
    if digest != blank.digest:
        raise Unreadable(f"下载（{made}）之后报表的指标项有变化。{AGAIN}")
    return {line[1]: line[2:] for line in lines if line[0] == "base" and len(line) > 1}


def spoken_period(code: str) -> str:
    try:
        return Quarter.parse(code).label
    except ValueError:
        return code[:10]


def wrong_heading(sheet: Sheet, rows: list[list[Cell]], found: Comparison) -> bool:
    """Whether the columns are not those that went out; says which one is the first."""
    codes = row_of(rows, form.CODES)[form.CELLS :]
    names = row_of(rows, form.NAMES)[form.CELLS :]
    expected = sheet.elements
    extra = [str(cell) for cell in codes[len(expected) :] if cell is not None]
    for index, element in enumerate(expected):
        code, name = at(codes, index), at(names, index)
        if (code, squeezed(name)) != (element.code, squeezed(element.name)):
            column = letters(form.CELLS + index)
            found.errors.append(
                f"“{sheet.name}”第{form.NAMES + 1}行{column}列：表头应为“{element.name}”，"
                f"现为“{str(name or '')[:30]}”。表头和列的顺序不能改动，{AGAIN}"
            )
            return True
    if extra:
        found.errors.append(f"“{sheet.name}”多出了列（{extra[0][:30]}），{AGAIN}")
    return bool(extra)


def compare_rows(sheet: Sheet, rows: list[list[Cell]], base: dict[str, list[str]], found: Comparison) -> None:
    reports = {report.area.code: report for report in sheet.reports}
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[form.FIRST :], form.FIRST + 1):
        code = code_text(at(row, form.CODE))
        here = f"“{sheet.name}”第{number}行"
        if not code.isdigit():
            if any(cell is not None for cell in row[form.CELLS : form.CELLS + len(sheet.elements)]):
                found.errors.append(f"{here}有数但没有区划代码，不知是哪个单位。")
            continue
        report = reports.get(code)
        if report is None:
            found.errors.append(f"{here}A列：本表没有代码为{code[:20]}的单位。")
        elif code in seen:
            found.errors.append(f"{here}A列：{report.area}重复，第{seen[code]}行已有。")
        elif squeezed(at(row, form.NAME)) != squeezed(report.area.name):
            found.errors.append(
                f"{here}B列：代码{code}是{report.area}，单位一栏却是“{str(at(row, form.NAME) or '')[:20]}”，"
                "可能排序时错了行。"
            )
        else:
            compare_report(sheet, report, number, row, base.get(code, []), found)
        seen.setdefault(code, number)
    missing = [report.area.name for code, report in reports.items() if code not in seen]
    if missing:
        found.notes.append(f"“{sheet.name}”中没有{'、'.join(missing[:10])}等{len(missing)}个单位的行，不作改动。")


def compare_report(
    sheet: Sheet, report: Report, number: int, row: list[Cell], base: list[str], found: Comparison
) -> None:
    for index, element in enumerate(sheet.elements):
        column = letters(form.CELLS + index)
        here = f"“{sheet.name}”第{number}行{column}列（{report.area} {element.name}）："
        went_out, now = stored(at(base, index)), report.cell(element.code)
        try:
            new = value_of(at(row, form.CELLS + index), element)
        except NotANumber as error:
            found.errors.append(f"{here}{error}。")
            continue
        open_now = asked(element, report)
        if new is None and now is None and element.required and open_now:
            found.blanks += 1
        if new in (went_out, now):
            if new != now and open_now:
                found.notes.append(f"{here}表中未改，他人已改为{spoken(now, element)}，保持现值。")
            continue
        if reason := refused(new, now, element, report):
            found.errors.append(f"{here}{reason}")
            continue
        place = {
            "report": report.pk,
            "code": element.code,
            "old": now,
            "new": new,
            "sheet": sheet.name,
            "cell": f"{column}{number}",
        }
        if now == went_out:
            found.changes.append(place)
        else:
            found.conflicts.append(place | {"base": went_out})


def asked(element: Element, report: Report) -> bool:
    return not element.source and element.asked_in(report.period.quarter)


def refused(new: Value, now: Value, element: Element, report: Report) -> str:
    """Why a cell that the file changed cannot be stored; empty when it can."""
    if element.source:
        return f"由台账提取（{spoken(now, element)}），不能在表中改为{spoken(new, element)}，请到台账登记。"
    if not asked(element, report):
        return f"为{element.get_frequency_display()}，本期不填。"
    if report.status not in TRANSITIONS[Verb.SAVE]:
        return f"报表为“{report.get_status_display()}”，不能填报。"
    if new is None and element.required:
        return f"为必填项，原为{spoken(now, element)}，表中成了空白；没有此项的请填“不适用”。"
    return ""


def refuse_reports(blank: Form, found: Comparison, may: Callable[[Area], bool]) -> None:
    """Reports that would change but may not: not the user's to fill in, or the window is shut."""
    touched = {change["report"] for change in [*found.changes, *found.conflicts]}
    reports = [report for sheet in blank.sheets for report in sheet.reports if report.pk in touched]
    reached = stages(reports)
    reasons = []
    for report in reports:
        reason = refusal(report, Verb.SAVE, today(), reached[report.pk])
        reasons.append(reason if may(report.area) else f"您的账号不填报{report.area}，表中却改了它的数。")
    found.errors += dict.fromkeys(reason for reason in reasons if reason)
