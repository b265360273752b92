"""Files of values (area_code, period, element, value): checked row by row, stored batch by batch.

A file is stored only if every row of it is right. A batch is the reports of one township in
one period, in a transaction with one refresh; cells that already hold the value are passed
over, so the same file can be run again after an interruption.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from django.core.exceptions import PermissionDenied

from branches.clock import today
from branches.models import Area, Level, User
from branches.scope import Scope

from .admission import WorkflowError, refusal, stages
from .entry import CellError, Value, elements_of
from .models import Element, How, Period, Report, Verb
from .typed import NotANumber, read_cell
from .workflow import TRANSITIONS, save_cells

COLUMNS = ("area_code", "period", "element", "value")
Batch = dict[Report, dict[str, Value]]


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message says why, in Chinese."""


@dataclass(frozen=True)
class Line:
    """One row of a file as it stands there; `number` is the row in the file, the heading is 1."""

    number: int
    area_code: str
    period: str
    element: str
    value: str


@dataclass
class Plan:
    """What a file would store: `batches` {(period ordinal, township id): {report: {code: value}}}."""

    errors: list[tuple[int, str]] = field(default_factory=list)  # (row, sentence)
    batches: dict[tuple[int, int], Batch] = field(default_factory=dict)
    values: int = 0
    same: int = 0


def read_lines(path: Path) -> list[Line]:
    """The rows of a CSV file in UTF-8 or GBK. Raises UnreadableFile."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise UnreadableFile("文件不是 UTF-8 或 GBK 编码的文本。") from error
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            raise UnreadableFile(f"第1行表头缺少 {'、'.join(missing)}；应有 {','.join(COLUMNS)}。")
        return [
            Line(reader.line_num, *((row[name] or "").strip() for name in COLUMNS))
            for row in reader
            if any(row.values())
        ]
    except csv.Error as error:
        raise UnreadableFile(f"第{reader.line_num}行不是完整的 CSV：{error}") from error


def administers(who: User) -> Callable[[Area], bool]:
    """Whose values `who` may bring in: as a clerk those to enter, as an administrator all below."""
    scope = Scope(who)
    return lambda area: scope.may_enter(area) or scope.may_administer(area)


class Checker:
    """Finds what is wrong with a row. Everything a file can refer to is loaded once."""

    def __init__(self, lines: list[Line], who: User):
        codes = {line.area_code for line in lines}
        self.periods = {period.code: period for period in Period.objects.all()}
        used = [self.periods[code] for code in {line.period for line in lines} if code in self.periods]
        self.elements = {period.code: {e.code: e for e in elements_of(period)} for period in used}
        reports = Report.objects.filter(period__in=used).select_related("area", "period")
        if len(codes) <= 500:
            reports = reports.filter(area__code__in=codes)
        found = [report for report in reports if report.area.code in codes]
        self.reports = {(report.area.code, report.period.code): report for report in found}
        self.areas = {area.code: area for area in Area.objects.all()}
        self.may = administers(who)
        reached = stages(found)
        self.shut = {report.pk: refusal(report, Verb.SAVE, today(), reached[report.pk]) for report in found}
        self.seen: dict[tuple[str, str, str], int] = {}

    def check(self, line: Line) -> tuple[Report, Value]:
        """The report and the value that a row means. Raises ValueError with what is wrong."""
        area, period = self.areas.get(line.area_code), self.periods.get(line.period)
        if area is None:
            raise ValueError(f"没有代码为“{line.area_code[:20]}”的单位")
        if period is None:
            raise ValueError(f"没有“{line.period[:10]}”这个报告期，应如 2012Q1 且已开报")
        element = self.elements[period.code].get(line.element)
        if element is None:
            raise ValueError(f"{period}没有“{line.element[:40]}”这个指标项")
        if reason := unsuited(element, area, period) or self.closed(area, period):
            raise ValueError(reason)
        before = self.seen.setdefault((line.area_code, line.period, line.element), line.number)
        if before != line.number:
            raise ValueError(f"与第{before}行重复（{area} {element.name}）")
        return self.reports[area.code, period.code], number_of(line, element)

    def closed(self, area: Area, period: Period) -> str:
        report = self.reports.get((area.code, period.code))
        if report is None:
            return f"{area}在{period}没有报表"
        if not self.may(area):
            return f"该账号不能填报{area}"
        if report.status not in TRANSITIONS[Verb.SAVE]:
            return f"{area}的报表为“{report.get_status_display()}”，不能导入"
        return self.shut[report.pk].removesuffix("。")


def unsuited(element: Element, area: Area, period: Period) -> str:
    """Why an element cannot be stored for the area in the period; empty when it can."""
    if element.level != area.level:
        return f"{element.name}由{element.get_level_display()}填报，{area}是{Level(area.level).label}"
    if element.source:
        return f"{element.name}由台账提取，不能导入"
    if not element.asked_in(period.quarter):
        return f"{element.name}为{element.get_frequency_display()}，{period}不填"
    return ""


def number_of(line: Line, element: Element) -> Value:
    try:
        value = read_cell(line.value, element.decimals, element.unit)
    except NotANumber as error:
        raise ValueError(f"{element.name}的数值{error}") from error
    if value is None:
        raise ValueError(f"{element.name}的数值是空的；没有此项请写“不适用”")
    return value


def plan(lines: list[Line], who: User) -> Plan:
    """Check every row; what is to be stored, and every mistake with its row."""
    checker, made = Checker(lines, who), Plan()
    batches: dict[tuple[int, int], Batch] = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        try:
            report, value = checker.check(line)
        except ValueError as error:
            made.errors.append((line.number, str(error)))
            continue
        if report.cell(line.element) == value and line.element not in report.carried:
            made.same += 1
        else:
            batches[report.period.ordinal, report.counted_in_id][report][line.element] = value
            made.values += 1
    made.batches = {key: dict(batches[key]) for key in sorted(batches)}
    return made


def store(made: Plan, who: User) -> Iterator[tuple[int, str]]:
    """Store the batches one by one; yields (values stored, "") or (0, why the batch was not stored)."""
    may = administers(who)
    for batch in made.batches.values():
        try:
            save_cells(batch, who, how=How.IMPORT, may=may)
        except (WorkflowError, CellError, PermissionDenied) as error:
            yield 0, str(error)
        else:
            yield sum(map(len, batch.values())), ""
