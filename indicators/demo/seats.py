"""The seats of the two committees: who holds each on 2012-03-31, and who held it before."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from branches.models import CadreSource, SourceTag, VillagePost

from . import calendar
from .allotment import VillagePlan
from .people import Character, Tenure, election_mode, villager

STEADY, NEWCOMER, PROMOTED, RISEN = "steady", "newcomer", "promoted", "risen"

SECRETARY, HEAD = VillagePost.PARTY_SECRETARY, VillagePost.VILLAGE_HEAD
OTHER_POSTS = [
    VillagePost.VILLAGE_COMMITTEE,
    VillagePost.BRANCH_COMMITTEE,
    VillagePost.VILLAGE_CLERK,
    VillagePost.DEPUTY_SECRETARY,
    VillagePost.VILLAGE_COMMITTEE,
    VillagePost.BRANCH_COMMITTEE,
    VillagePost.VILLAGE_COMMITTEE,
    VillagePost.BRANCH_COMMITTEE,
]
PARTY_POSTS = {SECRETARY, VillagePost.DEPUTY_SECRETARY, VillagePost.BRANCH_COMMITTEE}
BOTH_POSTS_PERCENT = 38
# In a hundred seats, how many changed hands in the nine quarters, by who sits there now.
FATES = {  # (secretary, certified): {fate: percent}
    (True, True): {RISEN: 9, NEWCOMER: 2},
    (True, False): {RISEN: 6, NEWCOMER: 6},
    (False, True): {NEWCOMER: 4},
    (False, False): {NEWCOMER: 14},
}
LEFT_CERTIFIED_PERCENT = {True: 15, False: 28}  # of those who left, by whether the successor is certified
ADDED_PERCENT = 32  # of the changed seats below the secretary's, how many were new seats
LATE_PERCENT = {True: 7, False: 11}  # steady holders certified after the first quarter: secretaries, others


@dataclass
class Seat:
    """One person's seat: the posts held together, and how the holder came to it."""

    village: str
    posts: list[str]
    certified: bool
    election: date
    fate: str = STEADY

    @property
    def is_secretary(self) -> bool:
        return SECRETARY in self.posts


def seats_of(rng: Random, plan: VillagePlan) -> list[Seat]:
    """The seats of one village, the secretary's first."""
    both = rng.randrange(100) < BOTH_POSTS_PERCENT
    posts = [[SECRETARY, HEAD], *([post] for post in OTHER_POSTS)]
    if not both:
        posts = [[SECRETARY], [HEAD], *([post] for post in OTHER_POSTS)]
    others = plan.ds_cadres - plan.ds_secretary
    lucky = set(rng.sample(range(1, plan.cadres), others))
    election = calendar.election_day(rng)
    seats = []
    for number, held in enumerate(posts[: plan.cadres]):
        certified = plan.ds_secretary if number == 0 else number in lucky
        seat = Seat(plan.code, held, certified, election)
        chances = FATES[seat.is_secretary, certified]
        seat.fate = rng.choices([*chances, STEADY], [*chances.values(), 100 - sum(chances.values())])[0]
        seats.append(seat)
    return seats


def fill(rng: Random, seat: Seat, pace: float) -> list[Character]:
    """The holder and, where the seat changed hands, the one who left it."""
    member = seat.certified or bool(PARTY_POSTS & {*seat.posts}) or rng.randrange(100) >= 20
    holder = villager(rng, seat.village, women=6 if seat.is_secretary else 21, member=member)
    since = calendar.earlier_election_day(rng)
    if seat.fate == STEADY:
        take_posts(rng, holder, seat, since, newcomer=False)
        if seat.certified:
            late = rng.random() * 100 < LATE_PERCENT[seat.is_secretary] * pace
            day = calendar.late_certification(rng) if late else calendar.early_certification(rng)
            certify(rng, holder, seat, day)
        return [holder]
    change = calendar.day_of_change(rng, seat.election)
    if seat.fate == RISEN:
        source = CadreSource.GROWN
        post = VillagePost.VILLAGE_COMMITTEE
        mode = election_mode(rng, post)
        holder.tenures.append(Tenure(seat.village, post, since, change, source, mode))
    take_posts(rng, holder, seat, change, newcomer=seat.fate != RISEN)
    if seat.certified:
        certify(rng, holder, seat, certification_around(rng, seat.fate, change))
    if not seat.is_secretary and rng.randrange(100) < ADDED_PERCENT:
        return [holder]
    return [holder, leaver(rng, seat, change)]


def certification_around(rng: Random, fate: str, change: date) -> date:
    """Before the post for the promoted, within a year after it for newcomers, early for the risen."""
    if fate == PROMOTED:
        return calendar.day_between(rng, calendar.CERTIFYING_BEGAN, change)
    if fate == NEWCOMER:
        last = min(change + timedelta(days=360), calendar.LAST_DAY)
        return calendar.day_between(rng, min(change + timedelta(days=1), last), last)
    return calendar.early_certification(rng)


def take_posts(rng: Random, holder: Character, seat: Seat, day: date, newcomer: bool) -> None:
    """The holder's tenures; those who came in lately were oftener called back from elsewhere."""
    sources = [
        CadreSource.GROWN,
        CadreSource.RETURNED,
        CadreSource.SELECTED_OUTSIDE,
        CadreSource.SENT_DOWN,
    ]
    source = rng.choices(sources, [72, 20, 5, 3] if newcomer else [90, 5, 3, 2])[0]
    if source == CadreSource.RETURNED:
        holder.tags = sorted({*holder.tags, SourceTag.RETURNED})
    for post in seat.posts:
        mode = election_mode(rng, post)
        holder.tenures.append(Tenure(seat.village, post, day, source=source, election_mode=mode))


def certify(rng: Random, holder: Character, seat: Seat, day: date) -> None:
    households = rng.randint(10, 18) if seat.is_secretary else rng.randint(5, 10)
    holder.certify(day, households, rng)


def leaver(rng: Random, seat: Seat, change: date) -> Character:
    """The one before; some seats stood empty for weeks or months in between."""
    someone = villager(rng, seat.village, women=10, youngest=1970)
    gap = rng.randint(20, 170) if rng.randrange(100) < 25 and change != seat.election else 0
    left_on = max(change - timedelta(days=gap), calendar.FIRST_DAY)
    for post in seat.posts:
        since = calendar.earlier_election_day(rng)
        mode = election_mode(rng, post)
        someone.tenures.append(Tenure(seat.village, post, since, left_on, election_mode=mode))
    if rng.randrange(100) < LEFT_CERTIFIED_PERCENT[seat.certified]:
        day = calendar.day_between(rng, calendar.CERTIFYING_BEGAN, calendar.FIRST_DAY)
        certify(rng, someone, seat, day)
        someone.lose_title(left_on, "离任后不再符合认定标准")
    return someone
