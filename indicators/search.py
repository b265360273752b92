"""One box for everything: units, indicators, programmes, registers, and people of the reader's own area."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Length, Replace

from branches.models import Person
from branches.registry import REGISTERS, Register
from branches.registry.matching import Place, squeezed
from branches.registry.place_finder import beginning, places_of
from branches.scope import Scope

from .models import Indicator, Programme

MOST = 20  # of each kind; who wants more types more
SHORTEST_NAME = 2  # characters before people are looked for: one would list half a village


@dataclass(frozen=True)
class Found:
    """What a text found, best first in each kind."""

    places: list[Place]
    indicators: list[Indicator]
    programmes: list[Programme]
    registers: list[Register]
    people: list[Person]

    @property
    def is_empty(self) -> bool:
        return not (self.places or self.indicators or self.programmes or self.registers or self.people)


def search(text: str, scope: Scope) -> Found:
    """At most seven queries; only units and people of the scope are found."""
    plain = squeezed(text)
    if not plain:
        return Found([], [], [], [], [])
    return Found(
        places_of(places(plain, scope)),
        list(indicators(plain)),
        list(Programme.objects.filter(Q(name__icontains=plain) | Q(code__startswith=plain.lower()))[:MOST]),
        [r for r in REGISTERS.values() if plain in r.title and not r.parent],
        list(people(plain, scope)),
    )


def places(plain: str, scope: Scope) -> QuerySet:
    """Shorter names first, so that 王庄 comes before 小王庄村; a code counts from its beginning."""
    areas = scope.areas().alias(letters=Replace("pinyin", Value(" "), Value("")), size=Length("name"))
    wanted = Q(code__startswith=plain) if plain.isdigit() else beginning(plain)
    found = list(
        areas.filter(wanted, closed_on__isnull=True).order_by("size", "path").values_list("pk", flat=True)[:MOST]
    )
    return scope.areas().filter(pk__in=found)


def indicators(plain: str) -> QuerySet[Indicator]:
    """The newest version of each."""
    named = Q(name__icontains=plain) | Q(short_name__icontains=plain) | Q(code__startswith=plain.lower())
    return Indicator.objects.filter(named, effective_until__isnull=True).select_related("programme")[:MOST]


def people(plain: str, scope: Scope) -> QuerySet[Person]:
    """By part of the name, pinyin or initials; never by a single character."""
    if len(plain) < SHORTEST_NAME or plain.isdigit():
        return Person.objects.none()
    rows = scope.people().alias(letters=Replace("pinyin", Value(" "), Value("")))
    letters = plain.lower()
    wanted = Q(name__startswith=plain) | Q(letters__startswith=letters) | Q(initials=letters)
    return rows.filter(wanted).select_related("area__parent").order_by("pinyin", "area__path", "pk")[:MOST]
