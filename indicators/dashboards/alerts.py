"""预警 of an area: what its figures, its children's, its vacant posts, late tasks and missing reports call out.

Nothing is stored, so nothing can be out of date: an alert follows from the Totals, which are refreshed in the
transaction of each change, from the registers and from the day.
"""

from dataclasses import dataclass, replace
from datetime import date

from branches.models import Area, OrganisationStandard

from ..alerting import Alert, Kind, Lines, Severity, counted, gravest
from ..models import AlertStandard
from ..quarters import Quarter
from . import alert_rows
from .alert_figures import FigureAlerts, quarters_read
from .coverage import Coverage
from .depth import MOST_UNITS
from .frame import Basis, Catalogue, PeriodChoice, catalogue, choose, period_choices
from .reader import Reader

SHOWN = 10
MOST_LISTED = 5000  # vacant posts, and tasks, on the page of all alerts


@dataclass(frozen=True)
class AlertBoard:
    """`alerts` gravest first; `counts` has every kind, and counts also what was not read. `day` is today, `period`
    that of the figures, None when none was ever opened."""

    area: Area
    day: date
    period: PeriodChoice | None
    counts: tuple[tuple[Kind, int], ...]
    alerts: tuple[Alert, ...]
    watch: "Watch"

    @property
    def total(self) -> int:
        return sum(number for _, number in self.counts)

    @property
    def shown(self) -> tuple[Alert, ...]:
        return self.alerts[:SHOWN]

    @property
    def found(self) -> list[tuple[Kind, int]]:
        """The kinds that there are."""
        return [(kind, number) for kind, number in self.counts if number]


@dataclass(frozen=True)
class Watch:
    """The lines of the day that the figures stand for, and those of today for everything else."""

    today: date
    of_figures: Lines
    of_today: Lines

    @classmethod
    def on(cls, today: date, quarter: Quarter | None) -> "Watch":
        """In two queries."""
        then, now = AlertStandard.objects.on(quarter.last_day if quarter else today, today)
        days = OrganisationStandard.objects.on(today).vacancy_days
        return cls(today, then.lines(), now.lines(days))

    def quarters(self, known: Catalogue, quarter: Quarter) -> set[int]:
        """What a Reader must read of the children for the rules."""
        return quarters_read(known, quarter, self.of_figures)


def alert_board(
    area: Area, choices: list[PeriodChoice], watch: Watch, reader: Reader | None, most: int = SHOWN
) -> AlertBoard:
    """Out of what a Reader of the area holds (None without any period), with `most` vacant posts and tasks.

    Three queries, and one more for the reports that villages copy. Where there are more villages than a list
    may have, vacant posts are told by child, out of the sums.
    """
    found = list(FigureAlerts(reader, watch.of_figures).alerts()) if reader else []
    found += alert_rows.coverage(area, choices, watch.today, watch.of_today)
    counts = counted(found)
    if reader and reader.row and Coverage.of(reader.row.counts).due > MOST_UNITS:
        listed, counts[Kind.VACANCY] = alert_rows.vacancies_by_child(reader, watch.of_today)
    else:
        listed, counts[Kind.VACANCY] = alert_rows.vacancies(area, watch.today, watch.of_today, most)
    late, counts[Kind.OVERDUE] = alert_rows.overdue(area, watch.today, watch.of_today, most)
    found += listed + late
    period = next((choice for choice in choices if reader and choice.quarter == reader.quarter), None)
    return AlertBoard(area, watch.today, period, tuple(counts.items()), tuple(gravest(found)), watch)


def alerts_of(
    area: Area,
    today: date,
    period_code: str | None = None,
    basis: str = Basis.APPROVED,
    *,
    choices: list[PeriodChoice] | None = None,
    most: int = SHOWN,
) -> AlertBoard:
    """The board by itself, for pages that show no other figures. At most eleven queries."""
    choices = period_choices(area) if choices is None else choices
    period = choose(choices, period_code)
    watch = Watch.on(today, period.quarter if period else None)
    if period is None:
        return alert_board(area, choices, watch, None, most)
    known = catalogue(period.quarter.last_day, area.level)
    reader = Reader(
        area, period, Basis(basis), known, known.indicators, back=watch.quarters(known, period.quarter)
    )
    return alert_board(area, choices, watch, reader, most)


def narrowed(board: AlertBoard, kind: str = "", child: str = "") -> AlertBoard:
    """Only one kind, or only what belongs to one child; the counts stay those of everything."""
    kept = [one for one in board.alerts if kind in ("", one.kind) and child in ("", one.child)]
    return replace(board, alerts=tuple(kept))


def by_child(board: AlertBoard) -> list[tuple[str, str, int, int]]:
    """(code, name, alerts, grave ones) of the children that have any, most first; the area itself is left out."""
    names: dict[str, str] = {}
    rows: dict[str, list[int]] = {}
    for alert in board.alerts:
        if not alert.child:
            continue
        row = rows.setdefault(alert.child, [0, 0])
        row[0] += 1
        row[1] += alert.severity is Severity.GRAVE
        names.setdefault(alert.child, alert.within.split(" ")[0] if alert.within else alert.name)
    ordered = sorted(rows.items(), key=lambda item: -item[1][0])
    return [(code, names[code], number, grave) for code, (number, grave) in ordered]
