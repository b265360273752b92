"""Carries the cultivation lists of one year into the next."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from branches.models import Area, User

from .cultivating import Outcome, locked
from .eligibility import Career, careers, reached, why_not_listed
from .models import TRACKS, Cultivation, CultivationResult, KeyListQuota


@transaction.atomic
def carry(area: Area, year: int, lists: Iterable[str], who: User) -> Outcome:
    """Carry lists into `year`: the rows of the year before get “kept” as their result, new ones begin
    on 1 January with the same mentor. Whoever cannot go on stays behind with the reason.

    Raises PermissionDenied for rows that `who` does not keep.
    """
    list(KeyListQuota.objects.select_for_update(of=("self",)).order_by("pk"))
    outcome = sort_out(locked(left_behind(area, year, lists), who), year)
    for row in outcome.done:
        if not row.result:
            row.result, row.result_on = CultivationResult.KEPT, date(year - 1, 12, 31)
    bulk_update_with_history(outcome.done, Cultivation, ["result", "result_on"], batch_size=500, default_user=who)
    bulk_create_with_history(
        [successor(row, year) for row in outcome.done], Cultivation, batch_size=500, default_user=who
    )
    return outcome


def left_behind(area: Area, year: int, lists: Iterable[str]) -> QuerySet[Cultivation]:
    """Those who ended the year before on a list and do not stand on it in `year` yet."""
    lists = list(lists)
    there = Cultivation.objects.filter(on_list__in=lists, listed_on__year=year)
    rows = Cultivation.objects.within(area).filter(
        on_list__in=lists, listed_on__year=year - 1, result__in=["", CultivationResult.KEPT]
    )
    for on_list in lists:
        rows = rows.exclude(on_list=on_list, person__in=there.filter(on_list=on_list).values("person"))
    return rows.select_related("person", "village__parent").order_by("village__path", "on_list", "pk")


def sort_out(rows: list[Cultivation], year: int) -> Outcome:
    """Who goes on and who does not, with one sentence each; the preview and the deed both ask here."""
    known, room = careers(row.person_id for row in rows), Room(date(year, 1, 1))
    outcome = Outcome()
    for row in rows:
        why = obstacle(row, known[row.person_id], year)
        if not why and row.on_list in TRACKS and not room.take(row):
            why = "所在县区没有定名额，或名额已满。"
        if why:
            outcome.refused.append((row, why))
        else:
            outcome.done.append(row)
    return outcome


def obstacle(row: Cultivation, career: Career, year: int) -> str:
    """Why somebody cannot go on; empty when nothing is in the way."""
    if day := reached(career, row.on_list, row.listed_on, date(year - 1, 12, 31)):
        return f"台账显示{day.isoformat()}已转化，请先确认转化。"
    words = why_not_listed(career, row.on_list, date(year, 1, 1))
    return f"1月1日{words.removeprefix('当日')}。" if words else ""


def successor(row: Cultivation, year: int) -> Cultivation:
    return Cultivation(
        person_id=row.person_id,
        village_id=row.village_id,
        on_list=row.on_list,
        listed_on=date(year, 1, 1),
        selected_on=row.selected_on,
        mentor_id=row.mentor_id,
        other_mentor=row.other_mentor,
        evidence=f"由{year - 1}年名单结转",
    )


class Room:
    """Places left on the key lists of each county on a day."""

    def __init__(self, day: date):
        self.left: dict[tuple[str, str], int] = {}
        for quota in KeyListQuota.objects.in_force_on(day).select_related("county"):
            taken = Cultivation.objects.within(quota.county).filter(on_list=quota.on_list).in_force_on(day).count()
            self.left[quota.county.path, quota.on_list] = quota.quota - taken

    def take(self, row: Cultivation) -> bool:
        """Take a place for the row; False when there is none."""
        keys = (key for key in self.left if key[1] == row.on_list and row.village.path.startswith(key[0]))
        key = next(keys, None)
        if key is None or self.left[key] <= 0:
            return False
        self.left[key] -= 1
        return True
