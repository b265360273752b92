"""Reads the address of a comparison: what it names is checked, what is wrong is told, the rest is shown."""

import re
from collections.abc import Mapping, Sequence

from django.http import Http404

from branches.models import Area, Level

from ..columns import CODE, named, remembered
from ..dashboards import Basis, PeriodChoice, catalogue
from ..dashboards.depth import MOST_UNITS
from ..dashboards.frame import Catalogue
from ..dashboards.layout import layout_of
from ..figures import IndicatorSpec
from ..models import ColumnPage, Indicator
from ..quarters import Quarter
from .choice import (
    AREAS,
    INDICATORS,
    ITSELF,
    LAYOUTS,
    MOST_ACROSS,
    MOST_CELLS,
    MOST_GROUPS,
    MOST_INDICATORS,
    MOST_PICKED,
    MOST_QUARTERS,
    SPANS,
    Choice,
)

AREA_CODE = re.compile(r"[0-9]{12}")
BARE = "1"  # the span of a page without one


def read(request, question) -> tuple[Choice, Catalogue, list[str]]:
    """(what is shown, the catalogue of its latest quarter, what was wrong with the address).

    `request` as `asking` leaves it, `question` checked. Raises Http404 for a unit outside the scope.
    """
    reader = Reader(request, question.choices, question.period)
    choice = reader.choice(question.basis)
    return choice, reader.known, reader.notes


class Reader:
    """One address. What is unknown goes to `notes`, in sentences."""

    def __init__(self, request, choices: Sequence[PeriodChoice], period: PeriodChoice):
        self.request, self.get, self.area = request, request.GET, request.area
        self.choices, self.period = choices, period
        self.notes: list[str] = []

    def choice(self, basis: Basis) -> Choice:
        layout = self.one_of("layout", LAYOUTS, "area-indicator", "排法")
        quarters, span = self.quarters()
        self.known = catalogue(max(quarters).last_day, self.area.level)
        units = self.units()
        depth = "" if units else self.depth(layout)
        indicators, own = self.indicators()
        number = len(units) or self.number_at(depth)
        if number > MOST_UNITS:
            self.notes.append(f"共{number:,}个单位，超过{MOST_UNITS:,}个：请先选下一级区划。现显示本级。")
            depth, number = ITSELF, 1
        return Choice(
            area=self.area,
            period=self.period,
            basis=basis,
            layout=self.readable(layout, number),
            depth=depth,
            units=units,
            indicators=indicators,
            quarters=self.affordable(quarters, number, len(indicators)),
            span=span,
            sort=self.get.get("sort", "")[:41],
            own=own,
        )

    def one_of(self, name: str, known: Mapping[str, str], default: str, what: str) -> str:
        sent = self.get.get(name, "")
        if sent and sent not in known:
            self.notes.append(f"没有“{sent[:20]}”这种{what}，已按“{known[default]}”显示。")
        return sent if sent in known else default

    # quarters ----------------------------------------------------------------
    def quarters(self) -> tuple[tuple[Quarter, ...], str]:
        """As time goes by, and the span that they are, "" for picked ones."""
        by_code = {choice.code: choice.quarter for choice in self.choices}
        sent = list(dict.fromkeys(self.get.getlist("at")))
        if sent and not self.get.get("span"):
            if unknown := [code for code in sent if code not in by_code]:
                self.notes.append(f"没有{named(unknown)}这样的报告期，未列出。")
            picked = sorted(by_code[code] for code in sent if code in by_code)
            if len(picked) > MOST_QUARTERS:
                self.notes.append(f"一次最多比较{MOST_QUARTERS}期，已取最近的{MOST_QUARTERS}期。")
            if picked:
                return tuple(picked[-MOST_QUARTERS:]), ""
        span = self.one_of("span", SPANS, BARE, "期数")
        last = self.period.quarter
        until = sorted(quarter for quarter in by_code.values() if quarter <= last)
        if span == "year":
            return tuple([quarter for quarter in until if quarter.number == last.number][-MOST_QUARTERS:]), span
        return tuple(quarter for quarter in until if quarter.ordinal > last.ordinal - int(span)), span

    def affordable(self, quarters: tuple[Quarter, ...], units: int, indicators: int) -> tuple[Quarter, ...]:
        """The latest quarters for which the whole table is small enough to be made at once."""
        most = max(1, MOST_CELLS // max(units * indicators, 1))
        if len(quarters) > most:
            cells = units * indicators * len(quarters)
            self.notes.append(
                f"{units:,}个单位、{indicators}个指标、{len(quarters)}期共{cells:,}格，超过{MOST_CELLS:,}格："
                f"请少选指标或报告期，或先选下一级区划。现只显示最近{most}期。"
            )
        return quarters[-most:]

    # units -------------------------------------------------------------------
    def units(self) -> tuple[Area, ...]:
        """The picked units in their order; none where a depth is named."""
        codes = [] if self.get.get("depth") else list(dict.fromkeys(self.get.getlist("unit")))
        if len(codes) > MOST_PICKED:
            self.notes.append(f"一次最多自选{MOST_PICKED}个单位，已取前{MOST_PICKED}个。")
            codes = codes[:MOST_PICKED]
        valid = [code for code in codes if AREA_CODE.fullmatch(code)]
        rows = Area.objects.filter(code__in=valid).select_related("parent__parent") if valid else ()
        found = {area.code: area for area in rows}
        if any(code not in found or not self.request.scope.may_see(found[code]) for code in codes):
            raise Http404("没有这个单位，或不在您的管辖范围内。")
        return tuple(found[code] for code in codes)

    def depth(self, layout: str) -> str:
        """The level below the area where units stand on an edge of the table; the area itself as a group."""
        below = list(Level)[Level(self.area.level).rank + 1 :]
        known = {ITSELF: "本级"} | {level.value: level.label for level in below}
        stacked = AREAS not in layout.split("-")
        return self.one_of("depth", known, ITSELF if stacked or not below else below[0].value, "单位层级")

    def number_at(self, depth: str) -> int:
        if depth == ITSELF:
            return 1
        return Area.objects.within(self.area).filter(level=depth).count()

    def readable(self, layout: str, units: int) -> str:
        """Many units stand on rows: nobody reads sixty columns, and nobody twelve tables."""
        rows, columns = layout.split("-")
        if columns == AREAS and units > MOST_ACROSS:
            self.notes.append(f"列上最多放{MOST_ACROSS}个单位，现有{units:,}个，已改为行是单位。")
            return f"{AREAS}-{rows}"
        if AREAS not in (rows, columns) and units > MOST_GROUPS:
            self.notes.append(f"最多分成{MOST_GROUPS}组，现有{units:,}个单位，已改为行是单位。")
            return f"{AREAS}-{INDICATORS}"
        return layout

    # indicators --------------------------------------------------------------
    def indicators(self) -> tuple[tuple[IndicatorSpec, ...], bool]:
        """Those of the address, else those the reader has kept, else those of the dashboard."""
        sent = list(dict.fromkeys(self.get.getlist("indicator")))
        found = self.known.pick(sent, self.area.level)
        self.tell_missing([code for code in sent if code not in {spec.code for spec in found}])
        kept = ()
        if not found:
            kept = self.known.pick(remembered(self.request.user, ColumnPage.COMPARE), self.area.level)
            found = kept or self.arranged()
        if len(found) > MOST_INDICATORS:
            self.notes.append(f"一次最多比较{MOST_INDICATORS}个指标，已取前{MOST_INDICATORS}个。")
        return found[:MOST_INDICATORS], bool(kept)

    def arranged(self) -> tuple[IndicatorSpec, ...]:
        layout = layout_of(self.known, self.area.level)
        return (layout.columns or layout.tiles or self.known.indicators)[:MOST_INDICATORS]

    def tell_missing(self, codes: list[str]) -> None:
        """A code may be no indicator at all, or one that is not in use here or now."""
        if not codes:
            return
        asked = [code for code in codes if CODE.fullmatch(code)]
        names = dict(Indicator.objects.filter(code__in=asked).values_list("code", "name")) if asked else {}
        if unknown := [code for code in codes if code not in names]:
            self.notes.append(f"没有{named(unknown)}这样的指标，未列出。")
        if idle := [name for code, name in names.items()]:
            self.notes.append(f"{named(idle)}在这一级或这一期没有启用，未列出。")
