"""What the registers stood at when a study was made, and whether they have moved on for it since.

A stamp is the newest row and the newest entry of history of every register that a study reads. Whether
anything of the area and year has changed is asked of the rows written since and of no others, so the
question costs what was changed and never what is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Model, Q, Subquery

from branches.models import Area, Cadre, DoubleStrongCertification, Level, Person, VillagePost

from ..models import Assessment, CreationStandard, EconomyStudy, ItemScore, VillageEconomyYear


@dataclass(frozen=True)
class Source:
    """A register that a study reads. `to_area` leads to the area a row concerns, "" for any;
    `in_year(year)` are the rows that can matter to the year."""

    model: type[Model]
    to_area: str
    in_year: Callable[[int], Q]

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    def concerning(self, area: Area, year: int) -> Q:
        if not self.to_area:
            return self.in_year(year)
        here = {f"{self.to_area}__gte": area.path, f"{self.to_area}__lt": area.path_end}
        return Q(**here) & self.in_year(year)


def by_the_end(column: str) -> Callable[[int], Q]:
    return lambda year: Q(**{f"{column}__lte": date(year, 12, 31)})


SECRETARY = Q(post=VillagePost.PARTY_SECRETARY)
SOURCES = (
    Source(VillageEconomyYear, "village__path", lambda year: Q(year__in=[year, year - 2])),
    Source(Cadre, "village__path", lambda year: SECRETARY & by_the_end("started_on")(year)),
    Source(DoubleStrongCertification, "", by_the_end("certified_on")),
    Source(Person, "", lambda year: Q(left_on__lte=date(year, 12, 31))),
    Source(Assessment, "area__path", lambda year: Q(year=year)),
    Source(ItemScore, "assessment__area__path", lambda year: Q(assessment__year=year)),
    Source(CreationStandard, "", by_the_end("effective_from")),
    Source(Area, "path", lambda year: Q()),
)
Stamp = dict[str, list[int]]


def stamp() -> Stamp:
    """{register: [newest row, newest entry of history]}, in one query."""
    columns = {}
    for source in SOURCES:
        rows, history = source.model.objects, source.model.history.model.objects
        columns[f"{source.name}_row"] = Subquery(rows.order_by("-pk").values("pk")[:1])
        columns[f"{source.name}_entry"] = Subquery(history.order_by("-history_id").values("history_id")[:1])
    newest = ask(**columns)
    return {s.name: [newest[f"{s.name}_row"] or 0, newest[f"{s.name}_entry"] or 0] for s in SOURCES}


def stale(study: EconomyStudy) -> bool:
    """Whether anything that the study read, of its area and year, was written since, in one query.

    Never without a stamp, which is what a study that has not been computed has.
    """
    asked = {}
    around = study.area.parent if study.area.level == Level.TOWNSHIP else study.area
    for source in SOURCES if study.made_of else ():
        row, entry = study.made_of.get(source.name, [0, 0])
        concerns = source.concerning(around, study.year)
        history = source.model.history.model.objects
        asked[f"{source.name}_rows"] = Exists(source.model.objects.filter(concerns, pk__gt=row))
        asked[f"{source.name}_entries"] = Exists(history.filter(concerns, history_id__gt=entry))
    return any(ask(**asked).values()) if asked else False


def ask(**columns) -> dict:
    """Values of subqueries that belong to no row; some area there always is."""
    return Area.objects.order_by("pk").annotate(**columns).values(*columns)[:1].get()
