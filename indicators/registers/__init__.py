"""What the registers know of elements. One subject a file; this face names the table and the question."""

from . import carriers, cultivation, helping, learning, people
from .derive import derive
from .source import REGISTERS, Source

__all__ = ["REGISTERS", "Source", "carriers", "cultivation", "derive", "helping", "learning", "people"]
