"""What the lists refuse, field by field. Every entrance asks here: form, import, verb.

Each function answers `{field: sentence}` for a row that may be unsaved, empty when nothing is
wrong. The database holds what it can by constraints; here is what needs other rows.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from branches.clock import today
from branches.models import Level, Person

from .eligibility import AIMS, Career, careers, why_not_listed, why_not_reached
from .models import (
    TRACKS,
    Cultivation,
    CultivationMeasure,
    CultivationResult,
    KeyListQuota,
    ModelCase,
    in_force,
)
from .models.cultivation_list import lists_beside

Faults = dict[str, str]
SHORTEST_NAME = 3  # a name of two characters may be a word


def faults_of(row: Cultivation, career: Career | None = None) -> Faults:
    """Dates, eligibility on the day of listing, one list a person, quota; then the result."""
    if not (row.person_id and row.village_id and row.on_list and row.listed_on):
        return {}  # a blank has its own message
    career = career or careers([row.person_id])[row.person_id]
    listing = {} if _listed_as_before(row) else _eligibility(row, career) or _other_lists(row) or _quota(row)
    return _dates(row) or _place(row) or listing or _result(row, career)


def _listed_as_before(row: Cultivation) -> bool:
    """Whoever was listed rightly and has left the Party since must still get a result."""
    same = {"person": row.person_id, "village": row.village_id, "on_list": row.on_list, "listed_on": row.listed_on}
    return row.pk is not None and Cultivation.objects.filter(pk=row.pk, **same).exists()


def _dates(row: Cultivation) -> Faults:
    if row.listed_on > today():
        return {"listed_on": "入册日期不能晚于今天。"}
    if row.result_on and row.result_on > today():
        return {"result_on": "结果日期不能晚于今天。"}
    if row.result_on and row.result_on.year != row.year:
        return {"result_on": f"这是{row.year}年的名单，结果日期应在{row.year}年内。"}
    return {}


def _place(row: Cultivation) -> Faults:
    return {} if row.village.level == Level.VILLAGE else {"village": "请选到村（社区）。"}


def _eligibility(row: Cultivation, career: Career) -> Faults:
    words = why_not_listed(career, row.on_list, row.listed_on)
    return {"person": f"不能列入“{row.get_on_list_display()}”：{words}。"} if words else {}


def _other_lists(row: Cultivation) -> Faults:
    others = Cultivation.objects.filter(
        person=row.person_id, on_list__in=lists_beside(row.on_list), listed_on__year=row.year
    )
    for other in others.exclude(pk=row.pk):
        if other.listed_on <= row.last_day and row.listed_on <= other.last_day:
            return {"person": f"{row.year}年已在“{other.get_on_list_display()}”名单上，不能同时列入两份。"}
    return {}


def _quota(row: Cultivation) -> Faults:
    if row.on_list not in TRACKS:
        return {}
    quota = quota_for(row)
    if quota is None:
        return {"on_list": "所在县区当日没有定这份名单的名额，请先登记名额。"}
    fullest = most_at_once([row, *_beside(row, quota)], row.listed_on)
    if fullest > quota.quota:
        return {"on_list": f"名额{quota.quota}名，加上此人将有{fullest}名在册，请先办理调整出列。"}
    return {}


def quota_for(row: Cultivation, *, held: bool = False) -> KeyListQuota | None:
    """The quota that the row stands under on the day of listing; `held` locks it."""
    quotas = KeyListQuota.objects.in_force_on(row.listed_on).filter(
        on_list=row.on_list, county__path__in=row.village.ancestor_paths
    )
    return (quotas.select_for_update(of=("self",)) if held else quotas).select_related("county").first()


def places_taken(row: Cultivation) -> bool:
    """Whether more people stand on the stored row's key list than it has places; locks the quota, so
    that of two who take the last place at the same moment one is told."""
    quota = quota_for(row, held=True)
    return quota is None or most_at_once([row, *_beside(row, quota)], row.listed_on) > quota.quota


def _beside(row: Cultivation, quota: KeyListQuota) -> QuerySet[Cultivation]:
    rows = Cultivation.objects.within(quota.county).filter(on_list=row.on_list, listed_on__year=row.year)
    return rows.exclude(pk=row.pk)


def most_at_once(rows: Iterable[Cultivation], since: date) -> int:
    """The largest number of rows in force together on any day from `since` on."""
    stays = [(row.listed_on, row.last_day) for row in rows]
    days = {since, *(start for start, _ in stays if start > since)}
    return max(sum(start <= day <= last for start, last in stays) for day in days)


def _result(row: Cultivation, career: Career) -> Faults:
    if row.result == CultivationResult.DROPPED and not row.reason:
        return {"reason": "调整出列的须填写原因。"}
    if row.result != CultivationResult.PROMOTED or row.converted_on is None:
        return {}
    if words := why_not_reached(career, row.on_list, row.converted_on):
        return {"converted_on": f"{words}。"}
    if row.on_list not in AIMS and not row.reason:
        return {"reason": "请写明提拔使用的去向。"}
    return {}


# measures, quotas, cases ---------------------------------------------------------
def faults_of_measure(measure: CultivationMeasure) -> Faults:
    """A measure is taken while the person is on the list, and not in the future."""
    row, day = measure.cultivation, measure.held_on
    if day > today():
        return {"held_on": "实施日期不能晚于今天。"}
    if not row.listed_on <= day <= row.last_day:
        return {
            "held_on": f"实施日期应在此人在册期间（{row.listed_on.isoformat()}至{row.last_day.isoformat()}）。"
        }
    return {}


def faults_of_quota(quota: KeyListQuota) -> Faults:
    """No two quotas for one list at a time, and none below what stands on the list already."""
    same = KeyListQuota.objects.filter(county=quota.county, on_list=quota.on_list).exclude(pk=quota.pk)
    for other in same:
        starts_before_end = other.ended_on is None or quota.effective_from < other.ended_on
        if starts_before_end and (quota.ended_on is None or other.effective_from < quota.ended_on):
            return {"effective_from": f"与{other.effective_from.isoformat()}起的名额重叠，请先填它的停止日期。"}
    rows = Cultivation.objects.within(quota.county).filter(on_list=quota.on_list)
    standing = rows.filter(in_force(max(quota.effective_from, today()))).count()
    if quota.ended_on is None and standing > quota.quota:
        return {"quota": f"现有{standing}名在册，名额不能少于在册人数；请先办理调整出列。"}
    return {}


def faults_of_case(case: ModelCase) -> Faults:
    """Public pages name nobody, and a case counts once a year."""
    if case.published_on > today():
        return {"published_on": "宣传日期不能晚于今天。"}
    twins = ModelCase.objects.filter(area=case.area, title=case.title, published_on__year=case.published_on.year)
    if twins.exclude(pk=case.pk).exists():
        return {"title": f"{case.published_on.year}年已登记过这个典型，同一典型一年只计一次。"}
    names = Person.objects.within(case.area).order_by().values_list("name", flat=True).distinct()
    if any(len(name) >= SHORTEST_NAME and name in case.title for name in names):
        return {"title": "标题里有台账人员的姓名；公开页面不写人名，请改为“某村党员”等说法。"}
    return {}
