"""The cultivation lists, their conversions and measures, and the model cases.

A year's rate must be right in every quarter. So what is divided by is a stock of 1 January that
stands all year, and conversions are flows out of just those people: added over the year they can
never pass it. The measures of the key lists are a stock, because they are held against the people on the
lists today: pairs of a person on the list and a measure taken this year.
"""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from branches.models import Area, Level

from ..models import (
    STEPS,
    TRACKS,
    Cultivation,
    CultivationList,
    CultivationResult,
    KeyListQuota,
    MeasureKind,
    ModelCase,
    at_start,
    converted,
    delivered,
    in_force,
)
from ..quarters import Quarter
from .source import Counts, by_unit, register, reports

STEP_SOURCES = {  # list: (on it on 1 January, converted in the quarter)
    CultivationList.STEP_1: ("fc1_listed", "fc1_admitted"),
    CultivationList.STEP_2: ("fc2_listed", "fc2_able"),
    CultivationList.STEP_3: ("fc3_listed", "fc3_took_post"),
    CultivationList.STEP_4: ("fc4_listed", "fc4_took_post"),
}
TRACK_SOURCES = {  # list: (places, people on it)
    CultivationList.KEY_SECRETARY: ("th_secretary_quota", "th_secretary_active"),
    CultivationList.KEY_HEAD: ("th_head_quota", "th_head_active"),
    CultivationList.KEY_MEMBER: ("th_member_quota", "th_member_active"),
}
PLACES = [places for places, _ in TRACK_SOURCES.values()]
ON_LIST = [*(active for _, active in TRACK_SOURCES.values()), "th_start", "th_left"]
LEFT = [CultivationResult.PROMOTED, CultivationResult.DROPPED]


@register(*(code for pair in STEP_SOURCES.values() for code in pair), "fc_listed_villages", kept_in="cultivations")
def four_steps(area: Area, quarter: Quarter) -> Mapping[str, Counts]:
    """People on the four lists on 1 January, those of them converted in the quarter, and villages
    with anybody on a list on its last day."""
    started, reached = at_start(quarter.year), converted(quarter.first_day, quarter.last_day)
    wanted = {"fc_listed_villages": Count("village", distinct=True, filter=in_force(quarter.last_day))}
    for step, (listed, done) in STEP_SOURCES.items():
        wanted[listed] = Count("pk", filter=started & Q(on_list=step))
        wanted[done] = Count("pk", filter=started & reached & Q(on_list=step))
    rows = of_year(STEPS, quarter).filter(reports("village", quarter.last_day))
    return by_unit(rows, "village", area, Level.VILLAGE, **wanted)


@register(*PLACES, level=Level.COUNTY, absent=None, kept_in="key-list-quotas")
@register(*ON_LIST, level=Level.COUNTY, absent=None, kept_in="cultivations")
@register("th_measures_delivered", level=Level.COUNTY, absent=None, kept_in="cultivation-measures")
def key_lists(area: Area, quarter: Quarter) -> Mapping[str, Counts]:
    """The key lists of counties that have set a quota; of the others nothing is known."""
    day = quarter.last_day
    standing, started = in_force(day), at_start(quarter.year)
    left = Q(result__in=LEFT, result_on__range=(quarter.first_day, day))
    wanted = {"th_start": Count("pk", filter=started), "th_left": Count("pk", filter=started & left)}
    for kind in MeasureKind.values:
        wanted[kind] = Count("pk", filter=Q(standing, delivered(kind, day)))
    for track, (_, active) in TRACK_SOURCES.items():
        wanted[active] = Count("pk", filter=standing & Q(on_list=track))
    counted = by_unit(of_year(TRACKS, quarter), "village", area, Level.COUNTY, **wanted)
    quotas = list(KeyListQuota.objects.within(area).in_force_on(day))
    for track, (places, _) in TRACK_SOURCES.items():
        counted[places] = {quota.county_id: quota.quota for quota in quotas if quota.on_list == track}
    keepers = {quota.county_id for quota in quotas}
    counted["th_measures_delivered"] = {
        county: sum(counted[kind].get(county, 0) for kind in MeasureKind.values) for county in keepers
    }
    return {
        code: {county: counted[code].get(county, 0) for county in keepers}
        for code in [*PLACES, *ON_LIST, "th_measures_delivered"]
    }


@register("model_cases", level=Level.COUNTY, kept_in="model-cases")
def model_cases(area: Area, quarter: Quarter) -> Mapping[str, Counts]:
    """Cases made public in the quarter by the county or below it."""
    rows = ModelCase.objects.published_between(quarter.first_day, quarter.last_day)
    return by_unit(rows, "area", area, Level.COUNTY, model_cases=Count("pk"))


def of_year(lists: list[str], quarter: Quarter) -> QuerySet[Cultivation]:
    """The rows of the quarter's year, as far as they had begun by its end."""
    return Cultivation.objects.filter(
        on_list__in=lists, listed_on__year=quarter.year, listed_on__lte=quarter.last_day
    )
