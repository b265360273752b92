"""Opening a period: who reports, what is carried forward, what the registers know."""

from datetime import timedelta

from django.db import transaction

from branches.models import STEP, Area, Level, Village

from .models import Element, Period, Report
from .quarters import Quarter
from .registers import derive
from .rollup import ensure, rebuild

DAYS_TO_DUE, DAYS_TO_LATE, DAYS_TO_CLOSE = 10, 20, 30


def reporting_areas(period: Period) -> list[Area]:
    """Who reports: every rural village, and every area that has elements of its own level."""
    day = period.quarter.last_day
    villages = Village.objects.reporting_on(day).values("area")
    own_levels = (
        Element.objects.in_force(day).exclude(level=Level.VILLAGE).values_list("level", flat=True).distinct()
    )
    areas = Area.objects.open_on(day)
    return list((areas.filter(pk__in=villages) | areas.filter(level__in=own_levels)).order_by("path"))


def prepare(period: Period, areas: list[Area]) -> list[Report]:
    """Unsaved reports of the areas: carried stock values (marked) and register values."""
    quarter = period.quarter
    elements = list(Element.objects.in_force(quarter.last_day))
    carried_from, inapplicable = last_values(period)
    known = register_values(areas, elements, quarter)
    reports = []
    for area in areas:
        stock = [e.code for e in elements if e.level == area.level and e.carries_into(quarter) and not e.source]
        before = carried_from.get(area.pk, {})
        values = {code: before[code] for code in stock if before.get(code) is not None}
        idle = [code for code in stock if code in inapplicable.get(area.pk, ())]
        reports.append(
            Report(
                area=area,
                period=period,
                counted_in_id=area.parent_id if area.level == Level.VILLAGE else area.pk,
                carried=sorted({*values, *idle}),
                not_applicable=idle,
                values=values | known.get(area.pk, {}),
            )
        )
    return reports


def last_values(period: Period) -> tuple[dict[int, dict[str, int | None]], dict[int, list[str]]]:
    """{area id: values} and {area id: codes not applicable} of the period before, which itself
    carries what came earlier."""
    before = Period.objects.filter(ordinal__lt=period.ordinal).order_by("-ordinal").first()
    if before is None:
        return {}, {}
    rows = list(Report.objects.filter(period=before).values_list("area_id", "values", "not_applicable"))
    return {area: values for area, values, _ in rows}, {area: codes for area, _, codes in rows if codes}


def register_values(areas: list[Area], elements: list[Element], quarter: Quarter) -> dict[int, dict[str, int]]:
    """{area id: {element code: value}}, derived for each tree that the areas stand in."""
    level_of = {area.pk: area.level for area in areas}
    taken = [element for element in elements if element.source]
    roots = Area.objects.filter(path__in={area.path[:STEP] for area in areas})
    known: dict[int, dict[str, int]] = {}
    for root in roots:
        for unit, numbers in derive(root, quarter, [element.source for element in taken]).items():
            level = level_of.get(unit)
            known[unit] = {e.code: numbers[e.source] for e in taken if e.level == level and e.source in numbers}
    return known


def default_dates(quarter: Quarter) -> dict:
    """Opens on the quarter's last day; due after 10 days, late until 20, closed after 30."""
    last = quarter.last_day
    return {
        "opens_on": last,
        "due_on": last + timedelta(days=DAYS_TO_DUE),
        "late_until": last + timedelta(days=DAYS_TO_LATE),
        "closes_on": last + timedelta(days=DAYS_TO_CLOSE),
    }


@transaction.atomic
def open_period(quarter: Quarter, **dates) -> Period:
    """Open a quarter: its reports, carried and register values, and its Totals.

    The reporting areas stay locked meanwhile, so that a move cannot slip in between.
    Raises IntegrityError when the quarter is already open.
    """
    period = Period.objects.create(code=quarter.code, **(default_dates(quarter) | dates))
    ids = [area.pk for area in reporting_areas(period)]
    areas = list(Area.objects.select_for_update().filter(pk__in=ids).order_by("path"))
    Report.objects.bulk_create(prepare(period, areas), batch_size=500)
    ensure({area.parent_id if area.level == Level.VILLAGE else area.pk for area in areas}, period)
    rebuild(period)
    return period
