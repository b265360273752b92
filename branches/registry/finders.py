"""Areas, persons and other records that a form may point to: found by text, offered by beginnings.

Everything stays inside the user's scope. A finder asks the database for what one text needs;
`load` reads what many texts need, so that an import asks once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, ForeignKey, Model, Q, QuerySet, Value
from django.db.models.functions import Replace

from ..models import Area, Person
from ..scope import Scope
from ..sheets.cells import squeezed
from .declaration import Register, register_of
from .matching import (
    SEPARATORS,
    Grade,
    Match,
    Place,
    Places,
    Someone,
    doubtful,
    find_person,
    none,
    only,
    split_person,
    stem,
)
from .naming import title_of

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


class PersonFinder:
    """Persons of the scope, by name, place and month of birth."""

    hint = "姓名 村名，如：王某 东村"

    def __init__(self, scope: Scope):
        self.people = scope.people().select_related("area__parent")
        self.areas = AreaFinder(homes(scope))
        self.loaded: dict[str, list[Someone]] | None = None
        self.objects: dict[int, Person] = {}

    def load(self, names: Iterable[str]) -> None:
        self.areas.load()
        people = self.people.filter(name__in={squeezed(name) for name in names})
        self.objects = {person.pk: person for person in people}
        self.loaded = {}
        for someone in self.known(self.objects.values()):
            self.loaded.setdefault(someone.name, []).append(someone)

    def known(self, people: Iterable[Person]) -> list[Someone]:
        people = list(people)
        if self.areas.loaded:
            places = self.areas.loaded.by_path
        else:
            areas = Area.objects.filter(pk__in={person.area_id for person in people})
            places = {place.path: place for place in places_of(areas)}
        return [Someone(one.pk, one.name, one.birth_month, places[one.area.path]) for one in people]

    def find(self, text: str) -> Match:
        return self.find_parts(*split_person(text))

    def find_parts(self, name: str, where: str, birth) -> Match:
        if not name:
            return none("没有写明姓名。")
        if self.loaded is not None:
            people = self.loaded.get(squeezed(name), [])
        else:
            people = self.known(self.people.filter(name=squeezed(name)))
        if not where:
            return find_person(name, None, birth, people)
        at = self.areas.find(where)
        if at.grade is Grade.NONE:
            return none(at.why)
        if at.grade is Grade.DOUBTFUL:
            paths = tuple(place.path for place in at.candidates)
            here = [person for person in people if person.place.path.startswith(paths)]
            return doubtful(here, at.why) if here else find_person(name, None, birth, people)
        return find_person(name, at.found, birth, people)

    def get(self, pk: int) -> Person | None:
        return self.objects.get(pk) or self.people.filter(pk=pk).first()

    def words(self, person: Person) -> str:
        area = person.area
        place = Place(area.pk, area.code, area.path, names_above(area), area.level)
        return Someone(person.pk, person.name, person.birth_month, place).words

    def offer(self, text: str) -> list[str]:
        name, where, _ = split_person(text)
        plain = name.lower()
        people = self.people.alias(letters=Replace("pinyin", Value(" "), Value(""))).filter(
            Q(name__startswith=plain) | Q(letters__startswith=plain) | Q(initials__startswith=plain)
        )
        if where:
            people = people.filter(Q(area__name__contains=where) | Q(area__parent__name__contains=where))
        return [someone.words for someone in self.known(people.order_by("pinyin", "pk")[:MOST_OFFERED])]


def homes(scope: Scope) -> QuerySet[Area]:
    """Where the people of a scope are on a roll: inside it, and where its guests come from."""
    areas = scope.areas()
    if not scope.guests:
        return areas
    return Area.objects.filter(Q(pk__in=areas.values("pk")) | Q(people__in=scope.guests)).distinct()


@dataclass(frozen=True)
class Option:
    pk: int
    words: str


class RecordFinder:
    """Records of another model: those of the scope, and those of the units above that bind it."""

    hint = "名称里的字"

    def __init__(self, rows: QuerySet[Model], scope: Scope):
        self.scope, self.register = scope, register_of(rows.model)
        self.rows = bound(rows, self.register, scope)
        self.loaded: dict[int, Model] | None = None

    def load(self) -> None:
        self.loaded = {row.pk: row for row in self.rows}

    def few(self) -> list[Option] | None:
        """All of them for a drop-down; None when they are too many for one."""
        if self.loaded is None:
            rows = list(self.rows[: FEW + 1])
            if len(rows) > FEW:
                return None
            self.loaded = {row.pk: row for row in rows}
        return self.options(self.loaded.values()) if len(self.loaded) <= FEW else None

    def options(self, rows: Iterable[Model]) -> list[Option]:
        return [Option(row.pk, self.words(row)) for row in rows]

    def find(self, text: str) -> Match:
        plain = squeezed(text)
        rows = self.loaded.values() if self.loaded is not None else self.rows.filter(self.having(text))
        options = self.options(rows)
        if exact := [one for one in options if squeezed(one.words) == plain]:
            return only(exact, f"有{len(exact)}条都是“{text}”，请选定。")
        titles = {row.pk: squeezed(title_of(row, self.scope)) for row in rows}
        if named := [one for one in options if titles[one.pk] == plain]:
            return only(named, f"有{len(named)}条都叫“{text}”，请选定。")
        if near := [one for one in options if plain in squeezed(one.words)]:
            return doubtful(near, f"没有叫“{text}”的，请在相近的里面选定。")
        return none(f"没有“{text}”，或不在您的管辖范围内。")

    def having(self, text: str) -> Q:
        fields = self.register.search if self.register else ()
        words = [word for word in SEPARATORS.split(text) if word]
        return Q(*[(f"{field}__icontains", word) for field in fields for word in words[:1]], _connector=Q.OR)

    def get(self, pk: int) -> Model | None:
        return self.loaded.get(pk) if self.loaded is not None else self.rows.filter(pk=pk).first()

    def words(self, row: Model) -> str:
        title = title_of(row, self.scope)
        area = self.register.area_of(row) if self.register else None
        return title if area is None or area.name in title else f"{title}（{area.name}）"

    def offer(self, text: str) -> list[str]:
        return [one.words for one in self.options(self.rows.filter(self.having(text))[:MOST_OFFERED])]


def bound(rows: QuerySet, register: Register | None, scope: Scope) -> QuerySet:
    """The rows in the scope and those kept for a unit above it; rows of no area are everybody's."""
    if register is None or not register.to_area:
        return rows
    rows = rows.select_related(
        *filter(None, [register.to_area, register.to_person and f"{register.to_person}__area"])
    )
    if scope.everywhere or scope.area is None:
        return scope.rows(rows, register.to_path)
    path = register.to_path
    inside = Q(**{f"{path}__gte": scope.area.path, f"{path}__lt": scope.area.path_end})
    if register.to_person:
        return rows.filter(inside)
    return rows.filter(inside | Q(**{f"{path}__in": scope.area.ancestor_paths}))


class Finders:
    """One finder for each foreign key of a register's form."""

    def __init__(self, register: Register, scope: Scope):
        self.register, self.scope = register, scope
        self.made: dict[str, AreaFinder | PersonFinder | RecordFinder] = {}

    def __getitem__(self, name: str):
        if name not in self.made:
            self.made[name] = self.make(self.register.model._meta.get_field(name))
        return self.made[name]

    def make(self, field: ForeignKey):
        rows = field.related_model._default_manager.complex_filter(field.get_limit_choices_to())
        if field.related_model is Person:
            return PersonFinder(self.scope)
        if field.related_model is not Area:
            return RecordFinder(rows, self.scope)
        inside = homes(self.scope) if self.register.model is Person else self.scope.areas()
        areas = rows.select_related("parent").filter(pk__in=inside.order_by().values("pk"))
        if field.name == self.register.to_area:
            areas = areas.filter(level__in=self.register.levels)
        return AreaFinder(areas)
