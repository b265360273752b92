"""Whether what was arranged is carried out to the end. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Halves:
    """What was planned and done in the first and in the second half of the life of a plan, or of several."""

    planned: tuple[Decimal, Decimal]
    done: tuple[Decimal, Decimal]

    @property
    def rates(self) -> tuple[Decimal | None, Decimal | None]:
        """Percent done in either half; None for a half without a plan."""
        first, second = (
            part * 100 / whole if whole else None for part, whole in zip(self.done, self.planned, strict=True)
        )
        return first, second

    @property
    def tail_off(self) -> Decimal | None:
        return tail_off(self.planned, self.done)

    @property
    def missing(self) -> str:
        """Why there is no tail-off; "" where there is one."""
        if not any(self.planned):
            return "本年还没有到期的计划"
        if min(self.planned) < FEWEST_PLANNED:
            return f"计划不足{FEWEST_PLANNED}项，不计算"
        return "" if self.done[0] else "前半程没有完成量，不计算"


def overdue_median(due_dates: Sequence[date], day: date) -> Decimal | None:
    """Median days that open tasks are late on a day; None when none is late."""
    late = [(day - due).days for due in due_dates if due < day]
    return Decimal(str(median(late))) if late else None


def paper_ratio(papers: int, actions: int) -> Decimal | None:
    """Meetings and documents for each evidenced action; None without an action."""
    return Decimal(papers) / actions if actions else None
