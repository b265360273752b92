"""Today and now, in one place: the real ones, or the day that a demonstration pretends it is."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """`settings.TODAY` when it is set, else the current day of the site's time zone."""
    return settings.TODAY or timezone.localdate()


def now() -> datetime:
    """The time of day of the site's time zone, on `today()`."""
    return datetime.combine(today(), timezone.localtime().timetz())
