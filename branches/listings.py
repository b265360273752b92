"""Rows of the register lists as they stood on a day. Each is one query, whatever its length.

Every function takes a queryset that the caller has narrowed to a scope, and annotates it.
"""

from datetime import date

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from .models import Area, Cadre, DoubleStrongCertification, Level, Village


def village_rows(villages: QuerySet[Village], day: date) -> QuerySet[Village]:
    """Villages that exist on `day`, with who leads them.

    Adds `has_secretary`; `vacant_since`, the day the last secretary left (null while the
    post is held or if it never was); `cadre_count`, distinct persons serving as village
    cadres in this village (someone who serves in two villages is seen in both).
    """
    here = Cadre.objects.filter(village=OuterRef("area"))
    secretaries = here.secretaries()
    last_left = (
        secretaries.filter(ended_on__lte=day)
        .order_by()
        .values("village")
        .annotate(last=Max("ended_on"))
        .values("last")
    )
    counted = (
        here.serving_on(day)
        .village_cadres()
        .order_by()
        .values("village")
        .annotate(n=Count("person", distinct=True))
        .values("n")
    )
    return (
        villages.filter(
            Q(area__opened_on__isnull=True) | Q(area__opened_on__lte=day),
            Q(area__closed_on__isnull=True) | Q(area__closed_on__gt=day),
        )
        .select_related("area__parent__parent")
        .annotate(
            has_secretary=Exists(secretaries.serving_on(day)),
            vacant_since=Subquery(last_left, output_field=DateField()),
            cadre_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        )
        .order_by("area__path")
    )


def cadre_rows(tenures: QuerySet[Cadre], day: date) -> QuerySet[Cadre]:
    """Tenures begun by `day`, with `serving` (on that day) and `double_strong` (certified then)."""
    valid = DoubleStrongCertification.objects.filter(person=OuterRef("person")).valid_on(day)
    return (
        tenures.filter(started_on__lte=day)
        .select_related("person", "village__parent__parent")
        .annotate(
            serving=ExpressionWrapper(Q(ended_on__isnull=True) | Q(ended_on__gt=day), output_field=BooleanField()),
            double_strong=Exists(valid),
        )
        .order_by("village__path", "pk")
    )


def branch_rows(branches, day: date):
    """Party organisations founded by `day`, with `standing` (not dissolved on that day)."""
    return (
        branches.filter(Q(founded_on__isnull=True) | Q(founded_on__lte=day))
        .select_related("area__parent__parent")
        .annotate(
            standing=ExpressionWrapper(
                Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day), output_field=BooleanField()
            )
        )
        .order_by("area__path", "name", "pk")
    )


def place(area: Area, level: Level) -> Area | None:
    """The area itself or the one above it at `level`, from parents that were read with it."""
    while area is not None and area.level != level:
        area = area.parent if Level(area.level).rank > level.rank else None
    return area
