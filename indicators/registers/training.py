"""Training: tiers, batches, bases, rules, secondments, and the ways people were trained."""

from django.db.models import Count, Exists, OuterRef, Q

from branches.models import Area, Level

from ..models import BatchState, TrainingBase, TrainingBatch, TrainingMode, TrainingRule
from ..quarters import Quarter
from .source import Counts, by_unit, register
from .training_counts import (
    CITY_ORGANISERS,
    LOCAL_ORGANISERS,
    TOWN_COURSES,
    Span,
    attendances,
    batches_held,
    by_home,
    main_modes,
    new_people,
    seconded,
    tier_people,
    tier_quotas,
)

MODES = {
    "tr_mode_university_persons": TrainingMode.ONSITE_EMBEDDED,
    "tr_mode_visit_persons": TrainingMode.VISIT,
    "tr_mode_invited_persons": TrainingMode.INVITED,
    "tr_mode_secondment_persons": TrainingMode.SECONDMENT,
    "tr_mode_local_persons": TrainingMode.LOCAL,
}


# 十百千 --------------------------------------------------------------------------
@register("sbq_ten_done", "sbq_hundred_done", "sbq_thousand_done", level=Level.COUNTY, kept_in="enrolments")
def tiers_done(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """People whose first completion of the year in the tier falls in the quarter, by home county."""
    return {
        f"sbq_{tier}_done": counts for tier, counts in tier_people(area, Span.of(quarter), Level.COUNTY).items()
    }


@register(
    "sbq_ten_quota",
    "sbq_hundred_quota",
    "sbq_thousand_quota",
    level=Level.COUNTY,
    absent=None,
    kept_in="training-plans",
)
def tiers_planned(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return {f"sbq_{tier}_quota": counts for tier, counts in tier_quotas(area, quarter.year).items()}


# batches ------------------------------------------------------------------------
@register("tr_batches_held", "tr_seats_planned", level=Level.COUNTY, kept_in="training-batches")
def local_batches(area: Area, quarter: Quarter) -> dict[str, Counts]:
    found = batches_held(area, Span.of(quarter), Level.COUNTY, LOCAL_ORGANISERS)
    return {"tr_batches_held": found["held"], "tr_seats_planned": found["seats"]}


@register("tr_seats_attended", "tr_seats_completed", level=Level.COUNTY, kept_in="enrolments")
def local_attendances(area: Area, quarter: Quarter) -> dict[str, Counts]:
    found = attendances(area, Span.of(quarter), Level.COUNTY, LOCAL_ORGANISERS)
    return {"tr_seats_attended": found["attended"], "tr_seats_completed": found["completed"]}


@register("tr_persons_trained", level=Level.COUNTY, kept_in="enrolments")
def local_people(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return {"tr_persons_trained": new_people(area, Span.of(quarter), Level.COUNTY, LOCAL_ORGANISERS)}


@register("city_batches_held", level=Level.CITY, kept_in="training-batches")
def city_batches(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return {"city_batches_held": batches_held(area, Span.of(quarter), Level.CITY, CITY_ORGANISERS)["held"]}


@register("city_seats_attended", level=Level.CITY, kept_in="enrolments")
def city_attendances(area: Area, quarter: Quarter) -> dict[str, Counts]:
    found = attendances(area, Span.of(quarter), Level.CITY, CITY_ORGANISERS)
    return {"city_seats_attended": found["attended"]}


@register("city_persons_trained", level=Level.CITY, kept_in="enrolments")
def city_people(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return {"city_persons_trained": new_people(area, Span.of(quarter), Level.CITY, CITY_ORGANISERS)}


@register("town_batches_held", level=Level.CITY, kept_in="training-batches")
def town_courses(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return {"town_batches_held": batches_held(area, Span.of(quarter), Level.CITY, TOWN_COURSES)["held"]}


@register("town_persons_trained", level=Level.CITY, kept_in="enrolments")
def town_course_people(area: Area, quarter: Quarter) -> dict[str, Counts]:
    return {"town_persons_trained": new_people(area, Span.of(quarter), Level.CITY, TOWN_COURSES)}


@register(*MODES, level=Level.CITY, kept_in="enrolments")
def ways_of_training(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """People trained this year so far, each in the way that took most of their hours."""
    found = by_home(main_modes(area, Span.of(quarter)), area, Level.CITY)
    return {code: found[mode] for code, mode in MODES.items()}


# bases, rules, secondments ---------------------------------------------------------
@register("tr_bases", "tr_bases_used", level=Level.COUNTY, kept_in="training-bases")
def bases(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """Bases in use on the day, and those where a batch ended in this quarter or the one before."""
    held = TrainingBatch.objects.filter(
        base=OuterRef("pk"),
        state=BatchState.FINISHED,
        ends_on__range=(quarter.previous.first_day, quarter.last_day),
        starts_on__gte=OuterRef("accredited_on"),
    )
    used = Count("pk", filter=Q(Exists(held)))
    rows = TrainingBase.objects.in_use_on(quarter.last_day)
    return by_unit(rows, "area", area, Level.COUNTY, tr_bases=Count("pk"), tr_bases_used=used)


@register("tr_rules_in_force", level=Level.COUNTY, kept_in="training-rules")
def rules(area: Area, quarter: Quarter) -> dict[str, Counts]:
    rows = TrainingRule.objects.valid_on(quarter.last_day)
    return by_unit(rows, "area", area, Level.COUNTY, tr_rules_in_force=Count("pk"))


@register("secondments_started", level=Level.COUNTY, kept_in="secondments")
def secondments(area: Area, quarter: Quarter) -> dict[str, Counts]:
    """People whose first secondment of the year that counts began in the quarter, by home county."""
    homes = seconded(area, Span.of(quarter)).values()
    code = "secondments_started"
    return {code: by_home([(home, code) for home in homes], area, Level.COUNTY)[code]}
