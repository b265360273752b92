"""The key lists of 舞阳县: a hundred secretaries, a hundred village heads, a hundred members.

The county's double-strong members who took their first post in the nine quarters stood on the list
of members before, in the order in which they rose; whoever leaves a list is followed by another.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from ..eligibility import HEAD, SECRETARY, Career, reached, why_not_listed
from ..models import Cultivation, CultivationList, CultivationResult
from . import calendar
from .rows import FIRST, LAST, SEED
from .step_lists import YEARS
from .villagers import Villager, post_ends

COUNTY = "411121"
PLACES = 100
FOREMOST = 55  # of those who will rise, how many stand on the first list
DROPPED_A_YEAR = 3
KEY_SECRETARY, KEY_HEAD, KEY_MEMBER = (
    CultivationList.KEY_SECRETARY,
    CultivationList.KEY_HEAD,
    CultivationList.KEY_MEMBER,
)
Leaving = tuple[date, str, str]  # day, result, reason


def promoted(people: Sequence[Villager]) -> list[Villager]:
    """Double-strong members whose first village post started in the nine quarters, in that order."""
    first, last = FIRST.first_day, LAST.last_day
    found = []
    for someone in people:
        career = someone.career
        start = min((start for _, start, _ in career.posts), default=None)
        if start and first <= start <= last and career.is_certified(start) and career.is_member(start):
            found.append((start, someone))
    return [someone for _, someone in sorted(found, key=lambda pair: (pair[0], pair[1].pk))]


class KeyList:
    """One list over the years: who stands on it, who leaves when, and who follows."""

    def __init__(self, track: str, waiting: Sequence[Villager], rising: Sequence[Villager] = ()):
        self.track, self.rising = track, set(rising)
        self.rng = Random(f"{SEED}/cultivation/{track}")  # noqa: S311
        self.waiting = list(waiting)  # in the order in which they are to be listed
        self.rows: list[Cultivation] = []
        self.since: dict[Villager, date] = {}

    def draw(self) -> None:
        standing = [self.next_one(date(YEARS[0], 1, 1)) for _ in range(PLACES)]
        for year in YEARS:
            standing = self.draw_year(standing, year)

    def next_one(self, day: date) -> Villager:
        """The first in waiting who may be listed on the day."""
        for place, someone in enumerate(self.waiting):
            if not why_not_listed(someone.career, self.track, day):
                return self.waiting.pop(place)
        raise LookupError(f"nobody is left for {self.track}")

    def draw_year(self, standing: list[Villager], year: int) -> list[Villager]:
        """The rows of a year; answers who goes on into the next."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        unlucky = self.rng.sample([one for one in standing if one not in self.rising], DROPPED_A_YEAR)
        queue = [(someone, first, someone in unlucky) for someone in standing]
        goes_on = []
        while queue:
            someone, day, is_unlucky = queue.pop(0)
            row = someone.listed(on_list=self.track, listed_on=day, evidence=f"县委组织部{year}年三百强名单")
            row.selected_on = self.since.setdefault(someone, day)
            self.rows.append(row)
            leaving = self.leaving(someone, day, is_unlucky)
            if leaving is None or leaving[0] > LAST.last_day:  # what happened in spring nobody has settled yet
                goes_on.append(someone)
                if year < LAST.year:
                    row.result, row.result_on = CultivationResult.KEPT, last
                continue
            row.result_on, row.result, row.reason = leaving
            if row.result == CultivationResult.PROMOTED:
                row.converted_on = row.result_on
            follows_on = leaving[0] + timedelta(days=self.rng.randint(2, 8))
            if follows_on.year > year:
                goes_on.append(self.next_one(date(year + 1, 1, 1)))
            elif follows_on <= LAST.last_day:
                queue.append((self.next_one(follows_on), follows_on, False))
        return goes_on

    def leaving(self, someone: Villager, since: date, is_unlucky: bool) -> Leaving | None:
        """How somebody leaves the list in the year, if at all."""
        last = date(since.year, 12, 31)
        if day := LEAVES[self.track](someone.career, since, last):
            return day
        if is_unlucky:
            day = calendar.day_between(
                self.rng, date(since.year, 1, 20), min(last, LAST.last_day - timedelta(days=12))
            )
            return day, CultivationResult.DROPPED, "年度考核排名靠后"
        return None


def member_leaves(career: Career, since: date, last: date) -> Leaving | None:
    day = reached(career, KEY_MEMBER, since, last)
    return (day, CultivationResult.PROMOTED, "担任村干部") if day else None


def head_leaves(career: Career, since: date, last: date) -> Leaving | None:
    rises = [day for day in career.taking(SECRETARY) if since <= day <= last]
    if rises:
        return rises[0], CultivationResult.PROMOTED, "担任村党组织书记"
    day = post_ends(career, since.year, [HEAD])
    return (max(day, since), CultivationResult.DROPPED, "不再担任村主任") if day else None


def secretary_leaves(career: Career, since: date, last: date) -> Leaving | None:
    day = post_ends(career, since.year, [SECRETARY])
    return (max(day, since), CultivationResult.DROPPED, "不再担任村支书") if day else None


LEAVES: dict[str, Callable[[Career, date, date], Leaving | None]] = {
    KEY_SECRETARY: secretary_leaves,
    KEY_HEAD: head_leaves,
    KEY_MEMBER: member_leaves,
}


def key_lists(people: Sequence[Villager]) -> list[Cultivation]:
    """The rows of the three lists."""
    mine = [someone for someone in people if someone.village.startswith(COUNTY)]
    rising = promoted(mine)
    rows = []
    for track in LEAVES:
        waiting = waiting_for(track, mine, rising)
        drawn = KeyList(track, waiting, rising)
        drawn.draw()
        rows += drawn.rows
    return rows


def waiting_for(track: str, people: list[Villager], rising: list[Villager]) -> list[Villager]:
    """Candidates in the order of listing. Secretaries and heads wait in a drawn order, those who left
    this year in front, so that the lists have something to settle."""
    rng = Random(f"{SEED}/cultivation/waiting/{track}")  # noqa: S311
    if track == KEY_MEMBER:
        ordinary = [one for one in people if one.career.titles and not one.career.posts]
        rng.shuffle(ordinary)
        steady = PLACES - FOREMOST
        return [*rising[:FOREMOST], *ordinary[:steady], *rising[FOREMOST:], *ordinary[steady:]]
    post = SECRETARY if track == KEY_SECRETARY else HEAD
    candidates = [one for one in people if any(held == post for held, *_ in one.career.posts)]
    rng.shuffle(candidates)
    return sorted(candidates, key=lambda one: post_ends(one.career, LAST.year, [post]) is None)
