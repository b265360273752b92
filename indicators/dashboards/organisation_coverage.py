"""The page of organisation coverage on any day, read live from the registers.

The same conditions and formulas as in the reports: `branches.coverage` counts, the catalogue of the day
divides, so that a figure here differs from the dashboard's only when the registers have moved on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branches.coverage import ALERTS, COUNTED, Alert, alert_counts, operating_units, unit_counts
from branches.models import Area, Level, OrganisationStandard

from ..figures import Figure, IndicatorSpec, figure
from ..quarters import Quarter
from ..registers.source import by_unit
from .comparison import with_heat
from .coverage import Coverage
from .frame import Lines, catalogue
from .shapes import Child

# Each rate under the name of its denominator; the two of a kind stand side by side.
RATES = [
    ("非公有制企业", ["cov_np_all", "cov_np_eligible", "cov_np_solo", "cov_np_work", "cov_scale"]),
    ("社会组织", ["cov_so_all", "cov_so_eligible"]),
    ("空白点", ["gap_people_no_member", "gap_member_no_org"]),
]
DENOMINATORS = {
    "cov_np_all": "正常经营的非公企业（全口径）",
    "cov_np_eligible": "正式党员达到应建人数的非公企业（应建）",
    "cov_np_solo": "正常经营的非公企业（全口径）",
    "cov_np_work": "正常经营的非公企业（全口径）",
    "cov_scale": "正常经营的规模以上非公企业",
    "cov_so_all": "正常运行的社会组织（全口径）",
    "cov_so_eligible": "正式党员达到应建人数的社会组织（应建）",
    "gap_people_no_member": "从业人员达到标准人数的两新组织",
    "gap_member_no_org": "有党员的两新组织",
}
SPLIT = ["cov_np_all_individual", "cov_np_all_private", "cov_np_all_foreign"]
MIX = [f"org_mode_mix_{mode}" for mode in ("solo", "joint", "affiliated", "regional", "none")]
COLUMNS = [code for _, codes in RATES for code in codes]
DIRECT = {Level.TOWNSHIP: "乡镇直属"}


@dataclass(frozen=True)
class Rate:
    """A figure with the name of what it is divided by."""

    figure: Figure
    denominator: str


@dataclass(frozen=True)
class CoveragePage:
    """Plain values; `alerts` has every kind with its number, also those with none."""

    area: Area
    day: date
    standard: OrganisationStandard
    groups: tuple[tuple[str, tuple[Rate, ...]], ...]
    split: tuple[Figure, ...]
    mix: tuple[Figure, ...]
    below: Level | None
    columns: tuple[IndicatorSpec, ...]
    summary: tuple[Figure, ...]
    children: tuple[Child, ...]
    alerts: tuple[tuple[Alert, int], ...]
    units: int

    @property
    def child_level(self) -> str:
        return self.below.label if self.below else ""


@dataclass(frozen=True)
class BlankSpots:
    """Plain values of the programme page's panel."""

    area: Area
    day: date
    alerts: tuple[tuple[Alert, int], ...]

    template = "programmes/coverage.html"


def blank_spots_of(area: Area, quarter: Quarter) -> BlankSpots:
    """As of the last day of the quarter, in three queries."""
    day = quarter.last_day
    return BlankSpots(area, day, alerts(area, day, OrganisationStandard.objects.on(day)))


def coverage_page(area: Area, day: date) -> CoveragePage:
    """What the page of an area shows on a day, in ten queries whatever lies below."""
    standard = OrganisationStandard.objects.on(day)
    known = {spec.code: spec for spec in catalogue(day, Level.TOWNSHIP).indicators}
    lines = Lines(area, day.year)
    counts = operating_units(day).within(area).aggregate(**unit_counts(standard, day))
    figures = {code: made(spec, counts, area, day, lines) for code, spec in known.items() if asked(spec)}
    columns = tuple(known[code] for code in COLUMNS if code in figures)
    level = Level(area.level)
    below = None if level is Level.VILLAGE else list(Level)[level.rank + 1]
    children = child_rows(area, day, standard, columns, lines, below) if below else []
    return CoveragePage(
        area=area,
        day=day,
        standard=standard,
        groups=tuple(
            (title, tuple(Rate(figures[code], DENOMINATORS[code]) for code in codes if code in figures))
            for title, codes in RATES
        ),
        split=tuple(figures[code] for code in SPLIT if code in figures),
        mix=tuple(figures[code] for code in MIX if code in figures),
        below=below,
        columns=columns,
        summary=tuple(figures[spec.code] for spec in columns),
        children=tuple(with_heat(children, columns)),
        alerts=alerts(area, day, standard),
        units=counts["np_operating"] + counts["so_operating"],
    )


def alerts(area: Area, day: date, standard: OrganisationStandard) -> tuple[tuple[Alert, int], ...]:
    """Every kind of alert with how many there are at or below the area, also none."""
    numbers = alert_counts(area, day, standard)
    return tuple((alert, numbers[alert.key]) for alert in ALERTS)


def asked(spec: IndicatorSpec) -> bool:
    """Whether the counts of the page are enough for the figure."""
    return set(spec.codes) <= set(COUNTED)


def made(spec: IndicatorSpec, counts: Mapping[str, int], area: Area, day: date, lines: Lines) -> Figure:
    values = {code: Decimal(counts.get(code, 0)) for code in spec.codes}
    period = Quarter.containing(day).code
    return figure(spec, values, area_code=area.code, period_code=period, **lines.of(spec, area.pk))


def child_rows(
    area: Area,
    day: date,
    standard: OrganisationStandard,
    columns: tuple[IndicatorSpec, ...],
    lines: Lines,
    below: Level,
) -> list[Child]:
    """The open children in official order; villages only where there is something, and what the
    township has of its own before them."""
    counted = by_unit(operating_units(day), "area", area, below, **unit_counts(standard, day))
    children = list(Area.objects.filter(parent=area).open_on(day))
    if below is Level.VILLAGE:
        busy = {*counted["np_operating"]}
        children = [child for child in children if child.pk in busy]
        if area.pk in busy and children:
            children.insert(0, area)
    return [
        Child(
            child.code,
            DIRECT[Level.TOWNSHIP] if child == area else child.name,
            Coverage(),
            "",
            tuple(
                made(spec, {code: counted[code].get(child.pk, 0) for code in spec.codes}, child, day, lines)
                for spec in columns
            ),
        )
        for child in children
    ]
