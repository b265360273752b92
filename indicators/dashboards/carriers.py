"""How the carriers of 双学双带 stand in an area: what its registers hold, and where nothing is held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, Max, OuterRef, QuerySet, Value

from branches.models import Area, Village
from branches.registry import REGISTERS, Register

from ..models import (
    DedicationDay,
    DemoHousehold,
    Liaison,
    LiaisonVisit,
    MemberAssociation,
    SkillReview,
    TheoryStudy,
)
from ..quarters import Quarter
from ..registers.source import inside

PROGRAMME = "dual_learn_dual_lead"
MOST_VILLAGES = 12  # named in a gap; the list has them all


@dataclass(frozen=True)
class Holding:
    """One register: rows in force on the day, and the date of the newest entry (None: no entry yet)."""

    key: str
    title: str
    unit: str
    number: int
    newest: date | None


@dataclass(frozen=True)
class Place:
    """A village, with its township because names repeat."""

    code: str
    name: str
    township: str


@dataclass(frozen=True)
class Gap:
    """Villages or rows where something is missing: `number` of `whole`. `key` and `query` lead to the
    list of the register that would close it; `villages` are the first of them, in official order."""

    words: str
    number: int
    whole: int
    unit: str
    key: str
    query: str = ""
    villages: tuple[Place, ...] = ()

    @property
    def unnamed(self) -> int:
        """How many more villages there are than are named."""
        return self.number - len(self.villages)


@dataclass(frozen=True)
class Carriers:
    """Plain values of the programme page's panel; no name of a person is among them."""

    area: Area
    day: date
    holdings: tuple[Holding, ...]
    gaps: tuple[Gap, ...]

    template = "programmes/carriers.html"


def carriers_of(area: Area, quarter: Quarter) -> Carriers:
    """As of the last day of the quarter. The number of queries does not depend on the area."""
    day = quarter.last_day
    return Carriers(
        area, day, tuple(holdings(area, day)), (*village_gaps(area, quarter), *row_gaps(area, quarter))
    )


# what is held -------------------------------------------------------------------
def holdings(area: Area, day: date) -> Iterable[Holding]:
    """Every register of the programme that keeps dated rows of areas, in one query."""
    kept = [r for r in REGISTERS.values() if r.programme == PROGRAMME and r.to_area and r.start and not r.parent]
    first, *rest = [held(register, area, day) for register in kept]
    found = {key: numbers for key, *numbers in first.union(*rest, all=True)}
    for register in kept:
        number, newest = found.get(register.key, (0, None))
        yield Holding(register.key, register.title, register.unit, number, newest)


def held(register: Register, area: Area, day: date) -> QuerySet:
    """One line (key, rows in force, newest date) about a register; no line when it has no row."""
    begun = register.rows(register.model._default_manager.filter(inside(area, register.to_area)), day)
    rows = register.model._default_manager.filter(pk__in=begun.order_by().values("pk"))
    return (
        rows.order_by()
        .annotate(key=Value(register.key, CharField()))
        .values("key")
        .annotate(number=Count("pk", filter=register.in_force(day)), newest=Max(register.start))
        .values_list("key", "number", "newest")
    )


# what is missing ------------------------------------------------------------------
def village_gaps(area: Area, quarter: Quarter) -> Iterable[Gap]:
    """Reporting villages without a row that they should have."""
    day = quarter.last_day
    villages = Village.objects.within(area).reporting_on(day)
    late = SkillReview.objects.overdue_on(day).values("pk")
    missing = [
        ("没有有效示范户的村", "demo-households", DemoHousehold.objects.valid_on(day), "village"),
        ("没有党员协会的村", "member-associations", MemberAssociation.objects.standing_on(day), "area"),
        ("本季度没有组织奉献日的村", "dedication-days", DedicationDay.objects.held_in(quarter), "village"),
        ("本年没有考核理论学习的村", "theory-studies", TheoryStudy.objects.standing_on(day), "village"),
        (
            "半年以上没有评议的村",
            "skill-reviews",
            SkillReview.objects.standing_on(day).exclude(pk__in=late),
            "village",
        ),
    ]
    whole = villages.count()
    for words, key, rows, to_area in missing:
        without = villages.filter(~Exists(rows.filter(**{to_area: OuterRef("area")})))
        yield Gap(words, without.count(), whole, "个村", key, villages=tuple(places(without)))


def places(villages: QuerySet[Village]) -> Iterable[Place]:
    named = villages.order_by("area__path").values_list("area__code", "area__name", "area__parent__name")
    return (Place(*columns) for columns in named[:MOST_VILLAGES])


def row_gaps(area: Area, quarter: Quarter) -> Iterable[Gap]:
    """Rows that stand on paper: pairings nobody visited, associations without the organisation they need."""
    day = quarter.last_day
    visits = LiaisonVisit.objects.filter(liaison=OuterRef("pk"), visited_on__range=(quarter.first_day, day))
    pairings = Liaison.objects.standing_on(day).filter(inside(area, "village"))
    unvisited = pairings.filter(~Exists(visits)).count()
    yield Gap("本季度没有走访的联系户", unvisited, pairings.count(), "条", "liaisons", "visited=no")
    large = MemberAssociation.objects.standing_on(day).large_enough().filter(inside(area, "area"))
    without = large.filter(branch__isnull=True).count()
    yield Gap("应建未建党组织的协会", without, large.count(), "个", "member-associations", "organisation=missing")
