"""Persons that a form may point to: found by name, place and month of birth, inside the scope."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace

from ..models import Area, Person
from ..scope import Scope
from ..sheets.cells import squeezed
from .matching import Grade, Match, Place, Someone, doubtful, find_person, none, split_person
from .naming import is_own
from .place_finder import MOST_OFFERED, AreaFinder, names_above, places_of


class PersonFinder:
    """Persons of the scope, by name, place and month of birth."""

    hint = "姓名 村名，如：王某 东村"

    def __init__(self, scope: Scope):
        self.scope = scope
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
        if not is_own(person, self.scope):
            return person.masked_name
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
