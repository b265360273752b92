"""What somebody asks to have written: kind, area, period, source of the figures, and how it is signed."""

from dataclasses import dataclass
from datetime import date

from branches.models import Area, AreaKind, Level

from ..dashboards import Basis, PeriodChoice
from ..models import DocumentKind, Publication

PARTY = "中共"


@dataclass(frozen=True)
class Choice:
    """`publication` None means the figures as they stand on `basis`. `title`, `recipient` and `unit` are final."""

    kind: DocumentKind
    area: Area
    period: PeriodChoice
    basis: Basis
    publication: Publication | None
    title: str
    recipient: str
    unit: str
    signed_on: date


def suggested_title(kind: str, area: Area, period: PeriodChoice, whole: str) -> str:
    """Without punctuation at its end, as a title stands."""
    if kind == DocumentKind.RESEARCH:
        return f"关于{whole}基层党建工作情况的调研报告"
    if kind == DocumentKind.REPORT:
        return f"关于{area.name}{period.label}基层党建工作情况的报告"
    if kind == DocumentKind.CIRCULAR:
        return f"关于{whole}{period.label}基层党建工作情况的通报"
    return f"{area.name}基层党建工作简报（{period.label}）"


def organ_of(area: Area) -> str:
    """Who signs for an area: the organisation department, in townships the Party committee itself."""
    if Level(area.level).rank >= Level.TOWNSHIP.rank:
        return f"{PARTY}{area.name}{'工作委员会' if area.kind == AreaKind.SUBDISTRICT else '委员会'}"
    return f"{PARTY}{area.name}{'工委' if area.kind == AreaKind.FUNCTIONAL_ZONE else '委'}组织部"


def suggested_recipient(kind: str, area: Area) -> str:
    """A report goes up, a circular down, the others to nobody in particular."""
    if kind == DocumentKind.REPORT:
        return organ_of(area.parent) if area.parent else ""
    if kind == DocumentKind.CIRCULAR:
        below = list(Level)[Level(area.level).rank + 1]
        bodies = {
            Level.CITY: "各市委组织部",
            Level.COUNTY: "各县区委组织部",
            Level.TOWNSHIP: "各乡镇（街道）党（工）委",
            Level.VILLAGE: "各村党组织",
        }
        return bodies[below]
    return ""
