"""The pipeline of the four cultivations and the key lists, straight from the registers on a day.

`pipeline` answers for one area in three queries, `pipelines` for an area and its children in
five; neither grows with what lies below. Figures carry formula, lines and standing as the catalogue
has them, so a page and the dashboards cannot disagree about a definition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branches.models import Area

from ..figures import Figure, IndicatorSpec, figure
from ..models import STEPS, TRACKS, CultivationList, MeasureKind
from ..quarters import Quarter
from ..wording import percent, rounded
from .pipeline_rows import (
    INDICATORS,
    MEASURES,
    Counts,
    Line,
    added,
    added_quotas,
    below,
    counted,
    indicators,
    lines_below,
    quotas,
    values_of,
)

LEAST_JUDGED = 5  # people on a list


@dataclass(frozen=True)
class Step:
    """One step: on the list on 1 January, converted of them this year, on the list now.

    `figure` has rate, line and standing; None where the catalogue lacks the indicator. `expected` is
    the part of the year's line that belongs to the time gone by.
    """

    on_list: str
    listed: int
    converted: int
    active: int
    figure: Figure | None
    expected: Decimal | None

    @property
    def label(self) -> str:
        return CultivationList(self.on_list).label

    @property
    def keeps_pace(self) -> bool | None:
        """Not judged for a handful of people: one more or less would turn the answer."""
        return on_pace(self.figure, self.expected) if self.listed >= LEAST_JUDGED else None


@dataclass(frozen=True)
class Track:
    """One key list: places (None above or below counties that set any), people on it, promoted this
    year and ever, and by measure how many of those on it have had it this year."""

    on_list: str
    quota: int | None
    active: int
    promoted: int
    promoted_ever: int
    delivered: Mapping[str, int]
    figure: Figure | None

    @property
    def label(self) -> str:
        return CultivationList(self.on_list).label

    @property
    def due(self) -> int:
        """Pairs of a person on the list and a measure."""
        return self.active * len(MeasureKind)

    @property
    def done(self) -> int:
        return sum(self.delivered.values())

    @property
    def measure_rate(self) -> Decimal | None:
        return Decimal(self.done) * 100 / self.due if self.due else None

    @property
    def rate_text(self) -> str:
        return percent(self.measure_rate)

    @property
    def measures(self) -> list[tuple[str, int, int]]:
        """(measure, how many people had it, how many did not)."""
        return [(kind, done, self.active - done) for kind, done in self.delivered.items()]


@dataclass(frozen=True)
class Pipeline:
    """Plain values of an area on a day; `measures` is the rate over all three key lists."""

    area: Area
    day: date
    steps: tuple[Step, ...]
    tracks: tuple[Track, ...]
    measures: Figure | None
    measures_expected: Decimal | None

    @property
    def measures_keep_pace(self) -> bool | None:
        return on_pace(self.measures, self.measures_expected)

    @property
    def key_people(self) -> int:
        return sum(track.active for track in self.tracks)

    @property
    def has_key_lists(self) -> bool:
        return any(track.quota or track.active or track.promoted_ever for track in self.tracks)


def pipeline(area: Area, quarter: Quarter, day: date | None = None) -> Pipeline:
    """The area on the last day of the quarter, or on an earlier day within it."""
    day = day or quarter.last_day
    specs = indicators(area, day)
    counts = added(counted(area, day, area.depth).values())
    return build(area, quarter, day, counts, added_quotas(quotas(area, day)), specs)


def pipelines(area: Area, quarter: Quarter, day: date | None = None) -> tuple[Pipeline, list[Pipeline]]:
    """The area itself and each of its children on a day, in official order."""
    day = day or quarter.last_day
    specs, depth = indicators(area, day), area.depth + 1
    counts, places = counted(area, day, depth), quotas(area, day)
    lines = lines_below(area, day.year)
    children = []
    for child in Area.objects.filter(below(area)).open_on(day).order_by("sort_order", "code"):
        own = {code: (spec, lines.get((code, child.pk), line)) for code, (spec, line) in specs.items()}
        mine = {key: number for key, number in places.items() if key[0].startswith(child.path)}
        children.append(build(child, quarter, day, counts.get(child.path, {}), added_quotas(mine), own))
    return build(area, quarter, day, added(counts.values()), added_quotas(places), specs), children


def build(
    area: Area,
    quarter: Quarter,
    day: date,
    counts: Counts,
    places: Mapping[str, int],
    specs: Mapping[str, tuple[IndicatorSpec, Line]],
) -> Pipeline:
    values = values_of(counts, places)
    known = {
        code: figure(spec, values, green=green, amber=amber, area_code=area.code, period_code=quarter.code)
        for code, (spec, (green, amber)) in specs.items()
    }

    def numbers(on_list: str, *names: str) -> list[int]:
        return [counts.get(on_list, {}).get(name, 0) for name in names]

    steps = []
    for step in STEPS:
        judged = known.get(INDICATORS[step])
        steps.append(Step(step, *numbers(step, "listed", "converted", "active"), judged, expected(judged, day)))
    tracks = []
    for track in TRACKS:
        done = dict(zip(MeasureKind.values, numbers(track, *MeasureKind.values), strict=True))
        how_many = numbers(track, "active", "promoted", "promoted_ever")
        tracks.append(Track(track, places.get(track), *how_many, done, known.get(INDICATORS[track])))
    rate = known.get(MEASURES)
    return Pipeline(area, day, tuple(steps), tuple(tracks), rate, expected(rate, day))


def expected(judged: Figure | None, day: date) -> Decimal | None:
    """What a rate of the whole year should have come to by the day, to be on its green line in the end."""
    if judged is None or judged.green is None:
        return None
    line = judged.green if judged.year_green is None else judged.year_green
    return line * day.timetuple().tm_yday / date(day.year, 12, 31).timetuple().tm_yday


def on_pace(judged: Figure | None, by_now: Decimal | None) -> bool | None:
    """Judged as printed; None where there is nothing to judge."""
    if judged is None or judged.value is None or by_now is None:
        return None
    return rounded(judged.value, judged.indicator.decimals) >= rounded(by_now, judged.indicator.decimals)
