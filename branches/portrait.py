"""What the page of one person shows, as plain values."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from .clock import today
from .life_lines import Entry, life_of
from .models import Cadre, DoubleStrongCertification, Person
from .scope import Scope

REVIEW_DUE_MONTHS = 24  # as the indicator ds_review_rate counts


@dataclass(frozen=True)
class Held:
    """A post held today, and whether the viewer may end it."""

    tenure: Cadre
    may_keep: bool


@dataclass(frozen=True)
class Title:
    """A certification, whether it holds today, and since when nobody has looked at it."""

    certification: DoubleStrongCertification
    is_valid: bool
    seen_on: date
    is_overdue: bool


@dataclass(frozen=True)
class Portrait:
    person: Person
    age: int | None
    posts: list[Held]
    titles: list[Title]
    life: list[Entry]

    @property
    def is_double_strong(self) -> bool:
        return any(title.is_valid for title in self.titles)


def portrait(person: Person, scope: Scope) -> Portrait:
    """The person on this day, and the whole life behind it."""
    day = today()
    serving = person.tenures.serving_on(day).select_related("village__parent").order_by("started_on", "pk")
    return Portrait(
        person=person,
        age=person.age_on(day),
        posts=[Held(tenure, scope.may_keep(tenure.village)) for tenure in serving],
        titles=titles(person, day),
        life=life_of(person, scope),
    )


def titles(person: Person, day: date) -> list[Title]:
    valid = set(person.certifications.valid_on(day).values_list("pk", flat=True))
    oldest = day.year * 12 + day.month - REVIEW_DUE_MONTHS
    found = []
    rows = person.certifications.select_related("standard").annotate(looked=Max("reviews__reviewed_on"))
    for row in rows.order_by("-certified_on"):
        seen = max(filter(None, (row.certified_on, row.looked)))
        overdue = row.pk in valid and (seen.year * 12 + seen.month, seen.day) <= (oldest, day.day)
        found.append(Title(row, row.pk in valid, seen, overdue))
    return found
