"""Where posts are vacant, tasks are late and reports are missing below an area: one query each, worst first."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Count, F, QuerySet, Window

from branches.models import STEP, Area, Level, Village

from ..alerting import Alert, Kind, Lines, Link, unit_rules
from ..models import Status, Task, Total
from ..models.task import is_overdue
from .coverage import Coverage
from .frame import PeriodChoice
from .reader import Reader
from .rows import Row

ABOVE = (
    "area__parent",
    "area__parent__parent",
    "area__parent__parent__parent",
)  # as far up as from village to city
SITE = (
    "area__path",
    "area__code",
    "area__name",
    *(f"{unit}__{name}" for unit in ABOVE for name in ("code", "name")),
)

LONG_VACANT = "villages_long_vacant"  # the element that counts the same at the end of a quarter
UNREPORTED = (Status.EMPTY, Status.DRAFT, Status.RETURNED)
Found = tuple[list[Alert], int]  # the worst, and how many there are in all


def sited(area: Area, path: str, code: str, name: str, *above: str | None) -> dict[str, str]:
    """The place of an alert on the page of an area, from a row of SITE: what stands between them is named."""
    between = max(0, len(path) // STEP - area.depth - 1)
    units = list(zip(above[::2], above[1::2], strict=True))[:between]
    child = units[-1][0] if units else code
    return {
        "code": code,
        "name": name,
        "within": " ".join(name for _, name in reversed(units) if name),
        "child": "" if path == area.path else child or "",
    }


def worst(rows: QuerySet, most: int) -> tuple[list[tuple], int]:
    """The first rows with SITE, and the number of all of them, in one query; the last column tells the rule."""
    found = list(
        rows.annotate(total=Window(Count("pk"))).values_list(*SITE, "pk", "told", "since", "total")[:most]
    )
    return [row[:-1] for row in found], found[0][-1] if found else 0


def vacancies(area: Area, day: date, lines: Lines, most: int) -> Found:
    """Reporting villages without a secretary for longer than the line, the longest first."""
    known = Village.objects.within(area).reporting_on(day).with_secretary(day)
    late = known.vacant_for_long(day, lines.vacancy_days).order_by(
        F("vacant_since").asc(nulls_last=True), "area__path"
    )
    rows, total = worst(late.annotate(told=F("area__name"), since=F("vacant_since")), most)
    return [
        Alert(finding, link=Link("village-cadres", (site[1],)), **sited(area, *site))
        for *site, _, _, since in rows
        if (finding := unit_rules.vacancy(since, day, lines))
    ], total


def vacancies_by_child(reader: Reader, lines: Lines) -> Found:
    """The same for an area with too many villages to look through: a child each, out of the rows that the reader
    holds, as of the end of its quarter. No query of its own."""
    quarter, query = reader.quarter, (("kind", Kind.VACANCY.value), ("period", reader.quarter.code))
    alerts = [
        Alert(
            unit_rules.vacancies(number, quarter.label, lines),
            code=child.code,
            name=child.name,
            link=Link("area-alerts", (child.code,), query),
            child=child.code,
        )
        for child in reader.children
        if (number := long_vacant(child.at(quarter)))
    ]
    return alerts, long_vacant(reader.row)


def long_vacant(row: Row | None) -> int:
    return row.sums.get(LONG_VACANT, (0,))[0] if row else 0


def overdue(area: Area, day: date, lines: Lines, most: int) -> Found:
    """Open tasks past their day, at or below the area, the latest first; as `implementation_of` counts them."""
    late = (
        Task.objects.within(area).standing_on(day).filter(is_overdue(day)).order_by("due_on", "area__path", "pk")
    )
    rows, total = worst(late.annotate(told=F("title"), since=F("due_on")), most)
    return [
        Alert(finding, link=Link("task-page", (pk,)), **sited(area, *site))
        for *site, pk, title, due_on in rows
        if (finding := unit_rules.overdue(title, due_on, day, lines))
    ], total


def coverage(area: Area, choices: Iterable[PeriodChoice], day: date, lines: Lines) -> Iterator[Alert]:
    """The latest period whose due day is over: the area and each of its children, a village by its own report."""
    due = next((choice for choice in choices if choice.due_on < day and choice.version is not None), None)
    if due is None:
        return
    asked = (("period", due.code),)
    own = Coverage.of(due.counts)
    if area.level == Level.VILLAGE:
        word = next((Status(status).label for status in UNREPORTED if getattr(own, status)), "")
        if word and (finding := unit_rules.unreported(word, due.label, due.due_on, day)):
            yield Alert(finding, area.code, area.name, Link("area-dashboard", (area.code,), asked))
        return
    units = [(area.code, area.name, own), *of_children(area, due)]
    for code, name, tally in units:
        if finding := unit_rules.coverage(tally, due.label, due.due_on, day, lines):
            link = Link("area-outstanding", (code,), asked)
            yield Alert(finding, code, name, link, child="" if code == area.code else code)


def of_children(area: Area, period: PeriodChoice) -> Sequence[tuple[str, str, Coverage]]:
    """(code, name, reports of villages) of what was below in the period; of a township none, its villages are
    listed as outstanding."""
    if area.level == Level.TOWNSHIP:
        return []
    rows = Total.objects.filter(parent=area, period=period.pk).order_by("area__sort_order", "area__code")
    return [
        (code, name, Coverage.of(counts))
        for code, name, counts in rows.values_list("area__code", "area__name", "counts")
    ]
