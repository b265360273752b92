"""A published quarter as the ground of a document: the figures that the publication froze.

Values, parts, targets and the tree of the quarter come from the frozen content alone. Other quarters, which
only serve to compare with, are read as they stand.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from branches.models import Area

from ..dashboards import Basis, PeriodChoice
from ..dashboards.frame import SPEC_COLUMNS, Catalogue, answers, by_now
from ..dashboards.rows import Row, Timeline, own_timeline
from ..figures import ElementSpec, IndicatorSpec
from ..formula import Formula
from ..models import Indicator, Nature, Publication, Total
from ..quarters import Quarter
from .ground import Ground, spoken_of

FROZEN_LATER = ("short_name", "count_unit", "level", "featured")  # older publications lack these


class FrozenGround(Ground):
    """Reads one Publication in place of the quarter's Totals."""

    def __init__(self, area: Area, period: PeriodChoice, publication: Publication, codes: Iterable[str]):
        self.publication, self.frozen = publication, publication.frozen
        known = frozen_catalogue(self.frozen, area.level, period.quarter.last_day)
        super().__init__(area, period, Basis.APPROVED, known, spoken_of(known, codes))
        self.places = {row["code"]: place for place, row in enumerate(self.frozen["areas"])}
        self.lines = FrozenLines(self.frozen, area, known, self.places)

    @cached_property
    def own(self) -> Timeline:
        first = Quarter.of_ordinal(self.quarter.ordinal - 11)
        ordinals = range(first.year_to_date[0].ordinal, self.quarter.ordinal + 1)
        live = own_timeline(self.area, ordinals, self.basis)
        rows = [row for row in self.frozen["areas"] if row["code"] == self.area.code]
        if not rows:
            return Timeline(0, self.area.code, self.area.name, self.area.level)
        return self._placed(rows[0], live.rows)

    @cached_property
    def children(self) -> list[Timeline]:
        return self._below(self.area.code)

    @cached_property
    def siblings(self) -> list[Timeline]:
        parents = [row["parent"] for row in self.frozen["areas"] if row["code"] == self.area.code]
        return self._below(parents[0]) if parents and parents[0] in self.places else []

    @cached_property
    def since(self) -> Mapping[str, date]:
        return {
            row["code"]: date.fromisoformat(row["effective_from"])
            for row in self.frozen["indicators"]
            if "effective_from" in row
        }

    @property
    def snapshot(self) -> str:
        return f"第{self.publication.number}次发布"

    @property
    def children_kept(self) -> bool:
        """A publication holds no single villages."""
        return bool(self.children)

    def _below(self, code: str) -> list[Timeline]:
        """The units that a unit had when its figures were frozen, with their other quarters as they stand."""
        rows = [row for row in self.frozen["areas"] if row["parent"] == code]
        others = [ordinal for ordinal in self.ordinals if ordinal != self.quarter.ordinal]
        totals = Total.objects.filter(area__code__in=[row["code"] for row in rows], period__ordinal__in=others)
        live: dict[str, dict[int, Row]] = {}
        for unit, ordinal, sums, counts in totals.values_list(
            "area__code", "period__ordinal", "approved", "counts"
        ):
            live.setdefault(unit, {})[ordinal] = Row(sums, counts)
        return [self._placed(row, live.get(row["code"], {})) for row in rows]

    def _placed(self, row: dict, live: Mapping[int, Row]) -> Timeline:
        """A frozen unit: its row of the quarter, and the flows of the year that were frozen with it."""
        rows = dict(live)
        for quarter, units in self.frozen.get("earlier", {}).items():
            ordinal, flows = Quarter.parse(quarter).ordinal, units.get(row["code"], {})
            counts = rows[ordinal].counts if ordinal in rows else {}
            rows[ordinal] = Row({**(rows[ordinal].sums if ordinal in rows else {}), **flows}, counts)
        rows[self.quarter.ordinal] = Row(row["approved"], row["counts"])
        return Timeline(self.places[row["code"]], row["code"], row["name"], row["level"], rows)


def frozen_catalogue(frozen: dict, level: str, day: date) -> Catalogue:
    """The indicators and elements that a publication froze, for areas of a level."""
    rows = frozen["indicators"]
    if any(key not in row for row in rows for key in FROZEN_LATER):
        known = {row["code"]: row for row in Indicator.objects.in_force(day).values("code", *FROZEN_LATER)}
        rows = [known.get(row["code"], {}) | row for row in rows]
    specs = tuple(map(frozen_spec, rows))
    elements = {
        row["code"]: ElementSpec(
            row["code"],
            row["decimals"],
            row["nature"] == Nature.FLOW,
            row.get("frequency", 4),
            row.get("restarts", False),
        )
        for row in frozen["elements"]
    }
    return Catalogue(tuple(spec for spec in specs if answers(spec, level)), elements)


def frozen_spec(row: dict) -> IndicatorSpec:
    fields = {"short_name": row["name"]} | {key: value for key, value in row.items() if key in SPEC_COLUMNS}
    fields["numerator"] = Formula.parse(fields["numerator"])
    fields["denominator"] = Formula.parse(fields["denominator"]) if fields["denominator"] else None
    return IndicatorSpec(**fields, programme=row.get("programme_name", ""))


class FrozenLines:
    """The target lines that a publication froze: the nearest at or above a unit holds."""

    def __init__(self, frozen: dict, area: Area, known: Catalogue, places: Mapping[str, int]):
        self._lines = {
            (row["indicator"], row["area"]): (Decimal(row["green"]), Decimal(row["amber"]))
            for row in frozen["targets"]
        }
        self._codes = {place: code for code, place in places.items()}
        self._parents = {row["code"]: row["parent"] for row in frozen["areas"]}
        above = Area.objects.above(area).order_by("-path").values_list("code", flat=True)
        self._above = list(above)

    def of(
        self, indicator: IndicatorSpec, place: int, elapsed: Decimal | None = None
    ) -> dict[str, Decimal | None]:
        """The lines for a frozen unit by its place, see `Lines.of`."""
        code, seen = self._codes.get(place), []
        while code:
            seen.append(code)
            code = self._parents.get(code)
        for each in dict.fromkeys([*seen, *self._above]):
            if (indicator.code, each) in self._lines:
                return by_now(indicator, *self._lines[indicator.code, each], elapsed)
        return by_now(indicator, None, None, elapsed)
