"""Aims: what a stated value asks for, and whether a reached one meets it."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q


class Aim(models.TextChoices):
    AT_LEAST = "at_least", "不低于"
    AT_MOST = "at_most", "不高于"


def met(aim: str, reached: Decimal | None, stated: Decimal | None) -> bool | None:
    """Whether the reached value meets the stated one; None while either is unknown."""
    if reached is None or stated is None:
        return None
    return reached >= stated if aim == Aim.AT_LEAST else reached <= stated


def meets(aim: str, reached: str, stated: str) -> Q:
    """The rows whose field `reached` meets their field `stated`, by their field `aim`."""
    return Q(**{aim: Aim.AT_LEAST, f"{reached}__gte": F(stated)}) | Q(
        **{aim: Aim.AT_MOST, f"{reached}__lte": F(stated)}
    )
