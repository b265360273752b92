"""Changes of the tree together with the figures that hang on it.

Each act runs `branches.hierarchy` and then, for every open period whose quarter ends on or
after the effective day, stamps reports and Totals with the new tree and refreshes both
sides, in one transaction. Earlier periods keep the tree that they were reported under.
Locks: areas, then reports (by area id), then Totals (deepest first), as everybody does.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from branches import hierarchy
from branches.hierarchy import Part
from branches.models import Area, Level, User
from branches.tree import lock_roots

from .models import Period, Report, Status, Total, Verb
from .opening import prepare, reporting_areas
from .quarters import Quarter
from .rollup import refresh
from .workflow import step


@transaction.atomic
def open_area(*, on: date, **facts) -> Area:
    """Open an area (`facts` as `hierarchy.open_area`); it reports from the quarter of that day."""
    area = hierarchy.open_area(on=on, **facts)
    _bring_in([area], on)
    return area


@transaction.atomic
def close_area(area: Area, on: date, who: User | None = None, note: str = "") -> Area:
    """Dissolve an area without open children; what it still owes from then on is waived."""
    area = hierarchy.close_area(area, on, who, note)
    _bring_out(area, on, who, f"{area}已于{on}撤销{_because(note)}")
    return area


@transaction.atomic
def move_area(area: Area, new_parent: Area, on: date, who: User | None = None, note: str = "") -> Area:
    """Put an area with its subtree under another parent, and its figures with it from `on`."""
    lock_roots()
    old_parent_id = Area.objects.values_list("parent_id", flat=True).get(pk=area.pk)
    area = hierarchy.move(area, new_parent, on, who, note)
    _restamp([area], {old_parent_id, area.parent_id}, on)
    return area


@transaction.atomic
def merge_areas(source: Area, target: Area, on: date, who: User | None = None, note: str = "") -> Area:
    """Dissolve `source` into `target`: its children and their figures go over from `on`.

    The source's own reports that are not approved yet are waived; approved ones stay.
    """
    lock_roots()
    children = list(source.children.filter(closed_on=None))
    source = hierarchy.merge(source, target, on, who, note)
    for child in children:
        child.refresh_from_db()
    _lock_reports([source, *children], _periods_from(on))
    _restamp(children, {source.pk, target.pk}, on)
    _bring_out(source, on, who, f"{source}已于{on}并入{target}{_because(note)}")
    return source


@transaction.atomic
def split_area(
    area: Area,
    parts: Iterable[Part],
    on: date,
    who: User | None = None,
    note: str = "",
    *,
    closes: bool = False,
) -> list[Area]:
    """Open new areas beside one and hand them its children; the new ones report from `on`."""
    parts = list(parts)
    made = hierarchy.split(area, parts, on, who, note, closes=closes)
    children = list(Area.objects.filter(parent__in=made))
    _lock_reports([area, *children], _periods_from(on))
    _restamp(children, {area.pk, *(new.pk for new in made)}, on)
    _bring_in(made, on)
    if closes:
        area.refresh_from_db()
        names = "、".join(map(str, made))
        _bring_out(area, on, who, f"{area}已于{on}拆分为{names}{_because(note)}")
    return made


# the steps, each inside the act's transaction and behind its locks on the areas ------------


def _because(note: str) -> str:
    return f"（{note}）" if note else ""


def _periods_from(on: date) -> list[Period]:
    """Periods whose quarter ends on or after the day, earliest first."""
    return list(Period.objects.filter(ordinal__gte=Quarter.containing(on).ordinal).order_by("ordinal"))


def _restamp(areas: list[Area], parent_ids: set[int | None], on: date) -> None:
    """Give reports and Totals of moved subtrees their new place; refresh the parents of both sides."""
    periods = _periods_from(on)
    villages = [area for area in areas if area.level == Level.VILLAGE]
    upper = Area.objects.none()
    for area in areas:
        if area.level != Level.VILLAGE:
            upper |= Area.objects.within(area).exclude(level=Level.VILLAGE)
    places = {area.pk: area for area in upper}
    _lock_reports(villages, periods)
    for village in villages:
        Report.objects.filter(area=village, period__in=periods).update(counted_in=village.parent_id)
    for period in periods:
        _place_totals(places, period)
        refresh(parent_ids - {None}, period)


def _place_totals(places: dict[int, Area], period: Period) -> None:
    """Stamp the Totals of the areas with their present parent and depth."""
    totals = list(
        Total.objects.select_for_update().filter(area__in=places, period=period).order_by("-depth", "area_id")
    )
    for total in totals:
        area = places[total.area_id]
        total.parent_id, total.depth = area.parent_id, area.depth
    Total.objects.bulk_update(totals, ["parent", "depth"], batch_size=200)


def _bring_in(areas: list[Area], on: date) -> None:
    """Give new areas their reports in the periods that are already open."""
    ids = {area.pk for area in areas}
    for period in _periods_from(on):
        due = [area for area in reporting_areas(period) if area.pk in ids]
        reports = Report.objects.bulk_create(prepare(period, due))
        refresh({report.counted_in_id for report in reports}, period)


def _bring_out(area: Area, on: date, who: User | None, why: str) -> None:
    """Waive what a dissolved area has not got approved; a submitted report is withdrawn first."""
    periods = _periods_from(on)
    owed = [
        report
        for report in _lock_reports([area], periods)
        if report.status not in {Status.APPROVED, Status.WAIVED}
    ]
    step([report for report in owed if report.status == Status.SUBMITTED], Verb.WITHDRAW, who, why)
    step(owed, Verb.WAIVE, who, why)
    counted_in = {report.period_id: report.counted_in_id for report in owed}
    for period in periods:
        if period.pk in counted_in:
            refresh({counted_in[period.pk]}, period)


def _lock_reports(areas: list[Area], periods: list[Period]) -> list[Report]:
    return list(
        Report.objects.select_for_update().filter(area__in=areas, period__in=periods).order_by("area_id", "pk")
    )
