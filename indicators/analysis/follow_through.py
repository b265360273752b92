"""Whether what was arranged is carried out to the end. No Django."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from statistics import median

FEWEST_PLANNED = 5


def tail_off(planned: tuple[Decimal, Decimal], done: tuple[Decimal, Decimal]) -> Decimal | None:
    """1 − r2/r1 with r = done/planned in the first and second half of a plan's life, kept within −1 and 1.

    None when a half has fewer than five planned, or nothing was done in the first. Source: our
    definition of 虎头蛇尾, domain glossary: positive means that it faded.
    """
    if min(planned) < FEWEST_PLANNED or not done[0]:
        return None
    first, second = (part / whole for part, whole in zip(done, planned, strict=True))
    return max(Decimal(-1), min(Decimal(1), 1 - second / first))


def overdue_median(due_dates: Sequence[date], day: date) -> Decimal | None:
    """Median days that open tasks are late on a day; None when none is late."""
    late = [(day - due).days for due in due_dates if due < day]
    return Decimal(str(median(late))) if late else None


def paper_ratio(papers: int, actions: int) -> Decimal | None:
    """Meetings and documents for each evidenced action; None without an action."""
    return Decimal(papers) / actions if actions else None
