"""The people of the registers as the cultivation lists see them: where they live and how they came on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random

from branches.models import CADRE_POSTS, Cadre, Level, Person, PoliticalStatus, SourceTag

from ..eligibility import Career, careers
from ..models import Cultivation
from . import calendar, names
from .rows import PRETENDED_DAY

SEASONS = [(1, 3, 18), (4, 6, 42), (7, 9, 15), (10, 12, 25)]  # first month, last month, admissions in a hundred


@dataclass(eq=False)
class Villager:
    """Somebody who may be listed; `person` for those who are not stored yet, else `pk`."""

    village: str
    village_id: int
    career: Career
    pk: int | None = None
    person: Person | None = None

    def listed(self, **fields) -> Cultivation:
        """An unsaved row of theirs."""
        who = {"person": self.person} if self.person else {"person_id": self.pk}
        return Cultivation(village_id=self.village_id, selected_on=fields["listed_on"], **who, **fields)

    def admit(self, day: date) -> None:
        """A probationary member from the day, a full one after a year."""
        full = (PRETENDED_DAY - day).days >= 365
        status = PoliticalStatus.MEMBER if full else PoliticalStatus.PROBATIONARY
        self.career.political_status = self.person.political_status = status
        self.career.joined_on = self.person.joined_on = day


def registered() -> list[Villager]:
    """Everybody on a village's roll, in a fixed order."""
    people = Person.objects.filter(area__level=Level.VILLAGE).order_by("area__code", "pk")
    rows = list(people.values_list("pk", "area_id", "area__code"))
    known = careers(pk for pk, *_ in rows)
    return [Villager(code, village, known[pk], pk) for pk, village, code in rows]


def able_outsider(rng: Random, village: str, village_id: int) -> Villager:
    """Somebody able who is no member: born later than most cadres."""
    sex = names.sex(rng, 26)
    birth = names.birth_month(rng, first_year=1960, last_year=1988)
    person = Person(
        name=names.name(rng, sex),
        sex=sex,
        birth_month=birth,
        education=names.education(rng, birth),
        political_status=PoliticalStatus.MASSES,
        area_id=village_id,
        tags=[SourceTag.ABLE],
    )
    return Villager(village, village_id, Career(PoliticalStatus.MASSES, None), person=person)


def admission_day(rng: Random, year: int) -> date:
    """Admissions come before 1 July and before the year end."""
    first, last, _ = rng.choices(SEASONS, [weight for *_, weight in SEASONS])[0]
    return calendar.day_between(rng, date(year, first, 5), date(year, last, 28))


def serving_secretaries(day: date) -> dict[int, int]:
    """{village id: person id}."""
    rows = Cadre.objects.secretaries().serving_on(day).order_by("pk")
    return dict(rows.values_list("village_id", "person_id"))


def post_ends(career: Career, year: int, posts: Iterable[str] = CADRE_POSTS) -> date | None:
    """The day in the year on which the last of the posts was left, if none was left over."""
    held = [(end, post) for post, start, end in career.posts if post in posts and start < date(year, 12, 31)]
    last = max((end or date.max for end, _ in held), default=date.max)
    return last if last.year == year else None
