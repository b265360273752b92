"""Rollup: the only writer of Total.

A Total is the sum of the reports counted in its area and of the Totals of its children:
the same rule on every level. `refresh` runs in the transaction of the change that called
it. Locks are taken deepest level first and by area id within a level, by everybody.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from branches.models import Area

from .fold import Fold
from .models import Period, Report, Total


def ensure(area_ids: Iterable[int], period: Period) -> dict[int, int]:
    """Make the missing Total rows of the areas and all areas above them; {area id: depth}."""
    ids = set(area_ids)
    depths = dict(Total.objects.filter(area__in=ids, period=period).values_list("area_id", "depth"))
    missing = ids - depths.keys()
    if missing:
        paths = {
            path for area in Area.objects.filter(pk__in=missing) for path in [area.path, *area.ancestor_paths]
        }
        areas = list(Area.objects.filter(path__in=paths).order_by("path"))
        Total.objects.bulk_create(
            [Total(area=area, period=period, parent_id=area.parent_id, depth=area.depth) for area in areas],
            ignore_conflicts=True,
        )
        depths |= {area.pk: area.depth for area in areas if area.pk in missing}
    return depths


def refresh(area_ids: Iterable[int], period: Period) -> None:
    """Recompute the Totals of areas and of everything above them, in the caller's transaction.

    `area_ids` are areas whose own counted reports changed: townships, or the area of an own
    report. Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("refresh belongs to the transaction of the change")
    pending: dict[int, set[int]] = defaultdict(set)
    for area_id, depth in ensure(area_ids, period).items():
        pending[depth].add(area_id)
    while pending:
        depth = max(pending)
        totals = list(
            Total.objects.select_for_update()
            .filter(area__in=pending.pop(depth), period=period)
            .order_by("area_id")
        )
        write(totals, fold_children(totals, period))
        for total in totals:
            if total.parent_id is not None:
                pending[depth - 1].add(total.parent_id)


def fold_children(totals: list[Total], period: Period) -> dict[int, Fold]:
    """{area id: fold of its counted reports and its children's Totals}, in two queries."""
    folds = {total.area_id: Fold() for total in totals}
    for area_id, level, status, values in report_rows(period, counted_in__in=folds.keys()):
        folds[area_id].add_report(level, status, values)
    children = Total.objects.filter(parent__in=folds.keys(), period=period)
    for child in children.only("parent_id", "approved", "reported", "counts"):
        folds[child.parent_id].add_fold(Fold(child.approved, child.reported, child.counts))
    return folds


def report_rows(period: Period, **narrowed):
    """(counted in, level of the reporting area, status, values) of the period's reports."""
    return (
        Report.objects.filter(period=period, **narrowed)
        .order_by()
        .values_list("counted_in_id", "area__level", "status", "values")
    )


def write(totals: list[Total], folds: dict[int, Fold]) -> None:
    """Store the folds and raise the versions of locked Total rows."""
    for total in totals:
        fold = folds[total.area_id]
        total.approved, total.reported, total.counts = fold.approved, fold.reported, dict(fold.counts)
        total.version += 1
    Total.objects.bulk_update(totals, ["approved", "reported", "counts", "version"], batch_size=200)


def recompute(period: Period) -> dict[int, Fold]:
    """{area id: fold} of a whole period from its reports alone, trusting no stored sum."""
    folds: dict[int, Fold] = defaultdict(Fold)
    for area_id, level, status, values in report_rows(period).iterator(chunk_size=2000):
        folds[area_id].add_report(level, status, values)
    tree = Total.objects.filter(period=period).values_list("area_id", "parent_id").order_by("-depth", "area_id")
    for area_id, parent_id in tree:
        if parent_id is not None:
            folds[parent_id].add_fold(folds[area_id])
    return folds


@transaction.atomic
def rebuild(period: Period) -> int:
    """Recompute every Total of a period from its reports; returns how many rows were wrong."""
    ensure(Report.objects.filter(period=period).values_list("counted_in", flat=True).distinct(), period)
    totals = list(Total.objects.select_for_update().filter(period=period).order_by("-depth", "area_id"))
    folds = recompute(period)
    wrong = [total for total in totals if not agrees(total, folds[total.area_id])]
    write(wrong, folds)
    return len(wrong)


def agrees(total: Total, fold: Fold) -> bool:
    return (total.approved, total.reported, total.counts) == (
        fold.approved,
        fold.reported,
        dict(fold.counts),
    )


@dataclass(frozen=True)
class Difference:
    """One Total that does not equal its recompute (`kind` says which part)."""

    area: str
    period: str
    kind: str
    stored: object
    expected: object

    def __str__(self) -> str:
        return f"{self.period} {self.area} {self.kind}：库存 {self.stored}，重算 {self.expected}"


def differences(period: Period) -> list[Difference]:
    """Compare every Total of a period with a recompute; an empty list is the only good answer."""
    found = []
    folds = recompute(period)
    for total in Total.objects.filter(period=period).select_related("area"):
        fold = folds.pop(total.area_id, Fold())
        for kind, expected in [
            ("approved", fold.approved),
            ("reported", fold.reported),
            ("counts", dict(fold.counts)),
        ]:
            stored = getattr(total, kind)
            if stored != expected:
                found.append(Difference(total.area.name, period.code, kind, stored, expected))
    found += [Difference(str(area_id), period.code, "missing", None, fold) for area_id, fold in folds.items()]
    return found
