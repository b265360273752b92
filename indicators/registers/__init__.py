"""What the registers know of elements. One subject a file; this face names the table and the question."""

from . import cultivation, people, selection
from .derive import derive
from .source import REGISTERS, Source

__all__ = ["REGISTERS", "Source", "cultivation", "derive", "people", "selection"]
