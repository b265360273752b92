"""Areas that a form may point to: found by text, offered by beginnings, all inside one queryset."""

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace

from ..models import Area
from ..sheets.cells import squeezed
from .matching import SEPARATORS, Match, Place, Places, stem

MOST_OFFERED = 12
FEW = 60  # as many as a drop-down may hold


def places_of(areas: QuerySet[Area]) -> list[Place]:
    """Areas with the names of those above them: two queries."""
    columns = ("pk", "code", "path", "name", "level", "official_name", "pinyin", "initials")
    rows = sorted(areas.values_list(*columns), key=lambda row: row[2])
    names = {row[2]: row[3] for row in rows}
    above = {end for row in rows for end in Area(path=row[2]).ancestor_paths} - names.keys()
    names |= dict(Area.objects.filter(path__in=above).values_list("path", "name"))
    return [
        Place(pk, code, path, tuple(names[end] for end in [*Area(path=path).ancestor_paths, path]), *rest)
        for pk, code, path, _, *rest in rows
    ]


def beginning(text: str) -> Q:
    """Areas whose name has the text, or whose pinyin or initials begin with it; `letters` is annotated."""
    plain = squeezed(text).lower()
    return Q(name__icontains=plain) | Q(letters__startswith=plain) | Q(initials__startswith=plain)


class AreaFinder:
    """Areas of a queryset that lies in the scope."""

    hint = "乡镇 村名，或代码、拼音"

    def __init__(self, areas: QuerySet[Area]):
        self.areas = areas.alias(letters=Replace("pinyin", Value(" "), Value("")))
        self.loaded: Places | None = None
        self.objects: dict[int, Area] = {}

    def load(self) -> None:
        self.loaded = Places(places_of(self.areas))
        self.objects = self.areas.in_bulk()

    def find(self, text: str) -> Match:
        if self.loaded:
            return self.loaded.find(text)
        plain = squeezed(text)
        last = (SEPARATORS.split(plain if " " not in text.strip() else text.strip()) or [plain])[-1]
        hints = (
            Q(code=plain)
            | Q(name__startswith=stem(last) or last)
            | Q(official_name=plain)
            | Q(whole__endswith=F("name"))
            | Q(letters=plain.lower().replace("'", ""))
            | Q(initials=plain.lower())
        )
        return Places(places_of(self.areas.alias(whole=Value(plain)).filter(hints))).find(text)

    def get(self, pk: int) -> Area | None:
        return self.objects.get(pk) or self.areas.filter(pk=pk).first()

    def words(self, area: Area) -> str:
        return Place(area.pk, area.code, area.path, names_above(area), area.level).words

    def offer(self, text: str) -> list[str]:
        """The areas that a beginning may mean; for no text all of them, unless they are many."""
        if not text:
            few = places_of(self.areas.order_by("path")[: FEW + 1])
            return [place.words for place in few] if len(few) <= FEW else []
        *before, last = [word for word in SEPARATORS.split(text) if word] or [""]
        found = [
            place
            for place in places_of(self.areas.filter(beginning(last)).order_by("path")[: MOST_OFFERED * 5])
            if all(any(word in name for name in place.names[:-1]) for word in before)
        ]
        return [place.words for place in found[:MOST_OFFERED]]


def names_above(area: Area) -> tuple[str, ...]:
    names = (area.name,)
    if area.parent_id and area.level == "village":
        names = (area.parent.name, *names)
    return names
