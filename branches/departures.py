"""Somebody is counted no longer: deceased, expelled, or gone with the membership elsewhere."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .acts import Faults, fault, keep, refuse, settle, take_up
from .clock import today
from .models import Area, Departure, LeaveReason, Person, User
from .scope import Scope


@transaction.atomic
def depart(person: Person, on: date, how: str, who: User, version: int | None = None) -> Person:
    """From `on` the person is in no count: posts end and titles are revoked on that day."""
    person = take_up(person, Area.objects.filter(cadres__person=person), who, version)
    if not Scope(who).may_keep(person.area):
        raise PermissionDenied(f"您不能办理{person.area}人员的减员。")
    refuse(departure_faults(person, on, how))
    why = Departure(how).label
    for tenure in person.tenures.filter(ended_on=None):
        tenure.ended_on, tenure.leave_reason = on, LeaveReason.GONE
        keep(tenure, who, why)
    for title in person.certifications.valid_on(on):
        title.revoked_on, title.revoked_reason = on, why
        keep(title, who, why)
    person.left_on, person.left_how = on, how
    keep(person, who, why)
    settle(person)
    return person


def departure_faults(person: Person, on: date, how: str) -> Faults:
    faults: Faults = {}
    if person.left_on:
        done = f"{person}已于{person.left_on}{person.get_left_how_display()}，不能重复办理。"
        fault(faults, "", done)
    if on > today():
        fault(faults, "left_on", f"{on}还没有到，请在当日或之后办理。")
    if not how:
        fault(faults, "left_how", "请选择减员原因。")
    if later := person.tenures.filter(ended_on=None, started_on__gt=on).first():
        words = f"此人{later.started_on}才任{later.get_post_display()}，减员日期不能早于该日。"
        fault(faults, "left_on", words)
    if later := person.certifications.filter(certified_on__gt=on, revoked_on=None).first():
        fault(faults, "left_on", f"此人{later.certified_on}才认定双强，减员日期不能早于该日。")
    return faults
