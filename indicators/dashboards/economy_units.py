"""What lies below a study: its units as points, and the villages strong in one thing and weak in the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from branches.models import Area

from ..models import EconomyStudy
from ..wording import fixed, grouped, percent

QUADRANTS = {"strong_poor": "组织强、经济弱", "weak_rich": "组织弱、经济强"}


@dataclass(frozen=True)
class UnitPoint:
    """A unit below: how many of its villages with accounts are so led, their mean score, median income."""

    code: str
    name: str
    county: str
    villages: int
    led: int
    score: Decimal | None
    median: Decimal

    @property
    def share(self) -> Decimal:
        return Decimal(self.led * 100) / self.villages

    @property
    def texts(self) -> dict[str, str]:
        return {
            "share": percent(self.share, 1),
            "score": fixed(self.score, 1) or "—",
            "median": fixed(self.median, 2),
        }


@dataclass(frozen=True)
class Mismatched:
    """A village of one quadrant with its score and its income in 万元."""

    code: str
    name: str
    township: str
    county: str
    score: Decimal
    income: Decimal

    @property
    def income_text(self) -> str:
        return grouped(self.income, 2)


def names_of(area: Area, codes: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """{code: (name, unit above, unit above that)} of those that lie in the area now, in one query."""
    rows = Area.objects.within(area).filter(code__in=list(codes))
    columns = ("code", "name", "parent__name", "parent__parent__name")
    return {code: (name, above or "", top or "") for code, name, above, top in rows.values_list(*columns)}


def points_of(study: EconomyStudy, area: Area) -> list[UnitPoint]:
    """In official order; a unit that has left the area since is left out."""
    rows = study.results["points"]
    names = names_of(area, (row["code"] for row in rows)) if rows else {}
    return [
        UnitPoint(
            code=row["code"],
            name=names[row["code"]][0],
            county=names[row["code"]][1],
            villages=row["villages"],
            led=row["led"],
            score=None if row["score"] is None else Decimal(row["score"]),
            median=Decimal(row["median"]),
        )
        for row in rows
        if row["code"] in names
    ]


def listed(area: Area, rows: Sequence[Sequence[str]]) -> list[Mismatched]:
    """Rows of a study's list with the names of today; those that have left the area are left out."""
    names = names_of(area, (code for code, _, _ in rows)) if rows else {}
    return [
        Mismatched(code, *names[code], Decimal(score), Decimal(income))
        for code, score, income in rows
        if code in names
    ]
