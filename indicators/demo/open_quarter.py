"""The quarter under way: reports in every state, and drafts that break the rules."""

from dataclasses import dataclass, field
from random import Random

from branches.models import Level

from ..models import Element, Report, Status
from ..rollup import rebuild
from .balance import violate
from .diary import STEPS, moments
from .recipes import Catalogue
from .reports import RETURN_REASONS, Desk, Say
from .rows import OPEN, SEED

MIXES = {  # county: percent approved, submitted, draft, empty, returned
    "411102": (84, 9, 3, 2, 2),
    "411103": (70, 17, 6, 4, 3),
    "411104": (52, 28, 8, 9, 3),
    "411121": (44, 38, 9, 6, 3),
    "411122": (30, 39, 15, 12, 4),
    "411171": (62, 20, 10, 8, 0),
}
STATUSES = [Status.APPROVED, Status.SUBMITTED, Status.DRAFT, Status.EMPTY, Status.RETURNED]
CLERKS_TOWNSHIP = (
    "411121100"  # its villages' codes begin so; where the account `clerk` works: every state within reach
)
CLERKS_STATUSES = [
    *[Status.SUBMITTED] * 3,
    *[Status.DRAFT] * 3,
    Status.RETURNED,
    Status.APPROVED,
    Status.EMPTY,
    Status.EMPTY,
]
WAIVED_VILLAGE = "411104"  # the first empty village of this county is waived
WAIVED_WHY = "整村搬迁安置，本期免报"
HALF_FILLED_PERCENT = 50  # of the drafts, how many still miss cells


@dataclass
class Fate:
    """What has become of one report so far."""

    status: str
    why: str = ""
    cells: list[str] = field(default_factory=list)


def write_open_quarter(desk: Desk, say: Say) -> None:
    period, catalogue, reports = desk.open(OPEN)
    rng = Random(f"{SEED}/{OPEN.code}")  # noqa: S311
    fates = decide(rng, reports)
    times = {area_id: moments(rng, period) for area_id in sorted({r.counted_in_id for r in reports})}
    rows, drafts = [], []
    for report in reports:
        fate = fates[report.area_id]
        asked = [recipe.element for recipe in catalogue.asked(report.area.level)]
        if fate.status == Status.RETURNED and not asked:
            fate = Fate(Status.SUBMITTED)  # all from registers: there is no cell to point at
        before = dict(report.values)
        carried = report.carried
        if fate.status not in (Status.EMPTY, Status.WAIVED):
            desk.fill(report, catalogue)
        report.status, report.version = fate.status, len(STEPS[fate.status])
        if fate.status == Status.RETURNED:
            fate.cells = sorted(rng.sample([e.code for e in asked], min(2, len(asked))))
        if fate.status == Status.DRAFT and report.area.level == Level.VILLAGE:
            drafts.append((report, before, carried, asked))
        rows.append((report, before, times[report.counted_in_id], fate.why, fate.cells))
    spoil(rng, drafts, catalogue)
    desk.record(catalogue, rows, revisions=True)
    Report.objects.filter(period=period).update(updated_at=max(max(t.values()) for t in times.values()))
    rebuild(period)
    say(f"  {OPEN.label}：{len(reports):,} 份报表，各种状态都有")


def decide(rng: Random, reports: list[Report]) -> dict[int, Fate]:
    """{area id: fate}. Own reports of the city and its counties are not sent yet."""
    fates = {}
    waived = False
    for number, report in enumerate(reports):
        area = report.area
        if area.level in (Level.CITY, Level.COUNTY):
            fate = Fate(Status.DRAFT if number % 2 else Status.EMPTY)
        elif area.code.startswith(CLERKS_TOWNSHIP):
            fate = Fate(CLERKS_STATUSES[number % len(CLERKS_STATUSES)])
        else:
            fate = Fate(rng.choices(STATUSES, MIXES[area.code[:6]])[0])
        if fate.status == Status.EMPTY and area.code[:6] == WAIVED_VILLAGE and not waived:
            waived = area.level == Level.VILLAGE
            fate = Fate(Status.WAIVED, WAIVED_WHY) if waived else fate
        if fate.status == Status.RETURNED:
            fate.why = rng.choice(RETURN_REASONS)
        fates[area.pk] = fate
    return fates


def spoil(rng: Random, drafts: list[tuple], catalogue: Catalogue) -> None:
    """One draft breaks each rule that typed cells can break; of the others half still miss cells.

    The drafts of the clerk's own township come first, so that the account sees faults of its own.
    """
    ordered = sorted(
        drafts, key=lambda draft: (not draft[0].area.code.startswith(CLERKS_TOWNSHIP), draft[0].area.code)
    )
    waiting = list(catalogue.relations[Level.VILLAGE])
    for report, before, carried, asked in ordered:
        movable = {element.code for element in asked}
        broken = next((r for r in waiting if violate(report.values, r, movable, catalogue.scales)), None)
        if broken:
            waiting.remove(broken)
        if broken is None and rng.randrange(100) < HALF_FILLED_PERCENT:
            leave_out(rng, report, before, carried, asked)


def leave_out(rng: Random, report: Report, before: dict, carried: list[str], asked: list[Element]) -> None:
    """Put some cells back to how they were at opening: not typed yet."""
    for element in rng.sample(asked, len(asked) // 2):
        report.values.pop(element.code, None)
        if element.code in before:
            report.values[element.code] = before[element.code]
        if element.code in carried:
            report.carried = sorted({*report.carried, element.code})
