"""Indicators, units and quarters side by side: the page and its workbook."""

from io import BytesIO
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.downloads import send
from branches.gate import gated
from branches.marks import demo_marks
from branches.models import Area, Level

from .. import comparing, dashboards
from ..exports.compare import write_comparison
from ..models import MOST_COLUMNS, ColumnPage
from .question import asking, page_context

ROWS_A_PAGE = 100
OFFERED_AT_MOST = 200  # units to tick


@require_safe
@never_cache
@gated()
@asking
def compare(request, question):
    """The chosen indicators, units and quarters as a table. Everything is in the address."""
    choice, known, notes = comparing.read(request, question)
    table = table_of(choice, known)
    context = page_context(request, question) | {
        "choice": choice,
        "layouts": comparing.LAYOUTS.items(),
        "notes": notes + sorting_notes(choice, table),
        "picker": indicator_picker(choice, known),
        "unit_groups": unit_picker(choice),
        "table": table,
    }
    if table:
        sheet = Paginator(range(table.matrix.length), ROWS_A_PAGE).get_page(request.GET.get("page"))
        context |= {"sheet": sheet, "sections": table.sections(max(sheet.start_index() - 1, 0), sheet.end_index())}
    return render(request, "compare/compare.html", context)


@require_safe
@never_cache
@gated()
@asking
def compare_export(request, question):
    """The whole table as a workbook, not one page of it."""
    choice, known, _ = comparing.read(request, question)
    table = table_of(choice, known)
    if table is None:
        raise Http404("指标目录还是空的。")
    area = request.area
    marks = [
        f"{area} · {choice.basis.label} · 截至{max(choice.quarters).last_day:%Y-%m-%d}",
        table.compared,
        *demo_marks(area),
    ]
    file = BytesIO()
    write_comparison(file, table, marks)
    name = f"{area}指标比较{max(choice.quarters).label}"
    return send(request, file, name, area, sum(len(group.lines) for group in table.matrix.groups))


def table_of(choice, known) -> comparing.Table | None:
    """None while the catalogue has no indicator. Raises Http404 for more units than can be read."""
    if not choice.indicators:
        return None
    try:
        return comparing.table(choice, known)
    except ValueError as error:
        raise Http404("单位太多，请先选下一级区划。") from error


def sorting_notes(choice, table) -> list[str]:
    """A column may be gone with the layout that had it; one that never was is told."""
    code = choice.sort.lstrip("-")
    if not code or table is None:
        return []
    known = {spec.code for spec in choice.indicators} | {q.code for q in choice.quarters} | set(table.cube.by_code)
    return [] if code in known else [f"没有“{code[:20]}”这一列，已按法定顺序排列。"]


def indicator_picker(choice, known) -> dict:
    """(programme, indicators) that the units answer, with the chosen ones."""
    level = choice.level or choice.area.level
    offered = [i for i in known.indicators if dashboards.answers(i, level)]
    return {
        "page": ColumnPage.COMPARE,
        "groups": [(name, list(group)) for name, group in groupby(offered, key=lambda i: i.programme)],
        "chosen": choice.indicators,
        "own": choice.own,
        "most": MOST_COLUMNS,
    }


def unit_picker(choice) -> list[tuple[str, list[Area]]] | None:
    """(name of the unit above, units to tick); None where they are too many to be offered."""
    area, picked = choice.area, choice.units
    if area.level == Level.VILLAGE:
        return []
    level = choice.level or (picked[0].level if picked else list(Level)[Level(area.level).rank + 1])
    rows = Area.objects.within(area).filter(level=level, closed_on=None).select_related("parent").order_by("path")
    units = list(rows[: OFFERED_AT_MOST + 1])
    if len(units) > OFFERED_AT_MOST:
        return None
    return [(name, list(group)) for name, group in groupby(units, key=lambda unit: str(unit.parent))]
