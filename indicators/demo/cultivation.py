"""Writes the cultivation lists of the demonstration city, with measures, quotas and model cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from branches.models import Area, Person, Village

from ..models import (
    TRACKS,
    Cultivation,
    CultivationMeasure,
    KeyListQuota,
    MeasureKind,
    ModelCase,
)
from ..quarters import Quarter
from . import calendar
from .accounts import Staff
from .allotment import VillagePlan
from .key_lists import COUNTY, PLACES, key_lists
from .rows import COUNTIES, LAST, PRETENDED_DAY, QUARTERS, SEED
from .step_lists import YEARS, StepLists
from .villagers import registered, serving_secretaries

BATCH = 800
MENTORED = [("person", 69), ("other", 29), ("", 2)]  # in a hundred; the last were forgotten
# In a hundred pairs of a person on a key list and a measure: by 31 March, by the year end.
DELIVERED = {2010: (48, 78), 2011: (66, 86), 2012: (84, 90)}
FORGOTTEN = 4  # of a hundred people on the key lists, who had none of the measures
CONTENTS = {
    MeasureKind.TRAINING: ("县委党校农业实用技术集中培训3天", "培训通知和签到册"),
    MeasureKind.SUPPORT: ("落实小额贷款和项目扶持", "项目扶持协议"),
    MeasureKind.POST: ("安排到村级重点工作岗位锻炼", "设岗定责登记表"),
    MeasureKind.REWARD: ("半年考核并通报表彰", "考核通报"),
}
STEP_MEASURES_PERCENT = 25
CASES = [
    ("党员带头建起{industry}合作社", "《示例日报》"),
    ("双强支书带领群众发展{industry}", "市委组织部工作简报"),
    ("返乡党员回村兴办{industry}基地", "县电视台专题"),
]


def write_cultivation(plans: Sequence[VillagePlan], staff: Staff) -> None:
    """People for the first step, the lists of three years, what was done for them, and cases."""
    areas = dict(
        Area.objects.filter(code__in=[plan.code for plan in plans]).order_by("code").values_list("code", "pk")
    )
    people = registered()
    steps = StepLists([one for one in people if one.village in areas], areas)
    steps.draw()
    Person.objects.bulk_create([one.person for one in steps.newcomers], batch_size=BATCH)
    rows = [*steps.rows, *key_lists(people)]
    give_mentors(rows)
    Cultivation.objects.bulk_create(rows, batch_size=BATCH)
    CultivationMeasure.objects.bulk_create(measures_of(rows), batch_size=BATCH)
    write_quotas()
    write_cases()


def give_mentors(rows: Iterable[Cultivation]) -> None:
    """Mostly the secretary of the village in that year, or somebody sent by the township."""
    rng = Random(f"{SEED}/cultivation/mentors")  # noqa: S311
    secretaries = {year: serving_secretaries(date(year, 1, 1)) for year in YEARS}
    for row in rows:
        how = rng.choices([how for how, _ in MENTORED], [weight for _, weight in MENTORED])[0]
        secretary = secretaries[row.listed_on.year].get(row.village_id)
        if how == "person" and secretary not in (None, row.person_id):
            row.mentor_id = secretary
        elif how:
            row.other_mentor = "乡镇包村干部"


def measures_of(rows: Iterable[Cultivation]) -> list[CultivationMeasure]:
    rng = Random(f"{SEED}/cultivation/measures")  # noqa: S311
    measures = []
    for row in rows:
        if row.on_list in TRACKS:
            early, late = DELIVERED[row.listed_on.year]
            if rng.randrange(100) >= FORGOTTEN:
                measures += [measure(rng, row, kind, early, late) for kind in MeasureKind]
        elif rng.randrange(100) < STEP_MEASURES_PERCENT:
            measures.append(measure(rng, row, MeasureKind.TRAINING, 60, 100))
    return [one for one in measures if one is not None]


def measure(rng: Random, row: Cultivation, kind: str, early: int, late: int) -> CultivationMeasure | None:
    """Taken in the first quarter, later in the year, or not at all; only while the person is listed."""
    luck, year = rng.randrange(100), row.listed_on.year
    if luck >= late:
        return None
    months = (1, 3) if luck < early else (4, 11)
    day = calendar.day_between(rng, date(year, months[0], 6), date(year, months[1], 28))
    day = max(day, row.listed_on)
    if day > min(row.last_day, PRETENDED_DAY):
        return None
    content, evidence = CONTENTS[kind]
    return CultivationMeasure(cultivation=row, kind=kind, held_on=day, content=content, evidence=evidence)


def write_quotas() -> None:
    county = Area.objects.get(code=f"{COUNTY}000000")
    KeyListQuota.objects.bulk_create(
        KeyListQuota(
            county=county,
            on_list=track,
            quota=PLACES,
            effective_from=date(2009, 12, 20),
            evidence="县委组织部示例文件〔2009〕12号",
        )
        for track in TRACKS
    )


def write_cases() -> None:
    """A few cases a county and quarter, named after villages and never after people."""
    rng = Random(f"{SEED}/cultivation/cases")  # noqa: S311
    cases = []
    for county in COUNTIES:
        inside = Village.objects.filter(area__code__startswith=county.code[:6], is_rural_unit=True)
        villages = list(inside.select_related("area__parent").order_by("area__code"))
        for quarter in [*QUARTERS, LAST.next]:
            number = rng.randint(0, 2) + (county.villages > 300)
            cases += [case_of(rng, village, quarter) for village in rng.sample(villages, number)]
    ModelCase.objects.bulk_create(cases, batch_size=BATCH)


def case_of(rng: Random, village: Village, quarter: Quarter) -> ModelCase:
    words, where = rng.choice(CASES)
    place = f"{village.area.parent.name}{village.area.name}"
    return ModelCase(
        area=village.area,
        title=f"{place}：{words.format(industry=village.main_industry)}",
        published_on=calendar.day_in(rng, quarter),
        published_in=where,
        evidence=f"市委组织部{quarter.year}年示例简报",
    )
