"""The people of a county, village by village."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

from branches.models import VillagePost

from . import calendar
from .allotment import VillagePlan, plan_county
from .people import Character, Tenure, graduate, other_member, villager
from .rows import SEED, CountyRow
from .seats import PROMOTED, SECRETARY, STEADY, Seat, fill, seats_of

OTHERS_LATE_PERCENT = 18  # members who are no cadres: certified after the first quarter
GRADUATES_PERCENT, RESERVES_PER_VILLAGE, SHARED_PERCENT = 4, 1, 1


def populate(row: CountyRow, villages: Sequence[tuple[str, str]]) -> tuple[list[VillagePlan], list[Character]]:
    """Plans and people of a county's `(village code, township code)`; the same for the same input."""
    plans = plan_county(row, villages)
    rng = Random(f"{SEED}/people/{row.code}")  # noqa: S311
    seats = {plan.code: seats_of(rng, plan) for plan in plans}
    promote(rng, [seat for held in seats.values() for seat in held], row.promoted)
    people: list[Character] = []
    for plan in plans:
        for seat in seats[plan.code]:
            people += fill(rng, seat, row.pace)
        people += others(rng, plan, row.pace)
        if rng.randrange(100) < GRADUATES_PERCENT:
            people.append(graduate(rng, plan.code))
    share_between_villages(rng, plans, people)
    spring_2012(rng, people)
    return plans, people


def promote(rng: Random, seats: list[Seat], number: int) -> None:
    """Exactly so many seats are held by members who were double-strong before their first post."""
    steady = [seat for seat in seats if seat.certified and seat.fate == STEADY and not seat.is_secretary]
    for seat in rng.sample(steady, number):
        seat.fate = PROMOTED


def others(rng: Random, plan: VillagePlan, pace: float) -> list[Character]:
    """The certified members of a village who are no cadres."""
    people = []
    for number in range(plan.ds_members - plan.ds_cadres):
        late = rng.random() * 100 < OTHERS_LATE_PERCENT * pace
        day = calendar.late_certification(rng) if late else calendar.early_certification(rng)
        people.append(other_member(rng, plan.code, day, reserve=number < RESERVES_PER_VILLAGE))
    return people


def share_between_villages(rng: Random, plans: list[VillagePlan], people: list[Character]) -> None:
    """A few committee members also keep the books of the next village; they stay one person."""
    neighbours = {plan.code: after.code for plan, after in pairwise(plans) if plan.township == after.township}
    done = set()
    for someone in people:
        serving = [tenure for tenure in someone.tenures if tenure.ended_on is None]
        if someone.village in done or [t.post for t in serving] != [VillagePost.VILLAGE_COMMITTEE]:
            continue
        done.add(someone.village)
        if someone.village in neighbours and rng.randrange(100) < SHARED_PERCENT:
            day = max(serving[0].started_on, date(2011, 3, 1))
            someone.tenures.append(Tenure(neighbours[someone.village], VillagePost.VILLAGE_CLERK, day))


def spring_2012(rng: Random, people: list[Character]) -> None:
    """What happened after 2012-03-31: some left or were replaced, some won the title, some lost it."""
    arrivals = []
    for someone in people:
        serving = [t for t in someone.tenures if t.ended_on is None and t.post != VillagePost.RESERVE_CADRE]
        certified = any(c.revoked_on is None for c in someone.certificates)
        luck = rng.randrange(1000)
        day = calendar.day_between(rng, date(2012, 4, 5), date(2012, 6, 25))
        if any(t.post == SECRETARY for t in serving):
            if luck < 4:
                leave(serving, day)
        elif serving and not certified and someone.joined_on and luck < 30:
            someone.certify(day, rng.randint(5, 9), rng)
        elif serving and not certified and luck >= 990:
            leave(serving, day)
            successor = villager(rng, someone.village, women=25)
            successor.tenures = [replace(tenure, started_on=day, ended_on=None) for tenure in serving]
            arrivals.append(successor)
        elif certified and luck < 2:
            someone.lose_title(day, "复核时带动户数不足")
    people += arrivals


def leave(serving: list[Tenure], day: date) -> None:
    for tenure in serving:
        tenure.ended_on = day
