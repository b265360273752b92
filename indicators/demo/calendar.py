"""When things happened in the demonstration city: elections, changes of post, certifications."""

from datetime import date, timedelta
from random import Random

from ..quarters import Quarter
from .rows import FIRST, LAST, QUARTERS

CERTIFYING_BEGAN = date(2009, 3, 1)
FIRST_DAY, LAST_DAY = FIRST.first_day, LAST.last_day
LAST_CHANGE = date(2012, 3, 20)  # leaves newcomers some days to be certified in
# Certifications come in before the half-year and the year end; the first quarter is the base.
CERTIFYING_WEIGHTS = [0, 10, 14, 8, 15, 10, 15, 10, 18]
POST_WEIGHTS = [8, 10, 10, 8, 10, 11, 10, 17, 16]
EARLIER_ELECTIONS = [(2002, 20), (2005, 30), (2008, 50)]
NEWER_STANDARD_FROM = date(2011, 1, 1)
TRIAL_STANDARD, NEWER_STANDARD = "2009年试行标准", "2011年标准"


def day_between(rng: Random, first: date, last: date) -> date:
    """Any day from first through last; on New Year's Day nothing happens but the next day."""
    day = first + timedelta(days=rng.randint(0, (last - first).days))
    return day + timedelta(days=1) if (day.month, day.day) == (1, 1) and day < last else day


def day_in(rng: Random, quarter: Quarter) -> date:
    return day_between(rng, quarter.first_day, quarter.last_day)


def election_day(rng: Random) -> date:
    """The general election of the winter 2011/12."""
    return day_between(rng, date(2011, 11, 15), date(2012, 1, 20))


def earlier_election_day(rng: Random) -> date:
    year = rng.choices([y for y, _ in EARLIER_ELECTIONS], [w for _, w in EARLIER_ELECTIONS])[0]
    return day_between(rng, date(year, 11, 10), date(year, 12, 28))


def day_of_change(rng: Random, election: date) -> date:
    """When a post changed hands within the nine quarters: at the election or in between."""
    if rng.randrange(100) < 30:
        return election
    return min(day_in(rng, rng.choices(QUARTERS, POST_WEIGHTS)[0]), LAST_CHANGE)


def early_certification(rng: Random) -> date:
    """In the first year of certifying, up to the end of the first quarter shown."""
    return day_between(rng, CERTIFYING_BEGAN, FIRST.last_day)


def late_certification(rng: Random) -> date:
    """In one of the quarters after the first."""
    return day_in(rng, rng.choices(QUARTERS, CERTIFYING_WEIGHTS)[0])


def review_day(rng: Random, certified_on: date) -> date | None:
    """The review within two years; none when it is not due yet, and a few were forgotten."""
    day = certified_on + timedelta(days=rng.randint(380, 720))
    if day > LAST_DAY or rng.randrange(100) < 7:
        return None
    return day


def standard_on(day: date) -> str:
    return NEWER_STANDARD if day >= NEWER_STANDARD_FROM else TRIAL_STANDARD
