"""How training stands in an area in a year, from the registers: tiers, hours, courses, batches, bases, reach."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from branches.models import Area, Level

from ..models import TIERS, Tier, Total, TrainingBatch
from ..quarters import Quarter
from ..registers.source import Counts
from ..registers.training_counts import Span, attendances, batches_held, tier_people, tier_quotas, tiers_by_quarter
from ..wording import grouped, percent
from .frame import choose, period_choices
from .training import HUNDRED, TierProgress, progress_of, share_of_year
from .training_parts import Bases, Held, HostCity, HourLine, Mode, bases, hosts, hour_lines, modes, volumes

FIRST_YEAR = 2010
OF = {
    Tier.TEN: ("secretaries", "村支书"),
    Tier.HUNDRED: ("cadres", "村干部"),
    Tier.THOUSAND: ("rural_members", "农村党员"),
}
ANY_BATCH: dict = {}


@dataclass(frozen=True)
class Reach:
    """How many of all a tier reaches in a year by its quota, and how many years all would take."""

    tier: Tier
    whose: str
    quota: int
    total: int

    @property
    def share_text(self) -> str:
        return percent(Decimal(self.quota) * HUNDRED / self.total)

    @property
    def years(self) -> str:
        return grouped((Decimal(self.total) / self.quota).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class ChildRow:
    """One unit below: its tiers, and the batches that it organised this year."""

    code: str
    name: str
    tiers: tuple[TierProgress, ...]
    held: int
    attended: int
    completed: int

    @property
    def completed_text(self) -> str:
        return percent(Decimal(self.completed) * HUNDRED / self.attended if self.attended else None)


@dataclass(frozen=True)
class TrainingPage:
    """`day` is today, or the last of a past year; `years` are those that may be chosen, newest first.

    `trend` has for each tier the percentage of the quota done by the end of each quarter so far.
    """

    area: Area
    year: int
    day: date
    years: tuple[int, ...]
    tiers: tuple[TierProgress, ...]
    trend: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    quarters: tuple[Quarter, ...]
    child_level: str
    children: tuple[ChildRow, ...]
    hosts: tuple[HostCity, ...]
    hours: tuple[HourLine, ...]
    modes: tuple[Mode, ...]
    held: tuple[Held, ...]
    bases: Bases
    reach: tuple[Reach, ...]
    coming: tuple[TrainingBatch, ...]

    @property
    def has_quotas(self) -> bool:
        """Quotas are set for counties and added above them; below there are none."""
        return Level(self.area.level).rank <= Level.COUNTY.rank

    @property
    def elapsed(self) -> Decimal:
        return share_of_year(self.day)

    @property
    def elapsed_text(self) -> str:
        return percent(self.elapsed, 0)


def training_page(area: Area, year: int, today: date) -> TrainingPage:
    """The page of an area; the number of queries depends on its level alone."""
    day = min(today, date(year, 12, 31))
    span = Span.year_to(day)
    by_quarter = tiers_by_quarter(area, span)
    plans = tier_quotas(area, year)
    quotas = {tier: sum(counties.values()) if counties else None for tier, counties in plans.items()}
    done = {tier: sum(people.values()) for tier, people in by_quarter.items()}
    quarters = tuple(Quarter.containing(day).year_to_date)
    level = Level(area.level)
    below = None if level is Level.VILLAGE else list(Level)[level.rank + 1]
    return TrainingPage(
        area=area,
        year=year,
        day=day,
        years=tuple(range(max(today.year, year), FIRST_YEAR - 1, -1)),
        tiers=progress_of(done, quotas, day),
        trend=tuple((tier.label, risen(by_quarter[tier], quotas[tier], quarters)) for tier in TIERS),
        quarters=quarters,
        child_level=below.label if below else "",
        children=children(area, span, below, plans) if below else (),
        hosts=hosts(area, span),
        hours=hour_lines(area, span),
        modes=modes(area, span),
        held=volumes(area, span),
        bases=bases(area, span),
        reach=reach(area, quotas),
        coming=coming(area, today),
    )


def risen(people: dict[int, int], quota: int | None, quarters: tuple[Quarter, ...]) -> tuple[Decimal | None, ...]:
    """The percentage of the quota done by the end of each quarter."""
    sums = [sum(people.get(number, 0) for number in range(1, quarter.number + 1)) for quarter in quarters]
    return tuple(Decimal(done) * HUNDRED / quota if quota else None for done in sums)


def children(area: Area, span: Span, below: Level, plans: dict[str, Counts]) -> tuple[ChildRow, ...]:
    """The units right below in official order; a quota is known for counties and what lies above them."""
    units = list(area.children.open_on(span.last).order_by("sort_order", "code"))
    done = tier_people(area, span, below)
    held = batches_held(area, span, below, ANY_BATCH)["held"]
    seats = attendances(area, span, below, ANY_BATCH)
    counties = dict(Area.objects.within(area).at(Level.COUNTY).values_list("pk", "path"))
    rows = []
    for unit in units:
        mine = {pk for pk, path in counties.items() if path.startswith(unit.path)}
        quotas = {
            tier: sum(plan[pk] for pk in mine & plan.keys()) if mine & plan.keys() else None
            for tier, plan in plans.items()
        }
        people = {tier: counts.get(unit.pk, 0) for tier, counts in done.items()}
        rows.append(
            ChildRow(
                unit.code,
                unit.name,
                progress_of(people, quotas, span.last),
                held.get(unit.pk, 0),
                seats["attended"].get(unit.pk, 0),
                seats["completed"].get(unit.pk, 0),
            )
        )
    return tuple(rows)


def reach(area: Area, quotas: dict[str, int | None]) -> tuple[Reach, ...]:
    """What the yearly quotas are of all secretaries, cadres and rural members in the latest complete quarter."""
    if not any(quotas.values()):
        return ()
    period = choose(period_choices(area), None)
    sums = period and Total.objects.filter(area=area, period=period.pk).values_list("approved", flat=True).first()
    known = {code: entry[0] for code, entry in (sums or {}).items() if entry}
    return tuple(
        Reach(tier, whose, quotas[tier], known[code])
        for tier, (code, whose) in OF.items()
        if quotas.get(tier) and known.get(code)
    )


def coming(area: Area, today: date) -> tuple[TrainingBatch, ...]:
    """The next batches that the area or a unit below it has planned."""
    rows = TrainingBatch.objects.within(area).filter(state="planned", ends_on__gte=today)
    return tuple(rows.select_related("area").order_by("starts_on", "number")[:6])
