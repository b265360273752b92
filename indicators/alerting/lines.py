"""The lines that alerts are judged by. No Django."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Lines:
    """What must be passed, not only reached, before something is called out. The defaults are common practice.

    `fall_points` in 百分点; a count or a ratio has fallen sharply by more than `fall_percent`, a count also by
    more than `fall_least`; `unchanged_periods` in a row without any change; `coverage_percent` of the reports
    due must be in after the due day; a task late for `overdue_grave_days` is grave; a rate over fewer than
    `fewest_cases` is not judged at all.
    """

    fall_points: Decimal = Decimal(5)
    fall_percent: Decimal = Decimal(30)
    fall_least: int = 5
    unchanged_periods: int = 2
    coverage_percent: Decimal = Decimal(95)
    overdue_grave_days: int = 30
    fewest_cases: int = 5
    vacancy_days: int = 90
