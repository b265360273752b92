"""What the figures of an area and of its children call out, from the rows that a Reader holds."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from branches.models import Area, Level

from ..alerting import Alert, Finding, Lines, Link, rules, unit_rules
from ..figures import Figure, IndicatorSpec, Naturals, Standing, value_of
from ..models import Element, Frequency, Nature
from ..quarters import Quarter
from .frame import Catalogue, answers
from .reader import Reader
from .rows import Timeline


def asked_quarters(known: Catalogue, spec: IndicatorSpec, quarter: Quarter, number: int) -> list[Quarter]:
    """The quarter and `number` earlier ones in which the indicator's numerator was asked; none when it is not
    asked in the quarter itself."""
    often = min(
        (known.elements[code].frequency for code in spec.numerator.codes if code in known.elements), default=4
    )
    if not quarter.closes(often):
        return []
    return [Quarter.of_ordinal(quarter.ordinal - back * (4 // often)) for back in range(number + 1)]


def quarters_read(known: Catalogue, quarter: Quarter, lines: Lines) -> set[int]:
    """Ordinals of the quarters that the rules look at, besides those of the year."""
    read = {quarter.ordinal, quarter.previous.ordinal}
    for spec in known.indicators:
        if known.restarts(spec):
            read |= {one.ordinal for one in quarter.year_ago.year_to_date}
        if not known.uses_flows(spec):
            read |= {one.ordinal for one in asked_quarters(known, spec, quarter, lines.unchanged_periods)}
    return read


class FigureAlerts:
    """All alerts of a Reader's figures. Villages below a township are judged by the main indicators alone; what
    else there is about a village stands on its own page. That a village does not move is said of its report as a
    whole: one share of a few dozen people may well stand still for half a year."""

    def __init__(self, reader: Reader, lines: Lines):
        self.reader, self.lines = reader, lines
        self.quarter, self.known = reader.quarter, reader.catalogue
        self.judged = [spec for spec in self.known.indicators if spec.direction != "context"]
        self.restarting = {spec.code for spec in self.judged if self.known.restarts(spec)}
        self.elements = {
            restarts: self.known.elements_of(
                spec for spec in self.judged if (spec.code in self.restarting) == restarts
            )
            for restarts in (True, False)
        }
        self.naturals: dict[tuple[Quarter, bool], Naturals] = {}  # of the unit that is being looked at

    def alerts(self) -> Iterator[Alert]:
        area = self.reader.area
        yield from self.of_unit(self.reader.own, self.judged, "")
        below = self.below(area)
        for child in self.reader.children if below else ():
            yield from self.of_unit(child, below, child.code)
        yield from self.copied(area)

    def below(self, area: Area) -> list[IndicatorSpec]:
        """What the children are judged by."""
        if area.level == Level.VILLAGE:
            return []
        level = list(Level)[Level(area.level).rank + 1]
        asked = self.known.at(level) if level == Level.VILLAGE else self.judged
        return [spec for spec in asked if spec.direction != "context" and answers(spec, level)]

    # figures --------------------------------------------------------------------
    def of_unit(self, unit: Timeline, specs: Sequence[IndicatorSpec], child: str) -> Iterator[Alert]:
        self.naturals = {}
        now = self.reader.figures_of(unit, specs)
        for spec in specs:
            if now[spec.code].value is None:
                continue
            restarts = spec.code in self.restarting
            back = self.quarter.year_ago if restarts else self.quarter.previous
            before = value_of(spec, self.natural(unit, spec, back))
            for finding in self.findings(unit, now[spec.code], before, back):
                yield Alert(finding, unit.code, unit.name, self.link(spec, unit), child=child)

    def findings(self, unit: Timeline, now: Figure, before: Decimal | None, back: Quarter) -> Iterable[Finding]:
        spec, lines = now.indicator, self.lines
        restarts = spec.code in self.restarting
        found = [rules.below_target(now, lines)]
        if before is not None and (before - now.value) * rules.sign(now) > 0:
            found.append(
                rules.sharp_fall(now, self.figure(unit, spec, back), lines, "上年同期" if restarts else "上期")
            )
        if unit.level != Level.VILLAGE and now.standing in (Standing.NEAR, Standing.BAD):
            asked = self.standing_still(spec)
            if asked and (before == now.value or asked[0] != back):
                found.append(rules.unchanged([now, *(self.figure(unit, spec, one) for one in asked)], lines))
        return [finding for finding in found if finding]

    def standing_still(self, spec: IndicatorSpec) -> list[Quarter]:
        """The earlier quarters that a number without flows may not have moved since, none before the year that
        it counts from."""
        if self.known.uses_flows(spec):
            return []
        earlier = asked_quarters(self.known, spec, self.quarter, self.lines.unchanged_periods)[1:]
        new_year = spec.code in self.restarting and any(one.year != self.quarter.year for one in earlier)
        return [] if new_year else earlier

    def figure(self, unit: Timeline, spec: IndicatorSpec, quarter: Quarter) -> Figure:
        return self.reader.figures_of(unit, [spec], quarter, self.natural(unit, spec, quarter))[spec.code]

    def natural(self, unit: Timeline, spec: IndicatorSpec, quarter: Quarter) -> Naturals:
        """The unit's values of a quarter, worked out once for all indicators that restart or all others."""
        restarts = spec.code in self.restarting
        if (quarter, restarts) not in self.naturals:
            self.naturals[quarter, restarts] = unit.natural(self.elements[restarts], quarter)
        return self.naturals[quarter, restarts]

    def link(self, spec: IndicatorSpec, unit: Timeline) -> Link:
        query = (("period", self.quarter.code), ("basis", self.reader.basis.value), ("area", unit.code))
        return Link("indicator-page", (spec.code,), query)

    # reports of villages ----------------------------------------------------------
    def copied(self, area: Area) -> Iterator[Alert]:
        villages = {Level.TOWNSHIP: self.reader.children, Level.VILLAGE: [self.reader.own]}.get(area.level)
        if not villages:
            return
        asked = list(
            Element.objects.in_force(self.quarter.last_day)
            .filter(level=Level.VILLAGE, source="", nature=Nature.STOCK, frequency=Frequency.QUARTERLY)
            .values_list("code", flat=True)
        )
        numbers = range(self.quarter.ordinal, self.quarter.ordinal - self.lines.unchanged_periods - 1, -1)
        for village in villages:
            rows = [village.rows.get(number) for number in numbers]
            if any(row is None for row in rows):
                continue
            values = [{code: pair[0] for code, pair in row.sums.items()} for row in rows]
            if finding := unit_rules.copied(values, rows[0].carried, asked, self.lines):
                link = Link("area-dashboard", (village.code,), (("period", self.quarter.code),))
                child = "" if village.code == area.code else village.code
                yield Alert(finding, village.code, village.name, link, child=child)
