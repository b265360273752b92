"""Names on the lists: who is in which state on a day, and what each has had of the four measures.

A state is one condition; the same condition counts people on the pipeline's page and lists them
on the page of names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from branches.models import Area, Cadre, DoubleStrongCertification, PoliticalStatus, VillagePost
from branches.registry.naming import name_of
from branches.scope import Scope

from ..models import (
    TRACKS,
    Cultivation,
    CultivationList,
    CultivationMeasure,
    CultivationResult,
    MeasureKind,
    at_start,
    converted,
    delivered,
    in_force,
)


@dataclass(frozen=True)
class State:
    """What people are asked for; `is_fault` marks what somebody has to see to."""

    code: str
    label: str
    condition: Callable[[date], Q]
    is_fault: bool = False


def unmeasured(day: date) -> Q:
    """On a key list without any measure this year."""
    any_measure = CultivationMeasure.objects.filter(
        cultivation=OuterRef("pk"), held_on__range=(date(day.year, 1, 1), day)
    )
    return Q(in_force(day), ~Exists(any_measure), on_list__in=TRACKS)


def unmentored(day: date) -> Q:
    return Q(in_force(day), mentor__isnull=True, other_mentor="")


def unconfirmed(day: date) -> Q:
    """The registers say that the aim is reached, the list does not yet."""
    tenures = Cadre.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=F("started_on")),
        person=OuterRef("person"),
        started_on__gte=OuterRef("listed_on"),
        started_on__lte=day,
    )
    titles = DoubleStrongCertification.objects.filter(
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=F("certified_on")),
        person=OuterRef("person"),
        certified_on__gte=OuterRef("listed_on"),
        certified_on__lte=day,
    )
    members = [PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY]
    joined = Q(person__joined_on__gte=F("listed_on"), person__joined_on__lte=day)
    return Q(in_force(day), result="") & (
        Q(joined, on_list=CultivationList.STEP_1, person__political_status__in=members)
        | Q(Exists(titles), on_list=CultivationList.STEP_2)
        | Q(Exists(tenures.village_cadres()), on_list__in=[CultivationList.STEP_3, CultivationList.KEY_MEMBER])
        | Q(Exists(tenures.secretaries()), on_list=CultivationList.STEP_4)
    )


def unsettled(day: date) -> Q:
    """Without a result, though no longer what the list is for: out of the post or out of the Party."""
    serving = Cadre.objects.serving_on(day).filter(person=OuterRef("person"))
    begun = Q(listed_on__range=(date(day.year, 1, 1), day), result="")
    return begun & (
        ~in_force(day)
        | Q(~Exists(serving.village_cadres()), on_list=CultivationList.STEP_4)
        | Q(~Exists(serving.secretaries()), on_list=CultivationList.KEY_SECRETARY)
        | Q(~Exists(serving.filter(post=VillagePost.VILLAGE_HEAD)), on_list=CultivationList.KEY_HEAD)
    )


def this_year(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), day


STATES = [
    State("active", "在册", in_force),
    State("start", "年初在册", lambda day: at_start(day.year)),
    State("converted", "本年已转化（提拔）", lambda day: converted(*this_year(day))),
    State(
        "dropped",
        "本年调整出列",
        lambda day: Q(result=CultivationResult.DROPPED, result_on__range=this_year(day)),
    ),
    State("unmeasured", "三百强中没有一项措施", unmeasured, True),
    State("unmentored", "没有帮带人", unmentored, True),
    State("unconfirmed", "台账显示已转化，待确认", unconfirmed, True),
    State("unsettled", "已离任或不再是党员，待调整", unsettled, True),
]
BY_CODE = {state.code: state for state in STATES}


def count_states(area: Area, day: date) -> Mapping[str, int]:
    """{code of a state: people} in the area, in one query."""
    return of_year(area, day).aggregate(
        **{state.code: Count("pk", filter=state.condition(day)) for state in STATES}
    )


def names(area: Area, day: date, state: str, on_list: str = "", missing: str = "") -> QuerySet[Cultivation]:
    """People in a state, in official order; `on_list` "" for every list, `missing` for those in force
    who have not had that measure this year."""
    rows = of_year(area, day).filter(BY_CODE[state].condition(day))
    if on_list:
        rows = rows.filter(on_list=on_list)
    if missing:
        rows = rows.filter(in_force(day), ~delivered(missing, day))
    return rows.order_by("village__path", "on_list", "person__pinyin", "pk")


def of_year(area: Area, day: date) -> QuerySet[Cultivation]:
    return Cultivation.objects.within(area).filter(listed_on__range=this_year(day))


# as shown ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Listed:
    """One person on one list as a reader may see them; `had` is (measure, its days) in fixed order."""

    row: Cultivation
    name: str
    mentor: str
    had: tuple[tuple[str, list[date]], ...]


def shown(rows: QuerySet[Cultivation], scope: Scope, day: date) -> list[Listed]:
    """The rows of a page in two queries; whoever lies outside the reader's chain is masked."""
    taken = CultivationMeasure.objects.filter(held_on__range=this_year(day)).order_by("held_on")
    related = ("person__area", "mentor__area", "village__parent__parent")
    listed = rows.select_related(*related).prefetch_related(Prefetch("measures", taken))
    return [shown_one(row, scope) for row in listed]


def shown_one(row: Cultivation, scope: Scope) -> Listed:
    days: dict[str, list[date]] = {kind: [] for kind in MeasureKind.values}
    for measure in row.measures.all():
        days[measure.kind].append(measure.held_on)
    mentor = name_of(row.mentor, scope) if row.mentor_id else row.other_mentor
    return Listed(row, name_of(row.person, scope), mentor, tuple(days.items()))
