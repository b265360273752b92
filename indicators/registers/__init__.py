"""What the registers know of elements. One subject a file; this face names the table and the question."""

from . import cultivation, people, training, training_hours
from .derive import derive
from .source import REGISTERS, Source

__all__ = ["REGISTERS", "Source", "cultivation", "derive", "people", "training", "training_hours"]
