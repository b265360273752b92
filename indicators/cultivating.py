"""Verbs of the cultivation lists: list, measure, result, confirm, let go (carrying.py carries on).

Each locks, checks, changes and logs, in that order, in one transaction. People and quotas are
locked before rows of the lists, everything by id. A row that refuses is told with one sentence
and does not hold back the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from branches.models import Person, User
from branches.scope import Scope

from .cultivation_checks import faults_of, faults_of_measure
from .eligibility import careers, reached
from .models import Cultivation, CultivationMeasure, CultivationResult, KeyListQuota


@dataclass
class Outcome:
    """What became of many rows: those done (or to be done), and the others with one sentence each."""

    done: list[Cultivation] = field(default_factory=list)
    refused: list[tuple[Cultivation, str]] = field(default_factory=list)


@transaction.atomic
def enlist(row: Cultivation, who: User) -> Cultivation:
    """Put somebody on a list. Raises ValidationError ({field: why}) or PermissionDenied."""
    Person.objects.select_for_update(of=("self",)).get(pk=row.person_id)
    list(KeyListQuota.objects.select_for_update(of=("self",)).filter(on_list=row.on_list).order_by("pk"))
    return _store(row, who)


@transaction.atomic
def record_result(
    row: Cultivation,
    who: User,
    result: str,
    result_on: date,
    *,
    reason: str = "",
    converted_on: date | None = None,
) -> Cultivation:
    """Say what came of somebody's year on a list; without a day of conversion the registers tell it.

    Raises ValidationError ({field: why}) or PermissionDenied.
    """
    [row] = locked([row], who)
    if row.result in (CultivationResult.PROMOTED, CultivationResult.DROPPED):
        raise ValidationError({"result": f"已登记为“{row.get_result_display()}”，如有错误请在台账中更正。"})
    career = careers([row.person_id])[row.person_id]
    if result == CultivationResult.PROMOTED and converted_on is None:
        converted_on = reached(career, row.on_list, row.listed_on, result_on) or result_on
    row.result, row.result_on, row.reason, row.converted_on = result, result_on, reason, converted_on
    return _store(row, who)


@transaction.atomic
def record_measure(
    rows: Iterable[Cultivation], who: User, kind: str, held_on: date, content: str, evidence: str
) -> Outcome:
    """Record one measure for many people; whoever was not on the list that day, or has it already, refuses."""
    outcome = Outcome()
    standing = locked(rows, who)
    have = set(
        CultivationMeasure.objects.filter(cultivation__in=standing, kind=kind, held_on=held_on).values_list(
            "cultivation_id", flat=True
        )
    )
    measures = []
    for row in standing:
        measure = CultivationMeasure(
            cultivation=row, kind=kind, held_on=held_on, content=content, evidence=evidence
        )
        faults = faults_of_measure(measure)
        if row.pk in have:
            outcome.refused.append((row, "当日已有同一项措施的记录。"))
        elif faults:
            outcome.refused.append((row, "".join(faults.values())))
        else:
            outcome.done.append(row)
            measures.append(measure)
    bulk_create_with_history(measures, CultivationMeasure, batch_size=500, default_user=who)
    return outcome


@transaction.atomic
def confirm(rows: Iterable[Cultivation], who: User, day: date) -> Outcome:
    """Record as converted whoever the registers say has reached the aim by the day."""
    outcome = to_confirm(locked(rows, who), day)
    for row in outcome.done:
        row.result, row.result_on = CultivationResult.PROMOTED, row.converted_on
    fields = ["result", "result_on", "converted_on"]
    bulk_update_with_history(outcome.done, Cultivation, fields, batch_size=500, default_user=who)
    return outcome


def to_confirm(rows: Iterable[Cultivation], day: date) -> Outcome:
    """Sorts rows by what the registers say; `converted_on` of those to be done is set, not saved."""
    rows, outcome = list(rows), Outcome()
    known = careers(row.person_id for row in rows)
    for row in rows:
        found = reached(known[row.person_id], row.on_list, row.listed_on, min(day, row.last_day))
        if row.result:
            outcome.refused.append((row, f"已登记为“{row.get_result_display()}”。"))
        elif found is None:
            outcome.refused.append((row, "台账里还没有入党、认定或任职的记录。"))
        else:
            row.converted_on = found
            outcome.done.append(row)
    return outcome


@transaction.atomic
def let_go(person: Person, who: User, day: date, reason: str) -> list[Cultivation]:
    """Take somebody who has died or left off every list; to be called with the act that says so."""
    rows = Cultivation.objects.filter(person=person, listed_on__lte=day).open()
    gone = locked(rows, who)
    for row in gone:
        row.result, row.result_on, row.reason = CultivationResult.DROPPED, min(day, date(row.year, 12, 31)), reason
        _store(row, who)
    return gone


def locked(rows: Iterable[Cultivation], who: User) -> list[Cultivation]:
    """The rows as they stand now, held. Raises PermissionDenied for any that `who` does not keep."""
    ids = [row.pk for row in rows]
    held = Cultivation.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    found = list(held.select_related("person", "village"))
    scope = Scope(who)
    if not all(scope.may_keep(village) for village in {row.village for row in found}):
        raise PermissionDenied("只能办理本人管理范围内的培养对象。")
    return found


def _store(row: Cultivation, who: User) -> Cultivation:
    """Check everything that can be checked, then save with the name of who did it."""
    if not Scope(who).may_keep(row.village):
        raise PermissionDenied("只能办理本人管理范围内的培养对象。")
    row.selected_on = row.selected_on or row.listed_on
    if faults := faults_of(row):
        raise ValidationError(faults)
    row.full_clean()
    row._history_user = who
    row.save()
    return row
