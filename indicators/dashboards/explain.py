"""One number taken apart: the formula with its numbers, where they come from, who is missing, since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from branches.models import Area, Level

from ..figures import Figure
from ..formula import Formula
from ..models import Element, Period, Publication, Report, Revision, Status
from ..publishing import published
from ..wording import MISSING, natural
from .coverage import Coverage, Outstanding, outstanding_reports, outstanding_units
from .frame import Basis, Catalogue, PeriodChoice, element_specs
from .indicator import Version
from .reader import Reader
from .rows import COUNTED

NAMED = 10  # units that are named before "and so many more"


@dataclass(frozen=True)
class Term:
    """One element of the formula: its sum over the area in natural units and how many reports it adds."""

    element: Element
    value: Decimal | None
    reports: int

    @property
    def text(self) -> str:
        return MISSING if self.value is None else f"{natural(self.value)}{self.element.unit}"

    @property
    def kind(self) -> str:
        """期末数 or 本年累计, and where it comes from."""
        when = "本年累计" if self.element.is_of_the_year else "期末数"
        return f"{when}，{'台账提取' if self.element.source else '单位填报'}"


@dataclass(frozen=True)
class Contribution:
    """What one child brings in."""

    figure: Figure
    name: str
    coverage: Coverage


@dataclass(frozen=True)
class LastChange:
    """The newest changed cell behind the number."""

    area: Area
    element: str
    how: str
    at: datetime


@dataclass(frozen=True)
class LastReport:
    """The report among those counted that moved last."""

    area: Area
    status: str
    at: datetime


@dataclass(frozen=True)
class Explanation:
    """Everything that the panel says; `missing` and `waived` name up to ten units of so many."""

    area: Area
    period: PeriodChoice
    basis: Basis
    figure: Figure
    version: Version
    terms: tuple[Term, ...]
    written: str
    contributions: tuple[Contribution, ...]
    coverage: Coverage
    missing: tuple[Outstanding, ...]
    waived: tuple[str, ...]
    status: str
    last_change: LastChange | None
    last_report: LastReport | None
    publication: Publication | None

    @property
    def status_word(self) -> str:
        """Of a village's report."""
        return Status(self.status).label if self.status else "未开报"


def explanation(
    area: Area, period: PeriodChoice, basis: Basis, versions: Sequence[Version], limit: int = 200
) -> Explanation | None:
    """None when no version of the indicator holds in the period. Its queries do not grow with the units."""
    current = next((v for v in versions if v.holds(period.quarter.last_day)), None)
    if current is None:
        return None
    spec = current.spec
    known = Catalogue((spec,), element_specs())
    reader = Reader(area, period, basis, known, (spec,))
    figure = reader.own_figures([spec])[spec.code]
    row = reader.row
    coverage = Coverage.of(row.counts if row else {}, spec.level)
    villages = Coverage.of(row.counts if row else {})
    return Explanation(
        area=area,
        period=period,
        basis=basis,
        figure=figure,
        version=current,
        terms=terms_of(reader, spec),
        written=written_out(figure, reader),
        contributions=contributions(reader, spec)[:limit],
        coverage=coverage,
        missing=missing_units(area, period, villages) if spec.level == Level.VILLAGE else (),
        waived=waived_units(area, period) if villages.waived else (),
        status=row.status if row else "",
        last_change=last_change(area, period, spec.codes),
        last_report=last_report(area, period, spec.level, basis),
        publication=published(area, Period(pk=period.pk)),
    )


def terms_of(reader: Reader, spec) -> tuple[Term, ...]:
    known = reader.own.natural(reader.catalogue.elements_of([spec]), reader.quarter)
    elements = Element.objects.in_bulk(spec.codes, field_name="code")
    return tuple(
        Term(elements[code], known.values.get(code), known.numbers.get(code, 0))
        for code in spec.codes
        if code in elements
    )


def written_out(figure: Figure, reader: Reader) -> str:
    """889 ÷ 1,270 × 100% = 70.0%; every element of a longer formula is put in."""
    spec = figure.indicator
    values = reader.own.natural(reader.catalogue.elements_of([spec]), reader.quarter).values
    parts = [put_in(formula, values) for formula in (spec.numerator, spec.denominator) if formula]
    unit = "" if spec.is_percent else spec.unit
    return f"{' ÷ '.join(parts)}{' × 100%' if spec.is_percent else ''} = {figure.text}{unit}"


def put_in(formula: Formula, values) -> str:
    """The sum with its numbers: (120 + 4×30 − 7)."""
    words = []
    for code, factor in formula.terms:
        value = natural(values.get(code))
        words.append(("− " if factor < 0 else "+ ") + (value if abs(factor) == 1 else f"{abs(factor)}×{value}"))
    if formula.constant:
        words.append(("− " if formula.constant < 0 else "+ ") + natural(Decimal(abs(formula.constant))))
    text = " ".join(words).removeprefix("+ ")
    return f"({text})" if len(words) > 1 else text


def contributions(reader: Reader, spec) -> tuple[Contribution, ...]:
    """The children, those that bring most first, then in official order."""
    rows = []
    for unit in reader.children:
        figure = reader.figures_of(unit, [spec])[spec.code]
        row = unit.at(reader.quarter)
        rows.append(Contribution(figure, unit.name, Coverage.of(row.counts)))
    return tuple(sorted(rows, key=lambda one: -(one.figure.numerator or Decimal(0))))


def missing_units(area: Area, period: PeriodChoice, coverage: Coverage) -> tuple[Outstanding, ...]:
    if not coverage.outstanding or area.level == Level.VILLAGE:
        return ()
    return tuple(outstanding_units(outstanding_reports(area, period.quarter)[:NAMED], period.due_on))


def waived_units(area: Area, period: PeriodChoice) -> tuple[str, ...]:
    rows = Report.objects.within(area).filter(period=period.pk, status=Status.WAIVED, area__level=Level.VILLAGE)
    return tuple(rows.order_by("area__path").values_list("area__name", flat=True)[:NAMED])


def last_report(area: Area, period: PeriodChoice, level: str, basis: Basis) -> LastReport | None:
    rows = Report.objects.within(area).filter(period=period.pk, area__level=level, status__in=COUNTED[basis])
    found = rows.select_related("area").order_by("-updated_at", "-pk").first()
    return found and LastReport(found.area, found.get_status_display(), found.updated_at)


def last_change(area: Area, period: PeriodChoice, codes: Sequence[str]) -> LastChange | None:
    rows = (
        Revision.objects.filter(report__period=period.pk, element__code__in=codes)
        .filter(report__area__path__gte=area.path, report__area__path__lt=area.path_end)
        .select_related("report__area", "element")
        .order_by("-at", "-pk")
    )
    found = rows.first()
    return found and LastChange(found.report.area, found.element.name, found.get_how_display(), found.at)
