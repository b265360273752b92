"""Which area or person a text means. Form, paste and import all ask here.

Nothing is guessed: a text that fits several has candidates to choose from, and so has one that
only nearly fits. This file knows no database; `lookup` fills the books from it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ..sheets.cells import squeezed

STEP = 4  # characters of a path a level, as in models.area
CODE = re.compile(r"\d{12}")
MONTH = re.compile(r"(19\d{2}|20\d{2})[-./年]?(1[0-2]|0?[1-9])(?:[-./月]?(?:0?1)?日?)?月?生?")
SEPARATORS = re.compile(r"[\s,，、;；/>()（）]+")
BODIES = re.compile(r"(村民委员会|居民委员会|村委会|居委会|社区|街道办事处|街道|人民政府|村|镇|乡|县|区|市)$")
MOST_CANDIDATES = 12


class Grade(Enum):
    SURE = "sure"  # one and no other
    LIKELY = "likely"  # the only one, but the text says less than it should
    DOUBTFUL = "doubtful"  # to be chosen among candidates
    NONE = "none"


@dataclass(frozen=True)
class Match:
    """What a text means: `found` for sure and likely, `candidates` for doubtful; `why` in Chinese."""

    grade: Grade
    found: object = None
    candidates: tuple = ()
    why: str = ""


@dataclass(frozen=True)
class Place:
    """An area with the names of those above it, top first, its own last."""

    pk: int
    code: str
    path: str
    names: tuple[str, ...]
    level: str = ""
    official: str = ""
    pinyin: str = ""
    initials: str = ""

    @property
    def words(self) -> str:
        """The place as it is written for people: a village after its township, any other unit alone."""
        return " ".join(self.names[-2:] if self.level == "village" else self.names[-1:])


@dataclass(frozen=True)
class Someone:
    """A person with the place that they belong to."""

    pk: int
    name: str
    birth: date | None
    place: Place

    @property
    def words(self) -> str:
        month = f" {self.birth:%Y-%m}" if self.birth else ""
        return f"{self.name} {self.place.words}{month}"


def stem(name: str) -> str:
    """A name without what may be left off: 一村村委会 and 一村 are 一."""
    name = squeezed(name)
    while (shorter := BODIES.sub("", name)) and shorter != name:
        name = shorter
    return name


def month_of(text: str) -> date | None:
    found = MONTH.fullmatch(squeezed(text))
    return date(int(found[1]), int(found[2]), 1) if found else None


class Places:
    """Areas to be found by code, name, names with those above, official name or pinyin."""

    def __init__(self, places: Iterable[Place]):
        self.tiers: list[tuple[Callable[[str], str], dict[str, list[Place]]]] = [
            (squeezed, defaultdict(list)),
            (stem, defaultdict(list)),
        ]
        self.spelt: dict[str, list[Place]] = defaultdict(list)
        self.initials: dict[str, list[Place]] = defaultdict(list)
        self.by_code: dict[str, Place] = {}
        self.by_path: dict[str, Place] = {}
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        self.by_code[place.code] = self.by_path[place.path] = place
        for key, named in self.tiers:
            for name in {key(place.names[-1]), key(place.official)} - {""}:
                named[name].append(place)
        if place.pinyin:
            self.spelt[squeezed(place.pinyin)].append(place)
        if place.initials:
            self.initials[place.initials].append(place)

    def find(self, text: str) -> Match:
        """The area that a text names: 990101100201, 东镇 一村, 东镇一村, 一村, yi cun."""
        plain = squeezed(text)
        if CODE.fullmatch(plain):
            place = self.by_code.get(plain)
            return sure(place) if place else none(f"没有代码为{plain}的单位，或不在您的管辖范围内。")
        words = [word for word in SEPARATORS.split(unicodedata.normalize("NFKC", text)) if word]
        if not words:
            return none("没有写明单位。")
        for key, named in self.tiers:
            if fits := self.fitting(words, key, named):
                return only(fits, f"有{len(fits)}个“{words[-1]}”，请写明乡镇或代码。")
        letters = plain.lower().replace("'", "")
        if fits := self.spelt.get(letters, []):
            return likely(fits, f"有{len(fits)}个单位读作“{text}”，请选定。")
        if fits := self.initials.get(letters, []):
            return doubtful(fits, f"“{text}”是拼音首字母，请选定单位。")
        return none(f"没有名为“{text}”的单位，或不在您的管辖范围内。")

    def fitting(self, words: list[str], key, named) -> list[Place]:
        """Places whose name ends the words while the earlier words name some of those above, in order."""
        *before, last = (key(word) for word in words)
        joined = squeezed("".join(words))
        found = [place for place in named.get(last, []) if in_turn(before, place.names[:-1], key)]
        for start in range(1, len(joined)):
            ending = joined[start:]
            found += [
                place for place in named.get(key(ending), []) if spells(joined, place.names) and place not in found
            ]
        return found


def in_turn(words: list[str], names: tuple[str, ...], key) -> bool:
    rest = iter([key(name) for name in names])
    return all(any(word == name for name in rest) for word in words)


def spells(text: str, names: tuple[str, ...]) -> bool:
    """Whether a text without spaces is the last few names one after another."""
    return any(text == squeezed("".join(names[start:])) for start in range(len(names)))


def find_person(name: str, at: Place | None, birth: date | None, people: Iterable[Someone]) -> Match:
    """The person of a name, at a place and born in a month as far as those are known."""
    same = [person for person in people if squeezed(person.name) == squeezed(name)]
    if not same:
        return none(f"没有登记姓名为“{name}”的人员，请先在人员台账登记。")
    if at is None:
        return without_place(name, birth, same)
    here = [person for person in same if person.place.path.startswith(at.path)]
    if not here:
        township = at.path[:-STEP] if len(at.path) > STEP else at.path
        near = [person for person in same if person.place.path.startswith(township)]
        where = "同一乡镇" if near else "其他地方"
        return doubtful(near or same, f"{at.names[-1]}没有登记“{name}”，{where}有同名的人，请选定是否此人。")
    born = [person for person in here if birth and person.birth == birth]
    if len(born) == 1:
        return sure(born[0])
    if len(here) > 1:
        return doubtful(born or here, f"{at.names[-1]}有{len(born or here)}个“{name}”，请选定。")
    if birth and here[0].birth and not born:
        return doubtful(here, f"{at.names[-1]}的“{name}”登记的出生年月是{here[0].birth:%Y-%m}，请确认是否此人。")
    return sure(here[0])


def without_place(name: str, birth: date | None, same: list[Someone]) -> Match:
    born = [person for person in same if birth and person.birth == birth]
    if len(born) == 1:
        return sure(born[0])
    if len(same) > 1:
        return doubtful(born or same, f"有{len(born or same)}个“{name}”，请写明所在村或选定。")
    if birth and same[0].birth:
        return doubtful(same, f"“{name}”登记的出生年月是{same[0].birth:%Y-%m}，请确认是否此人。")
    return likely(same, "")


def split_person(text: str) -> tuple[str, str, date | None]:
    """(name, place, month of birth) of "单小红 东镇 一村 1970-04"."""
    words = [word for word in SEPARATORS.split(unicodedata.normalize("NFKC", text)) if word]
    months = [month for word in words[1:] if (month := month_of(word))]
    words = [word for number, word in enumerate(words) if not (number and month_of(word))]
    if len(words) > 1 and len(words[0]) == len(words[1]) == 1:  # 王　强
        words[:2] = [words[0] + words[1]]
    return (words[0] if words else ""), " ".join(words[1:]), (months[0] if months else None)


def sure(found) -> Match:
    return Match(Grade.SURE, found)


def only(fits: list, why: str) -> Match:
    return sure(fits[0]) if len(fits) == 1 else doubtful(fits, why)


def likely(fits: list, why: str) -> Match:
    return Match(Grade.LIKELY, fits[0]) if len(fits) == 1 else doubtful(fits, why)


def doubtful(fits: list, why: str) -> Match:
    return Match(Grade.DOUBTFUL, candidates=tuple(fits[:MOST_CANDIDATES]), why=why)


def none(why: str) -> Match:
    return Match(Grade.NONE, why=why)
