"""Arranging one matter for many units at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from branches.clock import today
from branches.gate import gated
from branches.models import Area, Level, Receipt
from branches.registry.saving import new_token

from .. import tasks
from ..models import RESPONSIBLE, Campaign
from ..tasks.forms import ArrangeForm
from ..tasks.lists import arranging_area
from ..tasks.shares import read_pasted

MOST_UNITS = 600  # more rows than a page can hold; a city arranges for its counties and townships


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@gated()
def task_arrange(request):
    """The matter, and the units with a quantity each; a list may be pasted. What was typed survives."""
    by = arranging_area(request.scope)
    if by is None or not request.scope.may_arrange(by):
        raise PermissionDenied("您的角色不能部署任务，由本级审核员或管理员部署。")
    data = request.POST if request.method == "POST" else request.GET
    levels = grains(by)
    level = next((one for one in levels if one == data.get("level")), levels[0] if levels else None)
    units = units_at(by, level) if level else []
    campaigns = list(Campaign.objects.running_on(today()).touching(by).select_related("area"))
    context = {
        "by": by,
        "levels": levels,
        "level": level,
        "is_grouped": len({unit.parent_id for unit in units if unit != by}) > 1,
        "token": new_token(),
    }
    if request.method != "POST":
        initial = {name: data[name] for name in ("under", "title") if name in data}
        form = ArrangeForm(units=units, campaigns=campaigns, initial=initial)
        return render(request, "tasks/arrange.html", context | {"form": form})
    context |= {"token": data.get("token") or context["token"], "pasted": data.get("pasted", "")}
    if "fill" in data:
        filled, wrong = read_pasted(data.get("pasted", ""), units)
        typed = {name: data[name] for name in ArrangeForm.base_fields if name in data}
        form = ArrangeForm(units=units, campaigns=campaigns, initial=typed, sent=with_shares(data, filled))
        return render(request, "tasks/arrange.html", context | {"form": form, "filled": filled, "wrong": wrong})
    form = ArrangeForm(data, units=units, campaigns=campaigns)
    if form.is_valid() and (answer := arranged(request, by, form, context["token"])):
        return answer
    return render(request, "tasks/arrange.html", context | {"form": form}, status=422)


def grains(by: Area) -> list[Level]:
    """The levels of units below the area that it may arrange for, as far as they fit on a page."""
    below = [level for level in RESPONSIBLE if level.rank > Level(by.level).rank]
    return [level for level in below if 0 < open_at(by, level).count() <= MOST_UNITS]


def open_at(by: Area, level: Level):
    return Area.objects.within(by).at(level).open_on(today())


def units_at(by: Area, level: Level) -> list[Area]:
    """The units of a level below an area, by place, after the area itself where it may be responsible."""
    own = [by] if by.level in RESPONSIBLE else []
    return [*own, *open_at(by, level).select_related("parent").order_by("path")]


def with_shares(data, shares: dict[str, str]):
    """The posted form with the pasted units ticked and their quantities put in."""
    data = data.copy()
    data.setlist("pick", [*dict.fromkeys([*data.getlist("pick"), *shares])])
    for code, quantity in shares.items():
        if quantity:
            data[f"planned_{code}"] = quantity
    return data


def arranged(request, by: Area, form: ArrangeForm, token: str):
    """The answer after arranging; None when it was refused and the form says why."""
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(token=token[:40], who=request.user, register="tasks")
            made = tasks.arrange(by, form.shares, request.user, **form.facts)
            receipt.record = made[0].batch
            receipt.save(update_fields=["record"])
    except tasks.TaskRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None
    except IntegrityError:
        messages.info(request, "这张表已经提交过，没有重复部署。")
        return redirect("task-batches")
    messages.success(request, f"已向{len(made)}个单位部署“{made[0]}”。")
    return redirect(reverse("task-batch", args=[made[0].batch]))
