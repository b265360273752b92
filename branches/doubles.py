"""Pairs of records that may be one person.

There are no ID numbers to compare. Alike are records with the same name and birth month in one
township, or with the same name in one village where a birth month is missing; a human decides.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr

from .models import STEP, Level, Person, PersonMatch
from .scope import Scope

Pair = tuple[Person, Person]
AROUND = Substr("area__path", 1, Length("area__path") - STEP)  # the township of a village


def likely_doubles(scope: Scope) -> list[Pair]:
    """Pairs of records in the scope that look like one person and that nobody has judged yet."""
    namesakes = Person.objects.alias(around=AROUND).filter(name=OuterRef("name"), around=OuterRef("around"))
    people = scope.people().alias(around=AROUND).filter(area__level=Level.VILLAGE)
    return pairs(people.filter(Exists(namesakes.exclude(pk=OuterRef("pk")))))


def doubles_of(person: Person, scope: Scope) -> list[Person]:
    """Records in the scope that look like this person."""
    namesakes = scope.people().filter(name=person.name, area__parent=person.area.parent_id)
    found = [pair for pair in pairs(namesakes) if person in pair]
    return [other for pair in found for other in pair if other != person]


def pairs(people) -> list[Pair]:
    """The alike among people of the same name and township, two by two, unless judged before."""
    together: dict[tuple, list[Person]] = defaultdict(list)
    for person in people.select_related("area__parent__parent").order_by("area__path", "pk"):
        together[person.name, person.area.parent_id].append(person)
    found = [pair for group in together.values() for pair in combinations(group, 2) if alike(*pair)]
    judged = judged_pairs(person.pk for pair in found for person in pair)
    return [pair for pair in found if frozenset(person.pk for person in pair) not in judged]


def alike(one: Person, other: Person) -> bool:
    if one.sex != other.sex:
        return False
    if one.birth_month and other.birth_month:
        return one.birth_month == other.birth_month
    return one.area_id == other.area_id


def judged_pairs(keys: Iterable[int]) -> set[frozenset[int]]:
    """Pairs among these people that somebody has decided on."""
    rows = PersonMatch.objects.filter(kept_id__in=set(keys)).values_list("kept_id", "other_id")
    return {frozenset(pair) for pair in rows}
