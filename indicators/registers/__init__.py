"""What the registers know of elements. One subject a file; this face names the table and the question."""

from . import campaigns, cultivation, people, reporting, tasks
from .derive import derive
from .source import REGISTERS, Source

__all__ = ["REGISTERS", "Source", "campaigns", "cultivation", "derive", "people", "reporting", "tasks"]
