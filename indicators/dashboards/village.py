"""The page of one village: its figures, its report and its cadres."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db.models import Case, Exists, OuterRef, Value, When

from branches.models import CADRE_POSTS, Area, Cadre, DoubleStrongCertification, Level, Village

from .. import wording
from ..figures import Figure, compared, figure, value_of
from ..models import Element, Report, Status
from ..quarters import Quarter
from .frame import Basis, Catalogue, Lines, PeriodChoice, catalogue, choose, period_choices
from .layout import layout_of
from .rows import Timeline, own_timeline

EVENTS_SHOWN = 20


@dataclass(frozen=True)
class Answer:
    """One cell of the report; `text` is "—" when blank."""

    name: str
    definition: str
    text: str
    unit: str
    carried: bool
    from_register: bool
    asked: bool


@dataclass(frozen=True)
class Step:
    """One event in the life of the report."""

    verb: str
    who: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Post:
    """A serving cadre on the period's last day; `person` is the number of the person's page."""

    person: int
    name: str
    post: str
    started_on: date
    source: str
    education: str
    double_strong: bool


@dataclass(frozen=True)
class VillagePage:
    """`programmes` pairs a programme's name with its figures that have data, `answers` with its cells.

    `status` is "" when the village has no report in the period.
    """

    area: Area
    period: PeriodChoice
    basis: Basis
    village: Village | None
    status: str
    tiles: tuple[Figure, ...]
    programmes: tuple[tuple[str, tuple[Figure, ...]], ...]
    answers: tuple[tuple[str, tuple[Answer, ...]], ...]
    steps: tuple[Step, ...]
    cadres: tuple[Post, ...]

    @property
    def day(self) -> date:
        return self.period.quarter.last_day

    @property
    def status_word(self) -> str:
        return Status(self.status).label if self.status else ""

    @property
    def counts_here(self) -> bool:
        """Whether the report counts on the basis shown."""
        return self.status == Status.APPROVED or (self.basis == Basis.REPORTED and self.status == Status.SUBMITTED)


def village_page(
    area: Area,
    period_code: str | None = None,
    basis: str = Basis.APPROVED,
    *,
    choices: list[PeriodChoice] | None = None,
) -> VillagePage | None:
    """The page of a village; None when there is no such period."""
    period = choose(period_choices(area) if choices is None else choices, period_code)
    if period is None:
        return None
    basis, quarter = Basis(basis), period.quarter
    known = catalogue(quarter.last_day, area.level)
    figures = own_figures(area, quarter, basis, known)
    report = Report.objects.filter(area=area, period=period.pk).first()
    shown = [f for f in figures if f.parts or f.value is not None]
    by_code = {f.indicator_code: f for f in figures}
    return VillagePage(
        area=area,
        period=period,
        basis=basis,
        village=Village.objects.filter(area=area).first(),
        status=report.status if report else "",
        tiles=tuple(by_code[indicator.code] for indicator in layout_of(known, area.level).tiles),
        programmes=tuple((name, tuple(group)) for name, group in groupby(shown, lambda f: f.indicator.programme)),
        answers=answers(report, quarter) if report else (),
        steps=steps(report) if report else (),
        cadres=cadres(area, quarter.last_day),
    )


def own_figures(area: Area, quarter: Quarter, basis: Basis, known: Catalogue) -> list[Figure]:
    """The village's figures with targets and changes, in official order."""
    first = quarter.year_ago.year_to_date[0]
    timeline = own_timeline(area, range(first.ordinal, quarter.ordinal + 1), basis)
    lines = Lines(area, quarter.year)
    elements = known.elements_of(known.indicators)
    before, year_ago = (timeline.natural(elements, q) for q in (quarter.previous, quarter.year_ago))
    found = []
    for now in of_quarter(timeline, known, quarter).values():
        previous = value_of(now.indicator, before) if known.goes_on(now.indicator, quarter) else None
        shown = compared(now, previous, value_of(now.indicator, year_ago))
        found.append(replace(shown, **lines.of(now.indicator, area.pk, known.elapsed(now.indicator, quarter))))
    return found


def of_quarter(timeline: Timeline, known: Catalogue, quarter: Quarter) -> dict[str, Figure]:
    natural = timeline.natural(known.elements_of(known.indicators), quarter)
    row = timeline.at(quarter)
    return {
        indicator.code: figure(
            indicator,
            *natural,
            area_code=timeline.code,
            period_code=quarter.code,
            due=1,
            carried=bool(row and not row.carried.isdisjoint(indicator.codes)),
        )
        for indicator in known.indicators
    }


def answers(report: Report, quarter: Quarter) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
    """Every cell that the report has or is asked for, by programme."""
    carried = set(report.carried)
    cells = []
    elements = Element.objects.in_force(quarter.last_day).at(Level.VILLAGE).select_related("programme")
    for element in elements:
        value = report.values.get(element.code)
        asked = element.asked_in(quarter)
        if value is None and not asked:
            continue
        natural = None if value is None else Decimal(value).scaleb(-element.decimals)
        cells.append(
            (
                element.programme.name,
                Answer(
                    name=element.name,
                    definition=element.definition,
                    text=wording.grouped(natural, element.decimals),
                    unit=element.unit,
                    carried=element.code in carried,
                    from_register=bool(element.source),
                    asked=asked,
                ),
            )
        )
    return tuple((name, tuple(cell for _, cell in group)) for name, group in groupby(cells, key=lambda c: c[0]))


def steps(report: Report) -> tuple[Step, ...]:
    """The latest events of the report, newest first."""
    events = report.events.select_related("who")[:EVENTS_SHOWN]
    return tuple(Step(e.get_verb_display(), str(e.who or "系统"), e.at, e.why) for e in events)


def cadres(area: Area, day: date) -> tuple[Post, ...]:
    """Cadres serving on a day, by post."""
    valid = DoubleStrongCertification.objects.valid_on(day).filter(person=OuterRef("person"))
    rank = Case(*[When(post=post, then=Value(place)) for place, post in enumerate(CADRE_POSTS)], default=Value(99))
    tenures = Cadre.objects.serving_on(day).village_cadres().filter(village=area).select_related("person")
    return tuple(
        Post(
            person=tenure.person_id,
            name=tenure.person.name,
            post=tenure.get_post_display(),
            started_on=tenure.started_on,
            source=tenure.get_source_display(),
            education=tenure.person.best_education_label or "—",
            double_strong=tenure.double_strong,
        )
        for tenure in tenures.annotate(double_strong=Exists(valid)).order_by(rank, "started_on", "pk")
    )
