"""Quarters: edges, neighbours, names. The one module that knows the calendar. No Django."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_CODE = re.compile(r"(\d{4})Q([1-4])")
_CHINESE = "一二三四"


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year: `Quarter(2012, 1)`."""

    year: int
    number: int

    @classmethod
    def parse(cls, code: str) -> "Quarter":
        """From "2012Q1". Raises ValueError for anything else."""
        match = _CODE.fullmatch(code)
        if not match:
            raise ValueError(f"不是季度代码：{code!r}，应如 2012Q1")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def containing(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def of_ordinal(cls, ordinal: int) -> "Quarter":
        return cls(ordinal // 4, ordinal % 4 + 1)

    @property
    def ordinal(self) -> int:
        """Consecutive quarters have consecutive ordinals."""
        return self.year * 4 + self.number - 1

    @property
    def code(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def label(self) -> str:
        return f"{self.year}年第{_CHINESE[self.number - 1]}季度"

    @property
    def short_label(self) -> str:
        return f"{self.year % 100:02d}Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return self.of_ordinal(self.ordinal + 1)

    @property
    def previous(self) -> "Quarter":
        return self.of_ordinal(self.ordinal - 1)

    @property
    def year_ago(self) -> "Quarter":
        return self.of_ordinal(self.ordinal - 4)

    @property
    def year_to_date(self) -> list["Quarter"]:
        """The quarters of this year up to and including this one."""
        return [Quarter(self.year, number) for number in range(1, self.number + 1)]

    def closes(self, frequency: int) -> bool:
        """Whether something asked `frequency` times a year (1, 2 or 4) is asked in this quarter."""
        return self.number % (4 // frequency) == 0


def years_after(day: date, years: int) -> date:
    """The same day some years later (earlier for a negative number); 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
