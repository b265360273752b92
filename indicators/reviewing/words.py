"""Values and their changes in words: 党员数 20人 → 40人（+100%）."""

from dataclasses import dataclass
from decimal import Decimal

from ..plausibility import spoken
from ..typed import NOT_APPLICABLE
from ..wording import MISSING


def spoken_cell(value: int | str | None, element) -> str:
    """A cell with its unit, "—" for a blank, 不适用 where the question does not apply."""
    if value == NOT_APPLICABLE:
        return "不适用"
    return MISSING if value is None else spoken(value, element)


@dataclass(frozen=True)
class Change:
    """One element that moved; `share` is the change as a share of the old value, None from 0 or blank."""

    code: str
    name: str
    old: str
    new: str
    share: Decimal | None

    @property
    def percent(self) -> str:
        return "" if self.share is None else f"{self.share * 100:+.0f}%".replace("-", "−")

    @property
    def size(self) -> Decimal:
        """For sorting: a change without a share comes after those with a large one."""
        return Decimal(1) if self.share is None else abs(self.share)

    def __str__(self) -> str:
        return f"{self.name} {self.old} → {self.new}" + (f"（{self.percent}）" if self.percent else "")


@dataclass(frozen=True)
class Step:
    """Why something came back: the reason and the names of the marked cells."""

    why: str
    cells: tuple[str, ...]
    who: str
    at: object


def change_of(element, old: int | str | None, new: int | str | None) -> Change:
    counted = isinstance(old, int) and isinstance(new, int)
    share = Decimal(new - old) / Decimal(old) if counted and old else None
    return Change(element.code, element.name, spoken_cell(old, element), spoken_cell(new, element), share)
