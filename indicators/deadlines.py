"""Where a period stands in its calendar, in words: open, late, closed, days left or past."""

from datetime import date

from .models import Period

UPCOMING, OPEN, LATE, CLOSING, CLOSED = "未开始", "填报中", "补报中", "仅退回可改", "已关闭"


def stage(period: Period, today: date) -> str:
    """The stage that a day falls into; the edges belong to the stage before them."""
    if today < period.opens_on:
        return UPCOMING
    edges = [(period.due_on, OPEN), (period.late_until, LATE), (period.closes_on, CLOSING)]
    return next((name for edge, name in edges if today <= edge), CLOSED)


def days_left(period: Period, today: date) -> int:
    """Days to the due date: 0 on the day itself, negative when it is past."""
    return (period.due_on - today).days


def time_left(period: Period, today: date) -> str:
    """ "剩3天", "今天截止" or "已过2天"."""
    days = days_left(period, today)
    if days == 0:
        return "今天截止"
    return f"剩{days}天" if days > 0 else f"已过{-days}天"


def current(today: date) -> Period | None:
    """The newest period that has begun; before the first begins, that one."""
    newest = Period.objects.order_by("-ordinal")
    return newest.filter(opens_on__lte=today).first() or newest.last()


def chosen(code: str, today: date) -> Period | None:
    """The period that a query names, the current one when it names none that exists."""
    return Period.objects.filter(code=code).first() or current(today)
