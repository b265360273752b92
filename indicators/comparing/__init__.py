"""What an address of the comparison asks for, the table that it gives, and the address of what is shown."""

from .address import read
from .choice import LAYOUTS, Choice
from .table import Table, table

__all__ = ["LAYOUTS", "Choice", "Table", "read", "table"]
