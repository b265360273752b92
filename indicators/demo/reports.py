"""The nine approved quarters of the demonstration city: every report, as if filled, sent and reviewed."""

from collections.abc import Callable, Sequence
from random import Random

from branches.analyze import refresh_statistics
from branches.models import Area, Level, Village

from .. import opening
from ..models import Period, Report, ReviewEvent, Revision, Status
from ..quarters import Quarter
from ..rollup import rebuild
from .allotment import VillagePlan
from .diary import Office, events_of, moments, revisions_of, steps_of
from .entries import Profile, draw
from .recipes import Catalogue
from .rows import FIRST, LAST, QUARTERS, SEED

BATCH = 400
USUAL_VILLAGES = {Level.COUNTY: 212, Level.TOWNSHIP: 22}  # below a unit of size 100
LATE_PERCENT = {"411122": 6, "411171": 8, "411104": 4}  # of the units of a county, elsewhere 2
RETURNED_PERCENT = 6
RETURN_REASONS = [
    "与上期相比变化较大，请核实后说明情况",
    "与乡镇台账不一致，请核对后重报",
    "数据疑似填错位置，请逐项核对",
]
Say = Callable[[str], None]


class Desk:
    """Everything that writing a quarter's reports needs: profiles, accounts, the catalogue."""

    def __init__(self, plans: Sequence[VillagePlan], office: Office):
        self.office = office
        self.profiles = make_profiles(plans)

    def open(self, quarter: Quarter) -> tuple[Period, Catalogue, list[Report]]:
        """The period and its reports as opening makes them, unsaved."""
        period = Period.objects.create(code=quarter.code, **opening.default_dates(quarter))
        areas = [area for area in opening.reporting_areas(period) if area.pk in self.profiles]
        return period, Catalogue(period), opening.prepare(period, areas)

    def fill(self, report: Report, catalogue: Catalogue) -> None:
        """Draw the asked cells; what was typed is no longer carried, what is not run is 不适用.

        The first quarter of all also carries what forms before it had asked.
        """
        level = report.area.level
        asked = catalogue.asked(level)
        drawn = catalogue.asked_before(level) if catalogue.quarter == FIRST else asked
        draw(self.profiles[report.area_id], catalogue, report.values, drawn)
        early = {recipe.code for recipe in drawn}
        not_run = {code for code in early if report.values[code] is None}
        report.not_applicable = sorted({*report.not_applicable, *not_run})
        report.carried = sorted({*report.carried, *early} - {recipe.code for recipe in asked})

    def record(self, catalogue: Catalogue, rows: list[tuple], *, revisions: bool) -> None:
        """Store reports with their events and revisions.

        `rows` are (report, values before, times of the verbs, why, cells).
        """
        Report.objects.bulk_create([report for report, *_ in rows], batch_size=BATCH)
        steps = (
            event
            for report, _, times, why, cells in rows
            for event in events_of(report, times, self.office, why, cells)
        )
        ReviewEvent.objects.bulk_create(steps, batch_size=BATCH * 2)
        if revisions:
            elements = {level: catalogue.typed(level) for level in Level}
            changes = (
                change
                for report, before, times, *_ in rows
                for change in revisions_of(report, before, elements[report.area.level], times, self.office)
            )
            Revision.objects.bulk_create(changes, batch_size=BATCH * 2)


def make_profiles(plans: Sequence[VillagePlan]) -> dict[int, Profile]:
    """{area id: profile} of the rural villages and of every township, county and city above them."""
    by_code = {plan.code: plan for plan in plans}
    counts: dict[str, int] = {}
    profiles = {}
    for village in Village.objects.filter(is_rural_unit=True).select_related("area"):
        area, plan = village.area, by_code[village.area.code]
        profiles[area.pk] = Profile(area, 1, plan.size, plan.strength, plan, village.households)
        for path in area.ancestor_paths:
            counts[path] = counts.get(path, 0) + 1
    for area in Area.objects.exclude(level=Level.VILLAGE).exclude(level=Level.PROVINCE):
        rng = Random(f"{SEED}/{area.code}")  # noqa: S311
        villages = counts.get(area.path, 0)
        size = 100 * villages // USUAL_VILLAGES.get(area.level, villages)
        profiles[area.pk] = Profile(area, villages, size, rng.randint(80, 120))
    return profiles


def write_quarters(desk: Desk, say: Say) -> None:
    """All nine quarters, oldest first: each takes over what the one before it left."""
    for quarter in QUARTERS:
        number = write_quarter(desk, quarter)
        refresh_statistics()
        say(f"  {quarter.label}：{number:,} 份报表，全部审核通过")


def late(rng: Random, county: str) -> bool:
    """Whether a unit's clerk missed the due day this time."""
    return rng.randrange(100) < LATE_PERCENT.get(county, 2)


def write_quarter(desk: Desk, quarter: Quarter) -> int:
    period, catalogue, reports = desk.open(quarter)
    rng = Random(f"{SEED}/{quarter.code}")  # noqa: S311
    county = {report.counted_in_id: report.area.code[:6] for report in reports}
    times = {unit: moments(rng, period, late(rng, county[unit])) for unit in sorted(county)}
    rows = []
    for report in reports:
        before = dict(report.values)
        desk.fill(report, catalogue)
        why = rng.choice(RETURN_REASONS) if rng.randrange(100) < RETURNED_PERCENT else ""
        report.status = Status.APPROVED
        report.version = len(steps_of(report, times[report.counted_in_id], why))
        rows.append((report, before, times[report.counted_in_id], why, []))
    desk.record(catalogue, rows, revisions=quarter == LAST)
    Report.objects.filter(period=period).update(updated_at=max(max(t.values()) for t in times.values()))
    rebuild(period)
    return len(reports)
