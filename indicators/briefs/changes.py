"""Which figures of kept documents are no longer what they were."""

from collections.abc import Iterable, Mapping, Sequence

from branches.models import Area

from ..dashboards import Basis, period_choices
from ..models import Brief, Period, Publication, Total
from ..publishing import published
from .comparing import Moved, moved
from .facts import Fact, Known, Source
from .gathering import Gathering, ground_of, subjects_of
from .ground import Ground
from .groups import GROUPS
from .storing import fact_from_plain, source_from_plain


def facts_of(brief: Brief, slow: bool = True) -> dict[str, Fact]:
    """The figures that the document shows, as they were; `slow` False leaves out tasks and the economy."""
    return {
        path: fact_from_plain(path, plain)
        for path, plain in brief.facts.items()
        if slow or path.partition(".")[0] not in GROUPS
    }


def sources_of(brief: Brief) -> list[Source]:
    """What its figures were made from, as they were."""
    return [source_from_plain(plain) for fact in brief.facts.values() for plain in fact["sources"]]


def newest(brief: Brief) -> Publication | None:
    """What a document written from a publication is held against: the newest one of the same figures."""
    return published(brief.area, brief.period) if brief.publication_id else None


def ground_today(brief: Brief, paths: Iterable[str]) -> Ground | None:
    """The ground of a document as it stands now; None where the period is gone."""
    period = next((one for one in period_choices(brief.area) if one.pk == brief.period_id), None)
    if period is None:
        return None
    return ground_of(brief.area, period, Basis(brief.basis), newest(brief), subjects_of(paths))


def changes_of(brief: Brief) -> list[Moved]:
    """Every figure that reads otherwise today, in the order of the document."""
    before = facts_of(brief)
    ground = ground_today(brief, before)
    return changes_on(brief, ground, before) if ground else []


def changes_on(brief: Brief, ground: Ground, before: Mapping[str, Fact]) -> list[Moved]:
    known: dict[str, Known] = {path: fact.known for path, fact in before.items()}
    now = Gathering(ground, known, GROUPS).facts(before)
    shown = {path: tuple(plain["shown"]) for path, plain in brief.facts.items()}
    defined = brief.stamp["definitions"]
    anew = [
        code for code, day in defined.items() if code in ground.since and ground.since[code].isoformat() != day
    ]
    return moved(before, now, shown, anew)


def unsettled(briefs: Sequence[Brief]) -> list[Brief]:
    """Those whose data have moved since, whether their own figures did or not: two queries for all of them."""
    keys = [key.split("/") for brief in briefs for key in brief.stamp["totals"]]
    rows = Total.objects.filter(area__code__in={area for area, _ in keys}, period__code__in={p for _, p in keys})
    versions = {
        f"{area}/{period}": version
        for area, period, version in rows.order_by().values_list("area__code", "period__code", "version")
    }
    last = numbers([brief for brief in briefs if brief.publication_id])
    return [brief for brief in briefs if _is_unsettled(brief, versions, last)]


def _is_unsettled(brief: Brief, versions: Mapping[str, int], last: Mapping[tuple[int, int], int]) -> bool:
    if brief.publication_id:
        return last[brief.publication.area_id, brief.period_id] != brief.publication.number
    return any(versions.get(key) != version for key, version in brief.stamp["totals"].items())


def numbers(briefs: Sequence[Brief]) -> dict[tuple[int, int], int]:
    """{(area, period): number of the newest publication}."""
    rows = Publication.objects.filter(
        period__in={brief.period_id for brief in briefs}, area__in={brief.publication.area_id for brief in briefs}
    ).order_by("number")
    return {(area, period): number for area, period, number in rows.values_list("area", "period", "number")}


def changed_among(briefs: Sequence[Brief]) -> dict[int, int]:
    """{id of a document: how many of its figures read otherwise today}; tasks and the economy are left out.

    Documents on the same ground are read together.
    """
    full = Brief.objects.select_related("area__parent", "period", "publication")
    moving = full.in_bulk([brief.pk for brief in unsettled(briefs)])
    grounds: dict[tuple, list[Brief]] = {}
    for brief in moving.values():
        key = (brief.area_id, brief.period_id, brief.basis, bool(brief.publication_id))
        grounds.setdefault(key, []).append(brief)
    counted = {}
    for group in grounds.values():
        facts = {brief.pk: facts_of(brief, slow=False) for brief in group}
        ground = ground_today(group[0], {path for each in facts.values() for path in each})
        for brief in group if ground else ():
            counted[brief.pk] = len(changes_on(brief, ground, facts[brief.pk]))
    return {pk: number for pk, number in counted.items() if number}


def quoting(area: Area, period: Period, codes: Iterable[str]) -> list[Brief]:
    """Documents whose figures add up some of these elements of an area's report, newest first; one query."""
    wanted = set(codes)
    rows = Brief.objects.quoting(area, period).select_related("area").defer("document", "facts")
    return [brief for brief in rows if wanted.intersection(brief.elements)]
