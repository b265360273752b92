"""Which periods a page may show, and the catalogue that held at the end of a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor

from django.db.models import OuterRef, Q, Subquery, TextChoices

from branches.models import Area, Level

from ..figures import ElementSpec, IndicatorSpec
from ..formula import Formula
from ..models import Element, Indicator, Nature, Period, Report, Status, Target, Total
from ..quarters import Quarter

RANKS = {level.value: level.rank for level in Level}
SPEC_COLUMNS = (
    "code",
    "name",
    "short_name",
    "numerator",
    "denominator",
    "display",
    "unit",
    "count_unit",
    "decimals",
    "direction",
    "definition",
    "level",
    "featured",
    "pk",
)


class Basis(TextChoices):
    """Which reports count: reviewed ones only, or also those that wait for review."""

    APPROVED = "approved", "已审核"
    REPORTED = "reported", "含待审"


@dataclass(frozen=True)
class PeriodChoice:
    """A period as an area sees it: `version` of its row (None without one), reports by level and status."""

    pk: int
    quarter: Quarter
    due_on: date
    version: int | None
    counts: Mapping[str, int]

    @property
    def code(self) -> str:
        return self.quarter.code

    @property
    def label(self) -> str:
        return self.quarter.label

    @property
    def begun(self) -> bool:
        """Something is approved."""
        return any(key.endswith(f".{Status.APPROVED}") for key in self.counts)

    @property
    def complete(self) -> bool:
        """Something is approved, and no village's report is still to come or to be reviewed."""
        open_now = [status for status in Status.values if status not in (Status.APPROVED, Status.WAIVED)]
        return self.begun and not any(self.counts.get(f"{Level.VILLAGE}.{status}") for status in open_now)


def period_choices(area: Area) -> list[PeriodChoice]:
    """All periods, newest first, in one query."""
    single = area.level == Level.VILLAGE
    own = (Report if single else Total).objects.filter(area=area, period=OuterRef("pk"))
    periods = Period.objects.order_by("-ordinal").annotate(
        version=Subquery(own.values("version")[:1]),
        standing=Subquery(own.values("status" if single else "counts")[:1]),
    )
    return [
        PeriodChoice(
            period.pk,
            period.quarter,
            period.due_on,
            period.version,
            {f"{Level.VILLAGE}.{period.standing}": 1} if single else period.standing or {},
        )
        for period in periods
    ]


def choose(choices: list[PeriodChoice], code: str | None) -> PeriodChoice | None:
    """The named period; without a name the latest that is complete, so that a first look never
    falls on a quarter half reviewed; else the latest with anything approved, with any row, or at
    all. None for an unknown name or when no period was ever opened."""
    if code:
        return next((choice for choice in choices if choice.code == code), None)
    return (
        next((choice for choice in choices if choice.complete), None)
        or next((choice for choice in choices if choice.begun), None)
        or next((choice for choice in choices if choice.version is not None), None)
        or next(iter(choices), None)
    )


@dataclass(frozen=True)
class Catalogue:
    """Indicators of a page in official order and the elements under them."""

    indicators: tuple[IndicatorSpec, ...]
    elements: dict[str, ElementSpec]

    @property
    def featured(self) -> tuple[IndicatorSpec, ...]:
        shown = [indicator for indicator in self.indicators if indicator.featured is not None]
        return tuple(sorted(shown, key=lambda indicator: indicator.featured))

    def at(self, level: str) -> tuple[IndicatorSpec, ...]:
        """The featured indicators that units of a level answer."""
        return tuple(i for i in self.featured if answers(i, level))

    def pick(self, codes: Iterable[str], level: str | None) -> tuple[IndicatorSpec, ...]:
        """Those of the codes that units of a level answer, in the order of the codes, each once."""
        by_code = {i.code: i for i in self.indicators if level and answers(i, level)}
        return tuple(by_code[code] for code in dict.fromkeys(codes) if code in by_code)

    def find(self, code: str | None) -> IndicatorSpec | None:
        return next((i for i in self.indicators if i.code == code), None)

    def elements_of(self, indicators: Iterable[IndicatorSpec]) -> dict[str, ElementSpec]:
        """Only what the indicators ask; an element that the catalogue lacks stays out."""
        codes = {code for indicator in indicators for code in indicator.codes}
        return {code: self.elements[code] for code in codes if code in self.elements}

    def uses_flows(self, indicator: IndicatorSpec) -> bool:
        return any(self.is_flow(code) for code in indicator.codes)

    def is_flow(self, code: str) -> bool:
        return code in self.elements and self.elements[code].is_flow

    def is_of_the_year(self, code: str) -> bool:
        return code in self.elements and self.elements[code].is_of_the_year

    def restarts(self, indicator: IndicatorSpec) -> bool:
        """Whether anything in it begins at zero on 1 January."""
        return any(self.is_of_the_year(code) for code in indicator.codes)

    def goes_on(self, indicator: IndicatorSpec, quarter: Quarter) -> bool:
        """Whether it may be compared with the quarter before: not across the year where it restarts."""
        return quarter.number > 1 or not self.restarts(indicator)

    def elapsed(self, indicator: IndicatorSpec, quarter: Quarter) -> Decimal | None:
        """The share of the year's line that a quarter has to reach; None where the line holds at any time.

        What adds up from 1 January, alone or over something that does not, is held against the time elapsed.
        """
        below = indicator.denominator.codes if indicator.denominator else ()
        adds_up = all(map(self.is_of_the_year, indicator.numerator.codes))
        share = Decimal(quarter.number) / 4
        return share if adds_up and not any(map(self.is_of_the_year, below)) and share < 1 else None


def answers(indicator: IndicatorSpec, level: str) -> bool:
    """Whether a unit of that level has the indicator: not below the level that reports it."""
    return RANKS[level] <= RANKS[indicator.level]


def catalogue(day: date, level: str) -> Catalogue:
    """What held on a day for areas of a level, in two queries."""
    indicators = Indicator.objects.in_force(day).values_list(*SPEC_COLUMNS, "programme__name", "programme__code")
    specs = tuple(spec for spec in map(indicator_spec, indicators) if answers(spec, level))
    return Catalogue(specs, element_specs())


def element_specs() -> dict[str, ElementSpec]:
    """Every element there ever was, by code."""
    rows = Element.objects.order_by().values_list("code", "decimals", "nature", "frequency", "restarts")
    return {
        code: ElementSpec(code, places, nature == Nature.FLOW, often, restarts)
        for code, places, nature, often, restarts in rows
    }


def indicator_spec(row: tuple) -> IndicatorSpec:
    """From a row of SPEC_COLUMNS, the programme's name and its code."""
    *columns, programme, programme_code = row
    fields = dict(zip(SPEC_COLUMNS, columns, strict=True))
    fields["numerator"] = Formula.parse(fields["numerator"])
    fields["denominator"] = Formula.parse(fields["denominator"]) if fields["denominator"] else None
    return IndicatorSpec(**fields, programme=programme, programme_code=programme_code)


class Lines:
    """Target lines of a year around an area: the nearest at or above a unit holds, in one query."""

    def __init__(self, area: Area, year: int):
        rows = Target.objects.filter(
            Q(area__path__in=[area.path, *area.ancestor_paths]) | Q(area__parent=area), year=year
        ).order_by("area__path")
        self._area_id = area.pk
        self._own: dict[int, tuple[Decimal, Decimal]] = {}
        self._children: dict[tuple[int, int], tuple[Decimal, Decimal]] = {}
        for indicator, unit, path, green, amber in rows.values_list(
            "indicator_id", "area_id", "area__path", "green", "amber"
        ):
            if len(path) > len(area.path):
                self._children[indicator, unit] = (green, amber)
            else:
                self._own[indicator] = (green, amber)

    def of(
        self, indicator: IndicatorSpec, area_id: int, elapsed: Decimal | None = None
    ) -> dict[str, Decimal | None]:
        """`green` and `amber` for the area itself or one of its children, None where none is set; with a
        share of the year `elapsed` that much of them (of things that are counted only whole ones, and no
        line before the first is due), and `year_green` for all of it."""
        own = self._own.get(indicator.pk, (None, None))
        return by_now(indicator, *self._children.get((indicator.pk, area_id), own), elapsed)


def by_now(
    indicator: IndicatorSpec, green: Decimal | None, amber: Decimal | None, elapsed: Decimal | None
) -> dict[str, Decimal | None]:
    """The lines of a year as far as they are due, see `Lines.of`."""
    if elapsed is None or green is None:
        return {"green": green, "amber": amber}
    lines = [green * elapsed, amber * elapsed]
    if indicator.display == "count":
        lines = [Decimal(floor(line)) or None for line in lines]
    return {"green": lines[0], "amber": lines[1], "year_green": green}
