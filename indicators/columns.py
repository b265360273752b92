"""The columns that an account has chosen for a page: read, kept, forgotten."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from branches.models import Level, User

from .dashboards import answers
from .models import MOST_COLUMNS, ColumnChoice, ColumnPage, Indicator

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")  # what may be an indicator's code at all
TOLD_AT_MOST = 5  # codes named in one message


def remembered(who: User, page: ColumnPage, level: str = "") -> tuple[str, ...]:
    """The codes in the order chosen, none where nothing was kept. One query."""
    kept = ColumnChoice.objects.filter(who=who, page=page, level=level).values_list("codes", flat=True).first()
    return tuple(kept or ())


def keep(who: User, page: ColumnPage, level: str, codes: Sequence[str]) -> ColumnChoice:
    """Keep the codes, each once, instead of what was chosen before. Raises ValidationError with a sentence
    for none or too many, for one that is no indicator, and on a dashboard for one that the children of
    `level` do not answer."""
    codes = list(dict.fromkeys(codes))
    if not codes:
        raise ValidationError("请至少选一个指标，没有保存。")
    if len(codes) > MOST_COLUMNS:
        raise ValidationError(f"最多保存{MOST_COLUMNS}个指标，您选了{len(codes)}个，没有保存。")
    known = {
        indicator.code: indicator for indicator in Indicator.objects.filter(code__in=filter(CODE.fullmatch, codes))
    }
    if unknown := [code for code in codes if code not in known]:
        raise ValidationError(f"没有{named(unknown)}这样的指标，没有保存。")
    if page == ColumnPage.DASHBOARD:
        below = list(Level)[Level(level).rank + 1]
        if silent := [known[code].name for code in codes if not answers(known[code], below)]:
            raise ValidationError(f"{below.label}没有{named(silent)}这项数，没有保存。")
    return ColumnChoice.objects.update_or_create(who=who, page=page, level=level, defaults={"codes": codes})[0]


def forget(who: User, page: ColumnPage, level: str = "") -> bool:
    """Back to what the site shows by itself; whether anything had been kept."""
    return ColumnChoice.objects.filter(who=who, page=page, level=level).delete()[0] > 0


def named(words: Sequence[str]) -> str:
    """“a”“b”等7个: the first few of what somebody sent, each cut short."""
    told = "".join(f"“{word[:20]}”" for word in words[:TOLD_AT_MOST])
    return told if len(words) <= TOLD_AT_MOST else f"{told}等{len(words)}个"
