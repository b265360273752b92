"""Who may stand on which list, and when somebody has reached what the list is for.

Both are read from the registers of people: admission, certifications, tenures. So a list can
say nothing that the registers do not know.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from branches.models import (
    CADRE_POSTS,
    Cadre,
    DoubleStrongCertification,
    Person,
    PoliticalStatus,
    VillagePost,
)

from .models import CultivationList

PARTY_MEMBERS = [PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY]
SECRETARY, HEAD = VillagePost.PARTY_SECRETARY, VillagePost.VILLAGE_HEAD


@dataclass
class Career:
    """What the registers hold of one person: `posts` are (post, started, ended) of village cadres,
    `titles` (certified, valid until, revoked)."""

    political_status: str
    joined_on: date | None
    posts: list[tuple[str, date, date | None]] = field(default_factory=list)
    titles: list[tuple[date, date | None, date | None]] = field(default_factory=list)

    def is_member(self, day: date) -> bool:
        return self.political_status in PARTY_MEMBERS and (self.joined_on is None or self.joined_on <= day)

    def posts_on(self, day: date) -> set[str]:
        return {post for post, start, end in self.posts if start <= day and (end is None or end > day)}

    def is_certified(self, day: date) -> bool:
        return any(
            given <= day and (until is None or until >= day) and (revoked is None or revoked > day)
            for given, until, revoked in self.titles
        )

    def taking(self, *posts: str) -> list[date]:
        """The days on which one of the posts was taken up and really served."""
        return [start for post, start, end in self.posts if post in posts and (end is None or end > start)]

    def admission(self) -> list[date]:
        return [self.joined_on] if self.joined_on and self.is_member(self.joined_on) else []

    def certifications(self) -> list[date]:
        return [given for given, _, revoked in self.titles if revoked is None or revoked > given]


def careers(person_ids: Iterable[int]) -> dict[int, Career]:
    """{person id: career}, in three queries."""
    ids = set(person_ids)
    people = Person.objects.filter(pk__in=ids).order_by()
    found = {
        pk: Career(status, joined)
        for pk, status, joined in people.values_list("pk", "political_status", "joined_on")
    }
    tenures = Cadre.objects.village_cadres().filter(person__in=ids).order_by("started_on")
    for person, *tenure in tenures.values_list("person_id", "post", "started_on", "ended_on"):
        found[person].posts.append(tuple(tenure))
    titles = DoubleStrongCertification.objects.filter(person__in=ids).order_by("certified_on")
    for person, *title in titles.values_list("person_id", "certified_on", "valid_until", "revoked_on"):
        found[person].titles.append(tuple(title))
    return found


# who may be listed --------------------------------------------------------------
@dataclass(frozen=True)
class Condition:
    """What must be so on the day of listing, and the words for when it is not."""

    holds: Callable[[Career, date], bool]
    otherwise: str


MEMBER = Condition(lambda career, day: career.is_member(day), "当日不是党员，应先列入“致富能手→党员”")
CONDITIONS: dict[str, list[Condition]] = {
    CultivationList.STEP_1: [
        Condition(lambda career, day: not career.is_member(day), "已是党员，这份名单只列非党员"),
    ],
    CultivationList.STEP_2: [
        MEMBER,
        Condition(lambda career, day: not career.is_certified(day), "已有有效的双强认定，可列入“党员能手→村干部”"),
    ],
    CultivationList.STEP_3: [
        MEMBER,
        Condition(lambda career, day: career.is_certified(day), "当日没有有效的双强认定，应先列入“党员→致富能手”"),
        Condition(lambda career, day: not career.posts_on(day), "当日已任村干部，可列入“村干部→村支书”"),
    ],
    CultivationList.STEP_4: [
        MEMBER,
        Condition(lambda career, day: bool(career.posts_on(day)), "当日不是在任村干部，应先列入“党员能手→村干部”"),
        Condition(lambda career, day: SECRETARY not in career.posts_on(day), "当日已任村支书"),
    ],
    CultivationList.KEY_SECRETARY: [
        MEMBER,
        Condition(lambda career, day: SECRETARY in career.posts_on(day), "当日不是在任村支书"),
    ],
    CultivationList.KEY_HEAD: [
        Condition(lambda career, day: HEAD in career.posts_on(day), "当日不是在任村主任"),
        Condition(lambda career, day: SECRETARY not in career.posts_on(day), "书记、主任一肩挑的列入村支书名单"),
    ],
    CultivationList.KEY_MEMBER: [
        MEMBER,
        Condition(
            lambda career, day: not {SECRETARY, HEAD} & career.posts_on(day), "在任村支书、村主任列入各自的名单"
        ),
    ],
}


def why_not_listed(career: Career, on_list: str, day: date) -> str:
    """What keeps somebody from a list on a day, in a few Chinese words; empty when nothing does."""
    return next((each.otherwise for each in CONDITIONS[on_list] if not each.holds(career, day)), "")


# who has reached what the list is for -----------------------------------------------
@dataclass(frozen=True)
class Aim:
    """The days on which the registers say that it was reached, and the words for a day that is not among them."""

    days: Callable[[Career], list[date]]
    unknown: str


TOOK_POST = Aim(lambda career: career.taking(*CADRE_POSTS), "村干部台账里没有这一日任职的记录")
AIMS = {  # what a listed secretary or village head is promoted to lies outside these registers
    CultivationList.STEP_1: Aim(Career.admission, "人员台账里没有这一日入党的记录"),
    CultivationList.STEP_2: Aim(Career.certifications, "双强认定台账里没有这一日认定的记录"),
    CultivationList.STEP_3: TOOK_POST,
    CultivationList.STEP_4: Aim(lambda career: career.taking(SECRETARY), "村干部台账里没有这一日任村支书的记录"),
    CultivationList.KEY_MEMBER: TOOK_POST,
}


def reached(career: Career, on_list: str, since: date, until: date) -> date | None:
    """The first day in between on which the registers say that the aim was reached, if any."""
    days = AIMS[on_list].days(career) if on_list in AIMS else []
    return min((day for day in days if since <= day <= until), default=None)


def why_not_reached(career: Career, on_list: str, day: date) -> str:
    """Empty when the registers agree that the aim was reached on the day, or cannot know."""
    if on_list not in AIMS or reached(career, on_list, day, day):
        return ""
    return f"{AIMS[on_list].unknown}，请先登记再填"
