"""Who in the demonstration city can be sent to a course: village cadres, other members, township leaders."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from branches.models import (
    CADRE_POSTS,
    Area,
    Cadre,
    Level,
    Person,
    PoliticalStatus,
    TownshipLeader,
    TownshipOffice,
    VillagePost,
)

from . import calendar, names
from .rows import SEED

OFFICES = [
    TownshipOffice.PARTY_SECRETARY,
    TownshipOffice.HEAD,
    TownshipOffice.CONGRESS_CHAIR,
    TownshipOffice.DEPUTY_SECRETARY,
    *[TownshipOffice.COMMITTEE] * 3,
    *[TownshipOffice.DEPUTY_HEAD] * 2,
]
REPLACED = 24  # leaders who handed over in 2011
LEADING = [VillagePost.PARTY_SECRETARY, VillagePost.DEPUTY_SECRETARY, VillagePost.BRANCH_COMMITTEE]


@dataclass
class Post:
    """A person in a post from a day until another."""

    person: int
    started_on: date
    ended_on: date | None

    def held_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)


@dataclass
class Trainees:
    """People by the first digits of their area's code: 6 for counties, 9 for townships."""

    secretaries: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    cadres: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    leading: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))  # by township
    members: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    officials: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))


def read_trainees() -> Trainees:
    """From the registers, each list in an order drawn once; township leaders are written here first."""
    rng = Random(f"{SEED}/trainees")  # noqa: S311
    found = Trainees()
    tenures = Cadre.objects.filter(post__in=CADRE_POSTS).order_by("pk")
    cadres = set()
    columns = ("person_id", "post", "person__area__code", "started_on", "ended_on")
    for person, held, code, started_on, ended_on in tenures.values_list(*columns):
        post = Post(person, started_on, ended_on)
        cadres.add(person)
        found.cadres[code[:6]].append(post)
        if held == VillagePost.PARTY_SECRETARY:
            found.secretaries[code[:6]].append(post)
        if held in LEADING:
            found.leading[code[:9]].append(post)
    members = Person.objects.filter(political_status=PoliticalStatus.MEMBER, joined_on__lt=date(2010, 1, 1))
    others = members.filter(area__level=Level.VILLAGE, left_on__isnull=True)
    for person, code in others.order_by("pk").values_list("pk", "area__code"):
        if person not in cadres:
            found.members[code[:6]].append(person)
    for person, code, started_on, ended_on in write_officials(rng):
        found.officials[code].append(Post(person, started_on, ended_on))
    for pool in (found.secretaries, found.cadres, found.members, found.officials):
        for people in pool.values():
            rng.shuffle(people)
    return found


def write_officials(rng: Random) -> list[tuple[int, str, date, date | None]]:
    """Nine leaders a township; (person, county, from, until) of each."""
    townships = list(Area.objects.at(Level.TOWNSHIP).order_by("code"))
    seats = [(township, office) for township in townships for office in OFFICES]
    replaced = set(rng.sample(range(len(seats)), REPLACED))
    rows = []
    for number, (township, office) in enumerate(seats):
        started_on = date(rng.randint(2005, 2009), rng.choice([3, 6, 9, 12]), rng.randint(1, 28))
        handed_over = (
            calendar.day_between(rng, date(2011, 6, 1), date(2011, 8, 31)) if number in replaced else None
        )
        rows.append((official(rng, township), township, office, started_on, handed_over))
        if handed_over:
            rows.append((official(rng, township), township, office, handed_over, None))
    people = Person.objects.bulk_create([row[0] for row in rows])
    TownshipLeader.objects.bulk_create(
        TownshipLeader(person=person, township=township, office=office, started_on=since, ended_on=until)
        for person, (_, township, office, since, until) in zip(people, rows, strict=True)
    )
    return [
        (person.pk, township.code[:6], since, until)
        for person, (_, township, _, since, until) in zip(people, rows, strict=True)
    ]


def official(rng: Random, township: Area) -> Person:
    sex = names.sex(rng, 18)
    birth = names.birth_month(rng, first_year=1957, last_year=1980)
    return Person(
        name=names.name(rng, sex),
        sex=sex,
        birth_month=birth,
        education=rng.choices(["20", "30", "10"], [58, 36, 6])[0],
        joined_on=names.joined_on(rng, birth),
        area=township,
    )


def long_serving(rng: Random, counties: Iterable[str]) -> list[int]:
    """People who have been village cadres since before 2010, a dozen from each county, in a drawn order."""
    people = []
    for county in counties:
        serving = Cadre.objects.village_cadres().filter(
            village__code__startswith=county, started_on__lt=date(2010, 1, 1), ended_on__isnull=True
        )
        known = sorted(set(serving.values_list("person_id", flat=True)))
        people += rng.sample(known, 12)
    rng.shuffle(people)
    return people
