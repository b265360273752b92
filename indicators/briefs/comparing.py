"""Two sets of facts held against each other: what a document says, and what is so now. No Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from . import words
from .facts import Fact, Facts, Kind
from .subjects import Missing, Subject, decimals_of, subject_of, written

NOTHING = "—"


class State(StrEnum):
    MOVED = "moved"
    GONE = "gone"
    REDEFINED = "redefined"

    @property
    def word(self) -> str:
        return {"moved": "数有变化", "gone": "已经没有", "redefined": "口径已改"}[self.value]


@dataclass(frozen=True)
class Moved:
    """One fact that is not what it was; `shown` is what the document says in its place."""

    path: str
    label: str
    shown: tuple[str, ...]
    old: str
    new: str
    difference: str
    state: State
    why: str = ""
    fact: Fact | None = None


def moved(
    before: Facts,
    now: Facts,
    shown: Mapping[str, tuple[str, ...]],
    redefined: Iterable[str] = (),
) -> list[Moved]:
    """The facts of `before` that read otherwise now, in their order. What both times reads alike has not moved,
    unless its indicator was defined anew (`redefined` are the codes)."""
    codes = set(redefined)
    found = (_moved(path, fact, now, shown.get(path, ()), codes) for path, fact in before.items())
    return [one for one in found if one is not None]


def _moved(path: str, before: Fact, now: Facts, shown: tuple[str, ...], codes: set[str]) -> Moved | None:
    old, new = (_subject(path, facts) for facts in ({path: before}, now))
    texts = [NOTHING if isinstance(side, str) else written(side) for side in (old, new)]
    anew = path.partition(".")[0] in codes
    if texts[0] == texts[1] and not anew:
        return None
    state = State.REDEFINED if anew else State.MOVED
    difference, why = "", ""
    if isinstance(new, str):
        state, why = State.GONE, new
    elif not isinstance(old, str):
        difference = difference_of(old, new)
    return Moved(path, before.known.label, shown, *texts, difference, state, why, now.get(path) or before)


def _subject(path: str, facts: Facts) -> Subject | str:
    """The subject, or why there is none."""
    try:
        return subject_of(path, facts)
    except Missing as missing:
        return missing.why


def difference_of(old: Subject, new: Subject) -> str:
    """By how much: "提高1.8个百分点", "增加3名", "后移1位", "增加西镇"; "" where that means nothing."""
    if new.kind != old.kind:
        return ""
    if new.kind in (Kind.NAMES, Kind.PLACES):
        return _lists(old, new)
    if not isinstance(new.value, Decimal) or not isinstance(old.value, Decimal):
        return ""
    change = new.value - old.value
    match new.kind:
        case Kind.PERCENT | Kind.POINTS:
            return words.change_of_rate(change)
        case Kind.RANK:
            return f"{'后移' if change > 0 else '前移'}{words.short(abs(change), 0)}位" if change else words.STEADY
        case Kind.INDEX:
            return words.change_of_index(change, decimals_of(new))
        case Kind.DAYS:
            return f"{'增加' if change > 0 else '减少'}{words.days(abs(change))}"
        case _:
            return words.change_of_count(change, new.unit, decimals_of(new))


def _lists(old: Subject, new: Subject) -> str:
    """Who came, who went, and by how much those moved that stand in both."""
    parts = []
    for word, there, other in (("增加", new, old), ("不再有", old, new)):
        names = [name for name in there.names if name not in other.names]
        if names:
            parts.append(word + "、".join(names))
    if new.kind == Kind.PLACES:
        before = dict(old.value)
        for name, number in new.value:
            if name in before and written(new.number(number)) != written(new.number(before[name])):
                parts.append(name + difference_of(old.number(before[name]), new.number(number)))
    return "；".join(parts)
