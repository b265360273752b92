"""督办 as lists: tasks by side and by what calls for attention, and what was arranged together."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from branches.clock import today
from branches.filters import area_choices, chosen_area
from branches.gate import gated
from branches.models import Role

from .. import tasks
from ..models import Campaign, Programme, Task, TaskVerb
from ..tasks.batches import batches, batches_of
from ..tasks.lists import Focus, Line, Side, Watch, arranging_area, counted, focused, sides, tasks_of

LINES_A_PAGE, BATCHES_A_PAGE = 50, 30


@require_safe
@never_cache
@gated()
def task_list(request):
    """Tasks by side and by what calls for attention; what is asked wrongly falls back to the first."""
    scope, watch = request.scope, Watch.on(today())
    side, area = side_of(request), chosen_area(scope, request.GET.get("area", ""))
    mine = tasks_of(scope, side)
    rows = narrowed(mine, area, request.GET.get("under", ""), request.GET.get("q", ""))
    focus = request.GET.get("focus", "")
    focus = Focus(focus if focus in Focus.values else Focus.OPEN)
    sheet = Paginator(focused(rows, focus, watch), LINES_A_PAGE).get_page(request.GET.get("page"))
    counts = counted(rows, watch)
    by = arranging_area(scope)
    context = {
        "area": area or scope.area,
        "side": side,
        "sides": sides(scope),
        "focus": focus,
        "tabs": [(one, counts[one]) for one in Focus],
        "sheet": sheet,
        "lines": [Line(task, watch) for task in sheet],
        "watch": watch,
        "places": area_choices(scope, area),
        "chosen": area,
        "unders": unders(mine),
        "under": request.GET.get("under", ""),
        "q": request.GET.get("q", "")[:40],
        "may_arrange": by is not None and scope.may_arrange(by),
        "export": urlencode(as_register(request, side, focus, area)),
    }
    return render(request, "tasks/list.html", context)


def side_of(request) -> Side:
    known = sides(request.scope)
    return next((one for one in known if one == request.GET.get("side")), known[0])


def narrowed(rows, area, under: str, text: str):
    """Rows of a place, of a programme (p1) or campaign (c1), with a text in their title."""
    if area is not None:
        rows = rows.within(area)
    key = under[1:]
    if under[:1] in ("p", "c") and key.isascii() and key.isdigit() and len(key) < 19:
        rows = rows.filter(**{"programme" if under[0] == "p" else "campaign": int(key)})
    return rows.filter(title__icontains=text.strip()[:40]) if text.strip() else rows


def unders(rows) -> list[tuple[str, str]]:
    """Programmes and campaigns that tasks of the list belong to."""
    keys = rows.order_by()
    programmes = Programme.objects.filter(pk__in=keys.values("programme"))
    campaigns = Campaign.objects.filter(pk__in=keys.values("campaign")).select_related("area")
    return [
        *((f"p{one.pk}", one.name) for one in programmes),
        *((f"c{one.pk}", f"{one.name}（{one.area}）") for one in campaigns),
    ]


def as_register(request, side: Side, focus: Focus, area) -> dict:
    """The same question as the register of tasks asks it, for the export."""
    scope, under = request.scope, request.GET.get("under", "")
    asked = {"state": "all"} | ({"area": area.code} if area else {})
    if focus in (Focus.OPEN, Focus.OVERDUE, Focus.STALLED, Focus.MONTH):
        asked["focus"] = focus.value
    elif focus != Focus.ALL:
        asked["standing"] = focus.value
    if side == Side.ARRANGED:
        asked["arranged_by"] = scope.area.pk
    elif side == Side.MINE and scope.user.role != Role.CLERK:
        asked |= {"area": scope.area.code, "level": scope.area.level}
    if under:
        asked["programme" if under[0] == "p" else "campaign"] = under[1:]
    if text := request.GET.get("q", "").strip()[:40]:
        asked["q"] = text
    return asked


@require_safe
@never_cache
@gated()
def task_batches(request):
    """Matters that were arranged for many units at once, and how far the units have come."""
    scope, side, watch = request.scope, side_of(request), Watch.on(today())
    rows = tasks_of(scope, side)
    sheet = Paginator(batches(rows, watch), BATCHES_A_PAGE).get_page(request.GET.get("page"))
    by = arranging_area(scope)
    context = {
        "area": scope.area,
        "side": side,
        "sides": sides(scope),
        "sheet": sheet,
        "batches": batches_of(sheet.object_list, rows, watch.day),
        "watch": watch,
        "may_arrange": by is not None and scope.may_arrange(by),
    }
    return render(request, "tasks/batches.html", context)


# what was arranged together -------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated()
def task_batch(request, batch):
    """The units of one matter; the arranging unit accepts or cancels ticked ones."""
    scope, watch = request.scope, Watch.on(today())
    rows = tasks_of(scope, Side.ALL).filter(batch=batch)
    found = list(focused(rows, Focus.ALL, watch).order_by("area__path"))
    if not found:
        raise Http404("没有这批任务，或不在您的管辖范围内。")
    first = found[0]
    may_judge = scope.may_arrange(first.arranged_by)
    if request.method == "POST":
        if not may_judge:
            raise PermissionDenied("只有部署单位可以验收和取消。")
        picked = [task for task in found if str(task.pk) in request.POST.getlist("pick")]
        if decided(request, picked):
            return redirect("task-batch", batch)
    [sums] = batches_of(batches(rows, watch), rows, watch.day)
    context = {
        "first": first,
        "sums": sums,
        "lines": [Line(task, watch) for task in found],
        "may_judge": may_judge,
        "picked": request.POST.getlist("pick"),
        "why": request.POST.get("why", ""),
    }
    return render(request, "tasks/batch.html", context, status=422 if request.method == "POST" else 200)


def decided(request, picked: list[Task]) -> bool:
    """Accept or cancel the picked tasks, all or none; False when that was refused."""
    try:
        if not picked:
            raise tasks.TaskRefused("还没有勾选单位，请先勾选。")
        if request.POST.get("verb") == TaskVerb.CANCEL:
            tasks.cancel(picked, request.user, request.POST.get("why", ""))
        else:
            tasks.accept(picked, request.user)
    except tasks.TaskRefused as error:
        messages.error(request, str(error))
        return False
    word = "取消" if request.POST.get("verb") == TaskVerb.CANCEL else "验收"
    messages.success(request, f"已{word}{len(picked)}项。")
    return True
