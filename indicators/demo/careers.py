"""What befell the people of the demonstration city besides their posts: elected again, put on the reserve
list, chosen across old bounds, left for a reason; and a few faults to find.

Works on the plain people before they are stored. Each village draws from a die of its own, so that
nothing here disturbs what was drawn before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from branches.models import (
    BRANCH_POSTS,
    CADRE_POSTS,
    CadreSource,
    Crossing,
    ElectionMode,
    LeaveReason,
    SourceTag,
    VillagePost,
)

from . import calendar
from .people import Character, Tenure
from .rows import SEED

ELECTED_PERCENT = 88  # villages that held the general election of 2011/12 in time
RECOMMENDED_PERCENT = 93  # of those elected again, how many by 两推一选
VACANT_SINCE = date(2012, 4, 6)  # a secretary's post that stands empty for more than ninety days
WINDOW = (date(2011, 11, 15), date(2012, 1, 20))
LEADING = {VillagePost.PARTY_SECRETARY, VillagePost.VILLAGE_HEAD}
CROSSINGS = {  # what a source of somebody new says of the bounds crossed: (bound, percent)
    CadreSource.SELECTED_OUTSIDE: (Crossing.REGION, 80),
    CadreSource.SENT_DOWN: (Crossing.IDENTITY, 70),
    CadreSource.RETURNED: (Crossing.TRADE, 35),
    CadreSource.GROWN: (Crossing.OWNERSHIP, 3),
}
BOUNDS_SINCE = date(2008, 11, 1)
BOTH_COMMITTEES_PERCENT = 60
COOPERATIVE_OF_200 = 20
YOUNG_SINCE = 1968
DOUBLES = 3


def die(village: str, what: str) -> Random:
    return Random(f"{SEED}/{what}/{village}")  # noqa: S311


def elected_in_time(village: str) -> bool:
    return die(village, "term").randrange(100) < ELECTED_PERCENT


def live_on(people: list[Character]) -> None:
    """All of it, in place; the doubles are added at the end."""
    by_village: dict[str, list[Character]] = defaultdict(list)
    for someone in people:
        by_village[someone.village].append(someone)
    for village, villagers in by_village.items():
        if elected_in_time(village):
            elect_again(village, villagers)
        fill_reserve(village, villagers)
        cross_bounds(village, villagers)
        cross_posts(village, villagers)
        tag_secretaries(village, villagers)
    vacate(people)
    for someone in people:
        give_reasons(someone)
    people += list(doubles(by_village))


def elect_again(village: str, villagers: Iterable[Character]) -> None:
    """Secretaries and heads who stayed in office begin a new tenure on the village's election day."""
    rng = die(village, "election")
    drawn = calendar.election_day(rng)
    starts = Counter(
        tenure.started_on
        for someone in villagers
        for tenure in someone.tenures
        if WINDOW[0] <= tenure.started_on <= WINDOW[1]
    )
    day = starts.most_common(1)[0][0] if starts else drawn
    for someone in villagers:
        for tenure in [t for t in someone.tenures if t.village == village and t.post in LEADING]:
            if tenure.started_on < WINDOW[0] and tenure.holds_on(day):
                someone.tenures.append(elected(rng, tenure, day))
                tenure.ended_on, tenure.leave_reason = day, LeaveReason.TERM_OVER


def elected(rng: Random, tenure: Tenure, day: date) -> Tenure:
    mode = tenure.election_mode
    if tenure.post == VillagePost.PARTY_SECRETARY:
        recommended = rng.randrange(100) < RECOMMENDED_PERCENT
        mode = ElectionMode.TWO_RECOMMEND_ONE_ELECT if recommended else ElectionMode.APPOINTED
    return replace(tenure, started_on=day, election_mode=mode)


def fill_reserve(village: str, villagers: Iterable[Character]) -> None:
    """Two or three certified members without a post are listed, one in a few villages, if there are any."""
    rng = die(village, "reserve")
    wanted = rng.choices([1, 2, 3], [8, 52, 40])[0]
    free = [someone for someone in villagers if someone.certificates and not someone.tenures]
    listed = sum(t.post == VillagePost.RESERVE_CADRE for someone in villagers for t in someone.tenures)
    for someone in free[: max(0, wanted - listed)]:
        day = calendar.day_between(rng, date(2009, 6, 1), date(2012, 3, 1))
        someone.tenures.append(Tenure(village, VillagePost.RESERVE_CADRE, day))


def cross_bounds(village: str, villagers: Iterable[Character]) -> None:
    """Some of those who came in since the election of 2008 would not have been looked at before."""
    rng = die(village, "bounds")
    for someone in villagers:
        first = min(
            (t for t in someone.tenures if t.post in CADRE_POSTS), key=lambda t: t.started_on, default=None
        )
        if first is None or first.started_on < BOUNDS_SINCE:
            continue
        crossing, percent = CROSSINGS[CadreSource(first.source)]
        if rng.randrange(100 if first.started_on >= calendar.FIRST_DAY else 200) < percent:
            first.crossed = crossing


def cross_posts(village: str, villagers: Iterable[Character]) -> None:
    """Many sit in both committees: a member of the branch committee in the villagers' committee too."""
    rng = die(village, "both committees")
    for someone in villagers:
        if {tenure.post for tenure in someone.tenures} & LEADING:
            continue
        for tenure in [t for t in someone.tenures if t.village == village and t.post in BRANCH_POSTS]:
            if rng.randrange(100) < BOTH_COMMITTEES_PERCENT:
                both = replace(tenure, post=VillagePost.VILLAGE_COMMITTEE, crossed="")
                someone.tenures.append(replace(both, election_mode=ElectionMode.VILLAGE_ELECTION))


def tag_secretaries(village: str, villagers: Iterable[Character]) -> None:
    """Some secretaries lead a co-operative; a very few were graduate officials before."""
    rng = die(village, "tags")
    for someone in villagers:
        if any(tenure.post == VillagePost.PARTY_SECRETARY for tenure in someone.tenures):
            luck = rng.randrange(200)
            if luck < COOPERATIVE_OF_200:
                someone.tags = sorted({*someone.tags, SourceTag.COOPERATIVE})
            elif luck == COOPERATIVE_OF_200 and someone.birth_month.year > YOUNG_SINCE:
                someone.tags = sorted({*someone.tags, SourceTag.GRADUATE_OFFICIAL})


def vacate(people: Sequence[Character]) -> None:
    """One of the secretaries who left in the spring left early in April: that village is vacant for long."""
    for someone in people:
        left = [t for t in someone.tenures if t.ended_on and t.ended_on > calendar.LAST_DAY]
        if any(t.post == VillagePost.PARTY_SECRETARY for t in left):
            for tenure in left:
                tenure.ended_on = VACANT_SINCE
            return


def give_reasons(someone: Character) -> None:
    rng = die(f"{someone.village}{someone.name}", "leaving")
    starts = {tenure.started_on for tenure in someone.tenures}
    for tenure in someone.tenures:
        if tenure.ended_on is None or tenure.leave_reason:
            continue
        if tenure.ended_on in starts:
            tenure.leave_reason = LeaveReason.MOVED
        elif WINDOW[0] <= tenure.ended_on <= WINDOW[1]:
            tenure.leave_reason = LeaveReason.TERM_OVER
        else:
            reasons = [LeaveReason.RESIGNED, LeaveReason.AGE, LeaveReason.DISMISSED]
            tenure.leave_reason = rng.choices(reasons, [55, 38, 7])[0]


def doubles(by_village: dict[str, list[Character]]) -> Iterable[Character]:
    """The same people once more, written down in another village of the township by mistake."""
    villages = sorted(by_village)
    pairs = [(one, other) for one, other in pairwise(villages) if one[:9] == other[:9]]
    for one, other in pairs[:: max(1, len(pairs) // DOUBLES)][:DOUBLES]:
        twin = next((someone for someone in by_village[one] if someone.certificates), by_village[one][0])
        yield replace(twin, village=other, tags=[], tenures=[], certificates=[])
