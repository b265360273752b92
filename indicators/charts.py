"""Pictures made from a dashboard's values: positions for inline SVG, data for Chart.js."""

from dataclasses import dataclass
from decimal import Decimal

from .analysis.distribution import Bin
from .dashboards import Coverage, Dashboard, Evenness, ImplementationPage, IndicatorPage, ProgrammePage
from .figures import Figure
from .quarters import Quarter
from .wording import fixed, percent, plain, rounded

FULL = Decimal(100)
HEADROOM = Decimal("1.15")


@dataclass(frozen=True)
class Bullet:
    """A bar on a track with a target mark; lengths in percent of the track as text."""

    figure: Figure
    width: str
    mark: str


def bullet(figure: Figure) -> Bullet | None:
    """None when there is nothing to draw: no value, or an amount without a line to compare with."""
    if figure.value is None or (figure.green is None and not figure.indicator.is_percent):
        return None
    scale = FULL
    if not figure.indicator.is_percent:
        scale = max(figure.value, figure.green) * HEADROOM
    return Bullet(figure, share(figure.value, scale), share(figure.green, scale))


def share(value: Decimal | None, scale: Decimal) -> str:
    """ "70.0%" of the scale, kept between nothing and all of it; "" when unknown."""
    if value is None or scale <= 0:
        return ""
    return f"{rounded(min(max(value / scale * 100, Decimal(0)), FULL), 1)}%"


@dataclass(frozen=True)
class Progress:
    """The coverage strip: approved, then submitted, on a track of everything due."""

    coverage: Coverage
    approved: str
    submitted: str
    arrived: str


def progress(coverage: Coverage) -> Progress:
    due = Decimal(coverage.due)
    lengths = (share(Decimal(n), due) or "0%" for n in (coverage.approved, coverage.submitted, coverage.arrived))
    return Progress(coverage, *lengths)


@dataclass(frozen=True)
class Track:
    """Evenness as dots on a line: one a child, a red mark for the whole."""

    evenness: Evenness
    dots: tuple[tuple[str, str], ...]
    own: str
    cv: str
    gap: str
    label: str


def track(evenness: Evenness, names: dict[str, str]) -> Track | None:
    """None when evenness is not published. `names` are the children's by code."""
    found, indicator = evenness.disparity, evenness.indicator
    if found is None:
        return None
    factor = 100 if indicator.is_percent else 1
    scale = FULL if indicator.is_percent else max(part.p for part in found.parts) * HEADROOM
    texts = [_shown(part.p * factor, indicator) for part in found.parts]
    dots = tuple(
        (share(part.p * factor, scale), f"{names.get(part.code, part.code)} {text}")
        for part, text in zip(found.parts, texts, strict=True)
    )
    gap = "—"
    if found.gap is not None:
        size = fixed(found.gap * factor, indicator.decimals)
        gap = f"{size}个百分点" if indicator.is_percent else f"{size}{indicator.unit}"
    own = share(evenness.own.value, scale)
    return Track(evenness, dots, own, fixed(found.cv, 3), gap, "、".join(text for _, text in dots))


def _shown(value: Decimal, indicator) -> str:
    return percent(value, indicator.decimals) if indicator.is_percent else fixed(value, indicator.decimals)


def payload(page: Dashboard) -> dict:
    """Plain data for the page's two charts; a missing number is null and leaves a gap."""
    chosen = page.chosen
    return {
        "ranking": {
            "name": chosen.indicator.name,
            "labels": [row.child.name for row in page.ranking],
            "values": [_number(row.figure) for row in page.ranking],
            "standings": [row.figure.standing.value for row in page.ranking],
            "own": _number(chosen),
            "ownLabel": page.area.name,
            "percent": chosen.indicator.is_percent,
            "decimals": chosen.indicator.decimals,
        }
        if chosen
        else None,
        "trend": trend_lines(page),
    }


def trend_lines(page: Dashboard | ImplementationPage | ProgrammePage) -> dict:
    """Labels and one line an indicator."""
    return {
        "labels": [quarter.short_label for quarter in page.quarters],
        "lines": [
            {"label": line.indicator.short_name, "values": [_number(figure) for figure in line.figures]}
            for line in page.trend
        ],
    }


MOST_DRAWN = 60  # bars that can be told apart


def indicator_payload(page: IndicatorPage) -> dict:
    """Data for the charts of one indicator: ranking (when few enough), trend with a line a definition,
    histogram of the units."""
    spec, own = page.current.spec, page.own
    shape = {"percent": spec.is_percent, "decimals": spec.decimals}
    drawn = [unit for unit in page.units if unit.figure.value is not None]
    versions = [version for version in page.versions if any(p.figure and p.version is version for p in page.trend)]
    return {
        "ranking": {
            "name": spec.name,
            "labels": [unit.name for unit in drawn],
            "values": [_number(unit.figure) for unit in drawn],
            "standings": [unit.figure.standing.value for unit in drawn],
            "own": _number(own),
            "ownLabel": page.area.name,
        }
        | shape
        if 0 < len(drawn) <= MOST_DRAWN
        else None,
        "trend": {
            "labels": [point.quarter.short_label for point in page.trend],
            "lines": [
                {
                    "label": spec.short_name if len(versions) == 1 else f"{version.since.year}年起口径",
                    "values": [
                        _number(p.figure) if p.figure and p.version is version else None for p in page.trend
                    ],
                }
                for version in versions
            ],
        }
        | shape,
        "histogram": {
            "labels": [bin_label(one, page) for one in page.bins],
            "values": [one.count for one in page.bins],
            "name": f"{page.depth.label}数" if page.depth else "",
        }
        if len(page.bins) > 1
        else None,
    }


def evenness_texts(page: IndicatorPage) -> dict[str, str]:
    """Evenness in words: cv, gap, ratio, eta; "—" where unknown. Empty when not published."""
    found, spec = page.disparity, page.current.spec
    if found is None:
        return {}
    factor = 100 if spec.is_percent else 1
    gap = fixed(found.gap * factor, spec.decimals) if found.gap is not None else ""
    eta = page.split.eta if page.split else None
    return {
        "cv": fixed(found.cv, 3),
        "gap": f"{gap}{'个百分点' if spec.is_percent else spec.unit}" if gap else "—",
        "ratio": f"{fixed(found.ratio, 2)} 倍" if found.ratio is not None else "—",
        "eta": percent(eta * 100, 1) if eta is not None else "—",
    }


def quartile_texts(page: IndicatorPage) -> list[str]:
    """Lowest, lower quartile, median, upper quartile, highest as shown."""
    q, spec = page.quartiles, page.current.spec
    values = (q.lowest, q.lower, q.median, q.upper, q.highest) if q else ()
    return [_shown(Decimal(str(value)), spec) for value in values]


def bin_label(one: Bin, page: IndicatorPage) -> str:
    unit = "%" if page.current.spec.is_percent else ""
    return f"{one.start:g}—{one.end:g}{unit}"


def _number(figure: Figure) -> float | None:
    """As printed; a picture needs no more."""
    return None if figure.value is None else float(plain(rounded(figure.value, figure.indicator.decimals)))


def trend_rows(page: Dashboard | ImplementationPage | ProgrammePage) -> list[tuple[Quarter, list[Figure]]]:
    """The trend's table: a row a quarter, newest first, a column a line."""
    rows = zip(page.quarters, zip(*(line.figures for line in page.trend), strict=True), strict=False)
    return [(quarter, list(figures)) for quarter, figures in reversed(list(rows))]
