"""What every template knows."""

from django.conf import settings


def site(request) -> dict:
    """`site_title`: the name of this installation."""
    return {"site_title": settings.SITE_TITLE}
