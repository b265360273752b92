"""What is wrong with a unit: too few reports, a post without anybody, a late task, a report copied. No Django."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ..figures import HUNDRED
from ..tally import Tally
from ..wording import percent, rounded
from .alert import Finding, Kind
from .lines import Lines


def coverage(tally: Tally, label: str, due_on: date, day: date, lines: Lines) -> Finding | None:
    """Less than the line of the reports due are in, once the due day is over. Waived ones are not due; the
    rate is judged as printed."""
    if day <= due_on or not tally.due:
        return None
    rate = rounded(Decimal(tally.arrived) * HUNDRED / tally.due, 1)
    if rate >= lines.coverage_percent:
        return None
    days = (day - due_on).days
    missing = HUNDRED - lines.coverage_percent
    return Finding(
        kind=Kind.COVERAGE,
        lead=f"{label}填报率{percent(rate)}（{tally.arrived}/{tally.due}），截止已过{days}天，还差{tally.outstanding}份",
        excess=(HUNDRED - rate) / missing if missing > 0 else 1 + (HUNDRED - rate) / HUNDRED,
        days=days,
    )


def unreported(status_word: str, label: str, due_on: date, day: date) -> Finding | None:
    """The report of one village is not in, and the due day is over."""
    days = (day - due_on).days
    if days <= 0:
        return None
    words = f"{label}报表{status_word}，截止已过{days}天"
    return Finding(kind=Kind.COVERAGE, lead=words, days=days)


def vacancy(since: date | None, day: date, lines: Lines) -> Finding | None:
    """The post of secretary is vacant for more days than the line; `since` None: nobody knows for how long."""
    if since is None:
        return Finding(kind=Kind.VACANCY, lead="村党组织书记空缺，台账中没有任职记录")
    days = (day - since).days
    if days <= lines.vacancy_days:
        return None
    excess = Decimal(days) / lines.vacancy_days if lines.vacancy_days else Decimal(1 + days)
    return Finding(kind=Kind.VACANCY, lead=f"村党组织书记空缺{days}天", excess=excess, days=days)


def vacancies(number: int, quarter: str, lines: Lines) -> Finding:
    """So many villages of a unit that is too large to name them were without a secretary for longer than the line
    at the end of a quarter."""
    lead = f"{quarter}末有{number:,}个村党组织书记空缺超过{lines.vacancy_days}天"
    return Finding(kind=Kind.VACANCY, lead=lead, excess=Decimal(number))


def overdue(title: str, due_on: date, day: date, lines: Lines) -> Finding | None:
    """An open task is past its day; twice the line, that is grave, when it is late for as long as is said."""
    days = (day - due_on).days
    if days <= 0:
        return None
    excess = Decimal(2 * days) / lines.overdue_grave_days
    return Finding(kind=Kind.OVERDUE, lead=f"“{title}”逾期{days}天", excess=excess, days=days)


Values = Mapping[str, int]


def copied(
    reports: Sequence[Values], carried: Iterable[str], asked: Iterable[str], lines: Lines
) -> Finding | None:
    """Whatever a village was asked again and has answered is what it answered every time before.

    `reports` are its values, newest first; `asked` the entered stock cells of the latest; those still `carried`
    were not looked at. A report of few cells, or of zeros alone, says nothing.
    """
    if len(reports) <= lines.unchanged_periods:
        return None
    kept = set(carried)
    codes = [code for code in asked if code not in kept and reports[0].get(code) is not None]
    if len(codes) < lines.fewest_cases or not any(reports[0][code] for code in codes):
        return None
    if any(report.get(code) != reports[0][code] for report in reports[1:] for code in codes):
        return None
    words = f"填报的{len(codes)}项期末数连续{len(reports) - 1}期全部没有变化，请核实"
    return Finding(kind=Kind.UNCHANGED, lead=words)
