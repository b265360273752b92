"""The pages of the four cultivations: the pipeline, and the names behind each number."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches.access_log import record_view
from branches.clock import today
from branches.gate import gated
from branches.models import Area, Level

from ..carrying import left_behind
from ..dashboards.cultivation_names import BY_CODE, STATES, count_states, names, shown
from ..dashboards.pipeline import Pipeline, pipelines
from ..models import CultivationList, MeasureKind, Period
from ..quarters import Quarter

NAMES_A_PAGE = 50


@dataclass(frozen=True)
class AsOf:
    """The day that a page stands for: today, or the last day of a period that is over."""

    quarter: Quarter
    day: date
    code: str = ""  # of the period; "" for today

    @property
    def label(self) -> str:
        return self.quarter.label if self.code else f"至今（{self.day:%Y-%m-%d}）"


def moments() -> list[AsOf]:
    """Today first, then the periods, newest first."""
    now = today()
    over = [period.quarter for period in Period.objects.order_by("-ordinal") if period.quarter.last_day < now]
    return [
        AsOf(Quarter.containing(now), now),
        *(AsOf(quarter, quarter.last_day, quarter.code) for quarter in over),
    ]


def asked_moment(request) -> tuple[AsOf, list[AsOf], bool]:
    """(the moment asked for, all of them, whether the address named one that there is not)."""
    choices = moments()
    code = request.GET.get("period", "")
    found = next((choice for choice in choices if choice.code == code), None)
    return found or choices[0], choices, found is None


def place(request, moment: AsOf, choices: list[AsOf]) -> dict:
    """What every page needs: where one is, as of when, and what the reader may do."""
    area = request.area
    above = list(Area.objects.above(area)) if area.ancestor_paths else []
    return {
        "area": area,
        "crumbs": [(ancestor, request.scope.may_see(ancestor)) for ancestor in above],
        "moment": moment,
        "moments": choices,
        "kept": f"period={moment.code}&" if moment.code else "",  # for links that stay in the period
        "may_keep": request.scope.may_keep(area),
    }


@require_safe
@never_cache
@gated()
def cultivation_pipeline(request):
    """How many were on each list, how many came on, unit by unit."""
    moment, choices, unknown = asked_moment(request)
    if unknown:
        messages.warning(request, "没有这个报告期，已显示至今的情况。")
        return redirect("cultivation-pipeline", request.area.code)
    own, children = pipelines(request.area, moment.quarter, moment.day)
    counts = count_states(request.area, moment.day)
    level = Level(request.area.level)
    waiting = 0 if moment.code else left_behind(request.area, moment.day.year, CultivationList.values).count()
    context = place(request, moment, choices) | {
        "own": own,
        "children": children,
        "child_level": None if level is Level.VILLAGE else list(Level)[level.rank + 1].label,
        "faults": [(state, counts[state.code]) for state in STATES if state.is_fault and counts[state.code]],
        "kinds": MeasureKind.choices,
        "waiting": waiting,
        "charts": {"steps": drawn(own)},
    }
    return render(request, "cultivation/pipeline.html", context)


def drawn(own: Pipeline) -> dict:
    """The page's chart as plain data."""
    return {
        "labels": [step.label for step in own.steps],
        "listed": [step.listed for step in own.steps],
        "converted": [step.converted for step in own.steps],
        "rates": [step.figure.text if step.figure else "" for step in own.steps],
    }


@require_safe
@never_cache
@gated()
def cultivation_names(request):
    """Who stands behind a number; every look is recorded."""
    moment, choices, unknown = asked_moment(request)
    state, on_list, missing = (request.GET.get(name, "") for name in ("state", "list", "missing"))
    state = state or "active"
    wrong = state not in BY_CODE or (on_list and on_list not in CultivationList.values)
    if unknown or wrong or (missing and missing not in MeasureKind.values):
        messages.warning(request, "没有这种筛选条件，已显示在册的全部名单。")
        return redirect("cultivation-names", request.area.code)
    rows = names(request.area, moment.day, state, on_list, missing)
    sheet = Paginator(rows, NAMES_A_PAGE).get_page(request.GET.get("page"))
    people = shown(sheet.object_list, request.scope, moment.day)
    record_view(
        request.user, f"培养对象名单（{BY_CODE[state].label}）第{sheet.number}页", request.area, len(people)
    )
    chosen = [
        (name, value) for name, value in (("state", state), ("list", on_list), ("missing", missing)) if value
    ]
    context = place(request, moment, choices) | {
        "state": BY_CODE[state],
        "states": STATES,
        "on_list": on_list,
        "lists": CultivationList.choices,
        "missing": missing,
        "kinds": MeasureKind.choices,
        "people": people,
        "sheet": sheet,
        "chosen": chosen,
        "query": urlencode(chosen),
        "level": request.area.level,
    }
    return render(request, "cultivation/names.html", context)
