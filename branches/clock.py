"""Today, in one place: the real day, or the day that a demonstration pretends it is."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """`settings.TODAY` when it is set, else the current day of the site's time zone."""
    return settings.TODAY or timezone.localdate()
