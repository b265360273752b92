"""A person's life in time order, put together from every register that knows of the person.

A life line is a function from a person to dated entries. Each app has its lines in a module
`life_lines`, which is read at start; so what is here knows nothing of programmes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from .models import CertificationReview, Person


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


def life_line(line: Line) -> Line:
    """Decorator: from now on the person page tells what this register knows."""
    LINES.append(line)
    return line


def life_of(person: Person) -> list[Entry]:
    """Everything that the registers know of a person, the newest first."""
    entries = [entry for line in LINES for entry in line(person)]
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


@life_line
def party_life(person: Person) -> Iterable[Entry]:
    if person.joined_on:
        yield Entry(person.joined_on, "入党", "加入中国共产党")
    if person.left_on:
        yield Entry(person.left_on, "减员", person.get_left_how_display(), "自该日起不再统计")


@life_line
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
        yield Entry(tenure.started_on, "任职", f"{place}{tenure.get_post_display()}", more, until=tenure.ended_on)


@life_line
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


@life_line
def appraisals(person: Person) -> Iterable[Entry]:
    """The result of a year stands at its end."""
    for result in person.appraisals.all():
        words = f"年度考核{result.get_grade_display()}"
        yield Entry(date(result.year, 12, 31), "年度考核", words, result.evidence, when=f"{result.year}年度")
