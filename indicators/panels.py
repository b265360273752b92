"""The panels of a dashboard: where each stands, and the programmes' own pictures, made from the
figures that the page has anyway.

A picture is there only where the catalogue has its indicators, so a site with another catalogue
shows none of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import ClassVar

from .charts import share
from .figures import Figure
from .models import Panel
from .quarters import Quarter
from .wording import grouped

STEPS = [
    ("fc1_to_member", "致富能手 → 党员"),
    ("fc2_to_able", "党员 → 致富能手"),
    ("fc3_to_cadre", "能手 → 村干部"),
    ("fc4_to_secretary", "村干部 → 支书"),
]
TRACKS = [("th_secretary", "村党组织书记"), ("th_head", "村主任"), ("th_member", "党员")]
TIERS = [
    ("sbq_ten", "村支书 · 省农业高效科技培训"),
    ("sbq_hundred", "村干部 · 发达地区落地培训"),
    ("sbq_thousand", "党员 · 市内培训"),
]
COURSES = ("tr_town_batches", "tr_town_persons")
QUARTERS_A_YEAR = 4
# {panel: (template, how many of its kind stand side by side)}
PLACES = {
    Panel.ALERTS: ("alerts/panel.html", 1),
    Panel.RANKING: ("dashboard/ranking.html", 2),
    Panel.TREND: ("dashboard/trend.html", 2),
    Panel.CULTIVATION: ("dashboard/panel_cultivation.html", 3),
    Panel.TRAINING: ("dashboard/panel_training.html", 3),
    Panel.EVENNESS: ("dashboard/evenness.html", 3),
    Panel.CHILDREN: ("dashboard/children.html", 1),
    Panel.OUTSTANDING: ("dashboard/outstanding.html", 2),
    Panel.IMPLEMENTATION: ("dashboard/panel_implementation.html", 2),
    Panel.FIGURES: ("dashboard/figures.html", 1),
}
CLASSES = {1: "", 2: "cols", 3: "cols three"}


@dataclass(frozen=True)
class Bar:
    """Done of planned on a track; lengths as in `charts.Bullet`. `behind` only against a mark."""

    label: str
    figure: Figure
    width: str
    mark: str = ""
    behind: bool = False

    @property
    def text(self) -> str:
        """912 / 1,000"""
        return f"{grouped(self.figure.numerator)} / {grouped(self.figure.denominator)}"


@dataclass(frozen=True)
class CultivationPanel:
    """People converted this year in the four steps, and the three key lists where one is kept."""

    template: ClassVar[str] = "dashboard/panel_cultivation.html"

    steps: tuple[tuple[str, str, Figure], ...]  # label, people converted, the rate
    tracks: tuple[Bar, ...]


@dataclass(frozen=True)
class TrainingPanel:
    """The three tiers against the plan and against the part of the year gone by; courses of the year."""

    template: ClassVar[str] = "dashboard/panel_training.html"

    tiers: tuple[Bar, ...]
    courses: tuple[Figure, Figure] | None
    elapsed: str


def rows_of(panels: Sequence[Panel], pictures: Mapping[Panel, object]) -> Iterator[tuple[str, list]]:
    """(class of the row, [(template, picture)]) in the order given. `pictures` are what panels draw that
    draw something of their own; one with nothing to draw (None) is left out."""
    shown = [panel for panel in panels if pictures.get(panel, panel) is not None]
    for abreast, run in groupby(shown, key=lambda panel: PLACES[panel][1]):
        run = list(run)
        for start in range(0, len(run), abreast):
            row = run[start : start + abreast]
            yield CLASSES[len(row)], [(PLACES[panel][0], pictures.get(panel)) for panel in row]


def cultivation_panel(figures: Sequence[Figure]) -> CultivationPanel | None:
    known = by_code(figures)
    steps = tuple((label, grouped(known[code].numerator), known[code]) for code, label in STEPS if code in known)
    tracks = tuple(
        bar(label, known[code]) for code, label in TRACKS if code in known and known[code].denominator is not None
    )
    return CultivationPanel(steps, tracks) if steps or tracks else None


def training_panel(figures: Sequence[Figure], quarter: Quarter) -> TrainingPanel | None:
    known = by_code(figures)
    elapsed = Decimal(quarter.number) / QUARTERS_A_YEAR * 100
    tiers = tuple(bar(label, known[code], elapsed) for code, label in TIERS if code in known)
    held = tuple(known[code] for code in COURSES if code in known)
    if not tiers:
        return None
    return TrainingPanel(tiers, held if len(held) == len(COURSES) else None, f"{elapsed:.0f}%")


def by_code(figures: Sequence[Figure]) -> Mapping[str, Figure]:
    return {figure.indicator_code: figure for figure in figures}


def bar(label: str, figure: Figure, expected: Decimal | None = None) -> Bar:
    """`expected` is the percentage that should be done by now."""
    hundred = Decimal(100)
    behind = expected is not None and figure.value is not None and figure.value < expected
    return Bar(label, figure, share(figure.value, hundred), share(expected, hundred), behind)
