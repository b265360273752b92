"""What a document says about carrying out: the page's figures under plain names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branches.models import Area

from ...figures import Standing
from ..frame import Basis, PeriodChoice
from .page import ImplementationPage, implementation_page

MOST_NAMED = 3


@dataclass(frozen=True)
class ImplementationSummary:
    """Rates are percents (70 means 70%), `tailoff` is 1 − r2/r1 between −1 and 1, None is unknown.

    `due` and `done` are tasks as reported for the period; `overdue` and `overdue_median` stand for `day`,
    the period's last or today. `worst_areas` are up to three units below the area with a done rate under
    the area's own and under the green line, the lowest first; `faded_campaigns` are 虎头蛇尾.
    """

    day: date
    due: int | None
    done: int | None
    done_rate: Decimal | None
    ontime_rate: Decimal | None
    evidence_rate: Decimal | None
    stalled_rate: Decimal | None
    overdue: int
    overdue_median: Decimal | None
    tailoff: Decimal | None
    paper_ratio: Decimal | None
    effect_rate: Decimal | None
    worst_areas: tuple[tuple[str, Decimal], ...]
    faded_campaigns: tuple[str, ...]


def implementation_summary(area: Area, period: PeriodChoice, basis: Basis) -> ImplementationSummary:
    """Of an area in scope; whoever asks sees to that."""
    page = implementation_page(area, period, basis)
    value, done = page.reading.value, page.reading.figures["done_rate"]
    return ImplementationSummary(
        day=page.day,
        due=whole(done and done.denominator),
        done=whole(done and done.numerator),
        **{key: value(key) for key in ("done_rate", "ontime_rate", "evidence_rate", "stalled_rate")},
        overdue=page.overdue,
        overdue_median=value("overdue_median"),
        tailoff=page.reading.halves.tail_off if page.reading.halves else None,
        paper_ratio=value("paper_ratio"),
        effect_rate=value("effect_rate"),
        worst_areas=worst_areas(page),
        faded_campaigns=tuple(row.campaign.name for row in page.faded),
    )


def whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def worst_areas(page: ImplementationPage) -> tuple[tuple[str, Decimal], ...]:
    own, units = page.reading.value("done_rate"), page.units
    if own is None or units is None or "done_rate" not in units.keys:
        return ()
    place = units.keys.index("done_rate")
    behind = [
        (row.name, figure.value)
        for row in units.rows
        if (figure := row.figures[place]).value is not None
        and figure.value < own
        and figure.standing is not Standing.GOOD
        and not row.is_own
    ]
    return tuple(sorted(behind, key=lambda one: one[1])[:MOST_NAMED])
