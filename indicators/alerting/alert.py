"""One alert: what it is, where, how far beyond its line, and where it leads. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..figures import Figure

GRAVE_FROM = Decimal(2)  # times the line


class Kind(StrEnum):
    """In the order of pages."""

    BELOW = "below"
    FALL = "fall"
    VACANCY = "vacancy"
    OVERDUE = "overdue"
    UNCHANGED = "unchanged"
    COVERAGE = "coverage"

    @property
    def word(self) -> str:
        return WORDS[self]


WORDS = {
    Kind.BELOW: "未达标",
    Kind.FALL: "明显下滑",
    Kind.VACANCY: "书记空缺",
    Kind.OVERDUE: "任务逾期",
    Kind.UNCHANGED: "没有变化",
    Kind.COVERAGE: "填报不足",
}


class Severity(StrEnum):
    GRAVE = "grave"
    NOTICE = "notice"

    @property
    def word(self) -> str:
        return "严重" if self is Severity.GRAVE else "提醒"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule has found. `excess` is how many times the line is passed, so that kinds can be compared;
    `by_chance`: in so small a unit it may be no more than that. `figure` is the number that stands between
    `lead` and `tail`, `days` for how long it has been so."""

    kind: Kind
    lead: str
    tail: str = ""
    excess: Decimal = Decimal(1)
    by_chance: bool = False
    figure: Figure | None = None
    days: int | None = None

    @property
    def number(self) -> str:
        """ "57.1%", "12人"."""
        if self.figure is None:
            return ""
        spec = self.figure.indicator
        return self.figure.text + ("" if spec.is_percent else spec.unit)

    @property
    def words(self) -> str:
        return f"{self.lead}{self.number}{self.tail}"

    @property
    def severity(self) -> Severity:
        return Severity.GRAVE if self.excess >= GRAVE_FROM and not self.by_chance else Severity.NOTICE


@dataclass(frozen=True)
class Link:
    """A route of this site with what its path and its query need."""

    route: str
    args: tuple[str | int, ...] = ()
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Alert:
    """A finding with its place. `within` are the names that the unit stands under, "" for the area asked for and
    its children; `child` is the code of the child that it belongs to, "" for the area itself."""

    finding: Finding
    code: str
    name: str
    link: Link
    within: str = ""
    child: str = ""

    @property
    def kind(self) -> Kind:
        return self.finding.kind

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def place(self) -> str:
        return f"{self.within} {self.name}".strip()


def gravest(alerts: Iterable[Alert]) -> list[Alert]:
    """Grave ones first. Among the equally grave the kinds take turns, each with its own worst first, so that
    a kind with many alerts does not hide the others; what comes first of the equal stays first."""
    order = {kind: place for place, kind in enumerate(Kind)}
    turns: dict[tuple[Severity, Kind], int] = {}
    placed = []
    for alert in sorted(alerts, key=lambda one: -one.finding.excess):
        key = (alert.severity, alert.kind)
        turns[key] = turn = turns.get(key, 0) + 1
        placed.append((alert.severity is Severity.NOTICE, turn, order[alert.kind], alert))
    return [alert for *_, alert in sorted(placed, key=lambda row: row[:3])]


def counted(alerts: Iterable[Alert]) -> dict[Kind, int]:
    """How many of each kind, also none."""
    counts = dict.fromkeys(Kind, 0)
    for alert in alerts:
        counts[alert.kind] += 1
    return counts
