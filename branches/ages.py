"""Bands of age, as lists show them and may be filtered by."""

from datetime import date

from django.db.models import Q

BANDS = [(35, "35岁及以下"), (45, "36—45岁"), (55, "46—55岁"), (60, "56—60岁")]
OLDEST = "60岁以上"
CHOICES = [*((str(limit), name) for limit, name in BANDS), ("older", OLDEST)]


def age_band(birth_month: date, day: date) -> str:
    """The band of the age in full years reached on `day`; a birth month counts from its first day."""
    age = day.year - birth_month.year - (day.month < birth_month.month)
    return next((name for limit, name in BANDS if age <= limit), OLDEST)


def in_band(path: str, value: str, day: date) -> Q:
    """Rows whose birth month at `path` falls into the band of `CHOICES` on `day`."""
    limits = [limit for limit, _ in BANDS]
    number = len(limits) if value == "older" else limits.index(int(value))
    month = date(day.year, day.month, 1)
    older = Q(**{f"{path}__gt": years_before(month, limits[number] + 1)}) if number < len(limits) else Q()
    younger = Q(**{f"{path}__lte": years_before(month, limits[number - 1] + 1)}) if number else Q()
    return older & younger & Q(**{f"{path}__isnull": False})


def years_before(month: date, years: int) -> date:
    return month.replace(year=month.year - years)
