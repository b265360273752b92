"""Decimals that every database adds exactly."""

from decimal import Decimal

from django.db import models


class FixedPointField(models.DecimalField):
    """A decimal in Python and in forms; in the database a whole number of its smallest unit.

    SQLite keeps decimals as floating point; a whole number is the same everywhere, and its sums are.
    """

    def get_internal_type(self):
        return "BigIntegerField"

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(value).scaleb(-self.decimal_places)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else int(value.scaleb(self.decimal_places).to_integral_value())

    def get_db_prep_value(self, value, connection, prepared=False):
        return value if prepared else self.get_prep_value(value)
