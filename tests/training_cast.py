"""Batches, trainees and posts for tests of training, over the areas of the known cast."""

from datetime import date
from itertools import count

from branches.models import Cadre, Person, TownshipLeader, VillagePost
from indicators.models import (
    BatchState,
    Enrolment,
    HourStandard,
    PlaceKind,
    Tier,
    TierRule,
    TraineeClass,
    TrainingBatch,
    TrainingMode,
)

NUMBERS = count(1)
LONG_AGO = date(2009, 1, 10)


def person(area, name="测试", **fields):
    return Person.objects.create(name=name, sex="1", area=area, **({"political_status": "01"} | fields))


def serve(who, village, post=VillagePost.PARTY_SECRETARY, started_on=LONG_AGO, **fields):
    return Cadre.objects.create(person=who, village=village, post=post, started_on=started_on, **fields)


def lead(who, township, started_on=LONG_AGO, **fields):
    fields = {"office": "committee"} | fields
    return TownshipLeader.objects.create(person=who, township=township, started_on=started_on, **fields)


def batch(area, ends_on, **fields):
    """A finished batch of one day and eight hours at home, that anybody may attend."""
    defaults = {
        "number": f"班{next(NUMBERS)}",
        "name": "测试班",
        "trainee": TraineeClass.MIXED,
        "starts_on": ends_on,
        "days": 1,
        "hours": 8,
        "seats": 10,
        "evidence": "签到册",
        "state": BatchState.FINISHED,
    }
    return TrainingBatch.objects.create(area=area, ends_on=ends_on, **(defaults | fields))


def away(city="苏州", province="江苏", **fields):
    return {"place": PlaceKind.OUT_OF_PROVINCE, "province": province, "city": city} | fields


def enrol(course, *people, hours=None, **fields):
    """All hours attended when nothing else is said."""
    hours = course.hours if hours is None else hours
    return [Enrolment.objects.create(batch=course, person=one, hours_attended=hours, **fields) for one in people]


def line(group, hours, days=None, since=date(2009, 1, 1), until=None):
    return HourStandard.objects.create(
        group=group, hours=hours, days=days, in_force_from=since, in_force_until=until, basis="测试"
    )


def tier_rules(since=date(2009, 1, 1)):
    """The rules of 十百千 as they were set in the report."""
    rows = [
        (Tier.TEN, TraineeClass.SECRETARY, PlaceKind.IN_PROVINCE, ""),
        (Tier.HUNDRED, TraineeClass.CADRE, PlaceKind.OUT_OF_PROVINCE, TrainingMode.ONSITE_EMBEDDED),
        (Tier.THOUSAND, TraineeClass.MEMBER, PlaceKind.IN_CITY, ""),
    ]
    return [
        TierRule.objects.create(tier=t, trainee=w, place=p, mode=m, in_force_from=since, basis="测试")
        for t, w, p, m in rows
    ]
