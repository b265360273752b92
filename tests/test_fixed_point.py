"""Decimals kept as whole numbers: exact in every database."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from indicators.models import VillageEconomyYear

pytestmark = pytest.mark.django_db


def accounts(area, year, income):
    return VillageEconomyYear.objects.create(village=area, year=year, income=income)


def test_the_database_holds_a_whole_number_of_the_smallest_unit(areas):
    row = accounts(areas["一村"], 2011, Decimal("4.13"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT income FROM indicators_villageeconomyyear")
        assert cursor.fetchone() == (413,)
    row.refresh_from_db()
    assert row.income == Decimal("4.13")
    assert str(row.income) == "4.13"


def test_sums_are_exact(areas):
    for year in range(2000, 2010):
        accounts(areas["一村"], year, Decimal("0.10"))
    assert VillageEconomyYear.objects.aggregate(all=Sum("income"))["all"] == Decimal("1.00")


def test_comparisons_are_in_natural_units(areas):
    accounts(areas["一村"], 2010, Decimal("4.99"))
    accounts(areas["一村"], 2011, Decimal("5.00"))
    assert [row.year for row in VillageEconomyYear.objects.filter(income__lt=5)] == [2010]
    assert [row.year for row in VillageEconomyYear.objects.filter(income__gte="5.00")] == [2011]


def test_nothing_stays_nothing(areas):
    row = accounts(areas["一村"], 2011, 3)
    row.refresh_from_db()
    assert (row.assets, row.income) == (None, Decimal(3))
