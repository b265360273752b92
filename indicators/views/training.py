"""Training: progress of an area, its batches, one batch, the people of a tier."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from branches import clock
from branches.access_log import record_view
from branches.gate import gated
from branches.models import Area
from branches.registry import REGISTERS
from branches.registry.naming import name_of

from .. import training_charts
from ..dashboards.training_batch import batch_summary, faults
from ..dashboards.training_page import FIRST_YEAR, training_page
from ..models import TIERS, BatchState, Enrolment, Tier, TrainingBatch
from ..registers.posts import first_of_each
from ..registers.training_counts import Span

ROWS_A_PAGE = 50


def asked_year(request) -> int:
    """The year of the address, else this one; nothing before the programme began or after this year."""
    text, this_year = request.GET.get("year", ""), clock.today().year
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else this_year
    return year if FIRST_YEAR <= year <= this_year else this_year


def asked_tier(request, default: Tier | None) -> Tier | None:
    text = request.GET.get("tier", "")
    return Tier(text) if text in Tier.values else default


def common(request, heading: str, year: int) -> dict:
    """The place, the way there, the year."""
    area = request.area
    above = list(Area.objects.above(area)) if area.ancestor_paths else []
    return {
        "area": area,
        "crumbs": [(ancestor, request.scope.may_see(ancestor)) for ancestor in above],
        "heading": heading,
        "year": year,
        "today": clock.today(),
    }


def years() -> range:
    return range(clock.today().year, FIRST_YEAR - 1, -1)


@require_safe
@never_cache
@gated()
def training_progress(request):
    """How the area stands in a year against the plan and the time gone by."""
    year = asked_year(request)
    page = training_page(request.area, year, clock.today())
    tier = asked_tier(request, None)
    chosen = tier if tier in TIERS else Tier.THOUSAND
    context = common(request, "培训进度", year) | {
        "page": page,
        "tiers": [training_charts.tier_track(one) for one in page.tiers],
        "years": years(),
        "chosen": chosen,
        "tier_choices": TIERS,
        "segments": training_charts.segments(page.modes),
        "trend_rows": training_charts.trend_rows(page),
        "charts": training_charts.payload(page, chosen),
        "may_keep": REGISTERS["training-batches"].may_keep(request.scope, request.area),
    }
    return render(request, "training/progress.html", context)


@require_safe
@never_cache
@gated()
def training_batches(request):
    """Batches that the area organised or sent people to in a year."""
    year, day = asked_year(request), clock.today()
    tier, state = asked_tier(request, None), request.GET.get("state", "")
    rows = TrainingBatch.objects.concerning(request.area).filter(starts_on__year=year)
    if tier:
        rows = rows.filter(tier=tier)
    if state in BatchState.values:
        rows = rows.filter(state=state)
    register = REGISTERS["training-batches"]
    listed = register.rows(rows.select_related("area"), day).order_by("-starts_on", "number")
    sheet = Paginator(listed, ROWS_A_PAGE).get_page(request.GET.get("page"))
    kept = {"year": year, "tier": tier.value if tier else "", "state": state if state in BatchState.values else ""}
    context = common(request, "培训班次", year) | {
        "sheet": sheet,
        "years": years(),
        "tiers": Tier.choices,
        "states": BatchState.choices,
        "kept": kept,
        "query": urlencode({name: value for name, value in kept.items() if value}),
        "may_keep": register.may_keep(request.scope, request.area),
    }
    return render(request, "training/batches.html", context)


def batch_of(request, pk: int) -> TrainingBatch:
    """A batch that concerns the area. Raises Http404."""
    batch = TrainingBatch.objects.concerning(request.area).select_related("area", "base").filter(pk=pk).first()
    if batch is None:
        raise Http404("没有这个班次，或与本单位无关。")
    return batch


@require_safe
@never_cache
@gated()
def training_batch(request, batch):
    """One batch with its trainees; names outside the viewer's scope are masked, the look is recorded."""
    batch = batch_of(request, batch)
    rows = batch.enrolments.select_related("person__area__parent__parent", "batch").order_by(
        "person__area__path", "pk"
    )
    sheet = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    shown = [(row, name_of(row.person, request.scope), request.scope.may_see(row.person.area)) for row in sheet]
    record_view(request.user, f"培训班学员：{batch.name}", request.area, len(shown))
    summary = batch_summary(batch)
    in_scope = request.scope.may_see(batch.area)
    context = common(request, batch.name, batch.starts_on.year) | {
        "batch": batch,
        "summary": summary,
        "faults": faults(summary, clock.today()) if in_scope else [],
        "sheet": sheet,
        "rows": shown,
        "in_scope": in_scope,
        "may_keep": REGISTERS["training-batches"].may_keep(request.scope, batch.area),
    }
    return render(request, "training/batch.html", context)


@require_safe
@never_cache
@gated()
def training_trainees(request):
    """Who of the area completed a tier in a year, by name; the look is recorded."""
    year, tier = asked_year(request), asked_tier(request, Tier.TEN)
    tier = tier if tier in TIERS else Tier.TEN
    span = Span.year_to(min(clock.today(), date(year, 12, 31)))
    done = (
        Enrolment.objects.within(request.area)
        .ended_between(*span.year_so_far)
        .completed()
        .filter(batch__tier=tier)
    )
    rows = (
        Enrolment.objects.filter(pk__in=first_of_each(done, ["batch__ends_on", "pk"]))
        .select_related("person__area__parent__parent", "batch__area")
        .order_by("person__area__path", "batch__ends_on", "pk")
    )
    sheet = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    record_view(request.user, f"{year}年“{tier.label}”完成名单第{sheet.number}页", request.area, len(sheet))
    context = common(request, f"“{tier.label}”完成名单", year) | {
        "sheet": sheet,
        "tier": tier,
        "tiers": TIERS,
        "years": years(),
        "query": urlencode({"year": year, "tier": tier.value}),
    }
    return render(request, "training/trainees.html", context)
