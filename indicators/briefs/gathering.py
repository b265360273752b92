"""Gathers the facts that a text names: only those, each read once, missing ones with the reason."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from branches.models import Level

from ..dashboards import Basis, PeriodChoice
from ..figures import Figure
from ..models import Publication
from . import indicator_facts, place_facts
from .facts import Fact, Kind, Known, Source, Value
from .frozen import FrozenGround
from .ground import Ground
from .indicator_facts import Missing, Reading
from .measured import Measured

NO_FACT = "没有这一项"


def ground_of(
    area, period: PeriodChoice, basis: Basis, publication: Publication | None, codes: Iterable[str]
) -> Ground:
    """Published figures come from the publication, others from what stands now on the basis."""
    if publication is not None:
        return FrozenGround(area, period, publication, codes)
    return Ground.live(area, period, basis, codes)


class Gathering:
    """The facts of a ground by path.

    `known` says what each path is; `more` holds readers of whole groups (tasks, economy): each is called
    once, when the first of its paths is asked, and answers {rest of the path: Reading or Missing}.
    """

    def __init__(self, ground: Ground, known: Mapping[str, Known], more: Mapping[str, Callable] | None = None):
        self.ground, self.known, self.more = ground, known, more or {}
        self._measured: dict[str, Measured | None] = {}
        self._groups: dict[str, Mapping[str, Reading | Missing]] = {}
        self._sources: dict[str, tuple[Source, ...]] = {}

    def facts(self, paths: Iterable[str]) -> dict[str, Fact]:
        return {path: self.fact(path) for path in dict.fromkeys(paths) if path in self.known}

    def fact(self, path: str) -> Fact:
        known = self.known[path]
        try:
            reading = self.read(path)
        except Missing as missing:
            return Fact(known, None, missing=str(missing))
        value = fitted(known.kind, reading.value)
        sources = self._sources[path] = (*map(self.source, reading.figures), *reading.sources)
        own = next(iter(sources), None)
        return Fact(known, value, reading.decimals, source=own)

    def read(self, path: str) -> Reading:
        """Raises Missing."""
        if path in place_facts.FACTS:
            return place_facts.FACTS[path](self.ground)
        subject, _, what = path.partition(".")
        if subject in self.more:
            found = self.group(subject).get(what, Missing(NO_FACT))
            if isinstance(found, Missing):
                raise found
            return found
        measured = self.measured(subject)
        if measured is None:
            raise Missing(f"这个指标不统计到{Level(self.ground.area.level).label}")
        if what not in indicator_facts.FACTS:
            raise Missing(NO_FACT)
        return indicator_facts.FACTS[what](measured)

    def measured(self, code: str) -> Measured | None:
        """One indicator on the ground; None where it does not hold."""
        if code not in self._measured:
            spec = self.ground.catalogue.find(code)
            self._measured[code] = Measured(self.ground, spec) if spec else None
        return self._measured[code]

    def group(self, subject: str) -> Mapping[str, Reading | Missing]:
        if subject not in self._groups:
            self._groups[subject] = self.more[subject](self.ground)
        return self._groups[subject]

    def sources(self, path: str) -> tuple[Source, ...]:
        """The figures that a gathered fact was made from."""
        return self._sources.get(path, ())

    def source(self, figure: Figure) -> Source:
        ground, code = self.ground, figure.indicator_code
        since = ground.since.get(code)
        definition = f"，口径自{since:%Y-%m-%d}" if since else ""
        return Source(
            indicator=code,
            name=figure.indicator.name,
            area=figure.area_code,
            numerator=figure.numerator,
            denominator=figure.denominator,
            text=figure.text if figure.indicator.is_percent else f"{figure.text}{figure.indicator.unit}",
            as_of=ground.quarter.last_day,
            version=f"{ground.snapshot}{definition}",
        )


def subjects_of(paths: Iterable[str]) -> set[str]:
    """What the paths speak of: the codes of indicators and the names of groups."""
    return {path.partition(".")[0] for path in paths}


def fitted(kind: Kind, value: Value) -> Value:
    """A list with numbers as a list of names, or the other way round a single number as a Decimal."""
    if kind is Kind.NAMES and value and isinstance(value[0], tuple):
        return tuple(name for name, _ in value)
    if kind is Kind.TEXT and isinstance(value, tuple):
        return "、".join(name for name, _ in value)
    return Decimal(value) if isinstance(value, int) else value
