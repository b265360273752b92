"""What the registers know of elements. One subject a file; this face names the table and the question."""

from . import creation, cultivation, economy, innovation, people, supervision
from .derive import derive
from .source import REGISTERS, Source

__all__ = [
    "REGISTERS",
    "Source",
    "creation",
    "cultivation",
    "derive",
    "economy",
    "innovation",
    "people",
    "supervision",
]
