"""What some indicators meant in each quarter: the definition that held on its last day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..figures import ElementSpec, Figure, IndicatorSpec, figure
from ..quarters import Quarter
from .indicator import Version
from .rows import Timeline


@dataclass(frozen=True)
class Meaning:
    """One quarter: the definition of each indicator (None before its first), the elements under them."""

    quarter: Quarter
    named: tuple[IndicatorSpec, ...]
    versions: Mapping[str, Version | None]
    elements: Mapping[str, ElementSpec]

    def figures_of(self, timeline: Timeline) -> list[Figure]:
        """One figure an indicator; without a definition one that knows nothing."""
        known = timeline.natural(self.elements, self.quarter)
        where = {"area_code": timeline.code, "period_code": self.quarter.code}
        return [
            figure(self.versions[spec.code].spec, *known, **where)
            if self.versions[spec.code]
            else Figure(spec, **where)
            for spec in self.named
        ]

    @property
    def ordinals(self) -> set[int]:
        """The quarter and, where a flow is added up, the earlier ones of its year."""
        flows = any(element.is_flow for element in self.elements.values())
        return {quarter.ordinal for quarter in (self.quarter.year_to_date if flows else [self.quarter])}


@dataclass(frozen=True)
class Definitions:
    """`named` says how the indicators are called now, in the order shown."""

    named: tuple[IndicatorSpec, ...]
    versions: Mapping[str, Sequence[Version]]
    elements: Mapping[str, ElementSpec]

    def only(self, codes: Iterable[str]) -> "Definitions":
        codes = set(codes)
        return Definitions(tuple(spec for spec in self.named if spec.code in codes), self.versions, self.elements)

    def at(self, quarter: Quarter) -> Meaning:
        day = quarter.last_day
        held = {s.code: next((v for v in self.versions[s.code] if v.holds(day)), None) for s in self.named}
        codes = {code for version in held.values() if version for code in version.spec.codes}
        elements = {code: self.elements[code] for code in codes if code in self.elements}
        return Meaning(quarter, self.named, held, elements)

    def changes(self, quarters: Sequence[Quarter]) -> list[tuple[IndicatorSpec, date]]:
        """(indicator, day) for each definition that took over between the first and the last quarter."""
        first, last = min(quarters).last_day, max(quarters).last_day
        return [
            (spec, version.since)
            for spec in self.named
            for version in self.versions[spec.code][1:]
            if first < version.since <= last
        ]


def asked(meanings: Iterable[Meaning]) -> tuple[set[int], set[str]]:
    """(ordinals, codes of elements) to read for all of them."""
    meanings = list(meanings)
    ordinals = {ordinal for meaning in meanings for ordinal in meaning.ordinals}
    return ordinals, {code for meaning in meanings for code in meaning.elements}
