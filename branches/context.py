"""What every template knows."""

from django.conf import settings

from .clock import now, today


def site(request) -> dict:
    """`site_title`: the name of this installation. `today` and `printed_at` are its day and time, and
    `pretended_day` is the day that a demonstration pretends it is, else None."""
    return {
        "site_title": settings.SITE_TITLE,
        "today": today(),
        "printed_at": now(),
        "pretended_day": settings.TODAY,
    }
