"""What dated rows share: when a row holds, which row is the newest, which days may be entered."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from branches.clock import today


def holds_on(day: date, start: str, end: str) -> Q:
    """Begun by the day and not ended: the day of ending no longer counts."""
    return Q(Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}), **{f"{start}__lte": day})


def newest_of_each(rows: QuerySet, by: str, dated: str) -> QuerySet:
    """For each `by` the row with the latest date; of two on one day, the one entered last.

    Numbered in one pass, as in `registers.people`: a subquery a row would need statistics.
    """
    place = Window(RowNumber(), partition_by=by, order_by=[f"-{dated}", "-pk"])
    numbered = rows.order_by().annotate(place=place)
    return rows.model._default_manager.filter(pk__in=numbered.filter(place=1).values("pk"))


def refuse_future(record, *fields: str) -> None:
    """Raises ValidationError beside each date that has not come yet."""
    day = today()
    late = [name for name in fields if (value := getattr(record, name)) is not None and value > day]
    if late:
        raise ValidationError(dict.fromkeys(late, "日期不能晚于今天。"))
