"""The double-strong secretaries by name, as the register of people knows them on the quarter's last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branches.models import Area, Cadre, DoubleStrongCertification, VillagePost
from branches.registry.naming import name_of
from branches.scope import Scope

from ...quarters import Quarter
from ...registers.posts import double_strong, homes
from .paper import HEAD, Book

FIRST = HEAD + 1
COLUMNS = [  # heading, width in characters
    ("序号", 6),
    ("县区", 14),
    ("乡镇", 14),
    ("村", 16),
    ("姓名", 10),
    ("性别", 6),
    ("学历", 12),
    ("任职日期", 12),
    ("认定日期", 12),
    ("有效期至", 12),
    ("带动户数", 10),
]
OPEN_ENDED = "长期"


@dataclass(frozen=True)
class Named:
    """A secretary with the name as the viewer may read it."""

    county: str
    township: str
    village: str
    name: str
    sex: str
    education: str
    since: date
    certified_on: date
    valid_until: date | None
    households: int


def named_secretaries(area: Area, quarter: Quarter, scope: Scope) -> list[Named]:
    """Everyone counts once, in the home village; names outside the viewer's chain are masked. Three queries."""
    tenures = double_strong(homes(area, quarter.last_day, [VillagePost.PARTY_SECRETARY]), quarter)
    rows = list(tenures.select_related("person__area", "village__parent__parent").order_by("village__path", "pk"))
    held = newest([tenure.person_id for tenure in rows], quarter.last_day)
    return [named(tenure, held[tenure.person_id], scope) for tenure in rows]


def newest(people: list[int], day: date) -> dict[int, DoubleStrongCertification]:
    """The latest certification of each person that holds on a day."""
    valid = DoubleStrongCertification.objects.valid_on(day).filter(person__in=people)
    return {one.person_id: one for one in valid.order_by("certified_on", "pk")}


def named(tenure: Cadre, title: DoubleStrongCertification, scope: Scope) -> Named:
    person, village = tenure.person, tenure.village
    township = village.parent
    return Named(
        county=township.parent.name if township and township.parent else "",
        township=township.name if township else "",
        village=village.name,
        name=name_of(person, scope),
        sex=person.get_sex_display(),
        education=person.best_education_label,
        since=tenure.started_on,
        certified_on=title.certified_on,
        valid_until=title.valid_until,
        households=title.households_led,
    )


def write_names(book: Book, page, names: Sequence[Named]) -> None:
    title = f"{page.area}“双强”村党支部书记名单（{len(names)}名）"
    sheet = book.sheet("双强书记名单", title, len(COLUMNS) - 1)
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD, column, name, book.look("head"))
    for number, person in enumerate(names, 1):
        write_person(sheet, book, FIRST + number - 1, number, person)
    if not names:
        sheet.merge_range(FIRST, 0, FIRST, len(COLUMNS) - 1, "", book.look("text"))
        sheet.write_string(FIRST, 0, "台账中没有有效期内的“双强”书记。", book.look("text"))
    sheet.freeze_panes(FIRST, 5)
    sheet.repeat_rows(HEAD)
    sheet.fit_to_pages(1, 0)


def write_person(sheet, book: Book, row: int, number: int, person: Named) -> None:
    sheet.write_number(row, 0, number, book.look("number", "0"))
    words = (person.county, person.township, person.village, person.name, person.sex, person.education)
    for column, word in enumerate(words, 1):
        sheet.write_string(row, column, word, book.look("text"))
    for column, day in ((7, person.since), (8, person.certified_on), (9, person.valid_until)):
        if day is None:
            sheet.write_string(row, column, OPEN_ENDED, book.look("text"))
        else:
            sheet.write_datetime(row, column, day, book.look("day"))
    sheet.write_number(row, 10, person.households, book.look("number", "#,##0"))
