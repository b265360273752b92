"""A person's life in time order, put together from every register that knows of the person.

A register that names a person and a first day tells its rows without a word here. One that has
more to say declares a life line beside its declaration: a function from a person to dated entries.
So what is here knows nothing of programmes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from .models import AppraisalResult, Cadre, CertificationReview, DoubleStrongCertification, Person
from .registry import REGISTERS, Register
from .registry.fields import relations, value_at
from .registry.naming import address_of, title_of
from .scope import Scope


@dataclass(frozen=True)
class Entry:
    """Something that happened on a day: of which kind, what in a few words, and what else is known.

    `until` is the first day on which it held no longer; `when` stands in place of the day where the
    register knows no day; `address` leads to the record.
    """

    day: date
    kind: str
    words: str
    more: str = ""
    until: date | None = None
    when: str = ""
    address: str = ""


Line = Callable[[Person], Iterable[Entry]]
LINES: list[Line] = []
TOLD: set[type[Model]] = set()


def life_line(*models: type[Model]) -> Callable[[Line], Line]:
    """Decorator: the function tells the rows of these models from now on."""

    def keep(line: Line) -> Line:
        LINES.append(line)
        TOLD.update(models)
        return line

    return keep


def life_of(person: Person, scope: Scope) -> list[Entry]:
    """Everything that the registers know of a person, the newest first. A query or two a register."""
    entries = [entry for line in LINES for entry in line(person)]
    for register in REGISTERS.values():
        if register.to_person and register.start and register.model not in TOLD:
            entries += rows_of(register, person, scope)
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def rows_of(register: Register, person: Person, scope: Scope) -> Iterable[Entry]:
    """The rows of a register that name the person; other people in them are masked as everywhere."""
    rows = register.model._default_manager.filter(**{register.to_person: person})
    for row in rows.select_related(*relations(register, [register.to_person])):
        if day := value_at(row, register.start):
            until = value_at(row, register.end) if register.end else None
            words, address = title_of(row, scope), address_of(row, scope)
            yield Entry(day, register.title, words, until=until, address=address)


def joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


@life_line()
def party_life(person: Person) -> Iterable[Entry]:
    if person.joined_on:
        yield Entry(person.joined_on, "入党", "加入中国共产党")
    if person.left_on:
        yield Entry(person.left_on, "减员", person.get_left_how_display(), "自该日起不再统计")


@life_line(Cadre)
def posts(person: Person) -> Iterable[Entry]:
    """A tenure is told once, where it begins; what is known of its end stands with it."""
    for tenure in person.tenures.select_related("village__parent"):
        place = f"{tenure.village.parent or ''}{tenure.village}"
        how = [
            tenure.get_election_mode_display(),
            f"来源{tenure.get_source_display()}",
            tenure.get_crossed_display(),
        ]
        filed = f"{tenure.filed_on}县级备案" if tenure.filed_on else ""
        shared = "跨村兼任" if tenure.is_shared else ""
        left = tenure.get_leave_reason_display()
        more = joined(
            *how, shared, filed, tenure.evidence, f"离任原因：{left}" if left else "", tenure.leave_evidence
        )
        yield Entry(tenure.started_on, "任职", f"{place} {tenure.get_post_display()}", more, until=tenure.ended_on)


@life_line(DoubleStrongCertification, CertificationReview)
def titles(person: Person) -> Iterable[Entry]:
    for title in person.certifications.select_related("standard"):
        words = f"认定为{title.get_track_display()}（{title.standard}）"
        until = f"有效期至{title.valid_until}" if title.valid_until else ""
        more = joined(title.certified_by, f"带动{title.households_led}户", until, title.evidence)
        yield Entry(title.certified_on, "双强认定", words, more, until=title.revoked_on)
        if title.revoked_on:
            yield Entry(title.revoked_on, "双强认定", f"取消{title.get_track_display()}", title.revoked_reason)
    for look in CertificationReview.objects.filter(certification__person=person):
        words = f"双强复核{'合格' if look.passed else '不合格'}"
        yield Entry(look.reviewed_on, "双强复核", words, joined(f"带动{look.households_led}户", look.evidence))


@life_line(AppraisalResult)
def appraisals(person: Person) -> Iterable[Entry]:
    """The result of a year stands at its end."""
    for result in person.appraisals.all():
        words = f"年度考核{result.get_grade_display()}"
        yield Entry(date(result.year, 12, 31), "年度考核", words, result.evidence, when=f"{result.year}年度")
