"""The four step lists of the demonstration city, drawn so that they tell what the registers tell.

Who is converted and when is not drawn but read: a listed member was certified on the day of the
certificate, a listed cadre became secretary on the day of the tenure. Only admissions of able
people, who are new here, are drawn.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from random import Random

from ..eligibility import SECRETARY, Career, reached
from ..models import STEPS, Cultivation, CultivationResult
from . import calendar
from .rows import LAST, PRETENDED_DAY, SEED
from .villagers import Villager, able_outsider, admission_day, post_ends

STEP_1, STEP_2, STEP_3, STEP_4 = STEPS
YEARS = [2010, 2011, 2012]
COVERED = {2010: 86, 2011: 92, 2012: 96}  # of a hundred villages, how many keep a list
LENGTHS = {  # people a village with a list puts on it, in hundredths
    STEP_1: {2010: 80, 2011: 95, 2012: 100},
    STEP_2: {2010: 150, 2011: 180, 2012: 195},
    STEP_3: {2010: 55, 2011: 80, 2012: 85},
    STEP_4: {2010: 45, 2011: 62, 2012: 66},
}
FORESEEN = {  # of a hundred people who came on in the year, how many had been listed at its start
    STEP_1: {2010: 100, 2011: 100, 2012: 100},
    STEP_2: {2010: 12, 2011: 40, 2012: 55},
    STEP_3: {2010: 95, 2011: 92, 2012: 95},
    STEP_4: {2010: 92, 2011: 92, 2012: 95},
}
ADMITTED = {2010: 13, 2011: 16, 2012: 18}  # of a hundred able people listed, in the year
LUCK = {"411102": 1.15, "411103": 1.05, "411104": 0.95, "411121": 1.1, "411122": 0.75, "411171": 0.55}
DROPPED_PERCENT = 3
REASONS = ["外出务工，不再培养", "培养期间表现不积极", "年龄超过培养要求", "本人申请退出"]
LATE_IN_YEAR = 50  # people listed in the middle of a year
UNCONFIRMED_FROM = date(2012, 6, 10)  # what happened since nobody has entered yet
UNSETTLED_FROM = date(2012, 4, 1)


def may(career: Career, step: str, year: int) -> bool:
    """Whether somebody belongs on the step's list on 1 January, and on no other one."""
    day = date(year, 1, 1)
    if not career.is_member(day):
        return step == STEP_1
    posts, certified = career.posts_on(day), career.is_certified(day)
    if SECRETARY in posts:
        return step == STEP_2 and not certified
    rises = bool(posts) and (certified or reached(career, STEP_4, day, date(year, 12, 31)) is not None)
    if step == STEP_4:
        return rises
    return (step == STEP_3 and certified and not posts) or (step == STEP_2 and not certified and not rises)


class StepLists:
    """Draws year after year; `rows` and `newcomers` are what is to be stored."""

    def __init__(self, people: Sequence[Villager], areas: dict[str, int]):
        self.rng = Random(f"{SEED}/cultivation/steps")  # noqa: S311
        self.areas = areas
        self.rows: list[Cultivation] = []
        self.newcomers: list[Villager] = []
        self.goes_on: dict[Villager, str] = {}
        self.people: dict[str, list[Villager]] = defaultdict(list)
        for someone in people:
            if someone.career.posts or someone.career.joined_on:
                self.people[someone.village].append(someone)
        self.rank = {village: self.rng.randrange(100) for village in sorted(areas)}

    def draw(self) -> None:
        for year in YEARS:
            self.rows += [row for village in self.rank for row in self.draw_village(village, year)]

    def draw_village(self, village: str, year: int) -> list[Cultivation]:
        """The village's lists of a year. Villages that keep one are more every year."""
        if self.rank[village] >= COVERED[year] * (1 if LUCK[village[:6]] > 0.6 else 0.9):
            return []
        rows = []
        for step in reversed(STEPS):
            for someone in self.chosen(village, step, year):
                rows.append(self.listed(someone, step, date(year, 1, 1)))
        if self.rng.randrange(len(self.rank)) < LATE_IN_YEAR:
            rows += self.latecomer(village, year, rows)
        return rows

    def chosen(self, village: str, step: str, year: int) -> list[Villager]:
        """Those who go on, those whose rise was foreseen, and others up to the length of the list."""
        rng, last = self.rng, date(year, 12, 31)
        pool = [one for one in self.people[village] if may(one.career, step, year)]
        listed, others = [], []
        foreseen = FORESEEN[step][year] * (LUCK[village[:6]] if step == STEP_2 else 1)
        for one in pool:
            rises = reached(one.career, step, date(year, 1, 1), last) is not None
            if self.goes_on.get(one) == step or (rises and rng.random() * 100 < foreseen):
                listed.append(one)
            elif not rises:
                others.append(one)
        length = int(LENGTHS[step][year] / 100 * rng.uniform(0.4, 1.6) + rng.random())
        missing = max(0, length - len(listed))
        listed += rng.sample(others, min(missing, len(others)))
        if step == STEP_1:
            listed += [self.newcomer(village) for _ in range(length - len(listed))]
        return listed

    def newcomer(self, village: str) -> Villager:
        someone = able_outsider(self.rng, village, self.areas[village])
        self.people[village].append(someone)
        self.newcomers.append(someone)
        return someone

    def latecomer(self, village: str, year: int, rows: list[Cultivation]) -> list[Cultivation]:
        """Somebody listed in the middle of the year, who counts from the next year on."""
        there = {row.person_id for row in rows}
        day, last = calendar.day_between(self.rng, date(year, 2, 1), date(year, 6, 30)), date(year, 12, 31)
        for one in self.people[village]:
            fits = may(one.career, STEP_2, year) and one.pk not in there
            if fits and not reached(one.career, STEP_2, date(year, 1, 1), last):
                return [self.listed(one, STEP_2, day)]
        return []

    # what came of it ------------------------------------------------------------------
    def listed(self, someone: Villager, step: str, day: date) -> Cultivation:
        row = someone.listed(on_list=step, listed_on=day, evidence=f"{day.year}年村党组织推荐、乡镇党委审定")
        self.goes_on.pop(someone, None)
        self.conclude(someone, row)
        return row

    def conclude(self, someone: Villager, row: Cultivation) -> None:
        """Converted as the registers say, dropped, or kept; the lists of 2012 are still under way."""
        rng, step, year = self.rng, row.on_list, row.listed_on.year
        last = min(date(year, 12, 31), PRETENDED_DAY)
        hopeful = step == STEP_1 and someone.person is not None
        if hopeful and rng.random() * 100 < ADMITTED[year] * LUCK[someone.village[:6]]:
            someone.admit(admission_day(rng, year))
        converted = reached(someone.career, step, row.listed_on, last)
        left = post_ends(someone.career, year) if step == STEP_4 else None
        luck = rng.randrange(100)
        if converted:
            if converted < UNCONFIRMED_FROM:
                row.result, row.result_on, row.converted_on = CultivationResult.PROMOTED, converted, converted
        elif left:
            if left < UNSETTLED_FROM:
                drop(row, max(left, row.listed_on), "不再担任村干部")
        elif luck < DROPPED_PERCENT:
            drop(row, calendar.day_between(rng, row.listed_on, last), rng.choice(REASONS))
        elif year < LAST.year and not may(someone.career, step, year + 1):
            drop(row, last, "不再符合培养条件")
        elif year < LAST.year:
            row.result, row.result_on = CultivationResult.KEPT, last
            self.goes_on[someone] = step


def drop(row: Cultivation, day: date, reason: str) -> None:
    row.result, row.result_on, row.reason = CultivationResult.DROPPED, day, reason
