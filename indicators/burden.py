"""减负台账: how many cells a unit is asked, how many of them nobody has to type, and what is asked twice."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from branches.models import Level

from .models import Element, Period, Programme
from .quarters import Quarter

QUARTERS = (1, 2, 3, 4)


@dataclass
class QuarterBurden:
    """Cells of one unit in one quarter: asked = from registers + carried forward + typed anew."""

    register: int = 0
    carried: int = 0
    typed: int = 0

    @property
    def asked(self) -> int:
        return self.register + self.carried + self.typed

    @property
    def filled(self) -> int:
        return self.register + self.carried

    @property
    def share(self) -> str:
        """Percent that nobody types, "—" when nothing is asked."""
        return f"{100 * self.filled / self.asked:.0f}%" if self.asked else "—"


@dataclass
class FormBurden:
    """The form of one programme at one level; `quarters` from the first to the fourth."""

    programme: Programme
    level: Level
    quarters: list[QuarterBurden] = field(default_factory=lambda: [QuarterBurden() for _ in QUARTERS])


@dataclass(frozen=True)
class Duplicate:
    """An entered element whose question another element answers already."""

    element: Element
    other: Element
    why: str


def ledger(day: date) -> list[FormBurden]:
    """The burden by programme and level, as the catalogue stands on a day, in the order of the forms."""
    forms: dict[tuple, FormBurden] = {}
    for element in Element.objects.in_force(day).select_related("programme"):
        level = Level(element.level)
        form = forms.setdefault((element.programme_id, level), FormBurden(element.programme, level))
        for number, burden in zip(QUARTERS, form.quarters, strict=True):
            count(element, Quarter(day.year, number), burden)
    return sorted(forms.values(), key=lambda form: -form.level.rank)


def count(element: Element, quarter: Quarter, burden: QuarterBurden) -> None:
    """Add an element to a quarter's burden if it is asked then."""
    if not element.asked_in(quarter):
        return
    if element.source:
        burden.register += 1
    elif element.is_flow:
        burden.typed += 1
    else:
        burden.carried += 1


def by_level(forms: Iterable[FormBurden]) -> list[tuple[Level, list[QuarterBurden]]]:
    """What one unit of each level is asked in all its forms together."""
    sums: dict[Level, list[QuarterBurden]] = {}
    for form in forms:
        total = sums.setdefault(form.level, [QuarterBurden() for _ in QUARTERS])
        for burden, own in zip(total, form.quarters, strict=True):
            burden.register += own.register
            burden.carried += own.carried
            burden.typed += own.typed
    return list(sums.items())


def duplicates(elements: Iterable[Element]) -> list[Duplicate]:
    """Entered elements that ask what an earlier or a register element of the level answers."""
    known: list[Element] = []
    found = []
    for element in sorted(elements, key=lambda e: (not e.source, e.pk or 0)):
        other = answered_by(element, known)
        if other and not element.source:
            found.append(other)
        known.append(element)
    return found


def answered_by(element: Element, others: Iterable[Element]) -> Duplicate | None:
    """The element among `others` that already answers what this one asks: same name or definition."""
    for other in others:
        if other.code == element.code or other.level != element.level or not overlap(element, other):
            continue
        if bare(element.name) == bare(other.name):
            return Duplicate(element, other, "名称相同")
        if bare(element.definition) and defined(element) == defined(other):
            return Duplicate(element, other, "口径相同")
    return None


def defined(element: Element) -> tuple[str, str]:
    """What an element asks: of “堡垒工程：完成节点数” the campaign, which the definition may leave out."""
    subject, colon, _ = element.name.partition("：")
    return bare(subject) if colon else "", bare(element.definition)


def overlap(one: Element, other: Element) -> bool:
    """Whether both are in force on some day."""
    begins = max(one.effective_from or date.min, other.effective_from or date.min)
    ends = min(one.effective_until or date.max, other.effective_until or date.max)
    return begins <= ends


def bare(text: str) -> str:
    """Letters and digits only, widths and cases alike, so that punctuation hides no duplicate."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def note(day: date) -> str:
    """One sentence for whoever is about to add an element."""
    parts = []
    for level, quarters in by_level(ledger(day)):
        most = max(quarters, key=lambda burden: burden.asked)
        parts.append(f"每个{level.label}级单位每期最多{most.asked}项，其中{most.share}自动带出")
    return "；".join(parts)


def latest_day(today: date) -> date:
    """The last day of the newest opened quarter, else of the running one."""
    newest = Period.objects.order_by("-ordinal").first()
    return (newest.quarter if newest else Quarter.containing(today)).last_day
